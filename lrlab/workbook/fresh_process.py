"""Try a module of the workbook in a fresh Python process, before it is called saved.

Theory of operation. In the notebook everything is at hand that was ever run or
imported there; the next notebook has the workbook alone. So a new process, in
an empty folder, gets a copy of the workbook with the new module in its place,
loads it as `from lrlab import NAME` does, and judges what it gets. It imports
NumPy and `lrlab` and no more, which takes a few tenths of a second.
"""

import builtins
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lrlab.checking.check import wrong_report
from lrlab.checking.judge import judge
from lrlab.exercises import Course, Exercise, course_of
from lrlab.workbook.workbook import Workbook

LONGEST_SECONDS = 60

_START = "import sys; sys.path += {more!r}; from lrlab.workbook.fresh_process import main; main()"

WHY_NOT = {
    "error": "in a fresh Python process it stops with {error}. {advice}",
    "wrong": "in a fresh Python process it is not right any more: {title} {advice}",
    "ended": "in a fresh Python process it ends Python itself. {advice}",
    "endless": "in a fresh Python process it takes longer than {seconds} seconds. {advice}",
    "magic": "its code calls a magic, a line with `%` or `!`, and that works in a notebook only. Take it out of what "
    "the answer uses, run the cell and check again.",
}
_RUN_ALL = "Restart the kernel, run the cells from the first to the last, and check again."
_ADVICE = {
    **dict.fromkeys(
        ("ModuleNotFoundError", "ImportError"),
        "Other notebooks do not find what it imports: put that into a cell of this one, run it and check again.",
    ),
    "NameError": "No cell gives that name a value outside of a function: do so in a cell, run it and check again.",
    "FileNotFoundError": "Other notebooks do not find the file: put what it holds into a cell, run it and check again.",
    "RecursionError": "Does it import itself from the workbook? Write it out in a cell, run that and check again.",
}


class NoFreshProcessError(RuntimeError):
    """No fresh process can be had here. The message says why."""


def why_not(exercise: Exercise, text: str, workbook: Path, seconds: int = LONGEST_SECONDS) -> str:
    """Why a module does not work by itself: the end of a sentence and what to do, or "" if it does.

    text: the module as it would be saved. workbook: the folder with the other
    ones. seconds: the longest that it may take. Raises NoFreshProcessError.
    """
    if "get_ipython()" in text:
        return WHY_NOT["magic"]
    package, folder = exercise.course.package, str(workbook.absolute())
    question = {"package": package, "name": exercise.name, "text": text, "workbook": folder}
    try:
        done = subprocess.run(
            _command(exercise.course),
            input=json.dumps(question).encode(),
            capture_output=True,
            timeout=seconds,
            cwd=sys.prefix,
            # A drawing needs no window, and whatever it prints can be printed.
            env={**os.environ, "LRLAB_SAVE": "0", "MPLBACKEND": "agg", "PYTHONIOENCODING": "utf-8:replace"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return WHY_NOT["endless"].format(seconds=seconds, advice=_RUN_ALL)
    except OSError as error:
        raise NoFreshProcessError(error.strerror or str(error)) from None
    if not done.stdout:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoFreshProcessError(said[-1] if said else "it said nothing")
    return _reason(done.stdout)


def _reason(told: bytes) -> str:
    try:
        answer = json.loads(told)
    except ValueError:
        return WHY_NOT["ended"].format(advice=_RUN_ALL)
    match answer:
        case {"untried": why}:
            raise NoFreshProcessError(why)
        case {"error": [kind, message]}:
            error = f"{kind}: {message}".removesuffix(": ").removesuffix(".")
            return WHY_NOT["error"].format(error=error, advice=_ADVICE.get(kind, _RUN_ALL))
        case {"wrong": title}:
            return WHY_NOT["wrong"].format(title=title, advice=_RUN_ALL)
    return ""


def _command(course: Course) -> list[str]:
    more = list(dict.fromkeys(str(package.parent) for package in course.packages))
    # Nothing of the folder where it starts is imported (-P).
    return [sys.executable, "-P", "-c", _START.format(more=more)]


def main() -> None:
    """Answer the question on stdin, with JSON on stdout."""
    question = json.loads(sys.stdin.buffer.read())
    answers, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    # What the module prints is no answer.
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    # A blank says that it has begun: whatever ends it from here on is the module.
    os.write(answers, b" ")
    try:
        with tempfile.TemporaryDirectory(prefix="lrlab-", ignore_cleanup_errors=True) as scratch:
            answer = _answer(question, Path(scratch))
            # On Windows a folder that somebody stands in cannot be removed.
            os.chdir(Path(scratch).anchor)
    except Exception as error:
        answer = {"untried": f"{type(error).__name__}: {error}"}
    os.write(answers, json.dumps(answer).encode())


def _answer(question: dict[str, str], scratch: Path) -> dict[str, Any]:
    course = course_of(question["package"])
    exercise, workbook = course.exercises[question["name"]], Workbook(scratch, course)
    for module in Path(question["workbook"]).glob("*.py"):
        shutil.copy(module, scratch)
    workbook.path(exercise.name).write_text(question["text"], encoding="utf-8")
    (scratch / "elsewhere").mkdir()
    os.chdir(scratch / "elsewhere")
    os.environ["LRLAB_WORKBOOK"] = str(scratch)
    # In a notebook it is at hand without an import.
    builtins.display = lambda *_, **__: None  # type: ignore[attr-defined]
    try:
        fault = judge(exercise, workbook.load(exercise.name)).fault
    except BaseException as error:
        return {"error": [type(error).__name__, str(error)]}
    if fault and fault.key == "error":
        kind, _, message = fault.rows[0][1].partition(": ")
        return {"error": [kind, message]}
    return {"wrong": wrong_report(exercise, fault).title} if fault else {}
