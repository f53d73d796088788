"""The telephones of users: their types, and the lines on them."""
