"""`check` and the hidden tests agree with the verdicts of the corpus, here in one process, without a notebook."""

import pytest
from helpers import sampling
from helpers.corpus import all_answers, defined
from helpers.course import EXERCISES

import lrgrade.hidden
import lrlab
from lrlab import CheckFailed

RIGHT = [answer for answer in all_answers() if answer.is_right]
WRONG = [answer for answer in all_answers() if not answer.is_right]


@pytest.fixture(autouse=True)
def seed(monkeypatch):
    """Hidden inputs are the same each time."""
    monkeypatch.setenv("LRGRADE_SEED", "c0ffee")


@pytest.mark.parametrize("answer", RIGHT, ids=str)
def test_a_right_answer_passes(answer):
    value = defined(answer)
    lrlab.check(value, answer.exercise)
    lrgrade.hidden.agrees(value, answer.exercise)


@pytest.mark.parametrize("answer", WRONG, ids=str)
def test_a_wrong_answer_is_rejected(answer):
    value = defined(answer)
    try:
        lrlab.check(value, answer.exercise)
    except CheckFailed:
        return
    with pytest.raises(AssertionError):
        lrgrade.hidden.agrees(value, answer.exercise)


@pytest.mark.slow
@pytest.mark.parametrize("answer", sampling.sample("lottery", WRONG, 100), ids=str)
def test_a_hidden_test_is_no_lottery(answer, monkeypatch):
    value, verdicts = defined(answer), set()
    for drawn in ("c0ffee", "decaf", "7ea", "cafe"):
        monkeypatch.setenv("LRGRADE_SEED", drawn)
        try:
            lrgrade.hidden.agrees(value, answer.exercise)
            verdicts.add("agrees")
        except AssertionError:
            verdicts.add("differs")
    assert len(verdicts) == 1


@pytest.mark.parametrize("answer", [a for a in RIGHT if EXERCISES[a.exercise].silent], ids=str)
def test_only_noisy_answers_miss_the_test_for_silence(answer):
    value = defined(answer)
    if answer.verdict == "right":
        lrgrade.hidden.silent(value, answer.exercise)
    else:
        with pytest.raises(AssertionError, match="emits a warning"):
            lrgrade.hidden.silent(value, answer.exercise)
