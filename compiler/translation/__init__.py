"""What a target makes of a plan goes in; whether it does what the plan says, and which losses explain it, comes out."""
