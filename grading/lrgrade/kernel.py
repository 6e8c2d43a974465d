"""Run a notebook in a kernel, as nbgrader's own Execute does, and note the end of every test cell.

This gives no protection: the student's code and the tests share a process. It
differs from stock nbgrader in four ways. Earlier exercises come from the model
answers. A test cell that did not run, or whose kernel died, has failed. A
warning in a test cell costs nothing. A notebook as a whole has a time limit,
and ends there without losing what it earned before.
"""

import os
import subprocess
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

from jupyter_client.manager import KernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Dict, Integer

from lrgrade.coursefolder import coursedir_of
from lrgrade.outcome import NOT_RUN, OVER_LIMIT, put_error
from lrgrade.source import BEGIN_HIDDEN, write_workbook
from lrlab.exercises import ASSIGNMENTS

MESSAGES = {
    "slow_cell": "This cell was stopped after {seconds} s. Is there an endless loop?",
    "slow_notebook": "This cell was not run: the notebook had taken more than {seconds} s by then.",
    "stuck": "This cell was not run: an earlier cell could not be stopped.",
    "died": "The Python process ended while this cell ran. Does it use too much memory, or leave Python?",
    "dead": "This cell was not run: the Python process had ended before.",
    "not_run": "This cell was not run.",
}


class RunInKernel(Execute):
    """nbgrader's Execute without its traps for a course like this one."""

    timeout = Integer(10, help="The longest in seconds that one cell may take.", allow_none=True).tag(config=True)
    notebook_timeout = Integer(60, help="The time in seconds after which no further cell is run.").tag(config=True)
    error_on_timeout = Dict({"ename": OVER_LIMIT, "evalue": "", "traceback": [OVER_LIMIT]})

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict | None = None, km: KernelManager | None = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Run every cell."""
        self._began: float | None = None
        self._stopped: tuple[str, str] | None = None
        root, assignment = Path(coursedir_of(self).root), resources["nbgrader"]["assignment"] if resources else ""
        with tempfile.TemporaryDirectory() as workbook:
            if assignment in ASSIGNMENTS:
                write_workbook(Path(workbook), assignment, root)
            self._environment = {"LRLAB_WORKBOOK": workbook, "LRLAB_SAVE": "0", "LRGRADE_COURSE": str(root)}
            nb, resources = super().preprocess(nb, resources, km)
        for cell in nb.cells:
            if is_grade(cell) and cell.cell_type == "code":
                _settle(cell)
        return nb, resources

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start a kernel that knows where the earlier exercises are, and does not write to our terminal."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        super().start_new_kernel(env=os.environ | self._environment, **quiet, **kwargs)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Run one cell, or note on it why it was not run."""
        if cell.cell_type != "code":
            return cell, resources
        # The time that a kernel takes to start is not the student's.
        self._began = self._began or monotonic()
        if self._stopped is None and monotonic() > self._began + self.notebook_timeout:
            self._stopped = OVER_LIMIT, MESSAGES["slow_notebook"].format(seconds=self.notebook_timeout)
        if self._stopped:
            put_error(cell, *self._stopped)
            return cell, resources
        slow = MESSAGES["slow_cell"].format(seconds=self.timeout)
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
        except CellTimeoutError:
            put_error(cell, OVER_LIMIT, slow)
            self._stopped = OVER_LIMIT, MESSAGES["stuck"]
        except DeadKernelError:
            put_error(cell, NOT_RUN, MESSAGES["died"])
            self._stopped = NOT_RUN, MESSAGES["dead"]
        if any(output.get("ename") == OVER_LIMIT for output in cell.outputs):
            put_error(cell, OVER_LIMIT, slow)
        return cell, resources


def _settle(cell: NotebookNode) -> None:
    """Make what nbgrader reads from a test cell mean what it should."""
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if cell.execution_count is None and not errors:
        put_error(cell, NOT_RUN, MESSAGES["not_run"])
    for output in cell.outputs:
        # nbgrader takes anything on stderr, a warning too, for a failure.
        if output.output_type == "stream":
            output.name = "stdout"
        # A traceback would show the lines of a hidden test.
        if output.output_type == "error" and BEGIN_HIDDEN in cell.source:
            output.traceback = [f"{output.ename}: {output.evalue}"]
