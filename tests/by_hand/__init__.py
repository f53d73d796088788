"""A stranger with a client of his own, who sets things on a platform by hand."""
