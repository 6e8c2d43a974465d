"""How fast grading is: `python benchmarks [--quick] [--only NAME ...]`. Prints tables in Markdown, with ratios.

All numbers of a table come from one run, in which the contestants take turns.
`otter run` takes part where otter-grader is installed (`pip install
otter-grader`; it is no dependency of the project, and may have a virtual
environment of its own, with the project in it, whose `otter` is then named by
`--otter`). Needs Linux. The whole takes about an hour, `--quick` some minutes.
"""

import argparse
import os
import sys
import warnings
from collections.abc import Callable

import memory
import overhead
import saturation
import speed
from classes import DEMO, KINDS, Class
from contestants import everybody, otter_command
from repository import COURSE
from table import machine

from lrgrade.examine.walls import why_not


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen benchmarks; 1 where the machine is not fit for them."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0])
    option = parser.add_argument
    option("--quick", action="store_true", help="small classes, notebook 01 and one round")
    option("--only", nargs="+", choices=[*BENCHMARKS], default=[*BENCHMARKS], metavar="NAME", help=_NAMES)
    option("--profile", dest="only", action="store_const", const=["overhead"], help="the same as --only overhead")
    option("--class-size", type=int, metavar="N", help="size of the largest class; for memory it is then really marked")
    option("--notebook", nargs="+", choices=[*COURSE.assignments, DEMO], help="only these (default: all, and the demo)")
    option("--rounds", type=int, help="how often the contestants race (default: 3; the median counts)")
    option("--otter", metavar="COMMAND", default=otter_command(), help="the command otter of another environment")
    chosen = parser.parse_args(arguments)
    if why_not():
        print(f"There is nothing to measure here: {why_not()}.", file=sys.stderr)
        return 1
    print(f"Measured on {machine()}.", flush=True)
    for name in chosen.only:
        for text in BENCHMARKS[name](chosen):
            print(f"\n{text}", flush=True)
    return 0


def _speed(chosen: argparse.Namespace) -> list[str]:
    names = chosen.notebook or (COURSE.assignments[:1] if chosen.quick else [DEMO, *COURSE.assignments])
    largest = chosen.class_size or (2 if chosen.quick else None)
    races = speed.race([*names], everybody(chosen.otter), chosen.rounds or (1 if chosen.quick else 3), largest)
    notes = [f"{one.name}: {why}" for one in races for why in one.broken.values()]
    if not chosen.otter:
        notes.append("`otter run` did not take part: otter-grader is not installed (`pip install otter-grader`).")
    tables = [speed.speed_table(races), speed.speed_table(races, "processor"), speed.start_table(races)]
    return [*tables, *notes]


def _overhead(chosen: argparse.Namespace) -> list[str]:
    names = chosen.notebook or (COURSE.assignments[:1] if chosen.quick else COURSE.assignments)
    size = chosen.class_size or (2 if chosen.quick else 12)
    found = overhead.measure([Class.of(name, size) for name in names])
    return [overhead.overhead_table(found), overhead.profile_table(found)]


def _limits(chosen: argparse.Namespace) -> list[str]:
    size = chosen.class_size or (KINDS if chosen.quick else 2048)
    bytes_each, found = saturation.limits(size)
    return [f"A graded notebook has {bytes_each / 1000:.0f} kB.", saturation.limits_table(found)]


def _memory(chosen: argparse.Namespace) -> list[str]:
    if chosen.class_size:
        return ["Marked for real:", memory.memory_table(memory.real([min(100, chosen.class_size), chosen.class_size]))]
    sizes = [20, 200] if chosen.quick else [100, 10_000]
    return ["Marking is a stub:", memory.memory_table(memory.stubbed(sizes))]


BENCHMARKS: dict[str, Callable[[argparse.Namespace], list[str]]] = {
    "speed": _speed,
    "overhead": _overhead,
    "limits": _limits,
    "memory": _memory,
}
_NAMES = f"only these: {', '.join(BENCHMARKS)} (default: all)"

if __name__ == "__main__":
    os.environ["LRLAB_SAVE"] = "0"
    # nbgrader's own, about its use of other libraries.
    warnings.simplefilter("ignore")
    sys.exit(main())
