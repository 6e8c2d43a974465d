import pytest

from helpers.course import COURSE
from lrlab.workbook.learner_folder import NoCourseError, find_folder, workbook_folder


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")


def test_a_clone_is_found_from_its_root_and_from_inside(tmp_path):
    make(tmp_path, "notebooks/01-sigmoid/sigmoid.ipynb", "solutions/01-sigmoid/sigmoid.ipynb")
    for inside in ("", "notebooks", "notebooks/01-sigmoid", "solutions/01-sigmoid"):
        course = find_folder(COURSE, tmp_path / inside)
        assert (course.home, course.notebooks) == (tmp_path, tmp_path / "notebooks")


def test_assignments_side_by_side_are_found(tmp_path):
    make(tmp_path, "01-sigmoid/sigmoid.ipynb", "02-cross-entropy/cross_entropy.ipynb")
    for inside in ("", "02-cross-entropy"):
        course = find_folder(COURSE, tmp_path / inside)
        assert course.home == course.notebooks == tmp_path


def test_outside_a_course_says_so_and_how_to_get_one(tmp_path):
    with pytest.raises(NoCourseError, match=r"There is no course here: .*\n.*\n?.*clone the course's repository"):
        find_folder(COURSE, tmp_path)


def test_the_workbook_lies_beside_the_notebooks(tmp_path, monkeypatch):
    monkeypatch.delenv("LRLAB_WORKBOOK", raising=False)
    make(tmp_path, "notebooks/01-sigmoid/sigmoid.ipynb")
    monkeypatch.chdir(tmp_path / "notebooks" / "01-sigmoid")
    assert workbook_folder(COURSE) == tmp_path / "workbook"


def test_the_environment_chooses_the_workbook(tmp_path, monkeypatch):
    monkeypatch.setenv("LRLAB_WORKBOOK", str(tmp_path / "mine"))
    assert workbook_folder(COURSE) == tmp_path / "mine"
