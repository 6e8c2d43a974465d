"""Requirements of random order: new each time, of all examples, from the generator that was given, and uniform.

Nothing here depends on how an answer draws. The order of `minibatches` is read
from the rows. That of `sgd` is read from θ: where X is the identity and every
label is 1, only visiting example i moves wᵢ, and the later it is visited the
less, since each visit raises the bias and so lowers the errors that follow.

False alarms: 60 draws of an order of 4 give no more than half of all orders with
a probability below 1e-11; the other requirements fail a right answer more rarely still.
"""

from collections.abc import Callable, Sequence
from math import factorial, log
from typing import Any

import numpy as np

from lrlab.checking.compare import describe
from lrlab.checking.requirement import Wrong, look
from lrlab.checking.tables import Seed, as_code, call_as_code, fresh
from lrlab.course.properties.registry import requires

Order = list[int]

_SEEDS = range(60)
_SHARED = Seed(1)


class _ReadableWalk:
    """One of the three exercises on examples whose visits can be read from the result."""

    def __init__(self, name: str, **settings: Any):
        self.name = name
        self.settings = settings

    def arguments(self, m: int, rng: Any, y: Sequence[int] | None = None, **other: Any) -> dict[str, Any]:
        """Arguments in the exercise's order: m examples that can be told apart, and the settings."""
        labels = np.ones(m, dtype=int) if y is None else np.array(y)
        last = {"tol": other.pop("tol")} if "tol" in other else {}
        return {"X": np.eye(m), "y": labels, **self.settings, **other, "rng": rng, **last}

    def code(self, arguments: dict[str, Any]) -> str:
        """The call as code, with the identity as `np.eye`. A generator that is drawn from again is named `rng`."""
        m, rng = len(arguments["y"]), arguments["rng"]
        text = call_as_code(self.name, arguments | {"rng": rng if isinstance(rng, Seed) else _SHARED})
        text = text.replace(as_code(np.eye(m)), f"np.eye({m})")
        text = text.replace(as_code(np.ones(m, dtype=int)), f"np.ones({m}, dtype=int)")
        return text if isinstance(rng, Seed) else f"rng = {as_code(_SHARED)}\n{text.replace(as_code(_SHARED), 'rng')}"

    def walk(self, f: Any, arguments: dict[str, Any]) -> tuple[np.ndarray, list[float]]:
        """θ and the losses. Raises Wrong where the result is not of that form."""
        result = look(f, self.name, arguments).result
        try:
            theta, losses = result
            if theta.shape == (arguments["X"].shape[1] + 1,) and theta.dtype.kind in "fi":
                return theta, [float(loss) for loss in losses]
        except (TypeError, ValueError, AttributeError):
            pass
        raise Wrong(self.code(arguments), "a pair (theta, losses)", describe(result))

    def moved(self, f: Any, arguments: dict[str, Any]) -> np.ndarray:
        """The weights after the walk, without the bias."""
        return self.walk(f, arguments)[0][:-1]

    def order(self, f: Any, arguments: dict[str, Any]) -> Order:
        """The order in which the examples were visited; one that was not visited is missing."""
        moved = self.moved(f, arguments)
        return [int(i) for i in np.argsort(-moved, kind="stable") if moved[i] != 0]


class _Batches(_ReadableWalk):
    def code(self, arguments: dict[str, Any]) -> str:
        *above, call = super().code(arguments).splitlines()
        return "\n".join([*above, f"list({call})"])

    def pairs(self, f: Any, arguments: dict[str, Any]) -> list[tuple[Order, list[float]]]:
        """The batches as row numbers and labels. Raises Wrong for what are no batches of the rows."""
        result = look(f, self.name, arguments).result
        try:
            return [([int(np.argmax(row)) for row in rows], [float(t) for t in labels]) for rows, labels in result]
        except (TypeError, ValueError) as error:
            raise Wrong(self.code(arguments), "pairs (X_batch, y_batch)", describe(result)) from error

    def order(self, f: Any, arguments: dict[str, Any]) -> Order:
        return [i for rows, _ in self.pairs(f, arguments) for i in rows]


_MINIBATCHES = _Batches("minibatches", batch_size=2)
_SGD = _ReadableWalk("sgd", eta=1.0, epochs=1)
_SINGLE = _ReadableWalk("minibatch_sgd", eta=1.0, batch_size=1, epochs=1)
_WALKS = (_MINIBATCHES, _SGD, _SINGLE)


def _for_each(walks: tuple[_ReadableWalk, ...]) -> Callable[[Callable[[_ReadableWalk, Any], None]], None]:
    """Register a requirement of several exercises, each asked with its own walk."""

    def register(requirement: Callable[[_ReadableWalk, Any], None]) -> None:
        for walk in walks:

            def asked(f: Any, walk: _ReadableWalk = walk) -> None:
                requirement(walk, f)

            asked.__name__, asked.__doc__ = requirement.__name__, requirement.__doc__
            requires(walk.name)(asked)

    return register


@_for_each(_WALKS)
def draws_from_rng_alone(walk: _ReadableWalk, f: Any) -> None:
    """Chance comes from `rng` alone, and the global random state is left as it was."""
    arguments = walk.arguments(6, Seed(1))
    if look(f, walk.name, arguments, watch_random=True).global_random:
        raise Wrong(walk.code(arguments), "no draw from `np.random` or `random`", "one", "the global random state")


@_for_each((_SGD, _SINGLE))
def steps_along_single_examples(walk: _ReadableWalk, f: Any) -> None:
    """An epoch takes a step for each example, along the gradient of that example."""
    arguments = walk.arguments(8, Seed(1))
    moved = walk.moved(f, arguments)
    if np.count_nonzero(moved) == 1:
        one = "one example in each epoch" if walk is _SGD else "one batch in each epoch"
        raise Wrong(walk.code(arguments), "8 weights moved", "one", one)
    if np.any(moved) and np.ptp(moved) < 1e-9:
        got = "all weights moved alike, as by the gradient of all examples"
        # One step along the mean gradient moves each weight by half of 1/8.
        name = _WHOLE_SET[walk.name, bool(np.allclose(moved, 1 / 16))]
        raise Wrong(walk.code(arguments), "8 steps, each of another weight", got, name)


_WHOLE_SET = {
    ("sgd", True): "the whole set for each step",
    ("sgd", False): None,
    ("minibatch_sgd", True): "batch_size is ignored: the whole set",
    ("minibatch_sgd", False): "the gradient of the whole set in every step",
}


@_for_each(_WALKS)
def leaves_the_data_alone(walk: _ReadableWalk, f: Any) -> None:
    """X and y belong to the caller and stay as they are."""
    arguments = walk.arguments(12, Seed(1), y=[0, 1] * 6)
    changed = set(look(f, walk.name, arguments).changed) & {"X", "y"}
    if changed:
        names = " and ".join(sorted(changed))
        raise Wrong(walk.code(arguments), f"{names} as before", "another order", "the caller's data are shuffled")


@_for_each(_WALKS)
def agrees_for_one_seed(walk: _ReadableWalk, f: Any) -> None:
    """Two generators of the same seed lead to the same result."""
    arguments = walk.arguments(12, Seed(1))
    if walk.order(f, arguments) != walk.order(f, arguments):
        call = f"# Twice:\n{walk.code(arguments)}"
        raise Wrong(call, "the same order both times", "two orders", "a generator of its own")


@_for_each(_WALKS)
def draws_anew_each_time(walk: _ReadableWalk, f: Any) -> None:
    """A second call on the same generator takes another order."""
    rng = fresh(_SHARED)
    first, *later = (walk.order(f, walk.arguments(12, rng)) for _ in range(3))
    if first and all(order == first for order in later):
        call = f"{walk.code(walk.arguments(12, rng))}\n# The last line again and again."
        sorted_ = first == list(range(12))
        of_another_seed = walk.order(f, walk.arguments(12, Seed(2)))
        name = "not shuffled" if sorted_ else "a seed of its own" if of_another_seed == first else None
        raise Wrong(call, "another order each time", "the order of the table" if sorted_ else "the same order", name)


@requires("minibatches")
def keeps_rows_and_labels_together(f: Any) -> None:
    """A row keeps its label."""
    y = [1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
    labels_stay = True
    for seed in range(10):
        arguments = _MINIBATCHES.arguments(12, Seed(seed), y=y, batch_size=5)
        rows, labels = _MINIBATCHES.order(f, arguments), _labels(f, arguments)
        labels_stay = labels_stay and labels == y
        if len(rows) == len(labels) and any(y[i] != t for i, t in zip(rows, labels, strict=True)):
            name = "the labels are left behind" if labels_stay else "rows and labels are shuffled apart"
            raise Wrong(_MINIBATCHES.code(arguments), "each row with its own label", "a row with another's", name)


def _labels(f: Any, arguments: dict[str, Any]) -> list[float]:
    return [t for _, labels in _MINIBATCHES.pairs(f, arguments) for t in labels]


@_for_each((_SGD, _SINGLE))
def learns_from_its_own_label(walk: _ReadableWalk, f: Any) -> None:
    """An example is learned with its own label."""
    y = [1, 0, 0, 1, 1, 1, 0, 0]
    right: list[bool] = []
    for seed in range(4):
        moved = walk.moved(f, walk.arguments(8, Seed(seed), y=y, eta=0.1))
        right += list((moved > 0) == (np.array(y) == 1)) if np.all(moved) else []
    if any(right) and not all(right):
        call = walk.code(walk.arguments(8, Seed(0), y=y, eta=0.1))
        expected = "weights above 0 where the label is 1, and below where it is 0"
        raise Wrong(call, expected, "some the other way round", "the labels are left behind")


@requires("minibatches")
def gives_every_example_once(f: Any) -> None:
    """Every example comes exactly once."""
    twice_in_a_batch = False
    different: set[int] = set()
    wrong: tuple[dict[str, Any], Order] | None = None
    for seed in range(10):
        arguments = _MINIBATCHES.arguments(20, Seed(seed), batch_size=6)
        batches = [rows for rows, _ in _MINIBATCHES.pairs(f, arguments)]
        order = [i for rows in batches for i in rows]
        different.add(len(set(order)))
        twice_in_a_batch = twice_in_a_batch or any(len(set(rows)) < len(rows) for rows in batches)
        if sorted(order) != list(range(20)):
            wrong = wrong or (arguments, order)
    if wrong:
        arguments, order = wrong
        drawn = "drawn with replacement" if twice_in_a_batch else "each batch is drawn by itself"
        got = f"{len(order)} examples, {len(set(order))} of them different"
        # How many are missed is a matter of chance, where they are drawn.
        by_chance = len(order) == 20 and len(different) > 1
        raise Wrong(_MINIBATCHES.code(arguments), "all 20 examples", got, drawn if by_chance else None)


@_for_each((_SGD, _SINGLE))
def visits_every_example_once(walk: _ReadableWalk, f: Any) -> None:
    """Every epoch visits each example exactly once."""
    visited = [len(walk.order(f, walk.arguments(8, Seed(seed)))) for seed in range(10)]
    if min(visited) < 8:
        call = walk.code(walk.arguments(8, Seed(visited.index(min(visited)))))
        name = "drawn with replacement" if len(set(visited)) > 1 else None
        raise Wrong(call, "all 8 examples", f"{min(visited)} of them", name)


@_for_each((_MINIBATCHES, _SGD))
def takes_every_order(walk: _ReadableWalk, f: Any) -> None:
    """Every order of the examples is equally likely."""
    orders = [tuple(walk.order(f, walk.arguments(4, Seed(seed)))) for seed in _SEEDS]
    if len(set(orders)) <= factorial(4) // 2:
        call = f"# With the seeds from 0 to {len(orders) - 1}:\n{walk.code(walk.arguments(4, Seed(0)))}"
        raise Wrong(call, "nearly all of the 24 orders", f"{len(set(orders))} of them", _kind_of(set(orders)))


def _kind_of(orders: set[tuple[int, ...]]) -> str | None:
    """How four examples, for `minibatches` in batches of two, are mixed by halves."""
    if orders == {(0, 1, 2, 3), (2, 3, 0, 1)}:
        return "only the batches are shuffled"
    if orders == {(0, 1, 2, 3), (1, 2, 3, 0), (2, 3, 0, 1), (3, 0, 1, 2)}:
        return "only the starting point is random"
    return "shuffled only inside the batches" if all({*order[:2]} == {0, 1} for order in orders) else None


@requires("minibatches")
def favours_no_place(f: Any) -> None:
    """No example is likelier than another to come at any place."""
    # Asked once of many examples: how far each has moved, round a circle, adds up to 0 but for chance. Swapping each
    # place with any place drifts by some ten standard deviations; 6.5 come by chance less than once in 1e10.
    m = 16_000
    places = np.arange(m)
    X, y = places.reshape(-1, 1).astype(float), np.zeros(m, dtype=int)
    result = look(f, "minibatches", {"X": X, "y": y, "batch_size": m, "rng": _SHARED}).result
    call = f"X = np.arange({m}.0).reshape(-1, 1)\nlist(minibatches(X, np.zeros({m}), {m}, {as_code(_SHARED)}))"
    try:
        rows = np.concatenate([np.asarray(X_batch, dtype=float)[:, 0] for X_batch, _ in result])
    except (TypeError, ValueError, IndexError) as error:
        raise Wrong(call, "pairs (X_batch, y_batch)", describe(result)) from error
    if rows.shape == (m,):
        drift = float(np.sum(np.sin(2 * np.pi * (rows - places) / m))) / np.sqrt(m / 2)
        if abs(drift) > 6.5:
            got = f"a drift of {abs(drift):.1f} standard deviations"
            raise Wrong(call, "no drift but by chance", got, "some orders are likelier than others")


@requires("sgd")
def draws_anew_each_epoch(f: Any) -> None:
    """Each epoch takes an order of its own."""
    _epochs_differ(f, _SGD, {}, 6, "the same order in every epoch")


@requires("sgd")
def keeps_its_rate(f: Any) -> None:
    """Every epoch steps with the η that was given."""
    # Steps this small do not change the error, so all are equally long.
    ends = []
    for epochs in (1, 2, 3):
        arguments = _SGD.arguments(1, Seed(1), eta=1e-6, epochs=epochs)
        ends.append(float(_SGD.walk(f, arguments)[0][-1]))
    first, second, third = np.diff([0.0, *ends])
    if 0 < third < 0.999 * second < 0.998 * first:
        got = f"b moved by {first:.2g}, {second:.2g} and {third:.2g}"
        name = "η becomes smaller from epoch to epoch"
        raise Wrong(_SGD.code(arguments), "three epochs that move b alike", got, name)


@requires("minibatch_sgd")
def goes_on_where_the_last_epoch_ended(f: Any) -> None:
    """Each epoch goes on from the θ that the last one ended with, and moves it."""
    X, y = np.array([[1.0], [-2.0]]), np.array([1, 0])
    ends: list[set[tuple[float, ...]]] = [set(), set()]
    stood_still = True
    for epochs in (1, 2):
        for seed in range(8):
            arguments = _SINGLE.arguments(2, Seed(seed), eta=0.5, epochs=epochs, tol=0.0) | {"X": X, "y": y}
            theta, losses = _SINGLE.walk(f, arguments)
            ends[epochs - 1].add(tuple(np.round(theta, 9)))
            stood_still = stood_still and len(set(losses)) == 1
    if ends[0] & ends[1] and np.any(list(ends[0])):
        name = "the batches are used up after one epoch" if stood_still else "starts anew in every epoch"
        raise Wrong(_SINGLE.code(arguments), "another θ than after 1 epoch", "a θ that 1 epoch leads to", name)


@requires("minibatch_sgd")
def mixes_the_batches(f: Any) -> None:
    """Any two examples can come in one batch, and other ones in the next epoch."""
    first_pairs = set()
    for seed in range(36):
        arguments = _SINGLE.arguments(4, Seed(seed), batch_size=2)
        first_pairs.add(frozenset(_SINGLE.order(f, arguments)[:2]))
    if len(first_pairs) <= 3:
        call = f"# With the seeds from 0 to 35:\n{_SINGLE.code(_SINGLE.arguments(4, Seed(0), batch_size=2))}"
        halves = first_pairs == {frozenset({0, 1}), frozenset({2, 3})}
        name = "only the batches are shuffled" if halves else None
        raise Wrong(call, "all 6 pairs in the first batch", f"{len(first_pairs)} of them", name)
    _epochs_differ(f, _SINGLE, {"batch_size": 2, "tol": 0.0}, 12, "the same batches in every epoch")


def _epochs_differ(f: Any, walk: _ReadableWalk, settings: dict[str, Any], most: int, misconception: str) -> None:
    """Raise Wrong where two epochs on three or four examples end in no more than `most` of the 36 possible places.

    40 draws find fewer than 13 of the 36 with a probability below 1e-9.
    """
    m = 3 if walk is _SGD else 4
    X = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.7], [-2.0, 0.3]])[:m]
    arguments = walk.arguments(m, Seed(0), y=[1, 0, 1, 1][:m], eta=0.5, epochs=2, **settings) | {"X": X}
    ends = {tuple(np.round(walk.walk(f, arguments | {"rng": Seed(seed)})[0], 9)) for seed in range(40)}
    if len(ends) <= 12:
        call = f"# With the seeds from 0 to 39:\n{walk.code(arguments)}"
        known = misconception if 1 < len(ends) <= most else None
        raise Wrong(call, "most of the 36 pairs of orders", f"{len(ends)} of them", known)


@_for_each((_SGD, _SINGLE))
def notes_the_loss_of_all_examples(walk: _ReadableWalk, f: Any) -> None:
    """The loss of an epoch is that of all examples."""
    # Of two examples with one x and both labels no θ can please both: their mean loss is never below log 2, that of
    # the one seen last is.
    arguments = walk.arguments(2, Seed(1), eta=0.1) | {"X": np.array([[3.0, 2.0]] * 2), "y": np.array([1, 0])}
    _, losses = walk.walk(f, arguments)
    if losses and 0 < losses[0] < log(2) - 1e-6:
        name = "the last example's loss" if walk is _SGD else "the last batch's loss"
        raise Wrong(walk.code(arguments), "a loss of at least log 2 = 0.693…", f"{losses[0]:.6f}", name)


@_for_each((_SGD, _SINGLE))
def starts_at_zero(walk: _ReadableWalk, f: Any) -> None:
    """Training starts from θ = 0."""
    arguments = walk.arguments(2, Seed(1), eta=0)
    theta, _ = walk.walk(f, arguments)
    if np.any(theta):
        raise Wrong(walk.code(arguments), "θ = 0, where η = 0", as_code(theta), "does not start at 0")


@requires("minibatch_sgd")
def looks_at_all_examples_when_to_stop(f: Any) -> None:
    """Whether to stop is decided by the gradient of all examples."""
    both = {"X": np.array([[3.0, 2.0]] * 2), "y": np.array([1, 0])}
    arguments = {**both, "eta": 0.1, "batch_size": 1, "epochs": 4, "rng": Seed(1), "tol": 0.3}
    if _epochs_made(f, arguments) == 4 and _epochs_made(f, arguments | {"batch_size": 2, "tol": 10.0}) == 1:
        name = "tol is compared with the gradient of the last batch"
        raise Wrong(_SINGLE.code(arguments), "1 epoch", "4 epochs", name)


def _epochs_made(f: Any, arguments: dict[str, Any]) -> int:
    return len(_SINGLE.walk(f, arguments)[1])


@_for_each((_MINIBATCHES,))
def takes_batch_size_by_name(walk: _ReadableWalk, f: Any) -> None:
    """Arguments may be given by name."""
    look(f, walk.name, walk.arguments(3, Seed(1)), keywords=("batch_size", "rng"))


@requires("minibatch_sgd")
def takes_tol_by_name(f: Any) -> None:
    """Arguments may be given by name, and `tol` may be left out."""
    names = ("batch_size", "epochs", "rng")
    look(f, "minibatch_sgd", _SINGLE.arguments(3, Seed(1)), keywords=names)
    look(f, "minibatch_sgd", {**_SINGLE.arguments(3, Seed(1)), "tol": 0.5}, keywords=(*names, "tol"))
