"""A small course of two exercises in a folder of its own, and submissions to it."""

import json
import shutil

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.course import ROOT
from lrgrade.course.converters import release_notebook
from lrgrade.course.folder import CourseFolder

ASSIGNMENT = "01-sigmoid"

RIGHT = {
    "score": "def score(X, w, b):\n    return X @ w + b",
    "sigmoid": "def sigmoid(z):\n    return 0.5 * (1 + np.tanh(z / 2))",
}

_SCORE = '''def score(X, w, b):
    """z = X·w + b."""
    ### BEGIN SOLUTION
    return X @ w + b
    ### END SOLUTION'''

_SIGMOID = '''def sigmoid(z):
    """1 / (1 + exp(-z))."""
    ### BEGIN SOLUTION
    return 0.5 * (1 + np.tanh(z / 2))
    ### END SOLUTION'''

_TEST_SCORE = "# By hand: 3 + 4 - 1 = 6.\nassert score(np.array([1.0, 2.0]), np.array([3.0, 2.0]), -1.0) == 6"

_TEST_SCORE_MATRIX = """# Hidden test: score takes a whole matrix.
# Hint: one score for each row.
### BEGIN HIDDEN TESTS
secret = np.array([[1.0, 2.0], [4.0, 8.0]])
assert score(secret, np.array([1.0, 1.0]), 0.0).tolist() == [3, 12], "score is wrong on a matrix."
### END HIDDEN TESTS"""

_TEST_SIGMOID = """# The lecture's value: sigma(0) = 0.5.
assert sigmoid(0) == 0.5, "sigmoid(0) should be 0.5."
assert abs(sigmoid(2.0) - 0.8807970779778823) < 1e-12, "sigmoid(2) should be 0.88."
# With large numbers the textbook formula warns; that costs nothing here.
assert sigmoid(-1000.0) < 1e-12"""


def solution(name, source):
    return _cell(source, name, solution=True)


def tests(name, source, points):
    return _cell(source, name, grade=True, locked=True, points=points)


tests.__test__ = False


def _cell(source, name, *, grade=False, locked=False, solution=False, points=None):
    facts = {"grade_id": name, "grade": grade, "locked": locked, "solution": solution, "task": False}
    if points is not None:
        facts["points"] = points
    return new_code_cell(source, id=name, metadata={"nbgrader": {**facts, "schema_version": 3}})


def source_notebook():
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Sigmoid", id="title"),
            _cell("import numpy as np", "imports", locked=True),
            solution("score", _SCORE),
            tests("test-score", _TEST_SCORE, 2),
            tests("test-score-matrix", _TEST_SCORE_MATRIX, 1),
            new_code_cell("step = 3", id="play"),
            new_markdown_cell("Now the curve.", id="curve"),
            solution("sigmoid", _SIGMOID),
            tests("test-sigmoid", _TEST_SIGMOID, 4),
        ]
    )
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return notebook


def released(answers=None):
    """The student version with some answers filled in."""
    notebook = source_notebook()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.metadata.get("nbgrader", {}).get("solution"):
            head = cell.source.partition("    ### BEGIN SOLUTION")[0]
            cell.source = (answers or {}).get(name, f"{head}    # YOUR CODE HERE\n    raise NotImplementedError()")
        cell.source = cell.source.partition("### BEGIN HIDDEN")[0].rstrip()
    return notebook


def make_course(root):
    """A course folder with `solutions/` and nbgrader's configuration, and no gradebook yet."""
    (root / "grading").mkdir(parents=True)
    (root / "solutions" / ASSIGNMENT).mkdir(parents=True)
    nbformat.write(source_notebook(), root / "solutions" / ASSIGNMENT / "sigmoid.ipynb")
    shutil.copy(ROOT / "grading" / "nbgrader_config.py", root / "grading")
    return CourseFolder(root)


def release(course):
    """Put the release of the source into `notebooks/`, as a build does."""
    path = course.root / "notebooks" / ASSIGNMENT / "sigmoid.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(release_notebook(course.root, ASSIGNMENT), path)
    return path


def hand_in(course, student, content=None, name="sigmoid.ipynb"):
    """Put a submission down; bytes and text are written as they are, no content is a right notebook."""
    path = course.grading / "submitted" / student / ASSIGNMENT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    else:
        path.write_text(json.dumps(content if content is not None else released(RIGHT), indent=1), encoding="utf-8")
    return path
