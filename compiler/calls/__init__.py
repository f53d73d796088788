"""One call: conditions of an edge, the next edge, hunt order, clocks, and a call followed from start to end."""
