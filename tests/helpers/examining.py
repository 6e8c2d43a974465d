"""Examine a few cells by the real thing: warm processes, walls, and all."""

import functools

from nbformat import from_dict
from nbformat.v4 import new_code_cell

from lrgrade.examine.examination import Cell, Examination
from lrgrade.examine.limits import Limits
from lrgrade.examine.outcome import message_of, outcome_of
from lrgrade.examine.supervisor import Supervisor
from lrgrade.examine.walls import Isolation
from lrlab.exercises import default_course

QUICK = {"call_cpu": 0.5, "call_wall": 2, "cell_cpu": 1, "cell_wall": 3, "test_wall": 8}
# Where the CPU time, or the memory, must be what stops it, however little of the machine it gets.
PATIENT = {"call_wall": 60, "cell_wall": 60, "test_wall": 60}


class Bench:
    """A supervisor that stays warm between tests."""

    def __init__(self, isolation=Isolation.WALLS, **limits):
        self.limits = Limits(**{**QUICK, **limits})
        self.supervisor = Supervisor(self.limits, isolation, default_course())

    def close(self):
        self.supervisor.close()

    def marked(self, *cells, files=None, **limits):
        """Run cells, each a pair of role and source, and give how each ended."""
        examination = Examination(
            [Cell(index, source, role, 2.0) for index, (role, source) in enumerate(cells)],
            {**self.limits.as_dict(), **limits},
            {},
            files or {},
            {"LRLAB_SAVE": "0"},
            "/",
        )
        return self.supervisor.examine(examination)

    def verdict(self, student, test, **limits):
        """The outcome and the message of one test after one cell of the student's."""
        return said(self.marked(("student", student), ("test", test), **limits)[-1])


def said(marked):
    cell = new_code_cell("")
    cell.outputs = [from_dict(output) for output in marked.outputs]
    return outcome_of(cell), message_of(cell)


def text_of(marked):
    return "".join(output.get("text", "") for output in marked.outputs)


@functools.cache
def walls_are_missing():
    from lrgrade.examine.walls import why_not

    return why_not()
