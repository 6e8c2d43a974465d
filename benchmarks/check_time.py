"""How long `check` keeps a learner waiting: `python benchmarks/check_time.py`.

For each exercise the median time of a call that passes (the model answer) and
of one that fails (each misconception once), in milliseconds, after a first call
that loads tables and libraries. The time is that of the whole call, its message
included; nothing is saved. 'tried' is what an answer that passes waits for, its
message on the screen, before it is called saved.
"""

import contextlib
import io
import os
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from repository import EXERCISES, our_answer
from rich.console import Console
from rich.table import Table

from lrgrade.authoring.misconceptions import misconceptions_of
from lrgrade.course.source import as_lines
from lrlab import CheckFailed, check
from lrlab.exercises import Exercise
from lrlab.workbook.fresh_process import why_not
from lrlab.workbook.solutions import model_source

ROOT = Path(__file__).parents[1]
REPEATS = 9


def main() -> None:
    """Measure and print the table."""
    os.environ["LRLAB_SAVE"] = "0"
    page = Table(title=f"check, median milliseconds ({os.cpu_count()} cores)", title_justify="left")
    for heading in ("exercise", "passes", "fails", "slowest that fails", "tried"):
        page.add_column(heading, justify="left" if heading == "exercise" else "right")
    every: list[float] = []
    for name, exercise in EXERCISES.items():
        right = our_answer(name)
        _milliseconds(right, name)
        passes = [_milliseconds(right, name) for _ in range(REPEATS)]
        fails = [_milliseconds(answer, name) for answer in _wrong_answers(exercise, right)]
        tried = [_fresh_milliseconds(exercise) for _ in range(REPEATS)]
        page.add_row(name, *(f"{time:.1f}" for time in (median(passes), median(fails), max(fails), median(tried))))
        every += [median(passes), median(fails)]
    Console().print(page)
    print(f"median over all exercises: {median(every):.1f} ms, slowest median: {max(every):.1f} ms")


def _wrong_answers(exercise: Exercise, right: Any) -> list[Any]:
    known = misconceptions_of(ROOT, exercise.name)
    if exercise.kind == "function":
        return [one.wrong for one in known]
    lines = as_lines(exercise, right) if exercise.kind == "derivation" else right
    answers = [lines | dict(one.wrong) for one in known]
    if exercise.name == "log_likelihood_steps":
        return [[answer[line] for line in exercise.parameters] for answer in answers]
    return answers


def _milliseconds(answer: Any, name: str) -> float:
    start = perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(CheckFailed):
        check(answer, name)
    return 1000 * (perf_counter() - start)


def _fresh_milliseconds(exercise: Exercise) -> float:
    source = model_source(ROOT, exercise)
    start = perf_counter()
    assert why_not(exercise, source, ROOT / "workbook") == ""
    return 1000 * (perf_counter() - start)


if __name__ == "__main__":
    main()
