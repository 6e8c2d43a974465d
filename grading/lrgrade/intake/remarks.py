"""Remarks on a submission.

A remark is made where something is seen (at intake, at the rebuilding, at the
examination), and carried in the metadata of the notebook that is graded. What
the gradebook makes of it is in `lrgrade.gradebook.review`.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from nbformat import NotebookNode

_KEY = "lrgrade"


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
