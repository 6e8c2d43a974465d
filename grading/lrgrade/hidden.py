"""What hidden tests ask: agreement with the model answer on inputs that no shipped table holds, and silence.

The inputs are drawn when a notebook is graded, from a seed that only the
examiner knows (`LRGRADE_SEED`, else the system's randomness); those of the
shipped table follow. The messages say that an answer is wrong and on what kind
of input, never the values.
"""

import functools
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lrgrade.authoring.probes import probes_of
from lrgrade.authoring.reference import as_lines, right_results
from lrgrade.course.source import course_root, model_answer
from lrgrade.examine.no_result import NoResult
from lrlab.checking.compare import Tolerance, mismatch
from lrlab.checking.judge import tolerance_of
from lrlab.checking.observe import Observation, observe_each
from lrlab.checking.tables import fresh_arguments, table
from lrlab.exercises import EXERCISES, Exercise, name_of

DRAWS = 25


def agrees(answer: Any, name: str | None = None) -> None:
    """Assert that an answer agrees with the model answer on freshly drawn inputs, and on the probes.

    A derivation is compared line by line, algebraically. Raises AssertionError
    at the first difference; an argument that was changed, or an exception,
    counts as one. Raises NoResult where the course itself is broken.
    """
    name = name or name_of(answer, sys._getframe(1).f_globals)
    exercise = EXERCISES[name]
    if exercise.kind == "function":
        _function_agrees(name, answer)
    elif exercise.kind == "derivation":
        _derivation_agrees(exercise, answer)
    else:
        with _judging(name):
            right, tolerance = model_answer(name), tolerance_of(name)
        found = mismatch(answer, right, tolerance)
        assert found is None, f"{name}{found.where} is not right." if found else ""


def silent(f: Any, name: str | None = None) -> None:
    """Assert that no call on the probes or on drawn inputs emits a Python warning.

    The silence of a function whose values are wrong counts for nothing.
    """
    name = name or name_of(f, sys._getframe(1).f_globals)
    for asked, seen in _seen(f, name):
        assert not seen.error, f"{name} stopped with {seen.error[0] if seen.error else ''}."
        assert not seen.warnings, f"{name} emits a warning: {seen.warnings[0]}."
        right = any(mismatch(seen.result, one, asked.tolerance) is None for one in asked.rights)
        assert right, f"{name} is silent, but its values are not right."


def load(root: Path, name: str) -> None:
    """Keep at hand what tests of an exercise look up. Raises LookupError, OSError, or what the model answer raises."""
    exercise = EXERCISES[name]
    table(name)
    answer = model_answer(name, root)
    if exercise.kind == "function":
        _probed(root, name)
    elif exercise.kind == "derivation":
        # SymPy is slow the first time.
        _first_wrong(as_lines(exercise, answer), as_lines(exercise, answer))


def _function_agrees(name: str, f: Any) -> None:
    for asked, seen in _seen(f, name):
        assert not seen.error, f"{name} stopped with {seen.error[0] if seen.error else ''} on an input {asked.which}."
        assert not seen.changed, f"{name} changed its argument {seen.changed[0]}."
        found = [mismatch(seen.result, right, asked.tolerance) for right in asked.rights]
        if all(found):
            reason = found[0].reason if found[0] else ""
            raise AssertionError(f"{name} gives a wrong {reason} on an input {asked.which}.")


@dataclass(frozen=True)
class _Asked:
    """An input, every permissible result and how near it must come, and what messages say of such an input."""

    arguments: dict[str, Any]
    rights: list[Any]
    tolerance: Tolerance
    which: str


def _seen(f: Any, name: str) -> Iterator[tuple[_Asked, Observation]]:
    """What f does with inputs drawn now, and with the probes.

    The probes, too, so that no mistake which shows on them passes by luck.
    """
    root = course_root()
    with _judging(name):
        rng = _rng()
        drawn = [probes_of(root, name).draw(rng) for _ in range(DRAWS)]
        asked = [*_asked(root, name, drawn, "drawn for this test"), *_probed(root, name)]
    return zip(asked, observe_each(f, [fresh_arguments(one.arguments) for one in asked]), strict=True)


@functools.cache
def _probed(root: Path, name: str) -> list[_Asked]:
    return _asked(root, name, probes_of(root, name).inputs, "that check tries, too")


def _asked(root: Path, name: str, inputs: list[dict[str, Any]], which: str) -> list[_Asked]:
    probes, model, tolerance = probes_of(root, name), model_answer(name, root), tolerance_of(name)
    return [_Asked(arguments, right_results(probes, model, arguments), tolerance, which) for arguments in inputs]


@contextmanager
def _judging(name: str) -> Iterator[None]:
    """What goes wrong meanwhile is the course's fault, and no answer's."""
    try:
        yield
    except Exception as error:
        raise NoResult("course", what=name) from error


def _derivation_agrees(exercise: Exercise, answer: Any) -> None:
    from lrlab.checking import derivation

    with _judging(exercise.name):
        right = as_lines(exercise, model_answer(exercise.name))
        for text in right.values():
            derivation.parse(text)
    try:
        wrong = _first_wrong(as_lines(exercise, answer), right)
    except (derivation.DerivationError, LookupError, TypeError, ValueError):
        raise AssertionError(f"A line of {exercise.name} is missing or cannot be read.") from None
    assert not wrong, f"The line {wrong} of {exercise.name} is not right."


def _first_wrong(lines: dict[str, Any], right: dict[str, str]) -> str:
    """The first line that is not equal to the right one for all values of its symbols, or ""."""
    from lrlab.checking import derivation

    return next((line for line, text in right.items() if not derivation.equal(lines[line], text)), "")


def _rng() -> np.random.Generator:
    seed = os.environ.get("LRGRADE_SEED")
    return np.random.default_rng(int(seed, 16) if seed else secrets.randbits(128))
