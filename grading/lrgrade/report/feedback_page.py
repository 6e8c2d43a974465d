"""The page of feedback: nbgrader's own, whose list of contents says of each test what it is about.

The words of its template are nbgrader's: where a later version has others, the list stays as nbgrader makes it.
"""

from html import escape
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from lrgrade.course.cells import is_grade, is_solution
from lrgrade.course.source import exercise_of
from lrgrade.report.scores import title_of

_TEST, _COMMENT = '<a href="#{name}">Test cell</a>', '<a href="#comment-{name}">Comment</a>'


class FeedbackPage(HTMLExporter):
    """What students read of how they were graded."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The page of a graded notebook."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            # The list comes first on the page.
            if is_grade(cell) and not is_solution(cell):
                page = _renamed(page, _TEST.format(name=name), "Test cell", _about(cell))
            elif is_solution(cell):
                page = _renamed(page, _COMMENT.format(name=name), "Comment", f"Comment on {name}")
        return page, resources


def _about(cell: NotebookNode) -> str:
    name, title = str(cell.metadata.nbgrader.grade_id), title_of(cell)
    return exercise_of(name) if title == name else f"{exercise_of(name)}: {title}"


def _renamed(page: str, link: str, old: str, new: str) -> str:
    return page.replace(link, link.replace(f">{old}<", f">{escape(new)}<"), 1)
