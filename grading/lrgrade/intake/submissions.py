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

import os
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from nbformat import NotebookNode

from lrgrade.course.app import Folders, time_in
from lrgrade.intake.basis import Basis
from lrgrade.intake.choosing import choose, folder_of
from lrgrade.intake.files import (
    MOST_PACKED,
    MOST_READ,
    SECRET,
    SIDECARS,
    TIMESTAMP,
    Found,
    check_size,
    content_of,
    files_in,
    is_archive,
    unpacked,
)
from lrgrade.intake.formats import UnreadableError, is_notebook, parse_notebook, without_outputs
from lrgrade.intake.remarks import Remark, file_remark, listed
from lrlab.exercises import notebook_of

# What lies beside a notebook travels with it to whoever marks it, and into the sandbox's temporary folder.
MOST_BESIDE = 16_000_000
MOST_FILES_BESIDE = 500
# A notebook this small is not worth the time to cut its outputs off.
_SMALL = 1_000_000
_MOST_IN_A_SIDECAR = 1000


@dataclass(frozen=True)
class HandedIn:
    """A submission as it was found: the bytes of its notebook, or None where there is none, and remarks.

    name: what the notebook's file is called in the submission. timestamp: the
    text of its timestamp.txt, if that holds a time. secret: that of its
    submission_secret.txt, by which nbgrader's release_feedback names the page.
    problem: why we cannot read what was handed in, or "".
    files: what lies beside the notebook, by its path from there.
    basis: what it is graded from.
    """

    student: str
    content: bytes | None = None
    name: str = ""
    remarks: tuple[Remark, ...] = ()
    timestamp: str | None = None
    secret: str | None = None
    problem: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    basis: Basis | None = None


@dataclass
class Submission:
    """What one student handed in: the notebook, or None where there is none to read, remarks, and files beside it."""

    student: str
    notebook: NotebookNode | None
    remarks: list[Remark] = field(default_factory=list)
    timestamp: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    basis: Basis | None = None


def submissions_of(submitted: Path, assignment: str, students: str = "*") -> Iterator[tuple[str, Path]]:
    """The students that handed in an assignment, by name, each with the folder (or what else lies there)."""
    found: dict[str, list[Path]] = {}
    for student in sorted(submitted.iterdir() if submitted.is_dir() else []):
        path, name = student / assignment, name_of(student)
        looked_for = is_meant(name, students) and not name.startswith(".")
        if looked_for and _is_text(name) and os.path.lexists(path):
            found.setdefault(name, []).append(path)
    for name, paths in found.items():
        yield name, max(paths, key=_time_of) if len(paths) > 1 else paths[0]


def is_meant(student: str, students: str) -> bool:
    """Whether a student is meant by a name, or by a pattern for names."""
    wanted = unicodedata.normalize("NFC", students)
    return student == wanted or fnmatchcase(student, wanted)


def name_of(folder: Path) -> str:
    """The student that a folder is called by. Some systems write an accent as a letter of its own."""
    return unicodedata.normalize("NFC", folder.name)


def _twins_of(folder: Path) -> list[Path]:
    """Further submissions to the same assignment by a student whose name is spelled in another way."""
    if folder.parent.name.isascii():
        return []
    others = (one / folder.name for one in folder.parents[1].iterdir() if one != folder.parent)
    return [one for one in others if name_of(one.parent) == name_of(folder.parent) and os.path.lexists(one)]


def _time_of(folder: Path) -> float:
    """When a submission was handed in, else when something in it was last changed."""
    text = _sidecar(folder, TIMESTAMP)
    try:
        return time_in(text or "").timestamp()
    except (OSError, ValueError, OverflowError):
        return max((path.lstat().st_mtime for path in [folder, *files_in(folder)]), default=0)


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
    folder: Path,
    assignment: str,
    max_kilobytes: int,
    expected_files: frozenset[str] = frozenset(),
    ours: NotebookNode | None = None,
) -> HandedIn:
    """Find the notebook of the submission in a folder; never raises for what lies there.

    max_kilobytes: what it may have without its outputs. expected_files: names of further files that belong to the
    assignment. ours: our copy of the notebook as students get it, by which the likeliest of several is found.
    """
    try:
        return _picked_up(folder, assignment, max_kilobytes, expected_files, ours)
    except OSError as error:
        return HandedIn(name_of(folder.parent), problem=_UNREADABLE.format(why=error.strerror or error))


_UNREADABLE = "What was handed in cannot be read ({why}). To do: let the user who grades read grading/submitted/."


def _picked_up(
    folder: Path,
    assignment: str,
    max_kilobytes: int,
    expected_files: frozenset[str],
    ours: NotebookNode | None,
) -> HandedIn:
    student, expected = name_of(folder.parent), notebook_of(assignment)
    remarks = [file_remark("twins")] if _twins_of(folder) else []
    if folder.is_symlink() or not folder.is_dir():
        return HandedIn(student, remarks=(*remarks, file_remark("no_folder", file=folder.name)))
    files, failed, left_out = _read_all(folder, expected_files)
    chosen, others, said = choose(files, expected, ours)
    content = None
    if chosen is None:
        remarks += list(failed.values())
    elif expected in failed:
        remarks.append(failed.pop(expected))
    remarks += said
    if chosen is not None:
        try:
            content = _fit(chosen, max_kilobytes * 1000)
        except UnreadableError as error:
            remarks.append(error.remark)
    elif not failed:
        remarks.append(file_remark("nothing", expected=expected))
    base = folder_of(chosen.name) if chosen else ""
    beside, too_much = _beside([one for one in files if one != chosen and one not in others], base, expected_files)
    left_out["bulk"] += too_much if chosen else []
    unused = [*(one.name for one in others), *(failed if chosen else ()), *(() if chosen else beside)]
    if unused:
        remarks.append(file_remark("unused", files=listed(unused)))
    for key, names in left_out.items():
        if names:
            remarks.append(file_remark(key, files=listed(names), limit=f"{MOST_BESIDE / 1e6:g}"))
    timestamp = _timestamp(folder, remarks)
    secret, name = _sidecar(folder, SECRET), chosen.name if chosen else ""
    return HandedIn(student, content, name, tuple(remarks), timestamp, secret, files=beside if chosen else {})


def read(handed_in: HandedIn) -> Submission:
    """Make sense of a submission that was picked up; never raises for what is in it."""
    timestamp = handed_in.timestamp.strip() if handed_in.timestamp else None
    submission = Submission(
        handed_in.student, None, list(handed_in.remarks), timestamp, handed_in.files, handed_in.basis
    )
    if handed_in.content is not None:
        try:
            submission.notebook, remarks = parse_notebook(handed_in.content, handed_in.name)
            submission.remarks += remarks
        except UnreadableError as error:
            submission.remarks.append(error.remark)
    return submission


def take_in(path: Path, max_kilobytes: int, folders: Folders, ours: NotebookNode) -> Submission:
    """Read the submission in which stock nbgrader has found a notebook. Raises OSError where we may not.

    nbgrader has put copies of what lay beside it into the graded submission: those that are not the assignment's own
    files are removed there.
    """
    own = files_of(folders.source)
    handed_in = _picked_up(path.parent, folders.assignment, max_kilobytes, own, ours)
    _drop(folders.graded(path.parent.parent.name), own | {path.name, *SIDECARS})
    return read(handed_in)


def files_of(source: Path) -> frozenset[str]:
    """The names of the files that belong to an assignment beside its notebook."""
    return frozenset(
        str(path.relative_to(source)) for path in files_in(source) if path.is_file() and path.suffix != ".ipynb"
    )


def handed_in_files(folder: Path) -> Iterator[Path]:
    """Everything in a submission's folder but what tools leave there; a link is what it is, and not followed."""
    yield from files_in(folder)
    yield from (path for name in SIDECARS if os.path.lexists(path := folder / name))


def put_files(names: frozenset[str], source: Path, folder: Path) -> None:
    """Put copies of an assignment's own files into a folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, folder / name)


def _read_all(
    folder: Path, expected_files: frozenset[str]
) -> tuple[list[Found], dict[str, Remark], dict[str, list[str]]]:
    """The files of a submission; why one that may be the notebook cannot be read; names of others that are left out."""
    files: list[Found] = []
    failed: dict[str, Remark] = {}
    left_out: dict[str, list[str]] = {"links": [], "bulk": []}
    room, room_for_notebooks = MOST_BESIDE, MOST_READ
    # Archives come last, so that they take no room from a notebook.
    for path in sorted(files_in(folder), key=lambda one: is_archive(Found(one.name, b"", 0))):
        name = str(path.relative_to(folder))
        if name in expected_files or not _is_text(name):
            continue
        wanted = ".ipynb" in name.lower() or is_archive(Found(name, b"", 0))
        try:
            found = content_of(path, max(room_for_notebooks if wanted else room, 0), name)
            opened = _opened(found, room_for_notebooks)
        except UnreadableError as error:
            if wanted:
                failed[name] = error.remark
            elif path.is_symlink() or path.is_file():
                left_out["links" if path.is_symlink() else "bulk"].append(name)
            continue
        files += opened
        size = sum(len(one.content) for one in opened)
        room, room_for_notebooks = (room, room_for_notebooks - size) if wanted else (room - size, room_for_notebooks)
    return files, failed, left_out


def _opened(found: Found, room: int) -> list[Found]:
    """A file, or those in it, of so many bytes together, where it is an archive. Raises UnreadableError."""
    if not is_archive(found):
        return [found]
    check_size(len(found.content), MOST_PACKED, found.name)
    members = unpacked(found, room - len(found.content))
    if not any(".ipynb" in one.name.lower() or is_notebook(one.content) for one in members):
        # It may be what the notebook reads.
        return [found, *members]
    return members


def _fit(found: Found, limit: int) -> bytes:
    """A notebook's bytes, without outputs where these take room. Raises UnreadableError."""
    content = found.content if len(found.content) < min(limit, _SMALL) else without_outputs(found.content)
    check_size(len(content), limit, found.name)
    if not content.strip():
        raise UnreadableError(file_remark("empty", file=found.name))
    return content


def _beside(files: Sequence[Found], base: str, expected_files: frozenset[str]) -> tuple[dict[str, bytes], list[str]]:
    """Files by their path from the notebook's folder, and the names of those that are too much to come along.

    Nothing is in the way of the assignment's own.
    """
    beside: dict[str, bytes] = {}
    too_much: list[str] = []
    room = MOST_BESIDE
    folders = {str(folder) for name in expected_files for folder in Path(name).parents}
    for one in files:
        name = one.name.removeprefix(base)
        above = {str(folder) for folder in Path(name).parents}
        if name in expected_files or name in folders or above & expected_files or above & beside.keys():
            continue
        if len(one.content) > room or len(beside) >= MOST_FILES_BESIDE:
            too_much.append(one.name)
            continue
        room -= len(one.content)
        beside[name] = one.content
    return beside, too_much


def _timestamp(folder: Path, remarks: list[Remark]) -> str | None:
    text = _sidecar(folder, TIMESTAMP)
    if text is None:
        return None
    try:
        time_in(text)
    except (ValueError, OverflowError):
        remarks.append(file_remark("timestamp"))
        return None
    return text


def _sidecar(folder: Path, name: str) -> str | None:
    """The text of a file of nbgrader's, as it was handed in: the autograded folder gets the same file."""
    try:
        return content_of(folder / name, _MOST_IN_A_SIDECAR, name).content.decode(errors="replace")
    except UnreadableError:
        return None


def _drop(graded: Path, known: frozenset[str]) -> None:
    """Remove what stock nbgrader copied beside the notebook and is not the assignment's own."""
    for path in sorted(graded.rglob("*")):
        if path.is_file() and str(path.relative_to(graded)) not in known:
            path.unlink()
