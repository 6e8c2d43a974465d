"""The model answers, read from the source notebooks where `solutions/` is at hand.

Nothing of them ships to a learner: `lrlab reveal` and the grader read them here.
"""

import functools
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbformat import NotebookNode

from lrlab.exercises import Exercise, notebook_of
from lrlab.workbook.slicing import slice_out
from lrlab.workbook.workbook import run_module

BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
# The tag of a cell with whose names an exercise in plain values computes.
GIVEN = "given"


class NoSolutionsError(LookupError):
    """The source notebook of an exercise is not at hand, or does not define it."""


def source_notebook(home: Path, assignment: str) -> NotebookNode:
    """The source notebook of an assignment. Raises NoSolutionsError."""
    path = home / "solutions" / assignment / notebook_of(assignment)
    if not path.is_file():
        raise NoSolutionsError(f"our answers are not at hand: there is no {path.relative_to(home)} in {home}")
    return _read(path, path.stat().st_mtime_ns)


def nbgrader_of(cell: NotebookNode) -> dict[str, Any]:
    """A cell's nbgrader metadata, or an empty dict."""
    return cell.metadata.get("nbgrader", {})


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell is worth points by what it asserts, and not by what a learner writes into it."""
    facts = nbgrader_of(cell)
    return bool(facts.get("grade")) and not facts.get("solution")


def solution_cells(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """The cells that hold model answers."""
    return (cell for cell in notebook.cells if nbgrader_of(cell).get("solution"))


def without_marks(source: str) -> str:
    """A cell's source without the lines that mark its solution."""
    return "\n".join(line for line in source.splitlines() if line.strip() not in (BEGIN_SOLUTION, END_SOLUTION))


def model_source(home: Path, exercise: Exercise, solved: Collection[str] = ()) -> str:
    """A module that holds the model answer of an exercise.

    Exercises that it uses are imported from the course's package where they are
    in `solved`, else their model answers are put in. Raises NoSolutionsError.
    """
    name, course = exercise.name, exercise.course
    if exercise.kind == "values":
        return f"{name} = {model_answer(home, exercise)!r}\n"
    cells = ["import numpy as np"]
    for assignment in course.assignments[: course.assignments.index(exercise.assignment) + 1]:
        for cell in solution_cells(source_notebook(home, assignment)):
            cells.append(without_marks(cell.source))
            if nbgrader_of(cell)["grade_id"] == name:
                break
    source = _slice(name, tuple(cells), frozenset(solved), course.facade)
    if source is None:
        raise NoSolutionsError(f"solutions/{exercise.assignment} does not define {name}")
    return source


def model_answer(home: Path, exercise: Exercise) -> Any:
    """The model answer of an exercise: a function, or the lines or values. Raises NoSolutionsError."""
    if exercise.kind == "values":
        return _values(home, exercise)
    return run_module(exercise.name, model_source(home, exercise), f"<model answer of {exercise.name}>")


def _values(home: Path, exercise: Exercise) -> dict[str, Any]:
    scope: dict[str, Any] = {"np": np}
    for earlier in exercise.course.before(exercise.assignment):
        scope[earlier.name] = model_answer(home, earlier)
    for cell in source_notebook(home, exercise.assignment).cells:
        if GIVEN in cell.metadata.get("tags", []):
            exec(cell.source, scope)
        if nbgrader_of(cell).get("grade_id") == exercise.name:
            exec(without_marks(cell.source), scope)
            break
    return {key: _plain(scope[key]) for key in exercise.parameters}


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


# A grader asks for the same ones over and over.
_slice = functools.lru_cache(maxsize=128)(slice_out)


@functools.lru_cache(maxsize=32)
def _read(path: Path, _: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)
