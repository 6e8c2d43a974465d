"""What cost points and may lie outside of the answers: a mark for review, and the reason in a sentence.

An answer that looks for a name, a module or a file that is nowhere may be right,
and only what it stands on was not handed in. A notebook in which nothing is
written may be the wrong file. A person is to look; the points stay as they are.
"""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from lrgrade.course.cells import is_grade, is_solution
from lrgrade.course.source import exercise_of
from lrgrade.examine.outcome import Outcome, message_of, outcome_of
from lrgrade.intake.remarks import Remark, listed, one_line
from lrlab.workbook.errors import error_of, without_colours

MISSING = "Every test of {exercises} failed for one reason, which may lie outside of the answer: {reason}."
UNREACHED = "No test of {exercises} was run: {reason}"
NOTHING_WRITTEN = "Nothing is written in this notebook: was another file meant to be handed in?"

_NOWHERE = re.compile(r"\b(NameError|ModuleNotFoundError|ImportError|FileNotFoundError)\b")
_WHAT_IS_NOWHERE = re.compile(
    r"name '\w+' is not defined|No module named '[\w.]+'|cannot import name '\w+'|No such file or directory: '[^'\n]+'"
)
_MISSING_NAMES = re.compile(r"name '(\w+)'")
_UNREACHED = re.compile(r"This cell was not run: (?!there is no code)(.*)")


def reasons_outside(notebook: NotebookNode) -> Iterator[Remark]:
    """A remark for each reason that may lie outside of the answers of a graded notebook, each marked for review."""
    tests: dict[str, list[NotebookNode]] = {}
    for cell in notebook.cells:
        if is_grade(cell):
            tests.setdefault(exercise_of(cell.metadata.nbgrader.grade_id), []).append(cell)
    stubs = {cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_solution(cell) and _is_a_stub(cell)}
    unwritten = [name for name, cells in tests.items() if name in stubs or _are_of(Outcome.UNWRITTEN, cells)]
    if tests and len(unwritten) == len(tests):
        yield Remark(NOTHING_WRITTEN, review=True)
    by_reason: dict[tuple[str, str], list[str]] = {}
    broken = {cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_solution(cell) and _is_broken(cell)}
    for exercise, cells in tests.items():
        reason = _reason(cells)
        # A name that is missing because its own cell does not run is an answer's fault.
        if reason and not broken & {exercise, *_MISSING_NAMES.findall(reason[1])}:
            by_reason.setdefault(reason, []).append(exercise)
    for (sentence, why), exercises in by_reason.items():
        test = tests[exercises[0]][0].metadata.nbgrader.grade_id
        yield Remark(sentence.format(exercises=listed(exercises), reason=one_line(why)), test, review=True)


def _is_a_stub(cell: NotebookNode) -> bool:
    """Whether an answer says itself that it is not written, as a derivation does that is still all dots."""
    error = error_of(cell)
    return error is not None and error.ename == NotImplementedError.__name__


def _are_of(outcome: Outcome, cells: list[NotebookNode]) -> bool:
    return {outcome_of(cell) for cell in cells} == {outcome}


def _is_broken(cell: NotebookNode) -> bool:
    error = error_of(cell)
    return error is not None and not _NOWHERE.fullmatch(error.ename)


def _reason(cells: list[NotebookNode]) -> tuple[str, str] | None:
    """The one reason why all tests of an exercise failed, if it may lie outside of the answer."""
    if any(outcome_of(cell) is Outcome.PASSED for cell in cells):
        return None
    not_run = {found[1] for cell in cells if (found := _UNREACHED.match(message_of(cell)))}
    if len(not_run) == 1 and all(_UNREACHED.match(message_of(cell)) for cell in cells):
        return UNREACHED, not_run.pop()
    texts = [_text_of(cell) for cell in cells]
    named = [set(_NOWHERE.findall(text)) for text in texts]
    common = set.intersection(*named) if named else set()
    if not common:
        return None
    said = [found[0] for text in texts if (found := _WHAT_IS_NOWHERE.search(text))]
    return MISSING, said[0] if said else min(common)


def _text_of(cell: NotebookNode) -> str:
    """All that a test cell says of its failure, the error's name and the message of `check` among it."""
    said = []
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            said += [output.ename, output.evalue]
        elif output.output_type == "display_data":
            said.append(str(output.data.get("text/plain", "")))
    return without_colours("\n".join(said))
