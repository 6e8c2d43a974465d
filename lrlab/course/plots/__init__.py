"""Figures, one module for each notebook: `plots.sigmoid`, `plots.gradient`, … are loaded when first used."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

_TOPICS = frozenset(module.name for module in iter_modules(__path__))


def __getattr__(name: str) -> ModuleType:
    if name not in _TOPICS:
        raise AttributeError(f"module 'lrlab.course.plots' has no attribute {name!r}")
    return import_module(f"lrlab.course.plots.{name}")


def warm_up() -> None:
    """Do once what is slow the first time, such as finding the fonts, for a process that forks or wants to be quick."""
    import_module("lrlab.course.plots.sigmoid").curve()
