"""Every limit that a submission meets while it is graded, in one place."""

from typing import Any

from traitlets import Float, Integer
from traitlets.config import Configurable

from lrgrade.sandbox.protocol import MEGABYTE
from lrgrade.sandbox.watchdog import Allowance


def _number(kind: type, default: float, help: str) -> Any:
    return kind(default, help=help).tag(config=True)


class Limits(Configurable):
    """Set them in `nbgrader_config.py`, as `c.Limits.call_cpu = 10`. Times are in seconds, sizes in megabytes."""

    call_cpu = _number(Float, 5.0, "CPU time that one call of a student's function may take.")
    call_wall = _number(Float, 15.0, "Time that one call of a student's function may take, waiting included.")
    cell_cpu = _number(Float, 20.0, "CPU time that one cell of the student's may take.")
    cell_wall = _number(Float, 40.0, "Time that one cell of the student's may take, waiting included.")
    test_wall = _number(Float, 60.0, "Time that one test cell may take, with all calls that it makes.")
    notebook_wall = _number(Float, 180.0, "Time after which no further cell of a notebook is run.")
    total_cpu = _number(Integer, 120, "CPU time that all processes of a submission may take together.")
    memory = _number(Integer, 1024, "Memory that all processes of a submission may take together.")
    processes = _number(Integer, 16, "Processes and threads that a submission may have at one time.")
    temporary = _number(Integer, 64, "Size of the private temporary folder.")
    file_size = _number(Integer, 16, "Size of one file that a submission writes.")
    open_files = _number(Integer, 128, "Files that one process of a submission may have open at one time.")
    output = _number(Float, 1.0, "What one cell may print and display.")
    message = _number(Float, 8.0, "Size of one result of a student's function.")
    restarts = _number(Integer, 8, "How often a student's process that ended is started again.")

    def allowance(self, system_calls: bytes = b"") -> Allowance:
        """What the sandbox itself enforces."""
        return Allowance(
            cpu=self.total_cpu,
            memory=self.memory * MEGABYTE,
            processes=self.processes,
            temporary=self.temporary * MEGABYTE,
            file_size=self.file_size * MEGABYTE,
            open_files=self.open_files,
            system_calls=system_calls,
        )

    def as_dict(self) -> dict[str, float]:
        """The limits as plain data."""
        return {name: getattr(self, name) for name in self.class_traits(config=True)}
