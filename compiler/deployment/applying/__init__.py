"""A `Deployment` goes in, its operations are sent; a `Result` comes out, with the journal and the audit log written."""
