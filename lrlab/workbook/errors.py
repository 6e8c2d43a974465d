"""How a cell that was run ended, where it ended with an error."""

import re

from nbformat import NotebookNode

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def error_of(cell: NotebookNode) -> NotebookNode | None:
    """The output that says with which error a cell ended, or None."""
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    return errors[-1] if errors else None


def without_colours(message: str) -> str:
    """The message of an error as plain text."""
    return _ANSI.sub("", message)
