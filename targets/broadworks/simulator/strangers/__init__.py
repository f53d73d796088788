"""What the platform takes from whom it does not know: limits, and wrong passwords."""
