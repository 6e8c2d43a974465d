"""Keep a right answer: cut it out of the notebook, see that it works on its own, and put it into the workbook."""

import inspect
from pprint import pformat
from typing import Any

from lrlab.checking.check import notebook_session
from lrlab.checking.messages import RIGHT_SAVED, RIGHT_UNSAVED
from lrlab.exercises import Exercise
from lrlab.workbook.hints import hints_opened
from lrlab.workbook.learner_folder import NoCourseError, NoWorkbookError
from lrlab.workbook.slicing import slice_out
from lrlab.workbook.workbook import may_save, open_workbook, run_module


class WorkbookKeeper:
    """What `check` asks of the workbook."""

    def hints_opened(self, exercise: Exercise) -> int:
        """How many hints of an exercise are open."""
        return hints_opened(exercise.course, exercise.name)

    def save(self, exercise: Exercise, answer: Any) -> str:
        """Save a right answer; give the sentence that says what became of it, "" where nothing is to be said."""
        if not may_save():
            return ""
        try:
            unsaved = _save(exercise, answer)
        except NoCourseError:
            unsaved = "there is no course folder here, so there is no workbook either."
        except NoWorkbookError as error:
            unsaved = str(error)
        if unsaved:
            return RIGHT_UNSAVED.format(reason=unsaved)
        return RIGHT_SAVED.format(facade=exercise.course.facade, name=exercise.name)


def _save(exercise: Exercise, answer: Any) -> str:
    """Save a right answer; give the reason where that cannot be done, else ""."""
    workbook = open_workbook(exercise.course)
    if exercise.kind == "function":
        solved = set(workbook.solved()) - {exercise.name}
        source = slice_out(exercise.name, _cells(answer), solved, exercise.course.facade)
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
    session = notebook_session()
    if session:
        return list(session.history_manager.input_hist_parsed)
    try:
        return [inspect.getsource(inspect.getmodule(answer) or answer)]
    except (OSError, TypeError):
        return []
