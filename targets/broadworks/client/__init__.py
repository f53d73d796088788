"""Talking to a platform: commands as documents, logged in, over TCP, TLS or SOAP, and what it answers."""
