"""Answers to `posterior`, as students write them."""

import numpy as np

# right: products over their sum, the axis kept
def posterior(likelihood, prior):
    joint = likelihood * prior
    return joint / joint.sum(axis=-1, keepdims=True)


# right: einsum for the evidence
def posterior(likelihood, prior):
    evidence = np.einsum("...k,k->...", likelihood, prior)
    return likelihood * prior / evidence[..., None]


# right: a dot product for the evidence
def posterior(likelihood, prior):
    p_d = np.dot(likelihood, prior)
    return (likelihood * prior) / np.expand_dims(p_d, -1)


# right: one example, and a loop over the rows of a matrix
def posterior(likelihood, prior):
    if likelihood.ndim == 2:
        return np.array([posterior(row, prior) for row in likelihood])
    products = []
    for k in range(len(prior)):
        products.append(likelihood[k] * prior[k])
    total = sum(products)
    return np.array([product / total for product in products])


# right: transposed twice
def posterior(likelihood, prior):
    joint = (likelihood * prior).T
    return (joint / joint.sum(axis=0)).T


# right: in logarithms and back
def posterior(likelihood, prior):
    with np.errstate(divide="ignore"):
        scores = np.log(likelihood) + np.log(prior)
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    return weights / weights.sum(axis=-1, keepdims=True)


# right: scaled by the largest first
def posterior(likelihood, prior):
    joint = np.multiply(likelihood, prior, dtype=float)
    joint = joint / np.max(joint, axis=-1, keepdims=True)
    return np.divide(joint, np.sum(joint, -1)[..., np.newaxis])


# right: a matrix product with a diagonal
def posterior(likelihood, prior):
    joint = likelihood @ np.diag(prior)
    return joint / (joint @ np.ones((len(prior), 1))) if joint.ndim == 2 else joint / joint.sum()


# right: apply_along_axis
def posterior(likelihood, prior):
    def bayes(row):
        return row * prior / np.sum(row * prior)

    return np.apply_along_axis(bayes, -1, likelihood)


# right: reshaped to a matrix and back
posterior = lambda likelihood, prior: (lambda a: (a / a.sum(1).reshape(-1, 1)).reshape(likelihood.shape))(
    np.atleast_2d(likelihood) * prior
)


# wrong: without the prior | belongs to: prior forgotten
def posterior(likelihood, prior):
    return likelihood / likelihood.sum(axis=-1, keepdims=True)


# wrong: only the numerator | belongs to: not normalised
def posterior(likelihood, prior):
    return likelihood * prior


# wrong: normalised by the likelihoods | belongs to: wrong denominator
def posterior(likelihood, prior):
    joint = likelihood * prior
    evidence = np.sum(likelihood, axis=-1)
    return joint / evidence[..., None]


# wrong: one sum for the whole matrix | belongs to: one sum
def posterior(likelihood, prior):
    joint = likelihood * prior
    return joint / np.sum(joint)


# wrong: summed down the columns | belongs to: wrong axis
def posterior(likelihood, prior):
    joint = likelihood * prior
    return joint / np.sum(joint, axis=0)


# wrong: keepdims forgotten | belongs to: lost axis
def posterior(likelihood, prior):
    joint = likelihood * prior
    evidence = joint.sum(axis=-1)
    return joint / evidence


# wrong: added instead of multiplied | belongs to: sum instead of product
def posterior(likelihood, prior):
    joint = np.add(likelihood, prior)
    return joint / joint.sum(axis=-1, keepdims=True)


# wrong: argmax already | belongs to: decision
def posterior(likelihood, prior):
    joint = likelihood * prior
    p = joint / joint.sum(axis=-1, keepdims=True)
    return p.argmax(axis=-1)


# wrong: only axis 1 | belongs to: only a matrix
def posterior(likelihood, prior):
    joint = likelihood * prior
    evidence = joint.sum(axis=1)
    return joint / evidence[:, None]


# wrong: a loop over the classes | belongs to: only one example
def posterior(likelihood, prior):
    evidence = 0
    for k in range(len(prior)):
        evidence += likelihood[k] * prior[k]
    result = np.zeros(len(prior))
    for k in range(len(prior)):
        result[k] = likelihood[k] * prior[k] / evidence
    return result


# wrong: two classes | belongs to: only K = 2
def posterior(likelihood, prior):
    cat = likelihood[..., 0] * prior[0]
    dog = likelihood[..., 1] * prior[1]
    return np.stack((cat, dog), axis=-1) / (cat + dog)[..., None]


# wrong: the caller's array is multiplied | belongs to: argument changed
def posterior(likelihood, prior):
    if likelihood.dtype == float:
        likelihood *= prior
    else:
        likelihood = likelihood * prior
    return likelihood / likelihood.sum(axis=-1, keepdims=True)


# wrong: softmax of the products | belongs to: exponentials
def posterior(likelihood, prior):
    e = np.exp(likelihood * prior)
    return e / e.sum(axis=-1, keepdims=True)


# wrong: divided by the prior | belongs to: prior below the line
def posterior(likelihood, prior):
    with np.errstate(all="ignore"):
        q = likelihood / prior
        return q / q.sum(axis=-1, keepdims=True)


# wrong: printed | belongs to: nothing returned
def posterior(likelihood, prior):
    joint = likelihood * prior
    print(joint / joint.sum(axis=-1, keepdims=True))


# wrong: a list of floats
def posterior(likelihood, prior):
    joint = likelihood * prior
    return list(joint / joint.sum()) if joint.ndim == 1 else [list(row / row.sum()) for row in joint]


# wrong: the numbers of the page
def posterior(likelihood, prior):
    return np.array([0.4375, 0.5625])


# wrong: the probability of the second class
def posterior(likelihood, prior):
    joint = likelihood * prior
    return joint[..., 1] / joint.sum(axis=-1)


# wrong: rounded to four digits
def posterior(likelihood, prior):
    joint = likelihood * prior
    return (joint / joint.sum(axis=-1, keepdims=True)).round(4)
