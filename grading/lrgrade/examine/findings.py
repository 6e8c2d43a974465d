"""What the examination found out about each exercise: whether it passed, and which mistake `check` knows in it."""

from dataclasses import dataclass

from nbformat import NotebookNode

from lrgrade.course.cells import is_grade
from lrgrade.course.source import exercise_of
from lrgrade.examine.outcome import Outcome, outcome_of
from lrlab.checking.report import facts_in


@dataclass(frozen=True)
class Finding:
    """One exercise of one submission. `passed`: every test passed. `misconception` is None where none is known.

    hints: how many were open when the student last ran the check.
    """

    exercise: str
    passed: bool
    misconception: str | None = None
    hints: int = 0


def findings_in(notebook: NotebookNode) -> list[Finding]:
    """The findings that a graded notebook holds, in the order of its exercises."""
    passed: dict[str, bool] = {}
    named: dict[str, str] = {}
    for cell in notebook.cells:
        if is_grade(cell):
            exercise = exercise_of(cell.metadata.nbgrader.grade_id)
            passed[exercise] = passed.get(exercise, True) and outcome_of(cell) is Outcome.PASSED
            for facts in facts_in(cell):
                named.setdefault(exercise, str(facts.get("misconception") or ""))
    hints = notebook.metadata.get("lrgrade", {}).get("hints", {})
    return [Finding(name, ok, named.get(name) or None, hints.get(name, 0)) for name, ok in passed.items()]
