"""What a table of inputs cannot hold: small functions, each a requirement whose docstring states it as a fact.

They look at an answer only through `observe`, since it may be a proxy into a
sandbox, and raise Wrong for one that does not meet the requirement. Some repeat
in general what a table shows in one case, so that a mistake with a number of
the learner's choice in it (a clip, a seed, a rate) is known by its name too.
"""

from lrlab.checking.requirement import Requirement, Wrong, requirements_of
from lrlab.course.properties import numbers, order

__all__ = ["Requirement", "Wrong", "numbers", "order", "requirements_of"]
