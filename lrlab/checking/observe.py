"""Call a learner's function and note, as plain data, everything the call did.

Checks never look at a learner's function directly: they look at an
Observation. The same code runs in the learner's own kernel and, when a
submission is graded, inside the sandbox; there the function that a test cell
holds is a proxy, and its `__observe__` carries the question over, for many
calls at a time.
"""

import builtins
import copy
import inspect
import random
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

# No exercise asks for more than an item for each of a few hundred examples.
MAX_ITEMS = 2_000

# With these a question ends to which nobody answers: Python's, and that of a kernel without a keyboard.
NOBODY_ANSWERS = ("EOFError", "StdinNotImplementedError")

# What is iterable, but is looked at as a whole.
_WHOLE = (np.ndarray, np.generic, list, tuple, dict, set, str, bytes)


@dataclass
class Observation:
    """What one call did.

    result: what came back; an iterator is drawn out into a list of copies.
    kind: the type's name of what came back, before it was drawn out.
    error: class name and message of the exception, or None.
    warnings: one line for each Python warning, as `Category: text`.
    changed: the names (or positions) of arguments that were changed, even for a moment.
    global_random: whether the call drew from, or seeded, a global random state,
        where that was watched.
    steps: lines of Python code that ran, where they were counted.
    endless: an iterator gave more than `MAX_ITEMS` items.
    """

    result: Any = None
    kind: str = "NoneType"
    error: tuple[str, str] | None = None
    warnings: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    global_random: bool | None = None
    steps: int | None = None
    endless: bool = False


def observe(f: Callable[..., Any], arguments: dict[str, Any], **how: Any) -> Observation:
    """Call f once and say what happened: `observe_each` for a single call."""
    return next(observe_each(f, [arguments], **how))


def observe_each(
    f: Callable[..., Any],
    calls: Iterable[dict[str, Any]],
    *,
    keywords: Sequence[str] = (),
    count_steps: bool = False,
    watch_random: bool = False,
) -> Iterator[Observation]:
    """Call f with each of these arguments, in their order, and say what happened each time.

    Never raises for what f does. A call's arguments are names with values; they
    are passed by position, those named in `keywords` by keyword. No two calls
    may share an argument that changes. With `count_steps` the lines of Python
    that run are counted, NumPy's own included; with `watch_random` draws from
    the global random states are noted.
    """
    carried = getattr(type(f), "__observe__", None)
    how: dict[str, Any] = {"keywords": keywords, "count_steps": count_steps, "watch_random": watch_random}
    if carried is not None:
        return iter(carried(f, list(calls), **how))
    return (observe_here(f, arguments, **how) for arguments in calls)


def observe_here(
    f: Callable[..., Any],
    arguments: dict[str, Any],
    *,
    keywords: Sequence[str] = (),
    count_steps: bool = False,
    watch_random: bool = False,
) -> Observation:
    """`observe` for a function of this process."""
    seen = Observation()
    before = {name: _kept(value) for name, value in arguments.items()}
    # To read them takes longer than most calls.
    random_states = _random_states() if watch_random else None

    def note_changes() -> None:
        for name, value in arguments.items():
            if name not in seen.changed and not _same(before[name], value):
                seen.changed.append(name)

    def watched(value: Any) -> Any:
        """An argument; a function among them sees the others, so each call of it is a moment to look at them."""
        if not callable(value):
            return value

        def asked(*args: Any, **kwargs: Any) -> Any:
            note_changes()
            return value(*args, **kwargs)

        return asked

    positional = [watched(value) for name, value in arguments.items() if name not in keywords]
    named = {name: watched(arguments[name]) for name in keywords}
    counter = _StepCounter() if count_steps else None
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        try:
            with _NoKeyboard(), counter or _nothing:
                result = f(*positional, **named)
                seen.kind = type(result).__name__
                drawn_out = isinstance(result, Iterable) and not isinstance(result, _WHOLE)
                if drawn_out:
                    result = _drawn_out(result, seen, note_changes)
            # A later call may give the same object back, with something else in it.
            seen.result = result if drawn_out else _copied(result)
        except Exception as error:
            seen.error = (type(error).__name__, str(error))
    note_changes()
    seen.warnings = [f"{w.category.__name__}: {w.message}" for w in caught]
    seen.steps = counter.count if counter else None
    seen.global_random = random_states != _random_states() if watch_random else None
    return seen


def takes(f: Callable[..., Any], count: int) -> bool:
    """Whether f can be called with `count` arguments by position; True where that cannot be told."""
    carried = getattr(type(f), "__takes__", None)
    if carried is not None:
        return carried(f, count)
    try:
        signature = inspect.signature(f)
    except (TypeError, ValueError):
        return True
    try:
        signature.bind(*range(count))
    except TypeError:
        return False
    return True


def _random_states() -> tuple[Any, ...]:
    state: Any = np.random.get_state()
    name, keys, *rest = state
    return random.getstate(), name, keys.tobytes(), *rest


def _drawn_out(result: Iterable[Any], seen: Observation, note_changes: Callable[[], None]) -> list[Any]:
    items: list[Any] = []
    for item in result:
        if len(items) == MAX_ITEMS:
            seen.endless = True
            break
        items.append(copy.deepcopy(item))
        note_changes()
    return items


def _kept(value: Any) -> Any:
    if callable(value) or isinstance(value, np.random.Generator):
        return value
    return copy.deepcopy(value)


def _copied(value: Any) -> Any:
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray):
        return before.dtype == after.dtype and np.array_equal(before, after, equal_nan=before.dtype.kind in "fc")
    return before is after or bool(before == after)


class _Nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


_nothing = _Nothing()


class _NoKeyboard:
    """Ends each question at once while it is entered: a notebook would ask it anew for every call."""

    def __enter__(self) -> None:
        self._outer = builtins.input
        builtins.input = self._end

    def __exit__(self, *_: object) -> None:
        builtins.input = self._outer

    @staticmethod
    def _end(*_: object) -> str:
        raise EOFError("EOF when reading a line")


class _StepCounter:
    """Counts the lines of Python that run while it is entered."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> "_StepCounter":
        self._outer = sys.gettrace()
        sys.settrace(self._trace)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._outer)

    def _trace(self, frame: Any, event: str, argument: Any) -> Any:
        self.count += 1
        return self._trace
