"""`lrgrade new`: what it writes, where, and that `lrgrade build` then lists exactly what is left to write."""

import ast
import json

import pytest

from helpers.tiny_course import ASSIGNMENT, NOTEBOOK, TinyCourse
from lrgrade.authoring.beginning import CannotBeginError, new_exercise, new_notebook
from lrgrade.authoring.complete import Survey

INLINE = 'exercise = [{ name = "double", assignment = "01-numbers", arguments = ["x"] }]\n'
MORE = "solutions/02-more/more.ipynb"


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    course = TinyCourse(tmp_path)
    (tmp_path / "tests" / "corpus").mkdir(parents=True)
    return course


def begin(course, name, key="", *parameters, assignment=ASSIGNMENT):
    return [*new_exercise(course.root, course.package, name, assignment, key, parameters)]


def problems(course):
    return [str(one) for one in Survey(course.root, course.package).problems]


def cells(course, notebook=NOTEBOOK):
    return {cell["id"]: cell for cell in json.loads((course.root / notebook).read_text(encoding="utf-8"))["cells"]}


def text(cell):
    return "".join(cell["source"])


def pieces(course, name):
    return [
        f"{course.list}, exercise {name}",
        f"{NOTEBOOK}, cell task-{name}",
        f"{NOTEBOOK}, cell {name}",
        f"{NOTEBOOK}, cell test-{name}",
        f"{NOTEBOOK}, cell test-{name}-drawn",
        f"grading/exercises/{name}/probes.py",
        f"grading/exercises/{name}/misconceptions.py",
        f"tests/corpus/{name}.py",
    ]


def files(course):
    """What each file holds; Python's own are left out."""
    return {path: path.read_bytes() for path in course.root.rglob("*.*") if path.is_file() and path.suffix != ".pyc"}


def test_a_function_exercise_is_begun_and_then_stays_as_it_is(course):
    before = cells(course)
    assert begin(course, "add", "arguments", "x", "y") == [(where, True) for where in pieces(course, "add")]
    after = cells(course)
    assert [*after][: len(before)] == [*before], "behind the last exercise"
    assert [*after][len(before) :] == ["task-add", "add", "test-add", "test-add-drawn"]
    unchanged = files(course)
    assert begin(course, "add") == [(where, False) for where in pieces(course, "add")]
    assert {path: path.read_bytes() for path in unchanged} == unchanged


def test_build_lists_exactly_what_is_left_to_write(course):
    begin(course, "add", "arguments", "x", "y")
    task, listed = (
        f"{NOTEBOOK}, cell task-add: still to be written",
        f"{course.list}, exercise add: still to be written",
    )
    folder = "grading/exercises/add"
    assert problems(course) == [
        f"{task}: what is asked, and what for.",
        f"{task}: what x is, and of which shape.",
        f"{task}: what y is, and of which shape.",
        f"{task}: what comes back, and of which shape.",
        f"{task}: a small example that can be worked out on paper.",
        f"{task}: how many minutes, 2 points.",
        f"{NOTEBOOK}, cell add: still to be written: what comes back, in a line.",
        f"{NOTEBOOK}, cell add: still to be written: the model answer.",
        f"{NOTEBOOK}, cell test-add: still to be written: the example by hand, as an assert with a message.",
        f"{NOTEBOOK}, cell test-add-drawn: still to be written: what it asks, in a sentence for students.",
        f"{NOTEBOOK}, cell test-add-drawn: still to be written: what to try.",
        f"{NOTEBOOK}, cell title: it says 8 points, and the tests give 10.",
        f"{listed}: hint 1, where to look.",
        f"{listed}: hint 2, what is going on.",
        f"{listed}: hint 3, nearly there.",
        f"{folder}/probes.py:1: still to be written: what they cover, in a line.",
        f"{folder}/probes.py:5: still to be written: sets of arguments as the contract allows them, the smallest "
        "first, edge cases among them.",
        f"{folder}/probes.py:12: still to be written: what is drawn, in a line.",
        f"{folder}/probes.py:13: still to be written: a set of arguments that is drawn from rng and from nothing else.",
        f"{folder}/misconceptions.py:9: still to be written: the name of a mistake, in a few words.",
        f"{folder}/misconceptions.py:10: still to be written: what a good teacher would say, without giving the answer "
        "away.",
        f"{folder}/misconceptions.py:13: still to be written: what they write.",
    ]


@pytest.mark.parametrize(("key", "parameters"), [("lines", ("p", "q")), ("variables", ("a", "b"))])
def test_lines_and_values_are_begun_as_well(course, key, parameters):
    begin(course, "other", key, *parameters)
    assert not (course.root / "grading/exercises/other/probes.py").exists()
    said = problems(course)
    assert all(": still to be written: " in one for one in said if "it says 8 points" not in one), said
    for place in ("cell other", "cell test-other", "exercise other", "misconceptions.py"):
        assert any(place in one for one in said), place


def write(course, cell, source):
    notebook = course.notebook()
    next(one for one in notebook["cells"] if one["id"] == cell)["source"] = source
    course.write_notebook(notebook)


def test_an_exercise_whose_stubs_are_filled_in_is_complete(course):
    begin(course, "add", "arguments", "x", "y")
    write(course, "task-add", "### Exercise: `add(x, y)`\n\nAdd them. (1 minute, 2 points)")
    course.in_cell("title", "There are 8", "There are 10")
    course.in_cell("add", "TODO: what comes back, in a line", "The sum.")
    course.in_cell("add", 'raise NotImplementedError("TODO: the model answer")', "return np.add(x, y)")
    course.in_cell("test-add", "# TODO: the example by hand, as an assert with a message", "assert add(1, 2) == 3")
    course.in_cell("test-add-drawn", "TODO: what it asks, in a sentence for students", "it agrees with ours.")
    course.in_cell("test-add-drawn", "TODO: what to try", "try two arrays.")
    for step, hint in (
        ("where to look", "Look at the sign between the two of them."),
        ("what is going on", "There is a sign for it in Python, the same as on paper."),
        ("nearly there", "It works for arrays as it does for numbers, entry by entry."),
    ):
        course.replace(course.list, f"TODO: {step}", hint)
    for name in ("probes", "misconceptions"):
        path = course.root / "grading" / "exercises" / "add" / f"{name}.py"
        path.write_text(path.read_text().replace("TODO: ", "").replace("np.nan", "np.subtract(x, y)"))
    course.replace("grading/exercises/add/probes.py", '"y": np.array([0.0])', '"y": np.array([2.0])')
    assert problems(course) == []


def test_a_row_is_put_into_the_table_of_the_title(course):
    begin(course, "add", "arguments", "x", "y")
    assert "| `by_hand` | 2 |\n| `add` | 2 |\n\nThere are" in text(cells(course)["title"])


def test_what_was_deleted_is_added_again_and_nothing_else(course):
    course.drop_cell("test-double-drawn")
    course.drop_cell("test-double-silent")
    (course.root / "grading/exercises/double/probes.py").unlink()
    written = [where for where, is_written in begin(course, "double") if is_written]
    assert written == [
        f"{NOTEBOOK}, cell test-double-drawn",
        f"{NOTEBOOK}, cell test-double-silent",
        "grading/exercises/double/probes.py",
        "tests/corpus/double.py",
    ]
    names = [*cells(course)]
    assert names[names.index("test-double") + 1 :][:2] == ["test-double-drawn", "test-double-silent"]


def test_stubs_are_python(course):
    for name, key in (("one", "arguments"), ("two", "lines"), ("three", "variables")):
        begin(course, name, key, "x", "y")
    paths = [path for path in course.root.rglob("*.py") if path.parent.name in ("one", "two", "three", "corpus")]
    assert len(paths) == 7
    for path in paths:
        ast.parse(path.read_text(encoding="utf-8"))
    for cell in cells(course).values():
        if cell["cell_type"] == "code":
            ast.parse(text(cell))


def test_a_notebook_is_begun_and_gets_its_first_exercise(course):
    assert [*new_notebook(course.root, course.package, "02-more")] == [(MORE, True)]
    assert [*new_notebook(course.root, course.package, "02-more")] == [(MORE, False)]
    assert problems(course) == [
        f"solutions/02-more: {course.list} lists no exercise in 02-more: add one with `lrgrade new exercise NAME --in "
        "02-more`, or delete this."
    ]
    made = cells(course, MORE)
    assert [*made] == ["title", "imports"]
    assert text(made["title"]).startswith("# 2 · TODO: a title\n")
    package = course.package
    assert text(made["imports"]) == (
        f"import numpy as np\n\nfrom {package} import check, hint\nfrom {package} import (\n    double,\n)"
    )
    begin(course, "add", "arguments", "x", "y", assignment="02-more")
    assert [*cells(course, MORE)][2:] == ["task-add", "add", "test-add", "test-add-drawn"]
    assert "| --- | --- | --- | --- |\n| `add` | TODO: the column what you do | 2 | TODO: the column about |" in text(
        cells(course, MORE)["title"]
    )
    begin(course, "half", "arguments", "x")
    names = [line for line in (course.root / course.list).read_text().splitlines() if line.startswith("name")]
    assert names == [f'name = "{name}"' for name in ("double", "steps", "by_hand", "half", "add")]


@pytest.mark.parametrize(
    ("change", "name", "key", "parameters", "assignment", "said"),
    [
        (
            None, "add", "", (), ASSIGNMENT,
            'add is not listed yet, so say what it takes: --arguments "x y" for a function, --lines "first second" for '
            'a derivation, --variables "a b" for plain values.',
        ),
        (None, "double", "", (), "02-more", "LISTED lists double in 01-numbers."),
        (
            None, "add", "arguments", ("x",), "02-more",
            "There is no solutions/02-more/more.ipynb yet: `lrgrade new notebook 02-more` makes it.",
        ),
        (
            None, "a-dd", "arguments", ("x",), ASSIGNMENT,
            "a-dd: its name is what Python code calls it by: letters, digits and _ only.",
        ),
        (
            None, "add", "arguments", ("x", "2y"), ASSIGNMENT,
            "add: `arguments` holds names, and '2y' is none.",
        ),
        (
            lambda course: course.replace(course.list, "title", "titel"), "add", "arguments", ("x",), ASSIGNMENT,
            "LISTED: nobody knows the key titel. There are `title`, `command`, `example`, `modules`, `preload`, "
            "`warm_up`, `exercise`.",
        ),
        (
            lambda course: course.write(course.list, INLINE), "add", "arguments", ("x",), ASSIGNMENT,
            "LISTED is written in a way of its own: put add into it by hand.",
        ),
        (
            lambda course: course.write(NOTEBOOK, "{"), "add", "arguments", ("x",), ASSIGNMENT,
            f"{NOTEBOOK}: it cannot be read as a notebook: JSONDecodeError: Expecting property name enclosed in double "
            "quotes: line 1 column 2 (char 1).",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_told_and_nothing_is_written(course, change, name, key, parameters, assignment, said):
    if change:
        change(course)
    before = files(course)
    with pytest.raises(CannotBeginError) as caught:
        begin(course, name, key, *parameters, assignment=assignment)
    assert str(caught.value) == said.replace("LISTED", course.list)
    assert files(course) == before


def test_a_notebook_has_a_number_and_a_topic(course):
    with pytest.raises(CannotBeginError) as caught:
        [*new_notebook(course.root, course.package, "more")]
    assert str(caught.value) == "an assignment is called as its folder is, such as 01-sigmoid; this one is called more."
