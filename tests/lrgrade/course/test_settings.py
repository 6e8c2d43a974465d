"""Where people stand, nbgrader finds the course; and what holds on one machine alone is read last, and not tracked."""

import shutil
import subprocess

import pytest

from helpers.commands import nbgrader
from helpers.course import ROOT
from lrgrade.course.archive import CourseArchive
from lrgrade.course.folder import CourseFolder


@pytest.fixture
def at_its_root(small_course):
    """The small course, seen by nbgrader's commands from its root."""
    shutil.copy(ROOT / "nbgrader_config.py", small_course.root)
    return small_course


@pytest.mark.slow
@pytest.mark.parametrize("command", [["export"], ["db", "student", "list"], ["db", "assignment", "list"]])
@pytest.mark.parametrize("folder", ["", "grading"])
def test_a_command_of_nbgraders_makes_no_other_gradebook(at_its_root, command, folder):
    run = nbgrader(at_its_root, *command, folder=at_its_root.root / folder)
    assert run.returncode == 0, run.stderr
    assert sorted(at_its_root.root.rglob("gradebook.db")) == [at_its_root.grading / "gradebook.db"]


@pytest.mark.parametrize(
    ("setting", "held"),
    [
        ("c.Limits.call_cpu = 11", lambda config: config.Limits.call_cpu == 11),
        ("c.CourseDirectory.db_url = 'sqlite:////x.db'", lambda config: config.CourseDirectory.db_url.endswith("x.db")),
        ("c.Examine.isolation = 'process'", lambda config: config.Examine.isolation == "process"),
    ],
)
def test_settings_of_this_machine_hold_and_travel_to_workers(small_course, tmp_path, setting, held):
    assert not held(small_course.app().config)
    (small_course.grading / "local_config.py").write_text(f"c = get_config()\n{setting}\n")
    assert held(small_course.app().config)
    assert held(CourseArchive.of(CourseFolder(small_course.root)).unpack(tmp_path / "worker").app().config)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no clone")
@pytest.mark.parametrize(
    "path",
    [
        "downloaded/01-sigmoid/archive/class.zip",
        "grading/downloaded/01-sigmoid/archive/class.zip",
        "grades.csv",
        "grading/grades.csv",
        "grading/local_config.py",
        "grading/solution/ada/01-sigmoid/sigmoid.ipynb",
        "grading/gradebook.db-journal",
        "gradebook.db",
        "grading/.nbgrader.log",
    ],
)
def test_git_looks_at_nothing_of_a_class(path):
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0


def test_git_looks_at_what_is_the_courses():
    paths = ["nbgrader_config.py", "grading/nbgrader_config.py", "lrlab/course/data/movie_reviews.csv"]
    assert [path for path in paths if not (ROOT / path).is_file()] == []
    if (ROOT / ".git").exists():
        assert subprocess.run(["git", "check-ignore", *paths], cwd=ROOT, check=False).returncode == 1
