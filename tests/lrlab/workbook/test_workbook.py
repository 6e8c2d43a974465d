import pytest

import lrlab
from helpers.course import COURSE
from lrlab.workbook.workbook import NotSolvedError, Workbook

SOURCE = "def sigmoid(z):\n    return z + 1\n"


@pytest.fixture
def workbook(tmp_path, monkeypatch):
    monkeypatch.setenv("LRLAB_WORKBOOK", str(tmp_path / "workbook"))
    return Workbook(tmp_path / "workbook", COURSE)


def test_an_import_gives_the_learners_own_function(workbook):
    workbook.save("sigmoid", SOURCE)
    from lrlab import sigmoid

    assert sigmoid(1) == 2
    assert workbook.state("sigmoid") == "solved"


def test_a_module_may_import_another_exercise(workbook):
    workbook.save("sigmoid", SOURCE)
    workbook.save(
        "predict_proba", "from lrlab import sigmoid\n\n\ndef predict_proba(X, w, b):\n    return sigmoid(X)\n"
    )
    assert lrlab.predict_proba(1, 0, 0) == 2


def test_an_unsolved_exercise_says_where_it_is_written(workbook):
    with pytest.raises(NotSolvedError) as caught:
        from lrlab import sigmoid  # noqa: F401
    assert str(caught.value) == (
        "`sigmoid` is not solved yet: you write it in 01-sigmoid/sigmoid.ipynb.\n"
        "From the same notebook are missing too: score, predict_proba, predict.\n"
        "Solve it there and run its check, then run this cell again. If you are stuck, type\n"
        "`lrlab reveal sigmoid` in a terminal (`lrlab reveal 01-sigmoid` does it for the whole notebook): "
        "it shows our\nanswer and puts it into your workbook, marked as revealed."
    )
    assert caught.value._render_traceback_() == [f"NotSolvedError: {caught.value}"]


def test_a_name_that_is_no_exercise_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'sigmoidal'"):
        _ = lrlab.sigmoidal


def test_revealed_is_not_solved(workbook):
    workbook.save("sigmoid", SOURCE, "revealed")
    assert workbook.state("sigmoid") == "revealed"
    workbook.save("sigmoid", SOURCE)
    assert workbook.state("sigmoid") == "solved"


def test_hints_are_counted_and_survive_a_solution(workbook):
    workbook.open_hint("sigmoid", 2)
    workbook.save("sigmoid", SOURCE)
    assert workbook.hints_opened("sigmoid") == 2


def test_damaged_progress_is_not_the_end(workbook):
    workbook.save("sigmoid", SOURCE)
    (workbook.folder / "progress.json").write_text("{")
    assert workbook.state("sigmoid") == "solved"
    workbook.open_hint("sigmoid", 1)
    assert workbook.hints_opened("sigmoid") == 1


def test_no_half_written_file_is_left(workbook):
    workbook.save("sigmoid", SOURCE)
    assert sorted(path.name for path in workbook.folder.iterdir()) == ["progress.json", "sigmoid.py"]
