"""Rebuild what is graded from our copy of the notebook.

Of the submission come only the sources of the cells that a student may edit
(solution cells and ordinary code cells) and the student's own added cells, kept
in their place as plain cells. Everything else is ours: the tests, the points,
the order, all metadata. So a submission that deletes, edits, repeats, re-tags
or moves anything else changes nothing but its own mark for review.
"""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from lrgrade.course.cells import is_grade, is_locked, is_solution
from lrgrade.course.converters import as_shown
from lrgrade.course.editions import Editions, claims_of, edition_of, grade_id_of, is_fixed, lines_of
from lrgrade.intake.recognising import Matches, match, without_stubs
from lrgrade.intake.remarks import Remark, listed, one_line, put_remarks
from lrlab.checking.report import facts_in
from lrlab.exercises import Course
from lrlab.workbook.solutions import is_test, nbgrader_of

CELL_REMARKS = {
    "none": "None of our cells is in this file: is it the notebook of another assignment?",
    "other": "This is the notebook of {theirs}, handed in as {ours}: it needs to be handed in there, and {ours} here.",
    "lost": "The marks of nbgrader's are lost from this file. Its cells were known by their ids, texts and names.",
    "missing": "The cell {cell} was missing. Our copy stands in its place.",
    "missing_solution": "The cell {cell} was missing. It counts as not written.",
    "by_name": "The cell {cell} was known by what it defines.",
    "repeated": "The cell {cell} was there more than once. The first one counts.",
    "edited": "The cell {cell} is not for editing, but was edited. Our copy was used.",
    "type": "The cell {cell} was a {theirs} cell. It was used as a {ours} cell.",
    "points": "The points of {cell} were changed to {theirs}. They are {ours}.",
    "metadata": "The nbgrader metadata of {cell} were changed. Ours were used.",
    "tags": "The cell {cell} was tagged {tags}. The tags were dropped.",
    "order": "Our cells were not in their order. They were put back into it.",
    "unknown": "The cell {cell} claims to be one of ours, but is not. It was run as an ordinary cell.",
}
# The same of more cells than anybody wants to read of one by one.
OF_MANY_CELLS = {
    "missing": "The cells {cells} were missing. Our copies stand in their places.",
    "missing_solution": "The cells {cells} were missing. They count as not written.",
    "by_name": "The cells {cells} were known by what they define.",
    "repeated": "The cells {cells} were there more than once. The first ones count.",
    "edited": "The cells {cells} are not for editing, but were edited. Our copies were used.",
    "type": "The cells {cells} were of other types. They were used as what they are in our copy.",
    "points": "The points of {cells} were changed. Ours were used.",
    "metadata": "The nbgrader metadata of {cells} were changed. Ours were used.",
    "tags": "The cells {cells} were tagged. The tags were dropped.",
    "unknown": "The cells {cells} claim to be ours, but are not. They were run as ordinary cells.",
}
MOST_ALIKE = 3
_NOT_FOR_REVIEW = ("lost", "by_name")

_NO_EDITIONS = Editions()
_NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
# What of nbgrader's metadata says what a cell is for and what it is worth.
_ROLE_KEYS = ("grade_id", "grade", "solution", "locked", "task", "points")

# The key of a remark, the cell that it is about, and its words.
_Told = tuple[str, str, str]


def what_is_graded(
    course: Course,
    assignment: str,
    ours: NotebookNode,
    theirs: NotebookNode | None,
    remarks: list[Remark],
    editions: Editions = _NO_EDITIONS,
) -> NotebookNode:
    """Our copy with what was handed in, or as it is where nothing can be read of that; remarks are in its metadata.

    remarks: those of the intake; those of the rebuilding follow them. editions: those that students were given.
    """
    rebuilt, found = rebuild(ours, theirs, editions) if theirs is not None else (copy.deepcopy(ours), [])
    if theirs is not None:
        edition = editions.number_of(editions.closest(theirs, edition_of(as_shown(ours))))
        rebuilt.metadata["lrgrade"] = {"hints": hints_in(course, theirs), "edition": edition}
        if other := _other_assignment(course, assignment, theirs):
            found = [Remark(CELL_REMARKS["other"].format(theirs=other, ours=assignment), review=True)]
    put_remarks(rebuilt, [*remarks, *found])
    return rebuilt


def edition_in(notebook: NotebookNode) -> int | None:
    """The number of the edition that a graded notebook was made from, or None where that was not built or not found."""
    return notebook.metadata.get("lrgrade", {}).get("edition")


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


def rebuild(
    ours: NotebookNode, theirs: NotebookNode, editions: Editions = _NO_EDITIONS
) -> tuple[NotebookNode, list[Remark]]:
    """Our copy with the answers and the added cells of theirs, and a remark for each other difference.

    An added cell follows the cell of ours that it followed in the submission. A
    test that only an earlier edition had is left out. Neither notebook is changed.
    """
    shown = as_shown(ours)
    theirs = without_stubs(shown, theirs)
    matches = match(shown, theirs)
    rebuilt = copy.deepcopy(ours)
    added: dict[int | None, list[NotebookNode]] = {}
    after = None
    for number, (submitted, place) in enumerate(zip(theirs.cells, matches.places, strict=True)):
        if place is None:
            if number not in matches.moved and not (editions.gave(submitted) and is_test(submitted)):
                added.setdefault(after, []).append(submitted)
            continue
        after = place
        if _may_edit(ours.cells[place]):
            _take(rebuilt.cells[place], submitted)
    for place, text in matches.texts.items():
        rebuilt.cells[place].source = text
    numbers = iter(_free_numbers(ours))
    cells = [_plain(cell, next(numbers)) for cell in added.get(None, [])]
    for place, cell in enumerate(rebuilt.cells):
        cells += [cell, *(_plain(one, next(numbers)) for one in added.get(place, []))]
    rebuilt.cells = cells
    return rebuilt, list(_remarks(_differences(ours, shown, theirs, matches, editions)))


def _other_assignment(course: Course, assignment: str, theirs: NotebookNode) -> str:
    """The assignment whose notebook a submission is, if it is plainly another's, else ""."""
    known = [
        course.exercises[name].assignment for cell in theirs.cells if (name := grade_id_of(cell)) in course.exercises
    ]
    if not known or assignment in known:
        return ""
    return Counter(known).most_common(1)[0][0]


def _differences(
    ours: NotebookNode, shown: NotebookNode, theirs: NotebookNode, matches: Matches, editions: Editions
) -> Iterator[_Told]:
    given = editions.closest(theirs, edition_of(shown))
    known = {grade_id_of(cell) for cell in ours.cells if grade_id_of(cell)}
    matched = {place: cell for cell, place in zip(theirs.cells, matches.places, strict=True) if place is not None}
    judged = [place for place, cell in enumerate(ours.cells) if is_solution(cell) or is_grade(cell)]
    if judged and not any(place in matched or place in matches.texts for place in judged):
        yield "none", "", CELL_REMARKS["none"]
        return
    lost = bool(known) and not any(grade_id_of(cell) for cell in theirs.cells)
    if lost:
        yield "lost", "", CELL_REMARKS["lost"]
    for place, cell in enumerate(ours.cells):
        name = grade_id_of(cell)
        if not name:
            continue
        if place in matches.by_names and not lost:
            yield _said("by_name", name)
        if place not in matched and place not in matches.texts:
            if name not in given:
                continue
            if is_solution(cell) and not is_grade(cell):
                yield _said("missing_solution", name)
            elif not lost:
                yield _said("missing", name)
        elif place in matched and not (lost or place in matches.by_names):
            for_editing = name in given and not is_fixed(given[name])
            if is_locked(cell) and not for_editing and _is_edited(matched[place], shown.cells[place], editions):
                yield _said("edited", name)
            yield from _changes(cell, matched[place], name, editions)
    for number, (cell, found) in enumerate(zip(theirs.cells, matches.places, strict=True)):
        name = grade_id_of(cell)
        if found is None and number not in matches.moved and name and not (name not in known and editions.gave(cell)):
            yield _said("repeated" if name in known else "unknown", name)
    ranks = {name: rank for rank, name in enumerate(given)}
    names = [grade_id_of(ours.cells[place]) for place in matches.places if place is not None]
    order = [ranks[name] for name in names if name in ranks]
    if order != sorted(order):
        yield "order", "", CELL_REMARKS["order"]


def _is_edited(submitted: NotebookNode, shown: NotebookNode, editions: Editions) -> bool:
    if lines_of(submitted.source) == lines_of(shown.source):
        return False
    return not editions.gave_source(grade_id_of(shown), submitted.source)


def _changes(cell: NotebookNode, submitted: NotebookNode, name: str, editions: Editions) -> Iterator[_Told]:
    if not editions.gave_role(name, submitted):
        yield from _changes_of_role(cell, submitted, name)
    tags = [str(tag) for tag in _list(submitted.metadata.get("tags")) if tag not in cell.metadata.get("tags", [])]
    if tags:
        yield _said("tags", name, tags=", ".join(tags[:3]))


def _changes_of_role(cell: NotebookNode, submitted: NotebookNode, name: str) -> Iterator[_Told]:
    if submitted.cell_type != cell.cell_type:
        yield _said("type", name, theirs=submitted.cell_type, ours=cell.cell_type)
    facts, claimed = nbgrader_of(cell), claims_of(submitted)
    changed = [key for key in _ROLE_KEYS if claimed.get(key) != facts.get(key)]
    if "points" in changed and "points" in claimed:
        yield _said("points", name, theirs=claimed["points"], ours=facts.get("points", 0))
        changed.remove("points")
    if changed:
        yield _said("metadata", name)


def _said(key: str, cell: str, **fields: Any) -> _Told:
    words = {name: one_line(str(value)) for name, value in {"cell": cell, **fields}.items()}
    return key, words["cell"], CELL_REMARKS[key].format(**words)


def _remarks(differences: Iterable[_Told]) -> Iterator[Remark]:
    """A remark for each, and one for all of a kind where they are many."""
    by_key: dict[str, list[tuple[str, str]]] = {}
    for key, cell, words in differences:
        by_key.setdefault(key, []).append((cell, words))
    for key, found in by_key.items():
        review = key not in _NOT_FOR_REVIEW
        if len(found) > MOST_ALIKE:
            cells = listed(list(dict.fromkeys(cell for cell, _ in found)))
            yield Remark(OF_MANY_CELLS[key].format(cells=cells), review=review)
        else:
            yield from (Remark(words, cell, review) for cell, words in found)


def _take(cell: NotebookNode, submitted: NotebookNode) -> None:
    """Take over what a student has written into a cell of ours."""
    cell.source = submitted.source
    if cell.cell_type == "markdown" and "attachments" in submitted:
        cell.attachments = submitted.attachments


def _may_edit(cell: NotebookNode) -> bool:
    return is_solution(cell) or (cell.cell_type == "code" and not is_locked(cell))


def _plain(cell: NotebookNode, number: int) -> NotebookNode:
    made = _NEW[cell.cell_type](cell.source, id=f"added-{number}")
    if made.cell_type == "markdown" and "attachments" in cell:
        made.attachments = cell.attachments
    return made


def _free_numbers(notebook: NotebookNode) -> Iterator[int]:
    taken = {cell.id for cell in notebook.cells}
    number = 0
    while True:
        number += 1
        if f"added-{number}" not in taken:
            yield number


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
