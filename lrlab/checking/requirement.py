"""How a requirement is registered, looks at an answer, and says that it is not met."""

from collections.abc import Callable, Sequence
from typing import Any

from lrlab.checking.observe import Observation, observe
from lrlab.checking.tables import as_code, fresh_arguments

Requirement = Callable[[Any], None]

_REQUIREMENTS: dict[str, list[Requirement]] = {}


class Wrong(Exception):  # noqa: N818
    """A requirement is not met.

    call: code that shows it. expected, got: in words. misconception: a name of
    the exercise's misconceptions, or None.
    """

    def __init__(self, call: str, expected: str, got: str, misconception: str | None = None):
        super().__init__(f"{call}: expected {expected}, got {got}")
        self.call = call
        self.expected = expected
        self.got = got
        self.misconception = misconception


def requires(*exercises: str) -> Callable[[Requirement], Requirement]:
    """Register a requirement of some exercises; they are asked in the order in which they are registered."""

    def register(requirement: Requirement) -> Requirement:
        for name in exercises:
            _REQUIREMENTS.setdefault(name, []).append(requirement)
        return requirement

    return register


def requirements_of(name: str) -> list[Requirement]:
    """The requirements of an exercise, in order."""
    return _REQUIREMENTS.get(name, [])


def look(
    f: Any, name: str, arguments: dict[str, Any], *, keywords: Sequence[str] = (), watch_random: bool = False
) -> Observation:
    """Observe one call with fresh copies of the arguments. Raises Wrong where it stops with an error."""
    given = fresh_arguments(arguments)
    seen = observe(f, given, keywords=keywords, watch_random=watch_random)
    if seen.error:
        raise Wrong(code(name, arguments, keywords), "a result", ": ".join(filter(None, seen.error)))
    return seen


def code(name: str, arguments: dict[str, Any], keywords: Sequence[str] = ()) -> str:
    """A call as code to paste."""
    values = (f"{key}={as_code(value)}" if key in keywords else as_code(value) for key, value in arguments.items())
    return f"{name}({', '.join(values)})"
