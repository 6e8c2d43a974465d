"""Stock nbgrader is the oracle of second runs, too: what one run has saved, the next one takes back as it does.

A class is graded four times, and between the runs each thing happens that a run
may have to follow, once in each direction. Whoever grades, and whoever graded
before, the gradebook holds the same rows and `autograded` the same files.
"""

from datetime import datetime, timedelta
from itertools import cycle, pairwise

import nbformat
import pytest
from nbgrader.api import Gradebook

from helpers.commands import nbgrader
from helpers.rows_and_files import files_of, rows_of
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, release, released
from lrgrade.gradebook.register import register
from lrgrade.pipeline import app_of, grade

pytestmark = pytest.mark.slow

TIME = "2026-03-01 10:00:00 UTC"
EARLIER, LATER = datetime(2026, 3, 1, 9), datetime(2026, 3, 8)
WEEK = timedelta(days=7)
# What a correction of the test of sigmoid turns from right into wrong, and the other way round.
BEFORE, CORRECTED = "sigmoid(0) == 0.5", "sigmoid(0) == 0.25"
WRONG = {**RIGHT, "sigmoid": "def sigmoid(z):\n    return 0.5 * (1 + np.tanh(z / 2)) - 0.25 * (z == 0)"}


def without(notebook, name):
    notebook.cells = [cell for cell in notebook.cells if cell.id != name]
    return notebook


def by_stock(course):
    run = nbgrader(course, "autograde", ASSIGNMENT, "--force")
    assert run.returncode == 0, run.stderr


def by_lrgrade(course):
    assert not [one.problem for one in grade(course, ASSIGNMENT, force=True) if one.problem]


class Story:
    """A course to which something happens before each run."""

    def __init__(self, root):
        self.course = make_course(root)
        with (self.course.grading / "nbgrader_config.py").open("a") as config:
            config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
        release(self.course)
        register(app_of(self.course), ASSIGNMENT)

    def gradebook(self):
        return Gradebook(app_of(self.course).coursedir.db_url)

    def due(self, when, **extensions):
        """Set the due date, and extensions by student."""
        with self.gradebook() as gradebook:
            gradebook.find_assignment(ASSIGNMENT).duedate = when
            for student, extension in extensions.items():
                gradebook.find_submission(ASSIGNMENT, student).extension = extension
            gradebook.db.commit()

    def by_hand(self, student, score, comment, extra):
        """What a person enters in the formgrader."""
        with self.gradebook() as gradebook:
            grade = gradebook.find_grade("test-sigmoid", "sigmoid", ASSIGNMENT, student)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
            gradebook.find_comment("sigmoid", "sigmoid", ASSIGNMENT, student).manual_comment = comment
            gradebook.db.commit()

    def source(self, old, new, points):
        """Correct a test, and change the points of another."""
        path = self.course.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb"
        notebook = nbformat.read(path, as_version=4)
        cells = {cell.id: cell for cell in notebook.cells}
        assert old in cells["test-sigmoid"].source
        cells["test-sigmoid"].source = cells["test-sigmoid"].source.replace(old, new)
        cells["test-score"].metadata.nbgrader.points = points
        nbformat.write(notebook, path)

    def rounds(self):
        """Let happen what happens before each run."""
        for student in ("right", "extended", "judged", "judged_before"):
            hand_in(self.course, student, released(RIGHT))
        hand_in(self.course, "wrong", released(WRONG))
        hand_in(self.course, "deletes", without(released(RIGHT), "sigmoid"))
        hand_in(self.course, "deletes_later", released(RIGHT))
        hand_in(self.course, "deletes_a_test", without(released(RIGHT), "test-score"))
        hand_in(self.course, "writes_nothing", released())
        for student in ("right", "wrong", "extended", "judged"):
            hand_in(self.course, student, TIME, "timestamp.txt")
        self.due(EARLIER)
        yield "all that have a time are late"

        self.due(EARLIER, extended=WEEK)
        self.source(BEFORE, CORRECTED, points=3)
        hand_in(self.course, "deletes", released(RIGHT))
        hand_in(self.course, "deletes_later", without(released(RIGHT), "sigmoid"))
        hand_in(self.course, "deletes_a_test", released(RIGHT))
        hand_in(self.course, "writes_nothing", released(RIGHT))
        self.by_hand("judged", 2, "Look at the sign.", 1)
        self.by_hand("judged_before", 4, "Well done.", 0.5)
        yield "an extension, a corrected test, more points, cells gone and back, grades and comments by hand"

        self.due(LATER, extended=None)
        self.source(CORRECTED, BEFORE, points=1)
        hand_in(self.course, "writes_nothing", released())
        self.by_hand("judged", 1, "Look at the sign of z.", None)
        self.by_hand("judged_before", None, None, None)
        yield "a later date, the test as it was, fewer points, what was given by hand changed and taken back"

        self.due(EARLIER)
        self.by_hand("judged", None, None, None)
        yield "an earlier date"


def what_is_left(course):
    return rows_of(app_of(course).coursedir.db_url), files_of(course.grading / "autograded")


def told(root, graders):
    """What lies there after each run, by who comes next."""
    story, left = Story(root), {}
    for happened, grader in zip(story.rounds(), cycle(graders), strict=False):
        grader(story.course)
        left[happened] = what_is_left(story.course)
    return left


@pytest.fixture(scope="module")
def by_stock_alone(tmp_path_factory):
    return told(tmp_path_factory.mktemp("stock") / "course", [by_stock])


@pytest.mark.parametrize(
    "graders", [[by_lrgrade], [by_stock, by_lrgrade], [by_lrgrade, by_stock]], ids=["ours", "stock first", "ours first"]
)
def test_every_field_follows_as_in_stock_nbgrader(by_stock_alone, tmp_path, graders):
    ours = told(tmp_path / "course", graders)
    assert ours.keys() == by_stock_alone.keys()
    for happened, (rows, files) in by_stock_alone.items():
        assert {name: ours[happened][0][name] for name in rows} == rows, happened
        assert ours[happened][1] == files, happened


def test_the_story_has_each_field_change_in_both_directions(by_stock_alone):
    def column(table, name):
        return [[row[name] for row in rows[table]] for rows, _ in by_stock_alone.values()]

    def directions(values):
        """The pairs of before and after that differ."""
        return {
            (before, after)
            for one, other in pairwise(values)
            for before, after in zip(one, other, strict=True)
            if before != after
        }

    for table, name in (
        ("grade", "auto_score"),
        ("grade", "manual_score"),
        ("grade", "extra_credit"),
        ("comment", "auto_comment"),
        ("comment", "manual_comment"),
        ("submitted_notebook", "late_submission_penalty"),
        ("submitted_assignment", "extension"),
    ):
        found = directions(column(table, name))
        assert any((after is None or after == 0) for _, after in found), (table, name)
        assert any((before is None or before == 0) for before, _ in found), (table, name)
