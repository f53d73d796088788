"""The settings of a repository of plans, `nummerplan.toml`: its tables, their types, and what can be wrong in them."""
