"""What a course's package offers to a notebook: `check`, `hint`, and the learner's own functions by name."""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from lrlab.checking import check as checking
from lrlab.checking.report import Report
from lrlab.exercises import Course
from lrlab.workbook import hints, workbook
from lrlab.workbook.keeping import WorkbookKeeper


class Offer(NamedTuple):
    """The names that the package binds, in this order."""

    check: Callable[..., None]
    hint: Callable[[Any], Report]
    getattr: Callable[[str], Any]
    dir: Callable[[], list[str]]


def offer(package: str, course_at_hand: Callable[[], Course]) -> Offer:
    """Make them for a package: `check, hint, __getattr__, __dir__ = offer(__name__, lambda: COURSE)`.

    course_at_hand: gives the course, which is not read before it is needed.
    """

    def check(answer: Any, name: str | None = None) -> None:
        """Tell whether an answer is right, and save it to the workbook if it is.

        answer: the function, list or dict that an exercise asks for. name: the
        exercise, where the answer's own name does not tell. Shows a message;
        raises CheckFailed if the answer is not right.
        """
        course = course_at_hand()
        scope = sys._getframe(1).f_globals
        checking.check(course, answer, name or course.name_of(answer, scope), WorkbookKeeper(scope))

    def hint(exercise: Any) -> Report:
        """Open the next hint of an exercise and show it with those that are open already.

        exercise: its name, or the function itself. How many are open is kept in
        the workbook.
        """
        return hints.hint(course_at_hand(), exercise)

    def find(name: str) -> Any:
        if not name.startswith("_"):
            try:
                course = course_at_hand()
            except ModuleNotFoundError as error:
                raise AttributeError(f"module {package!r} has no attribute {name!r}, and no course: {error}") from None
            if name in course.exercises:
                return workbook.open_workbook(course).load(name)
            module = f"{course.package}.{name}"
            if find_spec(module):
                return import_module(module)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    def names() -> list[str]:
        return sorted([*vars(sys.modules[package]), *course_at_hand().exercises])

    return Offer(check, hint, find, names)
