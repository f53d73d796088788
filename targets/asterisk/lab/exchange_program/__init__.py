"""A real Asterisk: found or fetched, started with the files of a plan, asked what it loaded, and stopped.

In go the files that the target writes; out comes a running exchange with a connection to its manager interface (AMI).
"""
