"""The figures of notebook 02: the probability of the right labels, and the loss over ŷ and over z (C14, C17–C19).

The learner's own functions draw what they compute.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from lrlab.course.plots.figure import BLUE, INK, ORANGE, Figure, Margins, draw, true_minus
from lrlab.course.plots.interactive import Interactive, slider

Function = Callable[..., Any]


def right_labels(
    predict_proba: Function, x: np.ndarray, y: np.ndarray, parameters: list[tuple[float, float]]
) -> Figure:
    """One feature and labels under several choices of (w, b): a bar as long as the probability of each true label."""

    def paint(axes: Any) -> None:
        for ax, (w, b) in zip(axes, parameters, strict=True):
            _bars(ax, predict_proba, x, y, w, b)
            ax.set_title(f"w = {true_minus(w)}, b = {true_minus(b)}")
        axes[0].set_ylabel("P(y = 1 | x)")

    return draw(
        paint,
        size=(8, 4.2),
        margins=Margins(bottom=0.9, top=0.35),
        ncols=len(parameters),
        sharey=True,
        alt=f"The same {len(y)} examples under {len(parameters)} choices of w and b, each with its sigmoid curve. "
        "A bar runs from the wrong label to the curve and is as long as the true label is probable. "
        "Where the curve fits the labels, the bars are long.",
    )


def fit_by_hand(predict_proba: Function, loss: Function, x: np.ndarray, y: np.ndarray) -> Interactive:
    """The examples, the curve and the mean loss, with sliders for w and b."""

    def picture(w: float, b: float) -> Figure:
        return fitted(predict_proba, loss, x, y, w, b)

    return Interactive(picture, {"w": slider("w", -1, -4, 4), "b": slider("b", 1, -4, 4)})


def fitted(predict_proba: Function, loss: Function, x: np.ndarray, y: np.ndarray, w: float, b: float) -> Figure:
    """The examples under one choice of w and b, with its mean loss."""
    mean = float(loss(np.array([w, b]), x.reshape(-1, 1), y))

    def paint(ax: Any) -> None:
        _bars(ax, predict_proba, x, y, w, b)
        ax.set_title(f"w = {true_minus(w)}, b = {true_minus(b)}:  mean loss {mean:.3f}")
        ax.set_ylabel("P(y = 1 | x)")

    return draw(
        paint,
        size=(6.4, 4.2),
        margins=Margins(bottom=0.9, top=0.35),
        alt=f"Examples and the curve for w = {true_minus(w)} and b = {true_minus(b)}. Their mean loss is {mean:.3f}.",
    )


@cache
def both_labels() -> Figure:
    """The loss as a function of ŷ, a curve for each label, with the textbook's review on both."""
    # Read from the side: which probability of the right label costs this much? So the figure can stand before the
    # exercise.
    cost = np.linspace(0, 5, 401)
    right = np.exp(-cost)

    def paint(ax: Any) -> None:
        ax.plot(right, cost, color=BLUE, label="y = 1")
        ax.plot(1 - right, cost, color=ORANGE, ls="--", label="y = 0")
        for colour, marker, height, words, shift, side in [
            (BLUE, "o", 0.361, "if y = 1: 0.361", 10, "left"),
            (ORANGE, "s", 1.194, "if y = 0: 1.194", -10, "right"),
        ]:
            ax.plot([0.697], [height], marker, color=colour, ms=8)
            ax.annotate(words, (0.697, height), xytext=(shift, 5), textcoords="offset points", ha=side)
        ax.axvline(0.697, color=INK, lw=1, ls=":")
        ax.set(xlabel="probability ŷ given to label 1", ylabel="loss L", xlim=(0, 1), ylim=(0, 5))
        ax.legend(loc="upper center")

    return draw(
        paint,
        alt="The loss over ŷ. For label 1 it falls from very large at ŷ near 0 to 0 at ŷ = 1; for label 0 it is the "
        "mirror image. At ŷ = 0.697 the loss is 0.361 if the label is 1 and 1.194 if it is 0.",
    )


def over_score(cross_entropy_from_score: Function) -> Figure:
    """The loss as a function of z, a curve for each label."""
    z = np.linspace(-6, 6, 241)

    def paint(ax: Any) -> None:
        ones, zeros = np.ones_like(z), np.zeros_like(z)
        ax.plot(z, cross_entropy_from_score(z, ones), color=BLUE, label="y = 1")
        ax.plot(z, cross_entropy_from_score(z, zeros), color=ORANGE, ls="--", label="y = 0")
        ax.plot([-6, 0, 6], [6, 0, 6], color=INK, lw=1, ls=":", label="|z|")
        ax.set(xlabel="score z", ylabel="loss L", xlim=(-6, 6), ylim=(0, 6))
        ax.legend(loc="upper center")

    return draw(
        paint,
        alt="The loss over the score z. For label 1 it falls from about |z| at negative scores to about 0 at positive "
        "ones; for label 0 it is the mirror image. Both are 0.693 at z = 0.",
    )


def _bars(ax: Any, predict_proba: Function, x: np.ndarray, y: np.ndarray, w: float, b: float) -> None:
    low, high = x.min() - 1, x.max() + 1
    line = np.linspace(low, high, 161)
    weight = np.array([w])
    ax.plot(line, predict_proba(line.reshape(-1, 1), weight, b), color=INK, lw=1.5)
    p = predict_proba(x.reshape(-1, 1), weight, b)
    for label, colour, marker in [(1, BLUE, "o"), (0, ORANGE, "s")]:
        mine = y == label
        ax.vlines(x[mine], 1 - label, p[mine], color=colour, lw=5, alpha=0.6)
        ax.plot(x[mine], y[mine], marker, color=colour, ms=8, label=f"y = {label}", clip_on=False)
    ax.set(xlabel="feature x", xlim=(low, high), ylim=(-0.06, 1.06))
    # Below the axes no curve can run through it.
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)
