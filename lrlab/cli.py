"""The command `lrlab`: start, status, check, hint, reveal."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lrlab.exercises import Course, CourseError, Exercise, default_course, looked_up
from lrlab.terminal import run_for_all, versions
from lrlab.workbook.learner_folder import LearnerFolder, NoCourseError, NoWorkbookError, find_folder
from lrlab.workbook.workbook import Workbook, open_workbook


def main(arguments: Sequence[str] | None = None, course: Course | None = None) -> int:
    """Run the command for a course; give its exit status: 0 done, 1 not all right, 2 could not be done."""
    return run_for_all(lambda: _main(arguments, course))


def _main(arguments: Sequence[str] | None, course: Course | None) -> int:
    try:
        with looked_up("The course"):
            parser = _parser(course or default_course())
        chosen = parser.parse_args(arguments)
        if chosen.version:
            print(versions("lrlab") if parser.prog == "lrlab" else f"{parser.prog}, {versions('lrlab')}")
            return 0
        if not hasattr(chosen, "run"):
            parser.print_help()
            return 2
        return chosen.run(chosen)
    except (NoCourseError, NoWorkbookError, CourseError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _parser(course: Course) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=course.command, description=course.title)
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    first, example = course.assignments[0], course.example
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[Any], int], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run, course=course)
        return made

    start = command("start", _start, "open JupyterLab at the first notebook that is not finished")
    start.add_argument("--no-browser", action="store_true", help="start the server only and print its address")
    start.add_argument("--allow-root", action="store_true", help="start it as root, too, which JupyterLab refuses else")
    status = command("status", _status, "show what is solved, the points so far and what is next")
    status.add_argument("--json", action="store_true", help="print it as JSON")
    checks = command("check", _check, "run a notebook's checks; exit status 0 only if all pass")
    checks.add_argument("notebook", help=f"a notebook file, or an assignment such as {first}")
    checks.add_argument("--json", action="store_true", help="print the results as JSON")
    hint = command("hint", _hint, "open the next hint of an exercise")
    hint.add_argument("exercise", metavar="EXERCISE", help=f"such as {example}")
    reveal = command("reveal", _reveal, "show our answer and put it into the workbook, marked as revealed")
    reveal.add_argument("exercise", metavar="EXERCISE", help=f"such as {example}; or a whole notebook, such as {first}")
    return parser


def _present(course: Course, folder: LearnerFolder) -> list[str]:
    return [assignment for assignment in course.assignments if folder.notebook(assignment).is_file()]


def _next(course: Course, folder: LearnerFolder, workbook: Workbook) -> Exercise | None:
    for assignment in _present(course, folder):
        for exercise in course.of(assignment):
            if workbook.state(exercise.name) == "unsolved":
                return exercise
    return None


def _start(chosen: argparse.Namespace) -> int:
    course: Course = chosen.course
    folder = find_folder(course)
    exercise = _next(course, folder, open_workbook(course))
    assignment = exercise.assignment if exercise else _present(course, folder)[-1]
    notebook = folder.notebook(assignment)
    print(f"Next: {exercise.name}, in {notebook.name}." if exercise else "All is solved. Opening the last notebook.")
    server = [
        *(sys.executable, "-m", "jupyterlab"),
        *(f"--ServerApp.root_dir={folder.home}", f"--ServerApp.preferred_dir={folder.home}"),
        # What a user has chosen for another folder would lie outside of this one, and nothing would start.
        "--FileContentsManager.preferred_dir=",
        "--ServerApp.kernel_spec_manager_class=lrlab.workbook.kernel.OwnPythonSpecs",
        *(["--no-browser"] if chosen.no_browser else []),
        *(["--allow-root"] if chosen.allow_root else []),
    ]
    status = subprocess.call([*server, str(notebook)])
    if status == 1 and _is_root() and not chosen.allow_root:
        print(
            f"JupyterLab did not start. You are root, and as root it starts only by `{course.command} start "
            "--allow-root`: all who reach the server can then do what root can. Better start it as another user.",
            file=sys.stderr,
        )
    return status


def _is_root() -> bool:
    # Windows has none.
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _status(chosen: argparse.Namespace) -> int:
    course: Course = chosen.course
    folder, workbook = find_folder(course), open_workbook(course)
    rows = [_row(workbook, one) for assignment in _present(course, folder) for one in course.of(assignment)]
    following = _next(course, folder, workbook)
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
        f"{following.name}, in {folder.notebook(following.assignment).name}" if following else "nothing: all is solved"
    )
    print(f"Next: {where}.")
    return 0


def _row(workbook: Workbook, exercise: Exercise) -> dict[str, Any]:
    points = exercise.table["points"]
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
        path = _course_notebook(chosen.course, chosen.notebook) or path
    try:
        results = run_tests(chosen.course, path)
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


def _course_notebook(course: Course, name: str) -> Path | None:
    """The notebook that a learner means by an assignment's name, its beginning, or one of its exercises."""
    meant = course.exercises[name].assignment if name in course.exercises else name
    for assignment in course.assignments:
        if assignment == meant or assignment.split("-")[0] == meant:
            return find_folder(course).notebook(assignment)
    return None


def _hint(chosen: argparse.Namespace) -> int:
    from lrlab.workbook.hints import hint

    find_folder(chosen.course)
    if chosen.exercise not in chosen.course.exercises:
        print(_unknown(chosen.course, chosen.exercise), file=sys.stderr)
        return 2
    print(hint(chosen.course, chosen.exercise))
    return 0


def _reveal(chosen: argparse.Namespace) -> int:
    course: Course = chosen.course
    whole = chosen.exercise in course.assignments
    if not whole and chosen.exercise not in course.exercises:
        print(_unknown(course, chosen.exercise), file=sys.stderr)
        return 2
    workbook = open_workbook(course)
    exercises = course.of(chosen.exercise) if whole else [course.exercises[chosen.exercise]]
    if whole:
        exercises = [exercise for exercise in exercises if workbook.state(exercise.name) == "unsolved"]
        names = ", ".join(exercise.name for exercise in exercises)
        print(f"To reveal: {names or 'nothing, you have them all'}.\n")
    return max([_reveal_one(workbook, exercise) for exercise in exercises], default=0)


def _reveal_one(workbook: Workbook, exercise: Exercise) -> int:
    from lrlab.workbook.solutions import NoSolutionsError, model_source

    name = exercise.name
    try:
        source = model_source(find_folder(exercise.course).home, exercise, set(workbook.solved()) - {name})
    except NoSolutionsError as error:
        print(f"`{name}` cannot be revealed: {error}.", file=sys.stderr)
        return 1
    print(source)
    if workbook.state(name) == "solved":
        print("You have solved this one yourself: your own answer stays in your workbook.")
    else:
        try:
            workbook.save(name, source, "revealed")
        except NoWorkbookError as error:
            print(f"It is not in your workbook: {error}", file=sys.stderr)
            return 1
        print(f"Saved to your workbook, marked as revealed: `from {exercise.course.facade} import {name}` works now.")
    return 0


def _unknown(course: Course, name: str) -> str:
    close = course.close_to(name)
    return f"There is no exercise {name!r}. " + (
        f"Did you mean {' or '.join(close)}?" if close else f"There are: {', '.join(course.exercises)}."
    )
