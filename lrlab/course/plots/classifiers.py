"""The figures of notebook 00: two classes, the line between them, and where the sigmoid comes from (C02, C03, B02).

What decides, and how probable it is, is drawn by the learner's own functions.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from lrlab.course.plots.figure import BLUE, INK, ORANGE, Figure, Margins, draw, true_minus
from lrlab.course.plots.interactive import Interactive, slider

Function = Callable[..., Any]

_SNOUT, _WEIGHT = (0.0, 10.0), (0.0, 15.0)
# By their shapes, too, for those who see no colours.
_LOOKS = [("cat", ORANGE, "s", "--"), ("dog", BLUE, "o", "-")]


def two_classes(animals: np.ndarray, species: np.ndarray, density: Function, means: np.ndarray) -> Figure:
    """The animals by their two features, and for each species two rings of equal density.

    animals: shape (m, 2), snout in cm and weight in kg. species: shape (m,), 0 a
    cat, 1 a dog. density: of a species with that mean, at each row of (m, 2). means: shape (2, 2).
    """
    x1, x2, grid = _plane(81)

    def paint(ax: Any) -> None:
        for label, (name, colour, marker, line) in enumerate(_LOOKS):
            heights = np.asarray(density(grid, means[label])).reshape(x1.shape)
            # 39 and 86 of a hundred animals lie inside: one spread and two.
            levels = np.asarray(density(means[label], means[label])) * np.exp([-2.0, -0.5])
            ax.contour(x1, x2, heights, levels, colors=colour, linestyles=line, linewidths=1.6)
            mine = animals[species == label]
            ax.plot(mine[:, 0], mine[:, 1], marker, color=colour, ms=5, alpha=0.75, label=name)
        _name_axes(ax)
        ax.legend(loc="upper left")

    return draw(
        paint,
        size=(5.6, 5.0),
        alt="Animals in the plane of snout length and weight. Cats lie in a cloud at short snouts and low weights, "
        "dogs in one at longer snouts and higher weights; the clouds overlap. Two rings around each show its density.",
    )


def line_between(posterior: Function, most_probable: Function, density: Function, means: np.ndarray) -> Interactive:
    """Who is taken for a cat and who for a dog, with a slider for how many of all animals are dogs."""

    def picture(dogs: float) -> Figure:
        return _regions(posterior, most_probable, density, means, dogs)

    return Interactive(picture, {"dogs": slider("P(dog)", 0.4, 0.05, 0.95, 0.05)})


def _regions(posterior: Function, most_probable: Function, density: Function, means: np.ndarray, dogs: float) -> Figure:
    x1, x2, grid = _plane(61)
    likelihood = np.stack([density(grid, mean) for mean in means], axis=-1)
    p = np.asarray(posterior(likelihood, np.array([1 - dogs, dogs])))
    chosen = np.asarray(most_probable(p)).reshape(x1.shape)
    p_dog = p[:, 1].reshape(x1.shape)

    def paint(ax: Any) -> None:
        ax.contourf(x1, x2, chosen, [-0.5, 0.5, 1.5], colors=[ORANGE, BLUE], alpha=0.16)
        ax.contour(x1, x2, p_dog, [0.1, 0.9], colors=[ORANGE, BLUE], linestyles="--", linewidths=1)
        ax.contour(x1, x2, p_dog, [0.5], colors=[INK], linewidths=2.5)
        for label, (name, colour, marker, _) in enumerate(_LOOKS):
            ax.plot(*means[label], marker, color=colour, ms=9)
            ax.annotate(f"mean {name}", means[label], xytext=(0, 9), textcoords="offset points", ha="center")
        ax.annotate("cats", (0.3, 0.5), fontweight="bold")
        ax.annotate("dogs", (9.7, 14.0), ha="right", fontweight="bold")
        _name_axes(ax)
        ax.set_title(f"P(dog) = {true_minus(dogs)}")

    return draw(
        paint,
        size=(5.6, 5.3),
        margins=Margins(top=0.4),
        grid=False,
        alt="The plane of snout length and weight, cut in two by a straight line: below it animals are taken for "
        "cats, above it for dogs. Dashed lines beside it show where P(dog) is 0.1 and 0.9. "
        f"P(dog) = {dogs:g} before looking.",
    )


def three_views(posterior: Function, log_odds: Function, means: tuple[float, float], spread: float) -> Figure:
    """One feature, three views: likelihood × prior of two classes, the posterior of the second, its log-odds."""
    x = np.linspace(0, 14, 281)
    likelihood = np.stack([_bell(x, mean, spread) for mean in means], axis=-1)
    p = np.asarray(posterior(likelihood, np.array([0.5, 0.5])))[:, 1]
    middle = (means[0] + means[1]) / 2

    def paint(axes: Any) -> None:
        bells, curve, line = axes
        for label, (name, colour, _, style) in enumerate(_LOOKS):
            bells.plot(x, likelihood[:, label] / 2, color=colour, ls=style)
            top = (means[label], likelihood[:, label].max() / 2)
            bells.annotate(name, top, xytext=(0, 5), textcoords="offset points", ha="center")
        bells.set(title="likelihood × prior", ylim=(0, 0.6 * likelihood.max()))
        curve.plot(x, p, color=INK)
        curve.set(title="posterior P(dog | x)", ylim=(-0.05, 1.05))
        line.plot(x, log_odds(p), color=INK)
        line.set(title="log-odds")
        for ax in axes:
            ax.axvline(middle, color="#808080", lw=1, ls=":")
            ax.set(xlabel="weight x in kg", xlim=(0, 14))

    return draw(
        paint,
        size=(9.4, 3.3),
        margins=Margins(top=0.4, between=0.55),
        ncols=3,
        alt="Three panels over the weight. Left: two bell curves of the same width, cats at low weights and dogs at "
        "higher ones. Middle: the posterior of dog, an S-shaped curve from 0 to 1. Right: its log-odds, a straight "
        "rising line. All three cross over at the same weight.",
    )


def _bell(x: np.ndarray, mean: float, spread: float) -> np.ndarray:
    return np.exp(-(((x - mean) / spread) ** 2) / 2) / (spread * np.sqrt(2 * np.pi))


def _plane(places: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x1, x2 = np.meshgrid(np.linspace(*_SNOUT, places), np.linspace(*_WEIGHT, places))
    return x1, x2, np.column_stack([x1.ravel(), x2.ravel()])


def _name_axes(ax: Any) -> None:
    ax.set(xlabel="snout in cm", ylabel="weight in kg", xlim=_SNOUT, ylim=_WEIGHT)
