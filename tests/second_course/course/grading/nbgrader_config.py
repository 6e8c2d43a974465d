"""How nbgrader works on this course."""

from lrgrade.course.settings import configure

configure(get_config(), __file__, package="linreg")  # noqa: F821  (nbgrader provides it)
