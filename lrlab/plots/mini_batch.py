"""The figures of notebook 05: paths of θ on the contours, what a step costs, loss against epoch and time (C32–C34).

The notebook hands in what the learner's functions computed: places of θ,
seconds, losses. The contours are drawn by the learner's own `loss`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lrlab.plots.figure import BLUE, GREEN, INK, ORANGE, PINK, SKY, Figure, draw

Loss = Callable[[np.ndarray, np.ndarray, np.ndarray], float]

_LINES = ((ORANGE, "o", "-"), (BLUE, "s", "--"), (GREEN, "^", "-."), (PINK, "D", "-"), (SKY, "v", "--"))


def paths(loss: Loss, X: np.ndarray, y: np.ndarray, walks: Mapping[str, np.ndarray]) -> Figure:
    """Where θ = [w, b] went, a line for each walk, on the contours of one loss (C32–C34).

    loss: `loss(theta, X, y)`; X: shape (m, 1); y: shape (m,).
    walks: by label, the places after each step, the start first, shape (steps + 1, 2).
    """
    places = np.vstack(list(walks.values()))
    low, high = places.min(axis=0), places.max(axis=0)
    # As much room above and below as to the sides, so that the contours keep their shape.
    middle, half = (low + high) / 2, 0.56 * max(high - low)
    w, b = (np.linspace(at - half, at + half, 31) for at in middle)
    heights = np.array([[float(loss(np.array([one, other]), X, y)) for one in w] for other in b])
    levels = heights.min() + np.ptp(heights) * np.linspace(0.08, 0.95, 9) ** 2

    def paint(ax: Any) -> str:
        lines = ax.contour(w, b, heights, levels, colors=INK, linewidths=0.7, alpha=0.6)
        ax.clabel(lines, levels[::2], fmt="%.3f", fontsize=9, colors=INK)
        ends = []
        for (label, walk), (colour, marker, _) in zip(walks.items(), _LINES, strict=False):
            ax.plot(*walk.T, color=colour, lw=1.3, label=label)
            ax.plot(*walk[-1], marker, color=colour, ms=9, mec=INK, zorder=3)
            ends.append(f"{label}: {len(walk) - 1} steps, the loss goes up in {climbs(loss, X, y, walk)}")
        ax.plot(*places[0], "o", color=INK, ms=6)
        ax.annotate("start", places[0], (6, 6), textcoords="offset points")
        ax.set(xlabel="weight w", ylabel="bias b", aspect="equal")
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
        return ""

    return draw(paint, size=(7.4, 4.8), alt="x")
