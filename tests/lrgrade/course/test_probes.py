"""Probes and drawn inputs keep to the contract's arguments, and the model answers to their outcomes."""

from types import FunctionType

import numpy as np
import pytest

from helpers.course import COURSE, EXERCISES, ROOT, our_answer
from lrgrade.course.probes import Seed, probes_of, right_results
from lrgrade.course.source import available
from lrlab.checking.compare import mismatch
from lrlab.checking.fault import tolerance_of
from lrlab.checking.observe import observe
from lrlab.checking.tables import fresh_arguments

NAMES = [e.name for assignment in available(ROOT, COURSE) for e in COURSE.of(assignment) if e.kind == "function"]
IN_RANDOM_ORDER = ["sgd", "minibatches", "minibatch_sgd"]
OPTIONAL = {"eps", "tol"}
each_exercise = pytest.mark.parametrize("name", NAMES)


def inputs_of(name, draws=40):
    probes, rng = probes_of(ROOT, name), np.random.default_rng(1)
    return [*probes.inputs, *(probes.draw(rng) for _ in range(draws))]


@each_exercise
def test_arguments_are_those_of_the_contract(name):
    for arguments in inputs_of(name):
        names = list(arguments)
        assert names == [p for p in EXERCISES[name].parameters if p in names]
        assert set(EXERCISES[name].parameters) - set(names) <= OPTIONAL
        for value in arguments.values():
            if isinstance(value, np.ndarray):
                assert value.dtype in (np.float64, np.int64)
                assert value.size > 0
                assert np.all(np.isfinite(value))
            else:
                assert type(value) in (int, float, Seed, FunctionType)


@each_exercise
def test_labels_are_0_and_1_and_scores_do_not_overflow(name):
    for arguments in inputs_of(name):
        if "y" in arguments:
            assert set(np.unique(arguments["y"])) <= {0, 1}
        if "z" in arguments:
            assert np.all(np.abs(arguments["z"]) <= 1e300)


def test_a_decision_is_asked_for_at_ties_and_at_scores_that_are_clear_of_0():
    for arguments in inputs_of("predict"):
        z = np.abs(arguments["X"] @ arguments["w"] + arguments["b"])
        assert np.all((z == 0) | (z >= 1e-9))


@each_exercise
def test_the_model_answer_meets_the_outcomes(name):
    probes, model, tolerance = probes_of(ROOT, name), our_answer(name), tolerance_of(EXERCISES[name])
    for arguments in inputs_of(name):
        seen = observe(model, fresh_arguments(arguments))
        assert (seen.error, seen.changed) == (None, [])
        rights = right_results(probes, model, arguments)
        assert not all(mismatch(seen.result, right, tolerance) for right in rights), arguments


@pytest.mark.parametrize("name", IN_RANDOM_ORDER)
def test_most_probes_do_not_depend_on_the_order_drawn(name):
    """A wrong answer can only be recognised where what it gives back is known."""
    probes = probes_of(ROOT, name)
    counts = [len(probes.outcomes(**arguments)) for arguments in probes.inputs]
    assert counts.count(1) >= 10
    assert max(counts) > 1


@each_exercise
def test_inputs_are_of_many_shapes(name):
    """One feature and many, as many examples as features, more and fewer, one example."""
    shapes = {v.shape for a in inputs_of(name, draws=0) for k, v in a.items() if k == "X" and v.ndim == 2}
    if shapes:
        assert {1, 2, 3} <= {n for _, n in shapes}
        assert {1, 2, 3} <= {m for m, _ in shapes}
        assert any(m > n for m, n in shapes)
        assert any(m < n for m, n in shapes)


def test_the_draws_of_minibatch_sgd_often_stop_in_the_middle():
    """Else an answer that ignores `tol` passes now and then, by luck."""
    probes, model = probes_of(ROOT, "minibatch_sgd"), our_answer("minibatch_sgd")
    rng = np.random.default_rng(1)
    draws = [probes.draw(rng) for _ in range(200)]
    stopped = [len(right_results(probes, model, one)[0][1]) < one["epochs"] for one in draws]
    assert 50 < sum(stopped) < 150
