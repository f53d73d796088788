"""What callers notice when one plan takes the place of another: `docs/semantics.md`, Difference."""
