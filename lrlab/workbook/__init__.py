"""What the learner has built, and what was opened or revealed on the way."""
