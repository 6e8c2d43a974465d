import pytest

from lrlab import hint


@pytest.fixture(autouse=True)
def workbook(tmp_path, monkeypatch):
    monkeypatch.setenv("LRLAB_WORKBOOK", str(tmp_path))
    monkeypatch.setenv("LRLAB_SAVE", "1")
    monkeypatch.setattr("lrlab.workbook.hints._this_session", {})


def test_hints_open_one_at_a_time_and_the_last_one_says_so():
    first, second, third, again = (hint("loss") for _ in range(4))
    assert [len(report.rows) for report in (first, second, third, again)] == [1, 2, 3, 3]
    assert first.title == "Hint 1 of 3 for loss"
    assert first.next_step == "hint('loss') once more opens the next one."
    assert third.next_step == again.next_step == "That was the last hint."


def test_a_function_will_do_for_its_name():
    def sigmoid(z):
        return z

    assert hint(sigmoid).title == "Hint 1 of 3 for sigmoid"


@pytest.mark.parametrize(
    ("name", "title", "says"),
    [
        (
            "minibatch",
            "There is no exercise 'minibatch'.",
            "Did you mean `hint('minibatches')` or `hint('minibatch_sgd')`?",
        ),
        ("predict_prob", "There is no exercise 'predict_prob'.", "Did you mean `hint('predict_proba')`?"),
        (3, "Which exercise?", "Write its name in quotes, such as `hint('sigmoid')`."),
    ],
)
def test_another_name_is_answered_with_a_guess(name, title, says):
    report = hint(name)
    assert (report.title, report.next_step) == (title, says)
