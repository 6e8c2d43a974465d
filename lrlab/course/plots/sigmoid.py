"""The figures of notebook 01: the sigmoid, what w and b do to it, and the decision boundary (C09, C11, C12).

Where a figure needs a sigmoid or a classifier, the learner's own function draws it.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from lrlab.course.plots.figure import BLUE, GREEN, INK, ORANGE, Figure, Margins, draw, true_minus
from lrlab.course.plots.interactive import Interactive, slider

Function = Callable[..., Any]


@cache
def curve() -> Figure:
    """The sigmoid from z = −8 to 8, with σ(0) = 0.5 and the two values that it never reaches."""
    # Read from right to left: which z has the probability p? So the figure can stand before the exercise.
    p = np.linspace(3.3535e-4, 1 - 3.3535e-4, 801)
    z = np.log(p / (1 - p))

    def paint(ax: Any) -> None:
        ax.axhline(1, color=INK, lw=1, ls=":")
        ax.axhline(0, color=INK, lw=1, ls=":")
        ax.plot(z, p, color=BLUE)
        ax.plot([0], [0.5], "o", color=ORANGE, ms=8)
        ax.annotate("σ(0) = 0.5", (0, 0.5), xytext=(12, -4), textcoords="offset points", va="top")
        ax.annotate("close to 1, never 1", (7.8, 0.93), ha="right", va="top")
        ax.annotate("close to 0, never 0", (-7.8, 0.07))
        ax.set(xlabel="score z", ylabel="probability σ(z)", xlim=(-8, 8), ylim=(-0.05, 1.05))

    return draw(
        paint,
        alt="The sigmoid, an S-shaped curve: close to 0 for very negative scores z, rising through 0.5 at z = 0, "
        "close to 1 for large scores.",
    )


def slope_and_place(sigmoid: Function) -> Figure:
    """σ(wx + b) for one feature x: on the left four weights, on the right three biases."""
    x = np.linspace(-6, 6, 241)

    def paint(axes: Any) -> None:
        left, right = axes
        for w, style, colour in [(0.5, ":", GREEN), (1, "-", BLUE), (3, "--", ORANGE), (-1, "-.", INK)]:
            left.plot(x, sigmoid(w * x), ls=style, color=colour, label=f"w = {true_minus(w)}")
        for b, style, colour in [(-3, ":", GREEN), (0, "-", BLUE), (3, "--", ORANGE)]:
            right.plot(x, sigmoid(x + b), ls=style, color=colour, label=f"b = {true_minus(b)}")
        left.set(title="b = 0, four weights", ylabel="σ(wx + b)")
        right.set(title="w = 1, three biases")
        for ax in axes:
            ax.set(xlabel="feature x", xlim=(-6, 6), ylim=(-0.05, 1.05))
            # Below the axes no curve can run through it.
            ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2, handlelength=2.6)

    return draw(
        paint,
        size=(8, 4.4),
        margins=Margins(bottom=1.1, top=0.35),
        ncols=2,
        sharey=True,
        alt="Two panels of sigmoid curves over one feature x. Left: a larger weight makes the curve steeper, "
        "a negative one turns it around. Right: a larger bias moves the curve to the left, a smaller one to the right.",
    )


def w_and_b(sigmoid: Function) -> Interactive:
    """σ(wx + b) with sliders for w and b."""

    def picture(w: float, b: float) -> Figure:
        return one_curve(sigmoid, w, b)

    return Interactive(picture, {"w": slider("w", 1, -5, 5), "b": slider("b", -2, -10, 10)})


def one_curve(sigmoid: Function, w: float, b: float) -> Figure:
    """σ(wx + b) for one feature x, with the place where it crosses 0.5."""
    x = np.linspace(-6, 6, 241)
    crossing = -b / w if w else np.inf
    says = f"The curve σ(wx + b) with w = {true_minus(w)} and b = {true_minus(b)}"
    if abs(crossing) <= 6:
        says += f"; it crosses 0.5 at x = {true_minus(crossing)}."
    else:
        says += "; it does not cross 0.5 between x = −6 and 6."

    def paint(ax: Any) -> None:
        ax.axhline(0.5, color=INK, lw=1, ls=":")
        ax.plot(x, sigmoid(w * x + b), color=BLUE)
        if abs(crossing) <= 6:
            ax.axvline(crossing, color=ORANGE, lw=1.5, ls="--")
            ax.plot([crossing], [0.5], "o", color=ORANGE, ms=8)
        where = f"0.5 at x = −b/w = {true_minus(crossing)}" if w else "flat: x does not count"
        ax.set_title(f"w = {true_minus(w)}, b = {true_minus(b)}:  {where}")
        ax.set(xlabel="feature x", ylabel="σ(wx + b)", xlim=(-6, 6), ylim=(-0.05, 1.05))

    return draw(paint, margins=Margins(top=0.35), alt=says)


def boundary(predict_proba: Function, w: np.ndarray, b: float) -> Figure:
    """P(y=1|x) over two features from 0 to 5, and the line where it is 0.5.

    w: shape (2,), one weight positive and the other negative.
    """
    side = np.linspace(0, 5, 61)
    x1, x2 = np.meshgrid(side, side)
    p = np.asarray(predict_proba(np.column_stack([x1.ravel(), x2.ravel()]), w, b)).reshape(x1.shape)
    levels = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    # The labels stand in a row, where each line meets x₁ + x₂ = 5.
    label_x = (np.log(levels / (1 - levels)) - b - 5 * w[1]) / (w[0] - w[1])

    def paint(ax: Any) -> None:
        ax.contourf(x1, x2, p, [0, 0.5, 1], colors=[ORANGE, BLUE], alpha=0.16)
        lines = ax.contour(
            x1,
            x2,
            p,
            levels,
            colors=[ORANGE, ORANGE, INK, BLUE, BLUE],
            linewidths=[1, 1, 2.5, 1, 1],
            linestyles=["--", "--", "-", "--", "--"],
        )
        ax.clabel(lines, fmt="P = %g", colors=INK, manual=[(x, 5 - x) for x in label_x])
        ax.annotate("P > 0.5\nlabel 1", (3.9, 0.5), ha="center", fontweight="bold")
        ax.annotate("P < 0.5\nlabel 0", (0.8, 4.1), ha="center", fontweight="bold")
        ax.set(xlabel="x₁, positive words", ylabel="x₂, negative words", xlim=(0, 5), ylim=(0, 5), aspect="equal")

    return draw(
        paint,
        size=(5.6, 5.4),
        grid=False,
        alt="The plane of two features, positive and negative words. A straight line where the probability is 0.5 "
        "cuts it in two: below it label 1, above it label 0. Lines of equal probability run parallel to it.",
    )
