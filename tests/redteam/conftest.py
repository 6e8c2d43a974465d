"""The graded class of attackers, for all tests here."""

import functools
import os
from pathlib import Path

import pytest

import lrgrade
from helpers.red_team import GRADERS, MARK, dealt_out, grade_as, grade_attacks, grade_here


@pytest.fixture(scope="session", params=GRADERS)
def graded(request, tmp_path_factory):
    """The class that meets a grader, graded by the real command's own path."""
    attacks = dealt_out()[request.param]
    if request.param == "root" or os.geteuid() != 0:
        return grade_attacks(tmp_path_factory.mktemp(MARK), Path(lrgrade.__file__).parents[1], grade_here, attacks)
    user = request.getfixturevalue("ordinary_user")
    return grade_attacks(user.folder / "class", user.packages, functools.partial(grade_as, user), attacks)
