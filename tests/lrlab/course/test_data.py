"""The movie reviews: which rows are kept, what the features count, and that nobody can spoil them for others."""

import csv
import tomllib
from math import log

import numpy as np
import pytest

from helpers.course import ROOT
from lrlab.course.data import FEATURES, features, movie_reviews, sentiment_lexicon

_FOLDER = ROOT / "lrlab" / "course" / "data"


def _named(sentence: str) -> dict[str, float]:
    return dict(zip(FEATURES, features(sentence), strict=True))


def test_shapes_and_types():
    reviews = movie_reviews()
    assert reviews.X.shape == (10568, 8)
    assert reviews.X.dtype == np.float64
    assert reviews.y.shape == (10568,)
    assert reviews.y.dtype == np.int64
    assert len(reviews.sentences) == 10568
    assert reviews.names == tuple(FEATURES)


def test_every_rated_sentence_is_there_once_with_its_label_in_the_order_of_the_file():
    with (_FOLDER / "movie_reviews.csv").open(encoding="utf-8", newline="") as file:
        rated = [row for row in csv.DictReader(file) if float(row["rating"]) != 0]
    reviews = movie_reviews()
    assert [int(float(row["rating"]) > 0) for row in rated] == reviews.y.tolist()
    for row, sentence in zip(rated, reviews.sentences, strict=True):
        assert sentence == row["text"].replace("&amp;", "&").replace("&nbsp;", "\xa0")


def test_both_labels_are_about_equally_frequent_and_the_positive_come_first():
    y = movie_reviews().y
    assert np.bincount(y).tolist() == [5326, 5242]
    assert y[:5000].mean() > 0.9
    assert y[-4000:].mean() < 0.1


def test_the_features_of_one_sentence_counted_by_hand():
    lexicon = sentiment_lexicon()
    found = _named("I don't love this dull, boring film; it's a waste of 90 good minutes!")
    known = [lexicon[word] for word in ("love", "dull", "boring", "waste", "good")]
    assert found == {
        "positive_words": 2,
        "negative_words": 3,
        "negation": 1,
        "pronouns": 1,
        "exclamation": 1,
        "log_length": log(13 / 20),
        "question": 0,
        "valence": pytest.approx(sum(known) / 5),
    }


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("", "log_length", log(1 / 20)),
        ("1998", "valence", 0),
        ("The film", "valence", 0),
        ("GOOD", "positive_words", 1),
        ("good good", "positive_words", 2),
        ("goodness-good", "positive_words", 2),
        ("It isn't", "negation", 1),
        ("It isn’t", "negation", 1),
        ("Never and never, no", "negation", 1),
        ("Nobel's note", "negation", 0),
        ("You and I love your my-my", "pronouns", 5),
        ("us", "pronouns", 1),
        ("bus", "pronouns", 0),
        ("Why?? Really!!", "question", 1),
        ("Why?? Really!!", "exclamation", 1),
        ("café", "log_length", log(1 / 20)),
    ],
)
def test_one_feature(sentence, name, value):
    assert _named(sentence)[name] == value


def test_the_matrix_holds_the_features_of_its_sentences():
    reviews = movie_reviews()
    for row in (0, 1234, 10567):
        assert reviews.X[row].tolist() == features(reviews.sentences[row])


def test_the_features_are_finite_and_of_like_size():
    X = movie_reviews().X
    assert np.all(np.isfinite(X))
    assert np.all(np.abs(X) <= 10)
    assert np.all((X.std(axis=0) > 0.09) & (X.std(axis=0) < 1.5))


def test_the_valence_tells_the_labels_apart_a_little():
    reviews = movie_reviews().only("valence")
    guesses = reviews.X[:, 0] > 0.58
    assert 0.63 < np.mean(guesses == reviews.y) < 0.7


def test_only_takes_features_in_the_given_order():
    reviews = movie_reviews()
    two = reviews.only("valence", "negation")
    assert two.names == ("valence", "negation")
    assert two.X.shape == (10568, 2)
    assert np.array_equal(two.X, reviews.X[:, [7, 2]])
    assert two.sentences is reviews.sentences


@pytest.mark.parametrize("names", [("valance",), (), ("valence", "length")])
def test_an_unknown_feature_is_refused_with_the_names_there_are(names):
    with pytest.raises(ValueError, match="valence"):
        movie_reviews().only(*names)


def test_a_caller_who_changes_the_arrays_changes_them_for_nobody_else():
    first = movie_reviews()
    first.X[:], first.y[:] = 99, 99
    one = movie_reviews().only("valence")
    one.X[:], one.y[:] = 99, 99
    assert movie_reviews().X.max() < 10
    assert movie_reviews().y.max() == 1


def test_the_lexicon():
    lexicon = sentiment_lexicon()
    assert len(lexicon) == 7206
    assert all(-4 <= valence <= 4 for valence in lexicon.values())
    assert lexicon["good"] > 0 > lexicon["dull"]


def test_the_licence_lies_beside_the_data_and_is_declared():
    assert "MIT" in (_FOLDER / "LICENSE-vader.txt").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "lrlab/course/data/LICENSE-vader.txt" in project["license-files"]
