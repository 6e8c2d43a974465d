"""Test cells through the protocol: whatever an ordinary one does with what the student's cells define."""

import re

import pytest

from helpers.examining import PATIENT, Bench, said, text_of
from lrgrade.examine.no_result import REASONS
from lrgrade.examine.outcome import Outcome


@pytest.fixture(scope="module")
def bench():
    one = Bench()
    yield one
    one.close()


# A cell of the student's, a test of it, and whether it passes. The same must come of it in one process.
ORDINARY = {
    "number": ("def f(x):\n    return 2 * x", "assert f(3) == 6 and f(0.5) == 1", True),
    "wrong number": ("def f(x):\n    return 3 * x", "assert f(3) == 6, 'six'", False),
    "array": ("def f(x):\n    return x + 1", "import numpy as np\nassert f(np.zeros(2)).tolist() == [1, 1]", True),
    "keyword": ("def f(x, *, eps=1):\n    return x + eps", "assert f(1, eps=3) == 4 and f(x=1) == 2", True),
    "variable": ("z0 = [1, 2.5]", "assert z0 == [1, 2.5]", True),
    "rebound": ("z0 = 1\nz0 += 1", "assert z0 == 2", True),
    "undefined": ("", "assert z0 == 2", False),
    "text and dict": ("lines = {'p': 'y*y_hat'}", "assert lines['p'].startswith('y')", True),
    "dict method": ("lines = {'p': 1}", "assert sorted(lines) == ['p'] and lines.get('q') is None", True),
    "closure": ("def make(k):\n    return lambda x: k * x", "assert make(3)(4) == 12", True),
    "decorated": (
        "import functools\n\n@functools.lru_cache\ndef f(x):\n    return x",
        "assert f(2) == 2 and f.cache_info()[0] == 0",
        True,
    ),
    "generator": (
        "def f(n):\n    for i in range(n):\n        yield i, i",
        "assert list(f(3)) == [(0, 0), (1, 1), (2, 2)]",
        True,
    ),
    "lazy": ("def f():\n    yield 1\n    raise ValueError('late')", "assert next(f()) == 1", True),
    "endless": (
        "import itertools\nf = itertools.count",
        "import itertools\nassert list(itertools.islice(f(), 3)) == [0, 1, 2]",
        True,
    ),
    "zip": ("f = lambda a, b: zip(a, b)", "assert dict(f([1, 2], [3, 4])) == {1: 3, 2: 4}", True),
    "iterable": (
        "class Twice:\n    def __iter__(self):\n        return iter([1, 2])",
        "twice = Twice()\nassert list(twice) == [1, 2] and list(twice) == [1, 2]",
        True,
    ),
    "iterator argument": (
        "def f(items):\n    return sum(items)",
        "assert f(iter([1, 2])) + f(x for x in [3]) == 6",
        True,
    ),
    "exception": (
        "def f(x):\n    raise ValueError('no', x)",
        "import pytest\nwith pytest.raises(ValueError, match='no') as e:\n    f(3)\nassert e.value.args == ('no', 3)",
        True,
    ),
    "other exception": ("def f(x):\n    raise KeyError(x)", "try:\n    f(3)\nexcept ValueError:\n    pass", False),
    "exception of a subclass": (
        "class Own(ValueError):\n    pass\ndef f():\n    raise Own('x')",
        "try:\n    f()\nexcept ValueError as e:\n    assert 'x' in str(e)",
        True,
    ),
    "linear algebra": (
        "import numpy as np\ndef f():\n    return np.linalg.inv(np.zeros((2, 2)))",
        "import numpy as np, pytest\nwith pytest.raises(np.linalg.LinAlgError):\n    f()",
        True,
    ),
    "callback": ("def d(f, x):\n    return (f(x + 1) - f(x - 1)) / 2", "assert d(lambda x: x * x, 3) == 6", True),
    "callback that raises": (
        "def d(f):\n    try:\n        return f()\n    except ZeroDivisionError:\n        return 'caught'",
        "assert d(lambda: 1 / 0) == 'caught'",
        True,
    ),
    "callback through": (
        "def d(f):\n    return f(0)",
        "import pytest\nwith pytest.raises(ZeroDivisionError):\n    d(lambda x: 1 / x)",
        True,
    ),
    "own function as an argument": ("def g(x):\n    return x + 1\ndef d(f):\n    return f is g", "assert d(g)", True),
    "calls back and forth": (
        "def d(f, n):\n    return f(d, n)",
        "assert d(lambda g, n: n if n == 0 else g(lambda h, m: m + 1, n), 3) == 4",
        True,
    ),
    "generator of numbers": (
        "def f(rng):\n    return rng.random()",
        "import numpy as np\nrng, same = np.random.default_rng(3), np.random.default_rng(3)\n"
        "assert f(rng) == same.random() and f(rng) == same.random() and rng.random() == same.random()",
        True,
    ),
    "generators that are spawned": (
        "def f(rng):\n    return rng.spawn(1)[0].random()",
        "import numpy as np\nrng, same = np.random.default_rng(3), np.random.default_rng(3)\n"
        "assert f(rng) == same.spawn(1)[0].random() and f(rng) == same.spawn(1)[0].random()\n"
        "assert rng.spawn(1)[0].random() == same.spawn(1)[0].random()",
        True,
    ),
    "seeds that are spawned": (
        "import numpy as np\ndef f(rng):\n    [seeds] = rng.bit_generator.seed_seq.spawn(1)\n"
        "    return np.random.default_rng(seeds).random()",
        "import numpy as np\nrng, same = np.random.default_rng(3), np.random.default_rng(3)\n"
        "assert f(rng) == same.spawn(1)[0].random() and f(rng) == same.spawn(1)[0].random()",
        True,
    ),
    "bit generators that are spawned": (
        "import numpy as np\ndef f(rng):\n    return np.random.Generator(rng.bit_generator.spawn(1)[0]).random()",
        "import numpy as np\nrng, same = np.random.default_rng([3, 4]), np.random.default_rng([3, 4])\n"
        "assert f(rng) == same.spawn(1)[0].random()",
        True,
    ),
    "a generator that is used while items are drawn": (
        "def f(rng):\n    for _ in range(2):\n        yield rng.random()",
        "import numpy as np\nrng, same = np.random.default_rng(3), np.random.default_rng(3)\n"
        "assert [*f(rng), *f(rng=rng), rng.random()] == [same.random() for _ in range(5)]",
        True,
    ),
    "a generator that an iterable uses": (
        "class F:\n    def __init__(self, rng):\n        self.rng = rng\n"
        "    def __iter__(self):\n        return iter([self.rng.random(), self.rng.random()])\n"
        "def f(rng):\n    return F(rng)",
        "import numpy as np\nrng, same = np.random.default_rng(3), np.random.default_rng(3)\n"
        "assert [*f(rng), *f(rng)] == [same.random() for _ in range(4)]",
        True,
    ),
    "an array that is changed while items are drawn": (
        "def f(x):\n    for i in range(2):\n        x[i] = 7\n        yield i",
        "import numpy as np\nx = np.zeros(2)\nitems = f(x)\nassert x.tolist() == [0, 0]\n"
        "next(items)\nassert x.tolist() == [7, 0]\nlist(items)\nassert x.tolist() == [7, 7]",
        True,
    ),
    "changed array": (
        "def f(x):\n    x += 1",
        "import numpy as np\nx = np.zeros(2)\nf(x)\nassert x.tolist() == [1, 1]",
        True,
    ),
    "unchanged array": (
        "def f(x):\n    return x + 1",
        "import numpy as np\nx = np.zeros(2)\nf(x)\nassert x.tolist() == [0, 0]",
        True,
    ),
    "changed list": ("def f(x):\n    x.append(1)", "x = []\nf(x)\nf(x=x)\nassert x == [1, 1]", True),
    "warning": (
        "import warnings\ndef f():\n    warnings.warn('hm', RuntimeWarning)\n    return 1",
        "import pytest\nwith pytest.warns(RuntimeWarning, match='hm'):\n    assert f() == 1",
        True,
    ),
    "warning as an error": (
        "import numpy as np\ndef f():\n    return np.exp(np.array(1000.0))",
        "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('error')\n    f()",
        False,
    ),
    "error settings": (
        "import numpy as np\ndef f():\n    return np.exp(np.array(1000.0))",
        "import numpy as np\nwith np.errstate(all='raise'):\n    f()",
        False,
    ),
    "object": (
        "class Model:\n    def fit(self, x):\n        self.w = 2 * x\n        return self\n"
        "    def predict(self, x):\n        return self.w * x",
        "model = Model().fit(3)\nassert model.w == 6 and model.predict(2) == 12",
        True,
    ),
    "missing attribute": ("class Model:\n    pass", "assert Model().w", False),
    "opaque truth": ("def f():\n    return object()", "assert not f()", False),
    "module of the student's": ("import math", "assert math.sqrt(4) == 2", True),
    "module that the course names": (
        "import matplotlib.pyplot as plt",
        "assert plt.__name__ == 'matplotlib.pyplot'",
        True,
    ),
    "name and signature": (
        "def f(a, b=2):\n    pass",
        "import inspect\nassert f.__name__ == 'f' and list(inspect.signature(f).parameters) == ['a', 'b']",
        True,
    ),
    "helper in the test": ("def f(x):\n    return x", "def twice(x):\n    return f(f(x))\nassert twice(3) == 3", True),
    "comprehension": ("def f(x):\n    return x", "assert [f(x) for x in range(3)] == [0, 1, 2]", True),
    "magic": ("x = 1", "%pwd\nassert x == 1", True),
    "printing": ("def f():\n    print('said')\n    return 1", "assert f() == 1", True),
    "syntax error": ("def f(:", "assert f() == 1", False),
    "not implemented": ("def f():\n    raise NotImplementedError()", "assert f() == 1", False),
    "leaving": ("def f():\n    raise SystemExit(0)", "f()", False),
    "nothing returned": ("def f():\n    pass", "assert f() > 3", False),
    "shadowed builtin": ("def sum(x):\n    return 7", "assert sum([1]) == 1", True),
}


def in_one_process(student, test):
    """Whether the test passes where it shares a process with the student's cell, as under nbgrader's own Execute."""
    from IPython.core.inputtransformer2 import TransformerManager

    scope = {"__name__": "__main__", "get_ipython": lambda: type("Shell", (), {"run_line_magic": print})}
    manager = TransformerManager()
    for cell in (student, test):
        try:
            exec(compile(manager.transform_cell(cell), "cell", "exec"), scope)
        except (Exception, SystemExit):
            if cell is test:
                return False
    return True


@pytest.mark.parametrize("name", ORDINARY)
def test_the_verdict_is_that_of_one_process(bench, name):
    student, test, passes = ORDINARY[name]
    outcome, message = bench.verdict(student, test)
    assert (outcome is Outcome.PASSED) is passes, message
    if name not in ("warning", "shadowed builtin"):
        assert in_one_process(student, test) is passes


@pytest.mark.parametrize(
    ("student", "test", "outcome", "message"),
    [
        ("def f():\n    return 1 / 0", "f()", Outcome.CRASHED, "ZeroDivisionError: division by zero"),
        ("def f():\n    raise NotImplementedError()", "f()", Outcome.UNWRITTEN, ""),
        ("def f():\n    return 2", "assert f() == 1, 'it should be 1'", Outcome.WRONG, "it should be 1"),
        ("x = 1", "y", Outcome.CRASHED, "NameError: name 'y' is not defined"),
        (
            "def f():\n    while True:\n        pass",
            "f()",
            Outcome.OVER_LIMIT,
            "f was stopped after 0.5 s of CPU time. Is there an endless loop?",
        ),
        (
            "import time\ndef f():\n    time.sleep(99)",
            "f()",
            Outcome.OVER_LIMIT,
            "f was stopped after 2 s. Does it wait for something?",
        ),
        (
            "import signal\ndef f():\n    for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):\n"
            "        signal.setitimer(timer, 0)\n    while True: pass",
            "f()",
            Outcome.OVER_LIMIT,
            "f was stopped after 2 s. Does it wait for something?",
        ),
        (
            "import os\ndef f():\n    os._exit(3)",
            "f()",
            Outcome.CRASHED,
            "f ended the Python process with exit code 3. Does it leave Python?",
        ),
        (
            "import ctypes\ndef f():\n    ctypes.string_at(0)",
            "f()",
            Outcome.CRASHED,
            "f ended the Python process by a segmentation fault.",
        ),
        (
            "def f():\n    return 1 << 100_000",
            "f()",
            Outcome.OVER_LIMIT,
            "What f gave back is a number of 100001 bits, and at most 65536 can be looked at.",
        ),
        (
            "import numpy as np\ndef f():\n    return np.zeros(2**21)",
            "f()",
            Outcome.OVER_LIMIT,
            "What f gave back takes 16 MB, and at most 8 MB can be looked at.",
        ),
        (
            "class Odd:\n    pass\ndef f():\n    return Odd()",
            "f() == 1",
            Outcome.CRASHED,
            "TypeError: an object of type Odd cannot be compared or computed with: a result should be a number, a "
            "text, a truth value, a NumPy array, or a list, tuple, dict or set of these",
        ),
        ("x = 1", "   ", Outcome.CRASHED, "This cell was not run: there is no code in it."),
        ("x = 1", "7.5", Outcome.OUR_FAULT, "This test gave 7.5 of 2 points."),
    ],
)
def test_the_reasons_stay_apart_word_for_word(bench, student, test, outcome, message):
    limits = PATIENT if "CPU time" in message else {}
    assert bench.verdict(student, test, **limits) == (outcome, message)


def test_a_call_without_a_result_is_no_expected_error(bench):
    quiet = "try:\n    f()\nexcept:\n    pass"
    assert bench.verdict("import os\ndef f():\n    os._exit(0)", quiet)[0] is Outcome.CRASHED
    assert bench.verdict("def f():\n    while True: pass", quiet)[0] is Outcome.OVER_LIMIT


def test_a_bad_function_costs_its_own_tests_only(bench):
    marked = bench.marked(
        ("student", "kept = [1]\ndef bad():\n    import os\n    os._exit(1)\ndef good():\n    return kept"),
        ("test", "bad()"),
        ("student", "kept.append(2)"),
        ("test", "assert good() == [1, 2]"),
        ("student", "import os\nos._exit(0)"),
        ("test", "assert good() == [1, 2]"),
    )
    assert [said(one)[0] for one in marked] == [
        Outcome.PASSED, Outcome.CRASHED, Outcome.PASSED, Outcome.PASSED, Outcome.CRASHED, Outcome.PASSED
    ]  # fmt: skip


def test_a_process_is_started_again_so_often_and_no_more(bench):
    exits = ("test", "f()")
    marked = bench.marked(("student", "def f():\n    import os\n    os._exit(1)"), *[exits] * 4, restarts=2)
    assert said(marked[3]) == (Outcome.CRASHED, "f ended the Python process with exit code 1. Does it leave Python?")
    assert said(marked[4]) == (Outcome.OVER_LIMIT, REASONS["restarts"].format(count=3))


def test_a_notebook_has_a_limit_as_a_whole(bench):
    marked = bench.marked(("student", "import time; time.sleep(1)"), ("test", "assert True"), notebook_wall=0.5)
    assert said(marked[1]) == (Outcome.OVER_LIMIT, REASONS["notebook_wall"].format(seconds=0.5))
    assert marked[1].count is None


def test_a_test_has_a_limit_as_a_whole(bench):
    test = "while True:\n    f()"
    assert bench.verdict("def f():\n    return 1", test, test_wall=0.5) == (
        Outcome.OVER_LIMIT,
        REASONS["test_wall"].format(seconds=0.5),
    )


def test_what_a_test_defines_is_not_the_students_to_change(bench):
    marked = bench.marked(
        ("given", "limit = 3"),
        ("student", "def f():\n    return limit\nlimit = 7\nclose = lambda *a: True"),
        ("test", "assert f() == 7 and limit == 3\nclose = lambda a, b: a == b"),
        ("student", "close = lambda *a: True"),
        ("test", "assert close(1, 2)"),
    )
    assert said(marked[2])[0] is Outcome.PASSED
    assert said(marked[4])[0] is Outcome.WRONG


def test_a_name_is_looked_up_anew_for_each_test(bench):
    marked = bench.marked(
        ("student", "x = 1"), ("test", "assert x == 1"), ("student", "x = 2"), ("test", "assert x == 2")
    )
    assert [said(one)[0] for one in marked] == [Outcome.PASSED] * 4


def test_the_source_of_a_test_never_reaches_the_sandbox(bench):
    look = (
        "import gc\nword = 'per' + 'iwinkle'\n"
        "found = [x for x in gc.get_objects() if isinstance(x, (list, dict)) and word in str(x)]\n"
        "print(len(found), In)"
    )
    marked = bench.marked(("test", "periwinkle = 3\nassert periwinkle == 3"), ("student", look))
    assert "periwinkle" not in text_of(marked[1])
    assert text_of(marked[1]).startswith("0 ")


def test_a_hidden_test_shows_its_title_and_hint_and_no_more(bench):
    hidden = (
        "# Hidden test: f doubles.\n# Hint: try a negative number.\n### BEGIN HIDDEN TESTS\n"
        "secret = -4711\nprint(secret)\nassert f(secret) == 2 * secret, f'{secret} went wrong'\n### END HIDDEN TESTS"
    )
    [_, failed] = bench.marked(("student", "def f(x):\n    print('given', x)\n    return x"), ("test", hidden))
    assert said(failed) == (Outcome.WRONG, "Your answer does not pass this hidden test.")
    assert "try a negative number." in failed.outputs[0]["evalue"]
    assert "f doubles." in failed.outputs[0]["traceback"][0]
    assert "4711" not in str(failed.outputs)
    [_, passed] = bench.marked(("student", "def f(x):\n    print('given', x)\n    return 2 * x"), ("test", hidden))
    assert [output.get("text") for output in passed.outputs] == ["Passed.\n"]
    [_, crashed] = bench.marked(("student", "def f(x):\n    return {}[x]"), ("test", hidden))
    assert "4711" not in str(crashed.outputs)
    [_, missing] = bench.marked(("student", "g = 1"), ("test", hidden))
    assert said(missing) == (Outcome.CRASHED, "NameError: f is not defined.")


def test_a_hidden_test_that_is_broken_is_our_fault(bench):
    broken = (
        "### BEGIN HIDDEN TESTS\nfrom unittest.mock import patch\nfrom lrgrade.hidden import agrees\n"
        "with patch('lrgrade.hidden.right_results', side_effect=ValueError('4711')):\n    agrees(sigmoid)\n"
        "### END HIDDEN TESTS"
    )
    [_, marked] = bench.marked(("student", "def sigmoid(z):\n    return z"), ("test", broken))
    told = "This test could not judge sigmoid, by our own fault: something that it needs is broken."
    assert said(marked) == (Outcome.OUR_FAULT, told)
    assert "4711" not in str(marked.outputs)
    assert marked.note == f"{told} (ValueError('4711'))"


JUDGED = "This test could not judge this answer, by our own fault: something that it needs is broken."


@pytest.mark.parametrize("frame", ["{}", "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"], ids=["seen", "hidden"])
@pytest.mark.parametrize(
    ("test", "note"),
    [
        ("from lrlab import check\ncheck(unheard_of)", "UnknownExerciseError"),
        (
            "from lrlab import check\nfrom lrlab.exercises import default_course\nfrom unittest.mock import patch\n"
            "with patch.dict(default_course()._tables, clear=True):\n"
            "    with patch('lrlab.exercises.json.loads', return_value={'probes': []}):\n        check(sigmoid)",
            "CourseError('The reference table of sigmoid in lrlab.course has no `misconceptions`: "
            "`lrgrade build` makes it anew.')",
        ),
        (
            "from lrlab import check\nfrom lrlab.exercises import default_course\nfrom unittest.mock import patch\n"
            "broken = default_course().table('sigmoid') | {'probes': [3]}\n"
            "with patch.dict(default_course()._tables, sigmoid=broken):\n    check(sigmoid)",
            'CourseError("The reference table of sigmoid cannot be read: TypeError: ',
        ),
        ("from lrgrade.hidden import agree\nagree(sigmoid)", "ImportError("),
        ("from lrgrade.hidden import agrees\nagrees(sigmoid", "SyntaxError("),
    ],
    ids=["an exercise that is not listed", "no table", "a broken table", "a mistyped import", "no Python"],
)
def test_what_only_the_course_can_be_blamed_for_is_our_fault(bench, frame, test, note):
    student = "def sigmoid(z):\n    return z\nunheard_of = sigmoid"
    [_, marked] = bench.marked(("student", student), ("test", frame.format(test)))
    assert said(marked) == (Outcome.OUR_FAULT, JUDGED)
    assert len(marked.outputs) == 1, "and nothing that `check` says"
    assert marked.note.startswith(f"{JUDGED} ({note}")


@pytest.mark.parametrize(
    "test",
    [
        "sigmoid(0)",
        "from lrlab import check\ncheck(sigmoid)",
        "### BEGIN HIDDEN TESTS\nfrom lrgrade.hidden import agrees\nagrees(sigmoid)\n### END HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS\nassert sigmoid(0) == 1\n### END HIDDEN TESTS",
    ],
)
@pytest.mark.parametrize(
    "error",
    [
        "from lrlab.exercises import CourseError as Ours",
        "from lrlab.checking.check import UnknownExerciseError as Ours; Ours.__init__ = Exception.__init__",
        "class Ours(ImportError): pass",
        "Ours = SyntaxError",
        "class GraderFault(Exception): pass\nOurs = GraderFault",
        "class NoResult(BaseException): pass\nOurs = NoResult",
    ],
)
def test_no_answer_can_blame_the_course(bench, error, test):
    outcome, _ = bench.verdict(f"{error}\ndef sigmoid(z):\n    raise Ours('course')", test)
    assert outcome in (Outcome.WRONG, Outcome.CRASHED)


def test_the_visible_part_of_a_test_with_a_hidden_part_speaks_for_itself(bench):
    mixed = "print('seen')\nassert f(1) == 2, 'two'\n### BEGIN HIDDEN TESTS\nassert f(5) == 10\n### END HIDDEN TESTS"
    [_, early] = bench.marked(("student", "def f(x):\n    return 3"), ("test", mixed))
    assert said(early) == (Outcome.WRONG, "two")
    [_, late] = bench.marked(("student", "def f(x):\n    return 2"), ("test", mixed))
    assert said(late) == (Outcome.WRONG, "Your answer does not pass this hidden test.")
    assert text_of(late) == "seen\n"


def test_what_a_test_writes_to_stderr_is_told_and_costs_nothing(bench):
    student = "import sys\ndef f():\n    print('note', file=sys.stderr)\n    return 1"
    [_, marked] = bench.marked(
        ("student", student), ("test", "import warnings\nwarnings.warn('careful')\nassert f() == 1")
    )
    assert said(marked)[0] is Outcome.PASSED
    assert {output["name"] for output in marked.outputs} == {"stdout"}
    assert "careful" in text_of(marked)
    assert "note" in text_of(marked)


def test_a_number_counts_where_the_test_gave_it(bench):
    [number, test] = bench.marked(("student", "1.5"), ("test", "1.5"))
    assert number.outputs[0]["data"]["text/plain"] == test.outputs[0]["data"]["text/plain"] == "1.5"
    assert (number.outputs[0]["execution_count"], test.outputs[0]["execution_count"]) == (1, 2)
    for odd in ("float('nan')", "-1.0", "float('inf')"):
        assert bench.verdict("", odd)[0] is Outcome.OUR_FAULT


def test_outputs_look_as_in_jupyter(bench):
    [plot, error, shown, shell] = bench.marked(
        ("student", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"),
        ("student", "1 / 0"),
        ("student", "from IPython.display import display\ndisplay('one')\nprint('two')\n'three'"),
        ("student", "!echo four"),
    )
    assert "image/png" in plot.outputs[0]["data"]
    assert error.outputs[0]["ename"] == "ZeroDivisionError"
    assert "1" in error.outputs[0]["traceback"][2]
    assert [output["output_type"] for output in shown.outputs] == ["display_data", "stream", "execute_result"]
    assert "four" in text_of(shell)


@pytest.mark.parametrize(
    "test",
    [
        "assert f(0) == 1",
        "assert f == 1",
        "f.nothing",
        "f(object())",
        "try:\n    f(0)\nexcept ZeroDivisionError as error:\n    raise ValueError('no') from error",
    ],
)
def test_an_error_is_shown_where_the_test_and_the_answer_caused_it(bench, test):
    answer = "class F:\n    def __call__(self, x):\n        return 1 / x\nf = F()"
    shown = "".join(bench.marked(("student", answer), ("test", test))[-1].outputs[0]["traceback"])
    assert "lrgrade" not in shown
    assert "hidden" not in shown
    assert "Cell In[2], line " in re.sub(r"\x1b\[[0-9;]*m", "", shown)
    if "f(0)" in test:
        assert "Cell In[1], line 3, in __call__\n    return 1 / x" in shown


def test_an_error_whose_class_is_odd_is_shown(bench):
    odd = (
        "class Odd(Exception):\n"
        "    def __bool__(self):\n        raise TypeError\n"
        "    __traceback__ = property(lambda self: 1 / 0)\n"
    )
    [raised, tested] = bench.marked(("student", odd + "raise Odd('seven')"), ("test", "raise ValueError('eight')"))
    assert [raised.outputs[0][key] for key in ("ename", "evalue")] == ["Odd", "seven"]
    assert tested.outputs[0]["evalue"] == "eight"


def test_output_has_a_limit(bench):
    [cell, test] = bench.marked(
        ("student", "def f():\n    print('x' * 10**6)\nprint('y' * 10**6)"), ("test", "f()"), output=0.1
    )
    assert len(text_of(cell)) < 120_000
    assert "more output was cut off" in text_of(cell)
    assert len(text_of(test)) < 120_000


def test_what_came_before_too_much_output_is_kept(bench):
    printed = "print('first line')\nfor n in range(20_000): print(n, 'x' * 90)\n"
    below = "import os\nos.write(1, b'below\\n' + b'x' * 2**21)\n"
    raised, child, called = bench.marked(
        ("student", f"def f():\n    {printed.splitlines()[0]}\n    print('y' * 2**21)\n    return 1\n{printed}1 / 0"),
        ("student", below),
        ("test", "assert f() == 1"),
    )
    assert text_of(raised).startswith("first line\n0 xxx")
    assert "more output was cut off here: " in text_of(raised)
    assert raised.outputs[-1]["ename"] == "ZeroDivisionError"
    assert text_of(child).startswith("below\nxxx")
    assert "more output was cut off here: 1 MB" in text_of(child)
    assert text_of(called).startswith("first line\nyyy")
    assert "more output was cut off here: " in text_of(called)


def test_files_beside_the_notebook_are_there(bench):
    [marked] = bench.marked(("student", "print(open('data/table.csv').read())"), files={"data/table.csv": b"1,2"})
    assert text_of(marked) == "1,2\n"


def test_counting_steps_cannot_be_switched_off(bench):
    loop = "def f(X):\n    total = 0\n    for row in X:\n        total += row.sum()\n    return total"
    hidden = (
        "import sys\ndef f(X):\n    trace = sys.gettrace()\n    sys.settrace(None)\n    total = 0\n"
        "    for row in X:\n        total += row.sum()\n    sys.settrace(trace)\n    return total"
    )
    thread = (
        "import threading\ndef f(X):\n    out = []\n"
        "    t = threading.Thread(target=lambda: out.append(sum(r.sum() for r in X)))\n"
        "    t.start(); t.join()\n    return out[0]"
    )
    test = (
        "import numpy as np\nfrom lrlab.checking.observe import observe\n"
        "seen = observe(f, {'X': np.ones((500, 2))}, count_steps=True)\n"
        "assert seen.error or seen.steps > 400, seen.steps"
    )
    for student in (loop, hidden, thread):
        assert bench.verdict(student, test) == (Outcome.PASSED, "")
    assert bench.verdict("def f(X):\n    return X.sum()", test)[0] is Outcome.WRONG


OBSERVED = (
    "from lrlab.checking.observe import observe_each\nseen = list(observe_each(f, [{'x': x} for x in range(6)]))\n"
)


@pytest.mark.parametrize(
    "student",
    [
        pytest.param("def f(x):\n    return 2 * x", id="quick"),
        # Longer than the moment for which they are called together, each well within its own limits.
        pytest.param(
            "import time\ndef f(x):\n    t = time.process_time()\n    while time.process_time() < t + 0.15: pass\n"
            "    return 2 * x",
            id="slow",
        ),
        # Too much to send together, and each well within its own limits.
        pytest.param("import numpy as np\ndef f(x):\n    return np.full(2**19, 2 * x)", id="large"),
    ],
)
def test_calls_observed_together_have_the_limits_of_one_each(bench, student):
    test = OBSERVED + "assert [one.result if isinstance(one.result, int) else int(one.result[-1]) for one in seen]"
    assert bench.verdict(student, f"{test} == [0, 2, 4, 6, 8, 10]") == (Outcome.PASSED, "")


@pytest.mark.parametrize(
    ("at_four", "outcome", "message"),
    [
        (
            "while True: pass",
            Outcome.OVER_LIMIT,
            "f was stopped after 0.5 s of CPU time. Is there an endless loop?",
        ),
        (
            "return 1 << 100_000",
            Outcome.OVER_LIMIT,
            "What f gave back is a number of 100001 bits, and at most 65536 can be looked at.",
        ),
        (
            "import os; os._exit(3)",
            Outcome.CRASHED,
            "f ended the Python process with exit code 3. Does it leave Python?",
        ),
    ],
)
def test_one_of_the_calls_observed_together_has_no_result(bench, at_four, outcome, message):
    student = f"def f(x):\n    if x == 4:\n        {at_four}\n    return x"
    assert bench.verdict(student, OBSERVED, **PATIENT) == (outcome, message)


def test_a_call_observed_among_others_may_raise_what_it_likes(bench):
    test = OBSERVED + "assert [one.error for one in seen][:3] == [None, ('SystemExit', '1'), None]"
    assert bench.verdict("def f(x):\n    if x == 1:\n        raise SystemExit(x)", test) == (Outcome.PASSED, "")


def test_each_generator_observed_is_as_the_call_left_it(bench):
    student = "def f(rng):\n    return rng.random()"
    test = (
        "import numpy as np\nfrom lrlab.checking.observe import observe_each\n"
        "ours = [np.random.default_rng(seed) for seed in range(3)]\n"
        "list(observe_each(f, [{'rng': rng} for rng in ours]))\n"
        "for seed, rng in enumerate(ours):\n    same = np.random.default_rng(seed)\n    same.random()\n"
        "    assert rng.random() == same.random()"
    )
    assert bench.verdict(student, test) == (Outcome.PASSED, "")


@pytest.mark.parametrize(
    "source_of_order", ["rng.spawn(1)[0]", "np.random.default_rng(rng.bit_generator.seed_seq.spawn(1)[0])"]
)
def test_an_order_that_is_drawn_from_a_spawned_generator_is_right(source_of_order, bench):
    student = (
        "import numpy as np\ndef minibatches(X, y, batch_size, rng):\n"
        f"    order = {source_of_order}.permutation(len(y))\n"
        "    for start in range(0, len(y), batch_size):\n"
        "        chosen = order[start : start + batch_size]\n        yield X[chosen], y[chosen]"
    )
    assert bench.verdict(student, "from lrlab import check\ncheck(minibatches)", **PATIENT) == (Outcome.PASSED, "")


def test_what_was_seen_before_a_stop_counts(bench):
    student = "def f(x):\n    while x == 4:\n        pass\n    return -x"
    test = (
        "from lrlab.checking.observe import observe_each\nfor seen in observe_each(f, [{'x': x} for x in range(6)]):\n"
    )
    assert bench.verdict(student, f"{test}    assert seen.result == 0, 'wrong'") == (Outcome.WRONG, "wrong")


def test_an_object_that_is_given_back_again_shows_what_each_call_made_of_it(bench):
    student = "import numpy as np\nbuffer = np.empty(1)\ndef f(x):\n    return np.multiply(2, x, out=buffer)"
    test = OBSERVED + "assert [int(one.result[0]) for one in seen] == [0, 2, 4, 6, 8, 10]"
    assert bench.verdict(student, test) == (Outcome.PASSED, "")


def test_arguments_too_large_to_send_together_are_sent_one_after_the_other(bench):
    test = (
        "import numpy as np\nfrom lrlab.checking.observe import observe_each\n"
        "seen = list(observe_each(f, [{'x': np.full(2**17, float(x))} for x in range(12)]))\n"
        "assert [one.result for one in seen] == [x * 2.0**17 for x in range(12)]"
    )
    assert bench.verdict("def f(x):\n    return float(x.sum())", test) == (Outcome.PASSED, "")
