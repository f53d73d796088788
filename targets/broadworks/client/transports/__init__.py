"""The ways in which documents travel: over TCP and in SOAP, on a connection on which every wait ends."""
