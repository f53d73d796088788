"""All calls: the states that people can be in, and the search for a call with a given goal."""
