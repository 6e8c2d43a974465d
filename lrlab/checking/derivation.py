"""Derivations that a learner writes line by line: read safely, evaluated to many digits, compared.

A line is an expression in Python syntax. Nothing of it is ever run: its syntax
tree is checked node by node against a short list of what may stand in a line
(`parse`), and then read in two ways, with mpmath's numbers or with SymPy's
symbols in the place of the names.

Numbers can refute: two lines that differ at one point are different. So
`first_difference` compares a line with stored values at fixed points, and
needs no right answer at hand. `equal` draws its points, and lets SymPy decide
where they refute nothing; where SymPy cannot tell, or takes too many steps,
agreement to 25 digits at every point drawn counts as equality.

ŷ and z are one quantity in two forms, ŷ = σ(z), at every point.
"""

import ast
import operator
import random
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache, lru_cache, partial
from math import prod
from typing import Any

from lrlab.exercises import EXERCISES

SYMBOLS = ("y", "y_hat", "z", "x_j", "w_j", "b")
FUNCTIONS = ("log", "ln", "exp", "sqrt", "sigma")

# A point where a line may be undefined although its equal is not: y/y at y = 0.
_EDGES = ("0", "1")


def _point(y: str, y_hat: str, x_j: str, w_j: str, b: str) -> dict[str, str]:
    return {"y": y, "y_hat": y_hat, "x_j": x_j, "w_j": w_j, "b": b}


# Easy numbers first, since a learner may be shown one. The first two differ only in what belongs to the features.
POINTS: tuple[dict[str, str], ...] = (
    _point("1", "0.8", "3", "-2", "0.5"),
    _point("1", "0.8", "-1", "0.5", "2"),
    _point("0", "0.8", "2", "3", "-1"),
    _point("1", "0.3", "0.5", "4", "-3"),
    _point("0", "0.3", "-2", "-1", "1.5"),
    _point("0.5", "0.8", "1.5", "2.5", "-2"),
    _point("0.5", "0.3", "-3", "0.2", "4"),
    _point("0.25", "0.6", "4", "-0.7", "0.1"),
    _point("0.75", "0.1", "-0.4", "1.3", "-5"),
    _point("0.137", "0.9271", "1.618", "-2.236", "0.577"),
    _point("0.8513", "0.0419", "-7.389", "3.317", "-1.202"),
    _point("0.3679", "0.5772", "0.0271", "9.869", "6.283"),
)

_DIGITS = 120  # so many that what cancels in a clumsy line does not show
_DRAWN_POINTS = 20
_LONGEST = 500
_DEEPEST = 40
_LARGEST_NUMBER = 10**9
_LARGEST_POWER = 100
_LARGEST_VALUE = 1e300
_LARGEST_PROOF = 1000  # terms of the two lines together, multiplied out
_PATIENCE = 1_000_000  # function calls that SymPy may make; most proofs take a few thousand

# How later lines follow from the lines before them.
_RULES: dict[str, dict[str, str]] = {
    "log_likelihood_steps": {"log_p": "log(p)", "minus_log_p": "-log_p"},
    "gradient_steps": {"dL_dwj": "dL_dyhat*dyhat_dz*dz_dwj", "dL_db": "dL_dyhat*dyhat_dz"},
}


class DerivationError(ValueError):
    """A line cannot be read. The message tells a beginner why."""


@dataclass(frozen=True)
class Difference:
    """Where a line differs from what was expected; `got` is NaN where it has no real value."""

    point: dict[str, float]
    got: float
    expected: float


def values(text: str) -> list[str]:
    """A line's values at POINTS, as decimals of thirty digits; "nan" where it has no real value.

    Raises DerivationError.
    """
    mp, line = _mp(), _reading(text)
    found = [_real(_at(line, point)) for point in POINTS]
    return [mp.nstr(value, 30, strip_zeros=False) if mp.isfinite(value) else "nan" for value in found]


def first_difference(text: str, expected: list[str]) -> Difference | None:
    """The first of POINTS where a line differs from the expected values, or None if it is right.

    expected: what `values` gave for the right line. Raises DerivationError for a line that cannot be read.
    """
    mp, line = _mp(), _reading(text)
    for point, right in zip(POINTS, expected, strict=True):
        got, wanted = _real(_at(line, point)), mp.mpf(right)
        if not _agree(got, wanted, point):
            shown = {"y", "y_hat", *_names(parse(text))}
            if expected[0] != expected[1]:
                shown |= {"x_j", "w_j", "b"}
            numbers = _numbers(point).names
            return Difference(
                {name: float(numbers[name]) for name in SYMBOLS if name in shown}, float(got), float(wanted)
            )
    return None


def equal(a: str, b: str) -> bool:
    """Whether two lines are equal for all real 0 < ŷ < 1 and 0 ≤ y ≤ 1. Raises DerivationError."""
    return _same(_reading(a), _reading(b))


def follows(exercise: str, lines: Mapping[str, Any]) -> str | None:
    """The name of the first line that does not follow from the lines before it, or None.

    A line that cannot be read follows from nothing. The lines from which a derivation starts are not judged.
    """
    for name, rule in _RULES[exercise].items():
        tree = ast.parse(rule, mode="eval").body
        try:
            sources = {source: parse(lines[source]) for source in _names(tree) if source in lines}
            if not _same(partial(_value_of_step, tree, sources), _reading(lines[name])):
                return name
        except DerivationError:
            return name
    return None


# Reading a line


def parse(text: Any) -> ast.expr:
    """A line's syntax tree, with nothing in it but numbers, SYMBOLS, + - * / ** and FUNCTIONS of one argument.

    Raises DerivationError, whose message is a sentence for the learner.
    """
    if not isinstance(text, str):
        raise DerivationError('A line is a text. Put it in quotes, such as "y_hat**y".')
    if len(text) > _LONGEST:
        raise DerivationError(f"This line is longer than {_LONGEST} characters. The lines asked for are short.")
    return _parsed(" ".join(str(text).split()))


@lru_cache(maxsize=256)
def _parsed(text: str) -> ast.expr:
    _complain_about_characters(text)
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise DerivationError(_why_unreadable(text)) from None
    _allow(tree, text, 0)
    for point in POINTS:  # raises where numbers get out of bounds
        _at(partial(_value, tree), point)
    return tree


def _names(tree: ast.AST) -> list[str]:
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


# What stands in formulas and not in Python, and what to write for it.
_IN_FORMULAS = {
    "^": "`^` is not a power in Python. Write `**`, such as `y_hat**y`.",
    "=": "Write only what stands to the right of the `=`.",
    "ŷ": "Write `y_hat` for ŷ.",
    "\u0302": "Write `y_hat` for ŷ.",
    "σ": "Write `sigma(z)` for σ(z).",
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


def _complain_about_characters(text: str) -> None:
    if not text:
        raise DerivationError("This line is empty.")
    if "==" in text:
        raise DerivationError("A line cannot use `if` or `==`. Let the exponents y and 1 - y do the choosing.")
    for character in text:
        if character in _IN_FORMULAS:
            raise DerivationError(_IN_FORMULAS[character])
        if not character.isascii() or not character.isprintable():
            raise DerivationError(
                f"The character {character!r} cannot be read here. Use the letters, digits and signs of the keyboard."
            )
    if glued := _NUMBER_THEN_NAME.search(text):
        number, name = glued.groups()
        raise DerivationError(f"There is a `*` missing: write `{number}*{name}` for `{number}{name}`.")


def _why_unreadable(text: str) -> str:
    opened = 0
    for character in text:
        opened += {"(": 1, ")": -1}.get(character, 0)
        if opened < 0:
            return "There is a `)` too many, or a `(` is missing before it."
    if opened:
        return "There is a `(` that is never closed."
    if (pair := _TWO_FACTORS.search(text)) and not {pair[1], pair[2]} & {"if", "else", "for", "in", "and", "or", "not"}:
        if pair[1] in FUNCTIONS:
            return f"`{pair[1]}` is a function. Put what it is applied to in parentheses: `{pair[1]}({pair[2]})`."
        return f"There is an operator missing between `{pair[1]}` and `{pair[2]}`. A product needs a `*`."
    return "This is not a complete expression. Is a sign or a factor missing?"


def _allow(node: ast.AST, text: str, depth: int) -> None:
    """Raise DerivationError unless everything below a node may stand in a line."""
    if depth > _DEEPEST:
        raise DerivationError("This line is nested too deeply. Use fewer parentheses.")
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            if not abs(number) <= _LARGEST_NUMBER:
                raise DerivationError("There is a number in this line that is too large.")
        case ast.Name(id=name):
            if name in FUNCTIONS:
                raise DerivationError(
                    f"`{name}` is a function. Put what it is applied to in parentheses, such as `{name}(y_hat)`."
                )
            if name not in SYMBOLS:
                raise DerivationError(_unknown(name))
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
            _allow(operand, text, depth + 1)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), right=right):
            _allow(left, text, depth + 1)
            _allow(right, text, depth + 1)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            if len(arguments) != 1:
                raise DerivationError(f"`{name}` takes one argument, such as `{name}(y_hat)`.")
            _allow(arguments[0], text, depth + 1)
        case ast.Call(func=ast.Name(id=name)) if name not in SYMBOLS:
            raise DerivationError(_unknown(name))
        case ast.Call(func=ast.Name() | ast.Constant() | ast.BinOp() | ast.UnaryOp() | ast.Call() as factor):
            piece = ast.get_source_segment(text, factor) or ""
            piece = piece if len(piece) < 30 else "…"
            piece = f"({piece})" if isinstance(factor, ast.BinOp | ast.UnaryOp) else piece
            raise DerivationError(f"There is a `*` missing: write `{piece}*(...)` for `{piece}(...)`.")
        case ast.Attribute(attr=name) | ast.Call(func=ast.Attribute(attr=name)) if name in (*FUNCTIONS, *SYMBOLS):
            raise DerivationError(f"Write `{name}` alone, with nothing and no dot before it.")
        case ast.BinOp(op=ast.FloorDiv() | ast.Mod()):
            raise DerivationError("Write `/` for a division.")
        case ast.Tuple():
            raise DerivationError("A line is one expression. Is there a comma too many? A decimal number has a dot.")
        case _:
            raise DerivationError(
                f"A line may hold numbers, the names {_list(SYMBOLS)}, the signs + - * / ** and parentheses, "
                f"and the functions {_list(FUNCTIONS)}. Something else stands in this one."
            )


def _unknown(name: str) -> str:
    if any(name in exercise.parameters for exercise in EXERCISES.values() if exercise.kind == "derivation"):
        return f"A line cannot use the name of another one. Write out what `{name}` stands for."
    close = get_close_matches(name.lower(), [*SYMBOLS, *FUNCTIONS], 1, 0.5)
    meant = f" Did you mean `{close[0]}`?" if close else ""
    name = name if len(name) < 30 else name[:29] + "…"
    return f"`{name}` is not known here.{meant} You may use {_list(SYMBOLS)} and the functions {_list(FUNCTIONS)}."


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


def _numbers(point: Mapping[str, str]) -> _Meaning:
    """The reading of a line at a point."""
    mp = _mp()
    numbers = {name: mp.mpf(value) for name, value in point.items()}
    functions = {
        "log": mp.log,
        "ln": mp.log,
        "exp": _exp,
        "sqrt": mp.sqrt,
        "sigma": lambda z: 1 / (1 + _exp(-z)),
    }
    z = mp.log(numbers["y_hat"] / (1 - numbers["y_hat"]))
    return _Meaning(_as_number, {**numbers, **functions, "z": z}, _power, _kept)


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


def _reading(text: str) -> _Reading:
    return partial(_value, parse(text))


def _at(line: _Reading, point: Mapping[str, str]) -> Any:
    """A line's value at a point, perhaps complex; NaN where it has none."""
    try:
        return line(_numbers(point))
    except ZeroDivisionError:
        return _mp().nan


def _real(value: Any) -> Any:
    """A value as a real number, NaN if it is not one."""
    mp = _mp()
    return mp.re(value) if abs(mp.im(value)) < mp.mpf(10) ** -30 else mp.nan


def _agree(a: Any, b: Any, point: Mapping[str, str]) -> bool:
    mp = _mp()
    if mp.isnan(a) or mp.isnan(b):
        return bool(mp.isnan(a) and mp.isnan(b)) or point["y"] in _EDGES
    return bool(abs(a - b) <= mp.mpf(10) ** -25 * (1 + abs(a)))


# Equality


def _same(a: _Reading, b: _Reading) -> bool:
    for point in _drawn_points():
        if not _agree(_at(a, point), _at(b, point), point):
            return False
    return _decided(a, b) is not False


def _drawn_points() -> list[dict[str, str]]:
    """Points that nobody knows beforehand, y = 0 and y = 1 among them."""
    draw = random.SystemRandom().uniform
    inner = [str(draw(0.01, 0.99)) for _ in range(_DRAWN_POINTS - len(_EDGES))]
    return [
        _point(y, str(draw(0.01, 0.99)), str(draw(-5, 5)), str(draw(-5, 5)), str(draw(-5, 5)))
        for y in (*_EDGES, *inner)
    ]


def _decided(a: _Reading, b: _Reading) -> bool | None:
    """True or False where SymPy can tell whether two lines are equal, None where it cannot."""
    import sympy

    # With u = e⁻ᶻ > 0, ŷ = 1/(1 + u) is between 0 and 1 without further assumptions.
    u = sympy.Symbol("u", positive=True)
    y = sympy.Symbol("y", nonnegative=True)
    features = {name: sympy.Symbol(name, real=True) for name in ("x_j", "w_j", "b")}
    functions = {
        "log": sympy.log,
        "ln": sympy.log,
        "exp": sympy.exp,
        "sqrt": sympy.sqrt,
        "sigma": lambda z: 1 / (1 + sympy.exp(-z)),
    }
    symbols = {"y": y, "y_hat": 1 / (1 + u), "z": -sympy.log(u), **features, **functions}
    meaning = _Meaning(lambda f: sympy.Rational(f.numerator, f.denominator), symbols)
    try:
        with _Patience(_PATIENCE):
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
