"""A figure that carries its own description and wears the colours of the page it is on.

Matplotlib draws it as SVG in a stand-in ink that becomes `currentColor`, so
that axes and labels are dark on a light page and light on a dark one. Every
figure has an alternative text; where no picture can be shown, the text is.
"""

import io
import re
from collections.abc import Callable
from html import escape
from typing import Any

import matplotlib
from matplotlib.figure import Figure as MatplotlibFigure

# Okabe & Ito's colours, told apart by colour-blind readers; the two that fade on white or on black are left out.
BLUE, ORANGE, GREEN, PINK, SKY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9"
INK = "#010203"

_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "lrlab",
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": "#808080",
    "grid.alpha": 0.3,
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "legend.framealpha": 0,
    "lines.linewidth": 2.2,
}


class Figure:
    """A finished drawing: `svg`, and `alt`, the sentence that says what it shows."""

    def __init__(self, svg: str, alt: str):
        self.svg = svg
        self.alt = alt

    @property
    def html(self) -> str:
        """The figure as HTML, with its alternative text."""
        return (
            f'<figure class="lrlab-figure" role="img" aria-label="{escape(self.alt, quote=True)}" '
            f'style="margin:0;max-width:100%">{self.svg}</figure>'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"


def draw(
    paint: Callable[..., str | None], *, size: tuple[float, float] = (6.4, 3.8), alt: str = "", **subplots: Any
) -> Figure:
    """Draw a figure: `paint` gets the axes (one, or the array that `subplots` asks for).

    size: inches. alt: the alternative text, unless `paint` returns one that
    depends on what it drew.
    """
    with matplotlib.rc_context(_STYLE):
        canvas = MatplotlibFigure(figsize=size, layout="constrained")
        alt = paint(canvas.subplots(**subplots)) or alt
        if not alt:
            raise ValueError("a figure needs an alternative text")
        buffer = io.StringIO()
        canvas.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = svg.replace(INK, "currentColor")
    return Figure(svg.replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1), alt)


def true_minus(number: float) -> str:
    """A number with two decimals at most and a true minus sign, for labels."""
    return f"{round(number, 2) + 0.0:g}".replace("-", "−")
