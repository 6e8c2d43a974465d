"""What grading adds to the bare cells, and where the time of a submission goes.

One process grades a class (`--workers 0`) on one core, and after each
submission runs the bare cells of the same one, so both meet the same machine.
"""

import os
import sys
import tempfile
import time
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from anatomy import in_rows, watched
from bare import interpreter
from classes import Class
from table import markdown, seconds_of

from lrgrade.examine import execute
from lrgrade.pipeline import grade


@dataclass(frozen=True)
class Overhead:
    """Of one class: the median seconds of a submission graded and bare, the median ratio, and where the time went."""

    name: str
    graded: float
    bare: float
    ratio: float
    stages: dict[str, float]
    bare_by_kind: dict[str, float]


def measure(classes: list[Class]) -> list[Overhead]:
    """Measure each class, in a process of its own, for IPython makes itself at home in it."""
    found = []
    for one in classes:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            found.append(process.submit(_measured, one).result())
        said = f"{seconds_of(found[-1].graded)} graded, {seconds_of(found[-1].bare)} bare"
        print(f"{one.name}: {said}", file=sys.stderr, flush=True)
    return found


def _measured(one: Class) -> Overhead:
    """Grade a class; the first submission, which waits for the warm processes, is not counted."""
    warnings.simplefilter("ignore")
    pairs: list[tuple[float, float]] = []
    spent: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder, watched(spent):
        course = one.make(Path(folder, "course"))
        with interpreter(course, one.assignment) as bare:
            began = time.perf_counter()
            for graded in grade(course, one.assignment):
                seconds = time.perf_counter() - began
                by_kind = bare.seconds(graded.student)
                if pairs or spent.get("started"):
                    pairs.append((seconds, sum(by_kind.values())))
                    kinds.update(by_kind)
                else:
                    spent.clear()
                    spent["started"] = 1
                began = time.perf_counter()
        execute.close()
    del spent["started"]
    count = len(pairs)
    whole = sum(seconds for seconds, _ in pairs)
    return Overhead(
        name=one.name,
        graded=median(seconds for seconds, _ in pairs),
        bare=median(seconds for _, seconds in pairs),
        ratio=median(seconds / bare for seconds, bare in pairs),
        stages={stage: seconds / count for stage, seconds in in_rows(spent, whole).items()},
        bare_by_kind={kind: seconds / count for kind, seconds in kinds.items()},
    )


def overhead_table(found: list[Overhead]) -> str:
    """A row for each class."""
    rows = [[one.name, seconds_of(one.graded), seconds_of(one.bare), f"{one.ratio:.2f}"] for one in found]
    return markdown(["notebook", "graded", "bare cells", "ratio"], rows)


def profile_table(found: list[Overhead]) -> str:
    """A row for each stage, a column for each class: milliseconds a submission."""
    stages = list(dict.fromkeys(stage for one in found for stage in one.stages))
    stages.sort(key=lambda stage: stage == "all else")
    rows = [[stage, *(_milliseconds(one.stages.get(stage)) for one in found)] for stage in stages]
    rows.append(["**a submission**", *(f"**{_milliseconds(sum(one.stages.values()))}**" for one in found)])
    for kind in found[0].bare_by_kind:
        rows.append([f"bare: {kind}", *(_milliseconds(one.bare_by_kind[kind]) for one in found)])
    rows.append(["**bare**", *(f"**{_milliseconds(sum(one.bare_by_kind.values()))}**" for one in found)])
    return markdown(["milliseconds", *(one.name for one in found)], rows)


def _milliseconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{1000 * seconds:.1f}"
