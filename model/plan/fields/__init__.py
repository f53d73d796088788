"""What is written as one piece of text in a plan: numbers, extensions, times, names, addresses."""
