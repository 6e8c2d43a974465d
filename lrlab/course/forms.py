"""Forms of arguments for which alone an answer may be right, by the name of the misconception that this shows."""

from collections.abc import Callable
from typing import Any

import numpy as np


def _size(arguments: dict[str, Any]) -> tuple[int, ...]:
    """The shape of the first argument, which says how much is asked for."""
    return np.shape(next(iter(arguments.values())))


def _has_two_features(arguments: dict[str, Any]) -> bool:
    features = arguments.get("X", arguments.get("x"))
    return features is not None and np.shape(features)[-1] == 2


FORMS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "for two features only": _has_two_features,
    "written for one example only": lambda arguments: "X" in arguments and len(_size(arguments)) == 1,
    "written for a matrix only": lambda arguments: "X" in arguments and len(_size(arguments)) == 2,
    "numbers only": lambda arguments: len(_size(arguments)) == 0,
    "arrays only": lambda arguments: len(_size(arguments)) > 0,
    "vectors only": lambda arguments: len(_size(arguments)) == 1,
}
