"""Folders below a student's that are meant for an assignment and are called something else.

No submission is looked for in them, so somebody has to be told.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from lrlab.exercises import Course, notebook_of

# How much two names have to be alike, from 0 to 1.
_ALIKE = 0.6


def misnamed_in(submitted: Path, assignment: str, course: Course) -> Iterator[str]:
    """A sentence for each folder in the place of one for this assignment, or in that of none that the course has."""
    for student in _folders_in(submitted):
        for folder in _folders_in(student):
            meant = _meant(folder, course)
            where = folder.relative_to(submitted)
            if student.name == assignment:
                yield f"{where} was not looked at: should it be {submitted.name}/{folder.name}/{assignment}?"
            elif folder.name in course.assignments or student.name in course.assignments:
                continue
            elif meant == assignment:
                yield f"{where} was not looked at: should it be {submitted.name}/{student.name}/{assignment}?"
            elif meant is None:
                known = ", ".join(course.assignments)
                yield f"{where} was not looked at: no assignment is called so. There is {known}."


def _folders_in(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else []
    return sorted(path for path in found if path.is_dir() and not path.name.startswith((".", "__")))


def _meant(folder: Path, course: Course) -> str | None:
    """The assignment whose notebook lies in a folder, else the one whose name is most like the folder's, if any is."""
    for assignment in course.assignments:
        if (folder / notebook_of(assignment)).is_file():
            return assignment
    likeness = {one: _likeness(folder.name, one) for one in course.assignments}
    best = max(likeness, key=lambda one: likeness[one], default=None)
    return best if best is not None and likeness[best] >= _ALIKE else None


def _likeness(name: str, assignment: str) -> float:
    return max(
        SequenceMatcher(None, _plain(name), _plain(one)).ratio()
        # With its number, and without.
        for one in (assignment, assignment.partition("-")[2] or assignment)
    )


def _plain(name: str) -> str:
    """A name without what people write differently: case, signs between words, zeros before a number."""
    return re.sub(r"[^a-z0-9]|(?<![0-9])0+(?=[0-9])", "", name.lower())
