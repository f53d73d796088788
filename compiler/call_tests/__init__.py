"""Call tests of a plan: single calls, promises about all of them, what they touch, and calls for the rest."""
