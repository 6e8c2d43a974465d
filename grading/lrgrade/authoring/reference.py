"""Make the reference tables: what the model answers and the misconceptions give back on the probes."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from lrgrade.authoring.misconceptions import Misconception, misconceptions_of
from lrgrade.course.probes import probes_of, right_results
from lrgrade.course.source import as_lines, points_of
from lrlab.checking.derivation import notation_of
from lrlab.checking.observe import Observation, observe_here
from lrlab.checking.tables import encode, fresh_arguments
from lrlab.exercises import Exercise
from lrlab.workbook.solutions import model_answer


def make_table(root: Path, exercise: Exercise) -> dict[str, Any]:
    """The reference table of an exercise, as JSON data.

    Raises ValueError where a model answer breaks its own contract (an
    exception, a changed argument).
    """
    head = {"exercise": exercise.name, "points": points_of(root, exercise)}
    wrong = misconceptions_of(root, exercise.name)
    match exercise.kind:
        case "function":
            return head | _of_function(root, exercise, wrong)
        case "derivation":
            return head | _of_derivation(root, exercise, wrong)
    return head | _of_values(root, exercise, wrong)


def as_text(table: dict[str, Any]) -> str:
    """A table as JSON, one probe and one misconception a line, so that a diff can be read."""
    lines = []
    for key, value in table.items():
        if isinstance(value, list) and value:
            items = ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f'"{key}": [\n{items}\n]')
        else:
            lines.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _of_function(root: Path, exercise: Exercise, wrong: list[Misconception]) -> dict[str, Any]:
    probes, model = probes_of(root, exercise.name), model_answer(root, exercise)
    rights = [right_results(probes, model, arguments) for arguments in probes.inputs]
    return {
        "tolerance": probes.tolerance,
        "probes": [
            {"arguments": encode(arguments), "right": [encode(result) for result in right]}
            for arguments, right in zip(probes.inputs, rights, strict=True)
        ],
        "misconceptions": [
            {
                "name": one.name,
                "teacher": one.teacher,
                # Where the order drawn decides, what a wrong answer gives back says nothing about another draw.
                "outcomes": [
                    _outcome(one, arguments) if len(right) == 1 else None
                    for arguments, right in zip(probes.inputs, rights, strict=True)
                ],
            }
            for one in wrong
        ],
    }


def _outcome(one: Misconception, arguments: dict[str, Any]) -> dict[str, Any]:
    with _no_randomness():
        seen: Observation = observe_here(one.wrong, fresh_arguments(arguments))
    try:
        result = encode(seen.result)
    except TypeError:
        result = None
    return {"result": result, "error": seen.error[0] if seen.error else None, "changed": seen.changed}


@contextmanager
def _no_randomness() -> Iterator[None]:
    """The same table from every build, also where a misconception draws from a state that nobody gave it."""
    random.seed(0)
    np.random.seed(0)
    seeded = np.random.default_rng
    with patch("numpy.random.default_rng", lambda seed=0: seeded(seed)):
        yield


def _of_derivation(root: Path, exercise: Exercise, wrong: list[Misconception]) -> dict[str, Any]:
    notation = notation_of(exercise.course)
    right = as_lines(exercise, model_answer(root, exercise))
    return {
        "lines": {name: notation.values(text) for name, text in right.items()},
        "misconceptions": [
            {
                "name": one.name,
                "teacher": one.teacher,
                "lines": {name: notation.values(text) for name, text in as_lines(exercise, one.wrong).items()},
            }
            for one in wrong
        ],
    }


def _of_values(root: Path, exercise: Exercise, wrong: list[Misconception]) -> dict[str, Any]:
    return {
        "tolerance": {"absolute": 1e-12, "relative": 1e-9},
        "right": encode(model_answer(root, exercise)),
        "misconceptions": [
            {
                "name": one.name,
                "teacher": one.teacher,
                "values": {key: encode(value) for key, value in one.wrong.items()},
            }
            for one in wrong
        ],
    }
