"""Digests of what a grade hangs on: what was handed in, and each part of the course."""

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from lrgrade.course.source import available
from lrgrade.intake.submissions import files_of, handed_in_files
from lrlab.exercises import Course
from lrlab.workbook.solutions import nbgrader_of, solution_cells, source_notebook

# Of each file: more than any submission that is read.
_LARGEST_FILE = 100_000_000
# Modules of a course's package that a verdict hangs on.
_JUDGING = ("notation", "properties", "forms", "searches")


def digest_of(folder: Path) -> str:
    """A digest of all that lies in a submission's folder, but what tools have left there. Never raises for it."""
    names = [folder]
    if folder.is_dir() and not folder.is_symlink():
        # Of one that cannot be looked into, its intake says why.
        with contextlib.suppress(OSError):
            names = [*handed_in_files(folder)]
    return _digest(piece for path in names for piece in (os.fsencode(path.relative_to(folder)), *_content(path)))


def contents_of(root: Path, course: Course, assignment: str, source: Path) -> dict[str, str]:
    """A digest of each part of the course that a grade hangs on, by the name that its authors know it by.

    root: the course folder. source: the assignment's own. The parts are its cells,
    its files, the probes and the table of each exercise, the answers to earlier
    notebooks, and the modules that judge.
    """
    parts = {}
    for cell in source_notebook(root, assignment).cells:
        if name := nbgrader_of(cell).get("grade_id"):
            facts = {key: value for key, value in nbgrader_of(cell).items() if key != "checksum"}
            parts[name] = _of_text(json.dumps([cell.cell_type, cell.source, facts], sort_keys=True))
    for name in sorted(files_of(source)):
        parts[name] = _of_files([source / name])
    for exercise in course.of(assignment):
        table = Path(str(resources.files(course.package).joinpath("reference", f"{exercise.name}.json")))
        folder = root / "grading" / "exercises" / exercise.name
        parts[f"grading/exercises/{exercise.name}"] = _of_files([*sorted(folder.glob("*.py")), table])
    before = {exercise.assignment for exercise in course.before(assignment)}
    for earlier in (one for one in available(root, course) if one in before):
        answers = solution_cells(source_notebook(root, earlier))
        parts[f"solutions/{earlier}"] = _of_text(json.dumps([cell.source for cell in answers]))
    for name in _JUDGING:
        parts[f"{course.package}.{name}"] = _of_files(_files_of_module(f"{course.package}.{name}"))
    return parts


def _content(path: Path) -> Iterator[bytes]:
    """What tells a file from another one in its place: its kind, and its bytes or where it points."""
    try:
        facts = path.lstat()
        yield str(stat.S_IFMT(facts.st_mode)).encode()
        if stat.S_ISLNK(facts.st_mode):
            yield os.fsencode(path.readlink())
        elif stat.S_ISREG(facts.st_mode):
            yield str(facts.st_size).encode()
            with path.open("rb") as stream:
                yield stream.read(_LARGEST_FILE)
    except OSError as error:
        yield str(error.errno).encode()


def _of_files(paths: Iterable[Path]) -> str:
    return _digest(piece for path in paths for piece in (path.name.encode(), *_content(path)))


def _of_text(text: str) -> str:
    return _digest([text.encode()])


def _digest(pieces: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for piece in pieces:
        whole.update(len(piece).to_bytes(8, "big"))
        whole.update(piece)
    return whole.hexdigest()[:24]


def _files_of_module(name: str) -> list[Path]:
    spec = find_spec(name)
    if spec is None:
        return []
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    return sorted(path for folder in folders for path in folder.rglob("*.py")) or [Path(spec.origin or "")]
