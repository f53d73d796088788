"""Questions that several rules ask of a linked plan; pure, and for rules alone."""
