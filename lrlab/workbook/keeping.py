"""Keep a right answer: cut it out of the notebook, see that it works on its own, and put it into the workbook."""

import inspect
import sys
from collections.abc import Mapping
from typing import Any

from lrlab.checking.check import notebook_session
from lrlab.checking.messages import RIGHT_SAVED, RIGHT_THERE, RIGHT_UNSAVED, RIGHT_UNTRIED
from lrlab.checking.tables import as_code
from lrlab.exercises import Exercise
from lrlab.workbook.fresh_process import NoFreshProcessError, why_not
from lrlab.workbook.hints import hints_opened
from lrlab.workbook.learner_folder import NoCourseError, NoWorkbookError
from lrlab.workbook.session_cells import cells_of
from lrlab.workbook.slicing import slice_out
from lrlab.workbook.workbook import may_save, open_workbook

NO_FOLDER = "there is no course folder here, so there is no workbook either."
NO_DEFINITION = "no cell that was run gives the name `{name}` a value. Do so in a cell, run it and check again."


class UnsavedError(RuntimeError):
    """A right answer cannot be saved. The message is the end of a sentence, and says what to do."""


class WorkbookKeeper:
    """What `check` asks of the workbook. scope: the global names of who asks, to find a module's source by."""

    def __init__(self, scope: Mapping[str, Any] | None = None):
        self._scope = scope or {}

    def hints_opened(self, exercise: Exercise) -> int:
        """How many hints of an exercise are open."""
        return hints_opened(exercise.course, exercise.name)

    def save(self, exercise: Exercise, answer: Any) -> str:
        """Save a right answer; give the sentence that says what became of it, "" where nothing is to be said."""
        if not may_save():
            return ""
        try:
            return self._save(exercise, answer)
        except NoCourseError:
            reason = NO_FOLDER
        except (NoWorkbookError, UnsavedError) as error:
            reason = str(error)
        return RIGHT_UNSAVED.format(reason=reason)

    def _save(self, exercise: Exercise, answer: Any) -> str:
        name, facade = exercise.name, exercise.course.facade
        workbook = open_workbook(exercise.course)
        if exercise.kind == "function":
            solved = set(workbook.solved()) - {name}
            source = slice_out(name, self._cells(), solved, facade)
        else:
            source = _as_module(name, answer)
        if source is None:
            raise UnsavedError(NO_DEFINITION.format(name=name))
        if source == f"from {facade} import {name}\n":
            return RIGHT_THERE
        said = RIGHT_SAVED.format(facade=facade, name=name)
        try:
            unfit = why_not(exercise, workbook.module(name, source), workbook.folder)
        except NoFreshProcessError as error:
            unfit, said = "", RIGHT_UNTRIED.format(facade=facade, name=name, reason=error)
        if unfit:
            raise UnsavedError(unfit)
        workbook.save(name, source)
        return said

    def _cells(self) -> list[str]:
        session = notebook_session()
        if session:
            return cells_of(session)
        try:
            return [inspect.getsource(sys.modules[self._scope["__name__"]])]
        except (KeyError, OSError, TypeError):
            return []


def _as_module(name: str, value: Any) -> str:
    source = f"{name} = {as_code(value)}\n"
    return f"import numpy as np\n\n\n{source}" if "np." in source else source
