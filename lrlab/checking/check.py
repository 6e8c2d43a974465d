"""`check`: is this answer right, and if not, what went wrong?"""

import inspect
import sys
from pprint import pformat
from typing import Any

from lrlab.checking.fault import Fault
from lrlab.checking.judge import Verdict, judge
from lrlab.checking.messages import (
    HINT,
    LOOKS_LIKE,
    MESSAGES,
    NO_MISCONCEPTION,
    NOISY,
    RIGHT,
    RIGHT_SAVED,
    RIGHT_UNSAVED,
)
from lrlab.checking.report import Report
from lrlab.exercises import Course, Exercise
from lrlab.workbook.hints import hints_opened
from lrlab.workbook.learner_folder import NoCourseError
from lrlab.workbook.slicing import slice_out
from lrlab.workbook.workbook import may_save, open_workbook, run_module


class CheckFailed(AssertionError):  # noqa: N818  (it reads as the verdict that it is)
    """An answer is not right. `report` is the whole message, `misconception` its name if the mistake is known."""

    def __init__(self, report: Report, misconception: str | None = None):
        super().__init__(report.title.replace("`", ""))
        self.report = report
        self.misconception = misconception

    def _render_traceback_(self) -> list[str]:
        return [f"CheckFailed: {self}"]


def check(course: Course, answer: Any, name: str) -> None:
    """Tell whether an answer to an exercise of a course is right, and save it to the workbook if it is.

    answer: the function, list or dict that the exercise asks for. name: that of
    the exercise. Shows a message; raises CheckFailed if the answer is not right.
    """
    if name not in course.exercises:
        unknown = MESSAGES["unknown"]
        _fail(Report(unknown.title, "wrong", next_step=unknown.next.format(example=course.example)))
    exercise = course.exercises[name]
    verdict = judge(exercise, answer)
    if verdict.fault:
        _fail(wrong_report(exercise, verdict.fault), verdict.fault.misconception)
    _show(_right_report(exercise, verdict, _save(exercise, answer) if may_save() else None))


def wrong_report(exercise: Exercise, fault: Fault) -> Report:
    """The message for a fault."""
    fields = {"name": exercise.name, "signature": exercise.signature, **fault.fields}
    message = MESSAGES[fault.key]
    rows = list(fault.rows)
    if fault.misconception:
        rows.append((LOOKS_LIKE.format(name=fault.misconception), fault.teacher))
    elif fault.looked and fault.code and fault.key in ("value", "shape", "none_of"):
        rows.append(("", NO_MISCONCEPTION))
    if not fault.key.startswith("unwritten"):
        rows.append(("", HINT.format(name=exercise.name)))
    facts = _facts(exercise, misconception=fault.misconception)
    return Report(message.title.format(**fields), "wrong", rows, fault.code, message.next.format(**fields), facts)


def _right_report(exercise: Exercise, verdict: Verdict, unsaved: str | None) -> Report:
    rows = []
    if exercise.silent and verdict.warning:
        rows.append(("", NOISY.format(call=verdict.noisy_call, warning=verdict.warning)))
    if unsaved == "":
        rows.append(("", RIGHT_SAVED.format(name=exercise.name)))
    elif unsaved:
        rows.append(("", RIGHT_UNSAVED.format(reason=unsaved)))
    return Report(RIGHT.format(name=exercise.name), "right", rows, facts=_facts(exercise))


def _facts(exercise: Exercise, **more: Any) -> dict[str, Any]:
    found = {
        key: value for key, value in {"hints": hints_opened(exercise.course, exercise.name), **more}.items() if value
    }
    return {"exercise": exercise.name, **found} if found else {}


def _save(exercise: Exercise, answer: Any) -> str:
    """Save a right answer; give the reason where that cannot be done, else ""."""
    try:
        workbook = open_workbook(exercise.course)
    except NoCourseError:
        return "there is no course folder here, so there is no workbook either."
    if exercise.kind == "function":
        source = slice_out(exercise.name, _cells(answer), set(workbook.solved()) - {exercise.name})
        if source is None:
            return "the cell that defines it was not found. Define it in a cell of its own, run that, and check again."
    else:
        source = f"{exercise.name} = {pformat(answer, sort_dicts=False)}\n".replace("array(", "np.array(")
        source = "import numpy as np\n\n" + source if "np." in source else source
    try:
        run_module(exercise.name, source, f"{exercise.name}.py")
    except Exception as error:
        return f"on its own it stopped with {type(error).__name__}: {error}. Does it use something from another place?"
    workbook.save(exercise.name, source)
    return ""


def _cells(answer: Any) -> list[str]:
    shell = _shell()
    if shell:
        return list(shell.history_manager.input_hist_parsed)
    try:
        return [inspect.getsource(inspect.getmodule(answer) or answer)]
    except (OSError, TypeError):
        return []


def _shell() -> Any:
    """The notebook session that this runs in, or None; IPython is not loaded for the question."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _fail(report: Report, misconception: str | None = None) -> None:
    _show(report)
    raise CheckFailed(report, misconception)


def _show(report: Report) -> None:
    if _shell():
        from IPython.display import display

        display(report)
    else:
        print(report)
