"""Tables as Markdown, to be pasted, and the machine that the numbers come from."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; all columns but the first hold numbers."""
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def seconds_of(seconds: float | None) -> str:
    """Seconds with as many digits as they are good for."""
    if seconds is not None and seconds < 0:
        return "lost in noise"
    return "" if seconds is None else f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def times(more: float | None, less: float | None) -> str:
    """How many times more."""
    return f"{more / less:.1f}x" if more and less and more > 0 < less else ""


def machine() -> str:
    """Cores, processor, Python and date, for a heading."""
    model = "an unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores of {model}, Python {platform.python_version()}, {date.today():%Y-%m-%d}"
