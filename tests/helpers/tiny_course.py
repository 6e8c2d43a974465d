"""A complete course of three exercises that fits on a page, to be broken in one place by a test.

Its package has a name of its own each time, so that no test meets what another one imported.
"""

import itertools
import json
from pathlib import Path
from typing import Any

ASSIGNMENT = "01-numbers"
NOTEBOOK = f"solutions/{ASSIGNMENT}/numbers.ipynb"
LIST = "exercises.toml"

_number = itertools.count(1)

_LISTED = """\
title = "Learn to count."
example = "double"

[[exercise]]
name = "double"
assignment = "01-numbers"
arguments = ["x"]
silent = true
hints = [
    "What is the number, and what is it to become? Write both down.",
    "A number and itself together are two of it: which sign is that?",
    "There is a sign for two times a number. It takes arrays as well.",
]

[[exercise]]
name = "steps"
assignment = "01-numbers"
lines = ["twice", "minus_twice"]
follows = { minus_twice = "-twice" }
hints = [
    "The first line is the product that the text speaks of, in Python.",
    "The second line follows from the first: only one thing changes.",
    "Put brackets around it all before you write the minus in front.",
]

[[exercise]]
name = "by_hand"
assignment = "01-numbers"
variables = ["total"]
hints = [
    "How many numbers are there? Count them, and look for the least.",
    "Add the first two numbers, and then the third one to the result.",
    "It is a whole number between five and seven, and you know it now.",
]
"""

_NOTATION = """\
from lrlab.checking.derivation import Notation

POINTS = ({"x": "3"}, {"x": "-0.5"}, {"x": "7"})
NOTATION = Notation(symbols=("x",), points=POINTS, drawn={"x": (-5, 5)}, always=("x",), example="3*x")
"""

_PROPERTIES = """\
from lrlab.checking.requirement import Requirements

REQUIREMENTS = Requirements()
"""

_PROBES = '''\
"""Inputs for `double`."""

import numpy as np

PROBES = [{"x": 1.0}, {"x": 3}, {"x": np.array([2.0, -1.0])}]


def draw(rng):
    """A number."""
    return {"x": rng.normal()}
'''

_MISCONCEPTIONS = {
    "double": '''\
"""What students write instead of `double`."""

from lrgrade.authoring.misconceptions import misconception


@misconception("the square", "You multiply the number by itself. What does two times mean?")
def _(x):
    return x * x


@misconception("three times", "That is one time too many: count how often the number is there.")
def _(x):
    return 3 * x
''',
    "steps": '''\
"""What students write instead of the lines of `steps`."""

from lrgrade.authoring.misconceptions import misconception

misconception("the square", "You multiply x by itself. What does two times mean?", {"twice": "x*x"})
''',
    "by_hand": '''\
"""What students find instead of `by_hand`."""

from lrgrade.authoring.misconceptions import misconception

misconception("the product", "You multiply. What does the text ask you to do?", {"total": 7})
''',
}

_HIDDEN = """\
# Hidden test: {title}
# Hint: {hint}
### BEGIN HIDDEN TESTS
from lrgrade.hidden import {function}

{function}({argument})
### END HIDDEN TESTS"""

_CELLS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "title",
        "# Numbers\n\n| exercise | points |\n| --- | --- |\n| `double` | 4 |\n| `steps` | 2 |\n| `by_hand` | 2 |\n\n"
        "There are 8 points.",
        {},
    ),
    ("imports", "import numpy as np", {"locked": True}),
    ("task-double", "### Exercise: `double(x)`\n\nGive back two times x. (5 minutes, 4 points)", {}),
    (
        "double",
        'def double(x):\n    """Two times x."""\n'
        "    ### BEGIN SOLUTION\n    return np.multiply(2, x)\n    ### END SOLUTION",
        {"solution": True},
    ),
    ("test-double", "check(double)\n\nassert double(2) == 4", {"points": 2}),
    (
        "test-double-drawn",
        _HIDDEN.format(title="ours.", hint="try 3.", function="agrees", argument="double"),
        {"points": 1},
    ),
    (
        "test-double-silent",
        _HIDDEN.format(title="quiet.", hint="try 3.", function="silent", argument="double"),
        {"points": 1},
    ),
    ("task-steps", "### Exercise: `steps`\n\nTwo times x, and minus that. (5 minutes, 2 points)", {}),
    (
        "steps",
        'steps = {"twice": "...", "minus_twice": "..."}\n### BEGIN SOLUTION\n'
        'steps = {"twice": "2*x", "minus_twice": "-2*x"}\n### END SOLUTION',
        {"solution": True},
    ),
    ("test-steps", "check(steps)", {"points": 1}),
    (
        "test-steps-algebra",
        _HIDDEN.format(title="ours.", hint="try it.", function="agrees", argument="steps"),
        {"points": 1},
    ),
    ("task-by-hand", "### Exercise: `by_hand`\n\nAdd 1, 2 and 3. (1 minute, 2 points)", {}),
    (
        "by_hand",
        "total = ...\n### BEGIN SOLUTION\ntotal = 6  # 1 + 2 + 3\n### END SOLUTION",
        {"solution": True},
    ),
    ("test-by_hand", 'check({"total": total}, "by_hand")', {"points": 1}),
    (
        "test-by_hand-values",
        _HIDDEN.format(title="ours.", hint="try it.", function="agrees", argument='{"total": total}, "by_hand"'),
        {"points": 1},
    ),
]


class TinyCourse:
    """The course in a folder. Whatever is written here is one change of one thing."""

    def __init__(self, root: Path):
        self.root, self.package = root, f"tiny{next(_number)}"
        self.write(f"{self.package}/__init__.py", "")
        self.write(f"{self.package}/{LIST}", _LISTED)
        self.write(f"{self.package}/notation.py", _NOTATION)
        self.write(f"{self.package}/properties.py", _PROPERTIES)
        self.write("grading/exercises/double/probes.py", _PROBES)
        for name, text in _MISCONCEPTIONS.items():
            self.write(f"grading/exercises/{name}/misconceptions.py", text)
        self.write_notebook(
            {
                "cells": [_cell(*cell) for cell in _CELLS],
                "metadata": {"language_info": {"name": "python"}},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        )

    @property
    def list(self) -> str:
        """The list of exercises, as seen from the course folder."""
        return f"{self.package}/{LIST}"

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text in a file, once."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, old
        self.write(name, text.replace(old, new, 1))

    def notebook(self) -> dict[str, Any]:
        """The source notebook as JSON, each cell's source in one piece."""
        notebook = json.loads((self.root / NOTEBOOK).read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        return notebook

    def write_notebook(self, notebook: dict[str, Any]) -> None:
        """Write the source notebook."""
        self.write(NOTEBOOK, json.dumps(notebook, indent=1))

    def in_cell(self, name: str, old: str, new: str) -> None:
        """Change a text in a cell, once."""
        notebook = self.notebook()
        cell = next(cell for cell in notebook["cells"] if cell["id"] == name)
        assert old in cell["source"], old
        cell["source"] = cell["source"].replace(old, new, 1)
        self.write_notebook(notebook)

    def of_cell(self, name: str, **facts: Any) -> None:
        """Change a cell's nbgrader metadata; its id, too, where that is among them."""
        notebook = self.notebook()
        cell = next(cell for cell in notebook["cells"] if cell["id"] == name)
        cell["id"] = facts.pop("id", cell["id"])
        cell["metadata"].setdefault("nbgrader", {}).update(facts)
        for key in [key for key, value in facts.items() if value is None]:
            del cell["metadata"]["nbgrader"][key]
        self.write_notebook(notebook)

    def drop_cell(self, name: str) -> dict[str, Any]:
        """Take a cell out, and give it."""
        notebook = self.notebook()
        cell = next(cell for cell in notebook["cells"] if cell["id"] == name)
        notebook["cells"].remove(cell)
        self.write_notebook(notebook)
        return cell

    def add_cell(self, place: int, cell: dict[str, Any]) -> None:
        """Put a cell in."""
        notebook = self.notebook()
        notebook["cells"].insert(place, cell)
        self.write_notebook(notebook)


def _cell(name: str, source: str, facts: dict[str, Any]) -> dict[str, Any]:
    if name == "title" or name.startswith("task"):
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}
    kind = {"grade": "points" in facts, "solution": False, "locked": not facts.get("solution"), "task": False}
    metadata = {"nbgrader": {"grade_id": name, "schema_version": 3, **kind, **facts}}
    return {
        "cell_type": "code", "execution_count": None, "id": name, "metadata": metadata, "outputs": [], "source": source
    }  # fmt: skip
