"""The command `lrlab`, in a folder of its own with the real notebooks."""

import json
import shutil
import subprocess
import sys

import nbformat
import psutil
import pytest

from helpers import small_course
from helpers.course import COURSE, EXERCISES, ROOT
from lrlab.cli import main
from lrlab.workbook.kernel import OwnPythonSpecs
from lrlab.workbook.running import run_tests
from lrlab.workbook.solutions import model_source

RIGHT = {"score": "def score(X, w, b):\n    return X @ w + b"}


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A clone's `notebooks` and `solutions`, with a workbook of its own, as the current folder."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LRLAB_SAVE", "1")
    monkeypatch.delenv("LRLAB_WORKBOOK", raising=False)
    return tmp_path


def test_a_course_that_is_not_installed_is_named(monkeypatch, capsys):
    monkeypatch.setenv("LRLAB_COURSE", "tiny")
    assert main(["status"]) == 2
    assert capsys.readouterr().err == "The course cannot be read: ModuleNotFoundError: No module named 'tiny'.\n"


def fill(path, answers):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    nbformat.write(notebook, path)


@pytest.mark.parametrize(
    "arguments", [["status"], ["start", "--no-browser"], ["check", "01-sigmoid"], ["hint", "score"]]
)
def test_outside_a_course_it_says_so_and_how_to_get_one(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LRLAB_WORKBOOK", raising=False)
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("There is no course here")
    assert "nbgrader fetch_assignment 00-classifiers" in said


def test_without_a_command_it_shows_its_commands(capsys):
    assert main([]) == 2
    assert "open JupyterLab at the first notebook that is not finished" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["reveal", "hint"])
def test_a_name_that_is_no_exercise_is_refused_with_a_guess(command, course, capsys):
    assert main([command, "sigmoidal"]) == 2
    assert capsys.readouterr().err == "There is no exercise 'sigmoidal'. Did you mean sigmoid?\n"
    assert main([command, "xyz"]) == 2
    assert "There are: posterior, most_probable," in capsys.readouterr().err


@pytest.mark.parametrize("name", ["01-sigmoid", "01", "score"])
def test_check_knows_a_notebook_by_its_assignment_and_by_its_exercises(name, course, capsys):
    assert main(["check", name]) == 1
    assert "0 of 4 tests pass." in capsys.readouterr().out


def test_check_passes_only_if_all_pass(course, capsys):
    notebook = course / "notebooks/01-sigmoid/sigmoid.ipynb"
    fill(notebook, RIGHT)
    assert main(["check", str(notebook)]) == 1
    said = capsys.readouterr().out
    assert "✓ test-score (1 point)" in said
    assert "✗ test-sigmoid (2 points)\n    ✗ `sigmoid` is not written yet." in said
    assert "1 of 4 tests pass." in said


def test_check_speaks_json(course, capsys):
    assert main(["check", "01-sigmoid", "--json"]) == 1
    results = json.loads(capsys.readouterr().out)
    assert [result["test"] for result in results] == [
        "test-score",
        "test-sigmoid",
        "test-predict_proba",
        "test-predict",
    ]
    assert not any(result["passed"] for result in results)


def test_a_complete_notebook_passes_and_fills_the_workbook(course, capsys):
    assert main(["check", "solutions/01-sigmoid/sigmoid.ipynb"]) == 0
    assert main(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out.partition("graded.\n")[2])
    solved = [row["exercise"] for row in status["exercises"] if row["state"] == "solved"]
    assert solved == [exercise.name for exercise in COURSE.of("01-sigmoid")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot be read as a notebook"),
        (b"\xff\xfe\x00", "cannot be read as a notebook"),
        (b'{"cells": [', "cannot be read as a notebook"),
        (b"[1, 2]", "cannot be read as a notebook"),
        (b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "has no tests"),
    ],
)
def test_a_damaged_notebook_is_one_sentence(content, said, tmp_path, capsys):
    path = tmp_path / "mine.ipynb"
    path.write_bytes(content)
    assert main(["check", str(path)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert str(path) in error
    assert len(error.strip().splitlines()) == 1


def test_a_missing_notebook_and_a_folder_are_one_sentence(tmp_path, capsys):
    assert main(["check", str(tmp_path / "none.ipynb")]) == 2
    assert main(["check", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"There is no file {tmp_path / 'none.ipynb'}. The notebooks of the course are "
        f"{', '.join(COURSE.assignments)}.\n"
        f"{tmp_path} is a folder. Name the notebook in it.\n"
    )


def test_status_says_what_is_next(course, capsys):
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert "· score                      unsolved   2 points" in said
    assert said.endswith("Next: posterior, in classifiers.ipynb.\n")


def test_hints_open_one_at_a_time_and_are_counted(course, capsys):
    assert main(["hint", "score"]) == 0
    assert "Hint 1 of 3 for score" in capsys.readouterr().out
    main(["hint", "score"])
    assert "Hint 2 of 3 for score" in capsys.readouterr().out
    main(["status"])
    assert "unsolved   2 points, 2 hints opened" in capsys.readouterr().out


def test_reveal_shows_saves_and_marks_the_answer(course, capsys):
    assert main(["reveal", "sigmoid"]) == 0
    assert model_source(ROOT, EXERCISES["sigmoid"]) in capsys.readouterr().out
    main(["status"])
    said = capsys.readouterr().out
    assert "○ sigmoid                    revealed   4 points" in said
    assert "Points so far: 0 by the checks" in said


def test_reveal_leaves_an_answer_of_ones_own(course, capsys):
    mine = '"""sigmoid: your own, from 01-sigmoid."""\n'
    (course / "workbook").mkdir()
    (course / "workbook" / "sigmoid.py").write_text(mine)
    assert main(["reveal", "sigmoid"]) == 0
    assert "your own answer stays" in capsys.readouterr().out
    assert (course / "workbook" / "sigmoid.py").read_text() == mine


def test_reveal_takes_a_whole_notebook_but_leaves_what_is_solved(course, capsys):
    (course / "workbook").mkdir()
    (course / "workbook" / "sigmoid.py").write_text("def sigmoid(z):\n    return z\n")
    assert main(["reveal", "01-sigmoid"]) == 0
    assert capsys.readouterr().out.startswith("To reveal: score, predict_proba, predict.\n")
    assert main(["reveal", "01-sigmoid"]) == 0
    assert "nothing, you have them all" in capsys.readouterr().out


def test_reveal_without_solutions_says_so(course, capsys):
    shutil.rmtree(course / "solutions")
    assert main(["reveal", "sigmoid"]) == 1
    assert "`sigmoid` cannot be revealed: our answers are not at hand" in capsys.readouterr().err


def test_start_opens_the_first_unsolved_notebook(course, monkeypatch, capsys):
    calls = []
    monkeypatch.setattr(subprocess, "call", lambda command: calls.append(command) or 0)
    assert main(["start", "--no-browser"]) == 0
    assert calls == [
        [
            sys.executable,
            "-m",
            "jupyterlab",
            f"--ServerApp.root_dir={course}",
            f"--ServerApp.preferred_dir={course}",
            "--FileContentsManager.preferred_dir=",
            "--ServerApp.kernel_spec_manager_class=lrlab.workbook.kernel.OwnPythonSpecs",
            "--no-browser",
            str(course / "notebooks/00-classifiers/classifiers.ipynb"),
        ]
    ]
    assert capsys.readouterr().out == "Next: posterior, in classifiers.ipynb.\n"


@pytest.mark.parametrize(
    ("user", "flags", "status", "said"),
    [
        (0, [], 1, "You are root, and as root it starts only by `lrlab start --allow-root`"),
        (0, ["--allow-root"], 1, ""),
        (0, [], 0, ""),
        (1000, [], 1, ""),
    ],
)
def test_start_as_root_says_what_to_do(user, flags, status, said, course, monkeypatch, capsys):
    calls = []
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setattr(subprocess, "call", lambda command: calls.append(command) or status)
    assert main(["start", *flags]) == status
    assert said in capsys.readouterr().err if said else capsys.readouterr().err == ""
    assert ("--allow-root" in calls[0]) == bool(flags)


FOREIGN = {"argv": ["/bin/false", "{connection_file}"], "display_name": "Foreign", "language": "python"}


@pytest.fixture
def of_another_program(tmp_path, monkeypatch):
    """Kernels that another program has installed, one of them as `python3`."""
    for name in ("python3", "other"):
        path = tmp_path / "jupyter" / "kernels" / name / "kernel.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(FOREIGN))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))


@pytest.mark.usefixtures("of_another_program")
def test_check_runs_in_the_python_that_knows_lrlab(course, capsys):
    fill(course / "notebooks/01-sigmoid/sigmoid.ipynb", RIGHT)
    main(["check", "01-sigmoid"])
    assert "✓ test-score (1 point)" in capsys.readouterr().out
    specs = OwnPythonSpecs()
    assert specs.get_all_specs()["python3"]["spec"]["argv"][0] == sys.executable
    assert specs.get_kernel_spec("other").display_name == "Foreign"


@pytest.mark.slow
@pytest.mark.usefixtures("of_another_program")
@pytest.mark.parametrize(
    "chosen",
    [
        "c.ServerApp.preferred_dir = '/usr'\nc.ServerApp.root_dir = '/usr'",
        "c.FileContentsManager.preferred_dir = 'nowhere'",
    ],
)
def test_start_works_whatever_folder_a_user_has_chosen(chosen, course, tmp_path, monkeypatch):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "jupyter_server_config.py").write_text(chosen)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    command = [sys.executable, "-c", "from lrlab.cli import main; main()", "start", "--no-browser", "--allow-root"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as started:
        said = []
        for line in started.stderr:
            said.append(line)
            if "?token=" in line:
                break
        for server in psutil.Process(started.pid).children():
            server.terminate()
    assert "?token=" in said[-1], "".join(said)


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (
            "half = float(input('half? '))",
            "A cell before it stopped with StdinNotImplementedError: raw_input was called, but this frontend does not "
            "support input requests. Nobody is there to answer an `input()`: put the value itself into the cell.",
        ),
        ("half = 1 / 0", "A cell before it stopped with ZeroDivisionError: division by zero."),
    ],
    ids=["a question", "another error"],
)
def test_a_test_that_misses_a_name_tells_of_the_cell_that_stopped(tmp_path, begin, said):
    answers = {**small_course.RIGHT, "sigmoid": f"{begin}\ndef sigmoid(z):\n    return half"}
    path = tmp_path / "sigmoid.ipynb"
    nbformat.write(small_course.released(answers), path)
    _, result = [one.message for one in run_tests(COURSE, path)][:2]
    assert result == f"NameError: name 'sigmoid' is not defined\n{said}"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("while True:\n        pass", "a cell took longer than 5 seconds. Is there an endless loop?"),
        ("import os; os._exit(1)", "its kernel died. Does a cell use too much memory, or call exit()?"),
    ],
    ids=["an endless loop", "an exit"],
)
def test_a_cell_that_never_ends_is_told_and_costs_what_comes_after_it(tmp_path, end, said):
    # No cell before it takes more than a moment, however little of the machine it gets: none imports lrlab.
    answers = {**small_course.RIGHT, "sigmoid": f"def sigmoid(z):\n    print('Trying.')\n    {end}"}
    notebook = small_course.released(answers)
    notebook.cells.append(small_course.tests("test-after", "assert True", 1))
    path = tmp_path / "sigmoid.ipynb"
    nbformat.write(notebook, path)
    results = [(one.test, one.passed, one.message) for one in run_tests(COURSE, path, seconds=5)]
    stopped = f"The notebook was stopped: {said}"
    assert results == [("test-score", True, ""), ("test-sigmoid", False, stopped), ("test-after", False, stopped)]
