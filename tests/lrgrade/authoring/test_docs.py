"""`docs/authoring.md` speaks of commands, keys, modules and files that are there."""

import contextlib
import io
import re
import shlex
import tomllib
from dataclasses import fields

import pytest

from helpers.course import COURSE, ROOT
from lrgrade.authoring import common
from lrgrade.authoring.complete.listing import DEFINED_BY_COURSES
from lrgrade.authoring.complete.reminders import quotas
from lrgrade.authoring.complete.structure import HIDDEN_HINT, HIDDEN_TITLE
from lrgrade.cli import _parser
from lrgrade.course.source import BEGIN_HIDDEN, END_HIDDEN
from lrlab.checking.compare import Tolerance
from lrlab.exercises import LIST
from lrlab.flaws import KEYS, KEYS_OF_THE_COURSE
from lrlab.workbook.hints import HINT_STEPS
from lrlab.workbook.solutions import BEGIN_SOLUTION, END_SOLUTION, GIVEN

TEXT = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
COMMANDS = sorted({found.strip() for found in re.findall(r"(?:^ *|`)(lrgrade [^`\n]*)", TEXT, re.MULTILINE)})


def section(title):
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def in_first_column(text):
    """The words in backquotes that stand in the first column of a section's tables."""
    return [
        word for row in re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE) for word in re.findall(r"`([^`]*)`", row)
    ]


def test_it_names_commands():
    assert len(COMMANDS) > 6


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_one(command):
    words = shlex.split(command)[1:]
    if len(words) < 2:  # It is spoken of; without its arguments it only shows its usage.
        words.append("--help")
    status = 0
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            _parser().parse_args(words)
        except SystemExit as end:
            status = end.code
    assert status == 0, command


def test_the_keys_are_those_of_the_list():
    named = in_first_column(section("The entry in the list"))
    assert sorted(named) == sorted([*KEYS, *KEYS_OF_THE_COURSE])
    held = tomllib.loads((ROOT / "lrlab" / "course" / LIST).read_text(encoding="utf-8"))
    assert {*held, *(key for entry in held["exercise"] for key in entry)} <= set(named)


def test_the_modules_are_those_that_are_looked_up():
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", section("What else a course can define"), re.MULTILINE)
    assert dict(rows) == DEFINED_BY_COURSES
    assert all(COURSE.defined(module, name, None) is not None for module, name in rows)
    for other in ("callables", "data", "plots"):
        assert f"`{other}`" in section("What else a course can define")
        assert list((ROOT / "lrlab" / "course").glob(f"{other}*"))


def test_the_marks_and_names_in_cells_are_those_that_are_looked_for():
    cells = section("The cells")
    marks = (BEGIN_SOLUTION, END_SOLUTION, BEGIN_HIDDEN, END_HIDDEN, HIDDEN_TITLE.strip(), HIDDEN_HINT.strip(), GIVEN)
    for mark in marks:
        assert f"`{mark}`" in cells, mark
    assert all(step in TEXT for step in HINT_STEPS)


def test_a_tolerance_is_what_a_table_takes():
    assert all(f"`{field.name}`" in section("The probes") for field in fields(Tolerance))


def test_files_are_there():
    names = set(re.findall(r"`((?:grading|lrlab|tests|docs)/[\w./]+)`", TEXT))
    assert len(names) > 6
    missing = {name for name in names if "NAME" not in name and "accuracy" not in name and not (ROOT / name).exists()}
    assert missing == set()


def test_it_says_how_much_the_course_asks_for():
    asked = quotas(ROOT)
    words = " ".join(TEXT.split())
    assert (
        f"function the course asks for {asked['hints']['function']} hints, {asked['misconceptions']['function']} "
        f"misconceptions, {asked['corpus']['right']} right answers and {asked['corpus']['wrong']} wrong ones"
    ) in words


def test_it_names_the_misconceptions_that_all_courses_share():
    shared = {name for name, value in vars(common).items() if callable(value) and value is not common.misconception}
    assert shared == set(re.findall(r"`(\w+)`", section("The misconceptions").partition("authoring.common` (")[2]))
