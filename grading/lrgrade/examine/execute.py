"""Run a notebook that is to be graded, with examiner and sandbox in the place of a kernel."""

import atexit
import functools
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_markdown_cell

from lrgrade.course.cells import is_locked, is_solution
from lrgrade.course.source import available
from lrgrade.examine.examination import Cell, Examination, Marked, Role
from lrgrade.examine.harmless import harmless_markdown, quoted
from lrgrade.examine.limits import Limits
from lrgrade.examine.outside import reasons_outside
from lrgrade.examine.supervisor import ProcessGoneError, Supervisor, WarmProcessError
from lrgrade.examine.walls import Isolation
from lrgrade.intake.files import SIDECARS
from lrgrade.intake.remarks import Remark, put_remarks, remarks_in
from lrgrade.sandbox.earlier import compiled
from lrgrade.sandbox.protocol import MEGABYTE
from lrlab.exercises import Course
from lrlab.workbook.solutions import is_test, model_source

MOST_FILES = 16 * MEGABYTE

# The files whose change makes a warm process stale, with their times.
Stamp = tuple[tuple[str, int], ...]

WITHOUT_WALLS = (
    "Graded without walls: the code ran as a process of its own, but on the grader's machine and as its user."
)


class NotJudgedError(RuntimeError):
    """A submission could not be judged, by our own fault, after a second attempt, too. The message says why."""


@dataclass(frozen=True)
class Conditions:
    """Under which a submission is examined. root: the course folder. hidden: what it must not see, beside that."""

    root: Path
    course: Course
    limits: Limits
    isolation: Isolation
    hidden: tuple[Path, ...]


def examine(
    notebook: NotebookNode,
    assignment: str,
    folder: Path,
    conditions: Conditions,
    warn: Callable[[str], None],
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Run every code cell of a notebook, and keep the outputs in it.

    folder: where it runs; the assignment's own files there are at hand. beside: the student's, which only the sandbox
    sees. warn: takes lines for the instructor's log. Raises NotJudgedError, and MachineError where nothing could be
    run: what is not judged is no verdict.
    """
    stamp = _stamp(conditions.root, conditions.course)
    examination = Examination(
        cells=list(_cells(notebook)),
        limits=conditions.limits.as_dict(),
        earlier=_earlier(conditions.root, conditions.course, assignment, stamp),
        files={**beside, **dict(_files_beside(folder))},
        environment=_environment(conditions.root, conditions.course),
        folder=str(folder),
    )

    def judged() -> list[Marked]:
        try:
            return _judged(_supervisor(conditions, folder, stamp).examine(examination), notebook)
        except ProcessGoneError as error:
            raise NotJudgedError(str(error)) from None

    try:
        marked = judged()
    except (NotJudgedError, WarmProcessError) as error:
        warn(f"the examination broke down and is tried again: {error}")
        marked = judged()
    for one in marked:
        cell = notebook.cells[one.index]
        cell.outputs = [from_dict(output) for output in one.outputs]
        cell.execution_count = one.count
        if one.note:
            warn(f"{_name(cell)}: {one.note}")
    notebook.cells = [_harmless(cell) for cell in notebook.cells]
    if conditions.isolation is Isolation.PROCESS:
        put_remarks(notebook, [*remarks_in(notebook), Remark(WITHOUT_WALLS)])
    _note_reasons_outside(notebook)


def wait_until_ready(conditions: Conditions) -> None:
    """Start the warm processes. Raises MachineError where they do not start."""
    stamp = _stamp(conditions.root, conditions.course)
    _supervisor(conditions, conditions.root, stamp).wait()


_supervisors: dict[tuple[object, ...], Supervisor] = {}


@functools.lru_cache(maxsize=8)
def _earlier(root: Path, course: Course, assignment: str, _: Stamp) -> dict[str, bytes]:
    """The model answers of the notebooks before an assignment, compiled."""
    present = available(root, course)
    before = [exercise for exercise in course.before(assignment) if exercise.assignment in present]
    return compiled({exercise.name: model_source(root, exercise) for exercise in before})


def _environment(root: Path, course: Course) -> dict[str, str]:
    """The variables by which `lrlab` and the hidden tests find things in the examiner."""
    kept = {name: os.environ[name] for name in ("LRGRADE_SEED",) if name in os.environ}
    return {"LRLAB_SAVE": "0", "LRGRADE_COURSE": str(root), "LRLAB_COURSE": course.package, **kept}


def _stamp(root: Path, course: Course) -> Stamp:
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in _sources(root, course)))


def _sources(root: Path, course: Course) -> Iterator[Path]:
    yield from (root / "solutions").glob("*/*.ipynb")
    yield from (root / "grading" / "exercises").glob("**/*.py")
    for package in course.packages:
        for pattern in ("**/*.py", "**/*.toml", "**/reference/*"):
            yield from package.glob(pattern)


def _supervisor(conditions: Conditions, folder: Path, stamp: Stamp) -> Supervisor:
    """The supervisor of this process for these conditions; one of others is closed."""
    root, course, limits, isolation = conditions.root, conditions.course, conditions.limits, conditions.isolation
    key = (os.getpid(), isolation, course.package, tuple(limits.as_dict().items()), stamp)
    if key not in _supervisors:
        close()
        hidden = [root, root / "solutions", root / "grading", folder, *conditions.hidden]
        _supervisors[key] = Supervisor(limits, isolation, course, hidden, root)
        # Once, however many there are one after the other.
        atexit.unregister(close)
        atexit.register(close)
    return _supervisors[key]


def close() -> None:
    """End the warm processes. They start again when they are needed."""
    for key in list(_supervisors):
        one = _supervisors.pop(key)
        if key[0] == os.getpid():
            one.close()


def _cells(nb: NotebookNode) -> Iterator[Cell]:
    for index, cell in enumerate(nb.cells):
        if cell.cell_type == "code":
            role = _role(cell)
            points = float(cell.metadata.nbgrader.points) if role == "test" else 0.0
            yield Cell(index, cell.source, role, points)


def _role(cell: NotebookNode) -> Role:
    if is_test(cell):
        return "test"
    return "given" if is_locked(cell) and not is_solution(cell) else "student"


def _files_beside(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The instructor's files that a notebook may open, which nbgrader has put beside it."""
    room = MOST_FILES
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".ipynb" and path.name not in SIDECARS:
            room -= path.stat().st_size
            if room >= 0:
                yield str(path.relative_to(folder)), path.read_bytes()


def _harmless(cell: NotebookNode) -> NotebookNode:
    """A text cell of the student's own, fit for a web page. Others are ours, or code."""
    theirs = str(cell.get("id", "")).startswith("added-") or is_solution(cell)
    if cell.cell_type == "raw" and theirs:
        return new_markdown_cell(quoted(cell.source), id=cell.id)
    if cell.cell_type == "markdown" and theirs:
        cell.source = harmless_markdown(cell.source, cell.get("attachments", {}))
    return cell


def _judged(marked: list[Marked], notebook: NotebookNode) -> list[Marked]:
    """The results, if none of them is our fault. Raises NotJudgedError."""
    for one in marked:
        if one.fault:
            raise NotJudgedError(f"{_name(notebook.cells[one.index])}: {one.fault}")
    return marked


def _name(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id


def _note_reasons_outside(notebook: NotebookNode) -> None:
    """Add to the remarks what may have cost points and is no answer's fault, unless the intake has said what it is."""
    remarks = remarks_in(notebook)
    if not any(remark.review and not remark.cell for remark in remarks):
        put_remarks(notebook, [*remarks, *reasons_outside(notebook)])
