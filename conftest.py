"""Every test, and every notebook that nbval runs, has a workbook of its own: the model answers, never the author's."""

import contextlib
import os
import signal
import tempfile
from pathlib import Path

from helpers.course import COURSE
from lrgrade.course.source import available, write_workbook
from lrlab.workbook.solutions import NoSolutionsError

_ROOT = Path(__file__).parent


def pytest_configure(config):
    """Point the kernels that nbval starts at a workbook with every model answer, and save nothing into it."""
    # Some tests press Ctrl-C. Where pytest is a shell's background job, that is ignored by all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = tempfile.TemporaryDirectory(prefix="lrlab-workbook-")
    config.add_cleanup(folder.cleanup)
    if available(_ROOT, COURSE):
        # An exercise without an answer is told by a test of its own, and must not stop the others'.
        with contextlib.suppress(NoSolutionsError):
            write_workbook(_ROOT, COURSE, Path(folder.name))
    os.environ["LRLAB_WORKBOOK"] = folder.name
    os.environ["LRLAB_SAVE"] = "0"
