"""What students write instead of `posterior`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers


def _normalised(products):
    return products / np.sum(products, axis=-1, keepdims=True)


@misconception(
    "the prior is left out",
    "Make one class a hundred times more frequent than the other, and your result stays as it is. "
    "Which argument does your line not use?",
)
def _(likelihood, prior):
    return _normalised(likelihood + 0 * prior)


@misconception(
    "the products are not divided by their sum",
    "Each of your products is right. Add up those of one example: what should probabilities add up to, and what can "
    "you divide by to get there?",
)
def _(likelihood, prior):
    return likelihood * prior


@misconception(
    "divided by the sum of the likelihoods",
    "Your results do not add up to 1. Which numbers did you add up to divide by: those that stand above the line?",
)
def _(likelihood, prior):
    return likelihood * prior / np.sum(likelihood, axis=-1, keepdims=True)


@misconception(
    "one sum over all examples",
    "One example works. With several, each of them has probabilities of its own: how many sums are needed?",
)
def _(likelihood, prior):
    products = likelihood * prior
    return products / products.sum()


over_examples = misconception(
    "summed over the examples",
    "One example works. In a matrix each row is an example, and its classes stand side by side: "
    "along which axis should the sum run?",
)


@over_examples
def _(likelihood, prior):
    products = likelihood * prior
    return products / products.sum(axis=0)


@over_examples
def _(likelihood, prior):
    products = likelihood * prior
    return products / sum(products)


lost_axis = misconception(
    "the sums lie the wrong way",
    "Your sums are right, one for each example. Dividing by them spreads them over the columns, though each belongs "
    "to a row: look at the two shapes. Which option of `sum` keeps the axis?",
)


@lost_axis
def _(likelihood, prior):
    products = likelihood * prior
    return products / products.sum(axis=-1)


@misconception(
    "the sum instead of the product",
    "Take a class whose prior is 0. However well an animal fits it, its probability should be 0: is it, in yours? "
    "How do the two numbers go together?",
)
def _(likelihood, prior):
    return _normalised(likelihood + prior)


@misconception(
    "divided by the prior",
    "Make a class more frequent, and yours calls it less probable. On which side of the line does the prior belong?",
)
def _(likelihood, prior):
    with np.errstate(all="ignore"):
        return _normalised(likelihood / prior)


@misconception(
    "the class instead of the probabilities",
    "Your result is the number of a class. Here the probability of each class is asked for; the choice comes next.",
)
def _(likelihood, prior):
    return np.argmax(likelihood * prior, axis=-1)


@misconception(
    "the largest probability alone",
    "Your number is one of those asked for. There should be one for each class.",
)
def _(likelihood, prior):
    return np.max(_normalised(likelihood * prior), axis=-1)


@misconception(
    "the last class alone",
    "Your number is the probability of the last class. There should be one for each class.",
)
def _(likelihood, prior):
    return _normalised(likelihood * prior)[..., -1]


@misconception(
    "the first class alone",
    "Your number is the probability of the first class. There should be one for each class.",
)
def _(likelihood, prior):
    return _normalised(likelihood * prior)[..., 0]


two_classes = misconception(
    "for two classes only",
    "Two classes work. With three, which line of yours leaves the third one out?",
)


@two_classes
def _(likelihood, prior):
    first, second = likelihood[..., 0] * prior[0], likelihood[..., 1] * prior[1]
    return np.stack([first / (first + second), second / (first + second)], axis=-1)


@two_classes
def _(likelihood, prior):
    first = likelihood[..., 0] * prior[0]
    p = first / (first + likelihood[..., 1] * prior[1])
    return np.stack([p, 1 - p], axis=-1)


one_example = misconception(
    "written for one example only",
    "One example works. With a matrix each row is an example: which line of yours takes a row for a number?",
)


@one_example
def _(likelihood, prior):
    return np.array([likelihood[k] * prior[k] for k in range(len(prior))]) / np.dot(likelihood, prior)


@one_example
def _(likelihood, prior):
    products = np.array([float(one) * float(other) for one, other in zip(likelihood, prior, strict=True)])
    return products / products.sum()


a_matrix = misconception(
    "written for a matrix only",
    "A matrix works. A single example has one axis and no second one: which line of yours asks for it?",
)


@a_matrix
def _(likelihood, prior):
    products = likelihood * prior
    return products / products.sum(axis=1, keepdims=True)


@a_matrix
def _(likelihood, prior):
    return np.array([row * prior / (row @ prior) for row in likelihood])


@misconception(
    "the exponentials of the products",
    "Your results add up to 1, and a class whose product is 0 still gets a share. What should it get? "
    "Bayes' rule takes the products as they are.",
)
def _(likelihood, prior):
    return _normalised(np.exp(likelihood * prior))


@misconception(
    "the prior is used twice",
    "A rare class comes out rarer than it should. How often does the prior stand in the rule above the line?",
)
def _(likelihood, prior):
    return _normalised(likelihood * prior * prior)


@misconception(
    "the logarithm is taken",
    "Some of your results are negative, and probabilities are not. They are the logarithms of the right ones: "
    "which step is one too many?",
)
def _(likelihood, prior):
    with np.errstate(all="ignore"):
        return np.log(_normalised(likelihood * prior))


@misconception(
    "a list instead of an array",
    "The probabilities are right. Later steps compute with all of them at once, and a list cannot.",
)
def _(likelihood, prior):
    return _normalised(likelihood * prior).tolist()


@misconception(
    "cut to whole numbers",
    "All your probabilities are 0 or 1. Converting to `int` drops whatever stands behind the point: what becomes "
    "of 0.9?",
)
def _(likelihood, prior):
    return _normalised(likelihood * prior).astype(int)


@changed_in_place
def _(likelihood, prior):
    likelihood[...] = likelihood * prior
    return likelihood / likelihood.sum(axis=-1, keepdims=True)


@nothing_returned
def _(likelihood, prior):
    np.copy(likelihood * prior)


@single_precision
def _(likelihood, prior):
    return _normalised(likelihood * prior).astype(np.float32)


@rounded
def _(likelihood, prior):
    return np.round(_normalised(likelihood * prior), 3)


@same_numbers
def _(likelihood, prior):
    return np.array([0.4375, 0.5625])
