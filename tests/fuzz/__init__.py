"""A million hostile inputs: which there are, what is asked of each, and what came of them (`make fuzz`)."""
