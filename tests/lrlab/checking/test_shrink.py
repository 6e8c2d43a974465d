"""The smallest failing call is found by Hypothesis, the same each time, and printed as code that runs."""

import sys

import numpy as np
import pytest

import lrlab.course.callables
from helpers.course import EXERCISES
from lrlab import CheckFailed, check
from lrlab.checking.shrink import smallest_fault


def batches(order, X, y, batch_size):
    starts = range(0, len(order), batch_size)
    return [(X[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in starts]


def right_batches(X, y, batch_size, rng):
    return batches(rng.permutation(len(y)), X, y, batch_size)


def without_the_rest(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    return batches(order[: len(order) // batch_size * batch_size], X, y, batch_size)


def labels_of_others(X, y, batch_size, rng):
    return batches(np.arange(len(y)), X[rng.permutation(len(y))], y, batch_size)


def one_lost_from_five_on(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    return batches(np.append(order[:-1], order[0]) if len(y) >= 5 else order, X, y, batch_size)


def quotients(f, theta, eps, down, width):
    return np.array([(f(theta + eps * e) - f(theta + down * e)) / width for e in np.eye(len(theta))])


def right_gradient(f, theta, eps=1e-5):
    return quotients(f, theta, eps, -eps, 2 * eps)


def forward(f, theta, eps=1e-5):
    return quotients(f, theta, eps, 0, eps)


def third_lost(f, theta, eps=1e-5):
    return right_gradient(f, theta, eps) * (np.arange(len(theta)) != 2)


def lost_in_whole_numbers(f, theta, eps=1e-5):
    steps = (eps * np.eye(len(theta))).astype(theta.dtype)
    return np.array([(f(theta + step) - f(theta - step)) / (2 * eps) for step in steps])


def said(answer, name, capsys):
    with pytest.raises(CheckFailed):
        check(answer, name)
    return capsys.readouterr().out


FOUND = {
    ("minibatches", without_the_rest): (
        "    list(minibatches(np.array([[1.0]]), np.array([0]), 2, np.random.default_rng(0)))\n"
        "\n"
        "  expected: every row once, with its own label; batches: 1 of 1\n"
        "  got:      []\n"
    ),
    ("minibatches", labels_of_others): (
        "    list(minibatches(np.array([[1.0], [2.0], [3.0]]), np.array([0, 0, 1]), 1, np.random.default_rng(0)))\n"
        "\n"
        "  expected: every row once, with its own label; batches: 3 of 1\n"
        "  got:      [(np.array([[3.0]]), np.array([0])), (np.array([[1.0]]), np.array([0])), "
        "(np.array([[2.0]]), np.array([1]))]\n"
    ),
    ("minibatches", one_lost_from_five_on): (
        "    list(minibatches(np.array([[1.0], [2.0], [3.0], [4.0], [5.0]]), np.array([0, 0, 0, 0, 0]), 1, "
        "np.random.default_rng(0)))\n"
        "\n"
        "  expected: every row once, with its own label; batches: 5 of 1\n"
        "  got:      [(np.array([[3.0]]), np.array([0])), (np.array([[5.0]]), np.array([0])), "
        "(np.array([[4.0]]), np.array([0])), (np.array([[1.0]]), np.array([0])), "
        "(np.array([[3.0]]), np.array([0]))]\n"
    ),
    ("numerical_gradient", forward): (
        "    from lrlab.course.callables import square\n"
        "    numerical_gradient(square, np.array([1.0]))\n"
        "\n"
        "  expected: 2.0\n"
        "  got:      2.00001000001393\n"
        "  where:    result[0]\n"
    ),
    ("numerical_gradient", third_lost): (
        "    from lrlab.course.callables import slope\n"
        "    numerical_gradient(slope, np.array([1.0, 1.0, 1.0]))\n"
        "\n"
        "  expected: 3.0\n"
        "  got:      0.0\n"
        "  where:    result[2]\n"
    ),
    ("numerical_gradient", lost_in_whole_numbers): (
        "    from lrlab.course.callables import slope\n"
        "    numerical_gradient(slope, np.array([1]))\n"
        "\n"
        "  expected: 1.0\n"
        "  got:      0.0\n"
        "  where:    result[0]\n"
    ),
}


@pytest.mark.parametrize(("name", "answer"), FOUND)
def test_the_smallest_call_is_printed(name, answer, capsys):
    assert FOUND[name, answer] in said(answer, name, capsys)


@pytest.mark.parametrize(("name", "answer"), FOUND)
def test_the_call_runs_and_is_the_same_each_time(name, answer):
    fault = smallest_fault(EXERCISES[name], answer)
    assert smallest_fault(EXERCISES[name], answer) == fault
    *imports, call = fault.code.splitlines()
    assert all(line.startswith("from lrlab.course.callables import ") for line in imports)
    eval(call, {**vars(lrlab.course.callables), "np": np, name: answer})


def test_nothing_is_searched_for_where_an_answer_is_right_or_has_no_oracle(monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    assert smallest_fault(EXERCISES["minibatches"], right_batches) is None
    assert smallest_fault(EXERCISES["numerical_gradient"], right_gradient) is None
    assert smallest_fault(EXERCISES["sigmoid"], lambda z: z) is None


def test_an_answer_that_fails_now_and_then_is_no_error(capsys):
    chance = np.random.default_rng(1)

    def unsteady(X, y, batch_size, rng):
        return batches(rng.permutation(len(y))[: -1 if chance.random() < 0.5 else None], X, y, batch_size)

    assert "`minibatches`" in said(unsteady, "minibatches", capsys)


def test_the_search_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text("LIMIT = 4711\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    __import__("mine")
    state = np.random.get_state()[1].tolist()
    for name, answer in FOUND:
        smallest_fault(EXERCISES[name], answer)
    assert [path.name for path in tmp_path.iterdir() if path.name != "__pycache__"] == ["mine.py"]
    assert np.random.get_state()[1].tolist() == state
