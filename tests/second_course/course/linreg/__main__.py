"""The learner's command, of this course: `python -m linreg status`."""

import sys

from lrlab.cli import main
from lrlab.exercises import course_of

sys.exit(main(course=course_of("linreg")))
