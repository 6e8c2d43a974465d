"""`lrgrade run`: execute a source notebook and store its outputs, so that a diff shows what changed and nothing else.

The model answers of the notebooks before stand in for the learner's workbook,
and nothing is saved into any. What depends on the machine or the moment is not
stored: times, widgets, what the kernel says of itself. A cell that nbval is told
to ignore shows measurements, which are others each time: its outputs stay as
they are while they differ in nothing but numbers.
"""

import copy
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from lrgrade.authoring.notebooks import as_json
from lrgrade.course.source import write_workbook
from lrlab.exercises import Course, notebook_of
from lrlab.workbook.errors import without_colours
from lrlab.workbook.running import client_of
from lrlab.workbook.solutions import source_notebook

LONGEST_CELL = 600
IGNORED = "NBVAL_IGNORE_OUTPUT"

_WIDGET = "application/vnd.jupyter.widget-view+json"
_MEASURED = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


class CellStoppedError(Exception):
    """A cell did not come to its end. The message says which, and why."""


def store_outputs(root: Path, course: Course, assignment: str) -> bool:
    """Run an assignment's source notebook and store its outputs; say whether the file changed.

    Raises CellStoppedError, or NoSolutionsError where a model answer is missing; then nothing is written.
    """
    path = root / "solutions" / assignment / notebook_of(assignment)
    held = source_notebook(root, assignment)
    made = copy.deepcopy(held)
    with tempfile.TemporaryDirectory() as workbook:
        write_workbook(root, course, Path(workbook), before=assignment)
        _execute(made, path, _environment(root, course, workbook))
    for cell, before in zip(made.cells, held.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs = _stored(cell, before)
    text = as_json(made)
    changed = text != path.read_text(encoding="utf-8")
    if changed:
        path.write_text(text, encoding="utf-8", newline="\n")
    return changed


def _environment(root: Path, course: Course, workbook: str) -> dict[str, str]:
    of_this_course = {"LRLAB_COURSE": course.package, "LRGRADE_COURSE": str(root)}
    return {**os.environ, **of_this_course, "LRLAB_WORKBOOK": workbook, "LRLAB_SAVE": "0"}


def _execute(notebook: NotebookNode, path: Path, environment: dict[str, str]) -> None:
    said = copy.deepcopy(notebook.metadata)
    how = {"record_timing": False, "store_widget_state": False, "coalesce_streams": True}
    client = client_of(notebook, path, LONGEST_CELL, **how)
    with client.setup_kernel(env=environment):
        for index, cell in enumerate(notebook.cells):
            try:
                client.execute_cell(cell, index)
            except CellExecutionError as error:
                raise CellStoppedError(f"cell {cell.id} stops with {error.ename}: {_first_line(error)}") from None
            except CellTimeoutError:
                raise CellStoppedError(f"cell {cell.id} takes longer than {LONGEST_CELL} seconds.") from None
            except DeadKernelError:
                raise CellStoppedError(f"cell {cell.id} ends the kernel.") from None
    notebook.metadata = {**said, "language_info": {"name": "python"}}
    notebook.metadata.pop("widgets", None)


def _first_line(error: CellExecutionError) -> str:
    return without_colours(error.evalue).strip().partition("\n")[0]


def _stored(cell: NotebookNode, before: NotebookNode) -> list[NotebookNode]:
    cell.metadata.pop("execution", None)
    for output in cell.outputs:
        output.get("data", {}).pop(_WIDGET, None)
    if IGNORED in cell.source and [*map(_without_numbers, cell.outputs)] == [*map(_without_numbers, before.outputs)]:
        return before.outputs
    return cell.outputs


def _without_numbers(output: NotebookNode) -> Any:
    """What of a measurement is the same each time. A figure is redrawn from numbers, so it counts as one."""
    texts = {name: _MEASURED.sub("#", text) for name, text in _texts(output)}
    return output.output_type, sorted(output.get("data", {})), texts


def _texts(output: NotebookNode) -> Iterator[tuple[str, str]]:
    for name, text in {"text": output.get("text", ""), **output.get("data", {})}.items():
        if "<svg" not in text:
            yield name, " ".join(text.split())
