"""Figures have fixed margins; here everything that is written is seen to fit into them, wherever the sliders are."""

from itertools import combinations, product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.text import Text

from helpers.figures import FIGURES
from lrlab.course import plots
from lrlab.course.plots.figure import Margins, draw
from lrlab.course.plots.interactive import Interactive

EVERY = {f"{topic}.{name}": show for topic, figures in FIGURES.items() for name, show in figures.items()}


@pytest.fixture
def drawn(monkeypatch):
    """The Matplotlib figures drawn in a test; what was drawn before is forgotten."""
    figures = []
    print_svg = FigureCanvasSVG.print_svg

    def keep(canvas, *arguments, **options):
        figures.append(canvas.figure)
        return print_svg(canvas, *arguments, **options)

    monkeypatch.setattr(FigureCanvasSVG, "print_svg", keep)
    for figure in (plots.sigmoid.curve, plots.cross_entropy.both_labels):
        figure.cache_clear()
    return figures


@pytest.fixture
def everywhere(monkeypatch):
    """Every interactive figure is drawn with each of its sliders at either end, too."""
    begin = Interactive.__init__

    def with_ends(self, picture, controls, buttons=None):
        begin(self, picture, controls, buttons)
        for ends in product(*((control.min, control.max) for control in controls.values())):
            picture(**dict(zip(controls, ends, strict=True)))

    monkeypatch.setattr(Interactive, "__init__", with_ends)


def written(figure):
    """The texts of a figure, and where they stand."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    # What Matplotlib would have written and the solid's numbers, of which it keeps some beyond the ends.
    unseen = {
        text
        for ax in figure.axes
        for axis in (ax.xaxis, ax.yaxis, getattr(ax, "zaxis", ax.xaxis))
        for text in axis.findobj(Text)
    }
    texts = [text for text in figure.findobj(Text) if text.get_text() and text not in unseen]
    return [(text, text.get_window_extent(renderer)) for text in texts]


def assert_fits(figure):
    page = figure.bbox
    level = []
    for text, box in written(figure):
        inside = box.x0 >= page.x0 and box.y0 >= page.y0 and box.x1 <= page.x1 and box.y1 <= page.y1
        assert inside, f"{text.get_text()!r} is cut off"
        # The box of a slanted text is larger than the text, and a solid's axes look through one another.
        if text.get_rotation() in (0, 90) and text.axes is not None and text.axes.name != "3d":
            level.append((text, box))
    for (one, its_box), (other, box) in combinations(level, 2):
        assert not its_box.overlaps(box), f"{one.get_text()!r} runs into {other.get_text()!r}"


@pytest.mark.parametrize("name", EVERY)
def test_no_text_is_cut_off_or_runs_into_another(name, drawn, everywhere):
    EVERY[name]()
    assert drawn
    for figure in drawn:
        assert_fits(figure)


@pytest.mark.parametrize("size", [1e-6, 1, 250, 1e4, 1e9])
def test_the_numbers_of_a_wrong_function_fit_too(size, drawn):
    plots.gradient.one_minimum_or_more(lambda w: size * w**2, lambda w: -size * w)
    assert_fits(drawn[0])


def test_a_common_power_of_ten_stands_beside_the_name():
    svg = plots.gradient.one_minimum_or_more(lambda w: 1e9 * w**2, lambda w: w).svg
    assert "mean loss · 1e10" in svg


def test_a_function_that_returns_no_numbers_leaves_the_curve_out():
    assert "feature x" in plots.sigmoid.one_curve(lambda z: z * np.nan, 1, 0).svg


def test_the_axes_stay_where_they_are_while_labels_change(drawn):
    for height in (1, 1000):
        draw(lambda ax, height=height: ax.plot([0, height]) and None, alt="A line.")
    one, other = (figure.axes[0].get_position().bounds for figure in drawn)
    assert one == other


def test_room_is_in_inches(drawn):
    draw(lambda ax: None, size=(4, 2), margins=Margins(left=1, right=0.5, bottom=0.4, top=0.2), alt="Nothing.")
    assert np.allclose(drawn[0].axes[0].get_position().extents, [0.25, 0.2, 0.875, 0.9])


def test_a_figure_must_say_what_it_shows():
    with pytest.raises(ValueError, match="alternative text"):
        draw(lambda ax: None)


def test_a_warm_process_has_drawn_the_first_figure(drawn):
    plots.warm_up()
    assert len(drawn) == 1
    plots.sigmoid.curve()
    assert len(drawn) == 1
