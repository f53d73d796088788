"""Bytes to disk, whole or not at all: single files, and folders put in the place of others."""
