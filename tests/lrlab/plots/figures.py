"""What holds for every figure of the course."""

from lrlab.course.plots.figure import INK


def assert_fit_for_a_page(draw, most=150_000):
    """A figure is small, takes the colour of the page, tells what it shows, and is drawn the same again."""
    figure = draw()
    assert len(figure.svg) < most
    assert "currentColor" in figure.svg
    assert INK not in figure.svg
    assert len(figure.alt) > 60
    assert draw().svg == figure.svg
