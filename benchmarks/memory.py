"""The most memory that a run holds, all its processes together: of a small class and of a large one.

Shared pages are counted once (PSS). Marking is a stub unless asked otherwise, so
that a class of 10,000 takes minutes; what grows with the class would grow in the
command, in the scheduler and in the workers' queues, and all of these are real.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from classes import Class
from saturation import ASSIGNMENT, stub_class
from table import markdown, times

PAUSE = 0.3
WORKERS = 2


@dataclass(frozen=True)
class Peak:
    """One run: the size of the class, the seconds it took and the most bytes that it held."""

    size: int
    seconds: float
    bytes: int


def stubbed(sizes: Sequence[int]) -> list[Peak]:
    """Runs with stub marking."""
    found = []
    for size in sizes:
        with stub_class(size) as (course, _):
            program = str(Path(__file__).with_name("stub.py"))
            command = [sys.executable, program, str(course.root), ASSIGNMENT, str(WORKERS)]
            found.append(_watched(size, command, course.root))
    return found


def real(sizes: Sequence[int]) -> list[Peak]:
    """Runs as anybody starts them."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            course = Class.of(ASSIGNMENT, size).make(Path(folder, "course"))
            start = "import sys; from lrgrade.cli import main; sys.exit(main())"
            command = [sys.executable, "-c", start, "autograde", ASSIGNMENT, "--log-json", os.devnull]
            found.append(_watched(size, [*command, "--workers", str(WORKERS)], course.root))
    return found


def memory_table(found: list[Peak]) -> str:
    """A row for each run, compared with the first."""
    rows = [
        [str(one.size), f"{one.seconds:.0f} s", f"{one.bytes / 1e6:.0f} MB", times(one.bytes, found[0].bytes)]
        for one in found
    ]
    return markdown(["submissions", "time", "peak memory", f"against {found[0].size}"], rows)


def _watched(size: int, command: Sequence[str], folder: Path) -> Peak:
    began, most = time.perf_counter(), 0
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, _held(process.pid))
            time.sleep(PAUSE)
    if process.returncode:
        raise RuntimeError(f"the run of {size} submissions ended with status {process.returncode}")
    seconds = time.perf_counter() - began
    print(f"{size} submissions: {most / 1e6:.0f} MB, {seconds:.0f} s", file=sys.stderr, flush=True)
    return Peak(size, seconds, most)


def _held(pid: int) -> int:
    """The bytes that a process and all its descendants hold."""
    try:
        tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    return sum(_pss(one.pid) for one in tree)


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
