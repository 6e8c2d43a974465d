"""The inputs on which answers are compared, one file an exercise, `grading/exercises/NAME/probes.py`.

A file defines `PROBES` (argument sets, smallest first), `draw(rng)` (a fresh
argument set for hidden tests), and where they are needed `outcomes(**arguments)`
(every permissible result, where the order of drawing is free) and `TOLERANCE`.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lrgrade.course.loading import load
from lrlab.checking.observe import observe_here
from lrlab.checking.tables import Seed, fresh_arguments

__all__ = ["Probes", "Seed", "probes_of"]

DEFAULT_TOLERANCE = {"absolute": 1e-12, "relative": 1e-9}


@dataclass(frozen=True)
class Probes:
    """What one probe file defines."""

    inputs: list[dict[str, Any]]
    draw: Callable[..., dict[str, Any]]
    outcomes: Callable[..., list[Any]] | None
    tolerance: dict[str, float | bool]


@functools.cache
def probes_of(root: Path, name: str) -> Probes:
    """The probes of a function exercise. Raises FileNotFoundError."""
    module = load(root, name, "probes")
    return Probes(
        module.PROBES,
        module.draw,
        getattr(module, "outcomes", None),
        {**DEFAULT_TOLERANCE, **getattr(module, "TOLERANCE", {})},
    )


def right_results(probes: Probes, model: Any, arguments: dict[str, Any]) -> list[Any]:
    """Every permissible result for these arguments: those of `outcomes`, or what the model answer gives."""
    if probes.outcomes is not None:
        found = probes.outcomes(**arguments)
        if found:
            return found
    seen = observe_here(model, fresh_arguments(arguments))
    if seen.error or seen.changed:
        raise ValueError(f"the model answer broke the contract on {arguments}: {seen.error or seen.changed}")
    return [seen.result]
