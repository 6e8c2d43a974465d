"""The workers of a Dask cluster mark.

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

Written against distributed 2026.8.0. Its documentation promises none of this:
- `distributed.Client.scheduler`: what its scheduler is asked by, with a time limit that the client's own methods lack;
  asked are `distributed.Scheduler.identity` and `distributed.Scheduler.unregister_worker_plugin`;
- `distributed.Scheduler.worker_plugins`, `distributed.Scheduler.clients`: in them a run that was killed is found;
- `distributed.client.ClosedClientError`: what a client raises that has lost its scheduler;
- `distributed.LocalCluster.workers`, `distributed.Nanny.close_gracefully`: the processes that start workers again;
- `distributed.nanny.WorkerProcess`: how the process of a worker is called;
- the settings below.

Written against tornado 6.6.1: `tornado.platform.asyncio.BaseAsyncIOLoop.asyncio_loop`, the loop that a client runs on.
"""

import asyncio
import contextlib
import logging
import multiprocessing
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import wait
from itertools import islice
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

from lrgrade.course.archive import CourseArchive
from lrgrade.course.folder import CourseFolder
from lrgrade.gradebook.result import Result
from lrgrade.workers.here import Batch
from lrgrade.workers.interrupt import heard, held_back
from lrgrade.workers.scratch import temporary_files_in

# Batches under way for each worker: one that it marks, and one that waits there.
AHEAD = 2
# Deaths of workers that a batch may see before it is put off to the end.
DEATHS = 1
CLIENT_CLOSE_SECONDS = 1
# For an address given to us, and for workers that we start.
FIND_SECONDS, WORKERS_START_SECONDS = 15, 120
# How often to look whether there is any worker left, and how long to wait for one.
LOOK_SECONDS, LOST_SECONDS = 1, 60
# How often to look whether the workers are there, or still there.
POLL_SECONDS = 0.05
_WENT_AWAY = "The cluster went away."
# Dask's name for the process of a worker.
_WORKER = "Dask Worker process (from Nanny)"

KILLER = "whichever worker marked it died"


class NoClusterError(RuntimeError):
    """There is no cluster to work on, or it went away."""


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

        from lrgrade.workers.plugin import PREFIX, MarkingPlugin

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
            ends.callback(self._client.close, timeout=CLIENT_CLOSE_SECONDS)
            self._plugin = PREFIX + self._client.id
            if not own:
                # Its workers live on, and are to keep nothing of the course.
                for plugin in self._client.run_on_scheduler(_forsaken(PREFIX)):
                    self._leave(plugin)
                ends.callback(self._leave, self._plugin)
            self._client.register_plugin(MarkingPlugin(self._plugin, CourseArchive.of(self._course), self._assignment))
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

        from lrgrade.workers import plugin

        waiting, under_way = iter(batches), {}
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()

        def begin(batch: Batch) -> None:
            with held_back():
                try:
                    future = self._client.submit(plugin.mark, self._plugin, batch, pure=False)
                except ClosedClientError:
                    raise NoClusterError(_WENT_AWAY) from None
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
                    raise NoClusterError(_WENT_AWAY) from None
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
        # Whoever gives up waiting leaves it to the client's end: a gathering that is cancelled leaves tasks behind,
        # whose failing then nobody sees but asyncio, which prints a traceback.
        return self._patiently(lambda: fetching if wait([fetching], LOOK_SECONDS).done else None).result()

    def _patiently(self, attempt: Callable[[], Any]) -> Any:
        """What an attempt gives that is not None. Raises NoClusterError when there is no worker left to wait for."""
        deadline = time.monotonic() + LOST_SECONDS
        while (found := attempt()) is None:
            if self._client.status != "running":
                raise NoClusterError(_WENT_AWAY)
            if self._count() != 0:
                deadline = time.monotonic() + LOST_SECONDS
            elif time.monotonic() > deadline:
                raise NoClusterError("The workers are gone, and none has come back.")
        return found

    def _leave(self, plugin: str) -> None:
        async def leave() -> None:
            await self._client.scheduler.unregister_worker_plugin(name=plugin)

        # Where it cannot be said now, the next run says it.
        with contextlib.suppress(Exception):
            self._client.sync(leave, callback_timeout=CLIENT_CLOSE_SECONDS)

    def _wait_for_workers(self, count: int) -> int:
        """Wait until there are so many; give how many there are then."""
        deadline = time.monotonic() + WORKERS_START_SECONDS
        while (found := self._count() or 0) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"they did not start within {WORKERS_START_SECONDS} s")
            with heard():
                time.sleep(POLL_SECONDS)
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
    """A question to a scheduler: the plugins of runs that were killed, or lost it."""

    def plugins(dask_scheduler: Any) -> list[str]:
        named = [name for name in dask_scheduler.worker_plugins if name.startswith(prefix)]
        return [name for name in named if name.removeprefix(prefix) not in dask_scheduler.clients]

    return plugins


def _taken(done: "queue.SimpleQueue[Any]") -> Any:
    try:
        return done.get(timeout=LOOK_SECONDS)
    except queue.Empty:
        return None


@contextlib.contextmanager
def _killing(cluster: Any) -> Iterator[None]:
    """Meanwhile the workers end without waiting for what they are at: all that they write is ours to clear away."""
    over = threading.Event()

    def kill() -> None:
        # Over and over, for some may only be about to start; of those the cluster does not know.
        while not over.wait(POLL_SECONDS):
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
