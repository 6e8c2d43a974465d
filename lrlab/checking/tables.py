"""Reference tables: inputs, right outcomes and wrong ones, as JSON that NumPy values survive.

`lrgrade build` writes a table for each exercise of a course; `check` reads it.
A function among the arguments is written by the names of its module and its
own. Non-finite floats are written as Python's json module does.
"""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import FunctionType
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Seed:
    """Stands for `np.random.default_rng(seed)` in a table of arguments."""

    seed: int


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
        case FunctionType(__name__=str(name), __module__=str(module)) if _is_in_a_module(value):
            return {"function": name, "module": module}
    raise TypeError(f"a table cannot hold {type(value).__name__}")


def _is_in_a_module(function: FunctionType) -> bool:
    """Whether another process finds the function by the names of its module and its own."""
    return getattr(sys.modules.get(function.__module__), function.__name__, None) is function


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
        case {"function": name, "module": module}:
            return getattr(import_module(module), name)
    return data


def fresh(value: Any) -> Any:
    """An argument for one call: a copy of an array, a new generator for a Seed."""
    if isinstance(value, Seed):
        return np.random.default_rng(value.seed)
    return value.copy() if isinstance(value, np.ndarray) else value


def fresh_arguments(arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments for one call, by name: each `fresh`."""
    return {key: fresh(value) for key, value in arguments.items()}


def as_code(value: Any) -> str:
    """A value as Python that a learner can paste."""
    match value:
        case Seed():
            return f"np.random.default_rng({value.seed})"
        case FunctionType():
            return value.__name__
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
        case dict():
            return "{" + ", ".join(f"{as_code(key)}: {as_code(item)}" for key, item in value.items()) + "}"
    return repr(value)


def call_as_code(name: str, arguments: dict[str, Any], keywords: Sequence[str] = ()) -> str:
    """A call as code to paste, with the imports that its arguments need; those in `keywords` are given by name."""
    values = (f"{key}={as_code(value)}" if key in keywords else as_code(value) for key, value in arguments.items())
    return f"{_imports(arguments)}{name}({', '.join(values)})"


def _imports(arguments: dict[str, Any]) -> str:
    functions: list[Callable[..., Any]] = [value for value in arguments.values() if isinstance(value, FunctionType)]
    return "".join(f"from {function.__module__} import {function.__name__}\n" for function in functions)
