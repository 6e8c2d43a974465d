"""The workbook: what the learner has built, one readable module for each exercise solved.

`from lrlab import sigmoid` loads `workbook/sigmoid.py`. A file `progress.json`
beside the modules keeps how each exercise came there (solved or revealed) and
how many of its hints were opened.
"""

import contextlib
import json
import os
import sys
import types
from collections.abc import Iterator
from importlib.util import decode_source
from pathlib import Path
from typing import Any, Literal

from lrlab.exercises import Course, Exercise, notebook_of
from lrlab.workbook.learner_folder import NoWorkbookError, workbook_folder

ExerciseState = Literal["unsolved", "solved", "revealed"]


class NotSolvedError(ImportError):
    """An exercise that a notebook wants to use is not in the workbook."""

    def __init__(self, exercise: Exercise, missing: list[str]):
        others = [name for name in missing if name != exercise.name]
        more = f"From the same notebook are missing too: {', '.join(others)}.\n" if others else ""
        reveal = f"{exercise.course.command} reveal"
        whole = f" (`{reveal} {exercise.assignment}` does it for the whole notebook)" if others else ""
        super().__init__(
            f"`{exercise.name}` is not solved yet: you write it in {exercise.assignment}/"
            f"{notebook_of(exercise.assignment)}.\n{more}"
            f"Solve it there and run its check, then run this cell again. If you are stuck, type\n"
            f"`{reveal} {exercise.name}` in a terminal{whole}: it shows our\n"
            f"answer and puts it into your workbook, marked as revealed."
        )

    def _render_traceback_(self) -> list[str]:
        return [f"NotSolvedError: {self}"]


class Workbook:
    """The modules and the progress in one folder, which is made when something is first written.

    Where the folder cannot be read or written, each method but `hints_opened` raises NoWorkbookError.
    """

    def __init__(self, folder: Path, course: Course):
        self.folder, self._course = folder, course

    def path(self, name: str) -> Path:
        """The module of an exercise; it need not exist."""
        return self.folder / f"{name}.py"

    def state(self, name: str) -> ExerciseState:
        """Whether the exercise is unsolved, solved by the learner, or revealed."""
        if not self._has(name):
            return "unsolved"
        return "revealed" if self._noted(name).get("state") == "revealed" else "solved"

    def solved(self) -> list[str]:
        """The exercises whose module is in the workbook, revealed ones included."""
        return [name for name in self._course.exercises if self._has(name)]

    def load(self, name: str) -> Any:
        """The learner's own function (or value). Raises NotSolvedError, or what the module raises."""
        path = self.path(name)
        if not self._has(name):
            exercise = self._course.exercises[name]
            missing = [o.name for o in self._course.of(exercise.assignment) if not self._has(o.name)]
            raise NotSolvedError(exercise, missing)
        with self._use("read"):
            content = path.read_bytes()
        return run_module(name, decode_source(content), str(path))

    def module(self, name: str, source: str, state: ExerciseState = "solved") -> str:
        """The text of an exercise's module, with a line on top that says whose it is."""
        whose = "our answer, revealed" if state == "revealed" else "your own"
        return f'"""{name}: {whose}, from {self._course.exercises[name].assignment}."""\n\n{source}'

    def save(self, name: str, source: str, state: ExerciseState = "solved") -> None:
        """Write an exercise's module and note how it came there."""
        # In this order, for a module without a note counts as the learner's own.
        self._note(name, state=state)
        self._replace(self.path(name), self.module(name, source, state))

    def hints_opened(self, name: str) -> int:
        """How many hints of an exercise were opened, as far as that can be read."""
        count = self._noted(name).get("hints")
        return count if isinstance(count, int) else 0

    def open_hint(self, name: str, count: int) -> None:
        """Note that `count` hints of an exercise are open now."""
        self._note(name, hints=count)

    def _has(self, name: str) -> bool:
        with self._use("read"):
            return self.path(name).is_file()

    def _progress(self) -> dict[str, Any]:
        try:
            progress = json.loads((self.folder / "progress.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return progress if isinstance(progress, dict) else {}

    def _noted(self, name: str) -> dict[str, Any]:
        facts = self._progress().get(name)
        return facts if isinstance(facts, dict) else {}

    def _note(self, name: str, **facts: Any) -> None:
        progress = {**self._progress(), name: {**self._noted(name), **facts}}
        self._replace(self.folder / "progress.json", json.dumps(progress, indent=2, sort_keys=True) + "\n")

    def _replace(self, path: Path, text: str) -> None:
        # A half-written file must not be left behind when the kernel is stopped, or the disk is full.
        scratch = path.with_suffix(path.suffix + ".new")
        with self._use("written"):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                scratch.write_text(text, encoding="utf-8", newline="\n")
                scratch.replace(path)
            except OSError:
                with contextlib.suppress(OSError):
                    scratch.unlink()
                raise

    @contextlib.contextmanager
    def _use(self, how: str) -> Iterator[None]:
        try:
            yield
        except (FileExistsError, NotADirectoryError):
            raise NoWorkbookError(self.folder, f"cannot be {how}: there is a file where a folder should be") from None
        except OSError as error:
            raise NoWorkbookError(self.folder, f"cannot be {how}: {error.strerror or error}") from None


def open_workbook(course: Course) -> Workbook:
    """The workbook of the learner's folder that the current folder lies in. Raises NoCourseError, NoWorkbookError."""
    return Workbook(workbook_folder(course), course)


def may_save() -> bool:
    """Whether `check` and `hint` write to the workbook; `LRLAB_SAVE=0` says no (while grading)."""
    return os.environ.get("LRLAB_SAVE", "1") != "0"


def run_module(name: str, source: str, filename: str) -> Any:
    """Run a workbook module and give what it defines as `name`."""
    module = types.ModuleType(f"workbook.{name}")
    module.__file__ = filename
    # A class looks its own module up, if only to read its annotations.
    sys.modules[module.__name__] = module
    exec(compile(source, filename, "exec", dont_inherit=True), module.__dict__)
    return module.__dict__[name]
