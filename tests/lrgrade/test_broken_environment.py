"""A broken environment is never a grade: what could not be judged stays as it was, and the run says why, once."""

import csv
import errno
import os
import shutil
import subprocess
import sysconfig
import venv
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from helpers.commands import LRGRADE, nbgrader
from helpers.examining import Bench, said
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from lrgrade.cli import main
from lrgrade.course.folder import CourseFolder
from lrgrade.examine import execute, supervisor, walls
from lrgrade.examine.outcome import Outcome
from lrgrade.gradebook.autograded import AutogradedFolder
from lrgrade.gradebook.register import register
from lrgrade.pipeline import app_of, grade
from lrgrade.report.grades_export import GradesOfTheGraded
from lrgrade.report.scores import scores_of
from lrgrade.workers import marking

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

CLASS = ("ada", "ben", "cy")


@pytest.fixture(autouse=True)
def no_warm_process():
    """None that was started while all was well, and none that a test has broken is left to the next one."""
    execute.close()
    yield
    execute.close()


@pytest.fixture(scope="module")
def as_it_was(tmp_path_factory):
    """A class of which one was graded before, with a newer submission since."""
    course = make_course(tmp_path_factory.mktemp("before") / "course")
    hand_in(course, "ada", released({"score": RIGHT["score"]}))
    hand_in(course, "ada", "2026-01-01 10:00:00 UTC", "timestamp.txt")
    assert len(list(grade(course, ASSIGNMENT))) == 1
    for student in CLASS:
        hand_in(course, student)
        hand_in(course, student, "2026-01-02 10:00:00 UTC", "timestamp.txt")
    return course


@pytest.fixture
def here(as_it_was, tmp_path, monkeypatch):
    """That class, in a folder of its own, with the current folder in it."""
    course = CourseFolder(Path(shutil.copytree(as_it_was.root, tmp_path / "course")))
    monkeypatch.chdir(course.root)
    return course


def graded_scores(course):
    return {one.student: one.score for one in scores_of(app_of(course), ASSIGNMENT)}


def exported(course):
    app = app_of(course)
    export = GradesOfTheGraded(parent=app, to=str(course.grading / "grades.csv"))
    with Gradebook(app.coursedir.db_url) as gradebook:
        export.export(gradebook)
    with (course.grading / "grades.csv").open() as table:
        return {row["student_id"]: row["score"] for row in csv.DictReader(table)}


def in_folder(course):
    # A hidden folder may be left where a process that ends still writes into it: the next run clears it away.
    return sorted(path.name for path in (course.grading / "autograded").glob("[!.]*"))


def assert_nothing_was_graded(course):
    assert graded_scores(course) == {"ada": 3}
    assert exported(course) == {"ada": "3.0"}
    assert in_folder(course) == ["ada"]


def breaks(monkeypatch, place, name, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(place, name, fail)


FULL = OSError(errno.ENOSPC, "No space left on device", "/tmp/x")
# What each says.
SAID = {
    FULL: "/tmp/x: No space left on device. To do: free some space there, or set TMPDIR to a folder on another disk if "
    "it is the one for temporary files.",
    OSError(errno.EMFILE, "Too many open files"): "Too many open files. To do: end other programs, raise the limit "
    "(`ulimit`), or use fewer --workers.",
    OSError(errno.EROFS, "Read-only file system", "/tmp/x"): "/tmp/x: Read-only file system. To do: let the user who "
    "grades read what is in the course folder and write to grading/.",
    OSError(errno.EIO, "Input/output error", "/tmp/x"): "/tmp/x: Input/output error.",
}


@pytest.mark.parametrize("error", SAID, ids=lambda error: errno.errorcode[error.errno])
def test_a_machine_that_can_grade_nobody_is_told_once(here, monkeypatch, capsys, error):
    breaks(monkeypatch, marking, "put_files", error)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 1
    out, err = capsys.readouterr()
    assert err == (
        f"Nothing more can be graded here: {SAID[error]}\n"
        "What was graded so far is kept; the same command goes on from there.\n"
    )
    assert out == "1/3 ada: failed\n"
    assert_nothing_was_graded(here)
    monkeypatch.undo()
    monkeypatch.chdir(here.root)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    assert graded_scores(here) == dict.fromkeys(CLASS, 7)


def test_a_disk_that_is_full_when_a_graded_submission_is_put_in_its_place(here, monkeypatch, capsys):
    breaks(monkeypatch, AutogradedFolder, "put", FULL)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 1
    assert capsys.readouterr().err.startswith("Nothing more can be graded here: /tmp/x: No space left on device.")
    monkeypatch.undo()
    monkeypatch.chdir(here.root)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    assert graded_scores(here) == dict.fromkeys(CLASS, 7)


def test_a_folder_that_nobody_may_write_to(here, monkeypatch, capsys):
    breaks(monkeypatch, Path, "mkdir", PermissionError(errno.EACCES, "Permission denied", str(here.grading)))
    assert main(["autograde", ASSIGNMENT]) == 1
    assert capsys.readouterr().err == (
        f"Stopped. {here.grading}: Permission denied. To do: let the user who grades read what is in the course folder "
        "and write to grading/.\n"
    )


def _linked(source, target):
    """Copy a file, without using room for it where that can be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture
def python_that_needs(monkeypatch, tmp_path):
    """A Python that does not start without a variable, as one that is linked to a library elsewhere."""
    environment = tmp_path / "environment"
    venv.EnvBuilder(symlinks=True).create(environment)
    packages = next(environment.glob("lib/python*/site-packages"))
    # Behind walls only what lies in Python's own folders is seen, so links to folders elsewhere will not do.
    shutil.copytree(sysconfig.get_path("purelib"), packages, dirs_exist_ok=True, copy_function=_linked)

    def needs(name):
        monkeypatch.setenv(name, "/usr/lib")
        (packages / "sitecustomize.py").write_text(
            f"import os\nif not os.environ.get({name!r}):\n"
            "    os.write(2, b'python: error while loading shared libraries: libpython3.so\\n')\n    os._exit(127)\n"
        )
        return str(environment / "bin" / "python")

    return needs


@pytest.mark.slow
@pytest.mark.parametrize("isolation", ["walls", "process"])
def test_a_python_that_needs_a_path_to_its_libraries_grades(here, python_that_needs, isolation):
    python = python_that_needs("LD_LIBRARY_PATH")
    command = [python, *LRGRADE[1:], "autograde", ASSIGNMENT, "--workers", "0", "--isolation", isolation]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert graded_scores(here) == dict.fromkeys(CLASS, 7)


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_python_that_does_not_start_for_students(here, python_that_needs, workers):
    python = python_that_needs("OTHER_LIBRARIES")
    command = [python, *LRGRADE[1:], "autograde", ASSIGNMENT, "--isolation", "process", "--workers", workers]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    why, kept = run.stderr.splitlines()
    assert why.startswith(
        "Nothing more can be graded here: a process for grading did not start (python: error while loading shared "
        "libraries: libpython3.so). Try `"
    )
    assert kept == "What was graded so far is kept; the same command goes on from there."
    assert_nothing_was_graded(here)


@pytest.mark.slow
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_nbgraders_own_command_stops_as_well(here, python_that_needs, force):
    python = python_that_needs("OTHER_LIBRARIES")
    with (here.grading / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Examine.isolation = 'process'\n")
    run = nbgrader(here, "autograde", ASSIGNMENT, *force, python=python)
    assert run.returncode == 1
    why, kept = run.stderr.splitlines()[-2:]
    assert why.startswith("Nothing can be graded here: a process for grading did not start (python: error while")
    assert kept == "What was graded before is kept."
    assert_nothing_was_graded(here)


@pytest.fixture
def broken_sandboxes(monkeypatch):
    """Let a server of sandboxes start, but none of the sandboxes."""
    whole = walls.pack_box

    def pack(folder, course):
        whole(folder, course)
        with (folder / "lrgrade" / "sandbox" / "server.py").open("a") as server:
            server.write("\ndef _begin(*_, **__): raise OSError(28, 'No space left on device')\n")

    monkeypatch.setattr(walls, "pack_box", pack)


def test_no_sandbox_starts(here, broken_sandboxes, capsys):
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 1
    out = capsys.readouterr().out
    assert out.endswith(
        "0 graded, 0 skipped, 3 failed, 0 to review.\n"
        "Failed is our own fault, not the students': these stay as they were before, graded or not. Mend what is named "
        "here,\nand give the same command again; grading/.nbgrader.log says more:\n"
        "  imports: This cell could not be run, by our own fault: no process could be started for the student's code. "
        "(OSError: [Errno 28] No space left on device)\n    ada, ben, cy\n"
    )
    assert_nothing_was_graded(here)


@pytest.fixture
def bench():
    one = Bench()
    yield one
    one.close()


def test_what_the_machine_ends_is_no_verdict(bench, monkeypatch):
    kills = iter(range(1000))
    monkeypatch.setattr(supervisor, "_kills_for_memory", lambda: next(kills))
    student = "import os\ndef f():\n    os.kill(os.getpid(), 9)"
    [_, marked] = bench.marked(("student", student), ("test", "f()"))
    assert said(marked)[0] is Outcome.OUR_FAULT
    assert marked.fault.startswith(
        "This cell could not be run, by our own fault: the machine ended the student's process, as it does when"
    )
    monkeypatch.setattr(supervisor, "_kills_for_memory", lambda: 3)
    [_, marked] = bench.marked(("student", student), ("test", "f()"))
    assert (said(marked)[0], marked.fault) == (Outcome.CRASHED, "")


def test_a_watchdog_that_is_gone_without_a_word_is_no_verdict(bench, monkeypatch):
    monkeypatch.setattr(supervisor._Lifeline, "_report", lambda *_: b"")
    [_, marked] = bench.marked(("student", "import os\ndef f():\n    os._exit(3)"), ("test", "f()"))
    assert said(marked)[0] is Outcome.OUR_FAULT


def test_a_server_that_was_killed_starts_again(here, bench):
    for one in (bench.supervisor._examiners, bench.supervisor._sandboxes):
        _ = one.greeting
        one._process.kill()
        one._process.wait()
    with pytest.raises(supervisor.ProcessGoneError, match="a process for grading is gone"):
        bench.marked(("test", "assert True"))
    [marked] = bench.marked(("test", "assert True"))
    assert said(marked)[0] is Outcome.PASSED


@pytest.mark.parametrize(
    "broken",
    [
        "from lrlab import check\nfrom unittest.mock import patch\nfrom lrlab.exercises import default_course\n"
        "with patch.dict(default_course()._tables, clear=True):\n"
        "    with patch('pathlib.Path.read_text', side_effect=PermissionError(13, 'Permission denied')):\n"
        "        check(sigmoid)",
        "open('points.csv')",
        "import points",
        "### BEGIN HIDDEN TESTS\n1 +\n### END HIDDEN TESTS",
        "99",
    ],
    ids=[
        "a table that cannot be read",
        "a file that is not there",
        "a module that is not there",
        "no Python",
        "points",
    ],
)
def test_a_broken_test_is_told_once_and_grades_nobody(here, capsys, broken):
    path = here.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = broken
    nbformat.write(notebook, path)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 1
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == "    ada, ben, cy"
    assert out.splitlines()[-2].startswith("  test-sigmoid: This test ")
    assert graded_scores(here) == {"ada": 3}


@pytest.mark.slow
def test_nbgraders_own_command_does_not_take_our_fault_for_a_grade(here):
    path = here.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = "open('points.csv')"
    nbformat.write(notebook, path)
    register(app_of(here), ASSIGNMENT)
    run = nbgrader(here, "autograde", ASSIGNMENT)
    assert run.returncode == 1
    assert "test-sigmoid: This test could not judge this answer, by our own fault" in run.stderr
    assert graded_scores(here) == {"ada": 3}
    # nbgrader has entered the others as students.
    assert nbgrader(here, "export").returncode == 0
    with (here.grading / "grades.csv").open() as table:
        assert [row["score"] for row in csv.DictReader(table)] == ["3.0", "", ""]


def test_a_given_cell_that_cannot_be_run_is_no_fault_of_the_answers(here, capsys):
    path = here.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = "import numpy as np\nimport not_installed"
    nbformat.write(notebook, path)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 1
    assert "  imports: This test could not judge this answer, by our own fault" in capsys.readouterr().out
    assert_nothing_was_graded(here)


@pytest.mark.parametrize("error", [errno.EACCES, errno.EIO])
def test_a_submission_that_we_cannot_read_is_not_graded(here, monkeypatch, capsys, error):
    def opened(path, *rest, **more):
        if Path(os.fsdecode(path)).match("submitted/ben/*/sigmoid.ipynb"):
            raise OSError(error, os.strerror(error), path)
        return whole(path, *rest, **more)

    whole = os.open
    monkeypatch.setattr(os, "open", opened)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 1
    out = capsys.readouterr().out
    assert "2 graded, 0 skipped, 1 failed" in out
    assert os.strerror(error) in out
    assert "│ ben" not in out


@pytest.mark.skipif(walls.bubblewrap() is None, reason="there is no bubblewrap to make a folder read-only with")
@pytest.mark.parametrize(
    ("read_only", "told"),
    [
        ("grading", "Stopped. "),
        ("grading/autograded", "Stopped. "),
        ("grading/gradebook.db", "The gradebook sqlite:///"),
    ],
)
def test_what_cannot_be_written_is_told_in_a_sentence_and_what_was_graded_is_shown(here, read_only, told):
    place = str(here.root / read_only)
    outside = [walls.bubblewrap(), "--dev-bind", "/", "/", "--ro-bind", place, place, "--chdir", str(here.root)]
    run = subprocess.run(
        [*outside, *LRGRADE, "autograde", ASSIGNMENT, "--workers", "0"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith(told)
    assert place in run.stderr
    assert "Traceback" not in run.stderr
    shown = subprocess.run([*outside, *LRGRADE, "scores", ASSIGNMENT], capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Handed in and not graded: ben, cy." in shown.stdout
    assert_nothing_was_graded(here)


def test_a_server_that_goes_again_and_again_costs_no_other_submission(here, monkeypatch, capsys):
    def fork(self, facts, sockets):
        if facts and (here.grading / "gone").exists():
            raise supervisor.ProcessGoneError("a process for grading is gone (killed)")
        whole(self, facts, sockets)

    def marked(self, handed_in):
        # Of one submission alone.
        (here.grading / "gone").unlink(missing_ok=True)
        if handed_in.student == "ben":
            (here.grading / "gone").touch()
        return mark(self, handed_in)

    whole, mark = supervisor.WarmProcess.fork, marking.Marker.mark
    monkeypatch.setattr(supervisor.WarmProcess, "fork", fork)
    monkeypatch.setattr(marking.Marker, "mark", marked)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 1
    out = capsys.readouterr().out
    assert "2 graded, 0 skipped, 1 failed, 0 to review." in out
    assert out.endswith("  a process for grading is gone (killed)\n    ben\n")
    assert graded_scores(here) == {"ada": 7, "cy": 7}
