"""What students write instead of `cross_entropy_from_score`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def _right(z, y):
    """The loss itself, for mistakes that lie elsewhere."""
    wrong_by = np.where(np.asarray(y) == 1, -np.asarray(z, dtype=float), z)
    return np.maximum(wrong_by, 0) + np.log1p(np.exp(-np.abs(wrong_by)))


through = misconception(
    "by way of the probability",
    "Small scores are right. For a large one σ(z) is 1 to the last digit, and what made the difference is lost "
    "before you take the logarithm. "
    "Put ŷ = 1/(1+e⁻ᶻ) into the loss on paper and simplify before you compute.",
)


@through
def _(z, y):
    p = _sigmoid(z)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@through
def _(z, y):
    p = _sigmoid(z)
    return np.where(np.asarray(y) == 1, -np.log(p), -np.log(1 - p))


kept_away = misconception(
    "the probability is kept away from 0 and 1",
    "However wrong a score is, it never costs more than some thirty in yours. At z = 10000 and y = 0 the loss should "
    "be close to 10000. "
    "A clip hides the trouble instead of removing it: can the loss be written without the probability?",
)


@kept_away
def _(z, y):
    p = np.clip(_sigmoid(z), 1e-15, 1 - 1e-15)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@kept_away
def _(z, y):
    p = _sigmoid(z)
    return -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))


overflow = misconception(
    "the exponential overflows",
    "You have the right expression. For a score that is large and wrong, e to the |z| is too large for a float, and "
    "the logarithm of inf is inf, though the loss is an ordinary number. "
    "What is log(1 + eᵃ) nearly equal to when a is large, and can you take that out of the logarithm?",
)


@overflow
def _(z, y):
    return np.log1p(np.exp(np.where(np.asarray(y) == 1, -np.asarray(z, dtype=float), z)))


@overflow
def _(z, y):
    return np.log(1 + np.exp(np.where(np.asarray(y) == 1, -np.asarray(z, dtype=float), z)))


@overflow
def _(z, y):
    return np.log1p(np.exp(-np.asarray(z, dtype=float))) + (1 - y) * np.asarray(z)


tiny = misconception(
    "tiny losses come out as 0",
    "Nothing overflows any more, well done. At z = 40 and y = 1 the loss is about 4·10⁻¹⁸, and yours is 0 or worse: "
    "adding something so small to something large makes it disappear. "
    "In which of your sums does that happen?",
)


@tiny
def _(z, y):
    wrong_by = np.where(np.asarray(y) == 1, -np.asarray(z, dtype=float), z)
    return np.maximum(wrong_by, 0) + np.log(1 + np.exp(-np.abs(wrong_by)))


@tiny
def _(z, y):
    return np.logaddexp(0, z) - z * np.asarray(y)


@misconception(
    "the sign of z is flipped",
    "A large positive score and label 1 agree: should that cost much or little? Follow the sign of z through your "
    "expression for one label.",
)
def _(z, y):
    return _right(z, 1 - y)


as_probability = misconception(
    "the score is taken for the probability",
    "You take the logarithm of z and 1 − z, but a score may be any number. What turns a score into a probability?",
)


@as_probability
def _(z, y):
    return -(y * np.log(z) + (1 - y) * np.log(1 - np.asarray(z)))


@as_probability
def _(z, y):
    return -np.log(np.where(np.asarray(y) == 1, z, 1 - np.asarray(z)))


@misconception(
    "the labels are taken for −1 and 1",
    "For label 0 your loss does not depend on z at all. Books that call the labels −1 and 1 write the loss in "
    "another way: what does your expression become at y = 0?",
)
def _(z, y):
    return np.logaddexp(0, -np.asarray(z) * y)


@misconception(
    "always label 1",
    "Label 1 is right. For label 0 a large score should cost much, and yours costs nearly nothing: where does y come "
    "in?",
)
def _(z, y):
    return _right(z, np.ones_like(y))


@misconception(
    "always label 0",
    "Label 0 is right. For label 1 a large score should cost nearly nothing, and yours costs much: where does y come "
    "in?",
)
def _(z, y):
    return _right(z, np.zeros_like(y))


@misconception(
    "the minus is forgotten",
    "Your losses are negative. Which step of the derivation turns the log-likelihood round?",
)
def _(z, y):
    return -_right(z, y)


@misconception(
    "the part above 0 only",
    "At z = 0 yours costs nothing, though the model does not know which label to choose. You have the part that "
    "matters for large scores; what is missing is the bend between.",
)
def _(z, y):
    return np.maximum(np.where(np.asarray(y) == 1, -np.asarray(z, dtype=float), z), 0)


@misconception(
    "the hinge loss",
    "That is the loss of another method: it is exactly 0 once the score is large enough. What is the cross-entropy "
    "of such a score?",
)
def _(z, y):
    return np.maximum(0, 1 + np.where(np.asarray(y) == 1, -np.asarray(z, dtype=float), z))


@misconception(
    "the squared error",
    "That is the loss of another method. However wrong the score is, it costs at most 1 in yours.",
)
def _(z, y):
    return (_sigmoid(z) - y) ** 2


@misconception(
    "the probability instead of the loss",
    "Your results lie between 0 and 1. That is the probability of the right label; two steps of the derivation come "
    "after it.",
)
def _(z, y):
    return np.where(np.asarray(y) == 1, _sigmoid(z), _sigmoid(-np.asarray(z)))


base_2 = misconception(
    "the logarithm to base 2",
    "At z = 0 the loss should be 0.693 and yours is 1. Which logarithm is meant?",
)


@base_2
def _(z, y):
    return _right(z, y) / np.log(2)


@misconception(
    "the logarithm to base 10",
    "At z = 0 the loss should be 0.693 and yours is 0.301. Which logarithm is meant?",
)
def _(z, y):
    return _right(z, y) / np.log(10)


@misconception(
    "the mean over all examples",
    "For arrays you give back one number. Asked for is the loss of each example; the mean comes in the next exercise.",
)
def _(z, y):
    return np.mean(_right(z, y))


@misconception(
    "the sum over all examples",
    "For arrays you give back one number. Asked for is the loss of each example: which step adds them up?",
)
def _(z, y):
    return np.sum(_right(z, y))


@misconception(
    "numbers only",
    "Two numbers work, two arrays do not: an `if` wants one yes or no, and the comparison of an array gives one for "
    "each entry. How does NumPy choose entry by entry?",
)
def _(z, y):
    wrong_by = -z if y == 1 else z
    if wrong_by > 0:
        return wrong_by + np.log1p(np.exp(-wrong_by))
    return np.log1p(np.exp(wrong_by))


@misconception(
    "arrays only",
    "Arrays work, two plain numbers do not. A number has no length and nothing to loop over or choose from: which "
    "line asks for that?",
)
def _(z, y):
    return np.array([_right(a, t) for a, t in zip(z, y, strict=True)])


@misconception(
    "a list instead of an array",
    "The numbers are right. A later step takes the mean of all of them, and computes with them at once: an array "
    "can, a list cannot.",
)
def _(z, y):
    return _right(z, y).tolist()


@changed_in_place
def _(z, y):
    if np.ndim(z) == 0:
        return _right(z, y)
    z[y == 1] *= -1
    return _right(z, 0 * y)


@nothing_returned
def _(z, y):
    np.copy(_right(z, y))


@same_numbers
def _(z, y):
    return 0.361


@rounded
def _(z, y):
    return np.round(_right(z, y), 3)


@single_precision
def _(z, y):
    return np.asarray(_right(z, y)).astype(np.float32)


@base_2
def _(z, y):
    return np.logaddexp2(0, np.where(np.asarray(y) == 1, -np.asarray(z, dtype=float), z))
