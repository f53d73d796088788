"""What platforms offer, each in its own way, as the settings of a platform say it."""
