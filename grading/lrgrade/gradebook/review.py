"""The hand-review mark in the gradebook, and the reasons for it.

Remarks are saved after the scores: a test of the exercise concerned gets
nbgrader's `needs_manual_grade`, which the formgrader shows on the class list and
beside the cell, and the remark becomes the comment below the exercise's solution.
"""

from collections.abc import Iterable

from lrgrade.course.source import exercise_of
from lrgrade.gradebook.result import Places
from lrgrade.gradebook.rows import Page, SubmittedNotebook
from lrgrade.intake.remarks import Remark


def save_remarks(remarks: Iterable[Remark], places: Places, page: Page, submitted: SubmittedNotebook) -> None:
    """Put remarks into the rows of a submitted notebook. Does not commit."""
    grades, comments = page.grades_of(submitted), page.comments_of(submitted)
    for remark in remarks:
        exercise = exercise_of(remark.cell) if remark.cell in places.tests else remark.cell
        solution = exercise if exercise in places.solutions else next(iter(places.solutions), "")
        if solution in comments:
            comment = comments[solution]
            comment.auto_comment = "\n\n".join(filter(None, [comment.auto_comment, remark.text]))
        of_exercise = [test for test in places.tests if exercise_of(test) == exercise]
        test = remark.cell if remark.cell in places.tests else next(iter(of_exercise or places.tests), "")
        if remark.review and test in grades:
            grades[test].needs_manual_grade = True
