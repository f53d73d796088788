"""Verbs: one step of the path, one file, one public function. `pipeline.py` shows them in order."""
