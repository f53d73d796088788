"""What the platform holds beside what plans say: as it usually is, or set otherwise by hand, which is told."""
