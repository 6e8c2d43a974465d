"""What a table of inputs cannot hold: small functions, each a requirement whose docstring states it as a fact.

A course's module `properties` registers them in its REQUIREMENTS. They look at
an answer only through `observe`, since it may be a proxy into a sandbox, and
raise Wrong for one that does not meet the requirement. Some repeat in general
what a table shows in one case, so that a mistake with a number of the learner's
choice in it (a clip, a seed, a rate) is known by its name too.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lrlab.checking.observe import Observation, observe
from lrlab.checking.tables import call_as_code, fresh_arguments

Requirement = Callable[[Any], None]


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


class Requirements:
    """The requirements of a course's exercises."""

    def __init__(self) -> None:
        self._of: dict[str, list[Requirement]] = {}

    def requires(self, *exercises: str) -> Callable[[Requirement], Requirement]:
        """Register a requirement of some exercises; they are asked in the order in which they are registered."""

        def register(requirement: Requirement) -> Requirement:
            for name in exercises:
                self._of.setdefault(name, []).append(requirement)
            return requirement

        return register

    @property
    def exercises(self) -> list[str]:
        """The exercises that have any."""
        return [*self._of]

    def of(self, name: str) -> list[Requirement]:
        """The requirements of an exercise, in order."""
        return self._of.get(name, [])

    def unmet(self, name: str, f: Any) -> Iterator[tuple[Requirement, Wrong]]:
        """The requirements of an exercise that an answer does not meet, asked one after the other."""
        for requirement in self.of(name):
            try:
                requirement(f)
            except Wrong as wrong:
                yield requirement, wrong


def look(
    f: Any, name: str, arguments: dict[str, Any], *, keywords: Sequence[str] = (), watch_random: bool = False
) -> Observation:
    """Observe one call with fresh copies of the arguments. Raises Wrong where it stops with an error."""
    given = fresh_arguments(arguments)
    seen = observe(f, given, keywords=keywords, watch_random=watch_random)
    if seen.error:
        raise Wrong(call_as_code(name, arguments, keywords), "a result", ": ".join(filter(None, seen.error)))
    return seen
