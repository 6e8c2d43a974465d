"""Where a process that marks puts its temporary files."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """What this process leaves when it is killed lies where the next run clears away; keys are among it."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    environment = os.environ.get("TMPDIR")
    try:
        yield
    finally:
        tempfile.tempdir = before
        # Dask tells it to the workers that it starts by our own environment, and leaves it there.
        if environment is None:
            os.environ.pop("TMPDIR", None)
        else:
            os.environ["TMPDIR"] = environment
