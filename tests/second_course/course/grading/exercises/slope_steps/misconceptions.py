"""What students write instead of the lines of `slope_steps`."""

from lrgrade.authoring.misconceptions import misconception

misconception(
    "the inner derivative is forgotten",
    "Your last line is the rate for ŷ. How much does ŷ grow with w, at a large x and at x = 0?",
    {"dL_dw": "2*(y_hat - y)"},
)
