"""Are the tests good? Change each model answer in one small place and see whether the graded tests notice.

Every mutant is judged as a submission's answer is: by `check`, by `agrees`,
and where the exercise asks for it by `silent`. A mutant that passes
all of them has survived: either a test is missing, or the mutant means the same
as the answer, and then it is listed, with the reason, in the exercise's probes
as `EQUIVALENT` (of an exercise without probes, in its misconceptions).
"""

import ast
import copy
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lrgrade.course.loading import load
from lrgrade.hidden import agrees_with_ours, is_silent
from lrlab.checking.judge import judge
from lrlab.exercises import Exercise
from lrlab.workbook.solutions import model_answer, model_source
from lrlab.workbook.workbook import run_module

# A mutant may loop for ever; the model answers need milliseconds. Of CPU time: the machine may be busy with others.
SECONDS = 5.0

_SWAPPED: dict[type[ast.AST], tuple[type[Any], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}


@dataclass(frozen=True)
class Mutant:
    """A model answer with one change. `line` is the changed line before it, `change` what it became."""

    exercise: str
    line: str
    change: str
    source: str

    @property
    def key(self) -> str:
        """The change in one line, by which an equivalent mutant is listed."""
        return f"{self.line} → {self.change}"


@dataclass(frozen=True)
class Tally:
    """The mutants of one exercise: how many there are, those that survived, and the listed ones among these.

    stale: what is listed and is no change of the answer, or does not survive.
    """

    exercise: str
    count: int
    survived: tuple[Mutant, ...]
    equivalent: tuple[Mutant, ...]
    stale: tuple[str, ...] = ()

    @property
    def killed(self) -> int:
        """How many were noticed."""
        return self.count - len(self.survived) - len(self.equivalent)


def run(root: Path, exercise: Exercise) -> Tally:
    """Judge every mutant of an exercise's model answer."""
    listed = equivalents(root, exercise)
    every = list(mutants(root, exercise))
    passed = [mutant for mutant in every if _passes(root, exercise, mutant)]
    return Tally(
        exercise.name,
        len(every),
        tuple(mutant for mutant in passed if mutant.key not in listed),
        tuple(mutant for mutant in passed if mutant.key in listed),
        tuple(key for key in listed if key not in {mutant.key for mutant in passed}),
    )


def equivalents(root: Path, exercise: Exercise) -> dict[str, str]:
    """The mutants known to mean the same as the answer: change to reason."""
    file = "probes" if exercise.kind == "function" else "misconceptions"
    return getattr(load(root, exercise.name, file), "EQUIVALENT", {})


def mutants(root: Path, exercise: Exercise) -> Iterator[Mutant]:
    """Every mutant of a model answer, each source once."""
    name = exercise.name
    if exercise.kind != "function":
        yield from _mutants_of_values(root, exercise)
        return
    tree = ast.parse(model_source(root, exercise))
    place = next(i for i, node in enumerate(tree.body) if isinstance(node, ast.FunctionDef) and node.name == name)
    plain = ast.unparse(tree).splitlines()
    seen = {ast.unparse(tree)}
    for changed in _changes(tree.body[place]):
        other = copy.copy(tree)
        other.body = [*tree.body]
        other.body[place] = changed
        source = ast.unparse(ast.fix_missing_locations(other))
        if source not in seen:
            seen.add(source)
            yield Mutant(name, *_first_change(plain, source.splitlines()), source)


def _mutants_of_values(root: Path, exercise: Exercise) -> Iterator[Mutant]:
    answer = model_answer(root, exercise)
    items = answer.items() if isinstance(answer, dict) else enumerate(answer)
    for key, value in items:
        text = value if isinstance(value, str) else repr(value)
        seen = {ast.unparse(ast.parse(text, mode="eval"))}
        for changed in _changes(ast.parse(text, mode="eval")):
            other = ast.unparse(ast.fix_missing_locations(changed))
            if other in seen:
                continue
            seen.add(other)
            mutated = copy.copy(answer)
            try:
                mutated[key] = other if isinstance(value, str) else ast.literal_eval(other)
            except ValueError:
                continue
            yield Mutant(exercise.name, text, other, f"{exercise.name} = {mutated!r}\n")


Change = Callable[[Any], None]


def _changes(tree: Any) -> Iterator[Any]:
    """The tree with one change, for every node and every way to change it."""
    for index, node in enumerate(ast.walk(tree)):
        for change in _ways(node, tree):
            changed = copy.deepcopy(tree)
            twin = next(other for place, other in enumerate(ast.walk(changed)) if place == index)
            change(twin)
            yield changed


def _ways(node: ast.AST, tree: ast.AST) -> Iterator[Change]:
    match node:
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp():
            yield from (_set("op", other()) for other in _SWAPPED.get(type(node.op), ()))
        case ast.Compare(ops=[operation]):
            yield from (_set("ops", [other()]) for other in _SWAPPED.get(type(operation), ()))
        case ast.UnaryOp():
            yield lambda twin: _become(twin, twin.operand)
        case ast.Constant(value=bool() as truth):
            yield _set("value", not truth)
        case ast.Constant(value=int() | float() as number):
            yield from (_set("value", other) for other in {number + 1, number - 1, -number, number / 2} - {number})
        case ast.IfExp():
            yield lambda twin: _become(twin, twin.body)
            yield lambda twin: _become(twin, twin.orelse)
        case ast.Call():
            if node.args:
                yield lambda twin: _become(twin, twin.args[0])
            if len(node.args) > 1:
                yield lambda twin: twin.args.reverse()
            yield from (_replace("keywords", place, []) for place in range(len(node.keywords)))
        case ast.Name(id=name, ctx=ast.Load()) if name in _parameters(tree):
            yield from (_set("id", other) for other in sorted(_parameters(tree) - {name}))
        case ast.Return():
            yield _set("value", ast.Constant(None))
        case ast.For() | ast.While():
            yield lambda twin: twin.body.append(ast.Break())
    yield from _deletions(node)


def _deletions(node: ast.AST) -> Iterator[Change]:
    for field in ("body", "orelse"):
        statements = getattr(node, field, None)
        if not isinstance(statements, list):
            continue
        for place, statement in enumerate(statements):
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue  # a docstring
            yield _replace(field, place, [ast.Pass()])
            if isinstance(statement, ast.If):
                yield _replace(field, place, statement.body)


def _set(field: str, value: Any) -> Change:
    return lambda twin: setattr(twin, field, value)


def _replace(field: str, place: int, others: list[Any]) -> Change:
    def change(twin: Any) -> None:
        getattr(twin, field)[place : place + 1] = others

    return change


def _become(twin: Any, other: Any) -> None:
    twin.__class__ = other.__class__
    twin.__dict__.clear()
    twin.__dict__.update(other.__dict__)


def _parameters(tree: ast.AST) -> set[str]:
    return {argument.arg for argument in tree.args.args} if isinstance(tree, ast.FunctionDef) else set()


def _first_change(plain: list[str], changed: list[str]) -> tuple[str, str]:
    for before, after in zip(plain, changed, strict=False):
        if before != after:
            return before.strip(), after.strip()
    return plain[-1].strip(), "(gone)"


class _TooLong(BaseException):
    """Not an Exception, so that neither a mutant nor `observe` takes it for one of its own."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _passes(root: Path, exercise: Exercise, mutant: Mutant) -> bool:
    try:
        with _limited(SECONDS):
            answer = run_module(exercise.name, mutant.source, "<mutant>")
            if judge(exercise, answer).fault:
                return False
            agrees_with_ours(root, exercise, answer)
            if exercise.silent:
                is_silent(root, exercise, answer)
    except (Exception, _TooLong):
        return False
    return True
