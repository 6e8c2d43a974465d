"""The scores of an assignment: points from the gradebook, reasons from the graded notebooks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import nbformat
from nbformat import NotebookNode
from rich.table import Table
from rich.text import Text

from lrgrade.course.app import Folders, NbGrader
from lrgrade.course.cells import is_grade, is_solution
from lrgrade.course.folder import course_in
from lrgrade.course.source import exercise_of
from lrgrade.examine.findings import Finding
from lrgrade.examine.outcome import Outcome, message_of, outcome_of
from lrgrade.gradebook.database import SubmittedAssignment, opened, submissions_in
from lrgrade.gradebook.findings_table import findings_of
from lrgrade.gradebook.result import net_of
from lrgrade.intake.basis import Basis, basis_in
from lrgrade.intake.remarks import Remark, remarks_in
from lrgrade.intake.submissions import is_meant
from lrgrade.report.class_findings import told_of_hints
from lrgrade.report.progress import some_of
from lrlab.checking.messages import LOOKS_LIKE
from lrlab.checking.report import facts_in
from lrlab.exercises import Course, notebook_of

# Columns of the terminal.
_WIDEST_NAME = 32


@dataclass(frozen=True)
class TestScore:
    """One test of one submission: its points, and if it failed, how and what it said."""

    __test__ = False  # not a test for pytest to collect

    test: str
    title: str
    score: float
    worth: float
    outcome: Outcome
    message: str
    needs_review: bool

    @property
    def exercise(self) -> str:
        """The exercise that the test belongs to."""
        return exercise_of(self.test)


@dataclass
class Scores:
    """The scores of one submission in the order of the notebook, the remarks on it, and answers that do not run.

    Points are out of what the tests were worth when it was graded. penalty: the points that being late costs. findings:
    what the examination found out about each exercise. basis: from what it was graded.
    """

    student: str
    tests: list[TestScore] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    penalty: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    basis: Basis | None = field(default=None, compare=False)

    @property
    def score(self) -> float:
        """The points earned, before being late is paid for."""
        return sum(test.score for test in self.tests)

    @property
    def net(self) -> float:
        """The points that are left, as nbgrader exports them."""
        return net_of(self.score, self.penalty)

    @property
    def worth(self) -> float:
        """The points that could be earned."""
        return sum(test.worth for test in self.tests)

    @property
    def needs_review(self) -> bool:
        """Whether somebody should look at it."""
        return any(test.needs_review for test in self.tests)

    def of(self, exercise: str) -> tuple[float, float]:
        """The points earned and to be earned in one exercise."""
        tests = [test for test in self.tests if test.exercise == exercise]
        return sum(test.score for test in tests), sum(test.worth for test in tests)


def scores_of(app: NbGrader, assignment: str, students: str = "*") -> list[Scores]:
    """The scores of every graded submission, by student. Raises NoGradebookError."""
    with opened(app) as gradebook:
        found = [
            _scores(app, assignment, submission)
            for submission in submissions_in(gradebook, assignment)
            if is_meant(submission.student.id, students)
        ]
        findings = findings_of(gradebook.db, course_in(app.config), assignment)
    return [replace(one, findings=findings.get(one.student, [])) for one in found]


def whose_scores(app: NbGrader, assignment: str) -> list[str]:
    """The students of whom there are scores. Raises NoGradebookError."""
    with opened(app) as gradebook:
        return [submission.student.id for submission in submissions_in(gradebook, assignment)]


def _scores(app: NbGrader, assignment: str, submission: SubmittedAssignment) -> Scores:
    student = submission.student.id
    path = Folders(app.coursedir, assignment).graded(student) / notebook_of(assignment)
    grades = {grade.name: grade for notebook in submission.notebooks for grade in notebook.grades}
    penalty = submission.late_submission_penalty or 0.0
    if not path.is_file():
        # Grading it failed by our own fault: what the gradebook holds is all there is.
        fault = "It could not be graded."
        tests = [
            TestScore(name, name, grade.score, grade.max_score, Outcome.OUR_FAULT, fault, grade.needs_manual_grade)
            for name, grade in sorted(grades.items())
        ]
        return Scores(student, tests, penalty=penalty)
    notebook = nbformat.read(path, as_version=4)
    scores = Scores(student, remarks=remarks_in(notebook), penalty=penalty, basis=basis_in(notebook.metadata))
    for cell in notebook.cells:
        if is_solution(cell) and not is_grade(cell) and message_of(cell):
            scores.broken.append(
                f"{cell.metadata.nbgrader.grade_id} does not run, {outcome_of(cell)}: {message_of(cell)}"
            )
        grade = grades.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if grade is not None and is_grade(cell):
            scores.tests.append(
                TestScore(
                    grade.name,
                    title_of(cell),
                    grade.score,
                    cell.metadata.nbgrader.points,
                    outcome_of(cell),
                    said_by(cell),
                    grade.needs_manual_grade,
                )
            )
    return scores


def graded_before(scores: Sequence[Scores], contents: Mapping[str, str], assignment: str) -> Iterator[str]:
    """One sentence where some were graded before the tests or points were changed. contents: the course's, now."""
    before = [one.student for one in scores if one.basis and one.basis.course != contents]
    if before:
        yield (
            f"The course has changed since these were graded: {some_of(before)}. What is shown of them is by the tests "
            f"and points of then; `lrgrade autograde {assignment}` grades them again."
        )


def title_of(cell: NotebookNode) -> str:
    """What a test cell calls itself in its first line, else its grade id."""
    first = cell.source.strip().splitlines()[0] if cell.source.strip() else ""
    if not first.startswith("# "):
        return str(cell.metadata.nbgrader.grade_id)
    return first.removeprefix("# ").removeprefix("Hidden test: ").rstrip(".")


def said_by(cell: NotebookNode) -> str:
    """The first line of why a test failed, with the mistake's name where `check` knows it."""
    message = message_of(cell)
    names = [facts["misconception"] for facts in facts_in(cell) if "misconception" in facts]
    return f"{message} ({LOOKS_LIKE.format(name=names[0])})" if message and names else message


def score_table(course: Course, assignment: str, scores: Sequence[Scores]) -> Table:
    """A table with a row for each student: points by exercise, the total, and what to look at.

    Where somebody was late, what that costs stands before the total, which is what is left.
    """
    page = Table(title=assignment, title_justify="left", title_style="bold")
    # A long name goes on in the next line, for the points are what the table is for.
    page.add_column("student", max_width=_WIDEST_NAME, overflow="fold")
    tested = dict.fromkeys(test.exercise for one in scores for test in one.tests)
    listed = [exercise.name for exercise in course.of(assignment) if exercise.name in tested]
    # Points are given for other cells as well: for what a person grades, for one that was made in JupyterLab.
    exercises = list(dict.fromkeys([*listed, *tested]))
    for name in exercises:
        widest = max((len(_points(*one.of(name))) for one in scores), default=0)
        page.add_column(name, justify="right", overflow="fold", min_width=widest)
    late = any(one.penalty for one in scores)
    if late:
        page.add_column("late", justify="right", no_wrap=True)
    page.add_column("total", justify="right", no_wrap=True)
    page.add_column("look at")
    for one in scores:
        points = [Text(_points(*one.of(name))) for name in exercises]
        if late:
            points.append(Text(f"{-one.penalty:g}" if one.penalty else ""))
        flag = Text("; ".join(flags_of(one)), style="yellow")
        page.add_row(Text(one.student), *points, Text(_points(one.net, one.worth), style="bold"), flag)
    return page


def flags_of(scores: Scores) -> list[str]:
    """What somebody should look at, or know, in few words."""
    flags = ["review"] if scores.needs_review else []
    for outcome in (Outcome.OUR_FAULT, Outcome.OVER_LIMIT, Outcome.CRASHED):
        count = sum(test.outcome is outcome for test in scores.tests)
        if count:
            flags.append(f"{outcome} ({count} test{'s' if count > 1 else ''})")
    return flags


def headline(scores: Scores) -> str:
    """A student's points in a line; where being late cost some, how they come about."""
    late = f" ({scores.score:g} earned, -{scores.penalty:g} handed in late)" if scores.penalty else ""
    return f"{scores.student}: {scores.net:g} of {scores.worth:g}{late}"


def reasons(scores: Scores) -> Iterator[str]:
    """A line for each remark, for what does not run or is not written, and two for each other test that cost points."""
    yield from (remark.text for remark in scores.remarks)
    yield from scores.broken
    yield from told_of_hints(scores.findings)
    lost = [test for test in scores.tests if test.score < test.worth]
    unwritten = [test for test in lost if test.outcome is Outcome.UNWRITTEN]
    if unwritten:
        names = ", ".join(dict.fromkeys(test.exercise for test in unwritten))
        yield f"-{sum(test.worth - test.score for test in unwritten):g} not written: {names}."
    for test in lost:
        if test.outcome is not Outcome.UNWRITTEN:
            title = "" if test.title == test.test else f": {test.title}"
            yield f"-{test.worth - test.score:g} {test.test}{title}\n    {test.outcome}: {test.message}"


def _points(score: float, worth: float) -> str:
    return f"{score:g}/{worth:g}"
