"""The one writer: it puts results into the gradebook, each submission in one transaction.

Theory of operation. Marking happens in many processes and none of them sees the
database. Their results arrive here, in the process of the command, one after
the other, over a connection that stays open. A result is saved whole or not at
all, and saving it twice leaves what saving it once does. When the database goes
away in the middle, the transaction is gone with it: the writer connects anew
and saves the result again, a few times, and then gives up and says so. A result
that the database does not take costs no other one. What was not saved is not on
the autograded folder either, and the next run grades it.

The rows are those that nbgrader's own autograde writes with our steps in it
(`lrgrade.gradebook.rows`, `lrgrade.steps`).
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError

from lrgrade.course.app import NbGrader
from lrgrade.gradebook.database import Gradebook, GradebookLostError, MissingEntry, in_short, students_in
from lrgrade.gradebook.findings_table import create_table, save_findings, students_with_findings
from lrgrade.gradebook.result import Entered, Result
from lrgrade.gradebook.review import save_remarks
from lrgrade.gradebook.rows import LatePenalties, Rows
from lrlab.exercises import notebook_of

Answered = TypeVar("Answered")

# Seconds to wait before each new attempt: long enough for a database to be started again.
PAUSES = (0.1, 0.5, 1, 2, 4)


class RefusedError(ValueError):
    """The gradebook takes others, but not this result."""

    def __init__(self, why: object):
        super().__init__(f"the gradebook does not take it: {in_short(why)}")


class Writer:
    """Saves the results of one assignment. A context manager: the connection is closed at its end."""

    def __init__(self, app: NbGrader, assignment: str):
        self._app, self._assignment = app, assignment
        self._url, self._course_id = app.coursedir.db_url, app.coursedir.course_id
        self._name = notebook_of(assignment).removesuffix(".ipynb")
        self._penalties = LatePenalties(app)
        self._gradebook: Gradebook | None = None
        self._retrying(lambda: None)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._disconnect()

    def known(self) -> frozenset[str]:
        """The students of whom the gradebook has a submission."""
        return self._retrying(lambda: self._rows.students())

    def removed(self) -> frozenset[str]:
        """The students whom somebody has removed from the gradebook since they were graded."""

        def asked() -> frozenset[str]:
            return students_with_findings(self._session, self._assignment) - students_in(self._session)

        return self._retrying(asked)

    def save(self, result: Result) -> Entered:
        """Save a result. Raises RefusedError, and GradebookLostError where nothing can be saved any more."""
        return self._retrying(lambda: self._save(result))

    def perhaps_late(self) -> list[str]:
        """The students whose late penalty may have changed since they were graded."""
        return self._retrying(lambda: self._rows.perhaps_late())

    def settle_penalty(self, student: str, before: Callable[[], object]) -> bool:
        """Work out the late penalty of a graded submission anew; give whether it has changed.

        It follows from the gradebook alone: the time, the due date, an extension, the score. before: is called before
        a change is saved. Raises GradebookLostError.
        """
        return self._retrying(lambda: self._settle_penalty(student, before))

    def _settle_penalty(self, student: str, before: Callable[[], object]) -> bool:
        session, rows = self._session, self._rows
        submission = rows.of(student, None)
        submitted = rows.notebook_of(submission)
        penalty = submitted.late_submission_penalty
        rows.be_late(submission, self._penalties)
        changed = submitted.late_submission_penalty != penalty
        if changed:
            before()
        session.commit()
        session.expunge_all()
        return changed

    def _save(self, result: Result) -> Entered:
        session, rows = self._session, self._rows
        submission = rows.of(result.student, result.timestamp)
        submitted = rows.notebook_of(submission)
        rows.fill(submitted, result.scores, result.comments)
        save_remarks(result.remarks, result.places, rows.page, submitted)
        rows.be_late(submission, self._penalties)
        save_findings(session, result.student, self._assignment, result.findings)
        entered = rows.entered(submission)
        session.commit()
        # A run of any length keeps no more than one submission in memory.
        session.expunge_all()
        return entered

    def _retrying(self, work: Callable[[], Answered]) -> Answered:
        for pause in (*PAUSES, None):
            try:
                if self._gradebook is None:
                    self._connect()
                return work()
            except MissingEntry as error:
                # Somebody has put another gradebook in its place.
                raise GradebookLostError(self._url, error) from None
            except (DataError, IntegrityError, UnicodeError) as error:
                self._disconnect()
                raise RefusedError(getattr(error, "orig", error)) from None
            except DBAPIError as error:
                self._disconnect()
                if pause is None or not _may_pass(error):
                    raise GradebookLostError(self._url, error.orig or error) from None
                self._app.log.warning("the gradebook does not answer and is tried again: %s", error.orig)
                time.sleep(pause)
        raise AssertionError

    def _connect(self) -> None:
        self._gradebook = Gradebook(self._url, self._course_id)
        self._session = self._gradebook.db
        self._rows = Rows(self._session, self._gradebook.find_assignment(self._assignment), self._name)
        create_table(self._session)
        self._session.commit()

    def _disconnect(self) -> None:
        if self._gradebook is not None:
            gradebook, self._gradebook = self._gradebook, None
            try:
                gradebook.close()
            except DBAPIError:
                logging.getLogger(__name__).debug("closing a lost connection failed", exc_info=True)


def _may_pass(error: DBAPIError) -> bool:
    """Whether an error of the database may be gone in a moment: a server that starts again, a lock of another's."""
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
