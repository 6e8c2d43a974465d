"""What a table of inputs cannot hold: small functions, each a requirement whose docstring states it as a fact.

They look at an answer only through `observe`, since it may be a proxy into a
sandbox, and raise Wrong for one that does not meet the requirement.
"""

from collections.abc import Callable
from typing import Any

Requirement = Callable[[Any], None]

_REQUIREMENTS: dict[str, list[Requirement]] = {}


class Wrong(Exception):  # noqa: N818
    """A requirement is not met. `misconception` is a name of the exercise's misconceptions, or None."""

    def __init__(self, call: str, expected: str, got: str, misconception: str | None = None):
        super().__init__(f"{call}: expected {expected}, got {got}")
        self.call = call
        self.expected = expected
        self.got = got
        self.misconception = misconception


def requires(*exercises: str) -> Callable[[Requirement], Requirement]:
    """Register a requirement of some exercises; they are asked in the order of this file."""

    def register(requirement: Requirement) -> Requirement:
        for name in exercises:
            _REQUIREMENTS.setdefault(name, []).append(requirement)
        return requirement

    return register


def requirements_of(name: str) -> list[Requirement]:
    """The requirements of an exercise, in order."""
    return _REQUIREMENTS.get(name, [])
