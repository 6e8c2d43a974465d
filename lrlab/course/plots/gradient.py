"""Figures of the gradient: the bowl, one weight on its slope, the arrow, the chain of factors, the secant.

Every height and every slope is computed by functions that the notebook hands
in, or read off the heights that are drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lrlab.course.plots.figure import BLUE, GREEN, INK, ORANGE, Figure, Margins, draw
from lrlab.course.plots.interactive import Interactive, slider

Loss = Callable[[np.ndarray, np.ndarray, np.ndarray], float]
Curve = Callable[[float], float]
Slope = Callable[[np.ndarray], np.ndarray]

_STEP = 0.2
_WEIGHTS = np.linspace(-2.0, 3.0, 26)
_BIASES = np.linspace(-2.6, 2.4, 26)
_RATES = (0.25, 6.0)
_ARROW = {"arrowstyle": "-|>", "lw": 2.4}


@dataclass(frozen=True)
class _Bowl:
    """The mean loss at every (w, b) of a grid: `heights[j, i]` is the mean loss at weight i and bias j."""

    heights: np.ndarray

    @classmethod
    def of(cls, loss: Loss, X: np.ndarray, y: np.ndarray) -> "_Bowl":
        return cls(np.array([[float(loss(np.array([w, b]), X, y)) for w in _WEIGHTS] for b in _BIASES]))

    def _cell(self, w: float, b: float) -> tuple[int, int]:
        return int(np.argmin(abs(_BIASES - b))), int(np.argmin(abs(_WEIGHTS - w)))

    def at(self, w: float, b: float) -> float:
        return float(self.heights[self._cell(w, b)])

    def slope(self, w: float, b: float) -> np.ndarray:
        """[slope along w, slope along b] as the drawn heights show it."""
        along_b, along_w = np.gradient(self.heights, _STEP)
        return np.array([along_w[self._cell(w, b)], along_b[self._cell(w, b)]])

    def lowest(self) -> tuple[float, float]:
        b, w = np.unravel_index(np.argmin(self.heights), self.heights.shape)
        return float(_WEIGHTS[w]), float(_BIASES[b])

    def contours(self, axes: Axes) -> None:
        # Round levels at equal distances, so that lines close together mean steep ground.
        lines = axes.contour(_WEIGHTS, _BIASES, self.heights, 20, colors=BLUE, linewidths=1.1)
        axes.clabel(lines, list(lines.levels)[1::3], fontsize=9, colors=INK)
        axes.plot(*self.lowest(), marker="*", markersize=13, color=GREEN, linestyle="none")
        axes.annotate("lowest", self.lowest(), (8, -4), textcoords="offset points")
        axes.set(xlabel="weight w", ylabel="bias b", aspect="equal")


def bowl(loss: Loss, X: np.ndarray, y: np.ndarray) -> Interactive:
    """The loss over w and b from the side and from above (C20), with one point to move on both.

    loss: `loss(theta, X, y)` with theta = [w, b]; X: shape (m, 1); y: shape (m,).
    """
    ground = _Bowl.of(loss, X, y)

    def picture(w: float, b: float) -> Figure:
        def paint(axes: np.ndarray) -> str:
            side, above = axes
            spec = side.get_subplotspec()
            side.remove()
            side = above.figure.add_subplot(spec, projection="3d")
            grid = np.meshgrid(_WEIGHTS, _BIASES)
            side.plot_wireframe(*grid, ground.heights, rstride=2, cstride=2, color=BLUE, linewidth=0.9)
            side.plot([w], [b], [ground.at(w, b)], marker="o", markersize=9, color=ORANGE)
            side.set(xlabel="weight w", ylabel="bias b", zlabel="mean loss", title="from the side")
            side.title.set_y(1.0)  # as high as the other panel's
            side.view_init(elev=25, azim=-60)
            side.set_box_aspect(None, zoom=1.1)
            for axis in (side.xaxis, side.yaxis, side.zaxis):
                axis.set_pane_color((0, 0, 0, 0))
            ground.contours(above)
            above.plot([w], [b], marker="o", markersize=9, color=ORANGE)
            above.set_title(f"from above: mean loss {ground.at(w, b):.3f} at the point")
            return (
                f"The loss over weight w and bias b is a bowl, drawn from the side and as contour lines from above. "
                f"The point at w = {w:g}, b = {b:g} has a loss of {ground.at(w, b):.3f}; "
                f"the lowest, at about w = {ground.lowest()[0]:g}, b = {ground.lowest()[1]:g}, "
                f"is {ground.heights.min():.3f}."
            )

        return draw(paint, size=(9.2, 4.2), margins=Margins(top=0.35, right=0.35, between=1.6), ncols=2)

    return Interactive(picture, _point(-1.0, 1.6))


def arrow(loss: Loss, X: np.ndarray, y: np.ndarray, slope: Slope | None = None) -> Interactive:
    """The plane of w and b with the gradient at one point and the step against it (C22, C24).

    slope: gives the gradient of the mean loss at theta = [w, b]; without it the
    arrow is read off the contour lines' heights. Other arguments as in `bowl`.
    """
    ground = _Bowl.of(loss, X, y)

    def picture(w: float, b: float) -> Figure:
        up = ground.slope(w, b) if slope is None else np.asarray(slope(np.array([w, b])), dtype=float)

        def paint(axes: Axes) -> str:
            ground.contours(axes)
            # Twice its length: the shape of the arrow is the lesson, and a short one cannot be seen.
            for sign, colour in ((2, ORANGE), (-2, GREEN)):
                tip = np.array([w, b]) + sign * up
                axes.annotate("", tip, (w, b), arrowprops=_ARROW | {"color": colour})
            axes.plot([w], [b], marker="o", markersize=8, color=ORANGE)
            axes.set(xlim=(_WEIGHTS[0], _WEIGHTS[-1]), ylim=(_BIASES[0], _BIASES[-1]))
            axes.set_title(f"gradient [{up[0]:.3f}, {up[1]:.3f}],  mean loss {ground.at(w, b):.3f}")
            axes.plot([], [], color=ORANGE, label="gradient: steepest way up")
            axes.plot([], [], color=GREEN, label="against it: the way to step")
            axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
            return (
                f"Contour lines of the loss over weight w and bias b. At w = {w:g}, b = {b:g} the gradient "
                f"[{up[0]:.3f}, {up[1]:.3f}] is an arrow across the contour lines, towards higher loss. "
                f"The opposite arrow points to lower loss."
            )

        return draw(paint, size=(7.4, 4.6), margins=Margins(top=0.35, right=3.0))

    return Interactive(picture, _point(-1.0, 1.6))


def one_minimum_or_more(convex: Curve, other: Curve, low: float = -4.0, high: float = 4.0) -> Figure:
    """Two losses along one weight (C20): walking downhill from either end leads to one place, or to two.

    convex: the loss of logistic regression at a weight w; other: that of a neural network.
    """
    weights = np.linspace(low, high, 161)

    def paint(axes: np.ndarray) -> str:
        found = []
        titles = "logistic regression", "a small neural network"
        for panel, f, title in zip(axes, (convex, other), titles, strict=True):
            heights = np.array([float(f(w)) for w in weights])
            panel.plot(weights, heights, color=BLUE)
            ends = [_downhill(heights, start) for start in (8, len(weights) - 9)]
            for start, end, marker, colour in zip((8, len(weights) - 9), ends, "os", (ORANGE, GREEN), strict=True):
                panel.plot(weights[start], heights[start], marker=marker, markersize=8, color=colour, fillstyle="none")
                panel.plot(weights[end], heights[end], marker=marker, markersize=8, color=colour)
            panel.set(xlabel="one weight w", ylabel="mean loss", title=title)
            found.append(" and ".join(f"w = {weights[end]:.2f}" for end in dict.fromkeys(ends)))
        return (
            f"Two curves of the loss against one weight. For logistic regression, walking downhill from the left "
            f"and from the right ends at {found[0]}; for a small neural network the walks end at {found[1]}."
        )

    return draw(paint, size=(8.4, 3.4), margins=Margins(top=0.35, between=0.85), ncols=2)


def slope_and_step(curve: Curve, low: float = -4.0, high: float = 5.0) -> Interactive:
    """One weight on its curve of the loss, the slope there, and the step against it (C21, C23).

    curve: the loss at a weight w.
    """
    fine = 0.05
    weights = np.arange(low, high + fine / 2, fine)
    heights = np.array([float(curve(w)) for w in weights])
    slopes = np.gradient(heights, fine)

    def picture(w: float, eta: float) -> Figure:
        height, rise = (float(np.interp(w, weights, values)) for values in (heights, slopes))
        after = w - eta * rise
        height_after = float(np.interp(after, weights, heights))

        def paint(axes: Axes) -> str:
            axes.plot(weights, heights, color=BLUE, label="mean loss")
            run = np.array([-1.2, 1.2])
            axes.plot(w + run, height + rise * run, color=ORANGE, linestyle="--", label=f"slope = {rise:.3f}")
            axes.annotate("", (after, height), (w, height), arrowprops=_ARROW | {"color": GREEN})
            axes.plot([after, after], [height, height_after], color=GREEN, linestyle=":", linewidth=1.5)
            axes.plot([], [], color=GREEN, label=f"step −η · slope = {after - w:+.3f}")
            axes.plot(w, height, marker="o", markersize=9, color=ORANGE)
            axes.plot(after, height_after, marker="o", markersize=9, color=GREEN)
            axes.set(xlabel="weight w", ylabel="mean loss", xlim=(low, high), ylim=_around(heights))
            axes.legend(loc="upper center")
            return (
                f"The loss against one weight. At w = {w:.2f} the slope is {rise:.3f}; "
                f"with learning rate {eta:g} the step is {after - w:+.3f} and leads to w = {after:.3f}, "
                f"where the loss is {height_after:.3f} instead of {height:.3f}."
            )

        return draw(paint, size=(6.8, 4.0))

    controls = {"w": slider("w", -1.5, low + 0.5, high - 0.5), "eta": slider("η", 2.0, *_RATES, 0.25)}
    return Interactive(picture, controls)


def chain(at_weight: float, at_score: float, at_output: float) -> Figure:
    """From a weight to the loss, link by link, with the rate of each link and their product (C26).

    at_weight: ∂z/∂w_j; at_score: dŷ/dz; at_output: dL/dŷ, as numbers of one example.
    """
    links = (("∂z/∂wⱼ", at_weight), ("dŷ/dz", at_score), ("dL/dŷ", at_output))
    product = at_weight * at_score * at_output

    def paint(axes: Axes) -> str:
        for place, (symbol, what) in enumerate((("wⱼ", "weight"), ("z", "score"), ("ŷ", "probability"), ("L", "loss"))):
            axes.text(place, 0, symbol, ha="center", va="center", fontsize=17)
            axes.text(place, -0.33, what, ha="center", va="center")
        for place, (symbol, rate) in enumerate(links):
            axes.annotate("", (place + 0.82, 0), (place + 0.18, 0), arrowprops=_ARROW | {"color": BLUE})
            axes.text(place + 0.5, 0.2, f"{symbol} = {rate:g}", ha="center")
        bent = _ARROW | {"color": ORANGE, "connectionstyle": "arc3,rad=-0.15"}
        axes.annotate("", (3, 0.34), (0, 0.34), arrowprops=bent)
        axes.text(1.5, 0.93, f"∂L/∂wⱼ = {product:g}", ha="center", fontsize=12)
        axes.set(xlim=(-0.3, 3.3), ylim=(-0.5, 1.1))
        axes.axis("off")
        return (
            f"A chain from the weight to the score, the probability and the loss. The rates of its links are "
            f"{at_weight:g}, {at_score:g} and {at_output:g}; their product {product:g} is the rate from weight to loss."
        )

    return draw(paint, size=(7.6, 2.4), margins=Margins(0.1, 0.1, 0.1, 0.1))


def secant(curve: Curve, at: float, low: float = -1.0, high: float = 3.0) -> Interactive:
    """The line through the points of a curve at θ − ε and θ + ε, for the learner to bring together."""
    places = np.linspace(low, high, 121)
    heights = np.array([float(curve(place)) for place in places])

    def picture(eps: float) -> Figure:
        ends = np.array([at - eps, at + eps])
        values = np.array([float(curve(end)) for end in ends])
        rise = float(np.diff(values)[0] / np.diff(ends)[0])

        def paint(axes: Axes) -> str:
            axes.plot(places, heights, color=BLUE, label="f(θ)")
            axes.plot(places, values.mean() + rise * (places - at), color=ORANGE, label=f"slope {rise:.4f}")
            axes.plot(ends, values, marker="o", markersize=8, color=ORANGE, linestyle="none")
            axes.axvline(at, color=GREEN, linestyle=":", linewidth=1.5, label=f"θ = {at:g}")
            axes.set(xlabel="θ", ylabel="f", ylim=_around(heights))
            axes.legend(loc="upper left")
            return (
                f"A curve and the straight line through its points at θ − ε and θ + ε, where θ = {at:g} and "
                f"ε = {eps:g}. The line's slope is {rise:.4f}."
            )

        return draw(paint)

    return Interactive(picture, {"eps": slider("ε", 0.8, 0.01, 1.5, 0.01)})


def _point(w: float, b: float) -> dict[str, Any]:
    return {
        "w": slider("w", w, _WEIGHTS[1], _WEIGHTS[-2], _STEP),
        "b": slider("b", b, _BIASES[1], _BIASES[-2], _STEP),
    }


def _downhill(heights: np.ndarray, start: int) -> int:
    """Where a walk along the drawn heights ends that only ever goes down."""
    here = start
    while True:
        around = range(max(here - 1, 0), min(here + 2, len(heights)))
        lowest = min(around, key=lambda place: float(heights[place]))
        if heights[lowest] >= heights[here]:
            return here
        here = lowest


def _around(heights: np.ndarray) -> tuple[float, float]:
    margin = 0.12 * float(np.ptp(heights))
    return float(heights.min()) - margin, float(heights.max()) + margin
