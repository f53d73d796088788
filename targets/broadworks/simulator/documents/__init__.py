"""OCI-P documents: the elements that come in, the fields of each command, and the answers as they go out."""
