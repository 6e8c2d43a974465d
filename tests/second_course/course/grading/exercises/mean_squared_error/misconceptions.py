"""What students write instead of `mean_squared_error`."""

import numpy as np

from lrgrade.authoring.misconceptions import misconception


@misconception("the sum, not the mean", "Hand in every example twice. Should the error of the line double?")
def _(y_hat, y):
    return np.sum((y_hat - y) ** 2)


@misconception("the mean is squared", "An error of +1 and one of -1 cancel in yours. What comes first, mean or square?")
def _(y_hat, y):
    return np.mean(y_hat - y) ** 2
