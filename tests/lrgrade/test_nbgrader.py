"""nbgrader's own commands, from `grading/` of a fresh clone: nothing of `lrgrade` is asked to run first."""

import csv
import re

import nbformat
import pytest
from nbgrader.apps.api import NbGraderAPI

from helpers.commands import nbgrader
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from lrgrade.pipeline import app_of, grade
from lrgrade.report.scores import scores_of


def hand_in_all(course):
    hand_in(course, "ada")
    hand_in(course, "ben", released({**RIGHT, "sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))"}))
    skipped = released({"score": RIGHT["score"]})
    skipped.cells[-1].metadata["tags"] = ["skip-execution"]
    hand_in(course, "cy", skipped)
    hand_in(course, "dee", b"{")
    hand_in(course, "ada", "x = 1", name="helpers.py")
    for student in ("ben", "dee"):
        hand_in(course, student, "c0ffee", name="submission_secret.txt")
        hand_in(course, student, "2026-03-01 10:00:00 UTC", name="timestamp.txt")
    (course.grading / "submitted" / "ada" / ASSIGNMENT / "keys.txt").symlink_to(course.grading / "nbgrader_config.py")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("stock") / "course")
    hand_in_all(course)
    return course, nbgrader(course, "autograde", ASSIGNMENT)


def test_autograde(graded):
    course, run = graded
    assert run.returncode == 0, run.stderr
    scores = {one.student: (one.score, one.needs_review) for one in scores_of(app_of(course), ASSIGNMENT)}
    assert scores == {"ada": (7, False), "ben": (7, False), "cy": (3, True), "dee": (0, True)}
    assert not (course.root / "notebooks").exists()


def test_what_lies_beside_the_notebook_does_not_come_along(graded):
    course, _ = graded
    assert [path.name for path in (course.grading / "autograded" / "ada" / ASSIGNMENT).iterdir()] == ["sigmoid.ipynb"]


def test_lrgrade_gives_the_same_scores_and_remarks(graded, tmp_path):
    course = make_course(tmp_path / "course")
    hand_in_all(course)
    assert len(list(grade(course, ASSIGNMENT))) == 4
    assert scores_of(app_of(course), ASSIGNMENT) == scores_of(app_of(graded[0]), ASSIGNMENT)
    for one in (course, graded[0]):
        for student in ("ben", "dee"):
            folder = one.grading / "autograded" / student / ASSIGNMENT
            assert (folder / "submission_secret.txt").read_text() == "c0ffee"
            assert (folder / "timestamp.txt").read_text() == "2026-03-01 10:00:00 UTC"
    remarks = {one.student: one.remarks for one in scores_of(app_of(course), ASSIGNMENT)}
    assert remarks["ben"] == []
    assert "submission_secret" not in str(remarks)


def test_feedback_and_export(graded):
    course, _ = graded
    assert nbgrader(course, "generate_feedback", ASSIGNMENT).returncode == 0
    page = (course.grading / "feedback" / "cy" / ASSIGNMENT / "sigmoid.html").read_text()
    assert "(Score: 3.0 / 7.0)" in page
    assert "The cell test-sigmoid was tagged skip-execution. The tags were dropped." in page
    assert re.findall(r'<li><a href="#([^"]*)">([^<]*)</a>', page) == [
        ("test-score", "score: By hand: 3 + 4 - 1 = 6"),
        ("test-score-matrix", "score: score takes a whole matrix"),
        ("comment-sigmoid", "Comment on sigmoid"),
        ("test-sigmoid", "sigmoid: The lecture&#x27;s value: sigma(0) = 0.5"),
    ]
    assert "secret" not in page
    assert "keys.txt" not in [path.name for path in (course.grading / "feedback").rglob("*")]
    assert nbgrader(course, "export").returncode == 0
    with (course.grading / "grades.csv").open() as table:
        assert {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)} == {
            "ada": 7,
            "ben": 7,
            "cy": 3,
            "dee": 0,
        }


def test_generate_assignment_and_validate(graded):
    course, _ = graded
    assert nbgrader(course, "generate_assignment", ASSIGNMENT).returncode == 0
    release = nbformat.read(course.root / "notebooks" / ASSIGNMENT / "sigmoid.ipynb", as_version=4)
    assert [cell.source for cell in release.cells] == [cell.source for cell in released().cells]
    run = nbgrader(course, "validate", f"../solutions/{ASSIGNMENT}/sigmoid.ipynb")
    assert "Success!" in run.stdout


def test_a_gradebook_is_made_and_upgraded(small_course):
    assert "There are 0 students" in nbgrader(small_course, "db", "student", "list").stdout
    run = nbgrader(small_course, "db", "upgrade")
    assert run.returncode == 0, run.stderr


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_the_button_of_the_formgrader(small_course):
    hand_in(small_course, "ada")
    app = app_of(small_course)
    result = NbGraderAPI(app.coursedir, parent=app).autograde(ASSIGNMENT, "ada")
    assert result["success"], result
    assert [one.score for one in scores_of(app, ASSIGNMENT)] == [7]
