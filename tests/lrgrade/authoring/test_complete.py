"""Everything that `lrgrade build` reports, word for word: of a complete course that is broken in one place."""

import ast
import inspect
import sys
from pathlib import Path

import pytest

import lrlab.flaws
from helpers.tiny_course import ASSIGNMENT, NOTEBOOK, TinyCourse
from lrgrade.authoring import complete
from lrgrade.authoring.complete import Survey, listing, reminders

PROBES = "grading/exercises/double/probes.py"
# The name of the package, which is another one in each test, is put in for PACKAGE.
LISTED = "PACKAGE/exercises.toml"
DOUBLE = "grading/exercises/double/misconceptions.py"
STEPS = "grading/exercises/steps/misconceptions.py"
BY_HAND = "grading/exercises/by_hand/misconceptions.py"


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    return TinyCourse(tmp_path)


def problems(course, assignments=()):
    return [str(one) for one in Survey(course.root, course.package, assignments).problems]


def test_a_complete_course_has_no_problem(course):
    assert problems(course) == []


@pytest.mark.parametrize(
    "left", ["grading/exercises/__pycache__/common.pyc", "solutions/.ipynb_checkpoints/x.ipynb", "notebooks/.DS/x"]
)
def test_what_tools_leave_is_no_problem(course, left):
    course.write(left, "")
    assert problems(course) == []


def in_list(old, new):
    return lambda course: course.replace(course.list, old, new)


def in_file(name, old, new):
    return lambda course: course.replace(name.format(package=course.package), old, new)


def in_cell(cell, old, new):
    return lambda course: course.in_cell(cell, old, new)


def of_cell(cell, **facts):
    return lambda course: course.of_cell(cell, **facts)


def several(*changes):
    return lambda course: [change(course) for change in changes]


def moved(cell, place):
    return lambda course: course.add_cell(place, course.drop_cell(cell))


def added(cell, place=-1, **facts):
    """A cell that is like another one but for some facts."""

    def add(course):
        twin = next(one for one in course.notebook()["cells"] if one["id"] == cell)
        course.add_cell(place, twin)
        notebook = course.notebook()
        twin = notebook["cells"][place if place >= 0 else place - 1]
        twin["id"] = facts.get("id", twin["id"])
        twin["metadata"]["nbgrader"].update({key: value for key, value in facts.items() if key != "id"})
        course.write_notebook(notebook)

    return add


def without_file(name):
    return lambda course: (course.root / name.format(package=course.package)).unlink()


def with_file(name, text=""):
    return lambda course: course.write(name.format(package=course.package), text)


CASES = {
    # The list
    "no toml": (
        in_list("[[exercise]]", "[[exercise"),
        [f"{LISTED}: it cannot be read: Expected ']]' at the end of an array declaration (at line 4, column 11)."],
    ),
    "no list": (without_file("{package}/exercises.toml"), [f"{LISTED}: there is no such file."]),
    "no exercise": (with_file("{package}/exercises.toml"), [f"{LISTED}: it lists no exercise."]),
    "no tables": (
        with_file("{package}/exercises.toml", "exercise = 3"),
        [f"{LISTED}: each exercise is a table of its own, under a line `[[exercise]]`."],
    ),
    "unknown key": (
        in_list("title = ", "titel = "),
        [
            f"{LISTED}: nobody knows the key titel. There are `title`, `command`, `example`, `modules`, "
            "`preload`, `warm_up`, `exercise`."
        ],
    ),
    "unknown key of an exercise": (
        in_list("silent =", "quiet = 1\nsilent ="),
        [
            f"{LISTED}, exercise double: nobody knows the key quiet. There are `name`, `assignment`, "
            "`arguments`, `lines`, `variables`, `silent`, `written_as`, `follows`, `hints`."
        ],
    ),
    "title no text": (in_list('"Learn to count."', "3"), [f"{LISTED}: `title` is a text."]),
    "modules no texts": (
        in_list("title", 'modules = "numpy"\ntitle'),
        [f"{LISTED}: `modules` is a list of texts, each the name of a module."],
    ),
    "example unknown": (
        in_list('example = "double"', 'example = "triple"'),
        [f"{LISTED}: `example` names triple, which is no exercise of the list."],
    ),
    "no name": (in_list('name = "steps"\n', ""), [f"{LISTED}, exercise 2: there is no name."]),
    "no assignment": (
        in_list('assignment = "01-numbers"\nlines', "lines"),
        [f"{LISTED}, exercise steps: there is no assignment."],
    ),
    "name no identifier": (
        in_list('"by_hand"', '"by-hand"'),
        [f"{LISTED}, exercise by-hand: its name is what Python code calls it by: letters, digits and _ only."],
    ),
    "name of a keyword": (
        in_list('"by_hand"', '"lambda"'),
        [f"{LISTED}, exercise lambda: its name means something else in every notebook: give it another one."],
    ),
    "name of an import": (
        in_list('"by_hand"', '"check"'),
        [f"{LISTED}, exercise check: its name means something else in every notebook: give it another one."],
    ),
    "odd assignment": (
        in_list('assignment = "01-numbers"\nvariables', 'assignment = "numbers"\nvariables'),
        [
            f"{LISTED}, exercise by_hand: an assignment is called as its folder is, such as 01-sigmoid; this "
            "one is called numbers."
        ],
    ),
    "two kinds": (
        in_list("variables", 'arguments = ["x"]\nvariables'),
        [
            f"{LISTED}, exercise by_hand: give one of `arguments`, `lines`, `variables`, which says what kind "
            "of exercise it is."
        ],
    ),
    "no kind": (
        in_list('variables = ["total"]\n', ""),
        [
            f"{LISTED}, exercise by_hand: give one of `arguments`, `lines`, `variables`, which says what kind "
            "of exercise it is."
        ],
    ),
    "empty": (
        in_list('variables = ["total"]\n', "variables = []\n"),
        [f"{LISTED}, exercise by_hand: `variables` is a list of texts, at least one, and none of them twice."],
    ),
    "parameter no name": (
        in_list('variables = ["total"]\n', 'variables = ["in all"]\n'),
        [f"{LISTED}, exercise by_hand: `variables` holds names, and 'in all' is none."],
    ),
    "twice": (in_list('name = "by_hand"', 'name = "steps"'), [f"{LISTED}, exercise steps: it is listed twice."]),
    "hints no texts": (
        in_list('hints = [\n    "How', 'hints = [3,\n    "How'),
        [f"{LISTED}, exercise by_hand: `hints` is a list of texts."],
    ),
    "silent no truth": (
        in_list("silent = true", "silent = 1"),
        [f"{LISTED}, exercise double: `silent` is true or false."],
    ),
    "silent lines": (
        in_list("follows =", "silent = true\nfollows ="),
        [f"{LISTED}, exercise steps: `silent` is for an exercise with `arguments`."],
    ),
    "written as": (
        in_list("follows =", 'written_as = "dict"\nfollows ='),
        [
            f'{LISTED}, exercise steps: `written_as` is "list", or left out where the lines are written with '
            "their names."
        ],
    ),
    "follows no table": (
        in_list('follows = { minus_twice = "-twice" }', 'follows = "twice"'),
        [f"{LISTED}, exercise steps: `follows` is a table: a line, and the expression of the lines before it."],
    ),
    "follows unknown": (
        in_list("{ minus_twice =", "{ minus ="),
        [f"{LISTED}, exercise steps: `follows` speaks of minus, which is none of its lines."],
    ),
    # The package
    "other module broken": (
        with_file("{package}/forms.py", "FORMS = 1 / 0"),
        ["PACKAGE/forms: FORMS of PACKAGE.forms cannot be read: ZeroDivisionError: division by zero."],
    ),
    "module without its name": (
        with_file("{package}/searches.py"),
        [
            "PACKAGE/searches: SEARCHES of PACKAGE.searches cannot be read: AttributeError: module "
            "'PACKAGE.searches' has no attribute 'SEARCHES'."
        ],
    ),
    "search of unknown": (
        with_file("{package}/searches.py", 'SEARCHES = {"triple": None}'),
        ["PACKAGE/searches: SEARCHES speaks of triple, which the list does not have."],
    ),
    "property of unknown": (
        in_file("{package}/properties.py", "Requirements()", 'Requirements()\nREQUIREMENTS.requires("triple")(print)'),
        ["PACKAGE/properties: REQUIREMENTS speaks of triple, which the list does not have."],
    ),
    "notation too small": (
        in_file("{package}/notation.py", "points=POINTS", "points=POINTS[:1]"),
        ["PACKAGE/notation: Lines are compared at two points or more. NOTATION of PACKAGE has fewer."],
    ),
    "notation open": (
        in_file("{package}/notation.py", 'drawn={"x": (-5, 5)}, ', ""),
        ["PACKAGE/notation: NOTATION leaves x open: each of its points and `drawn` should have it, or `derived`."],
    ),
    "property that stops": (
        in_file(
            "{package}/properties.py",
            "Requirements()",
            'Requirements()\nREQUIREMENTS.requires("double")(lambda f: f["x"])',
        ),
        [
            f"{LISTED}, exercise double: it cannot be looked at: TypeError: 'function' object is not "
            "subscriptable (properties.py:4)."
        ],
    ),
    # Left over
    "exercise left": (
        with_file("grading/exercises/triple/probes.py"),
        [f"grading/exercises/triple: {LISTED} lists no exercise triple: list it, or delete this."],
    ),
    "table left": (
        with_file("{package}/reference/triple.json", "{}"),
        [f"PACKAGE/reference/triple.json: {LISTED} lists no exercise triple: list it, or delete this."],
    ),
    "solutions left": (
        with_file("solutions/02-more/more.ipynb", "{}"),
        [
            f"solutions/02-more: {LISTED} lists no exercise in 02-more: add one with `lrgrade new exercise NAME "
            "--in 02-more`, or delete this."
        ],
    ),
    "notebooks left": (
        with_file("notebooks/02-more/more.ipynb", "{}"),
        [
            f"notebooks/02-more: {LISTED} lists no exercise in 02-more: add one with `lrgrade new exercise NAME "
            "--in 02-more`, or delete this."
        ],
    ),
    # The notebook
    "no notebook": (
        without_file(NOTEBOOK),
        [
            f"{NOTEBOOK}: there is no such notebook, and {LISTED} has exercises in it: `lrgrade new notebook "
            "01-numbers` makes one."
        ],
    ),
    "notebook no json": (
        with_file(NOTEBOOK, "{"),
        [
            f"{NOTEBOOK}: it cannot be read as a notebook: JSONDecodeError: Expecting property name enclosed in "
            "double quotes: line 1 column 2 (char 1)."
        ],
    ),
    "notebook no notebook": (
        with_file(NOTEBOOK, "[]"),
        [f"{NOTEBOOK}: it cannot be read as a notebook: TypeError: list indices must be integers or slices, not str."],
    ),
    "notebook of another time": (
        in_file(NOTEBOOK, '"nbformat": 4', '"nbformat": 9'),
        [f"{NOTEBOOK}: it cannot be read as a notebook: NBFormatError: Unsupported nbformat version 9."],
    ),
    "no ids": (
        in_file(NOTEBOOK, '"id": "title",', ""),
        [f"{NOTEBOOK}: some of its cells have no id: open it in JupyterLab and save it."],
    ),
    "same ids": (
        added("imports"),
        [f"{NOTEBOOK}, cell imports: more than one cell has this id: change the others in the file."],
    ),
    "same grade ids": (
        added("imports", id="more-imports"),
        [
            f"{NOTEBOOK}, cell more-imports: its grade_id is imports: make its id in the file the same, so that "
            "both stay.",
            f"{NOTEBOOK}: 2 cells have the grade_id imports: give each its own.",
        ],
    ),
    "todo": (
        in_cell("imports", "import", "# TODO: import what is needed.\nimport"),
        [f"{NOTEBOOK}, cell imports: still to be written: import what is needed."],
    ),
    "schema": (
        of_cell("double", schema_version=2),
        [f"{NOTEBOOK}, cell double: its nbgrader metadata should have the schema_version 3."],
    ),
    "no facts": (
        of_cell("double", grade=None, locked="no"),
        [f"{NOTEBOOK}, cell double: its nbgrader metadata should say true or false for grade, locked."],
    ),
    "odd grade id": (
        of_cell("imports", grade_id="my imports"),
        [f"{NOTEBOOK}, cell imports: its grade_id should be made of letters, digits, _ and -."],
    ),
    "another id": (
        of_cell("imports", id="0a1b2c3d"),
        [f"{NOTEBOOK}, cell 0a1b2c3d: its grade_id is imports: make its id in the file the same, so that both stay."],
    ),
    "no points": (
        of_cell("test-double", points=None),
        [
            f"{NOTEBOOK}, cell test-double: it is graded, so its nbgrader metadata should say how many points "
            "it is worth."
        ],
    ),
    "toolbar id": (
        of_cell("test-steps-algebra", id="cell-0a1b2c3d4e5f6071", grade_id="cell-0a1b2c3d4e5f6071"),
        [
            f"{NOTEBOOK}, cell title: its table says 2 points for steps, and its tests give 1.",
            f"{NOTEBOOK}, cell cell-0a1b2c3d4e5f6071: its grade_id was made up by JupyterLab: call it test-NAME "
            "or test-NAME-WHAT after its exercise.",
            f"{NOTEBOOK}, cell task-steps: it says 2 points for steps, and its tests give 1.",
            f"{NOTEBOOK}: no hidden test of steps calls `agrees(steps)`: `lrgrade new exercise steps --in "
            "01-numbers` writes one.",
        ],
    ),
    "no hyphen": (
        added("test-double", id="extra", grade_id="extra"),
        [
            f"{NOTEBOOK}, cell title: it says 8 points, and the tests give 10.",
            f"{NOTEBOOK}, cell extra: it is worth points and belongs to no exercise: call it test-NAME or "
            "test-NAME-WHAT after one of double, steps, by_hand.",
        ],
    ),
    "answer of nobody": (
        added("double", id="triple", grade_id="triple"),
        [f"{NOTEBOOK}, cell triple: it holds an answer, and {LISTED} has no exercise triple in it."],
    ),
    "title row missing": (
        in_cell("title", "| `by_hand` | 2 |\n", ""),
        [f"{NOTEBOOK}, cell title: its table has no row for by_hand."],
    ),
    "title row wrong": (
        in_cell("title", "`steps` | 2", "`steps` | 3"),
        [f"{NOTEBOOK}, cell title: its table says 3 points for steps, and its tests give 2."],
    ),
    "title total wrong": (
        in_cell("title", "There are 8", "There are 9"),
        [f"{NOTEBOOK}, cell title: it says 9 points, and the tests give 8."],
    ),
    "leak": (
        in_cell("task-double", "Give back", "return np.multiply(2, x)\nGive back"),
        [f"{NOTEBOOK}: cell task-double holds a line of double: return np.multiply(2, x), which students would see."],
    ),
    # The cells of an exercise
    "no answer": (
        lambda course: course.drop_cell("double"),
        [
            f"{NOTEBOOK}: there is no answer cell of double, with the grade_id double: `lrgrade new exercise "
            "double --in 01-numbers` writes one."
        ],
    ),
    "no statement": (
        lambda course: course.drop_cell("task-steps"),
        [f"{NOTEBOOK}, cell steps: the cell before it should say in words what is asked."],
    ),
    "no points in the statement": (
        in_cell("task-double", "(5 minutes, 4 points)", ""),
        [f"{NOTEBOOK}, cell task-double: it should end with the points of double, such as (5 minutes, 4 points)."],
    ),
    "other points in the statement": (
        in_cell("task-double", "4 points", "5 points"),
        [f"{NOTEBOOK}, cell task-double: it says 5 points for double, and its tests give 4."],
    ),
    "no marks": (
        in_cell("double", "    ### BEGIN SOLUTION\n", ""),
        [
            f"{NOTEBOOK}, cell double: the model answer should stand between the lines `### BEGIN SOLUTION` and "
            "`### END SOLUTION`, once."
        ],
    ),
    "answer graded": (
        of_cell("double", grade=True, points=0),
        [f"{NOTEBOOK}, cell double: an answer earns no points by itself, its tests do: `grade` should be false."],
    ),
    "stub no python": (
        in_cell("double", "def double(x):", "def double(x:"),
        [f"{NOTEBOOK}, cell double: it is no Python: '(' was never closed, in line 1."],
    ),
    "a call around the solution": (
        in_cell(
            "double",
            "    ### BEGIN SOLUTION\n    return np.multiply(2, x)\n    ### END SOLUTION",
            "    return np.multiply(\n    ### BEGIN SOLUTION\n        2, x\n    ### END SOLUTION\n    )",
        ),
        [f"{NOTEBOOK}, cell double: what students see of it is no Python: invalid syntax, in line 4."],
    ),
    "def in the solution": (
        in_cell(
            "double",
            'def double(x):\n    """Two times x."""\n    ### BEGIN SOLUTION',
            '### BEGIN SOLUTION\ndef double(x):\n    """Two times x."""',
        ),
        [f"{NOTEBOOK}, cell double: the line `def double(x):` should stand before `### BEGIN SOLUTION`."],
    ),
    "other arguments": (
        in_cell("double", "def double(x)", "def double(y, x=1)"),
        [f"{NOTEBOOK}, cell double: it defines double(y, x), and {LISTED} lists double(x)."],
    ),
    "no docstring": (
        in_cell("double", '    """Two times x."""\n', ""),
        [f"{NOTEBOOK}, cell double: a docstring below the `def` line should say what comes back."],
    ),
    "no blank lines": (
        in_cell("steps", 'steps = {"twice": "...", "minus_twice": "..."}\n', ""),
        [
            f"{NOTEBOOK}, cell steps: before `### BEGIN SOLUTION` should stand what students fill in: steps = the "
            'lines, each "...".'
        ],
    ),
    "no blank values": (
        in_cell("by_hand", "total = ...\n", ""),
        [f"{NOTEBOOK}, cell by_hand: before `### BEGIN SOLUTION` should stand what students fill in: total = ..."],
    ),
    "no visible test": (
        lambda course: course.drop_cell("test-steps"),
        [
            f"{NOTEBOOK}, cell title: its table says 2 points for steps, and its tests give 1.",
            f"{NOTEBOOK}, cell title: it says 8 points, and the tests give 7.",
            f"{NOTEBOOK}, cell task-steps: it says 2 points for steps, and its tests give 1.",
            f"{NOTEBOOK}: there is no test-steps, the test of steps that students see: `lrgrade new exercise "
            "steps --in 01-numbers` writes one.",
        ],
    ),
    "visible test hidden": (
        in_cell("test-steps", "check(steps)", "check(steps)\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"),
        [f"{NOTEBOOK}, cell test-steps: students should see all of it: hidden tests have cells of their own."],
    ),
    "no check": (
        in_cell("test-double", "check(double)\n\n", ""),
        [f"{NOTEBOOK}, cell test-double: it should begin with `check(double)`, which saves a right answer."],
    ),
    "check of values": (
        in_cell("test-by_hand", ', "by_hand"', ""),
        [
            f'{NOTEBOOK}, cell test-by_hand: it should begin with `check({{...}}, "by_hand")`, which saves a '
            "right answer."
        ],
    ),
    "no agreement": (
        in_cell("test-double-drawn", "agrees(double)", "pass"),
        [
            f"{NOTEBOOK}: no hidden test of double calls `agrees(double)`: in test-double-drawn there should be such "
            "a line."
        ],
    ),
    "no end of hidden": (
        in_cell("test-double-drawn", "\n### END HIDDEN TESTS", ""),
        [
            f"{NOTEBOOK}, cell test-double-drawn: what students must not see should stand between the lines "
            "`### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS`."
        ],
    ),
    "hidden no marks": (
        in_cell("test-double-drawn", "### BEGIN HIDDEN TESTS\n", ""),
        [
            f"{NOTEBOOK}, cell test-double-drawn: what students must not see should stand between the lines "
            "`### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS`.",
            f"{NOTEBOOK}: cell test-double-drawn holds a line of test-by_hand-values: from lrgrade.hidden import "
            "agrees, which students would see.",
        ],
    ),
    "no hint": (
        in_cell("test-double-drawn", "# Hint: try 3.\n", ""),
        [
            f"{NOTEBOOK}, cell test-double-drawn: it should begin with two lines for students, `# Hidden test: "
            "…` and `# Hint: …`."
        ],
    ),
    "no silence": (
        lambda course: [
            course.drop_cell("test-double-silent"),
            course.in_cell("title", "`double` | 4", "`double` | 3"),
            course.in_cell("title", "are 8", "are 7"),
            course.in_cell("task-double", "4 points", "3 points"),
        ],
        [
            f"{LISTED}, exercise double: it says `silent = true`, so {NOTEBOOK} should have a hidden test "
            "test-double-silent that calls `silent(double)`."
        ],
    ),
    "silence unlisted": (
        in_list("silent = true\n", ""),
        [
            f"{NOTEBOOK}, cell test-double-silent: it tests for silence: say `silent = true` in {LISTED}, "
            "exercise double."
        ],
    ),
    "test no python": (
        in_cell("test-double", "assert double(2) == 4", "assert double(2 == 4"),
        [f"{NOTEBOOK}, cell test-double: it is no Python: '(' was never closed, in line 3."],
    ),
    "test before the answer": (
        moved("test-double", 1),
        [f"{NOTEBOOK}, cell test-double: it comes before the answer cell double: put it below."],
    ),
    # Hints
    "four hints": (
        in_list("hints = [", 'hints = [\n    "There is one more hint than there are steps.",'),
        [f"{LISTED}, exercise double: it should have `hints`, up to 3: where to look, what is going on, nearly there."],
    ),
    "no hints": (
        lambda course: course.replace(
            course.list, course.root.joinpath(course.list).read_text().split('variables = ["total"]\n')[1], ""
        ),
        [
            f"{LISTED}, exercise by_hand: it should have `hints`, up to 3: where to look, what is going on, nearly "
            "there."
        ],
    ),
    "hint todo": (
        in_list("A number and itself together are two of it: which sign is that?", "TODO: what is going on"),
        [f"{LISTED}, exercise double: still to be written: hint 2, what is going on."],
    ),
    "short hint": (
        in_list("A number and itself together are two of it: which sign is that?", "Think."),
        [f"{LISTED}, exercise double: hint 2 is shorter than a sentence."],
    ),
    "hint tells": (
        in_list("A number and itself together are two of it", "It is return np.multiply(2, x)"),
        [f"{LISTED}, exercise double: hint 2 gives a line of the answer away: return np.multiply(2, x)"],
    ),
    # Files
    "no probes": (
        without_file(PROBES),
        [f"{PROBES}: there is no such file: `lrgrade new exercise double --in 01-numbers` writes one to fill in."],
    ),
    "no misconceptions": (
        without_file(STEPS),
        [f"{STEPS}: there is no such file: `lrgrade new exercise steps --in 01-numbers` writes one to fill in."],
    ),
    "probes todo": (
        in_file(PROBES, "PROBES = [", "# TODO: more of them\nPROBES = ["),
        [f"{PROBES}:5: still to be written: more of them."],
    ),
    "probes stop": (
        in_file(PROBES, "PROBES = [", "PROBES = [one, "),
        [f"{PROBES}:5: it stops with NameError: name 'one' is not defined."],
    ),
    "probes no python": (
        in_file(PROBES, "PROBES = [", "PROBES = ("),
        [
            f"{PROBES}:5: it stops with SyntaxError: closing parenthesis ']' does not match opening parenthesis "
            "'(' (probes.py, line 5)."
        ],
    ),
    "no PROBES": (
        in_file(PROBES, "PROBES = [", "INPUTS = ["),
        [f"{PROBES}: it should define `PROBES`, a list of at least one dict of arguments."],
    ),
    "empty PROBES": (
        in_file(PROBES, 'PROBES = [{"x": 1.0}, {"x": 3}, {"x": np.array([2.0, -1.0])}]', "PROBES = []"),
        [f"{PROBES}: it should define `PROBES`, a list of at least one dict of arguments."],
    ),
    "no draw": (
        in_file(PROBES, "def draw", "def drawn"),
        [f"{PROBES}: it should define `draw(rng)`, which gives a dict of arguments drawn from rng."],
    ),
    "tolerance": (
        in_file(PROBES, "PROBES = [", 'TOLERANCE = {"absolut": 1}\nPROBES = ['),
        [f"{PROBES}: nobody knows the key absolut in `TOLERANCE`. There are absolute, relative, lowest, integers."],
    ),
    "probe no dict": (
        in_file(PROBES, '{"x": 3}', "3"),
        [f"{PROBES}: probe 2 should be a dict of arguments, and is of type int."],
    ),
    "probe of others": (
        in_file(PROBES, '{"x": 3}', '{"y": 3}'),
        [f"{PROBES}: probe 2 has the arguments y, and {LISTED} lists double(x)."],
    ),
    "probe of objects": (
        in_file(PROBES, '{"x": 3}', '{"x": object()}'),
        [f"{PROBES}: probe 2 cannot be kept: a table cannot hold object."],
    ),
    "draw stops": (
        in_file(PROBES, "rng.normal()", "rng.norml()"),
        [
            f"{PROBES}: `draw` stops with AttributeError: 'numpy.random._generator.Generator' object has no "
            "attribute 'norml'."
        ],
    ),
    "draw of others": (
        in_file(PROBES, 'return {"x"', 'return {"y"'),
        [f"{PROBES}: what `draw` gives has the arguments y, and {LISTED} lists double(x)."],
    ),
    "draw by chance": (
        in_file(PROBES, "rng.normal()", "np.random.default_rng().normal()"),
        [f"{PROBES}: `draw` gives something else for the same seed: it should draw from rng alone."],
    ),
    # The model answer
    "answer todo": (
        in_cell("double", "return np.multiply(2, x)", "raise NotImplementedError  # TODO: the model answer"),
        [f"{NOTEBOOK}, cell double: still to be written: the model answer."],
    ),
    "answer stops": (
        in_cell("by_hand", "total = 6", "total = 6 / 0"),
        [f"{NOTEBOOK}, cell by_hand: the model answer cannot be run: ZeroDivisionError: division by zero."],
    ),
    "answer breaks the contract": (
        in_cell("double", "return np.multiply(2, x)", "return np.multiply(2, x, x)"),
        [
            f"{NOTEBOOK}, cell double: on an input of `draw` it stops with TypeError: return arrays must be of "
            "ArrayType.",
            f"{NOTEBOOK}, cell double: on probe 1 it stops with TypeError: return arrays must be of ArrayType.",
            f"{NOTEBOOK}, cell double: on probe 2 it stops with TypeError: return arrays must be of ArrayType.",
            f"{NOTEBOOK}, cell double: on probe 3 it changes x, which belongs to whoever called it.",
        ],
    ),
    "lines": (
        in_cell("steps", ', "minus_twice": "-2*x"', ""),
        [f"{NOTEBOOK}, cell steps: steps should hold 2 lines: twice, minus_twice."],
    ),
    "other lines": (
        in_cell("steps", '"minus_twice": "-2*x"', '"minus": "-2*x"'),
        [f"{NOTEBOOK}, cell steps: it has the lines twice, minus, and {LISTED} lists twice, minus_twice."],
    ),
    "line unreadable": (
        in_cell("steps", '"-2*x"', '"-2x"'),
        [f"{NOTEBOOK}, cell steps: the line minus_twice cannot be read: There is a `*` missing: write `2*x` for `2x`."],
    ),
    "outcomes stop": (
        in_file(PROBES, "def draw", "def outcomes(x):\n    return one\n\n\ndef draw"),
        [
            f"{PROBES}: `outcomes` stops with NameError: name 'one' is not defined.",
            f"{PROBES}: on probe 1 `outcomes` stops with NameError: name 'one' is not defined.",
            f"{PROBES}: on probe 2 `outcomes` stops with NameError: name 'one' is not defined.",
            f"{PROBES}: on probe 3 `outcomes` stops with NameError: name 'one' is not defined.",
        ],
    ),
    "no outcome": (
        in_file(PROBES, "def draw", "def outcomes(x):\n    return [3 * x]\n\n\ndef draw"),
        [
            f"{PROBES}: what the model answer gives on an input of `draw` is none of the results that "
            "`outcomes` gives.",
            f"{NOTEBOOK}, cell double: check does not take the model answer: double gives a wrong value. double(1.0)",
        ],
    ),
    "warns": (
        in_cell("double", "return np.multiply(2, x)", "return [np.log(np.zeros(1)), np.multiply(2, x)][1]"),
        [
            f"{NOTEBOOK}, cell double: it should be silent, and double(1.0) warns: RuntimeWarning: divide by "
            "zero encountered in log."
        ],
    ),
    "no lists": (
        in_cell("double", "return np.multiply(2, x)", "return 2 * x"),
        [
            f"{NOTEBOOK}, cell double: on probe 3 it is not right where lists stand for the arrays, and it should take "
            "what NumPy takes: use NumPy's functions in place of operators (`np.equal`), or `np.asarray` first."
        ],
    ),
    "table": (
        in_cell("by_hand", "total = 6", "total = {1, 2}"),
        [f"{LISTED}, exercise by_hand: no reference table can be made: TypeError: a table cannot hold set."],
    ),
    # Misconceptions
    "misconception todo": (
        in_file(DOUBLE, '"the square"', '"TODO: its name"'),
        [f"{DOUBLE}:6: still to be written: its name."],
    ),
    "misconceptions stop": (
        in_file(DOUBLE, "@misconception", "@mistake"),
        [f"{DOUBLE}:6: it stops with NameError: name 'mistake' is not defined."],
    ),
    "two lines": (
        in_file(STEPS, '"the square"', '"the\\nsquare"'),
        [f"{STEPS}, 'the\\nsquare': its name should be one line."],
    ),
    "teacher": (
        in_file(STEPS, '"You multiply x by itself. What does two times mean?"', '"Think."'),
        [f"{STEPS}, 'the square': the teacher's words should have 25 to 499 letters, not 6."],
    ),
    "other words": (
        in_file(DOUBLE, '"three times"', '"the square"'),
        [f"{DOUBLE}:11, 'the square': another one of this name has other words of the teacher's."],
    ),
    "other line": (
        in_file(STEPS, '"twice"', '"thrice"'),
        [f"{STEPS}, 'the square': it speaks of thrice, and steps has twice, minus_twice."],
    ),
    "other argument": (
        in_file(DOUBLE, "def _(x):\n    return 3 * x", "def _(z):\n    return 3 * z"),
        [f"{DOUBLE}:11, 'three times': it needs z, and double is given x."],
    ),
    "right": (
        in_file(DOUBLE, "return 3 * x", "return 2 * x"),
        [f"{DOUBLE}:11, 'three times': check takes it for right: add a probe on which it is wrong."],
    ),
    "not told apart": (
        in_file(DOUBLE, "return 3 * x", "return x * x"),
        [
            f"{DOUBLE}:6, 'the square': check knows no name for it: add a probe on which it differs from the others.",
            f"{DOUBLE}:11, 'three times': check knows no name for it: add a probe on which it differs from the others.",
        ],
    ),
    "right line": (in_file(STEPS, '"x*x"', '"x + x"'), [f"{STEPS}, 'the square': check takes it for right."]),
    "unreadable wrong line": (
        in_file(STEPS, '"x*x"', '"xx"'),
        [
            f"{STEPS}, 'the square': the line twice cannot be read: `xx` is not known here. Did you mean `x`? "
            "You may use `x` and the functions `log`, `ln`, `exp`, `sqrt`."
        ],
    ),
    "wrong value": (in_file(BY_HAND, "7}", "6}"), [f"{BY_HAND}, 'the product': check takes it for right."]),
}


@pytest.mark.parametrize(("change", "said"), CASES.values(), ids=CASES)
def test_each_problem_is_told(course, change, said):
    change(course)
    assert problems(course) == [line.replace("PACKAGE", course.package) for line in said]


def test_all_problems_are_told_in_one_go(course):
    for name in (
        "unknown key",
        "exercise left",
        "leak",
        "other points in the statement",
        "short hint",
        "no draw",
        "teacher",
    ):
        CASES[name][0](course)
    said = problems(course)
    assert len(said) == 7, "\n".join(said)


def test_a_package_that_cannot_be_imported_is_told(tmp_path):
    assert [str(one) for one in Survey(tmp_path, "nowhere.course").problems] == [
        "grading/nbgrader_config.py: the package nowhere.course cannot be imported (No module named 'nowhere'): "
        "install this clone with `pip install -e .`."
    ]


def test_a_package_that_is_imported_from_another_clone_is_told(course, tmp_path):
    other = tmp_path / "other"
    (other / course.package).mkdir(parents=True)
    (other / course.list).write_text((course.root / course.list).read_text())
    assert [str(one) for one in Survey(other, course.package).problems] == [
        f"{course.list}: Python imports {course.package} from another place, {course.root / course.package}: install "
        "this clone with `pip install -e .`."
    ]


def test_only_the_assignments_asked_for_are_looked_at(course):
    course.replace(course.list, '"01-numbers"\nvariables', '"02-more"\nvariables')
    assert any("solutions/02-more/more.ipynb: there is no such notebook" in one for one in problems(course))
    assert not any("02-more" in one for one in problems(course, [ASSIGNMENT]))


@pytest.mark.slow
def test_every_place_that_reports_something_is_reached(tmp_path, monkeypatch):
    """A case for each: of every statement that yields or raises, some case executes it."""
    files = {lrlab.flaws.__file__, *map(str, Path(complete.__file__).parent.glob("*.py"))} - {reminders.__file__}
    reached = set()

    def trace(frame, event, _):
        if frame.f_code.co_filename not in files:
            return None
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    for number, (change, _) in enumerate(CASES.values()):
        monkeypatch.syspath_prepend(tmp_path / str(number))
        course = TinyCourse(tmp_path / str(number))
        change(course)
        outer = sys.gettrace()
        sys.settrace(trace)
        try:
            problems(course)
        finally:
            sys.settrace(outer)
    tells = {
        (file, node.lineno)
        for file in files
        for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8")))
        if isinstance(node, ast.Yield | ast.YieldFrom | ast.Raise)
    }
    here = {(listing.__file__, line) for line in _lines_of(listing.read)} | {
        (complete.__file__, line) for line in _lines_of(Survey.reminders.fget)
    }
    assert tells - reached - here == set()


def _lines_of(function):
    """The lines of a function that the tests above and below this one are about."""
    lines, first = inspect.getsourcelines(function)
    return range(first, first + len(lines))
