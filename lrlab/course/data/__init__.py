"""Real data: sentences from movie reviews as numbers, and the lexicon that helps to make them so.

`movie_reviews()` gives all examples with all features (notebook 05);
`movie_reviews().only("valence")` gives the same examples with one feature
(notebook 03). The two CSV files are part of the VADER resources, MIT licence,
see `LICENSE-vader.txt` beside them.
"""

import csv
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log

import numpy as np

FEATURES = {
    "positive_words": "number of words with a positive valence in the lexicon",
    "negative_words": "number of words with a negative valence in the lexicon",
    "negation": "1 if there is a negation (no, not, never, isn't, …), else 0",
    "pronouns": "number of first- and second-person pronouns (I, my, we, you, …)",
    "exclamation": "1 if there is an exclamation mark, else 0",
    "log_length": "log(number of words / 20): 0 for 20 words, negative for fewer",
    "question": "1 if there is a question mark, else 0",
    "valence": "mean valence of the words that the lexicon knows, −4 to +4; 0 if it knows none",
}

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NEGATIONS = {
    "no",
    "not",
    "never",
    "nothing",
    "nobody",
    "none",
    "nor",
    "neither",
    "cannot",
    "without",
    "hardly",
    "barely",
}
_I = {"i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "we", "us", "our", "ours"}
_YOU = {"you", "you're", "you've", "you'll", "your", "yours"}
_PRONOUNS = _I | _YOU


@dataclass(frozen=True, eq=False)
class Reviews:
    """Labelled examples: row i of `X` and entry i of `y` belong to `sentences[i]`.

    X: float64, shape (m, n). y: int64, shape (m,), 1 where readers found the
    sentence positive, else 0. names: of the n features, in the order of the
    columns. The examples are in the order of the file, in which most of the
    positive ones come first.
    """

    X: np.ndarray
    y: np.ndarray
    names: tuple[str, ...]
    sentences: tuple[str, ...]

    def only(self, *names: str) -> "Reviews":
        """The same examples with some of the features, in the given order. Raises ValueError for an unknown name."""
        unknown = [name for name in names if name not in self.names]
        if unknown or not names:
            raise ValueError(f"no feature {unknown[0] if unknown else ''!r}; there are: {', '.join(self.names)}")
        columns = [self.names.index(name) for name in names]
        return Reviews(self.X[:, columns], self.y.copy(), names, self.sentences)


def movie_reviews() -> Reviews:
    """The movie reviews with the features of `FEATURES` (C34): m = 10,568 sentences, n = 8 features.

    The label is 1 where the mean rating of 20 people is above 0; the sentences
    whose rating is exactly 0 are left out. The first six features are those of
    the textbook's sentiment example. None depends on other examples, and all
    are of size 1 or so, so that one learning rate suits them. Every call gives
    arrays of its own.
    """
    read = _read_reviews()
    return Reviews(read.X.copy(), read.y.copy(), read.names, read.sentences)


@cache
def sentiment_lexicon() -> dict[str, float]:
    """The valence of some 7,000 words, from −4 (very negative) to +4 (very positive)."""
    return {row["word"]: float(row["valence"]) for row in _rows("sentiment_lexicon.csv")}


def features(sentence: str) -> list[float]:
    """The numbers that stand for a sentence, one for each of `FEATURES`."""
    lexicon = sentiment_lexicon()
    words = _WORD.findall(sentence.lower().replace("’", "'"))
    known = [lexicon[word] for word in words if word in lexicon]
    return [
        sum(valence > 0 for valence in known),
        sum(valence < 0 for valence in known),
        float(any(word in _NEGATIONS or word.endswith("n't") for word in words)),
        sum(word in _PRONOUNS for word in words),
        float("!" in sentence),
        log(max(len(words), 1) / 20),
        float("?" in sentence),
        sum(known) / len(known) if known else 0.0,
    ]


@cache
def _read_reviews() -> Reviews:
    rated = [(float(row["rating"]), html.unescape(row["text"])) for row in _rows("movie_reviews.csv")]
    rated = [(rating, sentence) for rating, sentence in rated if rating != 0]
    return Reviews(
        X=np.array([features(sentence) for _, sentence in rated], dtype=np.float64),
        y=np.array([rating > 0 for rating, _ in rated], dtype=np.int64),
        names=tuple(FEATURES),
        sentences=tuple(sentence for _, sentence in rated),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text))
