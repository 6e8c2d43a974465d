"""The cells that a notebook session has run, as plain Python."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

from lrlab.workbook.slicing import source_of

# Magics of a line or a cell that run the code that they are given where all other code runs.
_RUN_HERE = {"time", "capture", "prun", "memit"}


def cells_of(session: Any) -> list[str]:
    """What the session has run, in order; code under a magic such as `%%time` stands as if there were none."""
    cells = session.history_manager.input_hist_parsed
    return [piece for cell in cells for piece in _plain(cell, session.transform_cell)]


def _plain(cell: str, transform: Callable[[str], str]) -> Iterator[str]:
    # What IPython has made of a magic is a call.
    if "get_ipython()" not in cell:
        yield cell
        return
    try:
        statements = ast.parse(cell).body
    except (SyntaxError, ValueError):
        return
    for statement in statements:
        code = _under_a_magic(statement)
        if code is None:
            yield source_of(statement, cell)
        else:
            yield from _plain(transform(code), transform)


def _under_a_magic(statement: ast.stmt) -> str | None:
    match statement:
        case ast.Expr(
            ast.Call(
                func=ast.Attribute(attr="run_cell_magic" | "run_line_magic"),
                args=[ast.Constant(str(magic)), *_, ast.Constant(str(code))],
            )
        ) if magic in _RUN_HERE:
            return code
    return None
