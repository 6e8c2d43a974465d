"""The table of scores, and whom it is about."""

import pytest
from rich.console import Console

from helpers.course import COURSE
from helpers.small_course import ASSIGNMENT, hand_in
from helpers.stub_marker import by_stub
from lrgrade.cli import main
from lrgrade.examine.outcome import Outcome
from lrgrade.pipeline import grade
from lrgrade.report.scores import Scores, TestScore, score_table

EXERCISES = ("score", "sigmoid", "predict_proba", "predict")


def scores(student):
    return Scores(student, [TestScore(f"test-{name}-x", "", 1.5, 12, Outcome.PASSED, "", False) for name in EXERCISES])


@pytest.mark.parametrize("name", ["n" * 200, "Maximiliane " * 12, "学生" * 40, "a_b-" * 50])
@pytest.mark.parametrize("width", [60, 80, 160])
def test_a_long_name_costs_no_column(capsys, name, width):
    Console(width=width, highlight=False).print(score_table(COURSE, ASSIGNMENT, [scores("ada"), scores(name)]))
    rows = [line.split("│")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    points = ["1.5/12"] * len(EXERCISES)
    assert [cell.strip() for cell in rows[0][:6]] == ["ada", *points, "6/48"]
    assert [cell.strip() for cell in rows[1][1:6]] == [*points, "6/48"]
    assert "".join(row[0].strip() for row in rows[1:]).replace(" ", "") == name.replace(" ", "")


@pytest.fixture
def here(small_course, monkeypatch):
    by_stub(small_course)
    for student in ("ada", "ben"):
        hand_in(small_course, student, "7")
    assert len(list(grade(small_course, ASSIGNMENT))) == 2
    monkeypatch.chdir(small_course.root)
    return small_course


def test_a_student_of_whom_there_are_no_scores(here, capsys):
    assert main(["scores", ASSIGNMENT, "--student", "nobody"]) == 1
    told = "There are no scores of {} in 01-sigmoid. There are those of ada, ben.\n"
    assert capsys.readouterr().err == told.format("nobody")
    assert main(["scores", ASSIGNMENT, "--student", "x*"]) == 1
    assert capsys.readouterr().err == told.format("x*")


def test_one_who_has_handed_in_and_is_not_graded(here, capsys):
    hand_in(here, "cy", "3")
    assert main(["scores", ASSIGNMENT, "--student", "cy"]) == 1
    assert capsys.readouterr().err == "There are no scores yet: grade first with `lrgrade autograde 01-sigmoid`.\n"
    assert main(["scores", ASSIGNMENT]) == 0
    assert capsys.readouterr().out.endswith("\nHanded in and not graded: cy.\n")
