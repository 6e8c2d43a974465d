"""Compare what came back with what should have: type, shape, then value, and where they first part.

The rules are the course's contract: a number is anything of no dimensions, an
array must be a NumPy array of the right shape, a list may be any sequence.
NaN is never right; infinity is right only where infinity is expected.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Tolerance:
    """|error| ≤ absolute + relative·|expected|, nothing below `lowest`, and signed integers where `integers`."""

    absolute: float = 1e-12
    relative: float = 1e-9
    lowest: float | None = None
    integers: bool = False


_ROUNDING = Tolerance()


@dataclass(frozen=True)
class Mismatch:
    """How a result is wrong.

    reason: "type", "shape", "dtype" or "value". expected, got: a short text for
    the first three, the two values for the last. where: the place, such as
    `[1, 0]`, or "" for the whole.
    """

    reason: str
    expected: Any
    got: Any
    where: str = ""


def mismatch(got: Any, right: Any, tolerance: Tolerance, where: str = "") -> Mismatch | None:
    """The first difference between a result and the right one, or None."""
    if isinstance(right, dict):
        return _dict_mismatch(got, right, tolerance, where)
    if isinstance(right, tuple):
        return _items_mismatch(got, right, (tuple, list), f"a pair of {len(right)} results", tolerance, where)
    if isinstance(right, list):
        return _items_mismatch(got, right, (tuple, list, np.ndarray), "a list", tolerance, where)
    if isinstance(right, np.ndarray) and right.ndim:
        if not isinstance(got, np.ndarray) or isinstance(got, np.ma.MaskedArray):
            return Mismatch("type", f"a NumPy array of shape {right.shape}", describe(got), where)
        return _shape_mismatch(got, right, where) or _numbers_mismatch(got, right, tolerance, where)
    if not _is_number(got):
        return Mismatch("type", "a number", describe(got), where)
    return _numbers_mismatch(np.asarray(got), np.asarray(right), tolerance, where)


def alike(got: Any, other: Any, tolerance: Tolerance = _ROUNDING, *, inside: bool = False) -> bool:
    """Whether two wrong results are the same for a learner: same kind, shape, precision and values, NaN equal to NaN.

    Inside a pair a list is as good as a vector.
    """
    if isinstance(other, dict):
        return isinstance(got, dict) and got.keys() == other.keys() and all(alike(got[k], other[k]) for k in other)
    if isinstance(other, list | tuple):
        kinds = (list, tuple, np.ndarray) if inside else (list, tuple)
        if not isinstance(got, kinds) or len_or(got) != len(other):
            return False
        return all(alike(a, b, tolerance, inside=True) for a, b in zip(list(got), other, strict=True))
    if isinstance(other, str | bytes | type(None)):
        return type(got) is type(other) and got == other
    if not isinstance(got, np.ndarray | np.generic | int | float | complex):
        return False
    return _same_numbers(np.asarray(got), np.asarray(other), tolerance)


def _same_numbers(got: np.ndarray, other: np.ndarray, tolerance: Tolerance) -> bool:
    kinds = got.dtype.kind + other.dtype.kind
    if (
        got.shape != other.shape
        or not set(kinds) <= set("biufc")
        or kinds.count("b") == 1
        or (tolerance.integers and got.dtype != other.dtype)
    ):
        return False
    coarse = [dtype.kind == "f" and dtype.itemsize < 8 for dtype in (got.dtype, other.dtype)]
    if coarse[0] != coarse[1]:
        return False
    relative = 1e-5 if coarse[0] else 10 * tolerance.relative
    return bool(np.allclose(got, other, rtol=relative, atol=10 * tolerance.absolute, equal_nan=True))


def describe(value: Any) -> str:
    """What a value is, in words a beginner knows."""
    match value:
        case None:
            return "None (is there a `return`?)"
        case np.ndarray() if value.ndim == 0:
            return f"a 0-dimensional array of {value.dtype.name}"
        case np.ndarray():
            return f"a NumPy array of shape {value.shape} and dtype {value.dtype.name}"
        case bool() | np.bool_():
            return f"the truth value {bool(value)}"
        case str():
            return f"the text {value[:40]!r}"
        case list() | tuple() | dict() | set():
            kind = {"dict": "dictionary"}.get(type(value).__name__, type(value).__name__)
            return f"a {kind} of {len(value)} item{'' if len(value) == 1 else 's'}"
        case int() | float() | complex() | np.generic():
            return f"the number {value!s}"
    if callable(value):
        return "a function (was it called?)"
    return f"an object of type {type(value).__name__}"


def len_or(value: Any, otherwise: int = -1) -> int:
    """The length of a value that may have none."""
    try:
        return len(value)
    except TypeError:
        return otherwise


def _is_number(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.generic | int | float | complex) and np.ndim(value) == 0


def _dict_mismatch(got: Any, right: dict[Any, Any], tolerance: Tolerance, where: str) -> Mismatch | None:
    if not isinstance(got, dict):
        return Mismatch("type", "a dictionary", describe(got), where)
    for key, value in right.items():
        if key not in got:
            return Mismatch("type", f"a value for {key!r}", "nothing", f"{where}[{key!r}]")
        found = mismatch(got[key], value, tolerance, f"{where}[{key!r}]")
        if found:
            return found
    return None


def _items_mismatch(
    got: Any, right: Sequence[Any], kinds: tuple[Any, ...], words: str, tolerance: Tolerance, where: str
) -> Mismatch | None:
    count = len_or(got)
    if not isinstance(got, kinds) or count < 0:
        return Mismatch("type", words, describe(got), where)
    if count != len(right):
        return Mismatch("shape", f"{len(right)} items", f"{count} items", where)
    for index, (one, other) in enumerate(zip(list(got), right, strict=True)):
        found = mismatch(one, other, tolerance, f"{where}[{index}]")
        if found:
            return found
    return None


def _shape_mismatch(got: np.ndarray, right: np.ndarray, where: str) -> Mismatch | None:
    if got.shape == right.shape:
        return None
    return Mismatch("shape", f"shape {right.shape}", f"shape {got.shape}", where)


def _numbers_mismatch(got: np.ndarray, right: np.ndarray, tolerance: Tolerance, where: str) -> Mismatch | None:
    if got.dtype.kind not in ("i" if tolerance.integers else "fi"):
        words = "integers" if tolerance.integers else "floats"
        return Mismatch("dtype", f"{words} (dtype {right.dtype.name})", f"dtype {got.dtype.name}", where)
    with np.errstate(all="ignore"):
        error = np.abs(got.astype(np.float64) - right.astype(np.float64))
        close = error <= tolerance.absolute + tolerance.relative * np.abs(right)
        close = np.where(np.isinf(right), got == right, close)
        if tolerance.lowest is not None:
            close &= got >= tolerance.lowest
    if close.all():
        return None
    place = tuple(int(i) for i in np.argwhere(~close)[0])
    return Mismatch("value", right[place].item(), got[place].item(), where + (str(list(place)) if place else ""))
