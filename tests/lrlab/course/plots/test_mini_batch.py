import re

import numpy as np
import pytest

from helpers.figures import DATA, DETOUR, FIGURES, assert_fit_for_a_page, bowl_loss
from lrlab.course.plots import mini_batch as plots


@pytest.mark.parametrize("name", FIGURES["mini_batch"])
def test_a_figure_is_small_takes_the_colour_of_the_page_and_is_drawn_the_same_again(name):
    assert_fit_for_a_page(FIGURES["mini_batch"][name])


def test_paths_tells_how_long_each_walk_is_and_where_it_ends():
    alt = FIGURES["mini_batch"]["paths"]().alt
    assert "SGD: 3 steps, together 2.9 long, to w = 0.30, b = −0.40;" in alt
    assert "batch: 1 steps, together 0.5 long, to w = 0.30, b = −0.40." in alt


def test_the_contours_reach_beyond_every_place_that_was_visited():
    seen = []

    def loss(theta, X, y):
        seen.append(theta)
        return bowl_loss(theta, X, y)

    plots.paths(loss, *DATA, {"SGD": DETOUR})
    low, high = np.min(seen, axis=0), np.max(seen, axis=0)
    assert np.all(low < np.min(DETOUR, axis=0))
    assert np.all(high > np.max(DETOUR, axis=0))
    assert len(seen) < 1000, "a learner's loss may be slow"


def test_the_learners_loss_draws_the_contours():
    other = plots.paths(lambda theta, X, y: theta[0] ** 2 + theta[1] ** 2, *DATA, {"SGD": DETOUR})
    assert other.svg != plots.paths(bowl_loss, *DATA, {"SGD": DETOUR}).svg


def test_step_costs_tells_how_the_times_grow():
    alt = FIGURES["mini_batch"]["step_costs"]().alt
    assert "From 1 to 1,024 examples the loop takes 1,000 times as long, the vectorised function 2 times." in alt


def test_progress_tells_the_losses_and_the_time_of_each_run():
    alt = FIGURES["mini_batch"]["progress"]().alt
    assert "32: 0.650 after one epoch, 0.630 after 3 epochs or 0.30 s;" in alt
    assert "all: 0.690 after one epoch, 0.680 after 2 epochs or 0.10 s." in alt


def test_logarithmic_axes_are_labelled_with_plain_numbers():
    for name in ("step_costs", "progress"):
        labels = re.findall(r"<text[^>]*>([^<]*)</text>", FIGURES["mini_batch"][name]().svg)
        assert "10" in labels or "0.1" in labels
        assert not [label for label in labels if "mathdefault" in label]
