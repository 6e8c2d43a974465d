"""Requirements of results that are known: digits, prices, arguments that must count, passes over the data."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from lrlab.checking.compare import describe
from lrlab.checking.observe import observe
from lrlab.checking.requirement import Wrong, look
from lrlab.checking.tables import Seed, as_code, call_as_code
from lrlab.course import callables
from lrlab.course.properties.registry import requires

Calls = tuple[dict[str, Any], dict[str, Any]]

_X = np.array([[1.1234567, -0.7654321], [0.3141593, 0.2718282], [-0.5772157, 1.4142136]])
_OTHER_X = np.array([[-0.6931472, 0.4812118], [-1.6449341, 0.9159656], [-0.1234568, -0.8346268]])
_W, _THETA, _Y = np.array([0.6180339, -0.4142136]), np.array([0.6180339, -0.4142136, 0.2236068]), np.array([1, 0, 1])
_PROBABILITIES, _OTHERS = np.array([0.7310586, 0.1192029]), np.array([0.3775407, 0.8807971])
_RNG = Seed(1)

# Two ordinary calls of each exercise, whose results have many digits and nothing in common.
_CALLS: dict[str, Calls] = {
    "score": ({"X": _X, "w": _W, "b": 0.1}, {"X": _OTHER_X, "w": _W, "b": 0.1}),
    "sigmoid": ({"z": _X}, {"z": _OTHER_X}),
    "predict_proba": ({"X": _X, "w": _W, "b": 0.1}, {"X": _OTHER_X, "w": _W, "b": 0.1}),
    "predict": ({"X": _X, "w": _W, "b": 0.1}, {"X": -_X, "w": _W, "b": -0.1}),
    "likelihood": ({"y_hat": _PROBABILITIES, "y": _Y[:2]}, {"y_hat": _OTHERS, "y": _Y[:2]}),
    "cross_entropy": ({"y_hat": _PROBABILITIES, "y": _Y[:2]}, {"y_hat": _OTHERS, "y": _Y[:2]}),
    "cross_entropy_from_score": ({"z": _X[0], "y": _Y[:2]}, {"z": _X[2], "y": _Y[:2]}),
    "loss": ({"theta": _THETA, "X": _X, "y": _Y}, {"theta": _THETA, "X": _OTHER_X, "y": _Y}),
    "gradient": ({"theta": _THETA, "x": _X[0], "y": 1}, {"theta": _THETA, "x": _OTHER_X[1], "y": 0}),
    "numerical_gradient": (
        {"f": callables.cubic, "theta": _THETA, "eps": 0.5},
        {"f": callables.square, "theta": -_THETA, "eps": 0.5},
    ),
    "sgd_step": (
        {"theta": _THETA, "x": _X[0], "y": 1, "eta": 0.3},
        {"theta": _THETA, "x": _OTHER_X[1], "y": 0, "eta": 0.7},
    ),
    "batch_gradient": ({"theta": _THETA, "X": _X, "y": _Y}, {"theta": _THETA, "X": _OTHER_X, "y": 1 - _Y}),
    "sgd": (
        {"X": _X[:1], "y": _Y[:1], "eta": 0.3, "epochs": 1, "rng": _RNG},
        {"X": _OTHER_X[:1], "y": _Y[:1], "eta": 0.3, "epochs": 1, "rng": _RNG},
    ),
    "minibatch_sgd": (
        {"X": _X[:1], "y": _Y[:1], "eta": 0.3, "batch_size": 1, "epochs": 1, "rng": _RNG},
        {"X": _OTHER_X[:1], "y": _Y[:1], "eta": 0.3, "batch_size": 1, "epochs": 1, "rng": _RNG},
    ),
}


def _of_every_exercise(requirement: Callable[[str, Calls, Any], None]) -> None:
    """Register a requirement of all the exercises above, each asked with its two calls."""
    for name, calls in _CALLS.items():

        def asked(f: Any, name: str = name, calls: Calls = calls) -> None:
            requirement(name, calls, f)

        asked.__name__, asked.__doc__ = requirement.__name__, requirement.__doc__
        requires(name)(asked)


def _numbers(value: Any) -> np.ndarray:
    """The real numbers in a result in one vector, of a pair (theta, losses) those of θ; empty for anything else."""
    if isinstance(value, tuple) and value:
        value = value[0]
    try:
        found = np.asarray(value)
    except ValueError:
        return np.array([])
    return found.ravel() if found.dtype.kind in "fi" else np.array([])


@_of_every_exercise
def leaves_its_arguments_alone(name: str, calls: Calls, f: Any) -> None:
    """Arrays that are given belong to the caller and stay as they are."""
    changed = look(f, name, calls[0]).changed
    # Here θ is moved to ask f, and that has names of its own.
    if changed and name != "numerical_gradient":
        raise Wrong(
            call_as_code(name, calls[0]),
            f"`{changed[0]}` as before",
            "other numbers",
            "an argument is changed in place",
        )


@_of_every_exercise
def answers_the_question_that_is_asked(name: str, calls: Calls, f: Any) -> None:
    """Other arguments lead to another result."""
    first, second = (_numbers(look(f, name, call).result) for call in calls)
    if first.size and np.array_equal(first, second):
        call = "\n".join(call_as_code(name, call) for call in calls)
        raise Wrong(call, "two results", "twice the same", "always the same numbers")


@_of_every_exercise
def keeps_every_digit(name: str, calls: Calls, f: Any) -> None:
    """The result is not rounded."""
    first, second = (_numbers(look(f, name, call).result) for call in calls)
    if all(_has_few_digits(found) for found in (first, second)):
        raise Wrong(call_as_code(name, calls[0]), "numbers with all their digits", as_code(first), "rounded")


def _has_few_digits(numbers: np.ndarray) -> bool:
    """Fewer than six behind the point, and some; labels and 0.5 are no rounded numbers."""
    return bool(np.all(numbers == np.round(numbers, 5)) and np.any(2 * numbers != np.round(2 * numbers)))


@_of_every_exercise
def counts_more_than_seven_digits(name: str, calls: Calls, f: Any) -> None:
    """Every digit of the arguments counts, not only the first seven."""
    result = _numbers(look(f, name, calls[0]).result)
    for argument, value in calls[0].items():
        if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
            continue
        hardly, clearly = (
            _numbers(look(f, name, calls[0] | {argument: value * factor}).result) for factor in (1 + 1e-9, 0.9)
        )
        whole = np.array_equal(result, np.round(result, 5))
        if not whole and np.array_equal(hardly, result) and not np.array_equal(clearly, result):
            call = f"{call_as_code(name, calls[0])}\n{call_as_code(name, calls[0] | {argument: value * (1 + 1e-9)})}"
            raise Wrong(call, "two results, some 1e-9 apart", "twice the same", "single precision")


@requires("score")
def keeps_what_stands_behind_the_point(f: Any) -> None:
    """Scores are no whole numbers."""
    for arguments in _CALLS["score"]:
        got = _numbers(look(f, "score", arguments).result)
        if got.size == 3 and np.all(got == np.round(got)):
            raise Wrong(
                call_as_code("score", arguments), "numbers with a fraction", as_code(got), "cut to whole numbers"
            )


@requires("sigmoid")
def has_the_base_e(f: Any) -> None:
    """The odds ŷ/(1 − ŷ) at z = 1 are e, and at z = 2 they are e²."""
    at_one, at_two = (_numbers(look(f, "sigmoid", {"z": z}).result) for z in (1.0, 2.0))
    if at_one.size != 1 or at_two.size != 1 or not 0.5 < at_one[0] < at_two[0] < 1:
        return
    base, squared = (float(p[0] / (1 - p[0])) for p in (at_one, at_two))
    # A number that was typed in for e has few digits.
    if abs(base - round(base, 4)) < 1e-9 and abs(squared - base**2) < 1e-6:
        raise Wrong(call_as_code("sigmoid", {"z": 1.0}), "e/(1 + e)", as_code(at_one), "another base than e")


@requires("loss")
def asks_no_price_for_weights(f: Any) -> None:
    """Where all features are 0, the weights do not count."""
    nothing, y = np.zeros((3, 2)), _Y
    losses = []
    for size in (0.0, 1.0, 2.0):
        theta = np.array([size, -size, 0.3])
        losses.append(_numbers(look(f, "loss", {"theta": theta, "X": nothing, "y": y}).result))
    if all(found.size == 1 for found in losses) and losses[0] < losses[1] < losses[2]:
        call = call_as_code("loss", {"theta": np.array([2.0, -2.0, 0.3]), "X": nothing, "y": y})
        raise Wrong(call, as_code(losses[0][0]), as_code(losses[2][0]), "a penalty for large weights")


@requires("batch_gradient")
def averages_each_feature_by_itself(f: Any) -> None:
    """Other features have other components."""
    arguments = {"theta": np.array([0.6, -0.4, 0.3, 0.2]), "X": np.column_stack([_X, [0.9, -0.2, 0.4]]), "y": _Y}
    got = _numbers(look(f, "batch_gradient", arguments).result)
    if got.size == 4 and np.ptp(got[:3]) < 1e-12 < abs(got[3] - got[0]) and got[0]:
        call = call_as_code("batch_gradient", arguments)
        raise Wrong(call, "three components that differ, and the bias", as_code(got), "the mean over everything")


@requires("sgd_step")
def moves_all_entries_from_one_place(f: Any) -> None:
    """Every entry of θ moves by the same error, times its feature."""
    # An error that is computed anew after each entry differs by what the others have moved: nothing as η → 0.
    factors = np.array([2.0, -1.5, 1.0])
    spread = []
    for eta in (1.0, 1e-6):
        arguments = {"theta": _THETA, "x": factors[:2], "y": 1, "eta": eta}
        got = _numbers(look(f, "sgd_step", arguments).result)
        if got.shape != _THETA.shape:
            return
        errors = (got - _THETA) / (eta * factors)
        spread.append(np.ptp(errors) / np.max(np.abs(errors)) if np.all(errors) else 0.0)
    if spread[0] > 1e-3 > 1e-5 > spread[1]:
        call, name = call_as_code("sgd_step", arguments | {"eta": 1.0}), "weights and bias move one after the other"
        raise Wrong(call, "one error for all entries", "another one for each", name)


def _costs_its_whole_price(name: str, price: float, misconception: str, arguments: dict[str, Any]) -> None:
    @requires(name)
    def costs_its_whole_price(f: Any) -> None:
        """The cost of a wrong guess has no upper limit."""
        got = _numbers(look(f, name, arguments).result)
        if got.size == 1 and 5 < got[0] < min(price, 1000.0):
            raise Wrong(call_as_code(name, arguments), as_code(price), as_code(got[0]), misconception)


@requires("cross_entropy")
def costs_infinitely_much(f: Any) -> None:
    """A guess that is certain and wrong costs infinitely much."""
    # Nothing is clipped where a guess that is nearly certain has its price of 460.5…
    nearly, certain = (_numbers(look(f, "cross_entropy", {"y_hat": p, "y": 1}).result) for p in (1e-200, 0.0))
    if nearly.size == certain.size == 1 and 460 < nearly[0] < 461 and np.isfinite(certain[0]):
        call = call_as_code("cross_entropy", {"y_hat": 0.0, "y": 1})
        raise Wrong(call, "inf", as_code(certain[0]), "infinity is replaced by a number")


_costs_its_whole_price("cross_entropy", float("inf"), "ŷ is kept away from 0 and 1", {"y_hat": 0.0, "y": 1})
_costs_its_whole_price("cross_entropy_from_score", 1e4, "the probability is kept away from 0 and 1", {"z": 1e4, "y": 0})
_costs_its_whole_price(
    "loss",
    1e4,
    "the probability is kept away from 0 and 1",
    {"theta": np.array([1.0, 0.0]), "X": np.array([[1e4]]), "y": np.array([0])},
)


def _listens_to(name: str, argument: str, misconception: str) -> None:
    @requires(name)
    def listens_to_its_argument(f: Any) -> None:
        """Every argument counts."""
        first, second = _CALLS[name][0], _CALLS[name][0] | {argument: _CALLS[name][0][argument] / 2}
        got, same = (_numbers(look(f, name, call).result) for call in (first, second))
        if got.size and np.array_equal(got, same):
            call = f"{call_as_code(name, first)}\n{call_as_code(name, second)}"
            raise Wrong(call, f"two results, since `{argument}` differs", "twice the same", misconception)


_listens_to("numerical_gradient", "eps", "eps is ignored")
_listens_to("sgd_step", "eta", "η is fixed in the function")
_listens_to("sgd", "eta", "η is ignored")
_listens_to("minibatch_sgd", "eta", "η is ignored")


@requires("sgd_step")
def gives_a_new_array(f: Any) -> None:
    """The new θ is an array of its own."""
    theta = _THETA.copy()
    arguments = {"theta": theta, "x": _X[0], "y": 1, "eta": 0}
    result = observe(f, arguments).result
    if isinstance(result, np.ndarray) and np.shares_memory(result, theta):
        raise Wrong(call_as_code("sgd_step", arguments), "a new array", "the array that was given, or a view of it")


@requires("numerical_gradient")
def asks_f_at_float_vectors(f: Any) -> None:
    """f is asked at float64 vectors of the shape of θ, and θ itself stays as it is all the while."""
    for theta in (np.array([0.3, -0.6, 1.0]), np.array([1, 2, -1])):
        call = f"numerical_gradient(lambda point: print(point) or sum(point**2), {as_code(theta)})"
        points: list[Any] = []
        moved = _ask_and_record(f, theta, points)
        for point in points:
            if isinstance(point, np.ndarray) and point.dtype == np.float64 and point.shape == theta.shape:
                continue
            raise Wrong(call, "a float64 array of shape (3,) each time", describe(point), _kind_of_point(point))
        if moved:
            raise Wrong(call, "θ as it was", "θ changed while f was asked", moved)
        entries = [int(np.count_nonzero(point != theta)) for point in points]
        if max(entries, default=0) > 1:
            known = "the entries before stay moved" if 1 in entries else None
            raise Wrong(call, "points at which one entry is moved", f"{max(entries)} entries moved at once", known)


def _ask_and_record(f: Any, theta: np.ndarray, points: list[Any]) -> str | None:
    """Have every point at which f is asked recorded; give the name of the mistake if θ was changed at any of them."""
    given, moved = theta.copy(), []

    def recorded(point: Any) -> float:
        points.append(copy.copy(point))
        moved.append(not np.array_equal(given, theta))
        return float(np.sum(np.asarray(point, dtype=float) ** 2))

    seen = observe(f, {"f": recorded, "theta": given})
    if not np.allclose(given, theta, rtol=0, atol=1e-12):
        return "θ is left moved"
    return "θ itself is moved, and moved back" if "theta" in seen.changed or any(moved) else None


def _kind_of_point(point: Any) -> str | None:
    if isinstance(point, list):
        return "f is given lists"
    if np.ndim(point) == 0:
        return "f is given single numbers"
    if np.shape(point)[1:] == (1,):
        return "f is given columns"
    return "single precision" if getattr(point, "dtype", None) == np.float32 else None


@requires("batch_gradient")
def makes_no_python_pass_over_the_examples(f: Any) -> None:
    """No line of Python runs once for each example."""
    # Not seen: a loop that a builtin makes in C over C functions, such as `map(math.exp, z)` or `sum(X)` over the rows.
    few, many = (_lines_run(f, m) for m in (20, 200))
    if many - few > 90:
        call = "# With 20 examples, then with 200:\nbatch_gradient(np.ones(4), np.ones((200, 3)), np.ones(200))"
        got = f"{many - few} steps of Python more for 180 examples more"
        raise Wrong(call, "as many steps of Python for 200 examples as for 20", got, "a loop over the examples")


def _lines_run(f: Any, m: int) -> int:
    X = np.sin(np.arange(3.0 * m)).reshape(m, 3)
    arguments = {"theta": np.array([0.5, -1.0, 2.0, 0.3]), "X": X, "y": np.arange(m) % 2}
    return observe(f, arguments, count_steps=True).steps or 0


def _takes_by_name(name: str, arguments: dict[str, Any], keywords: tuple[str, ...]) -> None:
    @requires(name)
    def takes_by_name(f: Any) -> None:
        """Arguments may be given by name."""
        look(f, name, arguments, keywords=keywords)


_takes_by_name("numerical_gradient", {"f": callables.square, "theta": np.array([1.0]), "eps": 0.5}, keywords=("eps",))
