"""Two sides (files, or revisions of a repository) go in; what callers notice of each plan comes out, in a report."""
