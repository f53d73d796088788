"""Two linked plans and what callers notice go in; what was changed comes out, each change with those who notice it."""
