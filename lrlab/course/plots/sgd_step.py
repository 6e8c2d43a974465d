"""Figures of the step: learning rates side by side, a descent to walk by hand, the loss after each epoch.

The curve and its slope are functions that the notebook hands in. The walks
along it are only drawn here; nothing is learned from data.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from lrlab.course.plots.figure import BLUE, GREEN, ORANGE, PINK, Figure, Margins, draw
from lrlab.course.plots.interactive import Interactive, slider

Curve = Callable[[float], float]

_STEP_MARKS = ((BLUE, "o", "-"), (ORANGE, "s", "--"), (GREEN, "^", "-."), (PINK, "D", ":"))


class Walk:
    """The weights visited so far, the first one included."""

    def __init__(self, slope: Curve, start: float):
        self._slope = slope
        self.weights = [float(start)]

    def move(self, eta: float) -> float:
        """How far the next step goes."""
        return float(-eta * self._slope(self.weights[-1]))

    def step(self, eta: float) -> None:
        """Take the next step."""
        self.weights.append(self.weights[-1] + self.move(eta))

    def restart(self) -> None:
        """Go back to the first weight."""
        del self.weights[1:]


def three_rates(
    curve: Curve,
    slope: Curve,
    rates: Sequence[float] = (0.1, 2.0, 12.0),
    *,
    start: float = -3.0,
    steps: int = 6,
    low: float = -4.0,
    high: float = 8.0,
) -> Figure:
    """The same steps with a rate that is too low, right, and too high, side by side (C30).

    curve: the mean loss at a weight w; slope: its derivative there.
    """
    weights = np.linspace(low, high, 121)
    heights = np.array([float(curve(w)) for w in weights])
    walks = [Walk(slope, start) for _ in rates]
    for walk, eta in zip(walks, rates, strict=True):
        for _ in range(steps):
            walk.step(eta)

    def paint(axes: np.ndarray) -> str:
        ends = []
        titles = ("too low: crawls", "right: arrives", "too high: overshoots")
        for panel, walk, eta, title in zip(axes, walks, rates, titles, strict=True):
            panel.plot(weights, heights, color=BLUE)
            visited = np.array(walk.weights)
            losses = [float(curve(w)) for w in visited]
            panel.plot(visited, losses, color=ORANGE, marker="o", markersize=6, linewidth=1.4)
            panel.annotate("start", (visited[0], losses[0]), (8, 2), textcoords="offset points")
            panel.set(xlabel="weight w", title=f"η = {eta:g}, {title}", xlim=(low, high))
            ends.append(f"with η = {eta:g} they end at w = {visited[-1]:.2f}, loss {losses[-1]:.3f}")
        axes[0].set_ylabel("mean loss")
        return (
            f"Three copies of one curve of the loss against a weight, with {steps} steps from w = {start:g} on each: "
            + "; ".join(ends)
            + "."
        )

    return draw(paint, size=(10.2, 3.4), margins=Margins(top=0.35), ncols=3, sharey=True)


def stepper(
    curve: Curve, slope: Curve, *, eta: float = 2.0, start: float = -3.0, low: float = -4.0, high: float = 8.0
) -> Interactive:
    """A descent to walk by hand: a slider for η, a button for each step, another to start again (C30).

    Arguments as in `three_rates`. Where no widget runs, the picture shows the first steps.
    """
    weights = np.linspace(low, high, 121)
    heights = np.array([float(curve(w)) for w in weights])
    walk = Walk(slope, start)
    for _ in range(2):
        walk.step(eta)

    def picture(eta: float) -> Figure:
        visited = np.array(walk.weights)
        losses = [float(curve(w)) for w in visited]
        here, move = visited[-1], walk.move(eta)

        def paint(axes: Axes) -> str:
            axes.plot(weights, heights, color=BLUE)
            axes.plot(visited, losses, color=ORANGE, marker="o", markersize=6, linewidth=1.4, label="steps taken")
            ends = (here + move, losses[-1]), (here, losses[-1])
            axes.annotate("", *ends, arrowprops={"arrowstyle": "-|>", "lw": 2.4, "color": GREEN})
            axes.plot([], [], color=GREEN, label=f"next step −η · slope = {move:+.3f}")
            axes.plot(here, losses[-1], color=ORANGE, marker="o", markersize=10)
            axes.set(xlabel="weight w", ylabel="mean loss", xlim=(low, high))
            axes.set_title(f"step {len(visited) - 1}: w = {here:.3f}, mean loss {losses[-1]:.4f}")
            axes.legend(loc="upper center")
            return (
                f"A curve of the loss against a weight. After {len(visited) - 1} steps from w = {start:g} "
                f"the weight is {here:.3f} and the loss {losses[-1]:.4f}. With η = {eta:g} "
                f"the next step is {move:+.3f}."
            )

        return draw(paint, size=(7.0, 4.0), margins=Margins(top=0.35))

    controls = {"eta": slider("η", eta, 0.1, 15.0)}
    return Interactive(picture, controls, {"Step": walk.step, "Start again": lambda eta: walk.restart()})


def loss_by_epoch(runs: Mapping[str, Sequence[float]]) -> Figure:
    """The loss at the end of each epoch, a line for each run; `runs` maps a label to a run's losses."""

    def paint(axes: Axes) -> str:
        ends = []
        for (label, values), (colour, marker, line) in zip(runs.items(), _STEP_MARKS, strict=False):
            epochs = np.arange(1, len(values) + 1)
            axes.plot(epochs, values, color=colour, marker=marker, markersize=5, linestyle=line, label=label)
            ends.append(f"{label}: from {values[0]:.3f} to {values[-1]:.3f}")
        axes.set(xlabel="epoch", ylabel="mean loss")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend()
        return "The loss at the end of each epoch. " + "; ".join(ends) + "."

    return draw(paint)
