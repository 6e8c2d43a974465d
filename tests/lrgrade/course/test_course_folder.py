"""A course folder may have any path that nbgrader can work in, and no submission sees it."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from sqlalchemy import create_engine, text

from helpers.commands import nbgrader
from helpers.course import ROOT
from helpers.examining import walls_are_missing
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from lrgrade.authoring.demo import make_course as make_demo
from lrgrade.cli import main
from lrgrade.course.archive import CourseArchive
from lrgrade.course.converters import generate_feedback, release_notebook
from lrgrade.course.folder import CourseFolder, UnfitFolderError, find_course_folder
from lrgrade.course.settings import sqlite_at
from lrgrade.intake.submissions import pick_up
from lrgrade.pipeline import app_of, grade
from lrgrade.report.scores import scores_of
from lrgrade.steps import Examine
from lrgrade.workers.marking import marker_for

LOOK = "import os\nprint([path for path in {paths!r} if os.path.isdir(path) and os.listdir(path)])"


@pytest.mark.parametrize("name", ["ein Kurs", "Übung", "a%41b", "100 %", "{student_id}", 'it\'s "so" & a:b;c=d#e~'])
def test_a_gradebook_at_a_path_of_any_characters(tmp_path, name):
    file = tmp_path / name / "gradebook.db"
    file.parent.mkdir()
    engine = create_engine(sqlite_at(file))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE made (here INT)"))
    engine.dispose()
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("made",)]
    assert list(tmp_path.rglob("*")) == [file.parent, file]


def test_an_address_says_the_path_as_it_is_where_that_can_be():
    assert sqlite_at(Path("/ein Kurs/Übung/gradebook.db")) == "sqlite:////ein Kurs/Übung/gradebook.db"


def test_a_course_folder_of_a_difficult_name_is_graded(tmp_path):
    made = make_course(tmp_path / "Übung %41 {student_id} it's")
    hand_in(made, "ada")
    course = find_course_folder(made.grading)
    assert [one.problem for one in grade(course, ASSIGNMENT)] == [""]
    assert (course.grading / "gradebook.db").is_file()
    assert [one.score for one in scores_of(app_of(course), ASSIGNMENT)] == [7]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a?b", "a*b", "Kurs [2]", "[!a]", "a%20b#c&d"])
def test_all_of_nbgrader_works_in_a_folder_whose_name_looks_like_a_pattern(tmp_path, name):
    """Beside one that the pattern fits, and with students who are called by patterns."""
    for neighbour in ("axb", "Kurs 2", "b"):
        hand_in(make_course(tmp_path / neighbour), "stranger")
    made = make_course(tmp_path / name)
    before = {path.name for path in tmp_path.iterdir()}
    students = ["*", "[x]", "a?", "b%20c", "x"]
    for student in students:
        hand_in(made, student)
        hand_in(made, student, "", ".ipynb_checkpoints/sigmoid-checkpoint.ipynb")
    course = find_course_folder(made.grading)
    assert [one.problem for one in grade(course, ASSIGNMENT)] == [""] * len(students)
    assert [one.student for one in scores_of(app_of(course), ASSIGNMENT)] == students
    assert len(generate_feedback(app_of(course), ASSIGNMENT)) == len(students)
    for command in (
        ("autograde", "--force", ASSIGNMENT),
        ("generate_feedback", "--force", ASSIGNMENT),
        ("generate_assignment", "--force", ASSIGNMENT),
        ("export",),
    ):
        run = nbgrader(course, *command)
        assert run.returncode == 0, run.stderr
    pages = [path.parent.parent.name for path in (course.grading / "feedback").rglob("*.html")]
    assert sorted(pages) == students
    assert not (course.grading / "autograded" / "[x]" / ASSIGNMENT / ".ipynb_checkpoints").exists()
    assert (course.root / "notebooks" / ASSIGNMENT / "sigmoid.ipynb").is_file()
    # No database, and nothing else, is made in another place.
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a$HOME", "it takes the $ in its path for the beginning of a variable"),
        ("a\udcffb", "its path is no text in UTF-8"),
    ],
)
def test_a_name_that_nbgrader_cannot_work_with(tmp_path, name, why, capsys, monkeypatch):
    made = make_course(tmp_path / name)
    hand_in(made, "ada")
    shown = str(made.root).replace("\udcff", r"\udcff")
    sentence = f"nbgrader cannot work in {shown}: {why}. Move or rename the folder, then try the same again."
    with pytest.raises(UnfitFolderError) as refusal:
        find_course_folder(made.grading)
    assert str(refusal.value) == sentence
    monkeypatch.chdir(made.root)
    assert main(["autograde", ASSIGNMENT]) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_no_demo_is_made_where_nbgrader_cannot_work(tmp_path):
    with pytest.raises(UnfitFolderError):
        make_demo(CourseFolder(ROOT), tmp_path / "a$b")
    assert list(tmp_path.iterdir()) == []


def test_a_release_is_made_wherever_temporary_files_lie(tmp_path, monkeypatch):
    expected = release_notebook(ROOT, ASSIGNMENT)
    scratch = tmp_path / "ein Ü, 100 %41, a? [x] {y} *"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    assert release_notebook(ROOT, ASSIGNMENT) == expected
    assert list(tmp_path.iterdir()) == [scratch]


def test_what_is_hidden_wherever_it_lies(tmp_path):
    course = make_course(tmp_path / "course")
    with (course.grading / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(
            "c.Exchange.root = '/srv/exchange'\nc.CourseDirectory.submitted_directory = '/srv/submitted'\n"
            "c.Examine.hidden = ['/srv/more']\n"
        )
    copy = CourseArchive.of(course).unpack(tmp_path / "copy")
    hidden = Examine(parent=copy.app()).all_hidden()
    assert {course.root, *map(Path, ("/srv/exchange", "/srv/submitted", "/srv/more"))} <= set(hidden)


@pytest.mark.skipif(bool(walls_are_missing()), reason="there are no walls to look around in")
def test_a_worker_hides_the_course_folder_that_its_copy_was_made_of(tmp_path):
    """In /usr all can be seen that is not hidden by name."""
    try:
        top = Path(tempfile.mkdtemp(prefix="lrgrade-place-", dir="/usr/local"))
    except OSError:
        pytest.skip("/usr/local is not ours to write in")
    try:
        top.chmod(0o755)
        course = make_course(top / "course")
        notebook, folders = released(RIGHT), [course.root, course.root / "solutions", course.grading]
        next(cell for cell in notebook.cells if cell.id == "play").source = LOOK.format(paths=[*map(str, folders)])
        handed_in = hand_in(course, "ada", notebook)
        marker = marker_for(CourseArchive.of(course).unpack(tmp_path / "copy"), ASSIGNMENT)
        result = marker.mark(pick_up(handed_in.parent, ASSIGNMENT, 20_000))
    finally:
        shutil.rmtree(top)
    marked = nbformat.reads(result.notebook, as_version=4)
    looked = next(cell for cell in marked.cells if "os.listdir" in cell.source)
    assert [output.text for output in looked.outputs] == ["[]\n"]
