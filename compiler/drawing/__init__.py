"""The call flow of a plan as a drawing."""
