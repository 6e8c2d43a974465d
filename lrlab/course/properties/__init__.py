"""The requirements of this course that a table of inputs cannot hold, in two modules that register them."""

from lrlab.course.properties import numbers, order
from lrlab.course.properties.registry import REQUIREMENTS

__all__ = ["REQUIREMENTS", "numbers", "order"]
