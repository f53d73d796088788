"""Deploying: what is wanted against what a platform holds, carried out with a journal, verified, and taken back."""
