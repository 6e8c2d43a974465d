"""Show the grading of a class as it goes: a bar in a terminal, a line for each submission elsewhere."""

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lrgrade.autograde import State, grade
from lrgrade.coursefolder import CourseFolder

# Where there is no terminal to ask, a table may be as wide as it likes to be.
_PLAIN_WIDTH = 160


def console() -> Console:
    """The terminal, or a plain page that is wide enough for a table of scores."""
    screen = Console(highlight=False)
    return screen if screen.is_terminal else Console(highlight=False, width=_PLAIN_WIDTH)


def show_grading(course: CourseFolder, assignment: str, students: str, force: bool, count: int) -> dict[str, State]:
    """Grade `count` submissions, saying how it goes, and give the state that each student's ended in."""
    screen, states = console(), {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task("grading", total=count)
        for number, graded in enumerate(grade(course, assignment, students, force), 1):
            states[graded.student] = graded.state
            bar.update(task, advance=1, description=f"grading {escape(graded.student)}")
            if not screen.is_terminal:
                screen.print(f"{number}/{count} {escape(graded.student)}: {graded.state}")
    return states
