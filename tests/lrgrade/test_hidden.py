"""Hidden tests: what they let pass, what they do not, and what they say."""

import numpy as np
import pytest

from helpers.course import COURSE, our_answer
from lrgrade import hidden
from lrgrade.examine.no_result import NoResult
from lrgrade.examine.outcome import OUR_FAULT
from lrgrade.hidden import agrees, silent


def textbook(z):
    return 1 / (1 + np.exp(-z))


def test_a_right_function_agrees():
    agrees(our_answer("sigmoid"), "sigmoid")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda z: textbook(-z), "sigmoid gives a wrong value on an input drawn for this test."),
        (lambda z: 1 / 0, "sigmoid stopped with ZeroDivisionError on an input drawn for this test."),
        (lambda z: [0.5], "sigmoid gives a wrong type on an input drawn for this test."),
    ],
)
def test_a_wrong_function_is_told_without_values(wrong, said):
    with pytest.raises(AssertionError) as caught:
        agrees(wrong, "sigmoid")
    assert str(caught.value) == said


def test_a_function_that_knows_every_shipped_probe_does_not_agree():
    from lrlab.checking.tables import decode

    known = [(decode(p["arguments"])["z"], decode(p["right"][0])) for p in COURSE.table("sigmoid")["probes"]]

    def sigmoid(z):
        for probe, result in known:
            if np.array_equal(probe, z):
                return result
        return np.zeros(np.shape(z))

    with pytest.raises(AssertionError, match="drawn for this test"):
        agrees(sigmoid)


def test_a_mistake_that_is_never_drawn_costs_the_point_too():
    def sigmoid(z):
        return textbook(z) + 1e-6 * np.array_equal(z, 12.5)

    with pytest.raises(AssertionError) as caught:
        agrees(sigmoid)
    assert str(caught.value) == "sigmoid gives a wrong value on an input that check tries, too."


def test_a_seed_that_is_none_is_no_answers_fault(monkeypatch):
    monkeypatch.setenv("LRGRADE_SEED", "term-2026")
    with pytest.raises(NoResult):
        agrees(textbook, "sigmoid")


def test_a_model_line_that_cannot_be_read_is_no_answers_fault(monkeypatch):
    answer = our_answer("log_likelihood_steps")
    monkeypatch.setattr(hidden, "model_answer", lambda *_: ["y(", *answer[1:]])
    with pytest.raises(NoResult):
        agrees(answer, "log_likelihood_steps")


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("sigmoid", "right_results"),
        ("sigmoid", "probes_of"),
        ("log_likelihood_steps", "model_answer"),
        ("worked_example", "model_answer"),
    ],
)
def test_what_the_course_lacks_is_no_answers_fault(monkeypatch, name, missing):
    answer = our_answer(name)
    monkeypatch.setattr(hidden, missing, lambda *_: {}["nothing"])
    with pytest.raises(NoResult) as caught:
        agrees(answer, name)
    assert caught.value.error == OUR_FAULT


def test_silence_is_asked_for_apart():
    agrees(textbook, "sigmoid")
    with pytest.raises(AssertionError, match="emits a warning: RuntimeWarning: overflow"):
        silent(textbook, "sigmoid")
    silent(our_answer("sigmoid"), "sigmoid")


def test_the_silence_of_a_wrong_function_counts_for_nothing():
    with pytest.raises(AssertionError, match="sigmoid is silent, but its values are not right"):
        silent(lambda z: 0.0 * z, "sigmoid")


def test_a_right_derivation_agrees_in_another_form():
    agrees(
        ["y_hat**y*(1-y_hat)**(1-y)", "log(y_hat)*y + ln(1-y_hat)*(1-y)", "-y*log(y_hat) - (1-y)*log(1-y_hat)"],
        "log_likelihood_steps",
    )


@pytest.mark.parametrize(
    "lines", [[], {}, None, 3, ["y_hat^y", "", ""], {"dL_dyhat": "y"}, ["y", "log(y)", "-log(y)"], [1, 2, 3]]
)
@pytest.mark.parametrize("name", ["log_likelihood_steps", "gradient_steps"])
def test_a_wrong_or_incomplete_derivation_fails_as_wrong(lines, name):
    with pytest.raises(AssertionError):
        agrees(lines, name)


def test_wrong_values_fail():
    right = our_answer("worked_example")
    agrees(right, "worked_example")
    for key in right:
        with pytest.raises(AssertionError):
            agrees({**right, key: 0.123}, "worked_example")
        with pytest.raises(AssertionError):
            agrees({k: v for k, v in right.items() if k != key}, "worked_example")
