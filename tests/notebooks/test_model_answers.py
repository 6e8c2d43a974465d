"""The model answers stand in for a learner's own, so they take at least what any right answer takes.

`np.dot` takes lists, so a learner whose `score` is made of it may write `score([3, 2], [0, 0], 0)` in a later
notebook, where ours is called. Each model answer gets its arguments here in the forms that NumPy takes beside the
contract's, all at once and one by one, and must give what it gives for the contract's.
"""

import functools
import inspect
import warnings
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from helpers.corpus import answers_of

from helpers.course import COURSE, EXERCISES, ROOT, our_answer
from lrgrade.course.probes import Seed, probes_of, right_results
from lrgrade.course.source import available
from lrlab.checking.compare import Tolerance, mismatch
from lrlab.checking.fault import tolerance_of
from lrlab.checking.tables import fresh

NAMES = [e.name for assignment in available(ROOT, COURSE) for e in COURSE.of(assignment) if e.kind == "function"]
DRAWS = 10
# These are for `range`, which takes an integer and nothing else that NumPy takes.
COUNTS = {"batch_size", "epochs"}


def of_arrays(change: Callable[[np.ndarray], Any]) -> Callable[[Any], Any]:
    return lambda value: change(value) if isinstance(value, np.ndarray) else value


def of_type(dtype: str) -> Callable[[Any], Any]:
    """Arrays and numbers of this type, where it can hold them."""

    def change(value: Any) -> Any:
        with np.errstate(over="ignore", invalid="ignore"):
            made = np.asarray(value).astype(dtype)
        holds = np.all(np.isfinite(made)) if made.dtype.kind == "f" else np.array_equal(made, value)
        return made[()] if holds else value

    return change


def tuples(value: Any) -> Any:
    return tuple(map(tuples, value)) if isinstance(value, list) else value


def whole_numbers(value: Any) -> Any:
    """Python's integers in the place of floats that are whole, as far as NumPy has integers."""
    if isinstance(value, list):
        return [whole_numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**63 else value


FORMS: dict[str, Callable[[Any], Any]] = {
    "lists": of_arrays(np.ndarray.tolist),
    "lists of rows": of_arrays(list),
    "tuples": of_arrays(lambda value: tuples(value.tolist())),
    "whole numbers": lambda value: whole_numbers(value.tolist() if isinstance(value, np.ndarray) else value),
    "0-dimensional arrays": lambda value: value if isinstance(value, np.ndarray) else np.array(value),
    **{dtype: of_type(dtype) for dtype in ("float32", "int64", "int32", "int16", "int8", "uint8", "bool")},
}
# Two of these together are multiplied in their own type, which cannot hold the product.
NARROW = {"int16", "int8", "uint8", "bool"}


@functools.cache
def inputs_of(name: str) -> list[dict[str, Any]]:
    probes, rng = probes_of(ROOT, name), np.random.default_rng(1)
    return [*probes.inputs, *(probes.draw(rng) for _ in range(DRAWS))]


def in_form(arguments: dict[str, Any], form: str, one_by_one: bool) -> Iterator[dict[str, Any]]:
    """The arguments with those in this form that can be: all of them, or one each time."""
    made = {key: FORMS[form](value) for key, value in arguments.items() if not isinstance(value, Seed | FunctionType)}
    made = {
        key: value
        for key, value in made.items()
        if is_other(value, arguments[key]) and (key not in COUNTS or np.asarray(value).dtype == int)
    }
    if one_by_one:
        yield from ({**arguments, key: value} for key, value in made.items())
    elif made:
        yield {**arguments, **made}


def is_other(value: Any, before: Any) -> bool:
    return type(value) is not type(before) or getattr(value, "dtype", None) != getattr(before, "dtype", None)


def by_contract(value: Any) -> Any:
    """The same numbers as the contract has them: float64, or signed integers."""
    if isinstance(value, Seed | FunctionType):
        return value
    made = np.asarray(value)
    made = made.astype(float if made.dtype.kind == "f" else int)
    return made if made.ndim else made.item()


def called(f: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = f(*map(fresh, arguments.values()))
        return signed(result if isinstance(result, np.ndarray | np.generic | float | int | tuple) else [*result])


def signed(result: Any) -> Any:
    """A result whose unsigned integers and truth values, which came from the arguments, are signed integers."""
    if isinstance(result, list | tuple):
        return type(result)(map(signed, result))
    return result.astype(int) if isinstance(result, np.ndarray | np.generic) and result.dtype.kind in "ub" else result


def tolerance_in(form: str, name: str) -> Tolerance:
    usual = tolerance_of(EXERCISES[name])
    return Tolerance(1e-5, 1e-5, usual.lowest, usual.integers) if form == "float32" else usual


def forms_of(name: str) -> list[str]:
    """The forms that some of an exercise's arguments can have; none of one that has no probes yet."""
    try:
        inputs = inputs_of(name)
    except Exception:
        return []  # What is missing is told by `lrgrade build`, and must not stop the other exercises' tests.
    return [form for form in FORMS if any(list(in_form(one, form, one_by_one=True)) for one in inputs)]


# Each exercise with each form that some of its arguments can have.
each_case = pytest.mark.parametrize(
    ("name", "form"),
    [
        pytest.param(name, form, id=f"{name}-{form}")
        for name in NAMES
        for form in forms_of(name)
    ],
)


@pytest.mark.parametrize("name", NAMES)
def test_a_model_answer_takes_its_arguments_by_name(name):
    assert tuple(inspect.signature(our_answer(name)).parameters) == EXERCISES[name].parameters


@each_case
def test_a_model_answer_takes_every_form(name, form):
    model, tolerance = our_answer(name), tolerance_in(form, name)
    for arguments in inputs_of(name):
        for one_by_one in [True] if form in NARROW else [True, False]:
            for asked in in_form(arguments, form, one_by_one):
                right = called(model, {key: by_contract(value) for key, value in asked.items()})
                assert mismatch(called(model, asked), right, tolerance) is None, asked


@each_case
def test_whatever_a_right_answer_takes_the_model_answer_takes(name, form):
    probes, model, tolerance = probes_of(ROOT, name), our_answer(name), tolerance_in(form, name)
    earlier = {other: our_answer(other) for other in NAMES[: NAMES.index(name)]}
    answers = [answer.run(earlier) for answer in answers_of(name) if answer.is_right]

    def is_right(f: Callable[..., Any], asked: dict[str, Any], rights: list[Any]) -> bool:
        try:
            result = called(f, asked)
        except Exception:
            return False
        return not all(mismatch(result, right, tolerance) for right in rights)

    for arguments in inputs_of(name):
        for asked in in_form(arguments, form, one_by_one=False):
            rights = right_results(probes, model, {key: by_contract(value) for key, value in asked.items()})
            if any(is_right(answer, asked, rights) for answer in answers):
                assert is_right(model, asked, rights), asked
