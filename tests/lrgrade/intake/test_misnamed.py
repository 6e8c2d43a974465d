"""Whatever people call the folder of an assignment, it is told that no submission is looked for in it."""

import pytest

from helpers.course import COURSE
from lrgrade.intake.misnamed import misnamed_in


def put(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("{}")
    return root


@pytest.mark.parametrize(
    "name",
    [
        "1-sigmoid",
        "01_sigmoid",
        "01 Sigmoid",
        "sigmoid",
        "01-sigmoid (1)",
        "01-sigmoid-final",
        "1. sigmoid",
        "01-sigmod",
    ],
)
def test_a_name_like_that_of_the_assignment(tmp_path, name):
    submitted = put(tmp_path / "submitted", f"ada/{name}/answers.ipynb")
    assert list(misnamed_in(submitted, "01-sigmoid", COURSE)) == [
        f"ada/{name} was not looked at: should it be submitted/ada/01-sigmoid?"
    ]
    assert list(misnamed_in(submitted, "03-gradient", COURSE)) == []


def test_any_name_with_the_assignments_notebook_in_it(tmp_path):
    submitted = put(tmp_path / "submitted", "ada/homework/sigmoid.ipynb")
    assert list(misnamed_in(submitted, "01-sigmoid", COURSE)) == [
        "ada/homework was not looked at: should it be submitted/ada/01-sigmoid?"
    ]
    assert list(misnamed_in(submitted, "02-cross-entropy", COURSE)) == []


def test_a_name_that_is_like_none(tmp_path):
    submitted = put(tmp_path / "submitted", "ada/upload/01-sigmoid/sigmoid.ipynb")
    assert list(misnamed_in(submitted, "01-sigmoid", COURSE)) == [
        f"ada/upload was not looked at: no assignment is called so. There is {', '.join(COURSE.assignments)}."
    ]


def test_student_and_assignment_the_wrong_way_round(tmp_path):
    submitted = put(tmp_path / "submitted", "01-sigmoid/ada/sigmoid.ipynb", "01-sigmoid/ben/sigmoid.ipynb")
    assert list(misnamed_in(submitted, "01-sigmoid", COURSE)) == [
        "01-sigmoid/ada was not looked at: should it be submitted/ada/01-sigmoid?",
        "01-sigmoid/ben was not looked at: should it be submitted/ben/01-sigmoid?",
    ]
    assert list(misnamed_in(submitted, "02-cross-entropy", COURSE)) == []


def test_what_is_well_named_and_what_tools_leave_is_passed_over(tmp_path):
    submitted = put(
        tmp_path / "submitted",
        *("ada/01-sigmoid/sigmoid.ipynb", "ada/05-mini-batch/mini_batch.ipynb", "ada/.ipynb_checkpoints/x"),
        *("ada/__MACOSX/x", ".git/01-sigmod/x", "notes.txt"),
    )
    for assignment in COURSE.assignments:
        assert list(misnamed_in(submitted, assignment, COURSE)) == []
    assert list(misnamed_in(tmp_path / "none", "01-sigmoid", COURSE)) == []
