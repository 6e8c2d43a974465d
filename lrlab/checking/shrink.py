"""The smallest call on which an answer fails, found by Hypothesis where an oracle tells right from wrong.

There is no model answer on the learner's side, and some exercises need none: a
course says in SEARCHES of its module `searches` for which, and how. Asked only
once a failure is known; the same call is found each time.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lrlab.checking.fault import Fault
from lrlab.checking.observe import Observation, observe
from lrlab.checking.tables import fresh_arguments
from lrlab.exercises import Exercise

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

# Enough to meet any mistake that depends on sizes of up to nine; shrinking comes on top.
_EXAMPLES = 60


@dataclass(frozen=True)
class Search:
    """How the smallest failing call of an exercise is found.

    arguments: makes the strategy to draw arguments from. oracle: tells what is
    wrong with a call, or None. telling: calls on which most mistakes show.
    """

    arguments: Callable[[], "SearchStrategy"]
    oracle: Callable[[Exercise, dict[str, Any], Observation], Fault | None]
    telling: list[dict[str, Any]]


def smallest_fault(exercise: Exercise, f: Any) -> Fault | None:
    """The fault at the smallest failing call; None where none is found, or the exercise has no oracle."""
    search: Search | None = exercise.course.defined("searches", "SEARCHES", {}).get(exercise.name)
    if search is None:
        return None

    def fault(arguments: dict[str, Any]) -> Fault | None:
        return search.oracle(exercise, arguments, observe(f, fresh_arguments(arguments)))

    # A search that finds nothing is the one that takes longest.
    if not any(map(fault, search.telling)):
        return None
    from hypothesis import Phase, find, settings
    from hypothesis.errors import HypothesisException

    bounds = settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=_EXAMPLES,
        phases=(Phase.generate, Phase.shrink),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return fault(find(search.arguments(), lambda arguments: fault(arguments) is not None, settings=bounds))
        except HypothesisException:
            return None  # Nothing found, or an answer that fails now and then.
