"""The course folder as the grader sees it."""
