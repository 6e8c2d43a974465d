import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from helpers.course import COURSE
from lrgrade.examine.findings import Finding, findings_in
from lrgrade.gradebook.findings_table import create_table, findings_of, save_findings
from lrgrade.intake.rebuild import hints_in


def a_test(grade_id, *outputs):
    facts = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    facts |= {"grade_id": grade_id, "points": 1}
    return new_code_cell("", outputs=list(outputs), metadata={"nbgrader": facts})


def said(**facts):
    return new_output("display_data", {"text/plain": "…"}, metadata={"lrlab": facts})


FAILED = new_output("error", ename="CheckFailed", evalue="sigmoid gives a wrong value.", traceback=[])


def test_an_exercise_has_passed_if_all_its_tests_have():
    notebook = new_notebook(
        cells=[
            a_test("test-score"),
            a_test("test-sigmoid", said(exercise="sigmoid", misconception="the sign of z is flipped"), FAILED),
            a_test("test-sigmoid-silent"),
        ],
        metadata={"lrgrade": {"hints": {"sigmoid": 2}}},
    )
    assert findings_in(notebook) == [
        Finding("score", True),
        Finding("sigmoid", False, "the sign of z is flipped", 2),
    ]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"exercise": "sigmoid", "hints": 2}, {"sigmoid": 2}),
        ({"exercise": "sigmoid", "hints": 10**9}, {"sigmoid": 3}),
        ({"exercise": "sigmoid", "hints": -1}, {"sigmoid": 0}),
        ({"exercise": "sigmoid", "hints": "2"}, {}),
        ({"exercise": "sigmoid", "hints": True}, {}),
        ({"exercise": "<script>", "hints": 1}, {}),
        ({"exercise": ["sigmoid"], "hints": 1}, {}),
        ({}, {}),
    ],
)
def test_hints_are_taken_from_a_submission_with_care(facts, found):
    assert hints_in(COURSE, new_notebook(cells=[a_test("test-sigmoid", said(**facts))])) == found


@pytest.mark.parametrize("outputs", [None, "text", [None], [{"metadata": None}], [{"metadata": {"lrlab": 3}}]])
def test_a_damaged_output_is_passed_over(outputs):
    notebook = new_notebook(cells=[a_test("test-sigmoid")])
    notebook.cells[0]["outputs"] = outputs
    assert hints_in(COURSE, notebook) == {}


def test_a_second_grading_takes_the_place_of_the_first():
    first = [Finding("score", True), Finding("sigmoid", False, "the sign of z is flipped", 1)]
    second = [Finding("sigmoid", True, None, 3), Finding("score", True)]
    with Session(create_engine("sqlite://")) as session:
        create_table(session)
        save_findings(session, "ada", "01-sigmoid", first)
        save_findings(session, "bob", "01-sigmoid", first)
        save_findings(session, "ada", "01-sigmoid", second)
        found = findings_of(session, COURSE, "01-sigmoid")
    assert found == {"ada": [Finding("score", True), Finding("sigmoid", True, None, 3)], "bob": first}
