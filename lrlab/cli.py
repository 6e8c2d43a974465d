"""The command `lrlab`: start, status, check, hint, reveal."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lrlab.checking.tables import table
from lrlab.exercises import ASSIGNMENTS, EXERCISES, Exercise, close_to, exercises_of
from lrlab.workbook.folder import Course, NoCourseError, find_course
from lrlab.workbook.workbook import Workbook, open_workbook


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status: 0 done, 1 not all right, 2 could not be done."""
    # A Windows console in an old code page must not stop at a tick mark.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if not hasattr(chosen, "run"):
        parser.print_help()
        return 2
    try:
        return chosen.run(chosen)
    except NoCourseError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lrlab", description="Learn logistic regression by writing it.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[Any], int], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    start = command("start", _start, "open JupyterLab at the first notebook that is not finished")
    start.add_argument("--no-browser", action="store_true", help="start the server only and print its address")
    status = command("status", _status, "show what is solved, the points so far and what is next")
    status.add_argument("--json", action="store_true", help="print it as JSON")
    checks = command("check", _check, "run a notebook's checks; exit status 0 only if all pass")
    checks.add_argument("notebook", help="a notebook file, or an assignment such as 01-sigmoid")
    checks.add_argument("--json", action="store_true", help="print the results as JSON")
    hint = command("hint", _hint, "open the next hint of an exercise")
    hint.add_argument("exercise", metavar="EXERCISE", help="such as sigmoid")
    reveal = command("reveal", _reveal, "show our answer and put it into the workbook, marked as revealed")
    reveal.add_argument("exercise", metavar="EXERCISE", help="such as sigmoid; or a whole notebook, such as 01-sigmoid")
    return parser


def _present(course: Course) -> list[str]:
    return [assignment for assignment in ASSIGNMENTS if course.notebook(assignment).is_file()]


def _next(course: Course, workbook: Workbook) -> Exercise | None:
    for assignment in _present(course):
        for exercise in exercises_of(assignment):
            if workbook.state(exercise.name) == "unsolved":
                return exercise
    return None


def _start(chosen: argparse.Namespace) -> int:
    course = find_course()
    exercise = _next(course, open_workbook())
    assignment = exercise.assignment if exercise else _present(course)[-1]
    notebook = course.notebook(assignment)
    print(f"Next: {exercise.name}, in {notebook.name}." if exercise else "All is solved. Opening the last notebook.")
    server = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={course.home}"]
    if chosen.no_browser:
        server.append("--no-browser")
    return subprocess.call([*server, str(notebook)])


def _status(chosen: argparse.Namespace) -> int:
    course, workbook = find_course(), open_workbook()
    rows = [_row(workbook, exercise) for assignment in _present(course) for exercise in exercises_of(assignment)]
    following = _next(course, workbook)
    if chosen.json:
        print(json.dumps({"exercises": rows, "next": following.name if following else None}, indent=2))
        return 0
    assignment = ""
    for row in rows:
        if row["assignment"] != assignment:
            assignment = row["assignment"]
            print(f"\n{assignment}")
        hints = f", {row['hints']} hint{'s' if row['hints'] > 1 else ''} opened" if row["hints"] else ""
        mark = {"solved": "✓", "revealed": "○", "unsolved": "·"}[row["state"]]
        print(f"  {mark} {row['exercise']:<26} {row['state']:<9} {_points(row['worth']):>9}{hints}")
    done = [row for row in rows if row["state"] == "solved"]
    sure, hidden = sum(row["sure"] for row in done), sum(row["worth"] - row["sure"] for row in done)
    print(f"\nPoints so far: {sure:g} by the checks you can see, and {hidden:g} more that hidden tests decide,")
    print(f"of {sum(row['worth'] for row in rows):g} in all. Revealed answers count for nothing here.")
    where = (
        f"{following.name}, in {course.notebook(following.assignment).name}" if following else "nothing: all is solved"
    )
    print(f"Next: {where}.")
    return 0


def _row(workbook: Workbook, exercise: Exercise) -> dict[str, Any]:
    points = table(exercise.name)["points"]
    return {
        "exercise": exercise.name,
        "assignment": exercise.assignment,
        "state": workbook.state(exercise.name),
        "hints": workbook.hints_opened(exercise.name),
        "sure": points.get(f"test-{exercise.name}", 0),
        "worth": sum(points.values()),
    }


def _points(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"


def _check(chosen: argparse.Namespace) -> int:
    from lrlab.workbook.running import UnreadableNotebookError, run_tests

    path = Path(chosen.notebook)
    if not path.exists():
        path = _course_notebook(chosen.notebook) or path
    try:
        results = run_tests(path)
    except UnreadableNotebookError as error:
        print(error, file=sys.stderr)
        return 2
    passed = [result for result in results if result.passed]
    if chosen.json:
        print(json.dumps([vars(result) for result in results], indent=2, ensure_ascii=False))
    else:
        for result in results:
            print(f"{'✓' if result.passed else '✗'} {result.test} ({_points(result.points)})")
            if not result.passed:
                print("\n".join(f"    {line}" for line in result.message.splitlines()))
        print(f"{len(passed)} of {len(results)} tests pass. Hidden tests run when the notebook is graded.")
    return 0 if results and len(passed) == len(results) else 1


def _course_notebook(name: str) -> Path | None:
    """The notebook that a learner means by an assignment's name, its beginning, or one of its exercises."""
    meant = EXERCISES[name].assignment if name in EXERCISES else name
    for assignment in ASSIGNMENTS:
        if assignment == meant or assignment.split("-")[0] == meant:
            return find_course().notebook(assignment)
    return None


def _hint(chosen: argparse.Namespace) -> int:
    from lrlab.workbook.hints import hint

    find_course()
    if chosen.exercise not in EXERCISES:
        print(_unknown(chosen.exercise), file=sys.stderr)
        return 2
    print(hint(chosen.exercise))
    return 0


def _reveal(chosen: argparse.Namespace) -> int:
    whole = chosen.exercise in ASSIGNMENTS
    if not whole and chosen.exercise not in EXERCISES:
        print(_unknown(chosen.exercise), file=sys.stderr)
        return 2
    workbook = open_workbook()
    names = [exercise.name for exercise in exercises_of(chosen.exercise)] if whole else [chosen.exercise]
    if whole:
        names = [name for name in names if workbook.state(name) == "unsolved"]
        print(f"To reveal: {', '.join(names) or 'nothing, you have them all'}.\n")
    return max([_reveal_one(workbook, name) for name in names], default=0)


def _reveal_one(workbook: Workbook, name: str) -> int:
    from lrlab.workbook.solutions import NoSolutionsError, model_source

    try:
        source = model_source(find_course().home, name, set(workbook.solved()) - {name})
    except NoSolutionsError as error:
        print(f"`{name}` cannot be revealed: {error}.", file=sys.stderr)
        return 1
    print(source)
    if workbook.state(name) == "solved":
        print("You have solved this one yourself: your own answer stays in your workbook.")
    else:
        workbook.save(name, source, "revealed")
        print(f"Saved to your workbook, marked as revealed: `from lrlab import {name}` works now.")
    return 0


def _unknown(name: str) -> str:
    close = close_to(name)
    return f"There is no exercise {name!r}. " + (
        f"Did you mean {' or '.join(close)}?" if close else f"There are: {', '.join(EXERCISES)}."
    )
