"""The demo class gets the scores that stock nbgrader gives, except where stock is cheated or breaks."""

from dataclasses import replace

import pytest

from helpers.course import ROOT
from helpers.stock_nbgrader import NO_NOTEBOOK, verdicts
from lrgrade.authoring.demo import assignment_of, hand_in, make_course, students
from lrgrade.course.app import Folders
from lrgrade.course.converters import release_notebook
from lrgrade.course.folder import CourseFolder
from lrgrade.pipeline import app_of
from lrlab.workbook.solutions import nbgrader_of

pytestmark = pytest.mark.slow

ASSIGNMENT = assignment_of(ROOT)
TESTS = 9

# Whoever gets other points from stock, for which cause, and why that is no fault of ours. All tests of both differ.
DIFFERENCES = {
    (
        "marco",
        NO_NOTEBOOK,
    ): "The file was cut off: stock stops with an error and leaves no score. Ours is 0, and a review.",
    ("omar", NO_NOTEBOOK): "The file has another name: stock finds no notebook. We take the only one there is.",
}


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """The class, graded by both. A student may empty the cells that only show something; drawing takes long."""
    course = make_course(CourseFolder(ROOT), tmp_path_factory.mktemp("stock") / "course")
    release = release_notebook(course.root, ASSIGNMENT)
    emptied = {cell.id: "" for cell in release.cells if cell.cell_type == "code" and not nbgrader_of(cell)}
    folders = Folders(app_of(course).coursedir, ASSIGNMENT)
    for student in students(ROOT):
        hand_in(replace(student, edited=emptied | student.edited), release, folders)
    return verdicts(course, ASSIGNMENT)


def test_the_differences_are_those_that_are_known(compared):
    different = [one for one in compared if not one.agrees]
    assert {(one.student, one.cause) for one in different} == set(DIFFERENCES), "\n".join(map(str, different))
    assert len(different) == TESTS * len(DIFFERENCES)


def test_everybody_was_compared_and_stock_gave_points(compared):
    assert len(compared) == TESTS * len(list(students(ROOT)))
    assert sum(one.stock or 0 for one in compared) == sum(one.score for one in students(ROOT) if one.name != "omar")
