"""Who does the marking: this process alone, or the workers of a Dask cluster.

Theory of operation. A task is a batch of submissions as they were picked up,
and gives back their results; nothing else passes between the command and a
worker, and no file system is shared. What a worker needs of the course comes to
it once, as a bundle, when it joins. A worker has warm processes of its own that
fork (`lrgrade.examine.supervisor`); they have no threads, whatever Dask has. Only a few
batches are under way at a time, so memory does not grow with the class.

When a worker dies, its batches go to another. Those that have seen several die
are marked at the end, one submission at a time, so that each is alone with its
deed: whoever kills again is reported, and the others are marked. Between the
command and the workers that it starts, connections are encrypted with keys made
for the run, so that no one else on the machine can give them work.
"""

import asyncio
import contextlib
import logging
import multiprocessing
import os
import queue
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import wait
from contextlib import AbstractContextManager
from itertools import islice
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any, Protocol

from lrgrade.course.archive import Bundle
from lrgrade.course.folder import CourseFolder
from lrgrade.examine import execute
from lrgrade.intake.submissions import HandedIn
from lrgrade.workers.ctrlc import heard, held_back
from lrgrade.workers.marking import Result, marker_for

Batch = list[HandedIn]

# Batches under way for each worker: one that it marks, and one that waits there.
AHEAD = 2
# Deaths of workers that a batch may see before it is put off to the end.
DEATHS = 1
CLOSE_SECONDS = 1
# For an address given to us, and for workers that we start.
FIND_SECONDS, START_SECONDS = 15, 120
# How often to look whether there is any worker left, and how long to wait for one.
LOOK_SECONDS, LOST_SECONDS = 1, 60
# How often to look whether the workers are there, or still there.
MOMENT = 0.05
# What a worker keeps for a run bears this and the run's own name.
ROOM = "lrgrade-"
_GONE = "The cluster went away."
# Dask's name for the process of a worker.
_WORKER = "Dask Worker process (from Nanny)"

KILLER = "whichever worker marked it died"


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
    """This process marks, one submission after the other.

    scratch: a folder for temporary files; warm processes, which have some, then end with the marking.
    """

    address = ""
    size = 1

    def __init__(self, course: CourseFolder, assignment: str, scratch: Path | None = None):
        self._marker = marker_for(course, assignment)
        self._scratch = scratch
        self._ends = contextlib.ExitStack()

    def __enter__(self) -> "Alone":
        if self._scratch:
            self._ends.enter_context(temporary_files_in(self._scratch))
            self._ends.callback(execute.close)
        return self

    def __exit__(self, *how: Any) -> None:
        self._ends.__exit__(*how)

    def mark(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """Mark the batches in their order."""
        for batch in batches:
            for handed_in in batch:
                with heard():
                    pass
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
        try:
            if not self._scheduler:
                # The first worker would start it, and that lets Ctrl-C through the mask: so it comes before.
                resource_tracker.ensure_running()
            with held_back():
                self._begin()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, *how: Any) -> None:
        with held_back():
            self._ends.__exit__(*how)

    def _begin(self) -> None:
        import dask
        from distributed import Client

        from lrgrade.workers.room import Room

        settings = {
            "distributed.scheduler.allowed-failures": DEATHS,
            "temporary-directory": str(self._scratch),
            "distributed.nanny.pre-spawn-environ.TMPDIR": str(self._scratch),
            "distributed.admin.large-graph-warning-threshold": "1GiB",
            # Else the last thousand messages are kept, with every submission in them.
            "distributed.admin.low-level-log-length": 0,
            # Each of these would look around many times a second, for nobody, on cores that have work to do.
            "distributed.worker.profile.enabled": False,
            "distributed.admin.tick.interval": "1s",
            "distributed.admin.system-monitor.interval": "2s",
            "distributed.scheduler.active-memory-manager.start": False,
        }
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        ends = self._ends
        ends.enter_context(dask.config.set(settings))
        ends.enter_context(temporary_files_in(self._scratch))
        try:
            own = None if self._scheduler else ends.enter_context(self._cluster())
            with heard():
                pass
            self._client: Any = Client(own or self._scheduler, timeout=FIND_SECONDS, set_as_default=False)
            ends.callback(self._client.close, timeout=CLOSE_SECONDS)
            self._room = ROOM + self._client.id
            if not own:
                # Its workers live on, and are to keep nothing of the course.
                for room in self._client.run_on_scheduler(_forsaken(ROOM)):
                    self._leave(room)
                ends.callback(self._leave, self._room)
            self._client.register_plugin(Room(self._room, Bundle.of(self._course), self._assignment))
            if own:
                own.scale(self._workers)
            self.size = self._wait_for_workers(1 if self._scheduler else self._workers)
        except (OSError, TimeoutError, RuntimeError, ValueError) as error:
            where = f"at {self._scheduler}" if self._scheduler else "on this machine"
            raise NoClusterError(
                f"There are no workers {where} to grade with: {error or type(error).__name__}"
            ) from None
        self.address = self._client.dashboard_link

    def mark(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """Keep the workers busy, and no more than that. Who was there when workers died is marked at the end, alone."""
        suspects: Batch = []
        for batch, results in self._marked(batches, AHEAD * self.size):
            if results is None:
                suspects += batch
            else:
                yield results
        for batch, results in self._marked(([one] for one in suspects), 1):
            yield results or [Result(batch[0].student, problem=KILLER)]

    def _marked(self, batches: Iterable[Batch], most: int) -> Iterator[tuple[Batch, list[Result] | None]]:
        """Batches with their results, or None where workers died; so many are under way at a time."""
        from distributed import CancelledError, KilledWorker
        from distributed.client import ClosedClientError

        from lrgrade.workers import room

        waiting, under_way = iter(batches), {}
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()

        def begin(batch: Batch) -> None:
            with held_back():
                try:
                    future = self._client.submit(room.mark, self._room, batch, pure=False)
                except ClosedClientError:
                    raise NoClusterError(_GONE) from None
                under_way[future.key] = batch, future
                future.add_done_callback(done.put)

        for batch in islice(waiting, most):
            begin(batch)
        while under_way:
            future = self._patiently(lambda: _taken(done))
            batch, _ = under_way.pop(future.key)
            try:
                results = self._fetched(future)
            except NoClusterError:
                raise
            except KilledWorker:
                results = None
            except (Exception, CancelledError) as error:
                if future.status == "cancelled":
                    raise NoClusterError(_GONE) from None
                if future.status != "error":
                    # It was marked, and is marked again by the next run.
                    raise NoClusterError(f"Results cannot be fetched from the cluster: {error!r}") from None
                results = [Result(handed_in.student, problem=repr(error)) for handed_in in batch]
            yield batch, results
            for batch in islice(waiting, max(0, most - len(under_way))):
                begin(batch)

    def _fetched(self, future: Any) -> list[Result]:
        """What a future holds that was done. Raises what the task raised.

        If its worker has died since then, another one marks the batch meanwhile.
        """
        with held_back():
            loop = self._client.loop.asyncio_loop
            fetching = asyncio.run_coroutine_threadsafe(self._client.gather(future, asynchronous=True), loop)
        try:
            return self._patiently(lambda: fetching if wait([fetching], LOOK_SECONDS).done else None).result()
        finally:
            fetching.cancel()

    def _patiently(self, attempt: Callable[[], Any]) -> Any:
        """What an attempt gives that is not None. Raises NoClusterError when there is no worker left to wait for."""
        deadline = time.monotonic() + LOST_SECONDS
        while (found := attempt()) is None:
            if self._client.status != "running":
                raise NoClusterError(_GONE)
            if self._count() != 0:
                deadline = time.monotonic() + LOST_SECONDS
            elif time.monotonic() > deadline:
                raise NoClusterError("The workers are gone, and none has come back.")
        return found

    def _leave(self, room: str) -> None:
        async def leave() -> None:
            await self._client.scheduler.unregister_worker_plugin(name=room)

        # Where it cannot be said now, the next run says it.
        with contextlib.suppress(Exception):
            self._client.sync(leave, callback_timeout=CLOSE_SECONDS)

    def _wait_for_workers(self, count: int) -> int:
        """Wait until there are so many; give how many there are then."""
        deadline = time.monotonic() + START_SECONDS
        while (found := self._count() or 0) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"they did not start within {START_SECONDS} s")
            with heard():
                time.sleep(MOMENT)
        return found

    def _count(self) -> int | None:
        """How many workers there are, or None where the scheduler is too busy to say so."""

        async def said() -> dict[str, Any]:
            return await self._client.scheduler.identity(n_workers=0)

        with held_back(), contextlib.suppress(OSError, TimeoutError):
            return self._client.sync(said, callback_timeout=LOOK_SECONDS)["n_workers"]
        return None

    @contextlib.contextmanager
    def _cluster(self) -> Iterator[Any]:
        from distributed import LocalCluster
        from distributed.security import Security

        cluster = LocalCluster(
            # They come in a moment, when there is a client to tell them what they are for.
            n_workers=0,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            security=Security.temporary(),
            local_directory=str(self._scratch),
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )
        try:
            yield cluster
        except BaseException:
            with _killing(cluster):
                cluster.close()
            raise
        cluster.close()


def _forsaken(prefix: str) -> Callable[[Any], list[str]]:
    """A question to a scheduler: the rooms of runs that were killed, or lost it."""

    def rooms(dask_scheduler: Any) -> list[str]:
        named = [name for name in dask_scheduler.worker_plugins if name.startswith(prefix)]
        return [name for name in named if name.removeprefix(prefix) not in dask_scheduler.clients]

    return rooms


def _taken(done: "queue.SimpleQueue[Any]") -> Any:
    try:
        return done.get(timeout=LOOK_SECONDS)
    except queue.Empty:
        return None


@contextlib.contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """What this process leaves when it is killed lies where the next run clears away; keys are among it."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextlib.contextmanager
def _killing(cluster: Any) -> Iterator[None]:
    """Meanwhile the workers end without waiting for what they are at: all that they write is ours to clear away."""
    over = threading.Event()

    def kill() -> None:
        # Over and over, for some may only be about to start; of those the cluster does not know.
        while not over.wait(MOMENT):
            for process in multiprocessing.active_children():
                if process.name == _WORKER:
                    process.kill()

    for nanny in list(cluster.workers.values()):
        # So that it does not start another one.
        nanny.close_gracefully()
    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


# Who is to mark: made for the course, an assignment, a folder for temporary files and the number of submissions.
MakeCrowd = Callable[[CourseFolder, str, Path, int], AbstractContextManager[Crowd]]


def alone(course: CourseFolder, assignment: str, _: Path, __: int) -> Alone:
    """This process alone, its warm processes kept for the next run."""
    return Alone(course, assignment)


def crowd(workers: int | None, scheduler: str = "") -> MakeCrowd:
    """Who is to mark: the cluster of a scheduler, else so many processes (one a core unless told), 0 for this one.

    Never more than there are submissions.
    """

    if workers == 0 and not scheduler:
        return lambda course, assignment, scratch, _: Alone(course, assignment, scratch)

    def make(course: CourseFolder, assignment: str, scratch: Path, count: int) -> Cluster:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return Cluster(course, assignment, scratch, min(workers or cores, count), scheduler)

    return make
