"""Nouns: what a plan is, what a call is, what a finding is. No files, network, YAML or terminal here."""
