"""What a complete exercise needs, in a complete course: all is looked at, and all that is missing is told at once.

The pipeline is data. A check is a small function that is given what its author
has so far and yields a Problem for each thing that is missing, contradicts
itself or is nobody's any more; what it takes for granted, it simply uses
(`draft.py`). To look for one thing more is to write one more function and to
put it into a list here.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lrgrade.authoring.complete import behaviour, listing, reminders, structure
from lrgrade.authoring.complete.draft import Draft, SourceNotebook
from lrgrade.authoring.complete.problem import Problem, UnreadyError, described
from lrlab.exercises import Course

OF_A_NOTEBOOK: tuple[Callable[[SourceNotebook], Iterator[Problem]], ...] = (
    structure.nothing_is_left_to_write,
    structure.metadata_is_nbgraders,
    structure.grade_ids_are_unique,
    structure.the_title_agrees,
)

OF_AN_EXERCISE: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    behaviour.hints_are_written,
    structure.there_is_a_statement_with_its_points,
    structure.the_answer_is_marked,
    structure.there_is_a_visible_test,
    structure.there_is_a_hidden_test,
    structure.silence_is_tested_where_the_list_says_so,
    structure.tests_are_python,
    structure.tests_come_after_the_answer,
    behaviour.nothing_in_its_files_is_left_to_write,
    behaviour.probes_have_the_arguments_listed,
    behaviour.the_model_answer_is_right,
    behaviour.the_model_answer_takes_lists,
    behaviour.misconceptions_are_told,
    behaviour.misconceptions_are_recognised,
)

# What is asked besides, once there is no problem. It is told, and stops nobody.
REMINDERS_OF_A_NOTEBOOK = (reminders.outputs_are_those_of_a_run,)
REMINDERS_OF_AN_EXERCISE = (reminders.enough_hints, reminders.enough_misconceptions, reminders.answers_are_written)


class IncompleteError(Exception):
    """Something is missing, or contradicts itself. problems: all of it."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Survey:
    """What the authors of a course have so far, looked at once.

    sources: the notebooks of some assignments. drafts: their exercises.
    problems: what is missing or contradicts itself.
    """

    def __init__(self, root: Path, package: str, assignments: Sequence[str] = ()):
        self.sources: list[SourceNotebook] = []
        self.drafts: list[Draft] = []
        # One part that is not there stops many checks, and is told once.
        self.problems = [*dict.fromkeys(self._look(root, package, assignments))]

    def _look(self, root: Path, package: str, assignments: Sequence[str]) -> Iterator[Problem]:
        try:
            data = listing.read(root, package)
        except UnreadyError as unready:
            yield from unready.problems
            return
        yield from listing.flaws_of(package, data)
        sound = listing.without_flaws(data)
        if not sound["exercise"]:
            return
        # An object of its own, since it will look up tables that are not written yet.
        course = Course(package, sound)
        broken = [*listing.modules_can_be_read(root, course)]
        yield from broken
        # What is listed with a flaw is not nobody's.
        all_listed = len(sound["exercise"]) == len(data["exercise"])
        if all_listed:
            yield from listing.nothing_is_left_over(root, course)
        for assignment in assignments or course.assignments:
            source = SourceNotebook(root, course, assignment)
            drafts = [Draft(source, exercise) for exercise in course.of(assignment)]
            self.sources.append(source)
            self.drafts += drafts
            found = [*_asked(OF_A_NOTEBOOK, source)]
            if all_listed:
                found += _asked((structure.cells_belong_to_exercises,), source)
            for draft in drafts:
                found += _asked(OF_AN_EXERCISE, draft, silently=bool(broken))
            yield from found
            yield from _leaks(source, any(problem.where.startswith(source.where) for problem in found))

    @property
    def reminders(self) -> list[Problem]:
        """What is still to be done although nothing is missing."""
        of_notebooks = [one for source in self.sources for one in _asked(REMINDERS_OF_A_NOTEBOOK, source)]
        return of_notebooks + [one for draft in self.drafts for one in _asked(REMINDERS_OF_AN_EXERCISE, draft)]


Part = TypeVar("Part", SourceNotebook, Draft)


def _asked(
    checks: Sequence[Callable[[Part], Iterator[Problem]]], what: Part, silently: bool = False
) -> Iterator[Problem]:
    """What the checks find. silently: say nothing of a check that stops, for the reason is known."""
    for check in checks:
        try:
            yield from check(what)
        except UnreadyError as unready:
            yield from unready.problems
        except Exception as error:
            # Authors' code runs in many places: in a property, a search, an oracle.
            if not silently:
                yield Problem(what.where, f"it cannot be looked at: {described(error)} ({_place_of(error)}).")


def _leaks(source: SourceNotebook, refused: bool) -> Iterator[Problem]:
    """What students would see. refused: whether it is known why nbgrader may make nothing of the source."""
    try:
        yield from structure.nothing_leaks(source)
    except UnreadyError as unready:
        yield from () if refused else unready.problems


def _place_of(error: BaseException) -> str:
    last: Any = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
