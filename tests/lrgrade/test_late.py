"""What being late costs is shown wherever points are shown: in the table, with the reasons, and in the JSON."""

import csv
import json
import subprocess
from datetime import datetime

import pytest
from nbgrader.api import Gradebook

from helpers.commands import LRGRADE, nbgrader
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from lrgrade.cli import main
from lrgrade.gradebook.register import register
from lrgrade.pipeline import app_of, grade

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

# A point for each hour, and one that costs more than there is.
PLUGIN = """
from nbgrader.plugins import BasePlugin


class PointAnHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
"""


@pytest.fixture(scope="module")
def late_class(tmp_path_factory):
    """Four who hand in at noon, two hours later, a week later, and half an answer two hours later."""
    course = make_course(tmp_path_factory.mktemp("late") / "course")
    (course.grading / "hours.py").write_text(PLUGIN)
    with (course.grading / "nbgrader_config.py").open("a") as config:
        config.write(
            f"\nimport sys\nsys.path.insert(0, {str(course.grading)!r})\n"
            "c.AssignLatePenalties.plugin_class = 'hours.PointAnHour'\n"
        )
    for student, answers, time in (
        ("ada", RIGHT, "2026-03-02 12:00:00 UTC"),
        ("ben", RIGHT, "2026-03-02 14:00:00 UTC"),
        ("cy", RIGHT, "2026-03-09 12:00:00 UTC"),
        ("dee", {"score": RIGHT["score"]}, "2026-03-02 13:30:00 UTC"),
    ):
        hand_in(course, student, released(answers))
        hand_in(course, student, time, "timestamp.txt")
    register(app_of(course), ASSIGNMENT)
    with Gradebook(app_of(course).coursedir.db_url) as gradebook:
        gradebook.find_assignment(ASSIGNMENT).duedate = datetime(2026, 3, 2, 12)
        gradebook.db.commit()
    return course, {one.student: one for one in grade(course, ASSIGNMENT)}


POINTS = {"ada": (7, 0, 7), "ben": (7, 2, 5), "cy": (7, 7, 0), "dee": (3, 1.5, 1.5)}


def test_each_that_is_graded_tells_its_points(late_class):
    _, graded = late_class
    entered = {student: one.entered for student, one in graded.items()}
    assert {student: (one.points, one.penalty, one.net) for student, one in entered.items()} == POINTS


def test_they_are_those_of_the_export(late_class):
    course, _ = late_class
    assert nbgrader(course, "export").returncode == 0
    with (course.grading / "grades.csv").open() as table:
        rows = {row["student_id"]: row for row in csv.DictReader(table)}
    columns = ("raw_score", "late_submission_penalty", "score")
    assert {student: tuple(float(row[name]) for name in columns) for student, row in rows.items()} == POINTS


def table_of(out):
    return [[piece.strip() for piece in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]


def test_the_table_and_the_reasons(late_class, monkeypatch, capsys):
    course, _ = late_class
    monkeypatch.chdir(course.root)
    assert main(["scores", ASSIGNMENT, "--why"]) == 0
    out = capsys.readouterr().out
    assert table_of(out) == [
        ["ada", "3/3", "4/4", "", "7/7", ""],
        ["ben", "3/3", "4/4", "-2", "5/7", ""],
        ["cy", "3/3", "4/4", "-7", "0/7", ""],
        ["dee", "3/3", "0/4", "-1.5", "1.5/7", ""],
    ]
    assert "ada: 7 of 7\n" in out
    assert "ben: 5 of 7 (7 earned, -2 handed in late)\n" in out
    assert "cy: 0 of 7 (7 earned, -7 handed in late)\n" in out
    assert "dee: 1.5 of 7 (3 earned, -1.5 handed in late)\n" in out


def test_nobody_late_costs_no_column(late_class, monkeypatch, capsys):
    course, _ = late_class
    monkeypatch.chdir(course.root)
    assert main(["scores", ASSIGNMENT, "--student", "ada"]) == 0
    assert table_of(capsys.readouterr().out) == [["ada", "3/3", "4/4", "7/7", ""]]


def test_the_json_tells_points_penalty_and_net_and_what_a_person_has_entered(late_class):
    course, _ = late_class
    with Gradebook(app_of(course).coursedir.db_url) as gradebook:
        gradebook.find_grade("test-sigmoid", "sigmoid", ASSIGNMENT, "dee").manual_score = 2
        gradebook.db.commit()
    command = [*LRGRADE, "autograde", ASSIGNMENT, "--workers", "0", "--force", "--student", "[bd]*", "--log-json"]
    run = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    keys = ("student", "points", "worth", "penalty", "net", "needs_review")
    assert [tuple(line[key] for key in keys) for line in lines[1:-1]] == [
        ("ben", 7, 7, 2, 5, False),
        ("dee", 5, 7, 1.5, 3.5, True),
    ]
    # The one whose points a person has given stays to be looked at, in the summary as in the table.
    assert (lines[-1]["graded"], lines[-1]["review"]) == (2, 1)
