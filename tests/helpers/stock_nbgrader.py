"""The same submissions graded twice: as this course is configured, and by stock nbgrader with its own `Execute`.

Stock means nbgrader's own commands with a configuration that names folders and
nothing else. So that it can grade at all, its kernels find the model answers of
earlier notebooks in a workbook, and the hidden tests draw the same inputs.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from lrgrade.course.folder import CONFIG as CONFIG_FILE
from lrgrade.course.folder import CourseFolder
from lrgrade.course.source import write_workbook
from lrgrade.examine.outcome import message_of
from lrgrade.pipeline import app_of, grade
from lrgrade.report.scores import TestScore, scores_of
from lrlab.exercises import notebook_of

STDERR = "stock takes a warning for a failure"
NO_NOTEBOOK = "stock could not grade the file"
UNEXPLAINED = "unexplained"

CONFIG = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "{made}/release"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "{made}/autograded"
c.CourseDirectory.db_url = "sqlite:///{root}/{made}/gradebook.db"
"""


@dataclass(frozen=True)
class Verdict:
    """What one test of one submission got from each; None where stock gave no graded notebook."""

    student: str
    test: str
    ours: TestScore
    stock: float | None
    cause: str
    reason: str

    @property
    def agrees(self) -> bool:
        """Whether both gave the same points."""
        return self.stock == self.ours.score

    def __str__(self) -> str:
        stock = "nothing" if self.stock is None else f"{self.stock:g}"
        ours = f"{self.ours.score:g} of {self.ours.worth:g}, {self.ours.outcome}: {self.ours.message}"
        return f"{self.student} {self.test}: stock {stock} ({self.reason}), ours {ours}"


def verdicts(course: CourseFolder, assignment: str) -> list[Verdict]:
    """Grade everything that was handed in by both, and set the scores of each test side by side."""
    with _same_inputs(course, assignment):
        for _ in grade(course, assignment):
            pass
        _grade_by_stock(course, assignment)
    found = []
    for scores in scores_of(app_of(course), assignment):
        notebook, points = _of_stock(course, assignment, scores.student)
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells} if notebook else {}
        for test in scores.tests:
            stock = points.get(test.test) if notebook else None
            cause, reason = _why(cells.get(test.test), stock, test)
            found.append(Verdict(scores.student, test.test, test, stock, cause, reason))
    return found


@contextmanager
def _same_inputs(course: CourseFolder, assignment: str) -> Iterator[None]:
    workbook = course.root / "workbook"
    write_workbook(course.root, course.course, workbook, assignment)
    ours = {"LRLAB_WORKBOOK": workbook, "LRLAB_SAVE": "0", "LRGRADE_COURSE": course.root, "LRGRADE_SEED": "c0ffee"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update({name: str(value) for name, value in ours.items()})
    try:
        yield
    finally:
        shutil.rmtree(workbook)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _grade_by_stock(course: CourseFolder, assignment: str) -> None:
    folder = course.root / "stock"
    folder.mkdir(exist_ok=True)
    (folder / CONFIG_FILE).write_text(
        CONFIG.format(root=str(course.root), course_id="", made="stock"), encoding="utf-8"
    )
    # nbgrader reads the one at the course's root, too, which names our steps.
    (course.root / CONFIG_FILE).unlink(missing_ok=True)
    for command in ("generate_assignment", "autograde"):
        with (folder / f"{command}.log").open("w", encoding="utf-8") as log:
            # It ends with an error when one submission of many could not be graded.
            subprocess.run(
                [sys.executable, "-m", "nbgrader", command, assignment], cwd=folder, stderr=log, stdout=log, check=False
            )


def _of_stock(course: CourseFolder, assignment: str, student: str) -> tuple[NotebookNode | None, dict[str, float]]:
    """The notebook that stock graded, and the points of its tests."""
    path = course.root / "stock" / "autograded" / student / assignment / notebook_of(assignment)
    if not path.is_file():
        return None, {}
    with Gradebook(f"sqlite:///{course.root}/stock/gradebook.db") as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return None, {}
        points = {grade.name: grade.score for notebook in submission.notebooks for grade in notebook.grades}
    return nbformat.read(path, as_version=4), points


def _why(cell: NotebookNode | None, stock: float | None, ours: TestScore) -> tuple[str, str]:
    """The cause of a difference and what stock's notebook says about the test; twice "" where there is none."""
    if stock == ours.score:
        return "", ""
    if cell is None:
        return NO_NOTEBOOK, "no graded notebook"
    said = [output.text for output in cell.outputs if output.get("name") == "stderr"]
    if said and not message_of(cell) and stock == 0 and ours.score == ours.worth:
        return STDERR, _last_warning("".join(said))
    return UNEXPLAINED, message_of(cell) or "passed"


def _last_warning(text: str) -> str:
    lines = [line for line in text.splitlines() if "Warning:" in line] or text.splitlines()[:1]
    return lines[-1].partition(": ")[2] if lines else ""
