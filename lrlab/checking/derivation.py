"""Derivations that a learner writes line by line: read safely, evaluated to many digits, compared.

A line is an expression in Python syntax. Nothing of it is ever run: its syntax
tree is checked node by node against a short list of what may stand in a line
(`Notation.parse`), and then read in two ways, with mpmath's numbers or with
SymPy's symbols in the place of the names.

Numbers can refute: two lines that differ at one point are different. So
`first_difference` compares a line with stored values at fixed points, and
needs no right answer at hand. `equal` draws its points, and lets SymPy decide
where they refute nothing; where SymPy cannot tell, or takes too many steps,
agreement to 25 digits at every point drawn counts as equality.

Which symbols there are, and how they hang together, is the course's: its module
`notation` defines a Notation.
"""

import ast
import operator
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fractions import Fraction
from functools import cache, lru_cache, partial
from math import prod
from typing import Any

from lrlab.exercises import Course, CourseError

FUNCTIONS = ("log", "ln", "exp", "sqrt")

Point = Mapping[str, str]

_DIGITS = 120  # so many that what cancels in a clumsy line does not show
_DRAWN_POINTS = 20
_LONGEST_LINE = 500
_DEEPEST = 40
_LARGEST_NUMBER = 10**9
_LARGEST_POWER = 100
_LARGEST_VALUE = 1e300
_LARGEST_PROOF = 1000  # terms of the two lines together, multiplied out
_MOST_CALLS = 1_000_000  # function calls that SymPy may make; most proofs take a few thousand


class DerivationError(ValueError):
    """A line cannot be read. The message tells a beginner why."""


@dataclass(frozen=True)
class Difference:
    """Where a line differs from what was expected; `got` is NaN where it has no real value."""

    point: dict[str, float]
    got: float
    expected: float


@dataclass(frozen=True, eq=False)
class Notation:
    """What may stand in the lines of a course's derivations, and what it means.

    symbols: in the order in which messages list them. points: where lines are
    compared, each with a decimal for every symbol that is not derived; easy
    numbers first, since a learner may be shown one, the first two alike but for
    `features`. drawn: for points that nobody knows beforehand, the interval of
    each symbol. edges: values of a symbol where a line may be undefined
    although its equal is not (y/y at y = 0). derived: symbols that follow from
    the others, as expressions. functions: further ones, as expressions in `u`.

    proof, assumptions: for SymPy, what to put for a symbol, and what is known
    of those that remain ("real", "positive", "nonnegative").

    always: symbols whose values are shown with every difference. features:
    those that are shown besides where the right line depends on them. example:
    an expression that messages may show. spellings: what stands in formulas and
    not in Python, with what to write for it. line_names: those of all lines,
    which no line may use.
    """

    symbols: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    drawn: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    edges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    proof: Mapping[str, str] = field(default_factory=dict)
    assumptions: Mapping[str, str] = field(default_factory=dict)
    always: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    example: str = "x**2"
    spellings: Mapping[str, str] = field(default_factory=dict)
    line_names: frozenset[str] = frozenset()

    @property
    def function_names(self) -> tuple[str, ...]:
        """The functions that a line may use."""
        return *FUNCTIONS, *self.functions

    def parse(self, text: Any) -> ast.expr:
        """A line's syntax tree, with nothing in it but numbers, symbols, + - * / ** and functions of one argument.

        Raises DerivationError, whose message is a sentence for the learner.
        """
        if not isinstance(text, str):
            raise DerivationError(f'A line is a text. Put it in quotes, such as "{self.example}".')
        if len(text) > _LONGEST_LINE:
            raise DerivationError(
                f"This line is longer than {_LONGEST_LINE} characters. The lines asked for are short."
            )
        return _parsed(self, " ".join(str(text).split()))

    def values(self, text: str) -> list[str]:
        """A line's values at the points, as decimals of thirty digits; "nan" where it has no real value.

        Raises DerivationError.
        """
        mp, line = _mp(), self._reading(text)
        found = [_real(_at(self, line, point)) for point in self.points]
        return [mp.nstr(value, 30, strip_zeros=False) if mp.isfinite(value) else "nan" for value in found]

    def first_difference(self, text: str, expected: list[str]) -> Difference | None:
        """The first of the points where a line differs from the expected values, or None if it is right.

        expected: what `values` gave for the right line. Raises DerivationError for a line that cannot be read.
        """
        mp, line = _mp(), self._reading(text)
        for point, right in zip(self.points, expected, strict=True):
            got, wanted = _real(_at(self, line, point)), mp.mpf(right)
            if not _agree(self, got, wanted, point):
                shown = {*self.always, *_names(self.parse(text))}
                if expected[0] != expected[1]:
                    shown |= set(self.features)
                numbers = _numbers(self, point).names
                return Difference(
                    {name: float(numbers[name]) for name in self.symbols if name in shown}, float(got), float(wanted)
                )
        return None

    def equal(self, a: str, b: str) -> bool:
        """Whether two lines are equal wherever the symbols may lie. Raises DerivationError."""
        return _same(self, self._reading(a), self._reading(b))

    def follows(self, rules: Mapping[str, str], lines: Mapping[str, Any]) -> str | None:
        """The name of the first line that does not follow from the lines before it, or None.

        rules: how later lines follow, each as an expression in the names of
        earlier ones. A line that cannot be read follows from nothing. The lines
        from which a derivation starts are not judged.
        """
        for name, rule in rules.items():
            tree = ast.parse(rule, mode="eval").body
            try:
                sources = {source: self.parse(lines[source]) for source in _names(tree) if source in lines}
                if not _same(self, partial(_value_of_step, tree, sources), self._reading(lines[name])):
                    return name
            except DerivationError:
                return name
        return None

    def _reading(self, text: str) -> "_Reading":
        return partial(_value, self.parse(text))


@cache
def notation_of(course: Course) -> Notation:
    """What may stand in the lines of a course's derivations. Raises CourseError where they cannot be compared."""
    notation = replace(course.defined("notation", "NOTATION", Notation()), line_names=course.lines)
    if course.lines and len(notation.points) < 2:
        raise CourseError(f"Lines are compared at two points or more. NOTATION of {course.package} has fewer.")
    return notation


# Reading a line


@lru_cache(maxsize=256)
def _parsed(notation: Notation, text: str) -> ast.expr:
    _complain_about_characters(notation, text)
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise DerivationError(_why_unreadable(notation, text)) from None
    _allow(notation, tree, text, 0)
    for point in notation.points:  # raises where numbers get out of bounds
        _at(notation, partial(_value, tree), point)
    return tree


def _names(tree: ast.AST) -> list[str]:
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


# What stands in formulas and not in Python, and what to write for it.
_SPELLINGS = {
    "^": "`^` is not a power in Python. Write `**`, such as `{example}`.",
    "=": "Write only what stands to the right of the `=`.",
    "−": "This minus sign comes from a formula. Write the one on the keyboard, `-`.",
    "–": "This is a dash. Write the minus sign on the keyboard, `-`.",
    "·": "Write `*` for a product.",
    "×": "Write `*` for a product.",
    "²": "Write `**2` for a square.",
    "√": "Write `sqrt(...)` for a root.",
    "[": "Use round parentheses only.",
    "{": "Use round parentheses only.",
    "#": "Leave the comment out: a line is an expression only.",
}
_NUMBER_THEN_NAME = re.compile(r"(?<![\w.])((?>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))([A-Za-z_]\w*)")
_TWO_FACTORS = re.compile(r"([\w.]+(?=\s)|\))\s*([A-Za-z_0-9(]\w*)")


def _complain_about_characters(notation: Notation, text: str) -> None:
    if not text:
        raise DerivationError("This line is empty.")
    if "==" in text:
        raise DerivationError(notation.spellings.get("==", "A line cannot use `if` or `==`."))
    spellings = {**_SPELLINGS, **notation.spellings}
    for character in text:
        if character in spellings:
            raise DerivationError(spellings[character].replace("{example}", notation.example))
        if not character.isascii() or not character.isprintable():
            raise DerivationError(
                f"The character {character!r} cannot be read here. Use the letters, digits and signs of the keyboard."
            )
    if glued := _NUMBER_THEN_NAME.search(text):
        number, name = glued.groups()
        raise DerivationError(f"There is a `*` missing: write `{number}*{name}` for `{number}{name}`.")


def _why_unreadable(notation: Notation, text: str) -> str:
    opened = 0
    for character in text:
        opened += {"(": 1, ")": -1}.get(character, 0)
        if opened < 0:
            return "There is a `)` too many, or a `(` is missing before it."
    if opened:
        return "There is a `(` that is never closed."
    if (pair := _TWO_FACTORS.search(text)) and not {pair[1], pair[2]} & {"if", "else", "for", "in", "and", "or", "not"}:
        if pair[1] in notation.function_names:
            return f"`{pair[1]}` is a function. Put what it is applied to in parentheses: `{pair[1]}({pair[2]})`."
        return f"There is an operator missing between `{pair[1]}` and `{pair[2]}`. A product needs a `*`."
    return "This is not a complete expression. Is a sign or a factor missing?"


def _allow(notation: Notation, node: ast.AST, text: str, depth: int) -> None:
    """Raise DerivationError unless everything below a node may stand in a line."""
    symbols, functions = notation.symbols, notation.function_names
    argument = notation.example.partition("**")[0]
    if depth > _DEEPEST:
        raise DerivationError("This line is nested too deeply. Use fewer parentheses.")
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            if not abs(number) <= _LARGEST_NUMBER:
                raise DerivationError("There is a number in this line that is too large.")
        case ast.Name(id=name):
            if name in functions:
                raise DerivationError(
                    f"`{name}` is a function. Put what it is applied to in parentheses, such as `{name}({argument})`."
                )
            if name not in symbols:
                raise DerivationError(_unknown(notation, name))
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
            _allow(notation, operand, text, depth + 1)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), right=right):
            _allow(notation, left, text, depth + 1)
            _allow(notation, right, text, depth + 1)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in functions:
            if len(arguments) != 1:
                raise DerivationError(f"`{name}` takes one argument, such as `{name}({argument})`.")
            _allow(notation, arguments[0], text, depth + 1)
        case ast.Call(func=ast.Name(id=name)) if name not in symbols:
            raise DerivationError(_unknown(notation, name))
        case ast.Call(func=ast.Name() | ast.Constant() | ast.BinOp() | ast.UnaryOp() | ast.Call() as factor):
            piece = ast.get_source_segment(text, factor) or ""
            piece = piece if len(piece) < 30 else "…"
            piece = f"({piece})" if isinstance(factor, ast.BinOp | ast.UnaryOp) else piece
            raise DerivationError(f"There is a `*` missing: write `{piece}*(...)` for `{piece}(...)`.")
        case ast.Attribute(attr=name) | ast.Call(func=ast.Attribute(attr=name)) if name in (*functions, *symbols):
            raise DerivationError(f"Write `{name}` alone, with nothing and no dot before it.")
        case ast.BinOp(op=ast.FloorDiv() | ast.Mod()):
            raise DerivationError("Write `/` for a division.")
        case ast.Tuple():
            raise DerivationError("A line is one expression. Is there a comma too many? A decimal number has a dot.")
        case _:
            raise DerivationError(
                f"A line may hold numbers, the names {_list(symbols)}, the signs + - * / ** and parentheses, "
                f"and the functions {_list(functions)}. Something else stands in this one."
            )


def _unknown(notation: Notation, name: str) -> str:
    symbols, functions = notation.symbols, notation.function_names
    if name in notation.line_names:
        return f"A line cannot use the name of another one. Write out what `{name}` stands for."
    close = get_close_matches(name.lower(), [*symbols, *functions], 1, 0.5)
    meant = f" Did you mean `{close[0]}`?" if close else ""
    name = name if len(name) < 30 else name[:29] + "…"
    return f"`{name}` is not known here.{meant} You may use {_list(symbols)} and the functions {_list(functions)}."


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


# What a line means


@dataclass(frozen=True)
class _Meaning:
    """What stands for the numbers and names of a line: mpmath's numbers at one point, or SymPy's symbols."""

    number: Callable[[Fraction], Any]
    names: Mapping[str, Any]
    power: Callable[[Any, Any], Any] = operator.pow
    kept: Callable[[Any], Any] = lambda value: value


_SIGNS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _value(node: ast.AST, meaning: _Meaning) -> Any:
    """The value of an allowed node. Raises ZeroDivisionError where it has none."""
    read = partial(_value, meaning=meaning)
    match node:
        case ast.Constant(value=int() | float() as number):
            return meaning.number(Fraction(repr(number)))
        case ast.Name(id=name):
            return meaning.names[name]
        case ast.UnaryOp(op=sign, operand=operand):
            return -read(operand) if isinstance(sign, ast.USub) else read(operand)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return meaning.kept(meaning.power(read(left), read(right)))
        case ast.BinOp(left=left, op=sign, right=right):
            return meaning.kept(_SIGNS[type(sign)](read(left), read(right)))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return meaning.kept(meaning.names[name](read(argument)))
    raise AssertionError(f"{type(node).__name__} was not allowed")


def _value_of_step(rule: ast.AST, parts: Mapping[str, ast.expr], meaning: _Meaning) -> Any:
    """What a rule makes of the lines that it starts from."""
    lines = {name: _value(line, meaning) for name, line in parts.items()}
    return _value(rule, _Meaning(meaning.number, {**meaning.names, **lines}, meaning.power, meaning.kept))


@cache
def _mp() -> Any:
    """mpmath with a precision of its own, which changes nobody else's."""
    import mpmath

    mp = mpmath.MPContext()
    mp.dps = _DIGITS
    return mp


def _numbers(notation: Notation, point: Point) -> _Meaning:
    """The reading of a line at a point."""
    mp = _mp()
    names = {name: mp.mpf(value) for name, value in point.items()}
    functions = {"log": mp.log, "ln": mp.log, "exp": _exp, "sqrt": mp.sqrt}
    return _completed(notation, _Meaning(_as_number, {**names, **functions}, _power, _kept), notation.derived)


def _completed(notation: Notation, meaning: _Meaning, derived: Mapping[str, str]) -> _Meaning:
    """A reading that knows the notation's own functions and derived symbols besides."""
    names = dict(meaning.names)
    completed = replace(meaning, names=names)

    def function(tree: ast.expr) -> Callable[[Any], Any]:
        return lambda argument: _value(tree, replace(completed, names={**names, "u": argument}))

    for name, text in notation.functions.items():
        names[name] = function(_trusted(text))
    for name, text in derived.items():
        names[name] = _value(_trusted(text), completed)
    return completed


@cache
def _trusted(text: str) -> ast.expr:
    """The syntax tree of an expression of the course's own."""
    return ast.parse(text, mode="eval").body


def _as_number(fraction: Fraction) -> Any:
    return _mp().mpf(fraction.numerator) / fraction.denominator


def _power(base: Any, exponent: Any) -> Any:
    if abs(exponent) > _LARGEST_POWER:
        raise DerivationError(f"There is a power in this line whose exponent is larger than {_LARGEST_POWER}.")
    return base**exponent


def _exp(exponent: Any) -> Any:
    if abs(exponent) > _LARGEST_POWER:
        raise DerivationError(f"There is an `exp` in this line of something larger than {_LARGEST_POWER}.")
    return _mp().exp(exponent)


def _kept(value: Any) -> Any:
    if not _mp().isfinite(value):
        raise ZeroDivisionError
    if value and not 1 / _LARGEST_VALUE < abs(value) < _LARGEST_VALUE:
        raise DerivationError("This line leads to numbers that are too large or too small to compare.")
    return value


_Reading = Callable[[_Meaning], Any]


def _at(notation: Notation, line: _Reading, point: Point) -> Any:
    """A line's value at a point, perhaps complex; NaN where it has none."""
    try:
        return line(_numbers(notation, point))
    except ZeroDivisionError:
        return _mp().nan


def _real(value: Any) -> Any:
    """A value as a real number, NaN if it is not one."""
    mp = _mp()
    return mp.re(value) if abs(mp.im(value)) < mp.mpf(10) ** -30 else mp.nan


def _agree(notation: Notation, a: Any, b: Any, point: Point) -> bool:
    mp = _mp()
    if mp.isnan(a) or mp.isnan(b):
        return bool(mp.isnan(a) and mp.isnan(b)) or _on_an_edge(notation, point)
    return bool(abs(a - b) <= mp.mpf(10) ** -25 * (1 + abs(a)))


# Equality


def _same(notation: Notation, a: _Reading, b: _Reading) -> bool:
    for point in _drawn_points(notation):
        if not _agree(notation, _at(notation, a, point), _at(notation, b, point), point):
            return False
    return _decided(notation, a, b) is not False


def _drawn_points(notation: Notation) -> Iterator[Point]:
    """Points that nobody knows beforehand, some of them on each edge."""
    draw = random.SystemRandom().uniform
    edges = [{name: value} for name, values in notation.edges.items() for value in values]
    for fixed in [*edges, *([{}] * (_DRAWN_POINTS - len(edges)))]:
        yield {name: str(draw(*interval)) for name, interval in notation.drawn.items()} | fixed


def _on_an_edge(notation: Notation, point: Point) -> bool:
    return any(point[name] in values for name, values in notation.edges.items())


def _decided(notation: Notation, a: _Reading, b: _Reading) -> bool | None:
    """True or False where SymPy can tell whether two lines are equal, None where it cannot."""
    import sympy

    functions = {"log": sympy.log, "ln": sympy.log, "exp": sympy.exp, "sqrt": sympy.sqrt}
    symbols = {name: sympy.Symbol(name, **{known: True}) for name, known in notation.assumptions.items()}
    meaning = _Meaning(lambda f: sympy.Rational(f.numerator, f.denominator), {**symbols, **functions})
    meaning = _completed(notation, meaning, notation.proof)
    try:
        with _Patience(_MOST_CALLS):
            difference = a(meaning) - b(meaning)
            if _terms(difference) > _LARGEST_PROOF:
                return None
            difference = difference.replace(sympy.log, lambda u: sympy.expand_log(sympy.log(sympy.factor(u))))
            difference = sympy.expand(difference)
            if difference != 0:
                difference = sympy.simplify(difference)
            return None if not difference.is_number or difference.is_zero is None else bool(difference.is_zero)
    except (_OutOfPatienceError, RecursionError):
        return None


def _terms(expression: Any) -> int:
    """How many terms a SymPy expression has, at most, when it is multiplied out; cut off where it is too many."""
    sizes = [_terms(part) for part in expression.args]
    if expression.is_Add:
        size = sum(sizes)
    elif expression.is_Pow and expression.exp.is_Integer:
        size = sizes[0] ** abs(int(expression.exp))
    else:
        size = prod(sizes)
    return min(size, _LARGEST_PROOF + 1)


class _OutOfPatienceError(BaseException):
    """Not an Exception, so that nothing between here and there takes it for one of its own."""


class _Patience:
    """Ends what runs inside after so many function calls. Unlike a time limit, it gives the same result everywhere."""

    def __init__(self, calls: int):
        self._left = calls

    def __enter__(self) -> None:
        self._outer = sys.getprofile()
        sys.setprofile(self._count)

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._outer)

    def _count(self, _frame: Any, event: str, _argument: Any) -> None:
        self._left -= event == "call"
        if self._left < 0:
            raise _OutOfPatienceError
