"""A Dask scheduler and its workers as somebody else runs them, in a folder that knows nothing of the course."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from distributed import Client

from helpers.commands import TESTS
from helpers.processes import PATIENCE, eventually

# Seconds.
_UNTIL_IT_HANGS = 60


class Scheduler:
    """A scheduler that runs, and its workers."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._workers: list[subprocess.Popen] = []
        told = folder / "scheduler.json"
        here = ("--host", "127.0.0.1", "--no-dashboard")
        self._process = self._start("scheduler", *here, "--port", "0", "--scheduler-file", str(told))
        assert eventually(told.exists), (folder / "scheduler.log").read_text()
        self.address = _whole_json(told)["address"]

    def add_worker(self) -> None:
        """One more worker, of several threads: that is what `dask worker` has where nobody says otherwise."""
        more = ("--nthreads", "2", "--host", "127.0.0.1", "--no-dashboard")
        self._workers.append(self._start("worker", self.address, *more))

    def end(self) -> None:
        """End the scheduler, and wait."""
        self._process.terminate()
        self._process.wait(PATIENCE)

    def end_workers(self) -> None:
        """End all workers, one after the other."""
        while self._workers:
            one = self._workers.pop()
            processes = [psutil.Process(one.pid), *psutil.Process(one.pid).children(recursive=True)]
            one.terminate()
            # A worker that is told to end while its scheduler goes away may wait for that for ever. That is Dask's.
            _, staying = psutil.wait_procs(processes, _UNTIL_IT_HANGS)
            for process in staying:
                process.kill()
            one.wait(PATIENCE)

    def until_all_is_marked(self) -> None:
        """Wait until every result lies on a worker."""
        with Client(self.address, set_as_default=False) as client:
            assert eventually(lambda: client.run_on_scheduler(states_of_tasks) == {"memory"})

    def _start(self, what: str, *arguments: str) -> subprocess.Popen:
        ours = {"TMPDIR": str(self._folder), "PYTHONPATH": str(TESTS), "LRGRADE_STUB_SECONDS": "1"}
        with (self._folder / f"{what}.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                env={**os.environ, **ours},
            )


@contextmanager
def running_scheduler(folder: Path) -> Iterator[Scheduler]:
    """A scheduler that stands in a folder, without workers at first; all end with it."""
    one = Scheduler(folder)
    try:
        yield one
    finally:
        one.end_workers()
        one.end()


def states_of_tasks(dask_scheduler) -> set[str]:
    """For the scheduler to run: what it says of its tasks."""
    return {task.state for task in dask_scheduler.tasks.values()}


def _whole_json(path: Path) -> dict:
    found: list[dict] = []

    def read() -> bool:
        try:
            found.append(json.loads(path.read_text()))
        except json.JSONDecodeError:
            return False
        return True

    assert eventually(read), path.read_text()
    return found[0]
