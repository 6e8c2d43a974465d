"""What lies beside a notebook is at hand while it is graded, as in JupyterLab, and touches nothing of ours."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from helpers.commands import nbgrader
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released, source_notebook
from lrgrade.examine import execute
from lrgrade.pipeline import app_of, grade
from lrgrade.report.scores import scores_of

ANSWER = "import numpy as np\n\n\ndef curve(z):\n    return 0.5 * (1 + np.tanh(z / 2))\n"


def by(*lines):
    """A notebook that is right if these lines define sigmoid."""
    return released({**RIGHT, "sigmoid": "\n".join(lines)})


def with_cells(*sources):
    """One whose own cells, before the first answer, are these, and whose sigmoid comes from mine.py."""
    notebook = by("from mine import curve", "def sigmoid(z):", "    return curve(z)")
    notebook.cells[2:2] = [new_code_cell(source) for source in sources]
    return notebook


IMPORTS = by("import mine", "def sigmoid(z):", "    return mine.curve(z)")
WALLED = by(
    "import os, sys",
    "def sigmoid(z):",
    "    seen = [name for place in ('.', *sys.path) if os.path.isdir(place) for name in os.listdir(place)]",
    "    assert 'submission_secret.txt' not in seen and 'sigmoid.ipynb' not in seen",
    "    return 0.5 * (1 + np.tanh(z / 2))",
)
# What is handed in, and the points.
CLASS = {
    "module": ({"sigmoid.ipynb": IMPORTS, "mine.py": ANSWER}, 7),
    "package": ({"sigmoid.ipynb": IMPORTS, "mine/__init__.py": "from .parts import curve", "mine/parts.py": ANSWER}, 7),
    "written": ({"sigmoid.ipynb": with_cells(f"%%writefile mine.py\n{ANSWER}")}, 7),
    "written-anew": (
        {"sigmoid.ipynb": with_cells("%%writefile mine.py\nx = 1", f"%%writefile mine.py\n{ANSWER}"), "mine.py": "x"},
        7,
    ),
    "named-like-a-test": (
        {"sigmoid.ipynb": by("from test import curve", "def sigmoid(z):", "    return curve(z)"), "test.py": ANSWER},
        7,
    ),
    "run": ({"sigmoid.ipynb": by("%run mine.py", "def sigmoid(z):", "    return curve(z)"), "mine.py": ANSWER}, 7),
    "data": (
        {
            "sigmoid.ipynb": by(
                "half = float(open('data/half.txt').read())",
                "def sigmoid(z):",
                "    return half * (1 + np.tanh(z / 2))",
            ),
            "data/half.txt": "0.5",
        },
        7,
    ),
    "large": (
        {
            "sigmoid.ipynb": by(
                "size = len(open('large.bin', 'rb').read())",
                "def sigmoid(z):",
                "    return (0.5 if size == 12_000_000 else 0) * (1 + np.tanh(z / 2))",
            ),
            "large.bin": b"x" * 12_000_000,
        },
        7,
    ),
    "shadows": (
        {
            "sigmoid.ipynb": by(*RIGHT["sigmoid"].splitlines()),
            **{f"{name}.py": "raise SystemExit" for name in ("numpy", "lrlab", "json", "lrgrade", "helper", "pytest")},
            "lrgrade/__init__.py": "raise SystemExit",
        },
        7,
    ),
    "walled": ({"sigmoid.ipynb": WALLED, "submission_secret.txt": "c0ffee"}, 7),
    "imports-ours": ({"sigmoid.ipynb": by("import helper", *RIGHT["sigmoid"].splitlines())}, 7),
    "wrong-module": ({"sigmoid.ipynb": IMPORTS, "mine.py": "def curve(z):\n    return z"}, 3),
    "no-module": ({"sigmoid.ipynb": IMPORTS}, 3),
}


def make(root):
    """A course whose locked cell and test use a module of the teacher's, and to which the class has handed in."""
    course = make_course(root)
    source = root / "solutions" / ASSIGNMENT
    notebook = source_notebook()
    cells = {cell.id: cell for cell in notebook.cells}
    cells["imports"].source += "\nimport helper"
    cells["test-sigmoid"].source += "\nassert helper.at_zero(sigmoid) == 0.5\nassert open('half.txt').read() == '0.5'"
    nbformat.write(notebook, source / "sigmoid.ipynb")
    (source / "helper.py").write_text("def at_zero(f):\n    return f(0)\n")
    # What nobody imports does not run.
    (source / "plots.py").write_text("raise SystemExit")
    (source / "half.txt").write_text("0.5")
    for student, (files, _) in CLASS.items():
        for name, content in files.items():
            hand_in(course, student, content, name)
    return course


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = make(tmp_path_factory.mktemp("beside") / "course")
    list(grade(course, ASSIGNMENT))
    return course, {one.student: one for one in scores_of(app_of(course), ASSIGNMENT)}


@pytest.mark.parametrize("student", CLASS)
def test_what_works_beside_the_notebook_works_in_grading(graded, student):
    scores = graded[1][student]
    assert scores.score == CLASS[student][1], [(test.test, test.message) for test in scores.tests]
    # What was handed in was made for a notebook without the teacher's module.
    edited = "The cell {} is not for editing, but was edited. Our copy was used."
    said = {remark.text for remark in scores.remarks} - {edited.format("imports"), edited.format("test-sigmoid")}
    assert said == ({MISSING} if student == "no-module" else set())


MISSING = (
    "Every test of sigmoid failed for one reason, which may lie outside of the answer: name 'sigmoid' is not defined."
)


def test_nothing_of_it_stays_beside_the_graded_notebook(graded):
    course, _ = graded
    for student, (files, _) in CLASS.items():
        kept = {path.name for path in (course.grading / "autograded" / student / ASSIGNMENT).iterdir()}
        sidecars = {"submission_secret.txt"} & files.keys()
        assert kept == {"sigmoid.ipynb", "helper.py", "plots.py", "half.txt", *sidecars}
    assert (course.grading / "autograded" / "shadows" / ASSIGNMENT / "helper.py").read_text().startswith("def at_zero")


def test_nbgraders_own_command_gives_the_same(graded, tmp_path):
    course = make(tmp_path / "course")
    run = nbgrader(course, "autograde", ASSIGNMENT)
    assert run.returncode == 0, run.stderr
    assert {one.student: one for one in scores_of(app_of(course), ASSIGNMENT)} == graded[1]


def test_a_teacher_who_stands_in_a_submission_runs_none_of_it(graded, monkeypatch):
    course, _ = graded
    monkeypatch.chdir(course.grading / "submitted" / "shadows" / ASSIGNMENT)
    execute.close()
    list(grade(course, ASSIGNMENT, "module", force=True))
    assert [one.score for one in scores_of(app_of(course), ASSIGNMENT, "module")] == [7]
