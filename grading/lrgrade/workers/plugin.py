"""What a worker of the cluster keeps from one batch to the next.

A worker may have several threads, and work for several runs at a time, each of
which has a plugin of its own there. But the warm processes, and the folder for
temporary files, are one for the whole process: so one batch is marked at a time.

A worker imports this module to read what it is sent, and all that marking needs
once the plugin is set up: nbformat is to be loaded first.

Written against distributed 2026.8.0: `distributed.Worker.plugins`, where a worker keeps them by name.
"""

import asyncio
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distributed import WorkerPlugin, get_worker

from lrgrade.course.archive import CourseArchive
from lrgrade.startup import load_nbformat
from lrgrade.workers.scratch import temporary_files_in

if TYPE_CHECKING:
    from lrgrade.gradebook.result import Result
    from lrgrade.intake.submissions import HandedIn
    from lrgrade.workers.marking import Marker

# What a worker keeps for a run bears this and the run's own name.
PREFIX = "lrgrade-"
TEARDOWN_SECONDS = 0.5
_busy = threading.Lock()


class MarkingPlugin(WorkerPlugin):
    """The course, unpacked with the first batch, and its marker. name: the run's own, by which a batch finds it."""

    def __init__(self, name: str, bundle: CourseArchive, assignment: str):
        self.name, self._bundle, self._assignment = name, bundle, assignment
        self._folder: Path | None = None
        self._marker: Marker | None = None
        self._left = False

    def setup(self, worker: Any) -> None:
        """Dask calls this when a worker arrives, or the run begins: load what takes time, before there is work."""
        load_nbformat()
        import lrgrade.workers.marking  # noqa: F401

    def mark(self, batch: "list[HandedIn]", local_directory: str) -> "list[Result]":
        """Mark a batch. All that is written meanwhile lies in the worker's own folder, and goes with it."""
        from lrgrade.workers.marking import marker_for

        with _busy:
            if self._left:
                return []
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="course-", dir=local_directory))
            with temporary_files_in(self._folder):
                if self._marker is None:
                    self._marker = marker_for(self._bundle.unpack(self._folder / "course"), self._assignment)
                # When the run has left, nobody wants the rest.
                return [self._marker.mark(handed_in) for handed_in in batch if not self._left]

    async def teardown(self, worker: Any) -> None:
        """Dask calls this when a worker leaves, or the run that it worked for ends."""
        self._left = True
        # A batch may be under way, and neither the worker nor the run that leaves is to wait for it.
        await asyncio.wait([asyncio.ensure_future(asyncio.to_thread(self._close))], timeout=TEARDOWN_SECONDS)

    def _close(self) -> None:
        from lrgrade.examine import execute

        with _busy:
            execute.close()
            if self._folder:
                shutil.rmtree(self._folder, ignore_errors=True)


def mark(plugin: str, batch: "list[HandedIn]") -> "list[Result]":
    """Mark a batch by a plugin of the worker that this runs on."""
    worker = get_worker()
    found = worker.plugins[plugin]
    assert isinstance(found, MarkingPlugin)
    return found.mark(batch, worker.local_directory)
