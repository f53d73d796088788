"""What is kept of deployments goes in and comes out again: journal, fingerprints of secrets, audit log, lock."""
