"""The command `lrgrade` as an instructor meets it."""

import os
import signal
import subprocess
import sys
import time

import pytest

from helpers.commands import LRGRADE
from helpers.processes import PATIENCE
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, released, source_notebook
from helpers.small_course import tests as tests_cell
from lrgrade.cli import main
from lrgrade.steps import Examine


@pytest.fixture
def here(small_course, monkeypatch):
    """The small course, with the current folder in the middle of it."""
    monkeypatch.chdir(small_course.root / "solutions")
    return small_course


def test_outside_of_a_course_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for arguments in (["build"], ["autograde", ASSIGNMENT], ["scores", ASSIGNMENT], ["demo"]):
        assert main(arguments) == 2
        words = capsys.readouterr().err
        assert f"There is no course folder here: {tmp_path} is not inside a clone" in words
        assert "git clone" in words


@pytest.mark.parametrize("command", ["autograde", "scores", "build"])
def test_an_unknown_assignment_names_those_that_exist(here, capsys, command):
    assert main([command, "1-sigmoid"]) == 2
    assert capsys.readouterr().err == "1-sigmoid is no assignment of this course. There is 01-sigmoid.\n"
    assert main([command, "05-mini-batch"]) == 2
    assert capsys.readouterr().err == "05-mini-batch has no notebook in solutions/. There is 01-sigmoid.\n"
    (here.root / "solutions" / "08-more").mkdir()
    (here.root / "solutions" / "08-more" / "more.ipynb").write_text("{}")
    assert main([command, "08-more"]) == 2
    assert capsys.readouterr().err == (
        "08-more has a notebook and no exercise yet. Add one: `lrgrade new exercise NAME --in 08-more`.\n"
    )


@pytest.mark.parametrize("command", ["autograde", "scores", "run"])
def test_a_course_that_is_not_installed_is_named(here, capsys, command):
    with (here.grading / "nbgrader_config.py").open("a") as config:
        config.write("\nc.CourseFolder.package = 'tiny'\n")
    assert main([command, ASSIGNMENT]) == 2
    assert capsys.readouterr().err == (
        "The course tiny, which grading/nbgrader_config.py names, cannot be read: "
        "ModuleNotFoundError: No module named 'tiny'.\n"
    )


def test_build_tells_it_with_all_else_that_is_wrong(here, capsys):
    with (here.grading / "nbgrader_config.py").open("a") as config:
        config.write("\nc.CourseFolder.package = 'tiny'\n")
    assert main(["build", ASSIGNMENT]) == 1
    assert capsys.readouterr().err == (
        "Nothing was written, for something is missing or contradicts itself:\n"
        "grading/nbgrader_config.py: the package tiny cannot be imported (No module named 'tiny'): install this clone "
        "with `pip install -e .`.\n"
    )


@pytest.mark.parametrize("arguments", [["autograde"], ["grade"], ["autograde", "a", "b"], ["scores", "--whom"]])
def test_wrong_arguments(here, capsys, arguments):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: lrgrade" in capsys.readouterr().err


def test_no_command_shows_the_help(capsys):
    assert main([]) == 2
    assert "autograde" in capsys.readouterr().out


def test_nothing_to_grade(here, capsys):
    assert main(["autograde", ASSIGNMENT]) == 1
    assert capsys.readouterr().err == (
        "There is nothing to grade: no submission in grading/submitted/STUDENT/01-sigmoid/.\n"
        "Put each student's notebook there, or collect them with `nbgrader collect`.\n"
    )
    assert main(["autograde", ASSIGNMENT, "--student", "ada"]) == 1
    assert "no submission of ada in" in capsys.readouterr().err


def test_no_scores_yet(here, capsys):
    assert main(["scores", ASSIGNMENT]) == 1
    assert "There are no scores yet: grade first with `lrgrade autograde 01-sigmoid`." in capsys.readouterr().err


def test_a_class_from_a_fresh_clone_to_its_scores(here, capsys):
    hand_in(here, "ada")
    hand_in(here, "ben", released({"score": RIGHT["score"]}))
    hand_in(here, "cy", b"{")
    (here.grading / "submitted" / "dee.ipynb").write_text("{}")
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    out, err = capsys.readouterr()
    assert err == "dee.ipynb was not looked at: should it be submitted/dee/01-sigmoid/sigmoid.ipynb?\n"
    lines = out.splitlines()
    assert lines[:3] == ["1/3 ada: graded", "2/3 ben: graded", "3/3 cy: graded"]
    rows = [[piece.strip() for piece in line.split("│")[1:-1]] for line in lines if line.startswith("│")]
    assert rows == [
        ["ada", "3/3", "4/4", "7/7", ""],
        ["ben", "3/3", "0/4", "3/7", ""],
        ["cy", "0/3", "0/4", "0/7", "review"],
    ]
    assert lines[-2:] == [
        "cy: sigmoid.ipynb is damaged or cut off at line 1: it needs to be handed in again.",
        "3 graded, 0 skipped, 0 failed, 1 to review.",
    ]
    assert not (here.root / "notebooks").exists()

    # A cluster is not even begun where there is nothing new.
    assert main(["autograde", ASSIGNMENT, "--student", "[ab]*"]) == 0
    assert "0 graded, 2 skipped, 0 failed, 0 to review." in capsys.readouterr().out
    assert main(["autograde", ASSIGNMENT, "--student", "ben", "--force"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 worker; Dask's dashboard: http://127.0.0.1:")
    assert "1 graded, 0 skipped, 0 failed, 0 to review." in out

    assert main(["scores", ASSIGNMENT, "--why", "--student", "ben"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == ["ben: 3 of 7", "  -4 not written: sigmoid."]


@pytest.mark.slow
def test_our_own_fault_is_the_fault_of_no_student(here, capsys, monkeypatch):
    def preprocess(self, nb, resources):
        if resources["nbgrader"]["student"] == "ada":
            raise RuntimeError("no kernel today")
        return whole(self, nb, resources)

    whole = Examine.preprocess
    monkeypatch.setattr(Examine, "preprocess", preprocess)
    hand_in(here, "ada")
    hand_in(here, "ben")
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 1
    out = capsys.readouterr().out
    assert out.endswith(
        "1 graded, 0 skipped, 1 failed, 0 to review.\n"
        "Failed is our own fault, not the students': these stay as they were before, graded or not. Mend what is named "
        "here,\nand give the same command again; grading/.nbgrader.log says more:\n"
        "  RuntimeError: no kernel today\n    ada\n"
    )
    assert "│ ada" not in out
    assert "no kernel today" in here.log.read_text()
    monkeypatch.setattr(Examine, "preprocess", whole)
    assert main(["autograde", ASSIGNMENT, "--workers", "0"]) == 0
    assert "1 graded, 1 skipped, 0 failed, 0 to review." in capsys.readouterr().out


@pytest.mark.slow
def test_cells_that_changed_after_grades_were_given(here, capsys):
    import nbformat

    hand_in(here, "ada")
    assert main(["autograde", ASSIGNMENT]) == 0
    notebook = source_notebook()
    notebook.cells.append(tests_cell("test-sigmoid-more", "assert True", 1))
    nbformat.write(notebook, here.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb")
    capsys.readouterr()
    assert main(["autograde", ASSIGNMENT, "--force"]) == 1
    words = capsys.readouterr().err
    assert "does not take 01-sigmoid" in words
    assert "The log: grading/.nbgrader.log" in words
    assert "Cannot add or remove cells" in here.log.read_text()


@pytest.mark.parametrize("workers", ["0", "1"])
def test_no_process_builds_the_grammar_of_addresses(here, tmp_path, workers):
    noted = tmp_path / "noted"
    # One that is built at once, and says where.
    (tmp_path / "rfc3987_syntax.py").write_text(
        f"import sys\nwith open({str(noted)!r}, 'a') as note:\n    print(sys.orig_argv, file=note)\n"
        "def is_valid_syntax(*_): return True\n"
    )
    # Nor does a command need `alembic`, or whatever else lies beside this Python, on its path.
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}
    hand_in(here, "ada")
    for command in (["autograde", ASSIGNMENT, "--workers", workers], ["scores", ASSIGNMENT]):
        run = subprocess.run([*LRGRADE, *command], cwd=here.root, env=environment, capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (0, "")
    assert not noted.exists()
    subprocess.run([sys.executable, "-c", "import nbformat"], env=environment, check=True)
    assert noted.read_text().count("import nbformat") == 1


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_done_and_leaves_nothing_else(here):
    hand_in(here, "ada")
    hand_in(here, "ben", released({**RIGHT, "score": "while True:\n    pass"}))
    command = [*LRGRADE, "autograde", ASSIGNMENT, "--workers", "0"]
    running = subprocess.Popen(command, cwd=here.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "1/2 ada: graded\n"
    time.sleep(2)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert err.strip() == "Stopped. What is done is kept; the same command goes on from here."
    kept = {
        str(path.relative_to(here.grading / "autograded")) for path in (here.grading / "autograded").rglob("*.ipynb")
    }
    assert kept == {"ada/01-sigmoid/sigmoid.ipynb"}
    assert not list((here.grading / "autograded").glob(".*"))


@pytest.mark.slow
def test_a_terminal_gets_a_bar(here):
    hand_in(here, "ada")
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    running = subprocess.Popen(
        [*LRGRADE, "autograde", ASSIGNMENT], cwd=here.root, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += (chunk := os.read(ours, 65536))
        except OSError:
            break
        if not chunk:
            break
    os.close(ours)
    assert running.wait() == 0
    text = seen.decode()
    assert "graded ada" in text
    assert "Dask's dashboard: http://127.0.0.1:" in text
    assert "━━━" in text
    assert "1/1" in text
    assert "1/1 ada: graded" not in text


def test_without_python_inside_the_walls_grading_refuses(here, capsys, monkeypatch):
    trouble = ("Python does not work inside of the walls (it said why)", "Do this")
    monkeypatch.setattr("lrgrade.examine.walls.why_not", lambda: "")
    monkeypatch.setattr("lrgrade.examine.walls._trouble_with_python", lambda: trouble)
    hand_in(here, "ada")
    assert main(["autograde", ASSIGNMENT]) == 1
    assert capsys.readouterr().err == (
        "Submissions cannot be isolated here: Python does not work inside of the walls (it said why). Do this, or "
        "grade with --isolation=process, which separates a submission from the tests but not from this machine.\n"
    )
    assert not (here.grading / "gradebook.db").exists()


@pytest.mark.slow
def test_without_walls_grading_refuses_unless_asked(here, capsys, monkeypatch):
    monkeypatch.setattr("lrgrade.examine.walls.why_not", lambda: "there is no bubblewrap")
    hand_in(here, "ada")
    assert main(["autograde", ASSIGNMENT]) == 1
    refusal = capsys.readouterr().err
    assert refusal.startswith("Submissions cannot be isolated here: there is no bubblewrap. Install bubblewrap")
    assert len(refusal.splitlines()) == 1
    assert main(["autograde", ASSIGNMENT, "--isolation=process"]) == 0
    said = capsys.readouterr().out
    assert "ada: Graded without walls" in said
    assert "Graded with --isolation=process: apart from the tests, but not from this machine." in said
