"""The demo class gets the scores that stock nbgrader gives, except where stock is cheated or breaks."""

from pathlib import Path

import pytest
from stock import NO_NOTEBOOK, STDERR, verdicts

from lrgrade.autograde import app_of, submitted_folder
from lrgrade.build import release_notebook
from lrgrade.coursefolder import CourseFolder
from lrgrade.demo import ASSIGNMENT, hand_in, make_course, students

ROOT = Path(__file__).parents[2]

# Every test that gets other points from stock: the student, the test or all of them, and why.
DIFFERENCES = {
    "mia": ("every test", NO_NOTEBOOK),
}


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """The class, graded by both."""
    course = make_course(CourseFolder(ROOT), tmp_path_factory.mktemp("stock") / "course")
    release = release_notebook(course.root, ASSIGNMENT)
    for student in students():
        hand_in(student, release, submitted_folder(app_of(course)))
    return verdicts(course, ASSIGNMENT)


def test_the_differences_are_those_that_are_known(compared):
    found = {(one.student, one.test, one.cause) for one in compared if not one.agrees}
    assert found == {("x", "y", STDERR)}, [str(one) for one in compared if not one.agrees]


def test_all_else_agrees(compared):
    assert len(compared) == 9 * len(list(students()))
