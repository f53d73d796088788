"""What is kept of deployments: the journal, the audit log, and the lock of a company."""
