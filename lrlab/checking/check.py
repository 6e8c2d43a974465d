"""`check`: is this answer right, and if not, what went wrong?"""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from lrlab.checking.fault import Fault
from lrlab.checking.judge import Verdict, judge
from lrlab.checking.messages import (
    HINT,
    LOOKS_LIKE,
    MESSAGES,
    NO_MISCONCEPTION,
    NOISY,
    RIGHT,
    RIGHT_UNSAVED,
    UNSAVED_BY_US,
)
from lrlab.checking.report import Report
from lrlab.exercises import Course, Exercise
from lrlab.terminal import say


class CheckFailed(AssertionError):  # noqa: N818  (it reads as the verdict that it is)
    """An answer is not right. `report` is the whole message, `misconception` its name if the mistake is known."""

    def __init__(self, report: Report, misconception: str | None = None):
        super().__init__(report.title.replace("`", ""))
        self.report = report
        self.misconception = misconception

    def _render_traceback_(self) -> list[str]:
        return [f"CheckFailed: {self}"]


class UnknownExerciseError(CheckFailed):
    """`check` was given something that the course does not list."""


class Keeper(Protocol):
    """Whoever keeps what a learner has built and opened."""

    def hints_opened(self, exercise: Exercise) -> int:
        """How many hints of an exercise are open."""
        ...

    def save(self, exercise: Exercise, answer: Any) -> str:
        """Save a right answer; give the sentence that says what became of it, "" where nothing is to be said."""
        ...


def check(course: Course, answer: Any, name: str, keeper: Keeper) -> None:
    """Tell whether an answer to an exercise of a course is right, and have it kept if it is.

    answer: the function, list or dict that the exercise asks for. name: that of
    the exercise. Shows a message; raises CheckFailed if the answer is not right,
    and CourseError where the course itself is broken.
    """
    if name not in course.exercises:
        unknown = MESSAGES["unknown"]
        report = Report(unknown.title, "wrong", next_step=unknown.next.format(example=course.example))
        _show(report)
        raise UnknownExerciseError(report)
    exercise = course.exercises[name]
    verdict = judge(exercise, answer)
    hints = keeper.hints_opened(exercise)
    if verdict.fault:
        report = wrong_report(exercise, verdict.fault, hints)
        _show(report)
        raise CheckFailed(report, verdict.fault.misconception)
    # The verdict comes first: whatever happens to the workbook, it is told.
    report = _right_report(exercise, verdict, hints)
    add = _show(report)
    saved = _saved(keeper, exercise, answer)
    if saved:
        add(replace(report, rows=[*report.rows, ("", saved)]))


def _saved(keeper: Keeper, exercise: Exercise, answer: Any) -> str:
    try:
        return keeper.save(exercise, answer)
    except Exception as error:
        return RIGHT_UNSAVED.format(reason=UNSAVED_BY_US.format(error=f"{type(error).__name__}: {error}"))


def wrong_report(exercise: Exercise, fault: Fault, hints: int = 0) -> Report:
    """The message for a fault. hints: how many are open."""
    fields = {"name": exercise.name, "signature": exercise.signature, **fault.fields}
    message = {**MESSAGES, **exercise.course.defined("messages", "MESSAGES", {})}[fault.key]
    rows = list(fault.rows)
    if fault.misconception:
        rows.append((LOOKS_LIKE.format(name=fault.misconception), fault.teacher))
    elif fault.looked and fault.code and fault.key in ("value", "shape", "none_of"):
        rows.append(("", NO_MISCONCEPTION))
    if not fault.key.startswith("unwritten"):
        rows.append(("", HINT.format(name=exercise.name)))
    facts = _facts(exercise, hints=hints, misconception=fault.misconception)
    return Report(message.title.format(**fields), "wrong", rows, fault.code, message.next.format(**fields), facts)


def _right_report(exercise: Exercise, verdict: Verdict, hints: int) -> Report:
    rows = []
    if exercise.silent and verdict.warning:
        rows.append(("", NOISY.format(call=verdict.noisy_call, warning=verdict.warning)))
    return Report(RIGHT.format(name=exercise.name), "right", rows, facts=_facts(exercise, hints=hints))


def _facts(exercise: Exercise, **known: Any) -> dict[str, Any]:
    found = {key: value for key, value in known.items() if value}
    return {"exercise": exercise.name, **found} if found else {}


def notebook_session() -> Any:
    """The notebook session that this runs in, or None; IPython is not loaded for the question."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _show(report: Report) -> Callable[[Report], None]:
    """Show a message; give what puts the whole of it, with rows that came later, in its place."""
    session = notebook_session()
    if not session:
        say(report.text)
    else:
        from IPython.display import display

        shown = display(report, display_id=True)
        # A notebook changes what it shows; a terminal has printed it.
        if hasattr(session, "kernel"):
            return shown.update
    return lambda longer: say(longer.text.removeprefix(report.text).lstrip("\n"))
