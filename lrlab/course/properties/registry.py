"""Where the requirements are registered."""

from lrlab.checking.requirement import Requirements

REQUIREMENTS = Requirements()
requires = REQUIREMENTS.requires
