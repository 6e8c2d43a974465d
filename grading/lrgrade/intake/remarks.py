"""Remarks on a submission.

A remark is made where something is seen (at intake, at the rebuilding, at the
examination), and carried in the metadata of the notebook that is graded. What
the gradebook makes of it is in `lrgrade.gradebook.review`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode

_KEY = "lrgrade"

FILE_REMARKS = {
    "empty": "{file} is empty: it needs to be handed in again.",
    "damaged": "{file} is damaged or cut off at line {line}: it needs to be handed in again.",
    "no_notebook": "{file} is not a notebook: it needs to be handed in again, as Jupyter saves it.",
    "newer": "{file} has notebook format {version}, which is newer than 4: it needs to be saved in format 4.",
    "too_big": "{file} has {size} MB, and {limit} MB are allowed: it needs to be handed in again without outputs.",
    "link": "{file} is a link, which is not followed: the notebook itself needs to be handed in.",
    "no_file": "{file} is not a file that can be read: the notebook itself needs to be handed in.",
    "archive": "{file} is an archive that cannot be opened here: the notebook itself needs to be handed in.",
    "nothing": "There is no notebook in the folder: it scores 0 until {expected} is handed in.",
    "no_folder": "{file} is not a folder: put the notebook into a folder of that name and grade again.",
    "twins": "There are two folders for this student, whose names look the same: the newer one was graded.",
    "renamed": "{file} was taken for {expected}.",
    "fullest": "{file} was graded: of {count} notebooks it holds the most answers.",
    "newest": "{file} was graded: of {count} notebooks with as many answers it is the newest.",
    "alike": "{file} was graded: {count} notebooks hold the same answers.",
    "unsure": "{file} was graded, but {others} may be the one that counts: compare them.",
    "script": "{file} is a script: its answers were found by what they define.",
    "old": "{file} had the old notebook format {version} and was upgraded: nothing to do.",
    "encoding": "{file} is not in UTF-8 and was read as Windows-1252: look whether its text came out right.",
    "cells": "{count} of the cells of {file} could not be read and were left out: look at the file.",
    "unused": "Not used for grading: {files}.",
    "links": "Links are not followed, so this was not at hand: {files}.",
    "bulk": "More than {limit} MB lie beside the notebook. This was not at hand: {files}.",
    "timestamp": "timestamp.txt holds no time: the submission counts as handed in on time.",
}
_FOR_REVIEW = {"empty", "damaged", "no_notebook", "newer", "too_big", "link", "no_file", "archive", "nothing", "twins"}
_FOR_REVIEW |= {"unsure", "encoding", "cells"}


@dataclass(frozen=True)
class Remark:
    """One sentence about a submission; `cell` is the grade id that it is about, or ""."""

    text: str
    cell: str = ""
    review: bool = False


def one_line(text: str, most: int = 120) -> str:
    """A text from a submission (a file's name, say), fit for a terminal, a log and a web page."""
    words = " ".join(text.encode(errors="replace").decode().split())
    shown = "".join(letter if letter.isprintable() and letter not in "<>&[]`" else "?" for letter in words)
    return shown if len(shown) <= most else shown[:most] + "…"


def put_remarks(notebook: NotebookNode, remarks: Iterable[Remark]) -> None:
    """Keep remarks in a notebook's metadata, in place of any that were there."""
    kept = notebook.metadata.get(_KEY, {})
    notebook.metadata[_KEY] = {**kept, "remarks": [asdict(remark) for remark in remarks]}


def remarks_in(notebook: NotebookNode) -> list[Remark]:
    """The remarks that a graded notebook carries."""
    return [Remark(**facts) for facts in notebook.metadata.get(_KEY, {}).get("remarks", [])]


def file_remark(key: str, **fields: Any) -> Remark:
    """A remark on a file that was handed in."""
    words = {name: one_line(str(value)) for name, value in fields.items()}
    return Remark(FILE_REMARKS[key].format(**words), review=key in _FOR_REVIEW)


def listed(names: Sequence[str], most: int = 3) -> str:
    """Some names in a sentence, the first of many."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
