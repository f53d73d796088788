"""A whole company: what a plan wants of it, what the platform holds, the commands between, and the plan that it is."""
