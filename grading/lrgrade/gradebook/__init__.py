"""The gradebook, its one writer, and what is noted beside the scores."""
