"""Requirements of results that are known: digits, prices, arguments that must count, passes over the data."""

from typing import Any

import numpy as np

from lrlab.compare import alike, describe
from lrlab.observe import observe
from lrlab.properties.requirement import Wrong, code, look, requires
from lrlab.tables import Named, as_code

_TEXTBOOK = np.array([[3, 2, 1, 3, 0, 4.19]])
_WEIGHTS = np.array([2.5, -5.0, -1.2, 0.5, 2.0, 0.7])


def _number(value: Any) -> float:
    """A real number as a float; NaN for anything else."""
    found = np.asarray(value) if isinstance(value, int | float | np.generic | np.ndarray) else np.array("")
    return float(found) if found.ndim == 0 and found.dtype.kind in "fi" else float("nan")


def _keeps_every_digit(name: str, about: float, arguments: dict[str, Any]) -> None:
    @requires(name)
    def keeps_every_digit(f: Any) -> None:
        """The result is not rounded."""
        got = _number(look(f, name, arguments).result)
        if abs(got - about) < 0.02 and got == round(got, 6):
            raise Wrong(code(name, arguments), "a number with all its digits", as_code(got), "rounded")


_keeps_every_digit("sigmoid", 0.697, {"z": 0.833})
_keeps_every_digit("predict_proba", 0.697, {"X": _TEXTBOOK[0], "w": _WEIGHTS, "b": 0.1})
_keeps_every_digit("cross_entropy", 0.361, {"y_hat": 0.697, "y": 1})
_keeps_every_digit("cross_entropy_from_score", 0.361, {"z": 0.833, "y": 1})
_keeps_every_digit("loss", 0.361, {"theta": np.append(_WEIGHTS, 0.1), "X": _TEXTBOOK, "y": np.array([1])})


def _costs_its_whole_price(name: str, price: float, misconception: str, arguments: dict[str, Any]) -> None:
    @requires(name)
    def costs_its_whole_price(f: Any) -> None:
        """The cost of a wrong guess has no upper limit."""
        got = _number(look(f, name, arguments).result)
        if 5 < got < min(price, 1000.0):
            raise Wrong(code(name, arguments), as_code(price), as_code(got), misconception)


_costs_its_whole_price("cross_entropy", float("inf"), "ŷ is kept away from 0 and 1", {"y_hat": 0.0, "y": 1})
_costs_its_whole_price("cross_entropy_from_score", 1e4, "the probability is kept away from 0 and 1", {"z": 1e4, "y": 0})
_costs_its_whole_price(
    "loss",
    1e4,
    "the probability is kept away from 0 and 1",
    {"theta": np.array([1.0, 0.0]), "X": np.array([[1e4]]), "y": np.array([0])},
)


def _listens_to(name: str, argument: str, values: tuple[Any, Any], misconception: str, rest: dict[str, Any]) -> None:
    @requires(name)
    def listens_to_its_argument(f: Any) -> None:
        """Every argument counts."""
        first, second = (rest | {argument: value} for value in values)
        got = look(f, name, second).result
        if got is not None and alike(look(f, name, first).result, got):
            call = f"{code(name, first)}\n{code(name, second)}"
            raise Wrong(call, f"two results, since `{argument}` differs", "twice the same", misconception)


_STEP = {"theta": np.array([0.5, -1.0, 0.25]), "x": np.array([3.0, 2.0]), "y": 1}
_OTHERS = (np.array([3.0, 2.0]), np.array([1.0, -4.0]))
_listens_to("gradient", "x", _OTHERS, "always the same numbers", {"theta": _STEP["theta"], "x": None, "y": 1})
_listens_to("sgd_step", "x", _OTHERS, "always the same numbers", {**_STEP, "eta": 0.1})
_listens_to("sgd_step", "eta", (0.1, 0.2), "η is fixed in the function", {**_STEP, "eta": None})
_listens_to(
    "numerical_gradient", "eps", (0.25, 0.5), "eps is ignored", {"f": Named("cubic"), "theta": np.array([0.5, -1.0])}
)


@requires("sgd_step")
def gives_a_new_array(f: Any) -> None:
    """The new θ is an array of its own."""
    theta = np.array([0.5, -1.0, 0.25])
    seen = observe(f, {"theta": theta, "x": np.array([3.0, 2.0]), "y": 1, "eta": 0})
    if isinstance(seen.result, np.ndarray) and np.shares_memory(seen.result, theta):
        raise Wrong(code("sgd_step", {**_STEP, "eta": 0}), "a new array", "the array that was given, or a view of it")


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
            raise Wrong(call, "θ as it was", "θ changed while f was asked", "θ itself is moved, and moved back")


def _ask_and_record(f: Any, theta: np.ndarray, points: list[Any]) -> bool:
    """Have every point at which f is asked recorded; tell whether θ was changed at any of them."""
    before, moved = theta.copy(), []

    def recorded(point: Any) -> float:
        points.append(point)
        moved.append(not np.array_equal(theta, before))
        return float(np.sum(np.asarray(point, dtype=float) ** 2))

    observe(f, {"f": recorded, "theta": theta})
    return any(moved)


def _kind_of_point(point: Any) -> str | None:
    if isinstance(point, list):
        return "f is given lists"
    if np.ndim(point) == 0:
        return "f is given single numbers"
    if np.ndim(point) == 2:
        return "f is given columns"
    return "single precision" if getattr(point, "dtype", None) == np.float32 else None


@requires("batch_gradient")
def makes_no_python_pass_over_the_examples(f: Any) -> None:
    """No line of Python runs once for each example.

    Not seen here: a loop that a builtin makes in C over C functions, such as
    `map(math.exp, z)` or `sum(X)` over the rows.
    """
    few, many = (_lines_run(f, m) for m in (20, 200))
    if many - few > 90:
        call = "batch_gradient(theta, X, y)  # X of shape (20, 3), then of shape (200, 3)"
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


_takes_by_name("numerical_gradient", {"f": Named("square"), "theta": np.array([1.0]), "eps": 0.5}, keywords=("eps",))
