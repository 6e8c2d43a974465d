import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from helpers.commands import nbgrader
from helpers.course import COURSE
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, released
from lrgrade.cli import main
from lrgrade.examine.findings import Finding, findings_in
from lrgrade.gradebook.findings_table import create_table, findings_of, save_findings
from lrgrade.intake.rebuild import hints_in
from lrgrade.pipeline import app_of, grade
from lrgrade.report.class_findings import told_of_class, told_of_hints
from lrgrade.report.scores import scores_of


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


def checked(answers, **hints):
    """A submission in which check was run, with so many hints open."""
    notebook = released(answers)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("test-")
        if cell.cell_type == "code" and name in hints:
            cell.outputs = [
                new_output("stream", text="x" * 1000),
                said(exercise=name, hints=hints[name], misconception="made up"),
            ]
    return notebook


def test_hints_that_were_open_are_recorded_and_shown(small_course, monkeypatch, capsys):
    hand_in(small_course, "ada", checked(RIGHT, sigmoid=2, score=1))
    hand_in(small_course, "ben", checked(RIGHT, sigmoid=3))
    hand_in(small_course, "cy")
    monkeypatch.chdir(small_course.root)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    capsys.readouterr()
    assert main(["scores", ASSIGNMENT, "--why"]) == 0
    out = capsys.readouterr().out
    assert "\nStudents who opened hints: score 1, sigmoid 2.\n" in out
    assert "ada: 7 of 7\n  Hints opened: score 1, sigmoid 2.\n" in out
    assert "ben: 7 of 7\n  Hints opened: sigmoid 3.\n" in out
    assert out.endswith("cy: 7 of 7\n")


@pytest.mark.slow
def test_nbgraders_own_command_records_them_as_well(small_course):
    hand_in(small_course, "ada", checked(RIGHT, sigmoid=2))
    assert nbgrader(small_course, "autograde", ASSIGNMENT).returncode == 0
    [shown] = scores_of(app_of(small_course), ASSIGNMENT)
    assert shown.findings == [Finding("score", True), Finding("sigmoid", True, None, 2)]


def test_no_output_that_was_handed_in_is_kept(small_course):
    hand_in(small_course, "ada", checked(RIGHT, sigmoid=2))
    assert len(list(grade(small_course, ASSIGNMENT))) == 1
    text = (small_course.grading / "autograded" / "ada" / ASSIGNMENT / "sigmoid.ipynb").read_text()
    assert "made up" not in text
    assert "xxx" not in text


SIGN = "the sign of z is flipped"


def test_what_a_class_got_wrong():
    class_of_three = [
        [Finding("score", False, "b is left out"), Finding("sigmoid", False, SIGN, 3)],
        [Finding("score", True), Finding("sigmoid", False, SIGN, 1)],
        [Finding("score", True, "b is left out", 1), Finding("sigmoid", False)],
    ]
    assert list(told_of_class(class_of_three)) == [
        f"Known mistakes: sigmoid, {SIGN} (2); score, b is left out (1).",
        "Students who opened hints: sigmoid 2, score 1.",
    ]
    assert list(told_of_hints(class_of_three[0])) == ["Hints opened: sigmoid 3."]


@pytest.mark.parametrize("findings", [[], [[]], [[Finding("score", True)], [Finding("score", False)]]])
def test_a_class_of_which_nothing_is_to_be_told(findings):
    assert list(told_of_class(findings)) == []
    assert [line for one in findings for line in told_of_hints(one)] == []
