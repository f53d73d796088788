"""A laboratory for what the target writes: a plan's configuration in a real Asterisk, and real telephones that call it.

In go the files of the target and calls to make; out comes what was seen of each call: which telephones rang and when,
who had the call, how it ended. Everything stays on loopback addresses, and nothing is left running.
"""
