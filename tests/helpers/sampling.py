"""What is slow by nature is tried on a sample that is drawn anew for each run.

A run prints its seed: `LRLAB_TEST_SEED=N pytest` draws the same again, and
`pytest --whole` tries everything.
"""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

SEED = int(os.environ.get("LRLAB_TEST_SEED") or random.randrange(2**32))


def whole() -> bool:
    """Whether nothing is to be left out."""
    return os.environ.get("LRLAB_TEST_WHOLE") == "1"


def chance(name: str) -> random.Random:
    """The random numbers of one test, by its name: the same whichever tests run beside it."""
    return random.Random(f"{SEED} {name}")


def times(usually: int, of_all: int) -> int:
    """How often to try what could be tried for ever."""
    return of_all if whole() else usually


def sample(name: str, things: Sequence[Thing], size: int) -> list[Thing]:
    """So many of them, in their order; all of them where nothing is to be left out."""
    if whole() or size >= len(things):
        return [*things]
    return [things[index] for index in sorted(chance(name).sample(range(len(things)), size))]
