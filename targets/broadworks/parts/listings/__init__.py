"""Lists of the platform go in; what they say of users, and what the group has, comes out."""
