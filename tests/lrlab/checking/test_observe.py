import random
import warnings

import numpy as np

from lrlab.checking.observe import MAX_ITEMS, observe, observe_each, takes


def test_a_result_is_noted():
    seen = observe(lambda z: z + 1, {"z": 1})
    assert (seen.result, seen.kind, seen.error, seen.changed) == (2, "int", None, [])


def test_an_exception_is_noted_and_not_raised():
    assert observe(lambda z: 1 / z, {"z": 0}).error == ("ZeroDivisionError", "division by zero")


def test_warnings_are_noted_even_where_the_session_switched_them_off():
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        seen = observe(lambda z: np.exp(z), {"z": np.float64(1000.0)})
    assert seen.warnings == ["RuntimeWarning: overflow encountered in exp"]


def test_a_changed_argument_is_noted():
    def shift(theta):
        theta += 1
        return theta

    assert observe(shift, {"theta": np.zeros(2)}).changed == ["theta"]


def test_an_argument_changed_for_a_moment_is_noted():
    def batches(X):
        X += 1
        yield X
        X -= 1

    seen = observe(batches, {"X": np.zeros(2)})
    assert seen.changed == ["X"]
    np.testing.assert_array_equal(seen.result, [[1.0, 1.0]])


def test_items_of_an_iterator_are_copies():
    def reuse(X):
        row = np.zeros(1)
        for value in X:
            row[:] = value
            yield row

    seen = observe(reuse, {"X": np.array([1.0, 2.0])})
    assert [item.item() for item in seen.result] == [1.0, 2.0]
    assert seen.kind == "generator"


def test_an_iterable_of_ones_own_is_drawn_out():
    class Batches:
        def __iter__(self):
            return iter([1, 2])

    assert observe(lambda X: Batches(), {"X": 0}).result == [1, 2]


def test_an_endless_iterator_is_stopped():
    def forever(X):
        while True:
            yield 0

    seen = observe(forever, {"X": 0})
    assert seen.endless
    assert len(seen.result) == MAX_ITEMS


def test_the_global_random_states_are_watched():
    def draws(f, **arguments):
        return observe(f, arguments, watch_random=True).global_random

    assert draws(lambda m: np.random.rand(m), m=2)
    assert draws(lambda m: np.random.normal(), m=2)
    assert draws(lambda m: random.random(), m=2)
    assert draws(lambda rng: rng.random(), rng=np.random.default_rng(0)) is False
    assert observe(lambda m: random.random(), {"m": 2}).global_random is None


def test_a_generator_that_advances_is_not_a_changed_argument():
    assert observe(lambda rng: rng.random(), {"rng": np.random.default_rng(0)}).changed == []


def test_steps_grow_with_a_python_loop_only():
    def loop(X):
        return sum(row.sum() for row in X)

    def whole(X):
        return X.sum()

    small, large = {"X": np.ones((10, 2))}, {"X": np.ones((100, 2))}
    assert observe(loop, large, count_steps=True).steps > observe(loop, small, count_steps=True).steps + 80
    assert observe(whole, large, count_steps=True).steps == observe(whole, small, count_steps=True).steps


def test_keywords_are_passed_by_name():
    assert observe(lambda a, *, eps: (a, eps), {"a": 1, "eps": 2}, keywords=["eps"]).result == (1, 2)


def test_takes_counts_parameters():
    assert takes(lambda X, w, b: 0, 3)
    assert takes(lambda X, w, b=0: 0, 2)
    assert not takes(lambda X: 0, 3)
    assert takes(np.add, 2)


def test_a_function_of_another_process_is_asked_there():
    class Proxy:
        def __call__(self, *arguments):
            raise AssertionError("never called from here")

        def __observe__(self, calls, **how):
            return [("asked", arguments, how) for arguments in calls]

    how = {"keywords": (), "count_steps": False, "watch_random": True}
    assert observe(Proxy(), {"z": 1}, watch_random=True) == ("asked", {"z": 1}, how)
    assert list(observe_each(Proxy(), [{"z": 1}, {"z": 2}], watch_random=True))[1] == ("asked", {"z": 2}, how)


def test_calls_are_made_one_after_the_other_and_only_when_they_are_asked_for():
    made = []
    seen = observe_each(lambda z: made.append(z), [{"z": 1}, {"z": 2}])
    next(seen)
    assert made == [1]
    next(seen)
    assert made == [1, 2]


def test_a_function_among_the_arguments_is_a_moment_to_look_at_the_others():
    def moves_and_moves_back(f, theta):
        theta[0] += 1
        value = f(theta)
        theta[0] -= 1
        return value

    assert observe(moves_and_moves_back, {"f": np.sum, "theta": np.zeros(2)}).changed == ["theta"]
    assert observe(lambda f, theta: f(theta + 1), {"f": np.sum, "theta": np.zeros(2)}).changed == []


def test_a_result_stays_as_it_was_when_the_call_ended():
    buffer = np.zeros(1)
    seen = list(observe_each(lambda z: np.multiply(2, z, out=buffer), [{"z": 1.0}, {"z": 2.0}]))
    assert [one.result.item() for one in seen] == [2.0, 4.0]
