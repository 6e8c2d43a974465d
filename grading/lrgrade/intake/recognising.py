"""Which cell of a submission is which of ours, also where the marks that nbgrader and Jupyter gave it are lost.

A cell is known by its grade id, else by its cell id, else by its text, and an
answer at last by the names that it defines. So Colab, a retyped cell, two cells
merged into one and a script that was exported cost nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from lrgrade.course.cells import is_solution
from lrgrade.course.editions import grade_id_of, lines_of
from lrgrade.intake.formats import statements_of

# A name that a line at the margin defines: a function, a class, a variable, something imported.
_DEFINED = re.compile(r"^(?:(?:async[ ]+)?def|class)[ ]+(\w+)|^(\w+)[ ]*(?::[^=\n]+)?=(?!=)", re.MULTILINE)
_IMPORTED = re.compile(r"^(?:from[ ]+\S+[ ]+)?import[ ]+([^#\n]+)", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """An answer of our copy: its place there, its grade id, the names that it defines, and the lines of its stub."""

    place: int
    name: str
    defines: frozenset[str]
    stub: tuple[str, ...]

    def is_in(self, source: str) -> bool:
        """Whether a source defines it, and not as the stub does."""
        return self.defines <= defined_by(source) and self.is_written(source)

    def is_written(self, source: str) -> bool:
        """Whether a source is more than the stub that students are given."""
        return bool(source.strip()) and lines_of(source) != self.stub


@dataclass(frozen=True)
class Matches:
    """Where the cells of a submission belong.

    places: of each, the place of the cell of ours that it is, or None for one of
    the student's own. texts: the answers that stand in another cell, by their
    places. moved: numbers of own cells that are such an answer, or a stub, and
    nothing else. by_names: places that were found by what a cell defines.
    """

    places: list[int | None]
    texts: dict[int, str]
    moved: frozenset[int]
    by_names: frozenset[int]


def answers_of(ours: NotebookNode) -> list[Answer]:
    """The answers that students write as code, of our copy with stubs."""
    return [
        Answer(place, name, defined_by(cell.source) or frozenset([name]), lines_of(cell.source))
        for place, cell in enumerate(ours.cells)
        if is_solution(cell) and cell.cell_type == "code" and (name := grade_id_of(cell))
    ]


def without_stubs(shown: NotebookNode, theirs: NotebookNode) -> NotebookNode:
    """A submission whose cells hold no stub beside something else, as after a merge: it would take back an answer."""
    stubs = ["\n".join(answer.stub) for answer in answers_of(shown)]
    cells = []
    for cell in theirs.cells:
        text = "\n".join(lines_of(cell.source))
        if text not in stubs and any(stub in text for stub in stubs):
            for stub in stubs:
                text = text.replace(stub, "")
            cell = NotebookNode({**cell, "source": text.strip()})
        cells.append(cell)
    return NotebookNode({**theirs, "cells": cells})


def match(shown: NotebookNode, theirs: NotebookNode) -> Matches:
    """Match a submission with our copy as students get it."""
    answers = answers_of(shown)
    places = _by_marks(shown, theirs, {answer.place: answer for answer in answers})
    _by_text(shown, theirs, places)
    texts: dict[int, str] = {}
    moved: set[int] = set()
    by_names: set[int] = set()
    for answer in answers:
        held = places.index(answer.place) if answer.place in places else None
        # A cell that is known by its mark is used as code, whatever it has become.
        codes = [
            number for number, cell in enumerate(theirs.cells) if cell.cell_type == "code" or places[number] is not None
        ]
        defining = [number for number in codes if number != held and answer.is_in(theirs.cells[number].source)]
        free = [number for number in defining if places[number] is None]
        if held is not None and answer.is_written(source := theirs.cells[held].source):
            # Something else stands in its place, and it is defined after other cells of ours, where it is too late.
            late = [number for number in free if any(place is not None for place in places[held + 1 : number])]
            if late and not answer.is_in(source):
                texts[answer.place] = f"{theirs.cells[late[-1]].source}\n\n{source}"
                moved.add(late[-1])
                by_names.add(answer.place)
            continue
        if not defining:
            continue
        by_names.add(answer.place)
        # The last is what a student came to in the end.
        number = (free or defining)[-1]
        if held is None and free:
            places[number] = answer.place
        else:
            others = [one for one in answers if one is not answer]
            texts[answer.place] = _without(others, theirs.cells[number].source)
            moved |= {number} & set(free)
    stubs = {answer.stub for answer in answers}
    # A second copy of a stub would take back what an answer has defined.
    moved |= {n for n, cell in enumerate(theirs.cells) if places[n] is None and lines_of(cell.source) in stubs}
    return Matches(places, texts, frozenset(moved), frozenset(by_names))


def written_in(shown: NotebookNode, theirs: NotebookNode, matches: Matches) -> dict[str, str]:
    """The answers of our copy that a submission has written, by grade id."""
    pairs = zip(theirs.cells, matches.places, strict=True)
    sources = {place: cell.source for cell, place in pairs if place is not None}
    sources |= matches.texts
    of_answers = {answer: sources.get(answer.place, "") for answer in answers_of(shown)}
    return {answer.name: source for answer, source in of_answers.items() if answer.is_written(source)}


def defined_by(source: str) -> frozenset[str]:
    """The names that a cell defines at its margin, also where it is not quite Python."""
    names = {name for found in _DEFINED.findall(source) for name in found if name}
    for listed in _IMPORTED.findall(source):
        names |= {part.split()[-1] for part in listed.strip(" ()").split(",") if part.split()}
    return frozenset(names)


def _without(answers: Iterable[Answer], source: str) -> str:
    """A source without what defines other answers, which may be no more than their stubs."""
    names = {name for answer in answers for name in answer.defines}
    return "\n\n".join(one for one in statements_of(source) if not defined_by(one) & names) or source


def _by_marks(ours: NotebookNode, theirs: NotebookNode, answers: Mapping[int, Answer]) -> list[int | None]:
    """The places by grade id, else by cell id. Of several with one mark it is the first that defines its answer."""
    by_grade_id = {grade_id_of(cell): place for place, cell in enumerate(ours.cells) if grade_id_of(cell)}
    by_id = {cell.id: place for place, cell in enumerate(ours.cells)}
    claimed: dict[int, list[int]] = {}
    for number, cell in enumerate(theirs.cells):
        if (place := by_grade_id.get(grade_id_of(cell))) is not None:
            claimed.setdefault(place, []).append(number)
    named = set(claimed)
    for number, cell in enumerate(theirs.cells):
        place = by_id.get(cell.id)
        if place is not None and place not in named and grade_id_of(cell) not in by_grade_id:
            claimed.setdefault(place, []).append(number)
    places: list[int | None] = [None] * len(theirs.cells)
    for place, numbers in claimed.items():
        answer = answers.get(place)
        right = [number for number in numbers if answer and answer.is_in(theirs.cells[number].source)]
        places[(right or numbers)[0]] = place
    return places


def _by_text(shown: NotebookNode, theirs: NotebookNode, places: list[int | None]) -> None:
    """Find cells of ours that are still looked for by their type and text, each the first of its kind."""
    free: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for place, cell in enumerate(shown.cells):
        if place not in places and cell.source.strip():
            free.setdefault((cell.cell_type, lines_of(cell.source)), []).append(place)
    for number, cell in enumerate(theirs.cells):
        # What claims to be another cell is left to its claim.
        if places[number] is None and not grade_id_of(cell):
            found = free.get((cell.cell_type, lines_of(cell.source)))
            places[number] = found.pop(0) if found else None
