"""`lrgrade new`: begin an exercise or a notebook, with stubs for all that its author is to write.

What is there stays as it is; what is missing is added. So the same command may
be run again, and says what is there already.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from nbformat import NotebookNode

from lrgrade.authoring import stubs
from lrgrade.authoring.complete import listing
from lrgrade.authoring.complete.draft import Draft, SourceNotebook, list_of
from lrgrade.authoring.complete.problem import UnreadyError
from lrgrade.authoring.notebooks import as_json
from lrgrade.course.source import exercise_of
from lrlab.exercises import Course, Exercise, notebook_of
from lrlab.flaws import flaws_in
from lrlab.workbook.solutions import nbgrader_of


class CannotBeginError(Exception):
    """It cannot be begun. The message says why, and what to do first."""


class Piece(NamedTuple):
    """A piece of what was begun: where it is, and whether it was written now or there before."""

    where: str
    written: bool


def new_exercise(
    root: Path, package: str, name: str, assignment: str, key: str = "", parameters: tuple[str, ...] = ()
) -> Iterator[Piece]:
    """Begin an exercise in an assignment, part by part. Raises CannotBeginError.

    key, parameters: `arguments`, `lines` or `variables`, and their names; not
    needed for an exercise that is listed already.
    """
    data = _listed(root, package)
    listed = next((entry for entry in data["exercise"] if entry["name"] == name), None)
    if listed is None:
        if not parameters:
            raise CannotBeginError(
                f'{name} is not listed yet, so say what it takes: --arguments "x y" for a function, --lines "first '
                'second" for a derivation, --variables "a b" for plain values.'
            )
        listed = {"name": name, "assignment": assignment, key: [*parameters]}
    if listed["assignment"] != assignment:
        raise CannotBeginError(f"{list_of(package)} lists {name} in {listed['assignment']}.")
    notebook = root / "solutions" / assignment / notebook_of(assignment)
    if not notebook.is_file():
        first = f"`lrgrade new notebook {assignment}` makes it."
        raise CannotBeginError(f"There is no {notebook.relative_to(root).as_posix()} yet: {first}")
    entries = [*(entry for entry in data["exercise"] if entry["name"] != name), listed]
    flaws = [flaw.sentence for flaw in flaws_in({"exercise": entries})]
    if flaws:
        raise CannotBeginError(f"{name}: {' '.join(flaws)}")
    exercise = Course(package, {"exercise": entries}).exercises[name]
    source = SourceNotebook(root, exercise.course, assignment)
    try:
        _ = source.notebook
    except UnreadyError as unready:
        raise CannotBeginError(str(unready)) from None
    yield _enter_into_list(root / list_of(package), list_of(package), data, exercise)
    yield from _add_cells(notebook, source, exercise)
    folder = f"grading/exercises/{name}"
    if exercise.kind == "function":
        yield _write(root, f"{folder}/probes.py", lambda: stubs.probes(exercise))
    yield _write(root, f"{folder}/misconceptions.py", lambda: stubs.misconceptions(exercise))
    if (root / "tests" / "corpus").is_dir():
        yield _write(root, f"tests/corpus/{name}.py", lambda: stubs.corpus(exercise))


def new_notebook(root: Path, package: str, assignment: str) -> Iterator[Piece]:
    """Begin a notebook for an assignment. Raises CannotBeginError."""
    data = _listed(root, package)
    example = {"name": "example", "assignment": assignment, "arguments": ["x"]}
    flaws = [flaw.sentence for flaw in flaws_in({"exercise": [example]})]
    if flaws:
        raise CannotBeginError(" ".join(flaws))
    course = Course(package, data)
    earlier = [exercise for exercise in course.exercises.values() if exercise.assignment < assignment]
    where = f"solutions/{assignment}/{notebook_of(assignment)}"
    yield _write(root, where, lambda: as_json(stubs.notebook(course, assignment, earlier)))


def _listed(root: Path, package: str) -> dict[str, Any]:
    """The list, which must be as it should be and in this folder."""
    try:
        data = listing.read(root, package)
    except UnreadyError as unready:
        raise CannotBeginError(str(unready)) from None
    flaws = [*listing.flaws_of(package, data)]
    if flaws:
        raise CannotBeginError("\n".join(map(str, flaws)))
    if not (root / list_of(package)).is_file():
        raise CannotBeginError(f"{package} does not lie in this folder: there is no {list_of(package)}.")
    return data


def _enter_into_list(path: Path, where: str, data: dict[str, Any], exercise: Exercise) -> Piece:
    """Put an exercise behind the last one of its assignment, or of the assignments before."""
    if exercise.name in (entry["name"] for entry in data["exercise"]):
        return Piece(f"{where}, exercise {exercise.name}", False)
    text = path.read_text(encoding="utf-8")
    before = sum(entry["assignment"] <= exercise.assignment for entry in data["exercise"])
    heads = [match.start() for match in re.finditer(r"^\[\[ *exercise *\]\]", text, re.MULTILINE)]
    place = [*heads, len(text)][before] if len(heads) == len(data["exercise"]) else len(text)
    made = "\n".join(filter(None, [text[:place].rstrip("\n") + "\n", stubs.entry(exercise), text[place:]]))
    try:
        listed = tomllib.loads(made)["exercise"]
    except tomllib.TOMLDecodeError:
        listed = []
    if [entry for entry in listed if entry["name"] != exercise.name] != data["exercise"]:
        raise CannotBeginError(f"{where} is written in a way of its own: put {exercise.name} into it by hand.")
    path.write_text(made, encoding="utf-8", newline="\n")
    return Piece(f"{where}, exercise {exercise.name}", True)


def _add_cells(path: Path, source: SourceNotebook, exercise: Exercise) -> Iterator[Piece]:
    """Put what is missing of an exercise's cells behind the last exercise of its notebook."""
    notebook = nbformat.read(path, as_version=4)
    draft = Draft(source, exercise)
    there = [_there(draft, what) for what in _WANTED]
    place = _behind_the_exercises(notebook, {one.name for one in exercise.course.of(exercise.assignment)})
    written = []
    for (make, needed), cell_id in zip(_WANTED.values(), there, strict=True):
        if cell_id:
            place = [cell.id for cell in notebook.cells].index(cell_id) + 1
            written.append(Piece(f"{source.where}, cell {cell_id}", False))
        elif needed(exercise):
            made = make(exercise)
            notebook.cells.insert(place, made)
            place += 1
            written.append(Piece(f"{source.where}, cell {made.id}", True))
    if any(one.written for one in written):
        _add_title_row(notebook, exercise)
        path.write_text(as_json(notebook), encoding="utf-8", newline="\n")
    yield from written


# What an exercise needs in its notebook, in this order: how a cell is made, and for which exercises.
_WANTED: dict[str, tuple[Callable[[Exercise], NotebookNode], Callable[[Exercise], bool]]] = {
    "statement": (stubs.statement, lambda _: True),
    "answer": (stubs.answer, lambda _: True),
    "visible": (stubs.visible_test, lambda _: True),
    "hidden": (stubs.hidden_test, lambda _: True),
    "silent": (lambda exercise: stubs.hidden_test(exercise, "silent"), lambda exercise: exercise.silent),
}


def _there(draft: Draft, what: str) -> str:
    """The id of the cell that is there already, or ""."""
    visible, silent = f"test-{draft.name}", f"test-{draft.name}-silent"
    tests = draft.tests
    hidden = [grade_id for grade_id in tests if grade_id not in (visible, silent)]
    try:
        match what:
            case "statement":
                return draft.statement.id
            case "answer":
                return draft.answer.id
    except UnreadyError:
        return ""
    found = {"visible": visible, "silent": silent, "hidden": next(iter(hidden), "")}[what]
    return tests[found].id if found in tests else ""


def _behind_the_exercises(notebook: NotebookNode, names: set[str]) -> int:
    places = [
        place
        for place, cell in enumerate(notebook.cells, 1)
        if exercise_of(str(nbgrader_of(cell).get("grade_id", ""))) in names
    ]
    return max(places, default=len(notebook.cells))


def _add_title_row(notebook: NotebookNode, exercise: Exercise) -> None:
    """Put a row into the first cell's table of exercises, where it has one."""
    lines = notebook.cells[0].source.splitlines()
    tables = [number for number, line in enumerate(lines) if re.match(r"\|.*\bpoints\b.*\|", line)]
    if not tables or any(line.startswith(f"| `{exercise.name}` |") for line in lines):
        return
    header = [column.strip() for column in lines[tables[0]].strip().strip("|").split("|")]
    end = next((n for n in range(tables[0], len(lines)) if not lines[n].startswith("|")), len(lines))
    lines.insert(end, stubs.title_row(exercise, header))
    notebook.cells[0].source = "\n".join(lines)


def _write(root: Path, where: str, text: Callable[[], str]) -> Piece:
    path = root / where
    if path.exists():
        return Piece(where, False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(), encoding="utf-8", newline="\n")
    return Piece(where, True)
