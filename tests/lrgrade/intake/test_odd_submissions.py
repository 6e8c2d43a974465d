"""Odd submissions, graded as one class by the real command: each must get its verdict, and no other."""

import copy
import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from lrgrade.examine.outcome import Outcome
from lrgrade.examine.outside import NOTHING_WRITTEN
from lrgrade.pipeline import GradingState, app_of, grade
from lrgrade.report.scores import scores_of

WHOLE = 7
CUT_OFF = "sigmoid.ipynb is damaged or cut off at line {}: it needs to be handed in again."


def sigmoid(*lines):
    """A notebook that is right but for its sigmoid."""
    return released({**RIGHT, "sigmoid": "def sigmoid(z):\n" + "\n".join("    " + line for line in lines)})


def changed(change):
    """A right notebook with something done to its cells, by id."""
    notebook = released(RIGHT)
    change(notebook, {cell.id: cell for cell in notebook.cells})
    return notebook


def delete_tests(notebook, cells):
    notebook.cells = [cell for cell in notebook.cells if not cell.id.startswith("test-")]


def skip_tests(notebook, cells):
    cells["score"].source = "def score(X, w, b):\n    return 0"
    for name in ("test-score", "test-score-matrix"):
        cells[name].metadata["tags"] = ["skip-execution"]
        cells[name].metadata.nbgrader["points"] = 1000


def helper_cell(notebook, cells):
    cells["sigmoid"].source = "def sigmoid(z):\n    return half(1 + np.tanh(z / 2))"
    notebook.cells.insert(notebook.cells.index(cells["sigmoid"]), new_code_cell("def half(x):\n    return x / 2"))


def shell_and_number(notebook, cells):
    notebook.cells.insert(2, new_code_cell("%pwd"))
    notebook.cells.append(new_code_cell("100.0"))


def metadata_of_notebook(notebook, cells):
    notebook.metadata["lrgrade"] = {"remarks": [{"text": "full marks"}]}
    notebook.metadata["kernelspec"] = {"name": "bash", "display_name": "Bash", "language": "bash"}


def twice(notebook, cells):
    again = copy.deepcopy(cells["sigmoid"])
    again.source = "def sigmoid(z):\n    return 7"
    notebook.cells.append(again)


def whole_text():
    return nbformat.writes(released(RIGHT))


ODD = {
    # name: (content, score, review, remark)
    "right": (released(RIGHT), 7, False, None),
    "untouched": (released(), 0, True, NOTHING_WRITTEN),
    "textbook": (sigmoid("return 1 / (1 + np.exp(-z))"), 7, False, None),
    "talkative": (
        sigmoid("import sys", "print('hello', file=sys.stderr)", "return 0.5 * (1 + np.tanh(z / 2))"),
        7,
        False,
        None,
    ),
    "flipped": (sigmoid("return 1 / (1 + np.exp(z))"), 3, False, None),
    "crashing": (sigmoid("return 1 / 0"), 3, False, None),
    "syntax-error": (sigmoid("return 1 / (1 + "), 3, False, None),
    "leaves": (sigmoid("import os", "os._exit(0)"), 3, False, None),
    "helper-cell": (changed(helper_cell), 7, False, None),
    "magic-and-number": (changed(shell_and_number), 7, False, None),
    "other-kernel": (changed(metadata_of_notebook), 7, False, None),
    "tests-deleted": (changed(delete_tests), 7, True, "The cell test-score was missing. Our copy stands in its place."),
    "tests-skipped": (
        changed(skip_tests),
        4,
        True,
        "The points of test-score were changed to 1000. They are 2.",
    ),
    "answer-twice": (changed(twice), 7, True, "The cell sigmoid was there more than once. The first one counts."),
    "cut-off": (whole_text()[:900], 0, True, CUT_OFF.format(54)),
    "empty": (b"", 0, True, "sigmoid.ipynb is empty: it needs to be handed in again."),
    "image": (b"\x89PNG\r\n\x1a\n", 0, True, CUT_OFF.format(1)),
    "latin": (
        whole_text().replace("def score", "# größe\\ndef score").encode("latin-1"),
        7,
        True,
        "sigmoid.ipynb is not in UTF-8 and was read as Windows-1252: look whether its text came out right.",
    ),
    "old-format": (
        nbformat.v3.writes_json(nbformat.v4.downgrade(released(RIGHT))),
        7,
        False,
        "sigmoid.ipynb had the old notebook format 3 and was upgraded: nothing to do.",
    ),
    "no-cells": (
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}),
        0,
        True,
        "None of our cells is in this file: is it the notebook of another assignment?",
    ),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course with all of them graded, a few odd folders among them."""
    course = make_course(tmp_path_factory.mktemp("odd") / "course")
    for name, (content, *_) in ODD.items():
        hand_in(course, name, content)
    hand_in(course, "renamed", name="Kopie von sigmoid.ipynb")
    hand_in(course, "several", name="a.ipynb")
    hand_in(course, "several", name="b.ipynb")
    hand_in(course, "nothing", "I was ill.", name="excuse.txt")
    hand_in(course, "with-files", "x = 1", name="helpers.py")
    (hand_in(course, "with-files").parent / "gradebook.db").symlink_to(course.grading / "gradebook.db")
    linked = hand_in(course, "linked")
    linked.unlink()
    linked.symlink_to(course.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb")
    hand_in(course, "[a-z]*+ (1)")
    states = {one.student: one.state for one in grade(course, ASSIGNMENT)}
    return course, states, {one.student: one for one in scores_of(app_of(course), ASSIGNMENT)}


def texts(scores):
    return [remark.text for remark in scores.remarks]


def test_nobody_is_lost(graded):
    _, states, scores = graded
    assert set(states.values()) == {GradingState.GRADED}
    assert states.keys() == scores.keys()
    assert all(one.worth == WHOLE for one in scores.values())


@pytest.mark.parametrize("name", ODD)
def test_verdict(graded, name):
    _, score, review, remark = ODD[name]
    one = graded[2][name]
    assert one.score == score
    assert one.needs_review == review
    assert (texts(one)[0] if texts(one) else None) == remark


@pytest.mark.parametrize(
    ("name", "score", "review", "remark"),
    [
        ("renamed", 7, False, "Kopie von sigmoid.ipynb was taken for sigmoid.ipynb."),
        ("several", 7, False, "a.ipynb was graded: 2 notebooks hold the same answers."),
        ("nothing", 0, True, "There is no notebook in the folder: it scores 0 until sigmoid.ipynb is handed in."),
        (
            "with-files",
            7,
            False,
            "Links are not followed, so this was not at hand: gradebook.db.",
        ),
        (
            "linked",
            0,
            True,
            "sigmoid.ipynb is a link, which is not followed: the notebook itself needs to be handed in.",
        ),
        ("[a-z]*+ (1)", 7, False, None),
    ],
)
def test_verdict_on_an_odd_folder(graded, name, score, review, remark):
    one = graded[2][name]
    assert (one.score, one.needs_review) == (score, review)
    assert (texts(one)[0] if texts(one) else None) == remark


def test_the_kinds_of_failure_stay_apart(graded):
    def last(name):
        test = graded[2][name].tests[-1]
        return test.outcome, test.message

    assert last("right") == (Outcome.PASSED, "")
    assert last("flipped") == (Outcome.WRONG, "sigmoid(2) should be 0.88.")
    assert last("untouched") == (Outcome.UNWRITTEN, "")
    assert last("crashing") == (Outcome.CRASHED, "ZeroDivisionError: division by zero")
    assert last("leaves") == (
        Outcome.CRASHED,
        "sigmoid ended the Python process with exit code 0. Does it leave Python?",
    )
    assert graded[2]["syntax-error"].broken[0].startswith("sigmoid does not run, crashed: SyntaxError: ")


def test_nothing_but_the_graded_notebook_is_kept(graded):
    course, states, _ = graded
    kept = [path.relative_to(course.grading / "autograded") for path in (course.grading / "autograded").rglob("*")]
    assert {str(path) for path in kept if len(path.parts) > 2} == {
        f"{name}/{ASSIGNMENT}/sigmoid.ipynb" for name in states
    }
    assert not list((course.grading / "autograded").glob(".*"))


def test_hidden_tests_do_not_reach_the_returned_notebook(graded):
    course, states, _ = graded
    for name in states:
        text = (course.grading / "autograded" / name / ASSIGNMENT / "sigmoid.ipynb").read_text()
        assert "secret" not in text
        assert "Hint: one score for each row." in text


def test_the_formgrader_shows_the_mark_and_the_reason(graded):
    course = graded[0]
    app = app_of(course)
    with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as gradebook:
        skipped = gradebook.find_submission_notebook("sigmoid", ASSIGNMENT, "tests-skipped")
        marks = {grade.name: grade.needs_manual_grade for grade in skipped.grades}
        comments = {comment.name: comment.comment for comment in skipped.comments}
        assert skipped.needs_manual_grade
        assert marks == {"test-score": True, "test-score-matrix": True, "test-sigmoid": False}
        assert comments["score"] == "\n\n".join(texts(graded[2]["tests-skipped"]))
        assert comments["sigmoid"] is None
        cut = gradebook.find_submission_notebook("sigmoid", ASSIGNMENT, "cut-off")
        assert [comment.comment for comment in cut.comments if comment.name == "score"] == [
            "No response.\n\n" + CUT_OFF.format(54)
        ]


def test_grading_again_skips_what_is_done_and_force_changes_no_score(graded):
    course, _, scores = graded
    assert {one.state for one in grade(course, ASSIGNMENT)} == {GradingState.SKIPPED}
    assert [one.state for one in grade(course, ASSIGNMENT, "tests-*", force=True)] == [GradingState.GRADED] * 2
    again = {one.student: one for one in scores_of(app_of(course), ASSIGNMENT)}
    assert again == scores
