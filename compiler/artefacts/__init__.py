"""Plans in, files of targets out: rendered first, then written whole or not at all."""
