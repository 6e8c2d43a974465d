"""What an author has so far. Each part is read when a check first asks for it.

A part that is missing, unfinished or broken raises UnreadyError with the problem, so
that every check which needs the part may simply use it.
"""

import ast
import inspect
import json
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from lrgrade.authoring.complete.problem import Problem, UnreadyError, described, listed, still, todos_in
from lrgrade.authoring.misconceptions import Misconception, misconceptions_of
from lrgrade.authoring.reference import as_text, make_table
from lrgrade.course.converters import release_notebook
from lrgrade.course.loading import load
from lrgrade.course.probes import Probes, probes_of, right_results
from lrgrade.course.source import as_lines, exercise_of, test_cells
from lrgrade.intake.submissions import files_of
from lrlab.checking.compare import Tolerance
from lrlab.checking.derivation import DerivationError, notation_of
from lrlab.checking.judge import Verdict, judge
from lrlab.checking.observe import observe_here
from lrlab.checking.tables import encode, fresh_arguments
from lrlab.exercises import LIST, Course, Exercise, notebook_of
from lrlab.workbook.solutions import model_answer, nbgrader_of, solution_cells, source_notebook, without_marks


def list_of(package: str) -> str:
    """The file that lists a package's exercises, as seen from the course folder."""
    return f"{package.replace('.', '/')}/{LIST}"


_ANY_NUMBER = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


class SourceNotebook:
    """A source notebook."""

    def __init__(self, root: Path, course: Course, assignment: str):
        self.root, self.course, self.assignment = root, course, assignment
        self.where = f"solutions/{assignment}/{notebook_of(assignment)}"

    def at(self, cell: NotebookNode) -> str:
        """How a problem names a cell."""
        return f"{self.where}, cell {cell.id}"

    @property
    def folder(self) -> Path:
        """Where it lies, with data and modules that students get with it."""
        return self.root / "solutions" / self.assignment

    @property
    def files(self) -> list[Path]:
        """The data and modules beside it."""
        return sorted(self.folder / name for name in files_of(self.folder))

    @property
    def exercises(self) -> list[Exercise]:
        """Those that the list says are in it."""
        return self.course.of(self.assignment)

    @cached_property
    def notebook(self) -> NotebookNode:
        """All of it."""
        try:
            raw = json.loads((self.root / self.where).read_text(encoding="utf-8"))
            ids = Counter(cell.get("id") for cell in raw["cells"])
        except FileNotFoundError:
            new = f"`lrgrade new notebook {self.assignment}` makes one"
            words = f"there is no such notebook, and {list_of(self.course.package)} has exercises in it: {new}."
            raise UnreadyError(Problem(self.where, words)) from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadyError(Problem(self.where, f"it cannot be read as a notebook: {described(error)}.")) from None
        if None in ids:
            words = "some of its cells have no id: open it in JupyterLab and save it."
            raise UnreadyError(Problem(self.where, words))
        twice = [name for name, times in ids.items() if times > 1]
        if twice:
            words = "more than one cell has this id: change the others in the file."
            raise UnreadyError(*(Problem(f"{self.where}, cell {name}", words) for name in twice))
        try:
            return source_notebook(self.root, self.assignment)
        except Exception as error:
            raise UnreadyError(Problem(self.where, f"it cannot be read as a notebook: {described(error)}.")) from None

    @property
    def says_its_points(self) -> bool:
        """Whether every test cell says what it is worth."""
        return all("points" in nbgrader_of(cell) for cell in test_cells(self.notebook))

    @cached_property
    def release(self) -> NotebookNode:
        """The student version."""
        _ = self.notebook
        try:
            return release_notebook(self.root, self.assignment)
        except Exception as error:
            words = f"nbgrader cannot make the student version: {described(error)}."
            raise UnreadyError(Problem(self.where, words)) from None


class Draft:
    """An exercise."""

    def __init__(self, source: SourceNotebook, exercise: Exercise):
        self.source, self.exercise, self.name = source, exercise, exercise.name
        self.root = source.root
        self.list = list_of(exercise.course.package)
        self.where = f"{self.list}, exercise {self.name}"
        self.new = f"`lrgrade new exercise {self.name} --in {exercise.assignment}`"

    def file(self, name: str) -> str:
        """One of its files, as seen from the course folder. name: without `.py`."""
        return f"grading/exercises/{self.name}/{name}.py"

    @cached_property
    def answer(self) -> NotebookNode:
        """The cell that holds the model answer."""
        for cell in solution_cells(self.source.notebook):
            if nbgrader_of(cell).get("grade_id") == self.name:
                return cell
        words = f"there is no answer cell of {self.name}, with the grade_id {self.name}: {self.new} writes one."
        raise UnreadyError(Problem(self.source.where, words))

    @cached_property
    def tests(self) -> dict[str, NotebookNode]:
        """The cells that test it, by grade id."""
        tests = {nbgrader_of(cell).get("grade_id", ""): cell for cell in test_cells(self.source.notebook)}
        return {grade_id: cell for grade_id, cell in tests.items() if exercise_of(grade_id) == self.name}

    @cached_property
    def statement(self) -> NotebookNode:
        """The text that says what is asked: the last one before the answer cell."""
        cells = self.source.notebook.cells
        before = reversed(cells[: cells.index(self.answer)])
        for cell in before:
            if cell.cell_type == "markdown":
                return cell
            if nbgrader_of(cell).get("grade") or nbgrader_of(cell).get("solution"):
                break
        words = "the cell before it should say in words what is asked."
        raise UnreadyError(Problem(self.source.at(self.answer), words))

    @cached_property
    def model(self) -> Any:
        """The model answer."""
        at = self.source.at(self.answer)
        left = [Problem(at, still(words)) for _, words in todos_in(self.answer.source)] + [*self.wrong_python()]
        if left:
            raise UnreadyError(*left)
        try:
            model = model_answer(self.root, self.exercise)
        except Exception as error:
            raise UnreadyError(Problem(at, f"the model answer cannot be run: {described(error)}.")) from None
        if self.exercise.kind == "derivation":
            wrong = [Problem(at, words) for words in self._wrong_lines(model)]
            if wrong:
                raise UnreadyError(*wrong)
        return model

    def wrong_python(self) -> Iterator[Problem]:
        """Why the answer cell cannot be read as Python."""
        try:
            ast.parse(without_marks(self.answer.source))
        except SyntaxError as error:
            yield Problem(self.source.at(self.answer), f"it is no Python: {error.msg}, in line {error.lineno}.")

    def _wrong_lines(self, model: Any) -> Iterator[str]:
        names = self.exercise.parameters
        if not isinstance(model, list | tuple | dict) or len(model) != len(names):
            yield f"{self.name} should hold {len(names)} lines: {listed(names)}."
        elif isinstance(model, dict) and set(model) != set(names):
            yield f"it has the lines {listed(model)}, and {self.list} lists {listed(names)}."
        else:
            yield from self.unreadable_lines(as_lines(self.exercise, model))

    def unreadable_lines(self, lines: Mapping[str, str]) -> Iterator[str]:
        """Which lines of a derivation cannot be read, and why."""
        for name, text in lines.items():
            try:
                notation_of(self.exercise.course).parse(text)
            except DerivationError as error:
                yield f"the line {name} cannot be read: {error}"

    @cached_property
    def probes(self) -> Probes:
        """The inputs on which answers are compared."""
        module = self._run("probes", lambda: load(self.root, self.name, "probes"))
        problems = []
        if not isinstance(getattr(module, "PROBES", None), list) or not module.PROBES:
            problems.append("it should define `PROBES`, a list of at least one dict of arguments.")
        if not callable(getattr(module, "draw", None)):
            problems.append("it should define `draw(rng)`, which gives a dict of arguments drawn from rng.")
        known = [field.name for field in fields(Tolerance)]
        for key in sorted(getattr(module, "TOLERANCE", {}).keys() - set(known)):
            problems.append(f"nobody knows the key {key} in `TOLERANCE`. There are {listed(known)}.")
        if problems:
            raise UnreadyError(*(Problem(self.file("probes"), words) for words in problems))
        return probes_of(self.root, self.name)

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """The known mistakes."""
        return self._run("misconceptions", lambda: misconceptions_of(self.root, self.name))

    def wrong_arguments(self, arguments: Any) -> Iterator[str]:
        """What is wrong with a dict of arguments; those with a default may be left out."""
        if not isinstance(arguments, dict):
            yield f"should be a dict of arguments, and is of type {type(arguments).__name__}."
            return
        parameters = inspect.signature(self.model).parameters.values()
        optional = {one.name for one in parameters if one.default is not inspect.Parameter.empty}
        wanted = [name for name in self.exercise.parameters if name in arguments or name not in optional]
        if [*arguments] != wanted:
            yield f"has the arguments {listed(arguments) or 'none'}, and {self.list} lists {self.exercise.signature}."
            return
        try:
            encode(arguments)
        except TypeError as error:
            yield f"cannot be kept: {error}."

    def wrong_on(self, arguments: dict[str, Any]) -> Iterator[str]:
        """How the model answer breaks the contract on an input."""
        seen = observe_here(self.model, fresh_arguments(arguments))
        if seen.error:
            yield f"it stops with {': '.join(filter(None, seen.error))}"
        elif seen.changed:
            yield f"it changes {seen.changed[0]}, which belongs to whoever called it"

    @cached_property
    def rights(self) -> list[list[Any]]:
        """Every permissible result for each probe."""
        problems: list[Problem] = []
        rights = []
        at, file = self.source.at(self.answer), self.file("probes")
        for number, arguments in enumerate(self.probes.inputs, 1):
            wrong = [Problem(file, f"probe {number} {words}") for words in self.wrong_arguments(arguments)]
            wrong = wrong or [Problem(at, f"on probe {number} {words}.") for words in self.wrong_on(arguments)]
            if wrong:
                problems += wrong
                continue
            try:
                rights.append(right_results(self.probes, self.model, arguments))
            except Exception as error:
                problems.append(Problem(file, f"on probe {number} `outcomes` stops with {described(error)}."))
        if problems:
            raise UnreadyError(*problems)
        return rights

    @cached_property
    def table(self) -> dict[str, Any]:
        """The reference table, which the course looks up from now on."""
        if self.exercise.kind == "function":
            _ = self.rights
        _ = self.model, self.misconceptions
        # What is said of misconceptions, and of points, is said where they are looked at.
        if not self.source.says_its_points or any(map(self.wrong_in, self.misconceptions)):
            raise UnreadyError
        try:
            table = make_table(self.root, self.exercise)
        except Exception as error:
            words = f"no reference table can be made: {described(error)}."
            raise UnreadyError(Problem(self.where, words)) from None
        self.exercise.course.use_table(self.name, json.loads(as_text(table)))
        return table

    def wrong_in(self, one: Misconception) -> list[str]:
        """What is wrong with the lines or values of a misconception, or with a function's arguments."""
        if self.exercise.kind == "function":
            asked = self.exercise.parameters
            needed = [
                name
                for name, parameter in inspect.signature(one.wrong).parameters.items()
                if parameter.default is parameter.empty and parameter.kind not in _ANY_NUMBER
            ]
            foreign = [name for name in needed if name not in asked]
            return [f"it needs {listed(foreign)}, and {self.name} is given {listed(asked)}."] if foreign else []
        unknown = [name for name in one.wrong if name not in self.exercise.parameters]
        wrong = [f"it speaks of {name}, and {self.name} has {listed(self.exercise.parameters)}." for name in unknown]
        return wrong or [*self.unreadable_lines(one.wrong)] if self.exercise.kind == "derivation" else wrong

    @cached_property
    def verdict(self) -> Verdict:
        """What `check` says of the model answer."""
        _ = self.table
        return judge(self.exercise, self.model)

    def _run(self, name: str, run: Callable[[], Any]) -> Any:
        left = [*self.left_in(name)]
        if left:
            raise UnreadyError(*left)
        try:
            return run()
        except Exception as error:
            line = _line_in(self.root / self.file(name), error)
            raise UnreadyError(Problem(f"{self.file(name)}{line}", f"it stops with {described(error)}.")) from None

    def left_in(self, name: str) -> Iterator[Problem]:
        """What one of its files leaves to its author."""
        path = self.root / self.file(name)
        if not path.is_file():
            yield Problem(self.file(name), f"there is no such file: {self.new} writes one to fill in.")
            return
        for number, words in todos_in(path.read_text(encoding="utf-8")):
            yield Problem(f"{self.file(name)}:{number}", still(words))


def _line_in(path: Path, error: BaseException) -> str:
    """The last line of a file that an error came from, as `:12`, or ""."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return f":{error.lineno}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return f":{lines[-1]}" if lines else ""
