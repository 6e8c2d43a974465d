"""Take in what a student handed in, whatever state it is in.

A submission is a folder with, hopefully, one notebook. Nothing in it is
trusted: a file is opened only if it is a regular file of a sensible size, links
are not followed, and of a notebook only the cells' sources and what identifies
the cells are read, so that no odd file can stop the grader later. Whatever is
wrong becomes a remark in one sentence; it ends the intake of this submission,
never of the class.

It has two halves: `pick_up` touches the disk, where the submissions are, and
`read` makes sense of the bytes, wherever they are graded.
"""

import errno
import json
import os
import re
import shutil
import stat
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, from_dict
from nbformat.corpus.words import generate_corpus_id as random_cell_id
from nbformat.v4 import new_notebook

from lrgrade.course.app import Folders, time_in
from lrgrade.intake.remarks import Remark, one_line
from lrlab.checking.report import FACTS, facts_in
from lrlab.exercises import notebook_of

FILE_REMARKS = {
    "empty": "{file} is empty: it needs to be handed in again.",
    "damaged": "{file} is damaged or cut off at line {line}: it needs to be handed in again.",
    "no_notebook": "{file} is not a notebook: it needs to be handed in again, as Jupyter saves it.",
    "newer": "{file} has notebook format {version}, which is newer than 4: it needs to be saved in format 4.",
    "too_big": "{file} has {size} MB, and {limit} MB are allowed: it needs to be handed in again without outputs.",
    "link": "{file} is a link, which is not followed: the notebook itself needs to be handed in.",
    "no_file": "{file} is not a file that can be read: the notebook itself needs to be handed in.",
    "several": "None of {files} is called {expected}: rename the one that counts, and grade again with --force.",
    "nothing": "There is no notebook in the folder: it scores 0 until {expected} is handed in.",
    "no_folder": "{file} is not a folder: put the notebook into a folder of that name and grade again.",
    "renamed": "{file} was taken for {expected}.",
    "old": "{file} had the old notebook format {version} and was upgraded: nothing to do.",
    "encoding": "{file} is not in UTF-8 and was read as Windows-1252: look whether its text came out right.",
    "cells": "{count} of the cells of {file} could not be read and were left out: look at the file.",
    "unused": "Not used for grading: {files}. What the notebook needs of it belongs into a cell.",
    "timestamp": "timestamp.txt holds no time: the submission counts as handed in on time.",
}
_FOR_REVIEW = {"empty", "damaged", "no_notebook", "newer", "too_big", "link", "no_file", "several", "encoding", "cells"}

# What nbgrader's own submit puts beside a notebook, and its commands look for beside the graded one.
TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
SIDECARS = (TIMESTAMP, SECRET)
# Not handed in by anyone, but left by tools; "feedback" by nbgrader's fetch_feedback.
_LITTER = (".*", "__pycache__", "*.pyc", "__MACOSX", "Thumbs.db", "desktop.ini", "feedback", *SIDECARS)
_CELL_TYPES = ("code", "markdown", "raw")
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass(frozen=True)
class HandedIn:
    """A submission as it was found: the bytes of its notebook, or None where there is none, and remarks.

    name: what the notebook's file is called in the submission. timestamp: the
    text of its timestamp.txt, if that holds a time. secret: that of its
    submission_secret.txt, by which nbgrader's release_feedback names the page.
    problem: why we cannot read what was handed in, or "".
    """

    student: str
    content: bytes | None = None
    name: str = ""
    remarks: tuple[Remark, ...] = ()
    timestamp: str | None = None
    secret: str | None = None
    problem: str = ""


@dataclass
class Submission:
    """What one student handed in: the notebook, or None where there is none to read, and remarks."""

    student: str
    notebook: NotebookNode | None
    remarks: list[Remark] = field(default_factory=list)
    timestamp: str | None = None


class UnreadableError(ValueError):
    """A file that no notebook can be read from. `remark` says why and what to do."""

    def __init__(self, remark: Remark):
        super().__init__(remark.text)
        self.remark = remark


def submissions_of(submitted: Path, assignment: str, students: str = "*") -> Iterator[tuple[str, Path]]:
    """The students that handed in an assignment, by name, each with the folder (or what else lies there)."""
    for student in sorted(submitted.iterdir() if submitted.is_dir() else []):
        path = student / assignment
        looked_for = fnmatchcase(student.name, students) and not student.name.startswith(".")
        if looked_for and _is_text(student.name) and os.path.lexists(path):
            yield student.name, path


def strays_in(submitted: Path, assignment: str) -> list[str]:
    """A sentence for each notebook that lies where no submission is looked for, and each name that is no text."""
    found = []
    for path in sorted(submitted.iterdir() if submitted.is_dir() else []):
        if not _is_text(path.name):
            found.append(f"{path.name!a} was not looked at: its name is no text that can be shown.")
            continue
        for stray in [path] if path.is_file() else sorted(path.glob("*.ipynb")):
            if stray.suffix == ".ipynb":
                home = f"{submitted.name}/{path.stem}/{assignment}/{notebook_of(assignment)}"
                found.append(f"{stray.relative_to(submitted)} was not looked at: should it be {home}?")
    return found


def _is_text(name: str) -> bool:
    """Whether the bytes of a name in a folder are UTF-8, so that it can be stored and shown."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def pick_up(
    folder: Path, assignment: str, max_kilobytes: int, expected_files: frozenset[str] = frozenset()
) -> HandedIn:
    """Find the notebook of the submission in a folder; never raises for what lies there.

    expected_files: names of further files that belong to the assignment.
    """
    try:
        return _picked_up(folder, assignment, max_kilobytes, expected_files)
    except OSError as error:
        return HandedIn(folder.parent.name, problem=_UNREADABLE.format(why=error.strerror or error))


_UNREADABLE = "What was handed in cannot be read ({why}). To do: let the user who grades read grading/submitted/."


def _picked_up(folder: Path, assignment: str, max_kilobytes: int, expected_files: frozenset[str]) -> HandedIn:
    student, expected = folder.parent.name, notebook_of(assignment)
    if folder.is_symlink() or not folder.is_dir():
        return HandedIn(student, remarks=(_remark("no_folder", file=folder.name),))
    files = [path for path in _files_in(folder) if str(path.relative_to(folder)) not in expected_files]
    notebooks = [path for path in files if path.suffix.lower() == ".ipynb"]
    remarks: list[Remark] = []
    chosen = _choose(notebooks, folder / expected, remarks)
    unused = [str(path.relative_to(folder)) for path in files if path != chosen]
    name, content = "", None
    if chosen is not None:
        name = str(chosen.relative_to(folder))
        try:
            content = _bytes(chosen, max_kilobytes, name)
        except UnreadableError as error:
            remarks.append(error.remark)
    if unused and (chosen is not None or not notebooks):
        remarks.append(_remark("unused", files=_listed(unused)))
    timestamp = _timestamp(folder, remarks)
    return HandedIn(student, content, name, tuple(remarks), timestamp, _sidecar(folder, SECRET))


def read(handed_in: HandedIn) -> Submission:
    """Make sense of a submission that was picked up; never raises for what is in it."""
    timestamp = handed_in.timestamp.strip() if handed_in.timestamp else None
    submission = Submission(handed_in.student, None, list(handed_in.remarks), timestamp)
    if handed_in.content is not None:
        try:
            submission.notebook, remarks = parse_notebook(handed_in.content, handed_in.name)
            submission.remarks += remarks
        except UnreadableError as error:
            submission.remarks.append(error.remark)
    return submission


def read_notebook(path: Path, max_kilobytes: int, name: str) -> tuple[NotebookNode, list[Remark]]:
    """Read a notebook's file, and it as `parse_notebook` does. Raises UnreadableError."""
    return parse_notebook(_bytes(path, max_kilobytes, name), name)


def parse_notebook(content: bytes, name: str) -> tuple[NotebookNode, list[Remark]]:
    """A notebook of any format up to 4 as a clean one of format 4. Raises UnreadableError."""
    remarks: list[Remark] = []
    data = _parse(_text(content, name, remarks), name)
    version = data.get("nbformat")
    if not isinstance(version, int):
        raise UnreadableError(_remark("no_notebook", file=name))
    if version > 4:
        raise UnreadableError(_remark("newer", file=name, version=version))
    if version < 4:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                data = nbformat.reads(json.dumps(data), as_version=4)
        except Exception:
            raise UnreadableError(_remark("no_notebook", file=name)) from None
        remarks.append(_remark("old", file=name, version=version))
    if not isinstance(data.get("cells"), list):
        raise UnreadableError(_remark("no_notebook", file=name))
    cells = [_clean(cell) for cell in data["cells"]]
    if None in cells:
        remarks.append(_remark("cells", file=name, count=cells.count(None)))
    return new_notebook(cells=_without_repeated_ids([cell for cell in cells if cell is not None])), remarks


def take_in(path: Path, student: str, max_kilobytes: int, folders: Folders) -> Submission:
    """Read a notebook that stock nbgrader has found, of which `lrgrade` has picked up nothing.

    nbgrader has put copies of what lay beside it into the graded submission: those that are not the assignment's own
    files are removed there.
    """
    submission = Submission(student, None)
    try:
        submission.notebook, submission.remarks = read_notebook(path, max_kilobytes, path.name)
    except UnreadableError as error:
        submission.remarks.append(error.remark)
    submission.remarks += _drop_unused(folders.graded(student), files_of(folders.source) | {path.name, *SIDECARS})
    return submission


def files_of(source: Path) -> frozenset[str]:
    """The names of the files that belong to an assignment beside its notebook."""
    return frozenset(
        str(path.relative_to(source)) for path in _files_in(source) if path.is_file() and path.suffix != ".ipynb"
    )


def put_files(names: frozenset[str], source: Path, folder: Path) -> None:
    """Put copies of an assignment's own files into a folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, folder / name)


def _remark(key: str, **fields: Any) -> Remark:
    words = {name: one_line(str(value)) for name, value in fields.items()}
    return Remark(FILE_REMARKS[key].format(**words), review=key in _FOR_REVIEW)


def _listed(names: list[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _files_in(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        links = [name for name in folders if Path(where, name).is_symlink()]
        yield from (Path(where, name) for name in sorted([*files, *links]) if not _is_litter(name))


def _raise(error: OSError) -> None:
    # A folder that cannot be looked into must not pass for an empty one.
    raise error


def _is_litter(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _LITTER)


def _choose(notebooks: list[Path], expected: Path, remarks: list[Remark]) -> Path | None:
    if expected in notebooks:
        return expected
    names = [str(path.relative_to(expected.parent)) for path in notebooks]
    if len(notebooks) == 1:
        remarks.append(_remark("renamed", file=names[0], expected=expected.name))
        return notebooks[0]
    key = "several" if notebooks else "nothing"
    remarks.append(_remark(key, files=_listed(names), expected=expected.name))
    return None


def _bytes(path: Path, max_kilobytes: int, name: str) -> bytes:
    content = _content(path, max_kilobytes, name)
    if not content.strip():
        raise UnreadableError(_remark("empty", file=name))
    return content


def _content(path: Path, max_kilobytes: int, name: str) -> bytes:
    limit = max_kilobytes * 1000
    try:
        # Neither follow a link nor wait for a pipe's other end, also where the file changes under our hands.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.ENOENT, errno.ENXIO):
            raise
        raise UnreadableError(_remark("link" if path.is_symlink() else "no_file", file=name)) from None
    with os.fdopen(handle, "rb") as stream:
        facts = os.fstat(stream.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableError(_remark("no_file", file=name))
        content = stream.read(limit + 1)
    if len(content) > limit:
        size, most = max(facts.st_size, len(content)) / 1e6, limit / 1e6
        raise UnreadableError(_remark("too_big", file=name, size=f"{size:.0f}", limit=f"{most:g}"))
    return content


def _text(content: bytes, name: str, remarks: list[Remark]) -> str:
    try:
        return content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        remarks.append(_remark("encoding", file=name))
        return content.decode("cp1252", errors="replace")


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(_remark("damaged", file=name, line=error.lineno)) from None
    except (ValueError, RecursionError):
        raise UnreadableError(_remark("no_notebook", file=name)) from None
    if not isinstance(data, dict):
        raise UnreadableError(_remark("no_notebook", file=name))
    return data


def _clean(cell: Any) -> NotebookNode | None:
    """A cell's type, source and identity, without anything that could be invalid; None where it is no cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in _CELL_TYPES:
        return None
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    # Half a surrogate pair cannot be written to a file.
    made = _new_cell(cell["cell_type"], source.encode(errors="replace").decode())
    metadata = cell.get("metadata")
    if isinstance(metadata, dict):
        if isinstance(metadata.get("nbgrader"), dict):
            made.metadata["nbgrader"] = metadata["nbgrader"]
        if isinstance(metadata.get("tags"), list):
            made.metadata["tags"] = sorted({tag for tag in metadata["tags"] if isinstance(tag, str)})
    if isinstance(cell.get("id"), str) and _CELL_ID.fullmatch(cell["id"]):
        made.id = cell["id"]
    if made.cell_type == "code":
        # Of the outputs, what `check` keeps beside its messages says how many hints were open.
        made.outputs = [from_dict(_bare_output(facts)) for facts in facts_in(cell)]
    return made


def _bare_output(facts: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {}, "metadata": {FACTS: facts}}


def _new_cell(kind: str, source: str) -> NotebookNode:
    """What nbformat's new_code_cell and its like make, without validating each by itself, which takes a while."""
    more: dict[str, object] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return from_dict({"id": random_cell_id(), "cell_type": kind, "metadata": {}, "source": source, **more})


def _without_repeated_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    seen: set[str] = set()
    for cell in cells:
        if cell.id in seen:
            cell.id = random_cell_id()
        seen.add(cell.id)
    return cells


def _timestamp(folder: Path, remarks: list[Remark]) -> str | None:
    text = _sidecar(folder, TIMESTAMP)
    if text is None:
        return None
    try:
        time_in(text)
    except (ValueError, OverflowError):
        remarks.append(_remark("timestamp"))
        return None
    return text


def _sidecar(folder: Path, name: str) -> str | None:
    """The text of a file of nbgrader's, as it was handed in: the autograded folder gets the same file."""
    try:
        return _content(folder / name, 1, name).decode(errors="replace")
    except UnreadableError:
        return None


def _drop_unused(graded: Path, known: frozenset[str]) -> list[Remark]:
    """Remove what stock nbgrader copied beside the notebook and is not the assignment's own."""
    unused = []
    for path in sorted(graded.rglob("*")):
        name = str(path.relative_to(graded))
        if path.is_file() and name not in known:
            path.unlink()
            unused.append(name)
    return [_remark("unused", files=_listed(unused))] if unused else []
