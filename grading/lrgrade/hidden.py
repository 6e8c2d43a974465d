"""What hidden tests ask: agreement with the model answer on inputs that no shipped table holds, and silence.

The inputs are drawn when a notebook is graded, from a seed that only the
examiner knows (`LRGRADE_SEED`, else the system's randomness); those of the
shipped table follow. The messages say that an answer is wrong and on what kind
of input, never the values.
"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lrgrade.course.probes import probes_of, right_results
from lrgrade.course.source import as_lines, course_root
from lrgrade.examine.no_result import NoResult
from lrlab.checking.compare import Tolerance, mismatch
from lrlab.checking.fault import tolerance_of
from lrlab.checking.observe import Observation, observe_each
from lrlab.checking.tables import fresh_arguments
from lrlab.exercises import Exercise, default_course
from lrlab.workbook.solutions import model_answer

DRAWS = 25


def agrees(answer: Any, name: str | None = None) -> None:
    """Assert that an answer agrees with the model answer on freshly drawn inputs, and on the probes.

    name: the exercise, where the answer's own name does not tell. A derivation
    is compared line by line, algebraically. Raises AssertionError at the first
    difference; an argument that was changed, or an exception, counts as one.
    Raises NoResult where the course itself is broken.
    """
    agrees_with_ours(course_root(), _exercise(answer, name), answer)


def silent(f: Any, name: str | None = None) -> None:
    """Assert that no call on the probes or on drawn inputs emits a Python warning.

    The silence of a function whose values are wrong counts for nothing.
    """
    is_silent(course_root(), _exercise(f, name), f)


def agrees_with_ours(root: Path, exercise: Exercise, answer: Any) -> None:
    """`agrees` for an exercise of a course folder."""
    match exercise.kind:
        case "function":
            _function_agrees(root, exercise, answer)
        case "derivation":
            _derivation_agrees(root, exercise, answer)
        case "values":
            with _judging(exercise.name):
                right, tolerance = model_answer(root, exercise), tolerance_of(exercise)
            found = mismatch(answer, right, tolerance)
            assert found is None, f"{exercise.name}{found.where} is not right." if found else ""


def is_silent(root: Path, exercise: Exercise, f: Any) -> None:
    """`silent` for an exercise of a course folder."""
    for asked, seen in _seen(root, exercise, f):
        assert not seen.error, f"{exercise.name} stopped with {seen.error[0] if seen.error else ''}."
        assert not seen.warnings, f"{exercise.name} emits a warning: {seen.warnings[0]}."
        right = any(mismatch(seen.result, one, asked.tolerance) is None for one in asked.rights)
        assert right, f"{exercise.name} is silent, but its values are not right."


def load(root: Path, exercise: Exercise) -> None:
    """Keep at hand what tests of an exercise look up. Raises LookupError, OSError, or what the model answer raises."""
    _ = exercise.table
    answer = model_answer(root, exercise)
    if exercise.kind == "function":
        _probed(root, exercise)
    elif exercise.kind == "derivation":
        # SymPy is slow the first time.
        _first_wrong(exercise, as_lines(exercise, answer), as_lines(exercise, answer))


def _exercise(answer: Any, name: str | None) -> Exercise:
    with _judging(name or "this answer"):
        course = default_course()
        # Two frames up is the test cell.
        return course.exercises[name or course.name_of(answer, sys._getframe(2).f_globals)]


def _function_agrees(root: Path, exercise: Exercise, f: Any) -> None:
    name = exercise.name
    for asked, seen in _seen(root, exercise, f):
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


def _seen(root: Path, exercise: Exercise, f: Any) -> Iterator[tuple[_Asked, Observation]]:
    """What f does with inputs drawn now, and with the probes.

    The probes, too, so that no mistake which shows on them passes by luck.
    """
    with _judging(exercise.name):
        rng = _rng()
        drawn = [probes_of(root, exercise.name).draw(rng) for _ in range(DRAWS)]
        asked = [*_asked(root, exercise, drawn, "drawn for this test"), *_probed(root, exercise)]
    return zip(asked, observe_each(f, [fresh_arguments(one.arguments) for one in asked]), strict=True)


_probes_at_hand: dict[tuple[Path, str], list[_Asked]] = {}


def _probed(root: Path, exercise: Exercise) -> list[_Asked]:
    key = root, exercise.name
    if key not in _probes_at_hand:
        inputs = probes_of(root, exercise.name).inputs
        _probes_at_hand[key] = _asked(root, exercise, inputs, "that check tries, too")
    return _probes_at_hand[key]


def _asked(root: Path, exercise: Exercise, inputs: list[dict[str, Any]], which: str) -> list[_Asked]:
    probes, model, tolerance = probes_of(root, exercise.name), model_answer(root, exercise), tolerance_of(exercise)
    return [_Asked(arguments, right_results(probes, model, arguments), tolerance, which) for arguments in inputs]


@contextmanager
def _judging(name: str) -> Iterator[None]:
    """What goes wrong meanwhile is the course's fault, and no answer's."""
    try:
        yield
    except Exception as error:
        raise NoResult("course", what=name) from error


def _derivation_agrees(root: Path, exercise: Exercise, answer: Any) -> None:
    from lrlab.checking.derivation import DerivationError, notation_of

    with _judging(exercise.name):
        right = as_lines(exercise, model_answer(root, exercise))
        for text in right.values():
            notation_of(exercise.course).parse(text)
    try:
        wrong = _first_wrong(exercise, as_lines(exercise, answer), right)
    except (DerivationError, LookupError, TypeError, ValueError):
        raise AssertionError(f"A line of {exercise.name} is missing or cannot be read.") from None
    assert not wrong, f"The line {wrong} of {exercise.name} is not right."


def _first_wrong(exercise: Exercise, lines: dict[str, Any], right: dict[str, str]) -> str:
    """The first line that is not equal to the right one for all values of its symbols, or ""."""
    from lrlab.checking.derivation import notation_of

    equal = notation_of(exercise.course).equal
    return next((line for line, text in right.items() if not equal(lines[line], text)), "")


def _rng() -> np.random.Generator:
    seed = os.environ.get("LRGRADE_SEED")
    return np.random.default_rng(int(seed, 16) if seed else secrets.randbits(128))
