"""What is missing or contradicts itself, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# What a stub leaves to its author stands behind it: `lrgrade new` writes it, `lrgrade build` asks for it.
TODO = "TODO:"
_LEFT = re.compile(rf'{TODO}\s*([^"|]*)')


@dataclass(frozen=True)
class Problem:
    """One problem. where: a file, as seen from the course folder, and the place in it."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


class UnreadyError(Exception):
    """Something cannot be looked at yet. problems: why not; none where another check says it."""

    def __init__(self, *problems: Problem):
        super().__init__(*map(str, problems))
        self.problems = problems


def todos_in(text: str) -> Iterator[tuple[int, str]]:
    """What a text leaves to its author: the number of each line that does, and its words."""
    for number, line in enumerate(text.splitlines(), 1):
        for words in _LEFT.findall(line):
            yield number, words.strip(" '.,()")


def still(words: str) -> str:
    """How a problem says that something is left to its author."""
    return f"still to be written: {words}."


def described(error: BaseException) -> str:
    """An error in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".: ")


def listed(names: Any) -> str:
    """Names in a sentence."""
    return ", ".join(names)
