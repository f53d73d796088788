"""Rules asked of linked plans: findings with spans, silenced, ordered, redacted, fixed and reported."""
