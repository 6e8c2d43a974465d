"""Where the time of one submission goes: every stage of a run is timed, from outside, while it grades.

A stage that is not found, for the code has changed since, is left out; its time
then shows in the row of the rest.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from bare import kind_of

from lrgrade import pipeline as autograde
from lrgrade import steps
from lrgrade.examine import line, supervisor
from lrgrade.gradebook import autograded, writer
from lrgrade.workers import marking

PICK_UP, READ, RESULT, SAVE, PUT = (
    "pick it up",
    "read it",
    "make the result",
    "save it",
    "put it into the autograded folder",
)
START, END, BESIDE = "examiner and sandbox: start, first cell", "examiner and sandbox: end", "Examine, the rest"
CELLS = "examine: "


@contextmanager
def watched(spent: Counter[str]) -> Iterator[None]:
    """Add up the seconds of each stage."""

    def timed(function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                spent[stage] += time.perf_counter() - began

        return run

    def timed_steps(*arguments: Any) -> Iterator[Any]:
        for step in original_steps(*arguments):
            yield timed(step, f"step {type(step).__name__}")

    stages = [
        (autograde, "pick_up", PICK_UP),
        (marking, "read", READ),
        (marking.Marker, "_result", RESULT),
        (writer.Writer, "save", SAVE),
        (autograded.AutogradedFolder, "put", PUT),
    ]
    original_steps = getattr(steps, "_steps", None)
    with ExitStack() as patches:
        for owner, name, stage in stages:
            if hasattr(owner, name):
                patches.enter_context(patch.object(owner, name, timed(getattr(owner, name), stage)))
        if original_steps:
            patches.enter_context(patch.object(steps, "_steps", timed_steps))
        if hasattr(line, "Marked"):
            _watch_cells(spent, patches)
        yield


def _watch_cells(spent: Counter[str], patches: ExitStack) -> None:
    """Note when the verdict on each cell arrives."""
    original, made = supervisor.Supervisor.examine, line.Marked
    arrived: list[float] = []

    def mark(**facts: Any) -> Any:
        arrived.append(time.perf_counter())
        return made(**facts)

    def examine(self: Any, examination: Any) -> Any:
        arrived.clear()
        began = time.perf_counter()
        marked = original(self, examination)
        ended = time.perf_counter()
        if len(arrived) == len(marked) == len(examination.cells) and arrived:
            spent[START] += arrived[0] - began
            spent[END] += ended - arrived[-1]
            for cell, one, before, at in zip(examination.cells[1:], marked[1:], arrived, arrived[1:], strict=False):
                spent[CELLS + kind_of(cell.role == "test", one.outputs)] += at - before
        else:
            spent[CELLS + "all"] += ended - began
        return marked

    patches.enter_context(patch.object(line, "Marked", mark))
    patches.enter_context(patch.object(supervisor.Supervisor, "examine", examine))


def in_rows(spent: Counter[str], whole: float) -> dict[str, float]:
    """The stages in the order of a run, none counted twice, with what is left of the whole in a row of its own."""
    inside = sum(seconds for stage, seconds in spent.items() if stage in (START, END) or stage.startswith(CELLS))
    rows = dict(spent)
    if "step Examine" in rows:
        rows[BESIDE] = rows.pop("step Examine") - inside
    begin = [PICK_UP, READ, "step Rebuild", START]
    cells = sorted(stage for stage in rows if stage.startswith(CELLS))
    finish = [END, BESIDE, *sorted(stage for stage in rows if stage.startswith("step ") and stage not in begin)]
    order = [*begin, *cells, *finish, RESULT, SAVE, PUT]
    ordered = {stage: rows[stage] for stage in order if stage in rows}
    return ordered | {"all else": whole - sum(ordered.values())}
