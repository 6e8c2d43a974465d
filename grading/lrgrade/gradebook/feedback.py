"""The pages of feedback: one that was made from an earlier grade is taken away, and nbgrader makes it anew."""

import shutil

from lrgrade.course.app import Folders


def take_away_feedback(folders: Folders, student: str) -> bool:
    """Remove the feedback to a student's submission; give whether there was any.

    It goes before the grade changes, so that whatever is killed leaves none that is out of date. nbgrader's
    generate_feedback makes what is missing, and would pass over what is there.
    """
    place = folders.feedback / student / folders.assignment
    if not place.is_dir():
        return False
    shutil.rmtree(place)
    return True
