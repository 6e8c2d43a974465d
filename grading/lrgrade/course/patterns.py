"""Let nbgrader find its files in folders whose names look like patterns.

nbgrader looks for submissions and notebooks by patterns that it makes of a
folder's path and a star. A course in `Kurs [2]`, or a student who is called
`[x]`, is then looked for elsewhere, or not at all. Here the part of a pattern
that is there as it is written is taken as it is written.

Written against nbgrader 0.9.6. Its documentation promises none of this:
- `nbgrader.converters.base.glob`, `nbgrader.utils.glob`, `nbgrader.apps.api.glob`: replaced, the module by which they
  look for files;
- `nbgrader.exchange.default.exchange.glob`, `nbgrader.exchange.default.list.glob`,
  `nbgrader.exchange.default.collect.glob`, `nbgrader.exchange.default.release_feedback.glob`,
  `nbgrader.exchange.default.fetch_feedback.glob`: that of its exchange.
"""

import glob
import os
from types import SimpleNamespace

import nbgrader.apps.api
import nbgrader.converters.base
import nbgrader.exchange.default.collect
import nbgrader.exchange.default.exchange
import nbgrader.exchange.default.fetch_feedback
import nbgrader.exchange.default.list
import nbgrader.exchange.default.release_feedback
import nbgrader.utils


def take_paths_as_they_are() -> None:
    """Do so in this process from now on."""
    exchange = nbgrader.exchange.default
    for module in (
        *(nbgrader.converters.base, nbgrader.utils, nbgrader.apps.api),
        *(exchange.exchange, exchange.list, exchange.collect, exchange.release_feedback, exchange.fetch_feedback),
    ):
        module.glob = SimpleNamespace(glob=_glob, escape=glob.escape)


def _glob(pattern: str) -> list[str]:
    return glob.glob(_as_it_is(pattern))  # noqa: PTH207  (nbgrader asks for what this gives)


def _as_it_is(pattern: str) -> str:
    """The same pattern, in which the folders that are there stand for themselves."""
    parts = pattern.split("/")
    for number, part in enumerate(parts):
        here = "/".join(parts[: number + 1])
        if part.startswith("*") or not (os.path.lexists(here) or not part):
            return "/".join([*map(glob.escape, parts[:number]), *parts[number:]])
    return glob.escape(pattern)
