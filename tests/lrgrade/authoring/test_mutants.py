"""The graded tests kill every mutant of a model answer that is not known to be equivalent."""

import ast
import re
from functools import cache

import pytest

from helpers.course import COURSE, EXERCISES, ROOT
from lrgrade.authoring.mutants import equivalents, mutants, run
from lrgrade.course.source import available

DOCS = ROOT / "docs" / "testing.md"
NAMES = [exercise.name for assignment in available(ROOT, COURSE) for exercise in COURSE.of(assignment)]


@cache
def _run(name):
    return run(ROOT, EXERCISES[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_mutant_survives_but_the_listed_ones(name):
    tally = _run(name)
    assert [mutant.key for mutant in tally.survived] == []
    assert {mutant.key for mutant in tally.equivalent} == set(equivalents(ROOT).get(name, {})), (
        "a listed mutant is stale"
    )
    assert tally.killed >= 10


def test_every_mutant_is_python_and_another_one():
    sources = [mutant.source for mutant in mutants(ROOT, EXERCISES["sigmoid"])]
    assert len(sources) == len(set(sources)) > 10
    for source in sources:
        ast.parse(source)


def test_every_listed_mutant_has_a_reason_and_an_exercise():
    for name, listed in equivalents(ROOT).items():
        assert name in EXERCISES
        assert all(len(reason) > 20 for reason in listed.values())


@pytest.mark.slow
def test_the_table_in_the_docs_is_true():
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", DOCS.read_text(encoding="utf-8"), re.M)
    assert [row[0] for row in rows] == NAMES
    for name, *numbers in rows:
        tally = _run(name)
        found = [tally.count, tally.killed, len(tally.equivalent), len(tally.survived)]
        assert [int(number) for number in numbers] == found, name
