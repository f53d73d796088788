"""A `LinkedPlan` in, its proof out: every number, every situation, and what all of it rests on."""
