"""The editions of a release: what students were given of an assignment, build for build.

`grading/editions.json` is tracked, and each build that changes a cell of ours
adds an edition to it: for each cell, what it is and what it is worth, and if
students are not to edit it, a checksum of its source. So a cell that differs
from the present release is told from one that a student has edited.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config import Configurable

from lrgrade.course.converters import as_registered, as_shown
from lrgrade.course.folder import EDITIONS_FILE
from lrlab.exercises import looked_up, notebook_of
from lrlab.workbook.solutions import source_notebook

# For each assignment. A course that has more is rid of the oldest.
MOST_EDITIONS = 20

# The cells of ours, in order, by grade id, each as `as_given` writes it.
Edition = Mapping[str, str]


@dataclass(frozen=True)
class Editions:
    """The editions of one assignment by their numbers, oldest first."""

    by_number: Mapping[int, Edition] = field(default_factory=dict)

    def with_release(self, release: NotebookNode) -> "Editions":
        """These and the edition of a release, if it is new."""
        edition = edition_of(release)
        if self.number_of(edition) or not edition:
            return self
        more = {**self.by_number, max(self.by_number, default=0) + 1: edition}
        return Editions(dict([*more.items()][-MOST_EDITIONS:]))

    def number_of(self, edition: Edition) -> int | None:
        """The number of an edition, or None where it was not built."""
        found = (number for number, one in self.by_number.items() if [*one.items()] == [*edition.items()])
        return next(found, None)

    def closest(self, submitted: NotebookNode, present: Edition) -> Edition:
        """The edition that a submission was made from, as far as its cells tell: the present one where they do not."""
        cells = edition_of(submitted)
        if not cells:
            return present

        def agreement(edition: Edition) -> tuple[int, bool]:
            same = sum(cells.get(name) == given for name, given in edition.items())
            in_order = [name for name in edition if name in cells] == [name for name in cells if name in edition]
            return same - len(edition.keys() ^ cells.keys()), in_order

        return max([present, *reversed([*self.by_number.values()])], key=agreement)

    def gave(self, cell: NotebookNode) -> bool:
        """Whether a cell was in some edition as it is."""
        name = grade_id_of(cell)
        return any(edition.get(name) == as_given(cell) for edition in self.by_number.values())

    def gave_source(self, name: str, source: str) -> bool:
        """Whether a cell that is not for editing had this source in some edition."""
        return any(_checksum(source) == _parts(edition.get(name, ""))[1] for edition in self.by_number.values())

    def gave_role(self, name: str, cell: NotebookNode) -> bool:
        """Whether a cell was of this type, for this use and worth these points in some edition."""
        return any(_role(cell) == _parts(edition.get(name, ""))[0] for edition in self.by_number.values())


def edition_of(notebook: NotebookNode) -> Edition:
    """What a notebook holds of our cells: of a release, or of what was handed in; the first of each name."""
    cells: dict[str, str] = {}
    for cell in notebook.cells:
        if name := grade_id_of(cell):
            cells.setdefault(name, as_given(cell))
    return cells


def as_given(cell: NotebookNode) -> str:
    """A cell as an edition holds it: `code, grade, locked, 2 points: 9f86d081884c`."""
    locked = claims_of(cell).get("locked")
    return f"{_role(cell)}: {_checksum(cell.source)}" if locked else _role(cell)


def is_fixed(given: str) -> bool:
    """Whether an edition says of a cell that students are not to edit it."""
    return ": " in given


def grade_id_of(cell: NotebookNode) -> str:
    """The grade id that a cell claims, or ""."""
    found = claims_of(cell).get("grade_id", "")
    return found if isinstance(found, str) else ""


def claims_of(cell: NotebookNode) -> Mapping[str, Any]:
    """A cell's nbgrader metadata, as it claims them, or an empty dict."""
    facts = cell.metadata.get("nbgrader", {})
    return facts if isinstance(facts, Mapping) else {}


def lines_of(source: str) -> tuple[str, ...]:
    """A source without what editors change by themselves: ends of lines, and spaces there."""
    return tuple(line.rstrip() for line in re.split(r"\r\n|\r|\n", source.strip()))


def read_editions(root: Path, assignment: str) -> Editions:
    """The editions that a course folder remembers of an assignment. Raises CourseError where the file is damaged."""
    with looked_up(f"grading/{EDITIONS_FILE}"):
        return Editions({int(number): edition for number, edition in _held(root).get(assignment, {}).items()})


def present_edition(root: Path, assignment: str, parent: Configurable) -> int | None:
    """The number of the edition that is in `solutions/` now, or None where that is not built yet. Raises CourseError.

    parent: whose configuration nbgrader's steps take.
    """
    shown = as_shown(as_registered(source_notebook(root, assignment), parent))
    return read_editions(root, assignment).number_of(edition_of(shown))


def read_release(root: Path, assignment: str) -> NotebookNode | None:
    """The release that lies in `notebooks/`, or None where there is none that can be read."""
    try:
        return nbformat.read(root / "notebooks" / assignment / notebook_of(assignment), as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        return None


def remember(root: Path, assignment: str) -> None:
    """Add the edition of the release that lies in `notebooks/`, if there is one and it is new."""
    held = read_editions(root, assignment)
    if (release := read_release(root, assignment)) and (editions := held.with_release(release)) is not held:
        (root / "grading" / EDITIONS_FILE).write_text(
            as_text(root, {assignment: editions}), encoding="utf-8", newline="\n"
        )


def as_text(root: Path, changed: Mapping[str, Editions]) -> str:
    """The file as it should be: what a course folder remembers, with other editions of some assignments."""
    ours = {assignment: {str(n): one for n, one in each.by_number.items()} for assignment, each in changed.items()}
    return json.dumps(dict(sorted((_held(root) | ours).items())), indent=1, ensure_ascii=False) + "\n"


def _held(root: Path) -> dict[str, dict[str, Edition]]:
    path = root / "grading" / EDITIONS_FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _role(cell: NotebookNode) -> str:
    facts = claims_of(cell)
    uses = [key for key in ("grade", "solution", "locked", "task") if facts.get(key)]
    return ", ".join([cell.cell_type, *uses, *_worth(facts.get("points"))])


def _worth(points: object) -> list[str]:
    if points is None:
        return []
    try:
        return [f"{points:g} points" if isinstance(points, int | float) else repr(points)]
    except OverflowError:
        return ["too many points"]


def _parts(given: str) -> tuple[str, str]:
    role, _, checksum = given.partition(": ")
    return role, checksum


def _checksum(source: str) -> str:
    return hashlib.sha256("\n".join(lines_of(source)).encode(errors="replace")).hexdigest()[:12]
