"""What several kinds of objects are made of: numbers, names, services, schedules, and how each is written."""
