"""What authors own in the source notebooks: which assignments there are, the tests and their points.

The model answers themselves are read by `lrlab.workbook.solutions`.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from lrlab.exercises import ASSIGNMENTS, Exercise, exercises_of, notebook_of
from lrlab.workbook import solutions
from lrlab.workbook.solutions import nbgrader_of, source_notebook

BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


def course_root() -> Path:
    """The course whose source is used: `LRGRADE_COURSE`, else the clone this package lies in."""
    chosen = os.environ.get("LRGRADE_COURSE")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[3]


def available(root: Path) -> list[str]:
    """The assignments that have a source, in order."""
    return [a for a in ASSIGNMENTS if (root / "solutions" / a / notebook_of(a)).is_file()]


def test_cells(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """The cells that are worth points by tests."""
    return (c for c in notebook.cells if nbgrader_of(c).get("grade") and not nbgrader_of(c).get("solution"))


def exercise_of(grade_id: str) -> str:
    """The exercise that a test belongs to: `sigmoid` for `test-sigmoid-silent`."""
    return grade_id.split("-")[1]


def points_of(root: Path, exercise: Exercise) -> dict[str, float]:
    """The points of each test of an exercise, by grade id."""
    cells = test_cells(source_notebook(root, exercise.assignment))
    points = {nbgrader_of(cell)["grade_id"]: nbgrader_of(cell)["points"] for cell in cells}
    return {grade_id: worth for grade_id, worth in points.items() if exercise_of(grade_id) == exercise.name}


def between(source: str, begin: str, end: str) -> str:
    """What stands between a pair of marks in a cell, every such region joined."""
    pattern = rf"^[ \t]*{re.escape(begin)}[^\n]*\n(.*?)^[ \t]*{re.escape(end)}"
    return "\n".join(re.findall(pattern, source, flags=re.DOTALL | re.MULTILINE))


def model_answer(name: str, root: Path | None = None) -> Any:
    """The model answer of an exercise of the course at hand."""
    return solutions.model_answer(root or course_root(), name)


def write_workbook(folder: Path, before: str | None = None, root: Path | None = None) -> None:
    """Write model answers as a workbook, each module complete in itself: those of the notebooks before an assignment.

    With no assignment, every model answer that has a source.
    """
    root = root or course_root()
    folder.mkdir(parents=True, exist_ok=True)
    for assignment in available(root):
        if assignment == before:
            break
        for exercise in exercises_of(assignment):
            source = solutions.model_source(root, exercise.name)
            (folder / f"{exercise.name}.py").write_text(source, encoding="utf-8")
