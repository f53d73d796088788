"""Deployments, results and drift go in; sentences for people and plain data for programs come out."""
