"""Files in, a typed `Plan` out: which files, text with positions, values by type; and the settings of a project."""
