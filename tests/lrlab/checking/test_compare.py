import numpy as np
import pytest

from lrlab.checking.compare import Mismatch, Tolerance, alike, describe, mismatch

EXACT = Tolerance()


@pytest.mark.parametrize(
    ("got", "right"),
    [
        (0.5, 0.5),
        (np.float64(0.5), 0.5),
        (np.array(0.5), 0.5),
        (3, 3.0),
        (1.0 + 1e-13, 1.0),
        (np.inf, np.inf),
        (np.array([1.0, -np.inf]), np.array([1.0, -np.inf])),
        (np.array([1, 0]), np.array([1, 0])),
        ([1.0, 2.0], [1.0, 2.0]),
        (np.array([1.0, 2.0]), [1.0, 2.0]),
        ((np.zeros(2), [0.1]), (np.zeros(2), [0.1])),
        ([np.zeros(2), [0.1]], (np.zeros(2), [0.1])),
    ],
)
def test_right_results_are_accepted(got, right):
    assert mismatch(got, right, EXACT) is None


@pytest.mark.parametrize(
    ("got", "right", "found"),
    [
        (None, 0.5, Mismatch("type", "a number", "None (is there a `return`?)")),
        ("0.5", 0.5, Mismatch("type", "a number", "the text '0.5'")),
        ([0.5], 0.5, Mismatch("type", "a number", "a list of 1 item")),
        (np.array([0.5]), 0.5, Mismatch("type", "a number", "a NumPy array of shape (1,) and dtype float64")),
        ([0.5], np.array([0.5]), Mismatch("type", "a NumPy array of shape (1,)", "a list of 1 item")),
        (np.zeros((2, 1)), np.zeros(2), Mismatch("shape", "shape (2,)", "shape (2, 1)")),
        (True, 1.0, Mismatch("dtype", "floats (dtype float64)", "dtype bool")),
        (1 + 0j, 1.0, Mismatch("dtype", "floats (dtype float64)", "dtype complex128")),
        (np.nan, 0.5, Mismatch("value", 0.5, np.nan)),
        (np.inf, 0.5, Mismatch("value", 0.5, np.inf)),
        (0.5, np.inf, Mismatch("value", np.inf, 0.5)),
        (np.array([1.0, 2.0]), np.array([1.0, 3.0]), Mismatch("value", 3.0, 2.0, "[1]")),
        ((np.zeros(2), [0.1, 0.3]), (np.zeros(2), [0.1, 0.2]), Mismatch("value", 0.2, 0.3, "[1][1]")),
        ([1.0], [1.0, 2.0], Mismatch("shape", "2 items", "1 items")),
        ({"a": 1.0}, {"a": 1.0, "b": 2.0}, Mismatch("type", "a value for 'b'", "nothing", "['b']")),
    ],
)
def test_the_first_difference_is_found(got, right, found):
    assert repr(mismatch(got, right, EXACT)) == repr(found)


def test_an_object_that_equals_everything_is_no_number():
    class Everything:
        def __eq__(self, other):
            return True

        def __float__(self):
            return 0.5

    assert mismatch(Everything(), 0.5, EXACT).reason == "type"


@pytest.mark.parametrize("got", [1.0, True, np.uint8(1)])
def test_integers_must_be_signed_integers_where_asked(got):
    assert mismatch(got, 1, Tolerance(integers=True)).reason == "dtype"
    assert mismatch(1, 1, Tolerance(integers=True)) is None


def test_a_float_is_right_where_an_integer_would_be_too():
    assert mismatch(3.0, 3, EXACT) is None


def test_float32_is_not_exact_enough():
    assert mismatch(np.float32(0.1), 0.1, EXACT).reason == "value"


def test_lowest_forbids_a_tiny_negative_loss():
    tolerance = Tolerance(absolute=1e-300, relative=1e-12, lowest=0.0)
    assert mismatch(0.0, 1e-301, tolerance) is None
    assert mismatch(-1e-301, 1e-301, tolerance) is not None


def test_alike_tells_wrong_results_apart():
    assert alike(np.nan, np.nan)
    assert alike(np.array([1.0, np.nan]), np.array([1.0, np.nan]))
    assert not alike(np.zeros(2), np.zeros((2, 1)))
    assert not alike(True, 1)
    assert not alike(None, 0.0)
    assert alike(None, None)
    assert alike((np.zeros(2), [1.0]), (np.zeros(2), [1.0]))
    assert not alike(np.array([1.0]), np.array([object()]))
    assert not alike(np.float32(0.1), 0.1)
    assert alike(np.float32(0.1), np.float32(0.1000001))
    assert not alike([1.0], np.array([1.0]))
    assert not alike(1.0, 1, Tolerance(integers=True))


def test_describe_speaks_a_beginners_words():
    assert describe({}) == "a dictionary of 0 items"
    assert describe(np.float64(2.5)) == "the number 2.5"
    assert describe(len) == "a function (was it called?)"
    assert describe(object()) == "an object of type object"
