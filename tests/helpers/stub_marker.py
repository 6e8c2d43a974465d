"""A marker that takes a moment: the points are what the submission says. All around it is the real thing.

What a submission says: its points, "murder" to kill the worker that marks it,
"murder FILE" to kill it unless the file is there, and to make that.
"""

import os
import signal
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from lrgrade.examine.findings import Finding
from lrgrade.gradebook.result import Places, Result
from lrgrade.intake.basis import put_basis, put_examined
from lrgrade.intake.remarks import Remark, put_remarks

TESTS = {"test-score": 2.0, "test-score-matrix": 1.0, "test-sigmoid": 4.0}
ANSWERS = ["score", "sigmoid"]


class StubMarker:
    """Takes the place of `lrgrade.workers.marking.Marker`."""

    def __init__(self, course, assignment):
        self._seconds = float(os.environ.get("LRGRADE_STUB_SECONDS", "0.003"))

    def mark(self, handed_in):
        """Make a result of the points."""
        time.sleep(self._seconds)
        words = handed_in.content.decode().split()
        if words[0] == "murder" and not (words[1:] and Path(words[1]).exists()):
            if words[1:]:
                Path(words[1]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        points = float(words[0]) if words[0].isdecimal() else 7.0
        remarks = (Remark(f"{points:g} points.", "test-sigmoid", review=points == 0),)
        notebook = new_notebook(cells=[new_markdown_cell(f"{handed_in.student}: {points:g}", id="all")])
        put_remarks(notebook, remarks)
        put_basis(notebook, handed_in.basis)
        put_examined(notebook)
        return Result(
            student=handed_in.student,
            timestamp=handed_in.timestamp,
            notebook=nbformat.writes(notebook) + "\n",
            scores={name: min(worth, points) for name, worth in TESTS.items()},
            comments={"score": None, "sigmoid": "No response." if points == 0 else None},
            places=Places([*TESTS], ANSWERS),
            remarks=remarks,
            findings=tuple(Finding(name, points == 7, hints=1) for name in ANSWERS),
        )


def by_stub(course):
    """Let the course be marked by it."""
    with (course.grading / "nbgrader_config.py").open("a") as config:
        config.write('\nc.Mark.marker_class = "helpers.stub_marker.StubMarker"\n')
