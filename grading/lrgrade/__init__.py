"""The instructor's side of the course, on top of nbgrader."""
