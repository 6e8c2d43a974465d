"""Taking in what students hand in: the words for whatever is wrong, and that nothing stops it."""

import json
import os
import unicodedata

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, released
from lrgrade.intake.formats import UnreadableError, parse_notebook
from lrgrade.intake.remarks import FILE_REMARKS
from lrgrade.intake.submissions import pick_up, read, strays_in, submissions_of

LIMIT = 1000


def taken(path):
    return read(pick_up(path.parent, ASSIGNMENT, LIMIT))


def texts(submission):
    return [remark.text for remark in submission.remarks]


def test_a_sound_notebook_is_taken_without_a_word(small_course):
    submission = taken(hand_in(small_course, "ada"))
    assert submission.student == "ada"
    assert submission.remarks == []
    assert [cell.source for cell in submission.notebook.cells if cell.id == "sigmoid"] == [RIGHT["sigmoid"]]


def test_only_sources_and_identities_are_read(small_course):
    notebook = new_notebook(
        cells=[
            new_code_cell(
                "x = 1",
                id="x",
                metadata={"tags": ["t"], "nbgrader": {"grade_id": "score"}, "trusted": True},
                outputs=[],
            )
        ],
        metadata={"authors": [{"name": "ada"}]},
    )
    cell = taken(hand_in(small_course, "ada", notebook)).notebook.cells[0]
    assert cell.metadata == {"tags": ["t"], "nbgrader": {"grade_id": "score"}}
    assert taken(hand_in(small_course, "ada", notebook)).notebook.metadata == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "sigmoid.ipynb is empty: it needs to be handed in again."),
        (b" \n\n", "sigmoid.ipynb is empty: it needs to be handed in again."),
        (
            nbformat.writes(released(RIGHT)).encode()[:700],
            "sigmoid.ipynb is damaged or cut off at line 42: it needs to be handed in again.",
        ),
        (b"\x89PNG\r\n", "sigmoid.ipynb is damaged or cut off at line 1: it needs to be handed in again."),
        (b"[1, 2]", "sigmoid.ipynb is not a notebook: it needs to be handed in again, as Jupyter saves it."),
        (b'{"a": 1}', "sigmoid.ipynb is not a notebook: it needs to be handed in again, as Jupyter saves it."),
        (b'{"nbformat": 4}', "sigmoid.ipynb is not a notebook: it needs to be handed in again, as Jupyter saves it."),
        (b'{"nbformat": 3}', "sigmoid.ipynb is not a notebook: it needs to be handed in again, as Jupyter saves it."),
        (b"[" * 100_000, "sigmoid.ipynb is not a notebook: it needs to be handed in again, as Jupyter saves it."),
        (
            b'{"nbformat": 5, "cells": []}',
            "sigmoid.ipynb has notebook format 5, which is newer than 4: it needs to be saved in format 4.",
        ),
        (
            b" " * 3_000_000,
            "sigmoid.ipynb has 3 MB, and 1 MB are allowed: it needs to be handed in again without outputs.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_so_in_one_line(small_course, content, words):
    submission = taken(hand_in(small_course, "grace", content))
    assert submission.notebook is None
    assert texts(submission) == [words]
    assert submission.remarks[0].review


def test_a_link_is_not_followed(small_course):
    secret = small_course.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb"
    path = hand_in(small_course, "mallory")
    path.unlink()
    path.symlink_to(secret)
    submission = taken(path)
    assert submission.notebook is None
    assert texts(submission) == [FILE_REMARKS["link"].format(file="sigmoid.ipynb")]


def test_a_pipe_does_not_hang(small_course):
    path = hand_in(small_course, "mallory")
    path.unlink()
    os.mkfifo(path)
    assert texts(taken(path)) == [FILE_REMARKS["no_file"].format(file="sigmoid.ipynb")]


def test_a_folder_in_place_of_the_notebook(small_course):
    path = hand_in(small_course, "ada")
    path.unlink()
    path.mkdir()
    assert texts(taken(path)) == [FILE_REMARKS["nothing"].format(expected="sigmoid.ipynb")]


def test_a_notebook_of_format_3_is_upgraded(small_course):
    old = nbformat.v4.downgrade(released(RIGHT))
    submission = taken(hand_in(small_course, "ada", nbformat.v3.writes_json(old)))
    assert texts(submission) == [FILE_REMARKS["old"].format(file="sigmoid.ipynb", version=3)]
    assert not submission.remarks[0].review
    sources = [cell.source for cell in submission.notebook.cells]
    assert RIGHT["sigmoid"] in sources


def test_other_encodings(small_course):
    text = nbformat.writes(released({**RIGHT, "score": "# für später\n" + RIGHT["score"]}))
    assert texts(taken(hand_in(small_course, "ada", text.encode("utf-16")))) == []
    assert texts(taken(hand_in(small_course, "ada", text.encode("utf-8-sig")))) == []
    submission = taken(hand_in(small_course, "ada", text.encode("cp1252")))
    assert texts(submission) == [FILE_REMARKS["encoding"].format(file="sigmoid.ipynb")]
    assert any(cell.source.startswith("# für später") for cell in submission.notebook.cells)


def test_odd_cells_are_left_out_and_counted(small_course):
    data = json.loads(nbformat.writes(released(RIGHT)))
    data["cells"] += [None, {"cell_type": "spreadsheet", "source": ""}, {"cell_type": "code", "source": 3}]
    data["cells"].append(
        {"cell_type": "code", "source": "'\ud800'", "id": 7, "metadata": {"tags": [[], "a", "a"], "nbgrader": 1}}
    )
    data["cells"][1]["id"] = data["cells"][0]["id"]
    submission = taken(hand_in(small_course, "ada", json.dumps(data)))
    assert texts(submission) == [FILE_REMARKS["cells"].format(count=3, file="sigmoid.ipynb")]
    assert submission.notebook.cells[-1].source == "'?'"
    assert submission.notebook.cells[-1].metadata == {"tags": ["a"]}
    nbformat.validate(submission.notebook)


def test_the_only_notebook_is_taken_under_any_name(small_course):
    for name in ("my sigmoid (2).ipynb", "deeper/sigmoid.ipynb", "SIGMOID.IPYNB"):
        path = hand_in(small_course, "ben", name=name)
        submission = read(pick_up(small_course.grading / "submitted" / "ben" / ASSIGNMENT, ASSIGNMENT, LIMIT))
        assert submission.notebook is not None
        assert texts(submission) == [FILE_REMARKS["renamed"].format(file=name, expected="sigmoid.ipynb")]
        path.unlink()


def test_no_notebook_at_all(small_course):
    submission = taken(hand_in(small_course, "cy", "see you later", name="note.txt"))
    assert submission.notebook is None
    assert texts(submission) == [
        "There is no notebook in the folder: it scores 0 until sigmoid.ipynb is handed in.",
        "Not used for grading: note.txt.",
    ]
    assert submission.remarks[0].review


def test_what_lies_beside_comes_along_but_litter_and_our_own_do_not(small_course):
    path = hand_in(small_course, "dee")
    for name in (
        "helpers.py",
        "a/b.csv",
        ".ipynb_checkpoints/sigmoid-checkpoint.ipynb",
        "__pycache__/x.pyc",
        "ours.csv",
    ):
        hand_in(small_course, "dee", "x", name)
    submission = read(pick_up(path.parent, ASSIGNMENT, LIMIT, frozenset({"ours.csv"})))
    assert texts(submission) == []
    assert submission.files == {"helpers.py": b"x", "a/b.csv": b"x"}


def test_of_what_lies_beside_nothing_is_in_the_way_of_our_own(small_course):
    path = hand_in(small_course, "dee")
    hand_in(small_course, "dee", "a folder of ours", "data")
    hand_in(small_course, "dee", "below a file of ours", "ours.csv/x")
    expected = frozenset({"data/ours.csv", "ours.csv"})
    assert pick_up(path.parent, ASSIGNMENT, LIMIT, expected).files == {}


def test_links_and_what_is_too_much_are_named_and_do_not_come_along(small_course):
    path = hand_in(small_course, "dee")
    hand_in(small_course, "dee", b"x" * 15_000_000, "a.bin")
    hand_in(small_course, "dee", b"x" * 15_000_000, "b.bin")
    (path.parent / "answers").symlink_to(small_course.root / "solutions")
    (path.parent / "config.py").symlink_to(small_course.grading / "nbgrader_config.py")
    submission = taken(path)
    assert list(submission.files) == ["a.bin"]
    assert texts(submission) == [
        "Links are not followed, so this was not at hand: answers, config.py.",
        "More than 16 MB lie beside the notebook. This was not at hand: b.bin.",
    ]


def test_a_file_in_place_of_the_folder(small_course):
    path = small_course.grading / "submitted" / "eve" / ASSIGNMENT
    path.parent.mkdir(parents=True)
    path.write_text("hello")
    assert texts(read(pick_up(path, ASSIGNMENT, LIMIT))) == [
        "01-sigmoid is not a folder: put the notebook into a folder of that name and grade again."
    ]


def test_names_of_files_cannot_draw_on_the_terminal_or_the_page(small_course):
    submission = taken(hand_in(small_course, "eve", "", "<script>\x1b[31m.txt"))
    assert "<" not in texts(submission)[1]
    assert "\x1b" not in texts(submission)[1]


@pytest.mark.parametrize("text", ["yesterday", "", "99999999999999-01-01", "\x00"])
def test_a_time_that_is_none_does_not_stop_the_intake(small_course, text):
    path = hand_in(small_course, "fay")
    (path.parent / "timestamp.txt").write_text(text)
    submission = taken(path)
    assert submission.timestamp is None
    assert texts(submission) == [FILE_REMARKS["timestamp"]]


def test_a_time_is_kept(small_course):
    path = hand_in(small_course, "fay")
    (path.parent / "timestamp.txt").write_text("2015-02-02 15:58:23.948203 UTC\n")
    assert taken(path).timestamp == "2015-02-02 15:58:23.948203 UTC"


def test_what_nbgrader_puts_beside_a_notebook_is_no_litter(small_course):
    path = hand_in(small_course, "gus")
    for name, text in {
        "timestamp.txt": "2026-03-01 10:00:00.5 UTC",
        "submission_secret.txt": "c0ffee",
        "feedback/2026-03-01 10:00:00.5 UTC/sigmoid.html": "<html>",
        "old.pyc": "",
    }.items():
        hand_in(small_course, "gus", text, name)
    handed_in = pick_up(path.parent, ASSIGNMENT, LIMIT)
    assert (handed_in.timestamp, handed_in.secret, handed_in.remarks) == ("2026-03-01 10:00:00.5 UTC", "c0ffee", ())


def test_a_secret_that_leads_elsewhere_or_is_none_is_not_taken(small_course):
    path = hand_in(small_course, "gus")
    secret = path.parent / "submission_secret.txt"
    secret.symlink_to(small_course.grading / "nbgrader_config.py")
    assert pick_up(path.parent, ASSIGNMENT, LIMIT).secret is None
    secret.unlink()
    secret.write_text("x" * 5000)
    assert pick_up(path.parent, ASSIGNMENT, LIMIT).secret is None


def test_who_handed_in(small_course):
    for student in ("ada", "ben", ".hidden", "[odd]*"):
        hand_in(small_course, student)
    submitted = small_course.grading / "submitted"
    (submitted / "late" / "02-cross-entropy").mkdir(parents=True)
    assert [student for student, _ in submissions_of(submitted, ASSIGNMENT)] == ["[odd]*", "ada", "ben"]
    assert [student for student, _ in submissions_of(submitted, ASSIGNMENT, "a*")] == ["ada"]
    assert [student for student, _ in submissions_of(submitted, ASSIGNMENT, "[odd]*")] == ["[odd]*"]
    assert list(submissions_of(submitted / "nowhere", ASSIGNMENT)) == []


def test_notebooks_in_the_wrong_place_are_named(small_course):
    submitted = small_course.grading / "submitted"
    (submitted / "ben").mkdir(parents=True)
    (submitted / "ada.ipynb").write_text("{}")
    (submitted / "ben" / "sigmoid.ipynb").write_text("{}")
    assert strays_in(submitted, ASSIGNMENT) == [
        "ada.ipynb was not looked at: should it be submitted/ada/01-sigmoid/sigmoid.ipynb?",
        "ben/sigmoid.ipynb was not looked at: should it be submitted/ben/01-sigmoid/sigmoid.ipynb?",
    ]


def test_a_folder_whose_name_is_no_text_is_named_and_passed_over(small_course):
    hand_in(small_course, os.fsdecode(b"ad\xff"))
    submitted = small_course.grading / "submitted"
    assert list(submissions_of(submitted, ASSIGNMENT)) == []
    assert strays_in(submitted, ASSIGNMENT) == [r"'ad\udcff' was not looked at: its name is no text that can be shown."]


def test_every_way_of_damaging_a_file_is_an_unreadable_error_or_a_notebook():
    whole = nbformat.writes(released(RIGHT)).encode()
    said = []
    for place in range(0, len(whole), 97):
        for damaged in (whole[:place], whole[:place] + b"\xff\x00" + whole[place + 2 :], whole[place:]):
            try:
                parse_notebook(damaged, "n.ipynb")
            except UnreadableError as error:
                said.append(str(error))
    assert len(said) > 50
    assert not any("\n" in sentence for sentence in said)


def test_two_spellings_of_a_name_are_one_student_and_the_newer_folder_counts(small_course):
    for name in ("zoë", "李", "josé garcía"):
        composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
        hand_in(small_course, composed, released(RIGHT))
        if composed != decomposed:
            path = hand_in(small_course, decomposed, released())
            hand_in(small_course, decomposed, "2030-01-01 10:00:00 UTC", "timestamp.txt")
            submission = taken(path)
            assert submission.student == composed
            assert texts(submission) == [FILE_REMARKS["twins"]]
            assert submission.remarks[0].review
    found = dict(submissions_of(small_course.grading / "submitted", ASSIGNMENT))
    assert sorted(found) == ["josé garcía", "zoë", "李"]
    assert found["zoë"].parent.name == unicodedata.normalize("NFD", "zoë")
    [(name, _)] = submissions_of(small_course.grading / "submitted", ASSIGNMENT, unicodedata.normalize("NFD", "zoë"))
    assert name == "zoë"


def test_a_name_that_is_spelled_in_one_way_only_is_told_nothing(small_course):
    submission = taken(hand_in(small_course, unicodedata.normalize("NFD", "zoë")))
    assert (submission.student, submission.remarks) == ("zoë", [])


def test_pictures_that_were_pasted_into_a_text_are_kept_and_nothing_else_of_its_attachments(small_course):
    pictures = {"a.png": {"image/png": "iVBORw0KGgo="}, "b.jpg": {"image/jpeg": "/9j/\n4AAQ", "text/html": "<script>"}}
    others = {
        "c": {"image/svg+xml": "<svg onload='x'/>"},
        "d": {"image/png": "no base64"},
        "e": 3,
        "f": {"image/png": 7},
    }
    notebook = released(RIGHT)
    for attachments in ({**pictures, **others}, {"huge.png": {"image/png": "AAAA" * 1_500_000}}):
        notebook.cells.append(new_markdown_cell("![a.png](attachment:a.png)"))
        notebook.cells[-1]["attachments"] = attachments
    path = hand_in(small_course, "ada", json.dumps(notebook))
    cells = read(pick_up(path.parent, ASSIGNMENT, 20_000)).notebook.cells[-2:]
    assert cells[0].attachments == {"a.png": pictures["a.png"], "b.jpg": {"image/jpeg": "/9j/\n4AAQ"}}
    assert "attachments" not in cells[1]
