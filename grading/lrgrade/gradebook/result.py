"""What became of one submission: all that the gradebook and the autograded folder are told of it."""

from dataclasses import dataclass, field

from nbformat import NotebookNode

from lrgrade.course.cells import is_grade, is_solution
from lrgrade.examine.findings import Finding
from lrgrade.intake.remarks import Remark


@dataclass(frozen=True)
class Places:
    """Where remarks can go: the grade ids of a notebook's tests and of its solutions, in their order."""

    tests: list[str]
    solutions: list[str]

    @classmethod
    def of(cls, notebook: NotebookNode) -> "Places":
        """Those of a notebook."""
        tests = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_grade(cell)]
        return cls(tests, [cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_solution(cell)])


@dataclass(frozen=True)
class Entered:
    """What the gradebook holds of a submission once it is saved, whatever a person has entered there included.

    points, worth: earned, and to be earned. penalty: what being late costs of them.
    """

    points: float
    worth: float
    penalty: float
    needs_review: bool

    @property
    def net(self) -> float:
        """The points that are left, as nbgrader exports them."""
        return net_of(self.points, self.penalty)


def net_of(points: float, penalty: float) -> float:
    """The points that are left when being late was paid for."""
    return max(0.0, points - penalty)


@dataclass(frozen=True)
class Result:
    """What became of one submission.

    notebook: the graded notebook as the text of its file. scores, comments: what
    nbgrader saves for each test and for each answer. edition: of the release, as
    far as it was built and remembered. problem: why there is nothing of all
    this, by our own fault, or ""; meets_all: whether it would meet every other
    submission as well. log: lines for the instructor's log, each with its level.
    timestamp, secret: as they were handed in.
    """

    student: str
    timestamp: str | None = None
    secret: str | None = None
    notebook: str = ""
    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    edition: int | None = None
    places: Places = field(default_factory=lambda: Places([], []))
    remarks: tuple[Remark, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    meets_all: bool = False
    log: tuple[tuple[int, str], ...] = ()
