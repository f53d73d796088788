"""The ports on which documents come in: OCI-P over TCP and over SOAP, with TLS or without."""
