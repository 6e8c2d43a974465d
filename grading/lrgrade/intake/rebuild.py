"""Rebuild what is graded from our copy of the notebook.

Of the submission come only the sources of the cells that a student may edit
(solution cells and ordinary code cells) and the student's own added cells, kept
in their place as plain cells. Everything else is ours: the tests, the points,
the order, all metadata. So a submission that deletes, edits, repeats, re-tags
or moves anything else changes nothing but its own mark for review.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from lrgrade.course.cells import is_grade, is_locked, is_solution
from lrgrade.course.converters import as_shown
from lrgrade.intake.remarks import Remark, one_line, put_remarks
from lrlab.checking.report import facts_in
from lrlab.exercises import Course
from lrlab.workbook.solutions import nbgrader_of

CELL_REMARKS = {
    "none": "None of our cells is in this file: is it the notebook of another assignment?",
    "missing": "The cell {cell} was missing. Our copy stands in its place.",
    "missing_solution": "The cell {cell} was missing. It counts as not written.",
    "repeated": "The cell {cell} was there more than once. The first one counts.",
    "edited": "The cell {cell} is not for editing, but was edited. Our copy was used.",
    "type": "The cell {cell} was a {theirs} cell. It was used as a {ours} cell.",
    "points": "The points of {cell} were changed to {theirs}. They are {ours}.",
    "metadata": "The nbgrader metadata of {cell} were changed. Ours were used.",
    "tags": "The cell {cell} was tagged {tags}. The tags were dropped.",
    "order": "Our cells were not in their order. They were put back into it.",
    "unknown": "The cell {cell} claims to be one of ours, but is not. It was run as an ordinary cell.",
}

_NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
# What of nbgrader's metadata says what a cell is for and what it is worth.
_ROLE_KEYS = ("grade_id", "grade", "solution", "locked", "task", "points")


def what_is_graded(
    course: Course, ours: NotebookNode, theirs: NotebookNode | None, remarks: list[Remark]
) -> NotebookNode:
    """Our copy with what was handed in, or as it is where nothing can be read of that; remarks are in its metadata.

    remarks: those of the intake; those of the rebuilding follow them.
    """
    rebuilt, found = rebuild(ours, theirs) if theirs is not None else (copy.deepcopy(ours), [])
    if theirs is not None:
        rebuilt.metadata["lrgrade"] = {"hints": hints_in(course, theirs)}
    put_remarks(rebuilt, [*remarks, *found])
    return rebuilt


def hints_in(course: Course, submitted: NotebookNode) -> dict[str, int]:
    """How many hints were open by each exercise's check, as a submitted notebook claims. Nothing hangs on it."""
    found: dict[str, int] = {}
    for cell in submitted.cells:
        for facts in facts_in(cell):
            name, count = facts.get("exercise"), facts.get("hints")
            if (
                isinstance(name, str)
                and name in course.exercises
                and isinstance(count, int)
                and not isinstance(count, bool)
            ):
                found[name] = min(max(count, 0), len(course.exercises[name].hints))
    return found


def rebuild(ours: NotebookNode, theirs: NotebookNode) -> tuple[NotebookNode, list[Remark]]:
    """Our copy with the answers and the added cells of theirs, and a remark for each other difference.

    Cells are matched by grade id, else by cell id, the first of each. An added
    cell follows the cell of ours that it followed in the submission. Neither
    notebook is changed.
    """
    places = _match(ours, theirs)
    rebuilt = copy.deepcopy(ours)
    added: dict[int | None, list[NotebookNode]] = {}
    after = None
    for submitted, place in zip(theirs.cells, places, strict=True):
        if place is None:
            added.setdefault(after, []).append(submitted)
            continue
        after = place
        if _may_edit(ours.cells[place]):
            rebuilt.cells[place].source = submitted.source
    numbers = iter(_free_numbers(ours))
    cells = [_plain(cell, next(numbers)) for cell in added.get(None, [])]
    for place, cell in enumerate(rebuilt.cells):
        cells += [cell, *(_plain(one, next(numbers)) for one in added.get(place, []))]
    rebuilt.cells = cells
    return rebuilt, list(_differences(ours, theirs, places))


def _match(ours: NotebookNode, theirs: NotebookNode) -> list[int | None]:
    """For each submitted cell the place of the cell of ours that it is, or None for a cell of the student's own."""
    by_grade_id = {_grade_id(cell): place for place, cell in enumerate(ours.cells) if _grade_id(cell)}
    by_id = {cell.id: place for place, cell in enumerate(ours.cells)}
    places: list[int | None] = [by_grade_id.get(_grade_id(cell)) for cell in theirs.cells]
    named = set(places)
    for index, cell in enumerate(theirs.cells):
        if places[index] is None and by_id.get(cell.id) not in named:
            places[index] = by_id.get(cell.id)
    seen: set[int] = set()
    for index, found in enumerate(places):
        if found in seen:
            places[index] = None
        elif found is not None:
            seen.add(found)
    return places


def _differences(ours: NotebookNode, theirs: NotebookNode, places: list[int | None]) -> Iterator[Remark]:
    known = {_grade_id(cell) for cell in ours.cells if _grade_id(cell)}
    matched = {place: cell for cell, place in zip(theirs.cells, places, strict=True) if place is not None}
    if known and not any(_grade_id(ours.cells[place]) for place in matched):
        yield Remark(CELL_REMARKS["none"], review=True)
        return
    shown = as_shown(ours)
    for place, cell in enumerate(ours.cells):
        name = _grade_id(cell)
        if not name:
            continue
        if place not in matched:
            key = "missing_solution" if is_solution(cell) and not is_grade(cell) else "missing"
            yield _remark(key, name)
        else:
            yield from _changes(cell, shown.cells[place].source, matched[place], name)
    for cell, found in zip(theirs.cells, places, strict=True):
        if found is None and _grade_id(cell):
            yield _remark("repeated" if _grade_id(cell) in known else "unknown", _grade_id(cell))
    order = [place for place in places if place is not None and _grade_id(ours.cells[place])]
    if order != sorted(order):
        yield Remark(CELL_REMARKS["order"], review=True)


def _changes(cell: NotebookNode, shown: str, submitted: NotebookNode, name: str) -> Iterator[Remark]:
    if is_locked(cell) and _lines(submitted.source) != _lines(shown):
        yield _remark("edited", name)
    if submitted.cell_type != cell.cell_type:
        yield _remark("type", name, theirs=submitted.cell_type, ours=cell.cell_type)
    facts, claimed = nbgrader_of(cell), _nbgrader_of(submitted)
    changed = [key for key in _ROLE_KEYS if claimed.get(key) != facts.get(key)]
    if "points" in changed and "points" in claimed:
        yield _remark("points", name, theirs=claimed["points"], ours=facts.get("points", 0))
        changed.remove("points")
    if changed:
        yield _remark("metadata", name)
    tags = [str(tag) for tag in _list(submitted.metadata.get("tags")) if tag not in cell.metadata.get("tags", [])]
    if tags:
        yield _remark("tags", name, tags=", ".join(tags[:3]))


def _remark(key: str, cell: str, **fields: Any) -> Remark:
    words = {name: one_line(str(value)) for name, value in {"cell": cell, **fields}.items()}
    return Remark(CELL_REMARKS[key].format(**words), words["cell"], review=True)


def _may_edit(cell: NotebookNode) -> bool:
    return is_solution(cell) or (cell.cell_type == "code" and not is_locked(cell))


def _plain(cell: NotebookNode, number: int) -> NotebookNode:
    return _NEW[cell.cell_type](cell.source, id=f"added-{number}")


def _free_numbers(notebook: NotebookNode) -> Iterator[int]:
    taken = {cell.id for cell in notebook.cells}
    number = 0
    while True:
        number += 1
        if f"added-{number}" not in taken:
            yield number


def _nbgrader_of(cell: NotebookNode) -> dict[str, Any]:
    facts = nbgrader_of(cell)
    return facts if isinstance(facts, dict) else {}


def _grade_id(cell: NotebookNode) -> str:
    found = _nbgrader_of(cell).get("grade_id", "")
    return found if isinstance(found, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _lines(source: str) -> list[str]:
    """A source without what editors change by themselves: ends of lines, and spaces there."""
    return [line.rstrip() for line in re.split(r"\r\n|\r|\n", source.strip())]
