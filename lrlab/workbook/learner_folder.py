"""Where the course lies: its notebooks, the learner's workbook, and the authors' solutions where they are at hand."""

import os
from dataclasses import dataclass
from pathlib import Path

from lrlab.exercises import Course, notebook_of

# In a clone the assignments lie one level below; where nbgrader fetched them they lie side by side.
_HOLDERS = ("notebooks", "solutions")


class NoCourseError(RuntimeError):
    """No course folder here or above. start: the folder where it was looked for, None where that is gone."""

    def __init__(self, start: Path | None, assignment: str):
        here = f"{start} is not inside a folder with the course's notebooks" if start else "the current folder is gone"
        super().__init__(
            f"There is no course here: {here}.\n"
            "Go to the folder that holds them and try again. If you have none yet, clone the course's repository,\n"
            f"or fetch the assignments with nbgrader (`nbgrader fetch_assignment {assignment}`)."
        )


class NoWorkbookError(RuntimeError):
    """The workbook cannot be found, read or written. The message says where, why and what to do."""

    def __init__(self, where: object, why: str):
        super().__init__(
            f"{where} {why}. Mend that, or name another folder in the variable `LRLAB_WORKBOOK`, and try again."
        )

    def _render_traceback_(self) -> list[str]:
        return [f"NoWorkbookError: {self}"]


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
    try:
        start = (start or Path.cwd()).resolve()
    except OSError:
        raise NoCourseError(None, course.assignments[0]) from None
    for folder in (start, *start.parents):
        if _holds_assignments(course, folder / "notebooks"):
            return LearnerFolder(folder, folder / "notebooks")
        if folder.name not in _HOLDERS and _holds_assignments(course, folder):
            return LearnerFolder(folder, folder)
    raise NoCourseError(start, course.assignments[0])


def workbook_folder(course: Course) -> Path:
    """Where the workbook lies: `LRLAB_WORKBOOK` if set, else beside the notebooks.

    Raises NoCourseError, and NoWorkbookError where the variable names nobody's home.
    """
    chosen = os.environ.get("LRLAB_WORKBOOK")
    if not chosen:
        return find_folder(course).home / "workbook"
    try:
        return Path(chosen).expanduser()
    except RuntimeError:
        raise NoWorkbookError(chosen, "begins with a `~`, and there is no such home folder") from None


def _holds_assignments(course: Course, folder: Path) -> bool:
    return any(_is_file(folder / assignment / notebook_of(assignment)) for assignment in course.assignments)


def _is_file(path: Path) -> bool:
    """Whether there is a file; a folder that may not be looked into has none."""
    try:
        return path.is_file()
    except OSError:
        return False
