"""What holds for every test and for every notebook that nbval runs.

Each has a workbook of the model answers, never the author's own. What is drawn is drawn by one seed, which is printed.
"""

import contextlib
import os
import signal
import sys
import tempfile
from pathlib import Path

from helpers import sampling
from helpers.course import COURSE
from lrgrade.course.source import available, write_workbook
from lrlab.workbook.solutions import NoSolutionsError

_ROOT = Path(__file__).parent


def pytest_addoption(parser):
    """Let everything be tried where otherwise a sample is."""
    parser.addoption("--whole", action="store_true", help="draw no samples: try everything (takes long)")


def pytest_collection_modifyitems(items):
    """Mark the notebook that trains on the whole data set."""
    for item in items:
        if "05-mini-batch" in item.path.parts:
            item.add_marker("slow")


def pytest_report_header():
    """Say at the beginning by which seed samples are drawn, for a run that never gets to its end."""
    return _drawn()


def pytest_terminal_summary(terminalreporter):
    """Say it at the end, too: a quiet run has no header."""
    terminalreporter.write_line(_drawn())


def _drawn():
    if sampling.whole():
        return f"Random numbers are those of LRLAB_TEST_SEED={sampling.SEED}; everything is tried."
    return f"Samples are those of LRLAB_TEST_SEED={sampling.SEED}; --whole tries everything."


def pytest_configure(config):
    """Point the kernels that nbval starts at a workbook with every model answer, and save nothing into it."""
    if config.getoption("--whole"):
        os.environ["LRLAB_TEST_WHOLE"] = "1"
    # As on most machines: Python leaves what it has compiled in folders that we look through.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
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
