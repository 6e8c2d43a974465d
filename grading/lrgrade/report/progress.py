"""Show the grading of a class as it goes: a bar in a terminal, a line for each submission elsewhere, or JSON."""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lrgrade.intake.basis import Cause, Why
from lrgrade.intake.remarks import listed
from lrgrade.pipeline import Begun, Graded, GradingState

# Where there is no terminal to ask, a table may be as wide as it likes to be.
_PLAIN_WIDTH = 160


@dataclass
class RunSummary:
    """What came of a run, without the submissions themselves, so that a run of any length can be summed up."""

    states: dict[str, GradingState] = field(default_factory=dict)
    review: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    why: dict[Why, list[str]] = field(default_factory=dict)
    feedback_gone: list[str] = field(default_factory=list)
    editions: dict[int, list[str]] = field(default_factory=dict)
    present_edition: int | None = None

    def begin(self, begun: Begun) -> None:
        """Note what is known at the beginning."""
        self.present_edition = begun.edition

    def add(self, graded: Graded) -> None:
        """Count one more."""
        self.states[graded.student] = graded.state
        self.review += graded.needs_review
        if graded.problem:
            self.problems[graded.student] = graded.problem
        if graded.removed:
            self.removed.append(graded.student)
        if graded.why:
            self.why.setdefault(graded.why, []).append(graded.student)
        if graded.edition is not None:
            self.editions.setdefault(graded.edition, []).append(graded.student)
        if graded.feedback_gone:
            self.feedback_gone.append(graded.student)

    def by_problem(self) -> dict[str, list[str]]:
        """The students whose grading failed, by what it failed for."""
        found: dict[str, list[str]] = {}
        for student, problem in self.problems.items():
            found.setdefault(problem, []).append(student)
        return found

    def count(self, state: GradingState) -> int:
        """How many ended so."""
        return sum(one is state for one in self.states.values())


_CAUSES = {
    Cause.FIRST: "Graded for the first time: {students}.",
    Cause.HANDED_IN: "Graded again, because something else was handed in: {students}.",
    Cause.COURSE: "Graded again, because the course has changed ({parts}): {students}.",
    Cause.NO_RECORD: "Graded again, because it was not noted what the old scores were made from: {students}.",
    Cause.FORCED: "Graded again, because of --force: {students}.",
    Cause.LATENESS: "Not graded again, but the late penalty has changed: {students}.",
}
_FEEDBACK_GONE = (
    "The feedback to {students} was out of date and was taken away: `nbgrader generate_feedback {assignment}` makes it "
    "anew."
)
# Names that a person reads in a sentence.
_MOST_NAMES = 5


def causes(summary: RunSummary, assignment: str) -> Iterator[str]:
    """Why submissions were graded, a sentence for each cause; none where all were graded for the first time."""
    if summary.why.keys() - {Why(Cause.FIRST)}:
        for why in sorted(summary.why, key=lambda one: list(Cause).index(one.cause)):
            yield _CAUSES[why.cause].format(students=some_of(sorted(summary.why[why])), parts=some_of(why.parts))
    if summary.feedback_gone:
        yield _FEEDBACK_GONE.format(students=some_of(sorted(summary.feedback_gone)), assignment=assignment)


def told_editions(summary: RunSummary, assignment: str) -> Iterator[str]:
    """One sentence where submissions were made from an earlier edition of the release: which, whose, graded by what."""
    if summary.editions.keys() - {summary.present_edition}:
        mark = {summary.present_edition: ", the present one"}
        pieces = [
            f"{some_of(sorted(students))} worked on edition {number}{mark.get(number, '')}"
            for number, students in sorted(summary.editions.items())
        ]
        yield (
            f"The release of {assignment} has changed meanwhile: {'; '.join(pieces)}. All were graded by the tests and "
            "points that are in solutions/ now."
        )


def some_of(names: Sequence[str]) -> str:
    """Names in a sentence: all of them, or a few and how many more."""
    return listed(names, _MOST_NAMES)


def console() -> Console:
    """The terminal, or a plain page that is wide enough for a table of scores."""
    screen = Console(highlight=False)
    return screen if screen.is_terminal else Console(highlight=False, width=_PLAIN_WIDTH)


def show_grading(events: Iterable[Begun | Graded]) -> RunSummary:
    """Say how a run goes: done, failed, how many a second and how long it will take."""
    screen, summary, done = console(), RunSummary(), 0
    columns = (
        *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[failed]}")),
        *(TextColumn("{task.fields[speed]}"), TimeRemainingColumn()),
    )
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task("starting", total=None, failed="", speed="")
        for event in events:
            if isinstance(event, Begun):
                summary.begin(event)
                bar.update(task, total=event.count)
                if event.dashboard:
                    workers = f"{event.workers} worker{'s' if event.workers > 1 else ''}"
                    screen.print(f"{workers}; Dask's dashboard: {event.dashboard}", soft_wrap=True)
                continue
            summary.add(event)
            if event.state is GradingState.SKIPPED:
                continue
            done += 1
            failed = len(summary.problems)
            speed = f"{bar.tasks[0].speed:.1f}/s" if bar.tasks[0].speed else ""
            bar.update(task, advance=1, description=f"graded {escape(event.student)}", speed=speed)
            bar.update(task, failed=f"[red]{failed} failed" if failed else "")
            if not screen.is_terminal:
                screen.print(f"{done}/{bar.tasks[0].total} {escape(event.student)}: {event.state}")
    return summary


def log_grading(events: Iterable[Begun | Graded], stream: IO[str]) -> RunSummary:
    """Write a line of JSON for each event, as it happens, and one at the end."""
    summary, began = RunSummary(), time.monotonic()

    def write(event: str, **facts: Any) -> None:
        seconds = round(time.monotonic() - began, 3)
        print(json.dumps({"event": event, "seconds": seconds, **facts}, ensure_ascii=False), file=stream, flush=True)

    for one in events:
        if isinstance(one, Begun):
            summary.begin(one)
            write("begun", **asdict(one))
        else:
            summary.add(one)
            facts = asdict(one)
            entered = facts.pop("entered") or {}
            if one.entered:
                entered["net"] = one.entered.net
            write(facts.pop("state"), **facts, **{"needs_review": False, **entered})
    write("ended", review=summary.review, **{state: summary.count(state) for state in GradingState})
    return summary


@contextmanager
def lines_of(name: str) -> Iterator[IO[str]]:
    """The file to write lines to: the one of that name, made anew, or standard output for "-"."""
    if name == "-":
        yield sys.stdout
    else:
        with open(name, "w", encoding="utf-8") as stream:  # noqa: PTH123  (it may be /dev/stderr)
            yield stream
