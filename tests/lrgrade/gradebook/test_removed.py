"""A student who was removed from the gradebook stays removed, whatever lies in the folders still."""

import pytest
from nbgrader.api import Gradebook

from helpers.small_course import ASSIGNMENT, hand_in
from helpers.stub_marker import by_stub
from lrgrade.cli import main
from lrgrade.gradebook.database import submissions_in
from lrgrade.pipeline import app_of, grade

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own


@pytest.fixture
def here(small_course, monkeypatch):
    by_stub(small_course)
    for student in ("ada", "ben", "cy"):
        hand_in(small_course, student, "7")
    assert len(list(grade(small_course, ASSIGNMENT))) == 3
    monkeypatch.chdir(small_course.root)
    return small_course


def gradebook_of(course):
    return Gradebook(app_of(course).coursedir.db_url)


def known(course):
    with gradebook_of(course) as gradebook:
        return [one.student.id for one in submissions_in(gradebook, ASSIGNMENT)]


@pytest.mark.parametrize("more", [[], ["--force"], ["--student", "b*"]])
def test_the_next_run_does_not_bring_the_grades_back(here, capsys, more):
    with gradebook_of(here) as gradebook:
        gradebook.remove_student("ben")
    hand_in(here, "ben", "3")
    assert main(["autograde", ASSIGNMENT, "--workers", "0", *more]) == 0
    assert (
        "Removed from the gradebook, and so not graded: ben. `nbgrader db student add NAME` takes one in again;\n"
        "to be rid of what was handed in, delete NAME's folders in grading/.\n"
    ) in capsys.readouterr().out
    assert known(here) == ["ada", "cy"]


def test_who_is_taken_in_again_is_graded(here, capsys):
    with gradebook_of(here) as gradebook:
        gradebook.remove_student("ben")
        gradebook.add_student("ben")
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    assert "1 graded, 2 skipped" in capsys.readouterr().out
    assert known(here) == ["ada", "ben", "cy"]


def test_a_submission_an_assignment_or_a_gradebook_that_was_removed_is_graded_anew(here, capsys):
    with gradebook_of(here) as gradebook:
        gradebook.remove_submission(ASSIGNMENT, "ben")
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    assert "1 graded, 2 skipped" in capsys.readouterr().out
    with gradebook_of(here) as gradebook:
        gradebook.remove_assignment(ASSIGNMENT)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    assert "3 graded, 0 skipped" in capsys.readouterr().out
    (here.grading / "gradebook.db").unlink()
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    assert "3 graded, 0 skipped" in capsys.readouterr().out
    assert known(here) == ["ada", "ben", "cy"]
