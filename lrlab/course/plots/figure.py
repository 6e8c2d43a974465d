"""A figure that carries its own description and wears the colours of the page it is on.

Matplotlib draws it as SVG in a stand-in ink that becomes `currentColor`, so
that axes and labels are dark on a light page and light on a dark one. Every
figure has an alternative text; where no picture can be shown, the text is.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as MatplotlibFigure
from matplotlib.lines import Line2D
from matplotlib.markers import TICKDOWN, TICKLEFT
from matplotlib.transforms import ScaledTranslation

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
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "legend.framealpha": 0,
    "grid.color": "#808080",
    "axes.titley": 1.0,
    # Numbers stay short, so that they fit where there is room for them.
    "axes.formatter.limits": (-3, 3),
    "axes.formatter.useoffset": False,
    "lines.linewidth": 2.2,
}

_GRID: Any = {"colors": "#808080", "alpha": 0.3, "linewidths": 0.8, "zorder": 0.5}
_TICK_MARKS: Any = {"linestyle": "", "color": INK, "markeredgewidth": 0.8, "clip_on": False}


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


@dataclass(frozen=True)
class Margins:
    """The inches around a figure's axes. As it stands they hold numbers and names, but no title (0.35) or legend."""

    left: float = 0.7
    right: float = 0.15
    bottom: float = 0.55
    top: float = 0.12
    between: float = 0.2


_USUAL = Margins()


def draw(
    paint: Callable[..., str | None],
    *,
    size: tuple[float, float] = (6.4, 3.8),
    margins: Margins = _USUAL,
    grid: bool = True,
    alt: str = "",
    **subplots: Any,
) -> Figure:
    """Draw a figure: `paint` gets the axes (one, or the array that `subplots` asks for).

    size: inches. alt: the alternative text, unless `paint` returns one that
    depends on what it drew.
    """
    with matplotlib.rc_context(_STYLE):
        canvas = MatplotlibFigure(figsize=size)
        # Fixed places: to measure every text would take longer than to draw, and axes would move with a slider.
        columns = subplots.get("ncols", 1)
        panel = (size[0] - margins.left - margins.right - (columns - 1) * margins.between) / columns
        canvas.subplots_adjust(
            left=margins.left / size[0],
            right=1 - margins.right / size[0],
            bottom=margins.bottom / size[1],
            top=1 - margins.top / size[1],
            wspace=margins.between / panel,
        )
        alt = paint(canvas.subplots(**subplots)) or alt
        if not alt:
            raise ValueError("a figure needs an alternative text")
        for ax in canvas.axes:
            if ax.axison and ax.name == "rectilinear":
                ax.apply_aspect()
                numbered = ax is canvas.axes[0] or not subplots.get("sharey")
                _scale(ax.xaxis, 0.31, grid=grid, numbered=True)
                _scale(ax.yaxis, margins.left - 0.2, grid=grid, numbered=numbered)
        buffer = io.StringIO()
        # `savefig` would draw everything twice, to fit a layout.
        FigureCanvasSVG(canvas).print_svg(buffer, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = svg.replace(INK, "currentColor")
    return Figure(svg.replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1), alt)


def _scale(axis: Any, away: float, *, grid: bool, numbered: bool) -> None:
    """Draw an axis in Matplotlib's place: grid, marks, numbers, and the name so many inches away.

    Matplotlib makes five artists for each mark, most of them never seen, and
    spends most of a figure's time on them.
    """
    ax, flat = axis.axes, axis.axis_name == "x"
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    places, between = (
        [float(place) for place in found if low - slack <= place <= high + slack]
        for found in (axis.get_majorticklocs(), axis.get_minorticklocs())
    )
    numbers = axis.get_major_formatter().format_ticks(places)
    # The power of ten that numbers have in common, when a wrong function draws huge ones.
    name = " · ".join(filter(None, (axis.get_label_text(), axis.get_major_formatter().get_offset())))
    axis.set_visible(False)

    def at(along: Any, across: Any) -> Any:
        return (along, across) if flat else (across, along)

    def off(inches: float) -> Any:
        x, y = at(0, -inches)
        return ScaledTranslation(x, y, ax.figure.dpi_scale_trans)

    along = ax.get_xaxis_transform() if flat else ax.get_yaxis_transform()
    if grid:
        lines = [[at(place, 0), at(place, 1)] for place in places]
        ax.add_collection(LineCollection(lines, transform=along, **_GRID), autolim=False)
    for marked, length in ((places, 3.5), (between, 2)):
        if marked:
            ends = at(marked, [0] * len(marked))
            mark: Any = TICKDOWN if flat else TICKLEFT
            ax.add_artist(Line2D(*ends, transform=along, marker=mark, markersize=length, **_TICK_MARKS))
    if numbered:
        beside = {"ha": "center", "va": "top"} if flat else {"ha": "right", "va": "center_baseline"}
        for place, number in zip(places, numbers, strict=True):
            ax.text(*at(place, 0), number, transform=along + off(0.1), **beside)
    if name:
        aligned: dict[str, Any] = {"va": "top"} if flat else {"va": "bottom", "rotation": 90, "rotation_mode": "anchor"}
        ax.text(*at(0.5, 0), name, transform=ax.transAxes + off(away), ha="center", **aligned)


def true_minus(number: float) -> str:
    """A number with two decimals at most and a true minus sign, for labels."""
    return f"{round(number, 2) + 0.0:g}".replace("-", "−")
