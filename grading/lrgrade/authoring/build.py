"""`lrgrade build`: make what is generated from what authors write.

First all of it is looked at, and nothing is written where something is missing
or contradicts itself. Then the student notebooks, the files beside their
sources and the reference tables are written, each only where its content changes, so that building twice changes
nothing. The numbers of a table end in digits that depend on the processor: a
table that differs in nothing else is left as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose
from pathlib import Path

from lrgrade.authoring.complete import IncompleteError, Survey
from lrgrade.authoring.complete.draft import SourceNotebook
from lrgrade.authoring.notebooks import as_json
from lrgrade.authoring.reference import as_text
from lrgrade.course.editions import Editions, read_editions, read_release
from lrgrade.course.editions import as_text as editions_as_text
from lrgrade.course.folder import EDITIONS_FILE
from lrlab.exercises import notebook_of


@dataclass(frozen=True)
class Generated:
    """One generated file: where it belongs and what it should hold."""

    path: Path
    content: bytes

    @property
    def is_stale(self) -> bool:
        """Whether the file is missing or holds something else."""
        if not self.path.is_file():
            return True
        held = self.path.read_bytes()
        is_table = self.path.parent.name == "reference"
        return held != self.content and not (is_table and _differ_by_rounding(held, self.content))


def build(root: Path, package: str, assignments: Sequence[str] = ()) -> list[Path]:
    """Build all of a package's course, or some assignments, and give the paths that changed. Raises IncompleteError."""
    return write(Survey(root, package, assignments))


def write(survey: Survey) -> list[Path]:
    """Write what is generated from what the authors have, and give the paths that changed. Raises IncompleteError."""
    if survey.problems:
        raise IncompleteError(survey.problems)
    changed = []
    for generated in everything(survey):
        if generated.is_stale:
            generated.path.parent.mkdir(parents=True, exist_ok=True)
            generated.path.write_bytes(generated.content)
            changed.append(generated.path)
    return changed


def everything(survey: Survey) -> Iterator[Generated]:
    """Every generated file, as it should be: the editions first, since they hold that of a release that is replaced."""
    changed = {source.assignment: _editions(source) for source in survey.sources}
    if survey.sources:
        root = survey.sources[0].root
        yield Generated(root / "grading" / EDITIONS_FILE, editions_as_text(root, changed).encode())
    for source in survey.sources:
        assignment = source.assignment
        folder = source.root / "notebooks" / assignment
        yield Generated(folder / notebook_of(assignment), as_json(source.release).encode())
        for path in source.files:
            yield Generated(folder / path.relative_to(source.folder), path.read_bytes())
    for draft in survey.drafts:
        package = draft.root.joinpath(*draft.exercise.course.package.split("."))
        yield Generated(package / "reference" / f"{draft.name}.json", as_text(draft.table).encode())


def _editions(source: SourceNotebook) -> Editions:
    """The editions that are remembered, with the release that is to be replaced, and the one that replaces it."""
    editions = read_editions(source.root, source.assignment)
    if replaced := read_release(source.root, source.assignment):
        editions = editions.with_release(replaced)
    return editions.with_release(source.release)


_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
# A slope that is measured with a step of 1e-6 keeps eleven of the sixteen digits.
_LAST_DIGITS = 1e-10


def _differ_by_rounding(held: bytes, made: bytes) -> bool:
    """Whether two tables are the same but for the last digits of their numbers."""
    if _NUMBER.sub(b"", held) != _NUMBER.sub(b"", made):
        return False
    pairs = zip(_NUMBER.findall(held), _NUMBER.findall(made), strict=True)
    return all(isclose(float(a), float(b), rel_tol=_LAST_DIGITS) for a, b in pairs if a != b)
