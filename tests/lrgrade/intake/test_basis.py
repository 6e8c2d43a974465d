"""From what a submission was graded: noted in the graded notebook, read back, and compared."""

import json
import os

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.small_course import hand_in
from lrgrade.intake.basis import Basis, Cause, Why, put_basis, put_examined, read_basis, why_again
from lrgrade.intake.digests import digest_of

BASIS = Basis("abc", {"test-score": "1", "sigmoid": "2"})


def graded(**lrgrade):
    notebook = new_notebook(cells=[new_code_cell('"""\n "metadata": {}\n"""')], metadata={"lrgrade": lrgrade})
    put_basis(notebook, BASIS)
    put_examined(notebook)
    return notebook


@pytest.mark.parametrize("write", [nbformat.writes, json.dumps, lambda one: json.dumps(one, indent=4)])
def test_what_was_noted_is_read_however_the_file_is_written(tmp_path, write):
    path = tmp_path / "one.ipynb"
    path.write_text(write(graded(hints={"score": 1})))
    assert read_basis(path) == BASIS
    assert json.loads(path.read_text())["metadata"]["lrgrade"]["hints"] == {"score": 1}


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "{}", '{"metadata": []}', '{"metadata": {"lrgrade": []}}'),
        '{"metadata": {"lrgrade": {"examined": true, "graded_from": {"more": 1}}}}',
        '{"metadata": {"lrgrade": {"graded_from": {"submission": "a", "course": {}}}}}',
        b"\xff\xfe",
    ],
)
def test_what_holds_no_record_says_none(tmp_path, text):
    path = tmp_path / "one.ipynb"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert read_basis(path) is None
    assert read_basis(tmp_path / "missing.ipynb") is None


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (BASIS, None),
        (Basis("abd", BASIS.course), Why(Cause.HANDED_IN)),
        (Basis("abc", {**BASIS.course, "sigmoid": "3"}), Why(Cause.COURSE, ("sigmoid",))),
        (Basis("abc", {**BASIS.course, "more": "1"}), Why(Cause.COURSE, ("more",))),
        (Basis("abc", {"test-score": "1"}), Why(Cause.COURSE, ("sigmoid",))),
        (Basis("abd", {}), Why(Cause.HANDED_IN)),
    ],
)
def test_why_a_submission_is_graded_again(now, why):
    assert why_again(now, BASIS) == why
    assert why_again(now, None) == Why(Cause.NO_RECORD)


def test_a_digest_tells_whatever_may_lie_there(small_course):
    path = hand_in(small_course, "ada")
    folder, found = path.parent, []
    found.append(digest_of(folder))
    (folder / "link").symlink_to(path)
    found.append(digest_of(folder))
    (folder / "link").unlink()
    (folder / "link").symlink_to("/nowhere")
    found.append(digest_of(folder))
    os.mkfifo(folder / "pipe")
    found.append(digest_of(folder))
    (folder / "deep").mkdir()
    (folder / "deep" / "x").write_text("")
    found.append(digest_of(folder))
    (folder / "submission_secret.txt").write_text("s")
    found.append(digest_of(folder))
    found.append(digest_of(path))
    found.append(digest_of(folder / "missing"))
    assert len({*found}) == len(found)
    assert digest_of(folder) == found[5]
