"""What a worker of the cluster keeps from one batch to the next."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

from lrgrade import execute
from lrgrade.bundle import Bundle
from lrgrade.intake import HandedIn
from lrgrade.marking import Marker, Result, marker_for


class Room(WorkerPlugin):
    """The course, unpacked with the first batch, and its marker."""

    name = "lrgrade"

    def __init__(self, bundle: Bundle, assignment: str):
        self._bundle, self._assignment = bundle, assignment
        self._marker: Marker | None = None
        self._folder = ""

    def setup(self, worker: Any) -> None:
        """Dask calls this when a worker joins."""
        # All that the worker writes lies in its own folder, and goes with it.
        tempfile.tempdir = worker.local_directory
        self._folder = tempfile.mkdtemp(prefix="course-")

    def teardown(self, worker: Any) -> None:
        """Dask calls this when a worker leaves, or the run that it worked for ends."""
        execute.close()
        tempfile.tempdir = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def mark(self, batch: list[HandedIn]) -> list[Result]:
        """Mark a batch."""
        if self._marker is None:
            self._marker = marker_for(self._bundle.unpack(Path(self._folder)), self._assignment)
        return [self._marker.mark(handed_in) for handed_in in batch]


def mark(batch: list[HandedIn]) -> list[Result]:
    """Mark a batch in the room of the worker that this runs on."""
    room = get_worker().plugins[Room.name]
    assert isinstance(room, Room)
    return room.mark(batch)
