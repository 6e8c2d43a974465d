"""The misconceptions of an exercise: a name, what the student writes, what a good teacher would say.

One file an exercise as `grading/exercises/NAME/misconceptions.py`. A function is decorated;
wrong lines or values are given as a dict of those that are wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lrgrade.course.loading import load


@dataclass(frozen=True)
class Misconception:
    """One known mistake. `wrong` is the wrong function, or a dict of wrong lines or values."""

    name: str
    teacher: str
    wrong: Any


_loading: list[Misconception] = []


def misconception(name: str, teacher: str, wrong: dict[str, Any] | None = None) -> Callable[[Any], Any]:
    """Register a misconception: decorate the wrong function, or give the wrong lines or values."""
    if wrong is not None:
        _loading.append(Misconception(name, teacher, wrong))

    def register(function: Any) -> Any:
        _loading.append(Misconception(name, teacher, function))
        return function

    return register


def misconceptions_of(root: Path, name: str) -> list[Misconception]:
    """The misconceptions of an exercise, in the order of its file. Raises FileNotFoundError."""
    _loading.clear()
    load(root, name, "misconceptions")
    found = list(_loading)
    _loading.clear()
    return found
