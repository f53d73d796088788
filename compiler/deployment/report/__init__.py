"""What a deployment says to people and programs, before and after."""
