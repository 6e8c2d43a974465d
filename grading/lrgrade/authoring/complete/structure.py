"""What is looked at in the cells of a source notebook: of any cell, and of those of one exercise."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

from lrgrade.authoring.complete.draft import Draft, SourceNotebook, list_of
from lrgrade.authoring.complete.problem import Problem, listed, still, todos_in
from lrgrade.authoring.leaks import leaks_in
from lrgrade.course.source import BEGIN_HIDDEN, END_HIDDEN, exercise_of, test_cells
from lrlab.workbook.solutions import BEGIN_SOLUTION, END_SOLUTION, nbgrader_of, solution_cells

SCHEMA = 3
HIDDEN_TITLE, HIDDEN_HINT = "# Hidden test: ", "# Hint: "
STUB = "raise NotImplementedError()"

_GRADE_ID = re.compile(r"[A-Za-z0-9_-]+")
# What JupyterLab's toolbar calls a cell until somebody else does.
_MADE_UP = re.compile(r"cell-[0-9a-f]{8,}")
_POINTS = re.compile(r"\([^()]*?(\d+(?:\.\d+)?) points?\b[^()]*\)")
_TOTAL = re.compile(r"There are (\d+(?:\.\d+)?) points\b")


def nothing_is_left_to_write(source: SourceNotebook) -> Iterator[Problem]:
    """No cell says TODO any more."""
    for cell in source.notebook.cells:
        yield from (Problem(source.at(cell), still(words)) for _, words in todos_in(cell.source))


def metadata_is_nbgraders(source: SourceNotebook) -> Iterator[Problem]:
    """nbgrader can read what the cells say of themselves."""
    for cell in source.notebook.cells:
        facts = nbgrader_of(cell)
        if not facts:
            continue
        grade_id, at = facts.get("grade_id"), source.at(cell)
        if facts.get("schema_version") != SCHEMA:
            yield Problem(at, f"its nbgrader metadata should have the schema_version {SCHEMA}.")
        missing = [key for key in ("grade", "solution", "locked") if not isinstance(facts.get(key), bool)]
        if missing:
            yield Problem(at, f"its nbgrader metadata should say true or false for {listed(missing)}.")
        if not isinstance(grade_id, str) or not _GRADE_ID.fullmatch(grade_id):
            yield Problem(at, "its grade_id should be made of letters, digits, _ and -.")
        elif grade_id != cell.id:
            yield Problem(at, f"its grade_id is {grade_id}: make its id in the file the same, so that both stay.")
        points = facts.get("points")
        if facts.get("grade") and (not isinstance(points, int | float) or points < 0):
            yield Problem(at, "it is graded, so its nbgrader metadata should say how many points it is worth.")


def grade_ids_are_unique(source: SourceNotebook) -> Iterator[Problem]:
    """No two cells have one grade id."""
    ids = Counter(nbgrader_of(cell)["grade_id"] for cell in source.notebook.cells if "grade_id" in nbgrader_of(cell))
    for grade_id, times in ids.items():
        if times > 1:
            yield Problem(source.where, f"{times} cells have the grade_id {grade_id}: give each its own.")


def cells_belong_to_exercises(source: SourceNotebook) -> Iterator[Problem]:
    """Every answer and every test is that of an exercise which the list has."""
    names = [exercise.name for exercise in source.exercises]
    for cell in test_cells(source.notebook):
        grade_id = nbgrader_of(cell).get("grade_id", "")
        if _MADE_UP.fullmatch(grade_id):
            words = "its grade_id was made up by JupyterLab: call it test-NAME or test-NAME-WHAT after its exercise."
            yield Problem(source.at(cell), words)
        elif exercise_of(grade_id) not in names:
            words = (
                "it is worth points and belongs to no exercise: call it test-NAME or test-NAME-WHAT after one of "
                f"{listed(names)}."
            )
            yield Problem(source.at(cell), words)
    for cell in solution_cells(source.notebook):
        grade_id = nbgrader_of(cell).get("grade_id", "")
        if not nbgrader_of(cell).get("grade") and grade_id not in names:
            words = f"it holds an answer, and {list_of(source.course.package)} has no exercise {grade_id} in it."
            yield Problem(source.at(cell), words)


def the_title_agrees(source: SourceNotebook) -> Iterator[Problem]:
    """Where the first cell tells the points of each exercise and of all, it tells the right ones."""
    if not source.says_its_points:
        return  # Which is told elsewhere.
    title = source.notebook.cells[0]
    rows = [
        [piece.strip() for piece in line.strip().strip("|").split("|")]
        for line in title.source.splitlines()
        if line.lstrip().startswith("|")
    ]
    column = next((row.index("points") for row in rows if "points" in row), None)
    told = {row[0].strip("`"): row[column] for row in rows if column is not None and len(row) > column}
    worth: Counter[str] = Counter()
    for cell in test_cells(source.notebook):
        worth[exercise_of(nbgrader_of(cell).get("grade_id", ""))] += nbgrader_of(cell).get("points", 0)
    for exercise in source.exercises if told else []:
        if exercise.name not in told:
            words = f"its table has no row for {exercise.name}."
            yield Problem(source.at(title), words)
        elif told[exercise.name] != f"{worth[exercise.name]:g}":
            words = f"its table says {told[exercise.name]} points for {exercise.name}, and its tests give "
            yield Problem(source.at(title), f"{words}{worth[exercise.name]:g}.")
    total = _TOTAL.search(title.source)
    if total and float(total[1]) != sum(worth.values()):
        yield Problem(source.at(title), f"it says {total[1]} points, and the tests give {sum(worth.values()):g}.")


def nothing_leaks(source: SourceNotebook) -> Iterator[Problem]:
    """Students see no model answer, no hidden test and no output."""
    shipped = dict.fromkeys([source.root / source.course.facade, *source.course.packages])
    for sentence in leaks_in(source.release, source.notebook, shipped, source.files):
        yield Problem(source.where, f"{sentence}, which students would see.")


def there_is_a_statement_with_its_points(draft: Draft) -> Iterator[Problem]:
    """The text above the answer cell ends with what the tests give together."""
    worth = sum(nbgrader_of(cell).get("points", 0) for cell in draft.tests.values())
    told = _POINTS.findall(draft.statement.source)
    if not draft.source.says_its_points:
        return  # Which is told elsewhere.
    at = draft.source.at(draft.statement)
    if not told:
        yield Problem(at, f"it should end with the points of {draft.name}, such as (5 minutes, {worth:g} points).")
    elif float(told[-1]) != worth:
        yield Problem(at, f"it says {told[-1]} points for {draft.name}, and its tests give {worth:g}.")


def the_answer_is_marked(draft: Draft) -> Iterator[Problem]:
    """The model answer stands between its two marks, and what students see of the cell is a stub."""
    at, source = draft.source.at(draft.answer), draft.answer.source
    wrong = [*draft.wrong_python()]
    if wrong:
        yield from wrong
        return
    marks = [line.strip() for line in source.splitlines() if "BEGIN SOLUTION" in line or "END SOLUTION" in line]
    if marks != [BEGIN_SOLUTION, END_SOLUTION]:
        words = f"the model answer should stand between the lines `{BEGIN_SOLUTION}` and `{END_SOLUTION}`, once."
        yield Problem(at, words)
        return
    if nbgrader_of(draft.answer).get("grade"):
        yield Problem(at, "an answer earns no points by itself, its tests do: `grade` should be false.")
    try:
        stub = ast.parse(_stubbed(source))
    except SyntaxError as error:
        yield Problem(at, f"what students see of it is no Python: {error.msg}, in line {error.lineno}.")
        return
    if draft.exercise.kind == "function":
        yield from (Problem(at, words) for words in _of_a_function(draft, stub))
    else:
        yield from (Problem(at, words) for words in _of_blanks(draft, stub))


def _stubbed(source: str) -> str:
    """What nbgrader leaves of an answer cell."""
    lines, hidden = [], False
    for line in source.splitlines():
        if line.strip() == BEGIN_SOLUTION:
            lines.append(line.replace(BEGIN_SOLUTION, STUB))
        hidden = line.strip() == BEGIN_SOLUTION or (hidden and line.strip() != END_SOLUTION)
        if not hidden and line.strip() != END_SOLUTION:
            lines.append(line)
    return "\n".join(lines)


def _of_a_function(draft: Draft, stub: ast.Module) -> Iterator[str]:
    found = [node for node in stub.body if isinstance(node, ast.FunctionDef) and node.name == draft.name]
    if not found:
        yield f"the line `def {draft.exercise.signature}:` should stand before `{BEGIN_SOLUTION}`."
        return
    given = [argument.arg for argument in (*found[0].args.posonlyargs, *found[0].args.args)]
    if given != [*draft.exercise.parameters]:
        yield f"it defines {draft.name}({listed(given)}), and {draft.list} lists {draft.exercise.signature}."
    if not ast.get_docstring(found[0]):
        yield "a docstring below the `def` line should say what comes back."


def _of_blanks(draft: Draft, stub: ast.Module) -> Iterator[str]:
    """Lines and values are filled in where a blank is."""
    derivation = draft.exercise.kind == "derivation"
    names = [draft.name] if derivation else draft.exercise.parameters
    blank = {
        target.id
        for node in stub.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and "..." in ast.unparse(node.value)
    }
    for name in names:
        if name not in blank:
            yield (
                f"before `{BEGIN_SOLUTION}` should stand what students fill in: {name} = "
                + ('the lines, each "...".' if derivation else "...")
            )


def there_is_a_visible_test(draft: Draft) -> Iterator[Problem]:
    """The test that students see begins with the check that saves a right answer."""
    cell = draft.tests.get(f"test-{draft.name}")
    if cell is None:
        words = f"there is no test-{draft.name}, the test of {draft.name} that students see: {draft.new} writes one."
        yield Problem(draft.source.where, words)
        return
    if BEGIN_HIDDEN in cell.source:
        yield Problem(draft.source.at(cell), "students should see all of it: hidden tests have cells of their own.")
    if not _asks(cell.source, "check", draft.name, first=True):
        call = f"check({draft.name})" if draft.exercise.kind != "values" else f'check({{...}}, "{draft.name}")'
        yield Problem(draft.source.at(cell), f"it should begin with `{call}`, which saves a right answer.")


def there_is_a_hidden_test(draft: Draft) -> Iterator[Problem]:
    """A hidden test asks for agreement on drawn inputs; each says of itself what students may see."""
    hidden = {grade_id: cell for grade_id, cell in draft.tests.items() if grade_id != f"test-{draft.name}"}
    if not any(_asks(cell.source, "agrees", draft.name) for cell in hidden.values()):
        drawn = f"test-{draft.name}-drawn"
        way = f"in {drawn} there should be such a line" if drawn in draft.tests else f"{draft.new} writes one"
        words = f"no hidden test of {draft.name} calls `agrees({draft.name})`: {way}."
        yield Problem(draft.source.where, words)
    for cell in hidden.values():
        marks = [line.strip() for line in cell.source.splitlines() if "HIDDEN TESTS" in line]
        if marks != [BEGIN_HIDDEN, END_HIDDEN] and (marks or cell.source.startswith(HIDDEN_TITLE)):
            words = f"what students must not see should stand between the lines `{BEGIN_HIDDEN}` and `{END_HIDDEN}`."
            yield Problem(draft.source.at(cell), words)
        if marks and not re.match(rf"{HIDDEN_TITLE}\S.*\n{HIDDEN_HINT}\S", cell.source):
            words = f"it should begin with two lines for students, `{HIDDEN_TITLE}…` and `{HIDDEN_HINT}…`."
            yield Problem(draft.source.at(cell), words)


def silence_is_tested_where_the_list_says_so(draft: Draft) -> Iterator[Problem]:
    """A test for silence and `silent = true` come together."""
    cell = draft.tests.get(f"test-{draft.name}-silent")
    if draft.exercise.silent and (cell is None or not _asks(cell.source, "silent", draft.name)):
        words = (
            f"it says `silent = true`, so {draft.source.where} should have a hidden test "
            f"test-{draft.name}-silent that calls `silent({draft.name})`."
        )
        yield Problem(draft.where, words)
    if cell is not None and not draft.exercise.silent:
        yield Problem(draft.source.at(cell), f"it tests for silence: say `silent = true` in {draft.where}.")


def tests_come_after_the_answer(draft: Draft) -> Iterator[Problem]:
    """A notebook that is run from top to bottom has the answer first."""
    cells = draft.source.notebook.cells
    for cell in draft.tests.values():
        if cells.index(cell) < cells.index(draft.answer):
            yield Problem(draft.source.at(cell), f"it comes before the answer cell {draft.name}: put it below.")


def tests_are_python(draft: Draft) -> Iterator[Problem]:
    """A test that is no Python judges nobody."""
    for cell in draft.tests.values():
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            yield Problem(draft.source.at(cell), f"it is no Python: {error.msg}, in line {error.lineno}.")


def _asks(source: str, function: str, name: str, first: bool = False) -> bool:
    """Whether a cell calls a function on an exercise; first: before anything else."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return f"{function}(" in source  # It is said elsewhere.
    if first:
        body = body[:1]
    calls = (node for statement in body for node in ast.walk(statement) if isinstance(node, ast.Call))
    return any(
        isinstance(call.func, ast.Name)
        and call.func.id == function
        and any(getattr(argument, "id", getattr(argument, "value", None)) == name for argument in call.args)
        for call in calls
    )
