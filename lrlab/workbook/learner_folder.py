"""Where the course lies: its notebooks, the learner's workbook, and the authors' solutions where they are at hand."""

import os
from dataclasses import dataclass
from pathlib import Path

from lrlab.exercises import Course, notebook_of

# In a clone the assignments lie one level below; where nbgrader fetched them they lie side by side.
_HOLDERS = ("notebooks", "solutions")


class NoCourseError(RuntimeError):
    """No course folder here or above."""

    def __init__(self, start: Path, assignment: str):
        super().__init__(
            f"There is no course here: {start} is not inside a folder with the course's notebooks.\n"
            "Go to the folder that holds them and try again. If you have none yet, clone the course's repository,\n"
            f"or fetch the assignments with nbgrader (`nbgrader fetch_assignment {assignment}`)."
        )


@dataclass(frozen=True)
class LearnerFolder:
    """Where a learner works: `home` is the root, `notebooks` holds the assignment folders."""

    home: Path
    notebooks: Path

    def notebook(self, assignment: str) -> Path:
        """The learner's notebook of an assignment; it need not exist."""
        return self.notebooks / assignment / notebook_of(assignment)


def find_folder(course: Course, start: Path | None = None) -> LearnerFolder:
    """The learner's folder that `start` (the current folder unless given) lies in. Raises NoCourseError."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if _holds_assignments(course, folder / "notebooks"):
            return LearnerFolder(folder, folder / "notebooks")
        if folder.name not in _HOLDERS and _holds_assignments(course, folder):
            return LearnerFolder(folder, folder)
    raise NoCourseError(start, course.assignments[0])


def workbook_folder(course: Course) -> Path:
    """Where the workbook lies: `LRLAB_WORKBOOK` if set, else beside the notebooks. Raises NoCourseError."""
    chosen = os.environ.get("LRLAB_WORKBOOK")
    return Path(chosen) if chosen else find_folder(course).home / "workbook"


def _holds_assignments(course: Course, folder: Path) -> bool:
    return any((folder / assignment / notebook_of(assignment)).is_file() for assignment in course.assignments)
