"""lrlab: logistic regression, built by you.

`check(sigmoid)` tells you whether your function is right, `hint("sigmoid")`
opens a hint, and `from lrlab import sigmoid` gives you the function that you
wrote in an earlier notebook.
"""

from importlib import import_module
from typing import Any

from lrlab.checking.check import CheckFailed, check
from lrlab.exercises import EXERCISES
from lrlab.workbook.hints import hint

__all__ = ["CheckFailed", "check", "hint"]


def __getattr__(name: str) -> Any:
    if name in ("callables", "data", "plots"):
        return import_module(f"lrlab.course.{name}")
    if name not in EXERCISES:
        raise AttributeError(f"module 'lrlab' has no attribute {name!r}")
    from lrlab.workbook.workbook import open_workbook

    return open_workbook().load(name)


def __dir__() -> list[str]:
    return sorted([*globals(), *EXERCISES])
