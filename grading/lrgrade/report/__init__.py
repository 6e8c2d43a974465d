"""What became of a class, for people to read."""
