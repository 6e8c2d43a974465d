"""A soak: what a class really hands in, drawn from a generator of realistic damage, among untouched right notebooks.

A few of each in every run; `pytest --whole tests/lrgrade/test_soak.py` grades five hundred of each.
"""

from helpers import sampling
from helpers.soak import class_of, faults_of


def test_no_right_answer_is_lost_and_no_loss_goes_without_a_word(tmp_path):
    damaged, right = (500, 500) if sampling.whole() else (12, 4)
    course, handed_in = class_of(tmp_path / "course", damaged, right, sampling.chance("soak"))
    assert len(handed_in) == damaged + right
    assert list(faults_of(course, handed_in)) == []
