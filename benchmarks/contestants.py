"""Who grades: stock nbgrader, otter and `lrgrade`, each by the command that its users type.

A contestant gets a course folder in which nothing is graded, prepares what
nobody would count, and grades it in a process of its own, on as many cores as
it is allowed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import repository  # noqa: F401  (finds the tests' helpers)
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from processor import account

from helpers import stock_nbgrader
from lrgrade.course.folder import CONFIG, CourseFolder
from lrgrade.course.source import write_workbook
from lrgrade.gradebook.register import register
from lrgrade.pipeline import app_of
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import nbgrader_of, source_notebook

# The points of each test, by student.
Points = dict[str, dict[str, float]]

_OTTER_TEST = """from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points}


@test_case(points={points})
def run(env):
    exec({source!r}, env)
"""


@dataclass(frozen=True)
class Took:
    """What a run took: seconds on the clock, and seconds of processor time of all its processes where they are counted.

    On a machine that others use too, the clock tells of them as well.
    """

    seconds: float = 0
    processor: float | None = 0

    def __add__(self, other: "Took") -> "Took":
        counted = self.processor is not None and other.processor is not None
        return Took(self.seconds + other.seconds, self.processor + other.processor if counted else None)


class Broken(RuntimeError):  # noqa: N818  (what it says of a contestant)
    """A contestant did not get to its end."""


class Contestant:
    """A grader. cores: how many it is pinned to; sizes: the two sizes of class that it is measured on."""

    cores = 1
    # Without batches, few submissions show as much as many.
    sizes = (2, 6)

    def __init__(self, name: str):
        self.name = name

    def prepare(self, course: CourseFolder, assignment: str) -> None:
        """Make ready what is not counted."""

    def grade(self, course: CourseFolder, assignment: str) -> Took:
        """Grade the class. Raises Broken."""
        raise NotImplementedError

    def points(self, course: CourseFolder, assignment: str) -> Points:
        """The points that it gave."""
        with Gradebook(app_of(course).coursedir.db_url) as gradebook:
            return {
                submission.student_id: {
                    grade.name: grade.score for page in submission.notebooks for grade in page.grades
                }
                for submission in gradebook.assignment_submissions(assignment)
            }

    def _run(self, command: Sequence[str | Path], folder: Path, environment: dict[str, str], *fine: int) -> Took:
        """Run a command on the contestant's cores. fine: exit statuses besides 0."""
        chosen = sorted(os.sched_getaffinity(0))[-self.cores :]

        def enter() -> None:
            os.sched_setaffinity(0, chosen)
            group.enter()

        with account() as group, tempfile.TemporaryFile("w+", errors="replace") as said:
            began = time.perf_counter()
            with subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                preexec_fn=enter,
            ) as process:
                status = process.wait()
            took = Took(time.perf_counter() - began, group.seconds)
            if status not in (0, *fine):
                said.seek(0)
                raise Broken(f"{self.name} ended with status {status}: {said.read().strip()[-500:]}")
        return took


class Stock(Contestant):
    """`nbgrader autograde` as it comes: the kernel of each submission runs the student's code and the tests."""

    def prepare(self, course: CourseFolder, assignment: str) -> None:
        """Register the assignment, put nbgrader's own steps in place of ours, and write earlier answers."""
        register(app_of(course), assignment)
        stocks = stock_nbgrader.CONFIG.format(root=str(course.root), course_id="lrlab", made="grading")
        (course.grading / CONFIG).write_text(stocks, encoding="utf-8")
        write_workbook(course.root, course.course, course.root / "workbook", assignment)

    def grade(self, course: CourseFolder, assignment: str) -> Took:
        """One command grades all. A submission that breaks it is a failure of nbgrader's own, and it goes on."""
        command = [sys.executable, "-m", "nbgrader", "autograde", assignment]
        return self._run(command, course.grading, environment_of(course), 1)


class Ours(Contestant):
    """`lrgrade autograde`, isolation on."""

    sizes = (8, 24)  # Both come in an even number of batches: two workers get the same share.

    def __init__(self, name: str, workers: int):
        super().__init__(name)
        self.workers = workers
        self.cores = max(1, workers)

    def grade(self, course: CourseFolder, assignment: str) -> Took:
        """One command grades all."""
        start = "import sys; from lrgrade.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", start, "autograde", assignment, "--workers", str(self.workers)]
        return self._run([*command, "--log-json", os.devnull], course.root, {})


class Otter(Contestant):
    """`otter run`, a command for each submission, as it works without containers.

    The notebook is the same, figures and all; in the place of each test cell
    stands `grader.check("test-sigmoid")`, and the test's source is in a test
    file, hidden tests too.
    """

    def __init__(self, name: str, command: str):
        super().__init__(name)
        self._command = command

    def prepare(self, course: CourseFolder, assignment: str) -> None:
        """Turn the tests into otter's files, and the submissions into otter's notebooks."""
        write_workbook(course.root, course.course, course.root / "workbook", assignment)
        source = source_notebook(course.root, assignment)
        tests = {nbgrader_of(cell)["grade_id"]: cell for cell in source.cells if nbgrader_of(cell).get("grade")}
        with zipfile.ZipFile(course.root / "autograder.zip", "w") as archive:
            archive.writestr("otter_config.json", json.dumps({"pdf": False}))
            for name, cell in tests.items():
                points = nbgrader_of(cell)["points"]
                archive.writestr(f"tests/{name}.py", _OTTER_TEST.format(name=name, points=points, source=cell.source))
        for path in self._submissions(course, assignment):
            try:
                notebook = nbformat.read(path, as_version=4)
            except ValueError:
                continue
            notebook.cells.insert(0, new_code_cell("import otter\ngrader = otter.Notebook()"))
            for cell in notebook.cells:
                name = nbgrader_of(cell).get("grade_id")
                if name in tests:
                    cell.source = f'grader.check("{name}")'
            path.unlink()
            nbformat.write(notebook, path)

    def grade(self, course: CourseFolder, assignment: str) -> Took:
        """A command for each submission; one that breaks gives no points."""
        took = Took()
        for path in self._submissions(course, assignment):
            command = [self._command, "run", "--no-logo", "-a", course.root / "autograder.zip", "-o", path.parent, path]
            took += self._run(command, path.parent, environment_of(course), 1)
        return took

    def points(self, course: CourseFolder, assignment: str) -> Points:
        """What its files of results say."""
        found: Points = {}
        for path in self._submissions(course, assignment):
            results = path.parent / "results.json"
            tests = json.loads(results.read_text())["tests"] if results.is_file() else []
            found[path.parents[1].name] = {
                test["name"].partition(" - ")[0]: test["score"] for test in tests if test["name"].startswith("test-")
            }
        return found

    def _submissions(self, course: CourseFolder, assignment: str) -> list[Path]:
        return sorted((course.grading / "submitted").glob(f"*/{assignment}/{notebook_of(assignment)}"))


def environment_of(course: CourseFolder) -> dict[str, str]:
    """What the notebooks of a course need where a kernel runs them: earlier answers, and the source of hidden tests."""
    return {
        "LRLAB_WORKBOOK": str(course.root / "workbook"),
        "LRLAB_SAVE": "0",
        "LRGRADE_COURSE": str(course.root),
    }


STOCK, OTTER, ONE, TWO, ALONE = (
    "nbgrader autograde",
    "otter run",
    "lrgrade, 1 worker",
    "lrgrade, 2 workers",
    "lrgrade, 0 workers",
)


def otter_command() -> str | None:
    """The command `otter` beside this Python or on the path, or None where otter-grader is not installed."""
    beside = Path(sys.executable).with_name("otter")
    return str(beside) if beside.is_file() else shutil.which("otter")


def everybody(otter: str | None) -> list[Contestant]:
    """All that can be started here. otter: the command, or None to go without."""
    rivals: list[Contestant] = [Stock(STOCK)]
    if otter:
        rivals.append(Otter(OTTER, otter))
    rivals += [Ours(ONE, 1), Ours(ALONE, 0)]
    if len(os.sched_getaffinity(0)) > 1:
        rivals.append(Ours(TWO, 2))
    return rivals
