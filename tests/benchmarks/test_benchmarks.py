"""The benchmarks work: the command in its quickest form, and the arithmetic of the race. No time is asserted."""

import subprocess
import sys

import pytest

from helpers.course import ROOT
from lrgrade.examine.walls import why_not

sys.path.insert(0, str(ROOT / "benchmarks"))
from classes import DEMO, KINDS, Class
from contestants import ONE, STOCK, Otter, Took
from speed import Race, speed_table, start_table


@pytest.mark.slow
@pytest.mark.skipif(bool(why_not()), reason="there are no walls to measure")
def test_the_command():
    command = [sys.executable, "benchmarks", "--quick", "--only", "overhead"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Measured on ")
    assert "| notebook | graded | bare cells | ratio |" in run.stdout
    for stage in ("pick it up", "step Rebuild", "examine: cells with figures", "save it", "bare: test cells"):
        assert f"| {stage} | " in run.stdout


def test_a_class_mixes_right_and_wrong_answers_and_may_be_large(tmp_path):
    course = Class.of("01-sigmoid", KINDS + 2).make(tmp_path / "course")
    texts = [path.read_text() for path in sorted(course.grading.glob("submitted/*/01-sigmoid/sigmoid.ipynb"))]
    assert len(texts) == KINDS + 2
    assert texts[0] == texts[2] != texts[1]
    assert texts[KINDS:] == texts[:2]


def test_otter_gets_every_test_and_every_cell(tmp_path):
    course = Class.of(DEMO, 0).make(tmp_path / "course")
    Otter("otter", "otter").prepare(course, "01-sigmoid")
    notebook = (course.grading / "submitted" / "nina" / "01-sigmoid" / "sigmoid.ipynb").read_text()
    assert 'grader.check(\\"test-sigmoid-drawn\\")' in notebook
    assert "plots.sigmoid.curve()" in notebook
    assert (course.root / "autograder.zip").is_file()


def test_the_slope_between_two_classes_is_the_time_of_a_submission():
    race = Race("01-sigmoid")
    race.runs[STOCK].update({1: [Took(9), Took(11)], 3: [Took(17), Took(19)]})
    race.runs[ONE].update({4: [Took(5), Took(7)], 12: [Took(9), Took(11)]})
    race.points[STOCK] = {"ada": {"test": 1.0}, "ben": {"test": 0.0}}
    race.points[ONE] = {"ada": {"test": 1.0}, "ben": {"test": 1.0}, "cy": {}}
    assert (race.submission(STOCK), race.start(STOCK)) == (4, 6)
    assert (race.submission(ONE), race.start(ONE)) == (0.5, 4)
    assert "| 01-sigmoid | 4.00 s | 0.50 s | 8.0x | 1 of 2 (not ben) |" in speed_table([race])
    assert "| 01-sigmoid | 6.00 s | 4.00 s |" in start_table([race])
