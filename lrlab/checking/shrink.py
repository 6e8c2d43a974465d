"""The smallest call on which an answer fails, found by Hypothesis where an oracle tells right from wrong.

There is no model answer on the learner's side. Two exercises need none: batches
are right if every example comes once, and the gradients of `slope` and `square`
are known by calculus. Asked only once a failure is known; the same call is
found each time.
"""

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from lrlab.checking.judge import Fault, call_as_code, fault_of, shown, tolerance_of
from lrlab.checking.observe import Observation, observe
from lrlab.checking.tables import Named, Seed, fresh_arguments
from lrlab.course.callables import exact_gradient

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

# Enough to meet any mistake that depends on sizes of up to nine; shrinking comes on top.
_EXAMPLES = 60

Oracle = Callable[[dict[str, Any], Observation], Fault | None]


def smallest_fault(name: str, f: Any) -> Fault | None:
    """The fault at the smallest failing call; None where none is found, or the exercise has no oracle."""
    if name not in _SEARCHES:
        return None
    arguments_of, oracle, telling = _SEARCHES[name]

    def fault(arguments: dict[str, Any]) -> Fault | None:
        return oracle(arguments, observe(f, fresh_arguments(arguments)))

    # A search that finds nothing is the one that takes longest.
    if not any(map(fault, telling)):
        return None
    from hypothesis import Phase, find, settings
    from hypothesis.errors import HypothesisException

    bounds = settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=_EXAMPLES,
        phases=(Phase.generate, Phase.shrink),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return fault(find(arguments_of(), lambda arguments: fault(arguments) is not None, settings=bounds))
        except HypothesisException:
            return None  # Nothing found, or an answer that fails now and then.


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


def _partition(arguments: dict[str, Any], seen: Observation) -> Fault | None:
    """Batches are right if they have the sizes asked for and hold every row once, with its own label."""
    code = f"list({call_as_code('minibatches', arguments)})"
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


def _differences(f: str, theta: list[float], kind: type, eps: dict[str, float]) -> dict[str, Any]:
    return {"f": Named(f), "theta": np.array(theta, dtype=kind), **eps}


def _any_differences() -> "SearchStrategy":
    from hypothesis import strategies as st

    theta = st.lists(_choice(1, 0, -1, 2), min_size=1, max_size=5)
    # Whole numbers last: to students, floats are the simpler case.
    return st.builds(_differences, _choice("slope", "square"), theta, _choice(float, int), _choice({}, {"eps": 0.5}))


def _known_gradient(arguments: dict[str, Any], seen: Observation) -> Fault | None:
    """Central differences have no error of their own for `slope` and `square`, whatever eps is."""
    right = exact_gradient(arguments["f"].name, arguments["theta"])
    return fault_of("numerical_gradient", arguments, seen, [right], tolerance_of("numerical_gradient"))


# What to draw arguments from, what tells right from wrong, and calls on which most mistakes show.
_SEARCHES: dict[str, tuple[Callable[[], "SearchStrategy"], Oracle, list[dict[str, Any]]]] = {
    "minibatches": (
        _any_batches,
        _partition,
        [_batches(([False, True] * 5)[:m], size, 0) for m, size in ((9, 2), (10, 4), (4, 2), (1, 3))],
    ),
    "numerical_gradient": (
        _any_differences,
        _known_gradient,
        [
            _differences("square", [1, -1, 2], float, {"eps": 0.5}),
            _differences("square", [1, 2], int, {}),
            _differences("slope", [1, 0, 2, -1, 1], int, {}),
        ],
    ),
}
