"""The processor time of a command and of everything that it starts, as the kernel counts it for a group of processes.

What a parent is told of its children leaves out the sandboxes, whose processes
end with their namespace. So the kernel's accounting of control groups is asked;
making one needs root.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")


class Account:
    """A group of processes. folder: its control group, or None where there can be none."""

    def __init__(self, folder: Path | None):
        self._folder = folder

    def enter(self) -> None:
        """Put this process, and all that it will start, into the group."""
        if self._folder:
            (self._folder / "cgroup.procs").write_text(str(os.getpid()))

    @property
    def seconds(self) -> float | None:
        """The processor time that the group has used, or None where nobody counts."""
        if not self._folder:
            return None
        old = self._folder / "cpuacct.usage"
        if old.is_file():
            return int(old.read_text()) / 1e9
        facts = dict(line.split() for line in (self._folder / "cpu.stat").read_text().splitlines())
        return int(facts["usage_usec"]) / 1e6


@contextmanager
def account() -> Iterator[Account]:
    """A group for a command to run in."""
    above = next((ROOT / name for name in ("cpuacct", "") if (ROOT / name / "cgroup.procs").is_file()), None)
    try:
        folder = Path(tempfile.mkdtemp(prefix="benchmark-", dir=above)) if above else None
    except OSError:
        folder = None
    try:
        yield Account(folder)
    finally:
        if folder:
            _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a group; what is in it may take a moment to end."""
    for _ in range(50):
        try:
            folder.rmdir()
        except OSError:
            time.sleep(0.1)
        else:
            return
