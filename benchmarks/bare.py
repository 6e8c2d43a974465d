"""The bare cells: what a submission costs in a warm interpreter that trusts it, and does nothing but run it.

One fork of a shell with everything loaded, the answers and the tests in one
namespace, no walls, no proxies, no gradebook. Less cannot be done for a
submission whose cells are all run.
"""

import gc
import importlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from repository import COURSE

from lrgrade.course.folder import CourseFolder
from lrgrade.hidden import load
from lrgrade.sandbox import earlier
from lrgrade.sandbox.outputs import Output, Outputs
from lrgrade.sandbox.shell import Shell
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import model_source, nbgrader_of, solution_cells, source_notebook

FIGURES, TESTS, OTHERS = "cells with figures", "test cells", "other cells"
_LOADED = (
    "pytest",
    "lrlab.checking.check",
    "lrlab.checking.derivation",
    "lrgrade.hidden",
    *COURSE.preload,
)


class Interpreter:
    """A warm interpreter that forks for each submission to an assignment."""

    def __init__(self, course: CourseFolder, assignment: str, home: str):
        self._course, self._assignment = course, assignment
        self._shell = Shell.start(home)
        self._shell.warm_up(COURSE.warm_up)
        for module in _LOADED:
            importlib.import_module(module)
        for exercise in COURSE.of(assignment):
            load(course.root, exercise)
        # As the warm processes do: a collection in a fork would copy every page.
        gc.collect()
        gc.freeze()
        before = COURSE.before(assignment)
        self._earlier = earlier.compiled({exercise.name: model_source(course.root, exercise) for exercise in before})

    def seconds(self, student: str) -> dict[str, float]:
        """Run a student's submission: the seconds by kind of cell."""
        cells = list(self._cells(student))
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(writing, json.dumps(self._run(cells)).encode())
            finally:
                os._exit(0)
        os.close(writing)
        with open(reading, encoding="utf-8") as answer:  # noqa: PTH123  (a descriptor)
            said = answer.read()
        os.waitpid(child, 0)
        return json.loads(said)

    def _run(self, cells: list[tuple[bool, str]]) -> dict[str, float]:
        os.environ |= {"LRLAB_SAVE": "0", "LRGRADE_COURSE": str(self._course.root)}
        earlier.install(self._earlier)
        seconds = dict.fromkeys((FIGURES, TESTS, OTHERS), 0.0)
        for count, (is_test, source) in enumerate(cells, 1):
            began = time.perf_counter()
            ran = self._shell.run(source, count, Outputs())
            seconds[kind_of(is_test, ran.outputs)] += time.perf_counter() - began
        return seconds

    def _cells(self, student: str) -> Iterator[tuple[bool, str]]:
        """Our copy with the student's answers: of each code cell, whether it is a test, and its source."""
        path = self._course.grading / "submitted" / student / self._assignment / notebook_of(self._assignment)
        theirs = {nbgrader_of(cell)["grade_id"]: cell.source for cell in solution_cells(nbformat.read(path, 4))}
        for cell in source_notebook(self._course.root, self._assignment).cells:
            if cell.cell_type == "code":
                yield bool(nbgrader_of(cell).get("grade")), theirs.get(nbgrader_of(cell).get("grade_id"), cell.source)


def kind_of(is_test: bool, outputs: list[Output]) -> str:
    """The kind of a cell that was run."""
    if is_test:
        return TESTS
    return FIGURES if any(_draws(output.get("data", {})) for output in outputs) else OTHERS


def _draws(data: dict[str, Any]) -> bool:
    return any(mime.startswith("image/") for mime in data) or "<svg" in "".join(data.get("text/html", ""))


@contextmanager
def interpreter(course: CourseFolder, assignment: str) -> Iterator[Interpreter]:
    """A warm interpreter, in a folder of its own."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as home:
        os.chdir(home)
        try:
            yield Interpreter(course, assignment, home)
        finally:
            os.chdir(here)
