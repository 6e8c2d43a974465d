"""The graded tests kill every mutant of a model answer that is not known to be equivalent."""

import ast
from functools import cache

import pytest

from helpers.course import COURSE, EXERCISES, ROOT
from lrgrade.authoring.mutant_table import HEAD, MUTANT_TABLE, counts, enter, last_row, row
from lrgrade.authoring.mutants import equivalents, mutants, run
from lrgrade.course.source import available

NAMES = [exercise.name for assignment in available(ROOT, COURSE) for exercise in COURSE.of(assignment)]


@cache
def _run(name):
    return run(ROOT, EXERCISES[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_mutant_survives_but_the_listed_ones(name):
    tally = _run(name)
    assert [mutant.key for mutant in tally.survived] == []
    assert tally.stale == ()
    assert tally.killed, "the table in docs/testing.md says how many"


def test_every_mutant_is_python_and_another_one():
    sources = [mutant.source for mutant in mutants(ROOT, EXERCISES["sigmoid"])]
    assert len(sources) == len(set(sources)) > 10
    for source in sources:
        ast.parse(source)


def test_every_listed_mutant_has_a_reason():
    found = {name: equivalents(ROOT, exercise) for name, exercise in EXERCISES.items()}
    assert sum(map(len, found.values())) > 10
    for listed in found.values():
        assert all(len(reason) > 20 for reason in listed.values())


@pytest.mark.slow
def test_the_table_in_the_docs_is_true():
    held = (ROOT / MUTANT_TABLE).read_text(encoding="utf-8")
    rows = {name: counts(_run(name)) for name in NAMES}
    made = "\n".join([HEAD, *(row(*one) for one in rows.items()), last_row(rows.values())])
    assert f"\n{made}\n" in held, "run `lrgrade mutants --write`"


def test_rows_are_entered_in_the_order_of_the_course(tmp_path):
    path = tmp_path / MUTANT_TABLE
    path.parent.mkdir()
    path.write_text(f"Before.\n\n{HEAD}\n| `score` | 3 | 3 | 0 | 0 |\n| `loss` | 1 | 1 | 0 | 0 |\nold\n\n| after |\n")
    assert enter(tmp_path, COURSE, {"sigmoid": (4, 2, 1, 1), "loss": (2, 2, 0, 0)})
    rows = ["| `score` | 3 | 3 | 0 | 0 |", "| `sigmoid` | 4 | 2 | 1 | 1 |", "| `loss` | 2 | 2 | 0 | 0 |"]
    table = "\n".join([HEAD, *rows, "| **all** | 9 | 7 | 1 | 1 |"])
    assert path.read_text() == f"Before.\n\n{table}\nold\n\n| after |\n"
    assert not enter(tmp_path, COURSE, {"sigmoid": (4, 2, 1, 1)})


def test_without_the_table_nothing_is_entered(tmp_path):
    assert not enter(tmp_path, COURSE, {"sigmoid": (4, 2, 1, 1)})
    assert not (tmp_path / MUTANT_TABLE).exists()
