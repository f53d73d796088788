"""Calls: the graph, a call and its trace, what is proven, and what rules may ask of all calls."""
