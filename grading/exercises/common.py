"""Mistakes that several exercises of this course have in common; those of any course: `lrgrade.authoring.common`."""

from lrgrade.authoring.misconceptions import misconception

same_numbers = misconception(
    "always the same numbers",
    "Your result does not change when the arguments do. A number that was worked out on paper belongs to one example; "
    "the function should find it for any.",
)

two_features = misconception(
    "for two features only",
    "Two features work. With one, or with three, the arrays have other lengths: "
    "which line of yours counts on the two of the worked example?",
)
