"""nbgrader's exchange, from the release to the feedback in a student's hands: its own commands, in this layout.

Two students work in folders of their own and share nothing with the instructor
but the exchange. In between, the instructor grades with either command.
"""

import os
import subprocess
import sys

import nbformat
import pytest

from helpers.commands import nbgrader
from helpers.small_course import ASSIGNMENT, RIGHT, make_course
from lrgrade.pipeline import GradingState, app_of, grade
from lrgrade.report.scores import scores_of
from lrlab.workbook.solutions import solution_cells

pytestmark = pytest.mark.slow

NOTEBOOK = f"{ASSIGNMENT}/sigmoid.ipynb"


class Learner:
    """A student with a folder and a cache of nbgrader's, and no view of the course folder."""

    def __init__(self, name, home, exchange, course_id):
        self.name, self.home = name, home
        home.mkdir()
        self._exchange = [f"--Exchange.root={exchange}", f"--Exchange.cache={home / 'cache'}"]
        self._who = ["--course", course_id, "--student", name]

    def does(self, command):
        """Run a command of nbgrader's; give what it says."""
        run = subprocess.run(
            [sys.executable, "-m", "nbgrader", command, ASSIGNMENT, *self._who, *self._exchange],
            cwd=self.home,
            env={**os.environ, "HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stderr

    def writes(self, answers):
        """Write answers into the notebook that was fetched."""
        notebook = nbformat.read(self.home / NOTEBOOK, as_version=4)
        for cell in solution_cells(notebook):
            cell.source = answers.get(cell.metadata.nbgrader.grade_id, cell.source)
        nbformat.write(notebook, self.home / NOTEBOOK)

    @property
    def feedback(self):
        """The pages of feedback, oldest first."""
        return [path.read_text() for path in sorted((self.home / ASSIGNMENT / "feedback").glob("*/sigmoid.html"))]


def by_stock(course):
    run = nbgrader(course, "autograde", ASSIGNMENT)
    assert run.returncode == 0, run.stderr


def by_lrgrade(course):
    assert {one.state for one in grade(course, ASSIGNMENT)} <= {GradingState.GRADED, GradingState.SKIPPED}


@pytest.mark.parametrize("autograde", [by_stock, by_lrgrade])
def test_the_whole_circle_and_once_more_for_who_hands_in_again(tmp_path, autograde):
    course, exchange = make_course(tmp_path / "course"), tmp_path / "exchange"
    with (course.grading / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")

    def instructor(*command):
        run = nbgrader(course, *command)
        assert run.returncode == 0, run.stderr

    instructor("generate_assignment", ASSIGNMENT)
    instructor("release_assignment", ASSIGNMENT)
    course_id = app_of(course).coursedir.course_id
    ada, ben = (Learner(name, tmp_path / name, exchange, course_id) for name in ("ada", "ben"))
    for learner in (ada, ben):
        learner.does("fetch_assignment")
    ada.writes(RIGHT)
    ben.writes({"score": RIGHT["score"]})
    for learner in (ada, ben):
        learner.does("submit")
    instructor("collect", ASSIGNMENT)
    autograde(course)
    assert [(one.student, one.score, one.remarks) for one in scores_of(app_of(course), ASSIGNMENT)] == [
        ("ada", 7, []),
        ("ben", 3, []),
    ]
    instructor("generate_feedback", ASSIGNMENT)
    instructor("release_feedback", ASSIGNMENT)
    for learner in (ada, ben):
        learner.does("fetch_feedback")
    [page] = ada.feedback
    assert "(Score: 7.0 / 7.0)" in page
    [page] = ben.feedback
    assert "(Score: 3.0 / 7.0)" in page

    # The feedback that was fetched lies in the folder that is handed in again.
    ben.writes(RIGHT)
    ben.does("submit")
    instructor("collect", ASSIGNMENT, "--update")
    autograde(course)
    assert [(one.student, one.score, one.remarks) for one in scores_of(app_of(course), ASSIGNMENT)] == [
        ("ada", 7, []),
        ("ben", 7, []),
    ]
    assert (course.grading / "feedback" / "ada").exists()
    assert not (course.grading / "feedback" / "ben" / ASSIGNMENT).exists()
    instructor("generate_feedback", ASSIGNMENT)
    instructor("release_feedback", ASSIGNMENT)
    for learner in (ada, ben):
        learner.does("fetch_feedback")
    assert len(ada.feedback) == 1
    assert ["(Score: 3.0 / 7.0)" in page for page in ben.feedback] == [True, False]
    assert "(Score: 7.0 / 7.0)" in ben.feedback[-1]
