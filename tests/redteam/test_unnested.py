"""A part of the museum where each submission needs a bubblewrap of its own, since none can nest namespaces."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import lrgrade
from helpers import sampling
from helpers.commands import TESTS
from helpers.red_team import ASSIGNMENT, ATTACKS, HONEST, grade_attacks
from helpers.unnested import without_nesting
from lrgrade.pipeline import GradingState

pytestmark = pytest.mark.slow

# What depends on how one submission is separated from the next, from the grader and from its watchdog.
PART = (
    "files-anywhere", "files-for-the-next", "files-of-the-last", "lookup-memory", "memory-first-process",
    "network-connect", "processes-become-root", "processes-daemon", "processes-kill-all", "processes-namespaces",
    "protocol-steal", "resources-memory-children",
)  # fmt: skip
ATTACKS_HERE = sampling.sample("unnested", [attack for attack in ATTACKS if attack.name in PART], 5)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """A folder for the class."""
    return tmp_path_factory.mktemp("unnested")


@pytest.fixture
def grade_in(scratch):
    """Grades a class in a process of its own, whose bubblewrap is another."""
    environment = {"PYTHONPATH": str(TESTS), **without_nesting(scratch, os.geteuid() == 0)}

    def grade(course, more):
        ran = subprocess.run(
            [sys.executable, "-m", "helpers.grade_class", str(course.root), ASSIGNMENT],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **environment, **more},
        )
        assert ran.returncode == 0, ran.stderr[-2000:]
        return json.loads(ran.stdout)

    return grade


def test_a_part_of_the_museum(scratch, grade_in):
    assert set(PART) <= {attack.name for attack in ATTACKS}
    graded = grade_attacks(scratch, Path(lrgrade.__file__).parents[1], grade_in, ATTACKS_HERE)
    assert graded.states == dict.fromkeys([*HONEST, *graded.attacks], GradingState.GRADED)
    scores = {name: one.score for name, one in graded.scores.items()}
    assert scores == {one.name: float(one.facts["score"]) for one in ATTACKS_HERE} | dict.fromkeys(HONEST, 10)
    assert max(graded.seconds.values()) < 60
    assert graded.after == graded.before
    assert graded.connections == []
    for attack in ATTACKS_HERE:
        shown = [
            output.get("text", "") for cell in graded.notebooks[attack.name].cells for output in cell.get("outputs", [])
        ]
        assert "absent" not in attack.facts or not re.search(attack.facts["absent"], "\n".join(shown)), attack.name
