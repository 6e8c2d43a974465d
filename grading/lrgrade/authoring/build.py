"""`lrgrade build`: make what is generated from what authors write.

Three steps, in this order: the student notebooks (by nbgrader's own
generate_assignment), the search for leaks in them, the reference tables. A
file is written only where its content changes, so that building twice changes
nothing. The numbers of a table end in digits that depend on the processor: a
table that differs in nothing else is left as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from lrgrade.authoring.leaks import leaks_in
from lrgrade.authoring.reference import as_text, make_table
from lrgrade.course.converters import generate_release
from lrgrade.course.source import available
from lrgrade.gradebook.database import version_at_hand
from lrlab.exercises import Course, notebook_of
from lrlab.workbook.solutions import source_notebook


class LeakError(RuntimeError):
    """A model answer, a hidden test or an output stands where students can read it."""


@dataclass(frozen=True)
class Generated:
    """One generated file: where it belongs and what it should hold."""

    path: Path
    text: str

    @property
    def is_stale(self) -> bool:
        """Whether the file is missing or holds something else."""
        if not self.path.is_file():
            return True
        held = self.path.read_text(encoding="utf-8")
        return held != self.text and not (self.path.suffix == ".json" and _differ_by_rounding(held, self.text))


def build(root: Path, course: Course, assignments: list[str] | None = None) -> list[Path]:
    """Build all, or some assignments, and give the paths that changed. Raises LeakError."""
    changed = []
    for generated in everything(root, course, assignments):
        if generated.is_stale:
            generated.path.parent.mkdir(parents=True, exist_ok=True)
            generated.path.write_text(generated.text, encoding="utf-8", newline="\n")
            changed.append(generated.path)
    return changed


def everything(root: Path, course: Course, assignments: list[str] | None = None) -> Iterator[Generated]:
    """Every generated file of some assignments (all unless named), as it should be. Raises LeakError."""
    for assignment in assignments or available(root, course):
        release = release_notebook(root, assignment)
        shipped = dict.fromkeys([root / course.facade, *course.packages])
        leaks = leaks_in(release, source_notebook(root, assignment), shipped)
        if leaks:
            raise LeakError("\n".join(leaks))
        yield Generated(root / "notebooks" / assignment / notebook_of(assignment), as_json(release))
        for exercise in course.of(assignment):
            path = root.joinpath(*course.package.split("."), "reference", f"{exercise.name}.json")
            yield Generated(path, as_text(make_table(root, exercise)))


def release_notebook(root: Path, assignment: str) -> NotebookNode:
    """The student version of an assignment, as nbgrader's generate_assignment makes it."""
    with version_at_hand():
        notebook = generate_release(root, assignment)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def as_json(notebook: NotebookNode) -> str:
    """A notebook as the text of its file."""
    return nbformat.writes(notebook, version=4) + "\n"


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
# A slope that is measured with a step of 1e-6 keeps eleven of the sixteen digits.
_LAST_DIGITS = 1e-10


def _differ_by_rounding(held: str, made: str) -> bool:
    """Whether two tables are the same but for the last digits of their numbers."""
    if _NUMBER.sub("", held) != _NUMBER.sub("", made):
        return False
    pairs = zip(_NUMBER.findall(held), _NUMBER.findall(made), strict=True)
    return all(isclose(float(a), float(b), rel_tol=_LAST_DIGITS) for a, b in pairs if a != b)
