"""What a deployment would change, and whether it may."""
