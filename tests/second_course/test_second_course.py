"""A second course, of linear regression, is taught and graded by the same engine and grader, without the first one.

Everything runs in fresh processes. What they import as `lrlab` is a copy of it
without `lrlab/course`, and the second course's package asks, in each process
that imports it, whether the first one is in reach.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.course import COURSE, ROOT, forget, our_answer
from lrgrade.authoring.build import build
from lrgrade.hidden import agrees_with_ours
from lrlab.checking.judge import judge
from lrlab.exercises import course_of

HERE = Path(__file__).parent / "course"
SCRIPTS = Path(sys.executable).parent
MOST_LINES = 200

# What the copy of the second course's package does in addition, wherever it is imported.
QUESTION = """
from importlib.util import find_spec

if find_spec("lrlab.course"):
    raise ImportError("the first course is in reach")
try:
    with open({noted!r}, "a") as file:
        print(*__import__("sys").orig_argv, file=file)
except OSError:
    pass  # A sandbox cannot write there, nor see it.
"""

RIGHT = {
    "line": "def line(x, w, b):\n    return b + x * w",
    "mean_squared_error": "def mean_squared_error(y_hat, y):\n    return np.mean((y - y_hat) ** 2)",
    "slope_steps": 'slope_steps = dict(dL_dyhat="2*y_hat - 2*y", dyhat_dw="x", dL_dw="2*x*(w*x + b - y)")',
}
WRONG = RIGHT | {
    "line": "def line(x, w, b):\n    return w * x",
    "slope_steps": 'slope_steps = dict(dL_dyhat="2*(y_hat - y)", dyhat_dw="x", dL_dw="2*(y_hat - y)")',
}
LEAVES = RIGHT | {"line": "import os\n\n\ndef line(x, w, b):\n    os._exit(0)"}
ASKS = "import lrlab.course"


@dataclass(frozen=True)
class Clone:
    """The second course in a folder of its own, and the commands that are run there."""

    root: Path
    environment: dict[str, str]

    def run(self, *words, folder="", status=0, **more):
        """What a command prints. It is one of this environment's programs, or Python itself."""
        command = [str(SCRIPTS / words[0]), *words[1:]]
        ended = subprocess.run(
            command,
            cwd=self.root / folder,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == status, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr * (status != 0)

    def release(self):
        return nbformat.read(self.root / "notebooks" / "01-line" / "line.ipynb", as_version=4)

    def autograded(self, student):
        path = self.root / "grading" / "autograded" / student / "01-line" / "line.ipynb"
        return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def copied(folder):
    """A clone that is not built yet."""
    leave_out = shutil.ignore_patterns("__pycache__")
    root = shutil.copytree(HERE, folder / "linear", ignore=leave_out)
    with (root / "linreg" / "__init__.py").open("a") as file:
        file.write(QUESTION.format(noted=str(folder / "noted")))
    without = shutil.copytree(ROOT / "lrlab", folder / "engine" / "lrlab", ignore=leave_out)
    shutil.rmtree(without / "course")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LRLAB", "LRGRADE", "PYTHON"))}
    return Clone(root, {**kept, "PYTHONPATH": f"{without.parent}{os.pathsep}{root}"})


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("second"))


@pytest.fixture(scope="module")
def built(clone):
    return clone, clone.run("lrgrade", "build")


@pytest.fixture(scope="module")
def learned(built):
    """A learner's session in the built notebook: each cell's name, and what it showed."""
    clone, _ = built
    given = {cell.id: cell.source for cell in clone.release().cells}
    session = {
        "imports": given["imports"],
        "not yet": "from linreg import line",
        "a wrong line": f"{WRONG['line']}\n\n\ncheck(line)",
        "a hint": 'print(hint("line"))',
        "line": RIGHT["line"],
        "test-line": given["test-line"],
        "the workbook": "from linreg import line as mine\n\nprint(mine(2.0, 3.0, 1.0))",
        "mean_squared_error": RIGHT["mean_squared_error"],
        "test-mean_squared_error": given["test-mean_squared_error"],
        "wrong steps": f"{WRONG['slope_steps']}\ncheck(slope_steps)",
        "slope_steps": RIGHT["slope_steps"],
        "test-slope_steps": given["test-slope_steps"],
        "the first course": ASKS,
    }
    path = clone.root / "notebooks" / "01-line" / "session.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in session.values()]), path)
    clone.run("jupyter", "execute", "--inplace", "--allow-errors", str(path))
    ran = nbformat.read(path, as_version=4)
    path.unlink()
    return clone, {name: _shown(cell) for name, cell in zip(session, ran.cells, strict=True)}


@pytest.fixture(scope="module")
def graded(built):
    """A class of three, graded by the command; what it printed."""
    clone, _ = built
    source = str(clone.root / "solutions" / "01-line" / "line.ipynb")
    for student, answers in {"ada": RIGHT, "ben": WRONG, "eve": LEAVES}.items():
        notebook = clone.release()
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        notebook.cells += [new_code_cell(ASKS, id="asks"), new_code_cell(f"open({source!r})", id="opens")]
        path = clone.root / "grading" / "submitted" / student / "01-line" / "line.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    return clone, clone.run("lrgrade", "autograde", "01-line", "--workers", "1", COLUMNS="120")


def _shown(cell):
    parts = [
        output.get("text") or output.get("data", {}).get("text/plain") or f"{output.ename}: {output.evalue}"
        for output in cell.outputs
    ]
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(parts)).rstrip()


def test_it_is_small():
    files = [path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    counted = {path: len(path.read_text().splitlines()) for path in files if path.suffix != ".ipynb"}
    assert len(files) - len(counted) == 1
    assert sum(counted.values()) <= MOST_LINES


def test_it_is_built(built):
    clone, said = built
    assert said.splitlines() == [
        "wrote grading/editions.json",
        "wrote notebooks/01-line/line.ipynb",
        "wrote linreg/reference/line.json",
        "wrote linreg/reference/mean_squared_error.json",
        "wrote linreg/reference/slope_steps.json",
    ]
    assert clone.run("lrgrade", "build") == "Nothing to do: all is up to date.\n"
    sources = "\n".join(cell.source for cell in clone.release().cells)
    assert "raise NotImplementedError()" in sources
    assert "return np.multiply(w, x) + b" not in sources
    assert "agrees(line)" not in sources


@pytest.mark.slow
def test_its_source_runs_and_shows_what_is_stored(built):
    clone, _ = built
    assert clone.run("lrgrade", "run", "01-line") == "Nothing to do: its outputs are the same.\n"
    cells = nbformat.read(clone.root / "solutions" / "01-line" / "line.ipynb", as_version=4).cells
    shown = [_shown(cell) for cell in cells if cell.cell_type == "code" and cell.outputs]
    assert shown == [f"✓ `{name}` is right." for name in RIGHT]


def test_the_question_is_answered_where_the_first_course_is_in_reach(tmp_path):
    clone = copied(tmp_path)
    shutil.copytree(ROOT / "lrlab" / "course", tmp_path / "engine" / "lrlab" / "course")
    said = clone.run("lrgrade", "build", status=1)
    assert said.splitlines()[1:] == [
        "grading/nbgrader_config.py: the package linreg cannot be imported (the first course is in reach): install "
        "this clone with `pip install -e .`."
    ]


def test_an_exercise_that_is_not_solved_yet(learned):
    _, shown = learned
    assert "`line` is not solved yet: you write it in 01-line/line.ipynb." in shown["not yet"]
    assert "`python -m linreg reveal line` in a terminal" in shown["not yet"]


def test_a_wrong_answer_is_named_and_a_hint_is_opened(learned):
    _, shown = learned
    assert "✗ `line` gives a wrong value." in shown["a wrong line"]
    assert "line(2.0, 3.0, 1.0)" in shown["a wrong line"]
    assert "This looks like: the intercept is forgotten. Your line runs through the origin" in shown["a wrong line"]
    assert "Hint 1 of 2 for line" in shown["a hint"]
    assert "Put x = 0 into the formula. What should be left?" in shown["a hint"]


@pytest.mark.parametrize("name", ["line", "mean_squared_error", "slope_steps"])
def test_a_right_answer_is_saved(learned, name):
    _, shown = learned
    assert " ".join(shown[f"test-{name}"].split()) == (
        f"✓ `{name}` is right. Saved to your workbook: `from linreg import {name}` gives you this one from now on."
    )


def test_what_is_saved_can_be_imported(learned):
    clone, shown = learned
    assert shown["the workbook"] == "7.0"
    assert (clone.root / "workbook" / "line.py").read_text() == (
        '"""line: your own, from 01-line."""\n\ndef line(x, w, b):\n    return b + x * w\n'
    )


def test_a_derivation_is_compared_in_the_symbols_of_this_course(learned):
    _, shown = learned
    assert "✗ The line `dL_dw` is not right." in shown["wrong steps"]
    assert "at:        y = 1, y_hat = 0.5, x = 3, w = 0.5, b = -1" in shown["wrong steps"]
    assert "This looks like: the inner derivative is forgotten." in shown["wrong steps"]


@pytest.mark.slow
def test_the_learners_command(learned):
    clone, _ = learned
    status = clone.run("python", "-m", "linreg", "status")
    assert "✓ line                       solved     3 points, 1 hint opened" in status
    assert "Points so far: 6 by the checks you can see, and 3 more that hidden tests decide,\nof 9 in all." in status
    assert clone.run("lrlab", "status", LRLAB_COURSE="linreg") == status
    results = json.loads(clone.run("python", "-m", "linreg", "check", "01", "--json", status=1))
    assert [result["test"] for result in results] == ["test-line", "test-mean_squared_error", "test-slope_steps"]
    assert "`line` is not written yet." in results[0]["message"]


@pytest.mark.slow
def test_a_class_is_graded(graded):
    clone, said = graded
    rows = [[word.strip() for word in line.split("│")[1:-1]] for line in said.splitlines() if line.startswith("│")]
    assert rows == [
        ["ada", "3/3", "3/3", "3/3", "9/9", ""],
        ["ben", "0/3", "3/3", "0/3", "3/9", ""],
        ["eve", "0/3", "3/3", "3/3", "6/9", "crashed (2 tests)"],
    ]
    assert said.endswith("3 graded, 0 skipped, 0 failed, 0 to review.\n")
    assert "without walls" not in said
    assert _shown(clone.autograded("ada")["added-2"]).startswith("FileNotFoundError: ")


@pytest.mark.slow
def test_the_report_names_the_mistakes(graded):
    clone, _ = graded
    said = clone.run("lrgrade", "scores", "01-line", "--why")
    assert "wrong: line gives a wrong value. (This looks like: the intercept is forgotten)" in said
    assert "wrong: The line dL_dw is not right. (This looks like: the inner derivative is forgotten)" in said
    assert "crashed: line ended the Python process with exit code 0. Does it leave Python?" in said


@pytest.mark.slow
def test_nbgraders_own_commands(graded):
    clone, _ = graded
    before = clone.run("lrgrade", "scores", "01-line", "--why")
    clone.run("nbgrader", "autograde", "01-line", "--student", "ben", "--force", folder="grading")
    assert clone.run("lrgrade", "scores", "01-line", "--why") == before
    clone.run("nbgrader", "generate_feedback", "01-line", folder="grading")
    pages = {path.parts[-3]: path for path in clone.root.glob("grading/feedback/*/01-line/line.html")}
    assert sorted(pages) == ["ada", "ben", "eve"]
    assert "the intercept is forgotten" in pages["ben"].read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_first_course_is_nowhere_in_reach(learned, graded):
    clone, shown = learned
    missing = "ModuleNotFoundError: No module named 'lrlab.course'"
    assert shown["the first course"] == missing
    assert _shown(clone.autograded("ada")["added-1"]) == missing
    noted = (clone.root.parent / "noted").read_text()
    for process in ("ipykernel_launcher", "lrgrade build", "lrgrade autograde", "spawn_main", "examine.examiner"):
        assert process in noted


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """The root of the second course, whose package can be imported here."""
    root = shutil.copytree(HERE, tmp_path / "linear")
    monkeypatch.syspath_prepend(root)
    yield root
    forget("linreg")


def test_two_courses_in_one_process(beside):
    linear = course_of("linreg")
    assert {path.stem for path in build(beside, linear.package)} == {"editions", *linear.exercises}
    of_linear, ours = next(iter(linear.exercises.values())), next(iter(COURSE.exercises.values()))
    for folder, exercise, answer in (
        (beside, of_linear, lambda x, w, b: w * x + b),
        (ROOT, ours, our_answer(ours.name)),
        (beside, of_linear, lambda x, w, b: b + w * x),
    ):
        assert judge(exercise, answer).fault is None
        agrees_with_ours(folder, exercise, answer)
    fault = judge(linear.exercises["slope_steps"], {"dL_dyhat": "2*(y_hat - y)", "dyhat_dw": "w", "dL_dw": "x"}).fault
    assert fault is not None
    assert fault.key == "wrong_line"
