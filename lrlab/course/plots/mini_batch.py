"""The figures of notebook 05: where θ goes, what a step costs, the loss against epochs and seconds (C32–C34).

The notebook hands in what the learner's functions computed: places of θ,
seconds, losses. The contours are drawn by the learner's own `loss`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.ticker import FuncFormatter

from lrlab.course.plots.figure import BLUE, GREEN, INK, ORANGE, PINK, SKY, Figure, Margins, draw

Loss = Callable[[np.ndarray, np.ndarray, np.ndarray], float]

_LINES = ((ORANGE, "o", "-"), (BLUE, "s", "--"), (GREEN, "^", "-"), (PINK, "D", "-."), (SKY, "v", ":"))


def paths(loss: Loss, X: np.ndarray, y: np.ndarray, walks: Mapping[str, Sequence[np.ndarray]]) -> Figure:
    """Where θ = [w, b] went: a line for each walk, on the contours of one loss (C32–C34).

    loss: `loss(theta, X, y)`; X: shape (m, 1); y: shape (m,).
    walks: by label, θ at the start and after each step, shape (steps + 1, 2).
    """
    lines = {label: np.asarray(walk, dtype=float) for label, walk in walks.items()}
    visited = np.vstack(list(lines.values()))
    low, high = visited.min(axis=0), visited.max(axis=0)
    middle, half = (low + high) / 2, 0.56 * np.max(high - low)
    weights, biases = (np.linspace(at - half, at + half, 31) for at in middle)
    heights = np.array([[float(loss(np.array([w, b]), X, y)) for w in weights] for b in biases])
    # Levels that lie closer together near the ground show where it is.
    levels = heights.min() + np.ptp(heights) * np.linspace(0.08, 0.95, 9) ** 2

    def paint(ax: Any) -> str:
        contours = ax.contour(weights, biases, heights, levels, colors=INK, linewidths=0.7, alpha=0.6)
        # Only the outer lines have room for a number.
        ax.clabel(contours, levels[4::2], fmt="%.3f", fontsize=9, colors=INK)
        told = []
        for (label, line), (colour, marker, _) in zip(lines.items(), _LINES, strict=False):
            ax.plot(*line.T, color=colour, lw=1.5)
            ax.plot(*line[-1], marker, color=colour, ms=10, mec=INK, zorder=3)
            ax.plot([], [], color=colour, marker=marker, ms=8, mec=INK, label=label)
            end = f"w = {line[-1, 0]:.2f}, b = {line[-1, 1]:.2f}".replace("-", "−")
            told.append(f"{label}: {len(line) - 1} steps, together {_length(line):.1f} long, to {end}")
        ax.plot(*visited[0], "o", color=INK, ms=6)
        ax.annotate("start", visited[0], xytext=(6, 6), textcoords="offset points")
        ax.set(xlabel="weight w", ylabel="bias b", aspect="equal")
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
        return f"From one start, paths of θ on the contour lines of the loss over w and b. {'; '.join(told)}."

    return draw(paint, size=(7.6, 4.8), margins=Margins(right=2.8))


def step_costs(sizes: Sequence[int], loop: Sequence[float], vectorised: Sequence[float]) -> Figure:
    """The seconds that one step takes against the examples in its batch, with a loop and without (C34)."""

    def paint(ax: Any) -> str:
        for seconds, label, (colour, marker, line) in zip(
            (loop, vectorised), ("loop", "vectorised"), _LINES, strict=False
        ):
            ax.loglog(sizes, np.asarray(seconds) * 1e6, color=colour, marker=marker, ms=6, ls=line, label=label)
        ax.set(xlabel="examples in the batch", ylabel="microseconds for one gradient")
        _plain_numbers(ax.xaxis, ax.yaxis)
        ax.legend()
        return (
            "What one gradient costs against the size of its batch, both axes logarithmic. "
            f"From {sizes[0]:,} to {sizes[-1]:,} examples the loop takes {loop[-1] / loop[0]:,.0f} times as long, "
            f"the vectorised function {vectorised[-1] / vectorised[0]:,.0f} times."
        )

    return draw(paint, margins=Margins(left=1.1))


def progress(runs: Mapping[str, tuple[Sequence[float], float]]) -> Figure:
    """The loss of several runs against epochs, and again against seconds (C34).

    runs: by label, the losses at the end of each epoch, and the seconds of the
    whole run; its epochs are taken to last equally long.
    """

    def paint(axes: Any) -> str:
        told = []
        for (label, (losses, seconds)), (colour, marker, line) in zip(runs.items(), _LINES, strict=False):
            epochs = np.arange(1, len(losses) + 1)
            for ax, time in zip(axes, (epochs, epochs * seconds / len(losses)), strict=True):
                ax.plot(time, losses, color=colour, ls=line, lw=1.8, marker=marker, markevery=[0], ms=7, label=label)
            end = f"{losses[-1]:.3f} after {len(losses)} epochs or {seconds:.2f} s"
            told.append(f"{label}: {losses[0]:.3f} after one epoch, {end}")
        axes[0].set(xlabel="epochs", ylabel="mean loss at the end of the epoch", xscale="log")
        axes[1].set(xlabel="seconds", xscale="log")
        _plain_numbers(axes[0].xaxis, axes[1].xaxis)
        axes[1].legend(title="batch size", loc="upper left", bbox_to_anchor=(1, 1))
        return f"The loss against epochs and against seconds, by batch size. {'; '.join(told)}."

    return draw(paint, size=(9.6, 3.9), margins=Margins(right=1.35), ncols=2, sharey=True)


def _plain_numbers(*axes: Any) -> None:
    """Write 1,000 and 0.01 on a logarithmic axis, not powers of ten."""
    for axis in axes:
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}"))


def _length(walk: np.ndarray) -> float:
    return float(np.sum(np.linalg.norm(np.diff(walk, axis=0), axis=1)))
