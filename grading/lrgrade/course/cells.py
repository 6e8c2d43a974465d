"""What a cell is to nbgrader, and what it is worth.

Written against nbgrader 0.9.6. Its documentation promises none of this:
- `nbgrader.utils.is_grade`, `nbgrader.utils.is_locked`, `nbgrader.utils.is_solution`, `nbgrader.utils.is_task`: what
  its metadata make of a cell;
- `nbgrader.utils.determine_grade`: the points that its outputs are worth;
- `nbgrader.utils.compute_checksum`: what tells that an answer is still the stub.
"""

from logging import Logger

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_locked, is_solution, is_task

__all__ = ["comment_on", "is_commented", "is_grade", "is_locked", "is_solution", "score_of"]


def score_of(cell: NotebookNode, log: Logger) -> float | None:
    """The points of a graded cell that was run, or None where a person is to give them."""
    return determine_grade(cell, log)[0]


def is_commented(cell: NotebookNode) -> bool:
    """Whether nbgrader keeps a comment on a cell."""
    return is_solution(cell) or is_task(cell)


def comment_on(cell: NotebookNode) -> str | None:
    """What nbgrader says of an answer by itself."""
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return "No response." if untouched and not is_task(cell) else None
