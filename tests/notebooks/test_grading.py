"""The course's own notebooks through real grading: model answers get every point, stubs none.

The later notebooks import earlier exercises, which nobody here has solved: they come from the model answers.
"""

import shutil

import nbformat
import pytest

from helpers.course import COURSE, ROOT
from lrgrade.authoring.demo import Student, hand_in
from lrgrade.course.app import Folders
from lrgrade.course.folder import CourseFolder
from lrgrade.course.source import available
from lrgrade.examine.outside import NOTHING_WRITTEN
from lrgrade.intake.remarks import Remark
from lrgrade.pipeline import app_of, grade
from lrgrade.report.scores import reasons, scores_of
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import nbgrader_of, solution_cells, source_notebook, without_marks


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    for name in ("solutions", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "grading", folder / "grading", ignore=shutil.ignore_patterns("lrgrade", "__pycache__"))
    return CourseFolder(folder)


@pytest.mark.parametrize("assignment", available(ROOT, COURSE))
def test_model_answers_get_every_point_and_stubs_none(course, assignment):
    app = app_of(course)
    release = nbformat.read(course.root / "notebooks" / assignment / notebook_of(assignment), as_version=4)
    answers = {
        nbgrader_of(cell)["grade_id"]: without_marks(cell.source)
        for cell in solution_cells(source_notebook(ROOT, assignment))
    }
    for name, written in (("right", answers), ("untouched", {})):
        hand_in(Student(name, "", 0, [], written), release, Folders(app.coursedir, assignment))
    assert len(list(grade(course, assignment))) == 2
    right, untouched = scores_of(app, assignment)
    assert right.score == right.worth > 0, "\n".join(reasons(right))
    assert untouched.score == 0
    assert right.remarks == []
    assert not right.needs_review
    assert untouched.remarks == [Remark(NOTHING_WRITTEN, review=True)]


# What passes with a learner's own answers, if they are made of NumPy's functions.
WITHOUT_ARRAYS = """x, y, theta0, eta = [3, 2], 1, [0, 0, 0], 0.1
z0 = score([3, 2], [0, 0], 0)
y_hat0 = predict_proba(x, theta0[:2], theta0[2])
grad0 = gradient(theta0, x, y)
theta1 = [t - eta * g for t, g in zip(theta0, grad0)]
assert cross_entropy_from_score([z0], [y]) == loss(theta0, [x], [y])
"""


def test_a_step_in_lists_keeps_its_points_where_the_earlier_answers_are_ours(course):
    app, assignment = app_of(course), "04-sgd-step"
    release = nbformat.read(course.root / "notebooks" / assignment / notebook_of(assignment), as_version=4)
    written = {"worked_example": WITHOUT_ARRAYS}
    hand_in(Student("lists", "", 0, [], written), release, Folders(app.coursedir, assignment))
    assert len(list(grade(course, assignment, "lists"))) == 1
    scores = next(one for one in scores_of(app, assignment) if one.student == "lists")
    assert scores.of("worked_example") == (2, 2), "\n".join(reasons(scores))
