"""What a submission is graded from: what was handed in, and what of the course its grade hangs on.

Theory of operation. Digests of both are taken before a submission is picked up,
and travel with it into the metadata of the graded notebook. So they come to the
autograded folder with the grade itself, by one rename, and no kill can part
them. A file that changes while a run is at work leaves digests of what it was
before: the next run finds a difference, and grades once more than it had to.
Whoever grades keeps them, `nbgrader autograde` with our steps as well. A graded
notebook without them (it was made before this was kept, or by other steps) is
graded again, once.

The due date is no part of it: a late penalty follows from the gradebook alone
(`lrgrade.gradebook.rows`).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

_KEY = "lrgrade"


class Cause(StrEnum):
    """Why a submission is graded, or its penalty worked out anew. The value completes "graded: …"."""

    FIRST = "for the first time"
    HANDED_IN = "handed in again"
    COURSE = "the course has changed"
    NO_RECORD = "graded before it was noted from what"
    FORCED = "--force"
    LATENESS = "late penalty"


@dataclass(frozen=True)
class Why:
    """A cause; parts: what of the course has changed, by the names that `contents_of` gives."""

    cause: Cause
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Basis:
    """What a submission is graded from, as digests: all that was handed in, and each part of the course."""

    submission: str
    course: Mapping[str, str]


def why_again(now: Basis, before: Basis | None) -> Why | None:
    """Why what was graded from one basis is to be graded again from another, or None where nothing has changed."""
    if before is None:
        return Why(Cause.NO_RECORD)
    if before.submission != now.submission:
        return Why(Cause.HANDED_IN)
    names = [*now.course, *(name for name in before.course if name not in now.course)]
    changed = tuple(name for name in names if now.course.get(name) != before.course.get(name))
    return Why(Cause.COURSE, changed) if changed else None


def put_basis(notebook: NotebookNode, basis: Basis) -> None:
    """Note in a notebook's metadata from what it is going to be graded."""
    notebook.metadata[_KEY] = {**notebook.metadata.get(_KEY, {}), "graded_from": asdict(basis)}


def put_examined(notebook: NotebookNode) -> None:
    """Note that a notebook was examined: before that, nbgrader puts it into its autograded folder, too."""
    notebook.metadata[_KEY] = {**notebook.metadata.get(_KEY, {}), "examined": True}


def read_basis(path: Path) -> Basis | None:
    """From what a notebook in the autograded folder was graded, or None where it does not say."""
    try:
        return basis_in(_metadata(path.read_bytes()))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _metadata(content: bytes) -> Any:
    """The metadata of a notebook's file, without reading its cells where nbformat has written it."""
    # It indents by one and sorts, so that these follow the cells; within a text no line begins.
    *_, last = content.rpartition(b'\n "metadata": ')
    try:
        return json.loads(b'{"metadata": ' + last)["metadata"]
    except ValueError:
        return json.loads(content)["metadata"]


def basis_in(metadata: Mapping[str, Any]) -> Basis | None:
    """From what a notebook with these metadata was graded, or None where they do not say."""
    noted = metadata.get(_KEY, {})
    return Basis(**noted["graded_from"]) if noted.get("examined") and "graded_from" in noted else None
