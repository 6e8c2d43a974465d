"""The graded class of attackers, for all tests here."""

import functools
import os
from pathlib import Path

import pytest

import lrgrade
from helpers.red_team import MARK, grade_as, grade_attacks, grade_here

# Root grades with other walls than an ordinary user does; only root can be both.
GRADERS = ("root", "an ordinary user") if os.geteuid() == 0 else ("an ordinary user",)


@pytest.fixture(scope="session", params=GRADERS)
def graded(request, tmp_path_factory):
    """The class, graded by the real command's own path."""
    if request.param == "root" or os.geteuid() != 0:
        return grade_attacks(tmp_path_factory.mktemp(MARK), Path(lrgrade.__file__).parents[1], grade_here)
    user = request.getfixturevalue("ordinary_user")
    return grade_attacks(user.folder / "class", user.packages, functools.partial(grade_as, user))
