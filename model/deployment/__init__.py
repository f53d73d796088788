"""A company on a platform: what it holds, what has to change, and what came of it."""
