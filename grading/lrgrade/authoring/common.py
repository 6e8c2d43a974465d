"""Mistakes that are made in every exercise of any course, so that they bear one name and are explained once.

A file `grading/exercises/NAME/misconceptions.py` decorates its own form of each. What
the exercises of one course have in common beside these stands in its
`grading/exercises/common.py`.
"""

from lrgrade.authoring.misconceptions import misconception

nothing_returned = misconception(
    "nothing is returned",
    "Something may be computed, or printed, but nobody gets it: the call gives back None. "
    "How does a function hand its result to the caller?",
)

changed_in_place = misconception(
    "an argument is changed in place",
    "After the call one of the caller's arrays is no longer what it was. "
    "An operator such as `*=`, or an assignment into `[...]`, writes into the array itself: whose array is that?",
)

single_precision = misconception(
    "single precision",
    "Your numbers agree with ours to about seven digits and then part. "
    "Where do you ask for `float32`? NumPy's usual floats carry sixteen digits.",
)

rounded = misconception(
    "rounded",
    "Your value stops after a few digits. The reference values in the text are rounded for reading; "
    "who shortened this one?",
)
