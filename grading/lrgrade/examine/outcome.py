"""What became of a test cell: passed, wrong, not written, crashed, over a limit, or our own fault.

Whoever runs a test cell notes its end as a notebook does, by an error output;
the error's name tells which of the four kinds of failure it is. No result is a
failure: a test cell that did not run must be given one of these errors.
"""

import re
from enum import StrEnum

from nbformat import NotebookNode

from lrlab.workbook.errors import error_of, without_colours

# Names of errors that the grader itself puts into a cell.
OVER_LIMIT = "OverLimit"
NOT_RUN = "NotRun"
ENDED = "PythonEnded"
OUR_FAULT = "GraderFault"

# How `check` and the hidden tests say that they met the stub.
_NOT_WRITTEN = re.compile(r"is not written yet|stopped with NotImplementedError")
_LONGEST_MESSAGE = 300
_SCRATCH_FILE = re.compile(r"\((?:\d+\.py|<[^<>]*>), line")


class Outcome(StrEnum):
    """The end of a test cell. The value is how a table or a page says it."""

    PASSED = "passed"
    WRONG = "wrong"
    UNWRITTEN = "not written"
    CRASHED = "crashed"
    OVER_LIMIT = "over a limit"
    OUR_FAULT = "our fault"


_BY_ERROR = {
    "AssertionError": Outcome.WRONG,
    "CheckFailed": Outcome.WRONG,
    "NotImplementedError": Outcome.UNWRITTEN,
    OVER_LIMIT: Outcome.OVER_LIMIT,
    OUR_FAULT: Outcome.OUR_FAULT,
}


def outcome_of(cell: NotebookNode) -> Outcome:
    """What became of a test cell that was run."""
    error = error_of(cell)
    if error is None:
        return Outcome.PASSED
    if error.ename in ("CheckFailed", "AssertionError") and _NOT_WRITTEN.search(error.evalue):
        return Outcome.UNWRITTEN
    return _BY_ERROR.get(error.ename, Outcome.CRASHED)


def message_of(cell: NotebookNode) -> str:
    """The first line of what a cell says about its failure, fit to be printed, or ""."""
    error = error_of(cell)
    if error is None:
        return ""
    lines = without_colours(error.evalue).strip().splitlines()
    # A syntax error names the kernel's scratch file, which means nothing to anybody.
    said = _SCRATCH_FILE.sub("(line", lines[0]) if lines else ""
    if outcome_of(cell) is Outcome.CRASHED and error.ename not in (NOT_RUN, ENDED):
        said = f"{error.ename}: {said}" if said else error.ename
    # Whoever wrote the message, it must not draw on a terminal.
    said = "".join(letter for letter in said if letter.isprintable())
    return said if len(said) <= _LONGEST_MESSAGE else said[:_LONGEST_MESSAGE] + " …"
