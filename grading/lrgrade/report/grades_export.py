"""The export of grades: nbgrader's own table, in which what was handed in and is not graded has no score.

nbgrader writes a 0 for each student without a submission in the gradebook, and ours has none of what could not be
graded.

Written against nbgrader 0.9.6, which documents how an exporter is named. What is not:
- `nbgrader.plugins.CsvExportPlugin`: the columns of its table, and the file that it writes for want of another name.
"""

import csv
from pathlib import Path

from nbgrader.plugins import CsvExportPlugin

from lrgrade.course.app import Folders, coursedir_of
from lrgrade.gradebook.database import Gradebook, submissions_in
from lrgrade.intake.submissions import submissions_of

_LEFT_BLANK = ("raw_score", "late_submission_penalty", "score")


class GradesOfTheGraded(CsvExportPlugin):
    """nbgrader's table of grades, with no score for a submission that is not graded."""

    def export(self, gradebook: Gradebook) -> None:
        """Write it."""
        super().export(gradebook)
        path = Path(self.to or "grades.csv")
        with path.open(newline="", encoding="utf-8") as table:
            reader = csv.DictReader(table)
            columns, rows = reader.fieldnames or [], list(reader)
        ungraded = {
            (assignment, student)
            for assignment in {row["assignment"] for row in rows}
            for student in self._ungraded(gradebook, assignment)
        }
        if not ungraded:
            return
        with path.open("w", newline="", encoding="utf-8") as table:
            writer = csv.DictWriter(table, columns, lineterminator="\n")
            writer.writeheader()
            for row in rows:
                blank = dict.fromkeys(_LEFT_BLANK, "") if (row["assignment"], row["student_id"]) in ungraded else {}
                writer.writerow(row | blank)

    def _ungraded(self, gradebook: Gradebook, assignment: str) -> set[str]:
        submitted = Folders(coursedir_of(self), assignment).submitted
        graded = {one.student.id for one in submissions_in(gradebook, assignment)}
        return {student for student, _ in submissions_of(submitted, assignment)} - graded
