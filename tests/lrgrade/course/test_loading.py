"""The Python files that authors write for an exercise."""

import pytest

from lrgrade.course.loading import load


def write(root, name, text):
    path = root / "grading" / "exercises" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_two_courses_in_one_process_have_a_common_file_each(tmp_path):
    for course in ("one", "two"):
        write(tmp_path / course, "common.py", f"WHOSE = {course!r}\n")
        write(tmp_path / course, "double/probes.py", "from ..common import WHOSE\n")
    assert load(tmp_path / "one", "double", "probes").WHOSE == "one"
    assert load(tmp_path / "two", "double", "probes").WHOSE == "two"


def test_a_file_is_run_anew_each_time(tmp_path):
    write(tmp_path, "double/probes.py", "PROBES = [1]\n")
    first = load(tmp_path, "double", "probes")
    write(tmp_path, "double/probes.py", "PROBES = [1, 2, 3]\n")
    assert (first.PROBES, load(tmp_path, "double", "probes").PROBES) == ([1], [1, 2, 3])


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"grading/exercises/double/probes\.py"):
        load(tmp_path, "double", "probes")
