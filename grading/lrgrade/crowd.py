"""Who does the marking: this process alone, or the workers of a Dask cluster.

Theory of operation. A task is a batch of submissions as they were picked up,
and gives back their results; nothing else passes between the command and a
worker, and no file system is shared. What a worker needs of the course comes to
it once, as a bundle, when it joins. A worker has warm processes of its own that
fork (`lrgrade.supervisor`); they have no threads, whatever Dask has. Only a few
batches are under way at a time, so memory does not grow with the class.

When a worker dies, its batch goes to another. A batch that has seen several
die is taken apart, so that one submission is alone with its deed: it is
reported, and the others are marked. Between the command and the workers that it
starts, connections are encrypted with keys made for the run, so that no one
else on the machine can give them work.
"""

import contextlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from lrgrade.bundle import Bundle
from lrgrade.coursefolder import CourseFolder
from lrgrade.intake import HandedIn
from lrgrade.marking import Marker, Result

Batch = list[HandedIn]

# Batches under way for each worker: one that it marks, and one that waits there.
AHEAD = 2
# Deaths of workers that a batch may see before it is taken apart.
DEATHS = 1
CLOSE_SECONDS = 1
# For an address given to us, and for workers that we start.
FIND_SECONDS, START_SECONDS = 15, 120

KILLER = "its worker died {count} times while it was marked"


class Crowd(Protocol):
    """Whoever marks. To be used as a context manager, and told about on `address` once inside."""

    address: str
    size: int

    def __enter__(self) -> "Crowd": ...

    def __exit__(self, *_: object) -> None: ...

    def mark(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """Take batches as they can be worked on, and give their results as they come, in any order."""
        ...


class NoClusterError(RuntimeError):
    """There is no cluster to work on, or it went away."""


class Alone:
    """This process marks, one submission after the other."""

    address = ""
    size = 1

    def __init__(self, course: CourseFolder, assignment: str):
        self._marker = Marker(course, assignment)

    def __enter__(self) -> "Alone":
        return self

    def __exit__(self, *_: object) -> None: ...

    def mark(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """Mark the batches in their order."""
        for batch in batches:
            for handed_in in batch:
                yield [self._marker.mark(handed_in)]


class Cluster:
    """The workers of a Dask cluster mark: those of a scheduler, or as many on this machine.

    scheduler: the address of one that is running, "" for workers of our own.
    scratch: a folder for the files of our own workers.
    """

    def __init__(self, course: CourseFolder, assignment: str, scratch: Path, workers: int = 1, scheduler: str = ""):
        self._course, self._assignment = course, assignment
        self._workers, self._scheduler, self._scratch = workers, scheduler, scratch
        self._ends = contextlib.ExitStack()

    def __enter__(self) -> "Cluster":
        import dask
        from distributed import Client

        from lrgrade.room import Room

        settings = {
            "distributed.scheduler.allowed-failures": DEATHS,
            "distributed.admin.large-graph-warning-threshold": "1GiB",
        }
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        with self._ends as ends:
            ends.enter_context(dask.config.set(settings))
            try:
                address = self._scheduler or ends.enter_context(self._cluster())
                self._client = Client(address, timeout=FIND_SECONDS, set_as_default=False)
                ends.callback(self._client.close, timeout=CLOSE_SECONDS)
                self._client.register_plugin(Room(Bundle.of(self._course), self._assignment))
                self._client.wait_for_workers(1, timeout=START_SECONDS)
            except (OSError, TimeoutError, RuntimeError, ValueError) as error:
                where = f"at {self._scheduler}" if self._scheduler else "on this machine"
                raise NoClusterError(
                    f"There are no workers {where} to grade with: {error or type(error).__name__}"
                ) from None
            self._ends = ends.pop_all()
        self.address = self._client.dashboard_link
        self.size = len(self._client.scheduler_info(n_workers=-1)["workers"])
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def mark(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """Keep the workers busy, and no more than that."""
        from distributed import CancelledError, KilledWorker, as_completed

        from lrgrade import room

        waiting, under_way = iter(batches), {}
        completed = as_completed(loop=self._client.loop)

        def begin(batch: Batch) -> None:
            future = self._client.submit(room.mark, batch, pure=False)
            under_way[future.key] = batch
            completed.add(future)

        for batch in islice(waiting, AHEAD * self.size):
            begin(batch)
        for future in completed:
            batch = under_way.pop(future.key)
            error = future.exception() if future.status == "error" else None
            if future.cancelled() or isinstance(error, CancelledError):
                raise NoClusterError("The cluster went away.")
            if isinstance(error, KilledWorker) and len(batch) > 1:
                for handed_in in batch:
                    begin([handed_in])
            elif error is not None:
                why = KILLER.format(count=DEATHS + 1) if isinstance(error, KilledWorker) else repr(error)
                yield [Result(handed_in.student, problem=why) for handed_in in batch]
            else:
                yield future.result()
            for batch in islice(waiting, max(0, AHEAD * self.size - len(under_way))):
                begin(batch)

    def _cluster(self) -> Any:
        from distributed import LocalCluster
        from distributed.security import Security

        return LocalCluster(
            n_workers=self._workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            security=Security.temporary(),
            local_directory=str(self._scratch),
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )


# Who is to mark: made for the course, an assignment, a folder for temporary files and the number of submissions.
MakeCrowd = Callable[[CourseFolder, str, Path, int], AbstractContextManager[Crowd]]


def alone(course: CourseFolder, assignment: str, _: Path, __: int) -> Alone:
    """This process alone."""
    return Alone(course, assignment)


def crowd(workers: int | None, scheduler: str = "") -> MakeCrowd:
    """Who is to mark: the cluster of a scheduler, else so many processes (one a core unless told), 0 for this one.

    Never more than there are submissions.
    """

    if workers == 0 and not scheduler:
        return alone

    def make(course: CourseFolder, assignment: str, scratch: Path, count: int) -> Cluster:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return Cluster(course, assignment, scratch, min(workers or cores, count), scheduler)

    return make
