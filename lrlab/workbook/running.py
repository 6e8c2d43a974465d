"""Run a notebook from its first cell to its last and say which of its tests pass."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from lrlab.checking.observe import NOBODY_ANSWERS
from lrlab.exercises import Course
from lrlab.workbook.errors import error_of, without_colours
from lrlab.workbook.kernel import OwnPython
from lrlab.workbook.solutions import is_test, nbgrader_of

CELL_SECONDS = 60


class UnreadableNotebookError(ValueError):
    """A file that is no notebook, or cannot be run. The message is for the learner."""


@dataclass
class TestResult:
    """One test cell: its grade id, its points, whether it passed, and what it said."""

    __test__ = False  # not a test for pytest to collect

    test: str
    points: float
    passed: bool
    message: str


def run_tests(course: Course, path: Path, seconds: int = CELL_SECONDS) -> list[TestResult]:
    """Run a notebook and give its visible tests in order. Raises UnreadableNotebookError.

    seconds: the longest that one cell may take; a cell that takes longer stops
    the run, and the tests after it have not passed.
    """
    notebook = _read(course, path)
    tests = [cell for cell in notebook.cells if _is_visible_test(cell)]
    if not tests:
        raise UnreadableNotebookError(f"{path} has no tests. Is it a notebook of this course?")
    stopped = _run(notebook, path, seconds)
    return [_result(cell, stopped, _stopped_before(notebook, cell)) for cell in tests]


def _read(course: Course, path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise UnreadableNotebookError(
            f"There is no file {path}. The notebooks of the course are {', '.join(course.assignments)}."
        ) from None
    except IsADirectoryError:
        raise UnreadableNotebookError(f"{path} is a folder. Name the notebook in it.") from None
    except Exception as error:
        raise UnreadableNotebookError(
            f"{path} cannot be read as a notebook ({type(error).__name__}). "
            "Save it again from JupyterLab, or take a fresh copy of it."
        ) from None


def _is_visible_test(cell: NotebookNode) -> bool:
    if cell.cell_type != "code" or not is_test(cell):
        return False
    try:
        return bool(ast.parse(cell.source).body)
    except SyntaxError:
        return True


def client_of(notebook: NotebookNode, path: Path, seconds: int, **how: Any) -> NotebookClient:
    """What runs a notebook in the folder of its file, from the beginning: what it showed before is forgotten.

    seconds: the longest that one cell may take. how: further settings of nbclient's.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return NotebookClient(
        notebook,
        timeout=seconds,
        kernel_name="python3",
        kernel_manager_class=OwnPython,
        # What the kernel logs about its own connection is no concern of whoever runs it.
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(path.resolve().parent)}},
        **how,
    )


def _run(notebook: NotebookNode, path: Path, seconds: int) -> str:
    try:
        client_of(notebook, path, seconds, allow_errors=True).execute()
    except CellTimeoutError:
        _forget_the_last(notebook)
        return f"The notebook was stopped: a cell took longer than {seconds} seconds. Is there an endless loop?"
    except DeadKernelError:
        _forget_the_last(notebook)
        return "The notebook was stopped: its kernel died. Does a cell use too much memory, or call exit()?"
    except NoSuchKernel:
        raise UnreadableNotebookError("There is no Python kernel here: install ipykernel.") from None
    return ""


def _forget_the_last(notebook: NotebookNode) -> None:
    """Let the cell at which a notebook was stopped count as one that did not run, whatever it had shown until then."""
    begun = [cell for cell in notebook.cells if cell.get("execution_count") is not None]
    for cell in begun[-1:]:
        cell.outputs, cell.execution_count = [], None


def _stopped_before(notebook: NotebookNode, test: NotebookNode) -> str:
    """A sentence about the last cell before a test that stopped with an error and is no test itself, or ""."""
    before = notebook.cells[: notebook.cells.index(test)]
    errors = [error for cell in before if not is_test(cell) and (error := error_of(cell))]
    if not errors:
        return ""
    said = f"{errors[-1].ename}: {without_colours(errors[-1].evalue)}".removesuffix(".")
    asks = " Nobody is there to answer an `input()`: put the value itself into the cell."
    return f"A cell before it stopped with {said}." + (asks if errors[-1].ename in NOBODY_ANSWERS else "")


def _result(cell: NotebookNode, stopped: str, stopped_before: str) -> TestResult:
    facts = nbgrader_of(cell)
    error = error_of(cell)
    if stopped and error and error.ename == "KeyboardInterrupt":
        return TestResult(facts["grade_id"], facts["points"], False, stopped)
    ran = cell.execution_count is not None
    message = ""
    if error:
        shown = [o.data.get("text/plain", "") for o in cell.outputs if o.output_type == "display_data"]
        message = "\n".join(shown) or f"{error.ename}: {without_colours(error.evalue)}"
        # What is missing may be what that cell should have defined.
        message += f"\n{stopped_before}" if stopped_before and error.ename == "NameError" else ""
    elif not ran:
        message = stopped or "It did not run."
    return TestResult(facts["grade_id"], facts["points"], ran and not error, message)
