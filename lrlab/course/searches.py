"""The exercises whose smallest failing call can be found without a model answer, and how.

Batches are right if every example comes once, and the gradients of `slope` and
`square` are known by calculus.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from lrlab.checking.fault import Fault, fault_of, shown, tolerance_of
from lrlab.checking.observe import Observation
from lrlab.checking.shrink import Search
from lrlab.checking.tables import Seed, call_as_code
from lrlab.course.callables import exact_gradient, slope, square
from lrlab.exercises import Exercise

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def _choice(*values: Any) -> "SearchStrategy":
    """One of some values, the simplest first."""
    from hypothesis import strategies as st

    # Drawn as a length: for numbers, Hypothesis would look into the modules of the folder it runs in, and write there.
    return st.lists(st.none(), max_size=len(values) - 1).map(lambda some: values[len(some)])


def _batches(labels: list[bool], batch_size: int, seed: int) -> dict[str, Any]:
    X = np.arange(1.0, len(labels) + 1).reshape(-1, 1)
    return {"X": X, "y": np.array(labels, dtype=int), "batch_size": batch_size, "rng": Seed(seed)}


def _any_batches() -> "SearchStrategy":
    from hypothesis import strategies as st

    labels = st.lists(st.booleans(), min_size=1, max_size=9)
    return st.builds(_batches, labels, _choice(*range(1, 7)), _choice(*range(8)))


def _partition(exercise: Exercise, arguments: dict[str, Any], seen: Observation) -> Fault | None:
    """Batches are right if they have the sizes asked for and hold every row once, with its own label."""
    code = f"list({call_as_code(exercise.name, arguments)})"
    if seen.error:
        return Fault("error", {}, code, (("error:", ": ".join(filter(None, seen.error))),))
    y, size = arguments["y"], arguments["batch_size"]
    try:
        sizes = [len(labels) for _, labels in seen.result]
        pairs = sorted(
            (float(row[0]), float(label))
            for rows, labels in seen.result
            for row, label in zip(rows, labels, strict=True)
        )
    except (TypeError, ValueError, IndexError):
        return None  # No batches at all: the table says what was expected.
    whole, rest = divmod(len(y), size)
    asked = [size] * whole + [rest] * bool(rest)
    if sizes == asked and pairs == [(i + 1.0, float(label)) for i, label in enumerate(y)]:
        return None
    groups = [f"{count} of {each}" for count, each in ((whole, size), (min(rest, 1), rest)) if count]
    expected = f"every row once, with its own label; batches: {' and '.join(groups)}"
    rows = (("expected:", expected), ("got:", shown(seen.result)))
    return Fault("batches", {}, code, rows)


def _differences(f: Callable[..., Any], theta: list[float], kind: type, eps: dict[str, float]) -> dict[str, Any]:
    return {"f": f, "theta": np.array(theta, dtype=kind), **eps}


def _any_differences() -> "SearchStrategy":
    from hypothesis import strategies as st

    theta = st.lists(_choice(1, 0, -1, 2), min_size=1, max_size=5)
    # Whole numbers last: to students, floats are the simpler case.
    return st.builds(_differences, _choice(slope, square), theta, _choice(float, int), _choice({}, {"eps": 0.5}))


def _known_gradient(exercise: Exercise, arguments: dict[str, Any], seen: Observation) -> Fault | None:
    """Central differences have no error of their own for `slope` and `square`, whatever eps is."""
    right = exact_gradient(arguments["f"].__name__, arguments["theta"])
    return fault_of(exercise.name, arguments, seen, [right], tolerance_of(exercise))


SEARCHES = {
    "minibatches": Search(
        _any_batches,
        _partition,
        [_batches(([False, True] * 5)[:m], size, 0) for m, size in ((9, 2), (10, 4), (4, 2), (1, 3))],
    ),
    "numerical_gradient": Search(
        _any_differences,
        _known_gradient,
        [
            _differences(square, [1, -1, 2], float, {"eps": 0.5}),
            _differences(square, [1, 2], int, {}),
            _differences(slope, [1, 0, 2, -1, 1], int, {}),
        ],
    ),
}
