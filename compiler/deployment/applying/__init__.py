"""Changes carried out on a platform, taken up again, and taken back."""
