"""Reference tables: inputs, right outcomes and wrong ones, as JSON that NumPy values survive.

`lrgrade build` writes a table for each exercise into `lrlab/course/reference/`; `check`
reads it. Non-finite floats are written as Python's json module does.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Seed:
    """Stands for `np.random.default_rng(seed)` in a table of arguments."""

    seed: int


@dataclass(frozen=True)
class Named:
    """Stands for one of the functions of `lrlab.course.callables` in a table of arguments."""

    name: str


def encode(value: Any) -> Any:
    """A value as JSON data. Raises TypeError for what a table cannot hold."""
    match value:
        case None | bool() | str():
            return value
        case np.ndarray():
            shape = {} if value.size else {"shape": list(value.shape)}
            return {"array": value.tolist(), "dtype": value.dtype.name, **shape}
        case np.generic():
            return {"scalar": value.item(), "dtype": value.dtype.name}
        case int() | float():
            return value
        case complex():
            return {"complex": [value.real, value.imag]}
        case list():
            return [encode(item) for item in value]
        case tuple():
            return {"tuple": [encode(item) for item in value]}
        case dict():
            return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
        case Seed():
            return {"seed": value.seed}
        case Named():
            return {"named": value.name}
    raise TypeError(f"a table cannot hold {type(value).__name__}")


def decode(data: Any) -> Any:
    """The value that `encode` wrote."""
    match data:
        case list():
            return [decode(item) for item in data]
        case {"array": items, "dtype": dtype}:
            found = np.array(items, dtype=dtype)
            return found.reshape(data["shape"]) if "shape" in data else found
        case {"scalar": item, "dtype": dtype}:
            return np.dtype(dtype).type(item)
        case {"complex": [real, imaginary]}:
            return complex(real, imaginary)
        case {"tuple": items}:
            return tuple(decode(item) for item in items)
        case {"dict": pairs}:
            return {decode(key): decode(item) for key, item in pairs}
        case {"seed": seed}:
            return Seed(seed)
        case {"named": name}:
            return Named(name)
    return data


@cache
def table(name: str) -> dict[str, Any]:
    """The reference table of an exercise, as written: values still encoded."""
    text = resources.files("lrlab.course.reference").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)


def fresh(value: Any) -> Any:
    """An argument for one call: a copy of an array, a new generator for a Seed, the function for a name."""
    if isinstance(value, Seed):
        return np.random.default_rng(value.seed)
    if isinstance(value, Named):
        from lrlab.course import callables

        return getattr(callables, value.name)
    return value.copy() if isinstance(value, np.ndarray) else value


def fresh_arguments(arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments for one call, by name: each `fresh`."""
    return {key: fresh(value) for key, value in arguments.items()}


def as_code(value: Any) -> str:
    """A value as Python that a learner can paste."""
    match value:
        case Seed():
            return f"np.random.default_rng({value.seed})"
        case Named():
            return value.name
        case np.ndarray():
            items = re.sub(r"\b(nan|inf)\b", r"np.\1", repr(value.tolist()))
            dtype = "" if value.dtype in (np.float64, np.int64) else f", dtype=np.{value.dtype.name}"
            return f"np.array({items}{dtype})"
        case np.generic():
            return as_code(value.item())
        case float() if value != value or value in (float("inf"), -float("inf")):
            return {"inf": "np.inf", "-inf": "-np.inf"}.get(str(value), "np.nan")
        case tuple():
            return "(" + ", ".join(map(as_code, value)) + ("," if len(value) == 1 else "") + ")"
        case list():
            return "[" + ", ".join(map(as_code, value)) + "]"
    return repr(value)
