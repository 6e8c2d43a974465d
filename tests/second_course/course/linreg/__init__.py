"""Linear regression, built by you."""

from lrlab.exercises import course_of
from lrlab.facade import offer

check, hint, __getattr__, __dir__ = offer(__name__, lambda: course_of(__name__))
