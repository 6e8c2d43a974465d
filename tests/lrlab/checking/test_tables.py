import json

import numpy as np
import pytest

from lrlab.checking.tables import Seed, as_code, decode, encode, fresh
from lrlab.course import callables


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        0.1,
        float("inf"),
        "text",
        np.array([[1.0, -np.inf]]),
        np.array([1, 0]),
        np.array(2.5),
        np.float32(0.1),
        (np.zeros(2), [0.5]),
        {"z0": 0.0, "theta1": [0.15, 0.1, 0.05]},
        Seed(7),
        callables.square,
        1 + 2j,
    ],
)
def test_json_keeps_every_value_of_a_table(value):
    back = decode(json.loads(json.dumps(encode(value))))
    assert type(back) is type(value)
    np.testing.assert_equal(back, value)
    if isinstance(value, np.ndarray):
        assert back.dtype == value.dtype


def test_a_table_refuses_what_it_cannot_hold():
    with pytest.raises(TypeError, match="a table cannot hold object"):
        encode(object())


def test_a_fresh_argument_is_the_callers_own():
    array = np.zeros(2)
    assert fresh(array) is not array
    assert fresh(Seed(7)).random() == np.random.default_rng(7).random()


def test_values_are_shown_as_code_that_can_be_pasted():
    values = [0.5, float("inf"), np.array([1.0, 2.5]), np.array([[1, 0], [0, 1]]), (1, [2.0]), np.float64(0.1), Seed(3)]
    for value in values:
        again = eval(as_code(value), {"np": np})
        if isinstance(value, Seed):
            assert isinstance(again, np.random.Generator)
        else:
            np.testing.assert_equal(again, value)
