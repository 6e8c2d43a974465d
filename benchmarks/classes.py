"""Classes to grade: the demo's, or as many students as you like, who answer one notebook right and wrong.

Every second student is right; each other one has a single wrong answer of the
corpus and the model answers beside it. Student number 5 hands in the same in a
class of 10 and in one of 10,000, so that classes of two sizes can be compared.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from repository import COURSE, ROOT, answers_of

from lrgrade.authoring import demo
from lrgrade.authoring.demo import Student, hand_in
from lrgrade.course.app import Folders
from lrgrade.course.folder import CONFIG, CourseFolder
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import nbgrader_of, solution_cells, source_notebook, without_marks

DEMO = "demo"
# Different submissions to one notebook; a larger class repeats them.
KINDS = 32


@dataclass(frozen=True)
class Class:
    """A class by what it hands in and its size. name: an assignment, or `DEMO` for the demo's class (of one size)."""

    name: str
    size: int

    @classmethod
    def of(cls, name: str, size: int) -> "Class":
        """A class of that size; the demo's is as large as it is."""
        return cls(name, sum(1 for _ in demo.students(ROOT)) if name == DEMO else size)

    @property
    def assignment(self) -> str:
        """What is handed in."""
        return demo.assignment_of(ROOT) if self.name == DEMO else self.name

    def make(self, folder: Path) -> CourseFolder:
        """A course folder in which everybody has handed in and nothing is graded."""
        for name in ("solutions", "notebooks", "grading/exercises"):
            ignored = shutil.ignore_patterns("__pycache__", ".*")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        shutil.copy(ROOT / "grading" / CONFIG, folder / "grading")
        course = CourseFolder(folder)
        folders = Folders(course.app().coursedir, self.assignment)
        release = nbformat.read(folder / "notebooks" / self.assignment / notebook_of(self.assignment), as_version=4)
        if self.name == DEMO:
            for student in demo.students(ROOT):
                hand_in(student, release, folders)
            return course
        first = list(itertools.islice(_students(self.name), min(self.size, KINDS)))
        for student in first:
            hand_in(student, release, folders)
        for number in range(KINDS, self.size):
            path = folders.handed_in(_name(number)) / notebook_of(self.name)
            path.parent.mkdir(parents=True)
            os.link(folders.handed_in(first[number % KINDS].name) / path.name, path)
        return course


def _students(assignment: str) -> Iterator[Student]:
    cells = list(solution_cells(source_notebook(ROOT, assignment)))
    right = {nbgrader_of(cell)["grade_id"]: without_marks(cell.source) for cell in cells}
    by_exercise = [
        [answer for answer in answers_of(exercise.name) if not answer.is_right] for exercise in COURSE.of(assignment)
    ]
    in_turn = itertools.chain.from_iterable(itertools.zip_longest(*by_exercise))
    wrong = itertools.cycle(answer for answer in in_turn if answer)
    for number in itertools.count():
        answers = dict(right)
        if number % 2:
            answer = next(wrong)
            answers[answer.exercise] = answer.source
        yield Student(_name(number), "", 0, [], answers)


def _name(number: int) -> str:
    return f"student-{number:06}"


def every_class(size: int) -> list[Class]:
    """The demo's class, and one of that size for each notebook."""
    return [Class.of(name, size) for name in (DEMO, *COURSE.assignments)]
