"""Stock nbgrader is the oracle: whoever grades, the gradebook holds the same rows and `autograded` the same files."""

import os
from datetime import datetime

import pytest
from nbgrader.api import Gradebook, get_alembic_version

from helpers.commands import nbgrader
from helpers.rows_and_files import files_of, rows_of
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from lrgrade.gradebook.database import latest_version
from lrgrade.gradebook.register import register
from lrgrade.pipeline import app_of, grade
from lrgrade.startup import find_scripts

ON_TIME, LATER, LATE = "2026-03-01 10:00:00 UTC", "2026-03-01 11:00:00 UTC\n", "2026-03-02 12:00:01 UTC"
DUE = datetime(2026, 3, 2, 12)

PARTLY = {**RIGHT, "score": "def score(X, w, b):\n    return X @ w + b if X.ndim == 1 else X @ w + 1"}
WARNS = {**RIGHT, "sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))"}
WRONG = {"score": "def score(X, w, b):\n    return X @ w - b", "sigmoid": "def sigmoid(z):\n    return z"}


def tampered():
    """Test cells tagged, edited, gone, and a cell of the student's own."""
    notebook = released(RIGHT)
    notebook.cells[-1].metadata["tags"] = ["skip-execution"]
    notebook.cells[3].source = "assert True"
    notebook.cells[5].source = "print('mine', 2 + 2)"
    del notebook.cells[4]
    return notebook


def a_class(course):
    """A class that hands in everything, its due date, and a penalty for those who are late."""
    with (course.grading / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    hand_in(course, "broken", b"{")
    hand_in(course, "early", released(RIGHT))
    hand_in(course, "late", released(RIGHT))
    hand_in(course, "late_and_wrong", released(WRONG))
    hand_in(course, "partly", released(PARTLY))
    hand_in(course, "resubmits", released())
    hand_in(course, "tampers", tampered())
    hand_in(course, "tampers", "x = 1", name="helpers.py")
    hand_in(course, "warns", released(WARNS))
    hand_in(course, "wrong", released(WRONG))
    for student in ("early", "partly", "resubmits", "wrong"):
        hand_in(course, student, ON_TIME, "timestamp.txt")
    for student in ("late", "late_and_wrong"):
        hand_in(course, student, LATE, "timestamp.txt")
    register(app_of(course), ASSIGNMENT)
    with Gradebook(app_of(course).coursedir.db_url) as gradebook:
        gradebook.find_assignment(ASSIGNMENT).duedate = DUE
        gradebook.db.commit()


def something_happens(course):
    """After the first grading: some hand in again, one of them too late, and points are given by hand."""
    hand_in(course, "resubmits", released(RIGHT))
    hand_in(course, "resubmits", LATER, "timestamp.txt")
    hand_in(course, "early", LATE, "timestamp.txt")
    hand_in(course, "wrong", LATER, "timestamp.txt")
    with Gradebook(app_of(course).coursedir.db_url) as gradebook:
        gradebook.find_grade("test-sigmoid", "sigmoid", ASSIGNMENT, "wrong").manual_score = 3
        gradebook.find_grade("test-score", "sigmoid", ASSIGNMENT, "partly").extra_credit = 1
        gradebook.find_comment("score", "sigmoid", ASSIGNMENT, "wrong").manual_comment = "Look at the sign."
        gradebook.db.commit()


def by_stock(course):
    run = nbgrader(course, "autograde", ASSIGNMENT)
    assert run.returncode == 0, run.stderr


def alone(course):
    assert not [one.problem for one in grade(course, ASSIGNMENT) if one.problem]


def what_is_left(course):
    return rows_of(app_of(course).coursedir.db_url), files_of(course.grading / "autograded")


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """What each leaves after the first grading and after the second."""
    found = {}
    for grader in (by_stock, alone):
        course = make_course(tmp_path_factory.mktemp(grader.__name__) / "course")
        a_class(course)
        grader(course)
        first = what_is_left(course)
        something_happens(course)
        grader(course)
        found[grader] = [first, what_is_left(course)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("round_", [0, 1], ids=["first", "again"])
def test_the_rows_are_those_of_stock_nbgrader(left, round_):
    stock, ours = (left[grader][round_][0] for grader in (by_stock, alone))
    assert ours.keys() == stock.keys()
    assert len(stock["submitted_assignment"]) == 9
    assert {name: ours[name] for name in stock} == stock


@pytest.mark.slow
@pytest.mark.parametrize("round_", [0, 1], ids=["first", "again"])
def test_the_files_are_those_of_stock_nbgrader(left, round_):
    stock, ours = (left[grader][round_][1] for grader in (by_stock, alone))
    assert ours.keys() == stock.keys()
    assert ours == stock


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["Autograde.permissions = 640", "CourseDirectory.groupshared = True"])
def test_modes_that_the_configuration_asks_for(tmp_path, setting):
    found = []
    for grader in (by_stock, alone):
        course = make_course(tmp_path / grader.__name__)
        with (course.grading / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.{setting}\n")
        (course.root / "solutions" / ASSIGNMENT / "data").mkdir()
        (course.root / "solutions" / ASSIGNMENT / "data" / "numbers.csv").write_text("1,2\n")
        hand_in(course, "ada", b"{")
        grader(course)
        found.append(files_of(course.grading / "autograded"))
    assert found[1] == found[0]


@pytest.mark.slow
def test_stock_nbgrader_passes_over_a_submission_without_a_notebook(tmp_path):
    # The one difference there is: nbgrader looks for notebooks and never sees a folder without one. It enters zero
    # points for a missing notebook only where another one of the same assignment is there; so do we, always.
    found = []
    for grader in (by_stock, alone):
        course = make_course(tmp_path / grader.__name__)
        hand_in(course, "ada", b"{")
        hand_in(course, "ben", ON_TIME, "timestamp.txt")
        grader(course)
        found.append(rows_of(app_of(course).coursedir.db_url))
    stock, ours = found
    assert [row["student_id"] for row in stock["submitted_assignment"]] == ["ada"]
    assert {row["auto_score"] for row in ours["grade"] if "/ben/" in row["notebook_id"]} == {0}
    assert {name: [row for row in rows if "ben" not in repr(row)] for name, rows in ours.items()} == stock


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_the_rows_in_postgresql_are_those_in_sqlite(left, postgres, tmp_path):
    course = make_course(tmp_path / "course")
    with (course.grading / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {postgres.new_database()!r}\n")
    a_class(course)
    alone(course)
    assert what_is_left(course) == left[alone][0]
    something_happens(course)
    alone(course)
    assert what_is_left(course) == left[alone][1]


def test_a_new_gradebook_has_the_version_that_nbgrader_gives_it(monkeypatch):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    find_scripts()
    assert latest_version() == get_alembic_version()
