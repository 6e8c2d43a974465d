"""Remarks on a submission, and the hand-review mark in the gradebook.

A remark is made where something is seen (at intake, at the rebuilding), carried
in the metadata of the notebook that is graded, and saved after the scores: a
test of the exercise concerned gets nbgrader's `needs_manual_grade`, which the
formgrader shows on the class list and beside the cell, and the reason becomes
the comment below the exercise's solution.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, SubmittedNotebook

from lrgrade.course.cells import is_grade, is_solution
from lrgrade.course.source import exercise_of
from lrgrade.examine.outcome import Outcome, message_of, outcome_of

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


@dataclass(frozen=True)
class Places:
    """Where remarks can go: the grade ids of a notebook's tests and of its solutions, in their order."""

    tests: list[str]
    solutions: list[str]

    @classmethod
    def of(cls, notebook: NotebookNode) -> "Places":
        """Those of a notebook."""
        tests = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_grade(cell)]
        return cls(tests, [cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_solution(cell)])


def note_faults(notebook: NotebookNode) -> None:
    """Add to the remarks of a graded notebook one for each test that failed by our own fault."""
    ours = [
        Remark(message_of(cell), cell.metadata.nbgrader.grade_id, review=True)
        for cell in notebook.cells
        if is_grade(cell) and outcome_of(cell) is Outcome.OUR_FAULT
    ]
    put_remarks(notebook, dict.fromkeys([*remarks_in(notebook), *ours]))


def save(submitted: SubmittedNotebook, notebook: NotebookNode) -> None:
    """Put the remarks of a graded notebook into its rows of the gradebook. Does not commit."""
    grades = {grade.name: grade for grade in submitted.grades}
    comments = {comment.name: comment for comment in submitted.comments}
    save_remarks(remarks_in(notebook), Places.of(notebook), grades, comments)


def save_remarks(
    remarks: Iterable[Remark], places: Places, grades: Mapping[str, Grade], comments: Mapping[str, Comment]
) -> None:
    """Put remarks into a submission's rows of the gradebook, given by grade id."""
    for remark in remarks:
        exercise = exercise_of(remark.cell) if remark.cell in places.tests else remark.cell
        solution = exercise if exercise in places.solutions else next(iter(places.solutions), "")
        if solution in comments:
            comment = comments[solution]
            comment.auto_comment = "\n\n".join(filter(None, [comment.auto_comment, remark.text]))
        of_exercise = [test for test in places.tests if exercise_of(test) == exercise]
        test = remark.cell if remark.cell in places.tests else next(iter(of_exercise or places.tests), "")
        if remark.review and test in grades:
            grades[test].needs_manual_grade = True
