"""What `lrgrade new` writes: texts and cells that say by `TODO:` what belongs there.

As long as a TODO is left, `lrgrade build` asks for it and writes nothing.
"""

import json
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lrgrade.course.source import BEGIN_HIDDEN, END_HIDDEN
from lrlab.exercises import Course, Exercise
from lrlab.flaws import KIND_OF_KEY
from lrlab.workbook.hints import HINT_STEPS
from lrlab.workbook.solutions import BEGIN_SOLUTION, END_SOLUTION

_KEY_OF_KIND = {kind: key for key, kind in KIND_OF_KEY.items()}


def entry(exercise: Exercise) -> str:
    """An exercise in the list."""
    hints = "".join(f'    "TODO: {step}",\n' for step in HINT_STEPS)
    return (
        "[[exercise]]\n"
        f'name = "{exercise.name}"\n'
        f'assignment = "{exercise.assignment}"\n'
        f"{_KEY_OF_KIND[exercise.kind]} = {json.dumps(exercise.parameters)}\n"
        f"hints = [\n{hints}]\n"
    )


def statement(exercise: Exercise) -> NotebookNode:
    """The cell that says what is asked."""
    what = {"function": "argument", "derivation": "line", "values": "variable"}[exercise.kind]
    rows = [f"| `{name}` | TODO: what {name} is, and of which shape |" for name in exercise.parameters]
    if exercise.kind == "function":
        rows.append("| **returns** | TODO: what comes back, and of which shape |")
    text = "\n".join(
        [
            f"### Exercise: `{exercise.signature}`",
            "",
            "TODO: what is asked, and what for",
            "",
            f"| {what} | |",
            "| --- | --- |",
            *rows,
            "",
            "*By hand:* TODO: a small example that can be worked out on paper",
            "",
            f'Stuck? `hint("{exercise.name}")` opens one hint at a time. (TODO: how many minutes, 2 points)',
        ]
    )
    return new_markdown_cell(text, id=f"task-{exercise.name.replace('_', '-')}")


def answer(exercise: Exercise) -> NotebookNode:
    """The cell in which students write, with the model answer between its marks."""
    return _cell(exercise.name, _ANSWERS[exercise.kind](exercise), solution=True)


def _function(exercise: Exercise) -> str:
    return (
        f'def {exercise.signature}:\n    """TODO: what comes back, in a line"""\n    {BEGIN_SOLUTION}\n'
        f'    raise NotImplementedError("TODO: the model answer")\n    {END_SOLUTION}'
    )


def _derivation(exercise: Exercise) -> str:
    blank = "".join(f'    "{line}": "...",\n' for line in exercise.parameters)
    right = "".join(f'    "{line}": "TODO: the line {line}",\n' for line in exercise.parameters)
    name = exercise.name
    return f"{_FILL_IN}{name} = {{\n{blank}}}\n{BEGIN_SOLUTION}\n{name} = {{\n{right}}}\n{END_SOLUTION}"


def _values(exercise: Exercise) -> str:
    blank = "".join(f"{name} = ...\n" for name in exercise.parameters)
    right = "".join(f"{name} = ...  # TODO: the value of {name}\n" for name in exercise.parameters)
    return f"{_FILL_IN}{blank}{BEGIN_SOLUTION}\n{right}{END_SOLUTION}"


_FILL_IN = "# Put what is asked for in place of each ..., and delete the line that raises NotImplementedError.\n"
_ANSWERS = {"function": _function, "derivation": _derivation, "values": _values}


def visible_test(exercise: Exercise) -> NotebookNode:
    """The test that students see."""
    source = f"check({_given(exercise)})\n\n# TODO: the example by hand, as an assert with a message"
    return _cell(f"test-{exercise.name}", source, grade=True, locked=True, points=1)


def hidden_test(exercise: Exercise, function: str = "agrees") -> NotebookNode:
    """A test that students do not see. function: what it asks, `agrees` or `silent`."""
    lines = [
        "# Hidden test: TODO: what it asks, in a sentence for students",
        "# Hint: TODO: what to try",
        BEGIN_HIDDEN,
        f"from lrgrade.hidden import {function}",
        "",
        f"{function}({_given(exercise)})",
        END_HIDDEN,
    ]
    what = "silent" if function == "silent" else "drawn"
    return _cell(f"test-{exercise.name}-{what}", "\n".join(lines), grade=True, locked=True, points=1)


def _given(exercise: Exercise) -> str:
    """What a test gives to `check` and `agrees`."""
    if exercise.kind != "values":
        return exercise.name
    pairs = ", ".join(f'"{name}": {name}' for name in exercise.parameters)
    return f'{{{pairs}}}, "{exercise.name}"'


def title_row(exercise: Exercise, header: list[str]) -> str:
    """A row for the exercise in the table of a notebook's first cell. header: the texts of its columns."""
    known = {"points": "2"}
    others = [known.get(column) or f"TODO: the column {column}" for column in header[1:]]
    return f"| {' | '.join([f'`{exercise.name}`', *others])} |"


def probes(exercise: Exercise) -> str:
    """The file of its probes."""
    example = ", ".join(f'"{name}": np.array([0.0])' for name in exercise.parameters)
    drawn = ", ".join(f'"{name}": rng.normal(size=3)' for name in exercise.parameters)
    return f'''"""Inputs for `{exercise.name}`: TODO: what they cover, in a line"""

import numpy as np

# TODO: sets of arguments as the contract allows them, the smallest first, edge cases among them
PROBES = [
    {{{example}}},
]


def draw(rng: np.random.Generator) -> dict:
    """TODO: what is drawn, in a line"""
    # TODO: a set of arguments that is drawn from rng and from nothing else
    return {{{drawn}}}
'''


def misconceptions(exercise: Exercise) -> str:
    """The file of its misconceptions."""
    name = '"TODO: the name of a mistake, in a few words"'
    teacher = '"TODO: what a good teacher would say, without giving the answer away"'
    head = f'"""What students write instead of `{exercise.name}`."""\n\n'
    imported = "from lrgrade.authoring.misconceptions import misconception\n"
    if exercise.kind == "function":
        return (
            f"{head}import numpy as np\n\n{imported}\n\n@misconception(\n    {name},\n    {teacher},\n)\n"
            f"def _({', '.join(exercise.parameters)}):\n    return np.nan  # TODO: what they write\n"
        )
    first = exercise.parameters[0]
    wrong = {
        "derivation": f'{{"{first}": "TODO: what they write"}},',
        "values": f'{{"{first}": 0}},  # TODO: what they find',
    }[exercise.kind]
    return f"{head}{imported}\nmisconception(\n    {name},\n    {teacher},\n    {wrong}\n)\n"


def corpus(exercise: Exercise) -> str:
    """The file of answers that the tests judge."""
    return f'''"""Answers to `{exercise.name}`, as students write them."""

# TODO: answers written from the contract alone, in parts. Above a right one stands a comment such as
#     right: with a loop
# and above a wrong one, with the family of mistakes that it belongs to,
#     wrong: the other way round | belongs to: sign flipped
# (without the four spaces; `tests/helpers/corpus.py` says more).
'''


def notebook(course: Course, assignment: str, earlier: Iterable[Exercise]) -> NotebookNode:
    """A notebook without exercises. earlier: those of the notebooks before, which it imports."""
    number = int(assignment.partition("-")[0])
    title = "\n".join(
        [
            f"# {number} · TODO: a title",
            "",
            "TODO: what this notebook is about",
            "",
            "| exercise | what you do | points | about |",
            "| --- | --- | --- | --- |",
            "",
            "TODO: how long it takes with the reading",
            "",
            "There are 0 points. Cells that begin with *Hidden test* do nothing here.",
        ]
    )
    names = [exercise.name for exercise in earlier if exercise.kind == "function"]
    imports = ["import numpy as np", "", f"from {course.facade} import check, hint"]
    if names:
        imports += [f"from {course.facade} import (", *(f"    {name}," for name in names), ")"]
    return new_notebook(
        cells=[new_markdown_cell(title, id="title"), _cell("imports", "\n".join(imports), locked=True)],
        metadata={
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )


def _cell(grade_id: str, source: str, *, points: int | None = None, **kind: bool) -> NotebookNode:
    facts: dict[str, Any] = {"grade": False, "locked": False, "solution": False, "task": False} | kind
    facts |= {"grade_id": grade_id, "schema_version": 3} | ({} if points is None else {"points": points})
    metadata: dict[str, Any] = {"nbgrader": dict(sorted(facts.items()))}
    if facts["locked"]:
        metadata = {"deletable": False, "editable": False, **metadata}
    return new_code_cell(source, id=grade_id, metadata=metadata)
