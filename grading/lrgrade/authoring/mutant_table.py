"""The table of mutants: a row for each exercise and one for all, as a terminal and `docs/testing.md` show it."""

import re
from collections.abc import Iterable
from pathlib import Path

from lrgrade.authoring.mutants import Tally
from lrlab.exercises import Course

MUTANT_TABLE = "docs/testing.md"
HEAD = "| exercise | mutants | killed | equivalent | survived |\n| --- | --- | --- | --- | --- |"

_HELD_ROW = re.compile(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)

Counts = tuple[int, ...]


def counts(tally: Tally) -> Counts:
    """The numbers of a row."""
    return tally.count, tally.killed, len(tally.equivalent), len(tally.survived)


def row(name: str, numbers: Iterable[int]) -> str:
    """A row of an exercise."""
    return f"| `{name}` | {' | '.join(map(str, numbers))} |"


def last_row(rows: Iterable[Counts]) -> str:
    """The row for all."""
    return f"| **all** | {' | '.join(map(str, map(sum, zip(*rows, strict=True))))} |"


def enter(root: Path, course: Course, found: dict[str, Counts]) -> bool:
    """Put the rows of some exercises into the table of the document; say whether it is another one then.

    The rows stand in the order of the course. A course folder without the
    document, or the table in it, stays as it is.
    """
    path = root / MUTANT_TABLE
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    before, head, after = text.partition(f"{HEAD}\n")
    if not head:
        return False
    held = re.match(r"(?:\|.*\n)*", after)
    assert held is not None
    known = {name: tuple(map(int, numbers)) for name, *numbers in _HELD_ROW.findall(held[0])} | found
    rows = {name: known[name] for name in course.exercises if name in known}
    table = "\n".join([*(row(*one) for one in rows.items()), last_row(rows.values())])
    made = f"{before}{head}{table}\n{after[held.end() :]}"
    if made != text:
        path.write_text(made, encoding="utf-8", newline="\n")
    return made != text
