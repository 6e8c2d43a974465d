"""The gradebook on a PostgreSQL server: the same rows as in SQLite, and clear words where there is none."""

import subprocess
import sys
from dataclasses import replace

import pytest

from helpers.commands import LRGRADE
from helpers.rows_and_files import files_of, rows_of
from helpers.small_course import ASSIGNMENT, hand_in
from helpers.stub_marker import by_stub
from lrgrade.cli import main
from lrgrade.pipeline import GradingState, app_of, grade

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own


@pytest.fixture
def course(small_course, monkeypatch):
    hand_in(small_course, "ada", "7")
    hand_in(small_course, "ben", "3")
    hand_in(small_course, "cy", "0")
    hand_in(small_course, "cy", "2026-03-01 10:00:00 UTC", "timestamp.txt")
    by_stub(small_course)
    monkeypatch.chdir(small_course.root)
    return small_course


def test_the_rows_are_those_of_sqlite(course, postgres, capsys):
    url = postgres.new_database()
    list(grade(course, ASSIGNMENT))
    in_sqlite = rows_of(app_of(course).coursedir.db_url)
    assert main(["autograde", ASSIGNMENT, "--db", url, "--workers", "0"]) == 0
    assert rows_of(url) == in_sqlite
    assert main(["autograde", ASSIGNMENT, "--db", url, "--workers", "0"]) == 0
    assert "0 graded, 3 skipped" in capsys.readouterr().out
    assert main(["autograde", ASSIGNMENT, "--db", url, "--workers", "0", "--force"]) == 0
    assert "3 graded, 0 skipped" in capsys.readouterr().out
    assert rows_of(url) == in_sqlite
    assert main(["scores", ASSIGNMENT, "--db", url]) == 0
    assert "ada" in capsys.readouterr().out


def test_as_configured(course, postgres):
    list(grade(course, ASSIGNMENT))
    in_sqlite, files = rows_of(app_of(course).coursedir.db_url), files_of(course.grading / "autograded")
    url = postgres.new_database()
    with (course.grading / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {url!r}\n")
    assert {one.state for one in grade(course, ASSIGNMENT)} == {GradingState.GRADED}
    assert rows_of(url) == in_sqlite
    assert files_of(course.grading / "autograded") == files
    assert {one.state for one in grade(replace(course, db=url), ASSIGNMENT)} == {GradingState.SKIPPED}


def test_a_submission_that_the_database_refuses_costs_no_other_one(course, postgres, capsys):
    # A student's name has 128 letters at most there.
    long = "dee" * 50
    hand_in(course, long, "7")
    url = postgres.new_database()
    assert main(["autograde", ASSIGNMENT, "--db", url, "--workers", "0"]) == 1
    said = capsys.readouterr().out
    assert "3 graded, 0 skipped, 1 failed" in said
    assert "  the gradebook does not take it: value too long" in said
    assert said.endswith(f"\n    {long}\n")
    assert main(["autograde", ASSIGNMENT, "--db", url, "--workers", "0"]) == 1
    assert "0 graded, 3 skipped, 1 failed" in capsys.readouterr().out
    assert not (course.grading / "autograded" / long).exists()


@pytest.mark.parametrize("command", ["autograde", "scores"])
@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql+psycopg://ada:sesame@127.0.0.1:1/x", "failed: Connection refused"),
        ("postgres://ada:sesame@localhost/x", "postgresql+psycopg://USER:PASSWORD@HOST/NAME"),
        ("sesame", "an address that makes no sense"),
        ("sqlite:////nowhere/gradebook.db", "unable to open database file"),
    ],
)
def test_no_database_there(course, capsys, command, url, words):
    assert main([command, ASSIGNMENT, "--db", url]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The gradebook ")
    assert words in said
    assert len(said.splitlines()) == 1
    assert "sesame" not in said


def test_a_password_in_the_configuration_would_travel_to_a_cluster(course, capsys):
    url = "postgresql+psycopg://ada:sesame@127.0.0.1:1/x"
    command = ["autograde", ASSIGNMENT, "--scheduler", "tcp://127.0.0.1:1"]
    assert main([*command, "--db", url]) == 1
    assert "--db" not in capsys.readouterr().err
    with (course.grading / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {url!r}\n")
    assert main(command) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "The cluster's workers get grading/nbgrader_config.py and grading/local_config.py, and the password"
    )
    assert "sesame" not in said


def test_a_wrong_password(course, postgres, capsys):
    assert main(["autograde", ASSIGNMENT, "--db", postgres.url("postgres", "sesame")]) == 1
    said = capsys.readouterr().err
    assert "password authentication failed" in said
    assert "sesame" not in said
    assert len(said.splitlines()) == 1


def test_without_the_driver(course):
    without = [sys.executable, "-c", f"import sys; sys.modules['psycopg'] = None; {LRGRADE[2]}"]
    run = subprocess.run(
        [*without, "autograde", ASSIGNMENT, "--db", "postgresql+psycopg://ada@127.0.0.1/x"],
        cwd=course.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "its driver is not installed" in run.stderr
    assert "pip install -e '.[postgresql]'" in run.stderr
    assert len(run.stderr.splitlines()) == 1
