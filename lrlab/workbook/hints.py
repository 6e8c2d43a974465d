"""Hints in three steps, opened one at a time."""

from typing import Any

from lrlab.checking.report import Report
from lrlab.exercises import Course
from lrlab.workbook.learner_folder import NoCourseError, NoWorkbookError
from lrlab.workbook.workbook import may_save, open_workbook

HINT_STEPS = ("where to look", "what is going on", "nearly there")


def hint(course: Course, exercise: Any) -> Report:
    """Open the next hint of an exercise and give it with those that are open already.

    exercise: its name, or the function itself. How many are open is kept in the
    workbook; where that cannot be, the report says so.
    """
    name = exercise if isinstance(exercise, str) else getattr(exercise, "__name__", "")
    if name not in course.exercises:
        return _no_such_exercise(course, name)
    hints = course.exercises[name].hints
    if not hints:
        return Report(f"There is no hint for {name}.", "hint")
    opened = min(hints_opened(course, name) + 1, len(hints))
    _this_session[course.package, name] = opened
    rows = [(step, text) for step, text in zip(HINT_STEPS, hints[:opened], strict=False)]
    unnoted = _note(course, name, opened)
    left = len(hints) - opened
    return Report(
        title=f"Hint {opened} of {len(hints)} for {name}",
        tone="hint",
        rows=[*rows, ("", f"That it is open is not noted: {unnoted}")] if unnoted else rows,
        next_step=f"hint({name!r}) once more opens the next one." if left else "That was the last hint.",
    )


def _no_such_exercise(course: Course, name: str) -> Report:
    close = [f"`hint({other!r})`" for other in course.close_to(name)]
    example = f"Write its name in quotes, such as `hint({course.example!r})`."
    say = f"Did you mean {' or '.join(close)}?" if close else example
    return Report(f"There is no exercise {name!r}." if name else "Which exercise?", "hint", next_step=say)


_this_session: dict[tuple[str, str], int] = {}


def hints_opened(course: Course, name: str) -> int:
    """How many hints of an exercise are open, in this session or by the workbook."""
    try:
        noted = open_workbook(course).hints_opened(name)
    except (NoCourseError, NoWorkbookError):
        noted = 0
    return max(_this_session.get((course.package, name), 0), noted)


def _note(course: Course, name: str, opened: int) -> str:
    """Note in the workbook that hints are open; give the reason where it cannot be done, else ""."""
    try:
        if may_save():
            open_workbook(course).open_hint(name, opened)
    except NoWorkbookError as error:
        return str(error)
    except NoCourseError:
        # Who reads the notebooks one by one has no workbook, and misses none.
        return ""
    return ""
