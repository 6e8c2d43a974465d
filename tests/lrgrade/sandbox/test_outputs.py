"""What a cell shows is kept up to a limit: the first part of it, and a note of how much was cut off."""

import pytest

from lrgrade.examine.harmless import cleaned
from lrgrade.sandbox.outputs import TRUNCATED, Outputs

MOST = 10_000


def text_of(outputs):
    return "".join(output.get("text", "") for output in outputs)


def note(size):
    return TRUNCATED.format(size=size)


def in_one(outputs):
    outputs.stream("stdout", "first line\n" + "x" * 3 * 2**20)


def line_by_line(outputs):
    outputs.stream("stdout", "first line\n")
    for _ in range(30_000):
        outputs.stream("stdout", "x" * 104)
        outputs.stream("stdout", "\n")


def on_both_streams(outputs):
    outputs.stream("stdout", "first line\n")
    for _ in range(16_000):
        outputs.stream("stderr", "x" * 100)
        outputs.stream("stdout", "y" * 100)


def letters_of_four_bytes(outputs):
    outputs.stream("stdout", "first line\n" + "\U0001d703\n" * 2**21)


@pytest.mark.parametrize("shows", [in_one, line_by_line, on_both_streams, letters_of_four_bytes])
def test_the_first_part_is_kept_and_what_was_cut_is_told(shows):
    outputs = Outputs(MOST)
    shows(outputs)
    outputs.error("ValueError", "after all that", ["Traceback"])
    for found in (outputs.items, cleaned(outputs.items, 1, MOST)):
        *shown, error = found
        assert text_of(shown).startswith("first line\n")
        assert MOST / 4 < len(text_of(shown)) < MOST + 100
        assert "… more output was cut off here: " in text_of(shown)
        assert " MB.\n" in text_of(shown)
        assert (error["ename"], error["traceback"]) == ("ValueError", ["Traceback"])
    assert note("2.99 MB" if shows is in_one else "") in text_of(outputs.items) or shows is not in_one


def test_of_a_display_what_fits_is_kept():
    outputs = Outputs(MOST)
    outputs.show("execute_result", {"text/html": "x" * 2 * MOST, "text/plain": "short"}, {})
    outputs.show("execute_result", {"text/plain": "y" * 2 * MOST}, {})
    first, told, second = outputs.items
    assert first["data"] == {"text/plain": "short"}
    assert set(second["data"]["text/plain"]) == {"y"}
    assert told["text"] == note(f"{(4 * MOST - len(second['data']['text/plain'])) / 1024:.3g} kB")


def test_a_picture_that_is_too_large_leaves_room_for_what_follows():
    outputs = Outputs(MOST)
    outputs.show("display_data", {"image/png": b"x" * 2 * MOST}, {})
    outputs.stream("stdout", "after it")
    assert text_of(outputs.items) == note("26 kB") + "after it"


def test_a_display_that_grows_is_held_to_the_limit():
    outputs = Outputs(MOST)
    outputs.display({"text/plain": "0 %"}, {}, "bar", update=False)
    for step in range(3 * MOST):
        outputs.display({"text/plain": f"{step} steps"}, {}, "bar", update=True)
    outputs.display({"text/html": "x" * 2 * MOST}, {}, "bar", update=True)
    bar, told = outputs.items
    assert bar["data"] == {"text/plain": f"{3 * MOST - 1} steps"}
    assert told["text"] == note("19.5 kB")


def test_what_is_cleared_away_leaves_its_room():
    outputs = Outputs(MOST)
    for step in range(MOST):
        outputs.clear(wait=True)
        outputs.stream("stdout", f"step {step}")
    assert text_of(outputs.items) == f"step {MOST - 1}"


def test_one_error_is_kept_however_many_are_told():
    errors = [{"output_type": "error", "ename": f"E{n}", "evalue": "", "traceback": ["x" * 10**6]} for n in range(9)]
    found = cleaned(errors, 1, MOST)
    assert [output["ename"] for output in found] == ["E0"]
    assert len(str(found)) < 110_000
