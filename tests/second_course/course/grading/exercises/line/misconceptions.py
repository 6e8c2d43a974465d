"""What students write instead of `line`."""

from lrgrade.authoring.misconceptions import misconception


@misconception(
    "the intercept is forgotten", "Your line runs through the origin, whatever b is. Where should it be at x = 0?"
)
def _(x, w, b):
    return w * x


@misconception("slope and intercept are swapped", "Raise x by 1. How much should ŷ grow, and does yours?")
def _(x, w, b):
    return b * x + w
