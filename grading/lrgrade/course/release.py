"""What nbgrader's generate_assignment makes of a source notebook, step by step.

Written against nbgrader 0.9.6: the preprocessors of its GenerateAssignment, in their order.
"""

import copy

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from traitlets.config import Configurable


def as_registered(source: NotebookNode, parent: Configurable) -> NotebookNode:
    """A source as nbgrader registers it: stubs for answers, hidden tests still there.

    parent: whose configuration the preprocessors take.
    """
    notebook = copy.deepcopy(source)
    for step in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
        notebook, _ = step(parent=parent)(notebook, {})
    return notebook


def as_shown(registered: NotebookNode) -> NotebookNode:
    """What students get to see of a notebook as it is registered."""
    notebook, _ = ClearHiddenTests()(copy.deepcopy(registered), {})
    return notebook
