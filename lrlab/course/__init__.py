"""The course of logistic regression: all of it that ships to a learner."""
