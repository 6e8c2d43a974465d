"""A workbook that cannot be written: the verdict and the hint are told all the same, and why it is not kept."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import lrlab
from helpers.course import COURSE
from lrlab import check, hint
from lrlab.cli import main
from lrlab.workbook.learner_folder import NoCourseError, NoWorkbookError, find_folder, workbook_folder
from lrlab.workbook.workbook import Workbook

LINES = ["y_hat**y * (1 - y_hat)**(1 - y)", "y*log(y_hat) + (1 - y)*log(1 - y_hat)"]
RIGHT = [*LINES, f"-({LINES[1]})"]
NEXT = "Mend that, or name another folder in the variable `LRLAB_WORKBOOK`, and try again."


@pytest.fixture(autouse=True)
def workbook(tmp_path, monkeypatch):
    monkeypatch.setenv("LRLAB_WORKBOOK", str(tmp_path / "workbook"))
    monkeypatch.setenv("LRLAB_SAVE", "1")
    monkeypatch.setattr("lrlab.workbook.hints._this_session", {})
    return tmp_path / "workbook"


def a_file(folder, _):
    folder.write_text("not a folder")
    return f"{folder} cannot be written: there is a file where a folder should be."


def below_a_file(folder, monkeypatch):
    folder.write_text("not a folder")
    monkeypatch.setenv("LRLAB_WORKBOOK", str(folder / "mine"))
    return f"{folder / 'mine'} cannot be written: there is a file where a folder should be."


def a_long_name(folder, monkeypatch):
    folder = folder.with_name("x" * 300)
    monkeypatch.setenv("LRLAB_WORKBOOK", str(folder))
    return f"{folder} cannot be written: File name too long."


def below_links_in_a_circle(folder, _):
    folder.symlink_to(folder)
    return f"{folder} cannot be written: there is a file where a folder should be."


def nobodys_home(_, monkeypatch):
    monkeypatch.setenv("LRLAB_WORKBOOK", "~nobody-of-that-name/workbook")
    return "~nobody-of-that-name/workbook begins with a `~`, and there is no such home folder."


def a_folder_for_the_notes(folder, _):
    (folder / "progress.json").mkdir(parents=True)
    return f"{folder} cannot be written: Is a directory."


def refused(code):
    """As the system refuses to write: its words are those of `os.strerror`."""

    def spoil(folder, monkeypatch):
        def write(path, *_, **__):
            raise OSError(code, os.strerror(code), str(path))

        monkeypatch.setattr(Path, "write_text", write)
        return f"{folder} cannot be written: {os.strerror(code)}."

    spoil.__name__ = errno.errorcode[code]
    return spoil


EVERY_WAY = [
    a_file,
    below_a_file,
    a_long_name,
    below_links_in_a_circle,
    nobodys_home,
    a_folder_for_the_notes,
    *map(refused, [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO]),
]


def text_of(capsys):
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("spoil", EVERY_WAY, ids=lambda spoil: spoil.__name__)
def test_a_verdict_is_told_and_why_the_answer_is_not_kept(spoil, workbook, monkeypatch, capsys):
    reason = spoil(workbook, monkeypatch)
    check(RIGHT, "log_likelihood_steps")
    unsaved = f"It is not in your workbook yet: {reason} {NEXT}"
    assert text_of(capsys) == f"✓ `log_likelihood_steps` is right. {unsaved}"


@pytest.mark.parametrize("spoil", EVERY_WAY, ids=lambda spoil: spoil.__name__)
def test_a_wrong_answer_is_told_its_mistake(spoil, workbook, monkeypatch, capsys):
    spoil(workbook, monkeypatch)
    with pytest.raises(lrlab.CheckFailed):
        check([*LINES, LINES[1]], "log_likelihood_steps")
    assert "✗ The line `minus_log_p` is not right." in text_of(capsys)


@pytest.mark.parametrize("spoil", EVERY_WAY, ids=lambda spoil: spoil.__name__)
def test_hints_open_one_after_the_other(spoil, workbook, monkeypatch):
    spoil(workbook, monkeypatch)
    first, second = hint("sigmoid"), hint("sigmoid")
    assert (first.title, second.title) == ("Hint 1 of 3 for sigmoid", "Hint 2 of 3 for sigmoid")
    assert second.rows[-1][1].startswith("That it is open is not noted: ")
    assert second.rows[-1][1].endswith(NEXT)


def test_nothing_half_written_is_left_on_a_full_disk(workbook, monkeypatch, capsys):
    written = Path.write_text

    def write(path, text, **how):
        written(path, text[:10], **how)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", write)
    check(RIGHT, "log_likelihood_steps")
    assert "No space left on device" in text_of(capsys)
    assert list(workbook.iterdir()) == []


def test_a_mistake_of_ours_does_not_hide_the_verdict(monkeypatch, capsys):
    monkeypatch.setattr(Workbook, "save", lambda *_: {}["sigmoid"])
    check(RIGHT, "log_likelihood_steps")
    assert text_of(capsys) == (
        "✓ `log_likelihood_steps` is right. It is not in your workbook yet: by our own fault, KeyError: 'sigmoid'. "
        "Please tell those who teach the course."
    )


def test_a_path_may_begin_with_the_home_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LRLAB_WORKBOOK", "~/mine")
    assert workbook_folder(COURSE) == tmp_path / "mine"
    check(RIGHT, "log_likelihood_steps")
    assert "Saved to your workbook" in text_of(capsys)
    assert lrlab.log_likelihood_steps == RIGHT


def test_where_the_current_folder_is_gone_there_is_no_course(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("LRLAB_WORKBOOK")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(NoCourseError, match="There is no course here: the current folder is gone"):
        find_folder(COURSE)
    check(RIGHT, "log_likelihood_steps")
    assert "✓ `log_likelihood_steps` is right." in text_of(capsys)


def test_a_workbook_that_cannot_be_read_is_not_taken_for_an_empty_one(workbook, monkeypatch, capsys):
    a_long_name(workbook, monkeypatch)
    with pytest.raises(NoWorkbookError, match="cannot be read: File name too long") as caught:
        _ = lrlab.sigmoid
    assert caught.value._render_traceback_() == [f"NoWorkbookError: {caught.value}"]


@pytest.fixture
def in_a_course(tmp_path, monkeypatch):
    notebook = tmp_path / "notebooks/01-sigmoid/sigmoid.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text("{}")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("in_a_course")
def test_the_commands_say_so_in_a_sentence(workbook, monkeypatch, capsys):
    workbook.write_text("not a folder")
    assert main(["hint", "score"]) == 0
    assert "That it is open is not noted" in text_of(capsys)
    assert main(["status", "--json"]) == 0
    assert {row["state"] for row in json.loads(capsys.readouterr().out)["exercises"]} == {"unsolved"}
    a_long_name(workbook, monkeypatch)
    assert main(["status"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "cannot be read: File name too long." in said


# In a mount namespace of its own: what it lays over the folder nobody else sees.
IN_A_FOLDER = """
mount -t tmpfs -o {options} none {folder}
exec {python} -c "import lrlab; lrlab.check({answer}, 'log_likelihood_steps'); print(lrlab.hint('sigmoid'))"
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a folder")
@pytest.mark.parametrize(
    ("options", "said"), [("size=4k,nr_inodes=1", "No space left on device"), ("ro", "Read-only file system")]
)
def test_a_folder_that_is_full_or_may_only_be_read(options, said, tmp_path):
    script = IN_A_FOLDER.format(options=options, folder=tmp_path, python=sys.executable, answer=RIGHT)
    environment = {**os.environ, "LRLAB_WORKBOOK": str(tmp_path / "workbook")}
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-ec", script], env=environment, capture_output=True, text=True, check=True
    )
    text = " ".join(done.stdout.split())
    unwritable = f"{tmp_path / 'workbook'} cannot be written: {said}. {NEXT}"
    assert f"is right. It is not in your workbook yet: {unwritable} ? Hint 1 of 3 for sigmoid" in text
    assert f"That it is open is not noted: {unwritable} → hint" in text
    assert done.stderr == ""


@pytest.mark.parametrize("noted", [3, [], {"sigmoid": 3}, {"sigmoid": {"state": 3, "hints": "two"}}])
def test_notes_that_make_no_sense_are_passed_over(noted, workbook):
    book = Workbook(workbook, COURSE)
    book.save("sigmoid", "sigmoid = 3\n")
    (workbook / "progress.json").write_text(json.dumps(noted))
    assert (book.state("sigmoid"), book.hints_opened("sigmoid")) == ("solved", 0)
    book.open_hint("sigmoid", 2)
    assert book.hints_opened("sigmoid") == 2


def test_a_module_that_an_editor_wrote_with_a_mark_of_its_own_is_read(workbook):
    workbook.mkdir()
    (workbook / "sigmoid.py").write_bytes("\ufeffsigmoid = 'σ'\r\n".encode())
    assert lrlab.sigmoid == "σ"
