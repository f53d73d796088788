"""One call on a running Asterisk: placed, its keys pressed, watched, and judged how it ended.

In goes a call as `trace` follows it; out comes what was really seen of it.
"""
