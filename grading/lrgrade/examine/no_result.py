"""Why a call or a cell gave no result, in one sentence each, and the exception that carries it.

NoResult is no Exception: a test cell that expects an error, or catches every
one, must not take the lack of a result for what it expected.
"""

from typing import Any

from lrgrade.examine.outcome import ENDED, NOT_RUN, OUR_FAULT, OVER_LIMIT
from lrgrade.sandbox.watchdog import Ending

REASONS = {
    "cpu": "{what} was stopped after {seconds:g} s of CPU time. Is there an endless loop?",
    "wall": "{what} was stopped after {seconds:g} s. Does it wait for something?",
    "total_cpu": "{what} was stopped: the notebook had used {seconds:g} s of CPU time by then.",
    "memory": "{what} was stopped: it needed more than {megabytes:g} MB of memory.",
    "processes": "{what} was stopped: it started more than {count} processes.",
    "refused": "What {what} gave back {why}.",
    "exit": "{what} ended the Python process with exit code {code}. Does it leave Python?",
    "signal": "{what} ended the Python process by {signal}.",
    "protocol": "{what} disturbed the connection to the tests, and was stopped.",
    "restarts": "This cell was not run: the Python process had ended {count} times by then.",
    "test_wall": "This test was stopped after {seconds:g} s.",
    "notebook_wall": "This cell was not run: the notebook had taken more than {seconds:g} s by then.",
    "stale": "{what} belongs to a Python process that has ended.",
    "empty": "This cell was not run: there is no code in it.",
    "fault": "This cell could not be run, by our own fault: {why}.",
    "course": "This test could not judge {what}, by our own fault: something that it needs is broken.",
    "unfit": "This test gave {number} of {points:g} points.",
}

_ERROR_OF = {
    **dict.fromkeys(("exit", "signal", "protocol", "stale"), ENDED),
    **dict.fromkeys(("restarts", "notebook_wall"), OVER_LIMIT),
    "empty": NOT_RUN,
    **dict.fromkeys(("fault", "course", "unfit"), OUR_FAULT),
}
_SIGNALS = {6: "abort()", 7: "a bus error", 8: "an arithmetic error", 9: "being killed", 11: "a segmentation fault"}


class NoResult(BaseException):
    """There is no result.

    error: the name under which it is noted. sentence: the reason. outputs: what
    the cell that was stopped had shown by then. note: the reason as an
    instructor is told it, with the error that it comes from.
    """

    def __init__(self, key: str, **fields: object):
        self.key = key
        self.error = _ERROR_OF.get(key, OVER_LIMIT)
        self.sentence = REASONS[key].format(**fields)
        self.outputs: list[Any] = []
        super().__init__(self.sentence)

    @property
    def note(self) -> str:
        return f"{self.sentence} ({self.__cause__!r})" if self.__cause__ else self.sentence

    @property
    def is_our_fault(self) -> bool:
        return self.error == OUR_FAULT


NO_SANDBOX = "no process could be started for the student's code"
ENDED_FROM_OUTSIDE = "the machine ended the student's process, as it does when it is short of memory"


def after(ending: Ending, what: str, limits: dict[str, float]) -> NoResult:
    """Why the student's process ended, from its watchdog's report."""
    if ending.from_outside:
        return NoResult("fault", why=ENDED_FROM_OUTSIDE)
    match ending.limit:
        case "cpu":
            return NoResult("total_cpu", what=what, seconds=limits["total_cpu"])
        case "memory":
            return NoResult("memory", what=what, megabytes=limits["memory"])
        case "processes":
            return NoResult("processes", what=what, count=limits["processes"])
    if ending.signal is not None:
        return NoResult("signal", what=what, signal=_SIGNALS.get(ending.signal, f"signal {ending.signal}"))
    return NoResult("exit", what=what, code=ending.code or 0)
