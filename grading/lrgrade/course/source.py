"""What authors own in the source notebooks: which assignments there are, the tests and their points.

The model answers themselves are read by `lrlab.workbook.solutions`.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from lrlab.exercises import Course, Exercise, notebook_of
from lrlab.workbook.solutions import is_test, model_source, nbgrader_of, source_notebook

BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


def course_root() -> Path:
    """The course whose source is used: `LRGRADE_COURSE`, else the clone this package lies in."""
    chosen = os.environ.get("LRGRADE_COURSE")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[3]


def available(root: Path, course: Course) -> list[str]:
    """The assignments of a course that have a source, in order."""
    return [a for a in course.assignments if (root / "solutions" / a / notebook_of(a)).is_file()]


def test_cells(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """The cells that are worth points by tests."""
    return (cell for cell in notebook.cells if is_test(cell))


def exercise_of(grade_id: str) -> str:
    """The exercise that a test belongs to: `sigmoid` for `test-sigmoid-silent`; any other cell is one by itself."""
    kind, _, rest = grade_id.partition("-")
    return rest.partition("-")[0] if kind == "test" and rest else grade_id


def points_of(root: Path, exercise: Exercise) -> dict[str, float]:
    """The points of each test of an exercise, by grade id."""
    cells = test_cells(source_notebook(root, exercise.assignment))
    points = {nbgrader_of(cell)["grade_id"]: nbgrader_of(cell)["points"] for cell in cells}
    return {grade_id: worth for grade_id, worth in points.items() if exercise_of(grade_id) == exercise.name}


def between(source: str, begin: str, end: str) -> str:
    """What stands between a pair of marks in a cell, every such region joined."""
    pattern = rf"^[ \t]*{re.escape(begin)}[^\n]*\n(.*?)^[ \t]*{re.escape(end)}"
    return "\n".join(re.findall(pattern, source, flags=re.DOTALL | re.MULTILINE))


def write_workbook(root: Path, course: Course, folder: Path, before: str | None = None) -> None:
    """Write model answers as a workbook, each module complete in itself: those of the notebooks before an assignment.

    With no assignment, every model answer that has a source.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for assignment in available(root, course):
        if assignment == before:
            break
        for exercise in course.of(assignment):
            source = model_source(root, exercise)
            (folder / f"{exercise.name}.py").write_text(source, encoding="utf-8")


def as_lines(exercise: Exercise, answer: Any) -> dict[str, str]:
    """A derivation as a dict of its lines, also where it is written as a list."""
    return dict(answer) if isinstance(answer, dict) else dict(zip(exercise.parameters, answer, strict=True))
