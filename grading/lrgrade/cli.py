"""The command `lrgrade`: new, build, run, autograde, scores, mutants, demo."""

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from lrgrade.course.folder import (
    CourseFolder,
    NoCourseFolderError,
    UnfitFolderError,
    UnknownAssignmentError,
    find_course_folder,
)
from lrgrade.examine.machine import told
from lrgrade.startup import lacking_here, load_nbformat
from lrgrade.workers.interrupt import remembered
from lrlab.exercises import CourseError
from lrlab.terminal import run_for_all, versions

_DB = (
    "the gradebook's database, such as postgresql+psycopg://USER:PASSWORD@HOST/NAME or "
    "sqlite:////FOLDER/gradebook.db (default: as configured)"
)


_PASSWORD = (
    "The cluster's workers get grading/nbgrader_config.py and grading/local_config.py, and the password of the "
    "gradebook's database if it stands there: name the database by --db instead."
)


# The commands that grade, or read what was graded.
_GRADES = ("autograde", "scores", "mutants", "demo")
_NOT_HERE = (
    "`lrgrade {command}` does not work on this system, which lacks {lacking}: grade on Linux, which Windows offers as "
    "WSL; `lrgrade new`, `lrgrade build` and `lrgrade run` work here too."
)


class _Done(Exception):  # noqa: N818  (an end, not an error)
    """The command ends here: a sentence and an exit status."""

    def __init__(self, sentence: str, status: int = 1):
        super().__init__(sentence)
        self.status = status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status: 0 done, 1 not all done, 2 could not be started, 130 stopped by Ctrl-C."""
    return run_for_all(lambda: _main(arguments))


def _main(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.version:
        print(f"lrgrade, {versions('lrlab', 'nbgrader')}")
        return 0
    if not hasattr(chosen, "run"):
        parser.print_help()
        return 2
    if chosen.command in _GRADES and (lacking := lacking_here()):
        print(_NOT_HERE.format(command=chosen.command, lacking=", ".join(lacking)), file=sys.stderr)
        return 2
    try:
        with remembered():
            load_nbformat()
            return chosen.run(chosen)
    except (NoCourseFolderError, UnfitFolderError, UnknownAssignmentError, CourseError) as error:
        print(error, file=sys.stderr)
        return 2
    except _Done as end:
        print(end, file=sys.stderr)
        return end.status
    except OSError as error:
        print(f"Stopped. {told(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What is done is kept; the same command goes on from here.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lrgrade", description="The instructor's side of the course, on nbgrader.")
    parser.add_argument("--version", action="store_true", help="print the versions and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")

    def command(name: str, run: Callable[[Any], int], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        made.set_defaults(run=run)
        return made

    new = commands.add_parser("new", help="begin an exercise or a notebook: write stubs for all that is to be written")
    whats = new.add_subparsers(title="what to begin", metavar="WHAT", required=True)
    exercise = whats.add_parser("exercise", help="write what an exercise needs and does not have yet, as stubs")
    exercise.set_defaults(run=_new_exercise)
    exercise.add_argument("name", metavar="NAME", help="as Python code calls it")
    exercise.add_argument(
        "--in", dest="assignment", metavar="ASSIGNMENT", required=True, help="its folder in solutions/"
    )
    kinds = exercise.add_mutually_exclusive_group()
    kinds.add_argument("--arguments", metavar='"X Y"', help="it is a function: the names of its arguments, in order")
    kinds.add_argument("--lines", metavar='"A B"', help="it is a derivation: the names of its lines, in order")
    kinds.add_argument("--variables", metavar='"A B"', help="it asks for plain values: the names of the variables")
    notebook = whats.add_parser("notebook", help="write a notebook without exercises")
    notebook.set_defaults(run=_new_notebook)
    notebook.add_argument("assignment", metavar="ASSIGNMENT", help="a number and a topic, joined by hyphens")
    build = command("build", _build, "make the student notebooks and the reference tables from solutions/")
    build.add_argument("assignment", nargs="*", help="only these assignments (default: all)")
    run = command("run", _run, "run a notebook of solutions/ with the model answers as workbook and store its outputs")
    run.add_argument("assignment", metavar="ASSIGNMENT", help="its folder in solutions/")
    grade = command("autograde", _autograde, "grade what lies under grading/submitted/")
    grade.add_argument("assignment", metavar="ASSIGNMENT", help="its folder in solutions/")
    grade.add_argument("--student", default="*", metavar="NAME", help="only this student; a pattern such as 'a*' too")
    grade.add_argument("--force", action="store_true", help="grade again what is graded already")
    grade.add_argument(
        "--workers",
        type=_count,
        metavar="N",
        help="how many processes grade at the same time (default: one for each core); 0 to grade in this one",
    )
    grade.add_argument("--scheduler", default="", metavar="ADDRESS", help="grade on the Dask cluster at this address")
    grade.add_argument("--db", metavar="URL", help=_DB)
    grade.add_argument(
        "--log-json",
        nargs="?",
        const="-",
        metavar="FILE",
        help="write a line of JSON for each event to FILE, or to the terminal in place of all else",
    )
    grade.add_argument(
        "--isolation",
        choices=["walls", "process"],
        help="what separates submissions from this machine: walls, or a process of its own and no more, where walls "
        "cannot be built (default: as configured, walls)",
    )
    scores = command("scores", _scores, "show the scores of an assignment, and with --why what each got wrong")
    scores.add_argument("assignment", metavar="ASSIGNMENT", help="its folder in solutions/")
    scores.add_argument("--student", default="*", metavar="NAME", help="only this student; a pattern such as 'a*' too")
    scores.add_argument("--db", metavar="URL", help=_DB)
    scores.add_argument("--why", action="store_true", help="also say what each student lost points for")
    mutants = command("mutants", _mutants, "change each model answer in one place and see whether the tests notice")
    mutants.add_argument("exercise", nargs="*", help="only these exercises (default: all)")
    mutants.add_argument("--write", action="store_true", help="put the rows into the table of docs/testing.md, too")
    demo = command("demo", _demo, "make a course folder with a small class, grade it and show the scores")
    demo.add_argument("--folder", type=Path, help="where to make it (default: demo/ in the course folder)")
    return parser


def _new_exercise(chosen: argparse.Namespace) -> int:
    from lrgrade.authoring.beginning import new_exercise
    from lrlab.flaws import KIND_OF_KEY

    folder = find_course_folder()
    key, names = next(((key, names) for key in KIND_OF_KEY if (names := getattr(chosen, key))), ("", ""))
    parameters = tuple(names.replace(",", " ").split())
    begun = new_exercise(folder.root, folder.package, chosen.name, chosen.assignment, key, parameters)
    return _told(begun, f"lrgrade build {chosen.assignment}")


def _new_notebook(chosen: argparse.Namespace) -> int:
    from lrgrade.authoring.beginning import new_notebook

    folder = find_course_folder()
    begun = new_notebook(folder.root, folder.package, chosen.assignment)
    return _told(begun, f"lrgrade new exercise NAME --in {chosen.assignment}")


def _told(begun: Iterator[Any], following: str) -> int:
    from lrgrade.authoring.beginning import CannotBeginError

    try:
        for piece in begun:
            print(f"wrote {piece.where}" if piece.written else f"{piece.where} is there already")
    except CannotBeginError as error:
        raise _Done(str(error)) from None
    print(f"Next: {following}")
    return 0


def _build(chosen: argparse.Namespace) -> int:
    from lrgrade.authoring.build import write
    from lrgrade.authoring.complete import IncompleteError, Survey

    folder = find_course_folder()
    with contextlib.suppress(CourseError):  # It is told with all else that is wrong.
        for assignment in chosen.assignment:
            folder.has(assignment)
    survey = Survey(folder.root, folder.package, chosen.assignment)
    try:
        changed = write(survey)
    except IncompleteError as error:
        raise _Done(f"Nothing was written, for something is missing or contradicts itself:\n{error}") from None
    for path in changed:
        print(f"wrote {path.relative_to(folder.root)}")
    if not changed:
        print("Nothing to do: all is up to date.")
    for reminder in survey.reminders:
        print(f"To do: {reminder}")
    return 0


def _run(chosen: argparse.Namespace) -> int:
    from lrgrade.authoring.stored_outputs import CellStoppedError, store_outputs
    from lrlab.exercises import notebook_of
    from lrlab.workbook.solutions import NoSolutionsError

    folder = find_course_folder()
    folder.has(chosen.assignment)
    path = f"solutions/{chosen.assignment}/{notebook_of(chosen.assignment)}"
    try:
        changed = store_outputs(folder.root, folder.course, chosen.assignment)
    except (CellStoppedError, NoSolutionsError) as error:
        raise _Done(f"Nothing was written. {path}: {error}") from None
    print(f"wrote {path}" if changed else "Nothing to do: its outputs are the same.")
    return 0


def _mutants(chosen: argparse.Namespace) -> int:
    from lrgrade.authoring.mutant_table import HEAD, MUTANT_TABLE, Counts, counts, enter, last_row, row
    from lrgrade.authoring.mutants import run

    folder = find_course_folder()
    exercises = folder.course.exercises
    unknown = [name for name in chosen.exercise if name not in exercises]
    if unknown:
        raise _Done(f"There is no exercise {unknown[0]}. There are: {', '.join(exercises)}.", 2)
    print(HEAD)
    found: dict[str, Counts] = {}
    survived = False
    for name in chosen.exercise or exercises:
        tally = run(folder.root, exercises[name])
        found[name] = counts(tally)
        print(row(name, found[name]), flush=True)
        for mutant in tally.survived:
            survived = True
            print(f"survived: {mutant.key}", file=sys.stderr)
        for key in tally.stale:
            survived = True
            print(f"in EQUIVALENT, and none of those that survive: {key}", file=sys.stderr)
    print(last_row(found.values()))
    if chosen.write and enter(folder.root, folder.course, found):
        print(f"wrote {MUTANT_TABLE}")
    return 1 if survived else 0


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")
    return int(text)


def _autograde(chosen: argparse.Namespace) -> int:
    from lrgrade.course.app import Folders
    from lrgrade.examine.walls import Isolation, NoWallsError, require_walls
    from lrgrade.gradebook.autograded import BusyError
    from lrgrade.gradebook.database import GradebookLostError, NoGradebookError, has_password
    from lrgrade.gradebook.register import NotRegisteredError
    from lrgrade.intake.misnamed import misnamed_in
    from lrgrade.intake.submissions import strays_in, submissions_of
    from lrgrade.pipeline import CannotGradeError, app_of, events
    from lrgrade.report.progress import lines_of, log_grading, show_grading
    from lrgrade.workers.choice import workers_for
    from lrgrade.workers.cluster import NoClusterError

    course = replace(find_course_folder(), isolation=chosen.isolation, db=chosen.db)
    course.has(chosen.assignment)
    app = app_of(course)
    if _isolation(app) is Isolation.WALLS and not chosen.scheduler:
        try:
            require_walls()
        except NoWallsError as error:
            raise _Done(str(error)) from None
    if chosen.scheduler and not chosen.db and has_password(app.coursedir.db_url):
        print(_PASSWORD, file=sys.stderr)
    submitted = Folders(app.coursedir, chosen.assignment).submitted
    for sentence in (
        *strays_in(submitted, chosen.assignment),
        *misnamed_in(submitted, chosen.assignment, course.course),
    ):
        print(sentence, file=sys.stderr)
    if not any(submissions_of(submitted, chosen.assignment, chosen.student)):
        who = "" if chosen.student == "*" else f" of {chosen.student}"
        raise _Done(
            f"There is nothing to grade: no submission{who} in "
            f"{submitted.relative_to(course.root)}/STUDENT/{chosen.assignment}/.\n"
            "Put each student's notebook there, or collect them with `nbgrader collect`."
        )
    run = events(course, chosen.assignment, chosen.student, chosen.force, workers_for(chosen.workers, chosen.scheduler))
    try:
        # Closed here, so that whatever ends it, nothing of it is at work any more when that is said.
        with closing(run):
            if chosen.log_json:
                with lines_of(chosen.log_json) as stream:
                    summary = log_grading(run, stream)
            else:
                summary = show_grading(run)
        if chosen.log_json != "-":
            _sum_up(course, app, chosen, summary)
    except NotRegisteredError as error:
        raise _Done(f"{error}\nThe log: {course.log.relative_to(course.root)}") from None
    except (BusyError, CannotGradeError, NoClusterError, NoGradebookError, GradebookLostError) as error:
        raise _Done(str(error)) from None
    return 1 if summary.problems else 0


def _isolation(app: Any) -> Any:
    from lrgrade.examine.walls import Isolation

    return Isolation(app.config.Examine.get("isolation", Isolation.WALLS))


# More rows than a person reads.
_LONGEST_TABLE = 100


def _sum_up(course: CourseFolder, app: Any, chosen: argparse.Namespace, summary: Any) -> None:
    """The scores of a class that fits on a page, and what came of the run."""
    from lrgrade.examine.walls import Isolation
    from lrgrade.pipeline import GradingState
    from lrgrade.report.progress import causes, console, some_of, told_editions
    from lrgrade.report.scores import score_table, scores_of

    if len(summary.states) <= _LONGEST_TABLE:
        shown = scores_of(app, chosen.assignment, chosen.student)
        console().print(score_table(course.course, chosen.assignment, shown))
        for one in shown:
            for remark in one.remarks if summary.states.get(one.student) is GradingState.GRADED else []:
                print(f"{one.student}: {remark.text}")
    else:
        print(f"The scores: lrgrade scores {chosen.assignment}")
    for sentence in causes(summary, chosen.assignment):
        print(sentence)
    for sentence in told_editions(summary, chosen.assignment):
        print(sentence)
    if _isolation(app) is Isolation.PROCESS:
        print("Graded with --isolation=process: apart from the tests, but not from this machine.")
    print(", ".join(f"{summary.count(state)} {state}" for state in GradingState) + f", {summary.review} to review.")
    if summary.removed:
        print(
            f"Removed from the gradebook, and so not graded: {some_of(sorted(summary.removed))}. `nbgrader db student "
            "add NAME` takes one in again;\nto be rid of what was handed in, delete NAME's folders in grading/."
        )
    if summary.count(GradingState.SKIPPED) > len(summary.removed):
        print("Skipped ones were graded before and have not changed since; --force grades them again.")
    if summary.problems:
        print(
            "Failed is our own fault, not the students': these stay as they were before, graded or not. Mend what is "
            f"named here,\nand give the same command again; {course.log.relative_to(course.root)} says more:"
        )
        for problem, students in summary.by_problem().items():
            print(f"  {problem}\n    {', '.join(students)}")


def _scores(chosen: argparse.Namespace) -> int:
    from lrgrade.course.app import Folders
    from lrgrade.gradebook.database import NoGradebookError
    from lrgrade.intake.digests import contents_of
    from lrgrade.intake.submissions import submissions_of
    from lrgrade.pipeline import app_of
    from lrgrade.report.class_findings import told_of_class
    from lrgrade.report.progress import console, some_of
    from lrgrade.report.scores import graded_before, headline, reasons, score_table, scores_of, whose_scores

    course = replace(find_course_folder(), db=chosen.db)
    course.has(chosen.assignment)
    app = app_of(course)
    try:
        known, shown = whose_scores(app, chosen.assignment), scores_of(app, chosen.assignment, chosen.student)
    except NoGradebookError as error:
        raise _Done(str(error)) from None
    submitted = Folders(app.coursedir, chosen.assignment).submitted
    handed_in = {student for student, _ in submissions_of(submitted, chosen.assignment, chosen.student)}
    if not shown and known and not handed_in:
        raise _Done(
            f"There are no scores of {chosen.student} in {chosen.assignment}. There are those of {some_of(known)}."
        )
    if not shown:
        raise _Done(f"There are no scores yet: grade first with `lrgrade autograde {chosen.assignment}`.")
    screen = console()
    screen.print(score_table(course.course, chosen.assignment, shown))
    for line in told_of_class(one.findings for one in shown):
        print(line)
    source = Folders(app.coursedir, chosen.assignment).source
    contents = contents_of(course.root, course.course, chosen.assignment, source)
    for sentence in graded_before(shown, contents, chosen.assignment):
        print(sentence)
    for one in shown if chosen.why else []:
        print(f"\n{headline(one)}")
        for reason in reasons(one):
            print(f"  {reason}")
    if ungraded := sorted(handed_in - set(known)):
        print(f"\nHanded in and not graded: {some_of(ungraded)}.")
    return 0


def _demo(chosen: argparse.Namespace) -> int:
    from lrgrade.authoring.demo import demo

    course = find_course_folder()
    return demo(course, (chosen.folder or course.root / "demo").resolve())
