"""Hints in three steps, opened one at a time."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from lrlab.checking.report import Report
from lrlab.exercises import EXERCISES, close_to
from lrlab.workbook.folder import NoCourseError
from lrlab.workbook.workbook import Workbook, may_save, open_workbook

STEPS = {"where": "where to look", "what": "what is going on", "nearly": "nearly there"}


@cache
def hints_of(name: str) -> tuple[str, ...]:
    """The hints of an exercise, in the order in which they open."""
    every = tomllib.loads(resources.files("lrlab.course").joinpath("hints.toml").read_text(encoding="utf-8"))
    return tuple(every[name][step] for step in STEPS)


def hint(exercise: Any) -> Report:
    """Open the next hint of an exercise and show it with those that are open already.

    exercise: its name, or the function itself. How many are open is kept in the
    workbook.
    """
    name = exercise if isinstance(exercise, str) else getattr(exercise, "__name__", "")
    if name not in EXERCISES:
        return _no_such_exercise(name)
    hints = hints_of(name)
    opened = min(hints_opened(name) + 1, len(hints))
    workbook = _workbook()
    if workbook and may_save():
        workbook.open_hint(name, opened)
    _this_session[name] = opened
    left = len(hints) - opened
    return Report(
        title=f"Hint {opened} of {len(hints)} for {name}",
        tone="hint",
        rows=[(step, text) for step, text in zip(STEPS.values(), hints[:opened], strict=False)],
        next_step=f"hint({name!r}) once more opens the next one." if left else "That was the last hint.",
    )


def _no_such_exercise(name: str) -> Report:
    close = [f"`hint({other!r})`" for other in close_to(name)]
    say = f"Did you mean {' or '.join(close)}?" if close else "Write its name in quotes, such as `hint('sigmoid')`."
    return Report(f"There is no exercise {name!r}." if name else "Which exercise?", "hint", next_step=say)


_this_session: dict[str, int] = {}


def hints_opened(name: str) -> int:
    """How many hints of an exercise are open, in this session or by the workbook."""
    workbook = _workbook()
    return max(_this_session.get(name, 0), workbook.hints_opened(name) if workbook else 0)


def _workbook() -> Workbook | None:
    try:
        return open_workbook()
    except NoCourseError:
        return None
