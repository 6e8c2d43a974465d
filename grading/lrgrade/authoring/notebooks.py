"""Notebooks as files whose diffs can be read."""

import nbformat
from nbformat import NotebookNode


def as_json(notebook: NotebookNode) -> str:
    """A notebook as the text of its file."""
    return nbformat.writes(notebook, version=4) + "\n"
