"""The symbols of this course's derivations. ŷ and z are one quantity in two forms, ŷ = σ(z), at every point."""

from lrlab.checking.derivation import Notation, Point


def _point(y: str, y_hat: str, x_j: str, w_j: str, b: str) -> Point:
    return {"y": y, "y_hat": y_hat, "x_j": x_j, "w_j": w_j, "b": b}


NOTATION = Notation(
    symbols=("y", "y_hat", "z", "x_j", "w_j", "b"),
    points=(
        _point("1", "0.8", "3", "-2", "0.5"),
        _point("1", "0.8", "-1", "0.5", "2"),
        _point("0", "0.8", "2", "3", "-1"),
        _point("1", "0.3", "0.5", "4", "-3"),
        _point("0", "0.3", "-2", "-1", "1.5"),
        _point("0.5", "0.8", "1.5", "2.5", "-2"),
        _point("0.5", "0.3", "-3", "0.2", "4"),
        _point("0.25", "0.6", "4", "-0.7", "0.1"),
        _point("0.75", "0.1", "-0.4", "1.3", "-5"),
        _point("0.137", "0.9271", "1.618", "-2.236", "0.577"),
        _point("0.8513", "0.0419", "-7.389", "3.317", "-1.202"),
        _point("0.3679", "0.5772", "0.0271", "9.869", "6.283"),
    ),
    drawn={"y": (0.01, 0.99), "y_hat": (0.01, 0.99), "x_j": (-5, 5), "w_j": (-5, 5), "b": (-5, 5)},
    edges={"y": ("0", "1")},
    derived={"z": "log(y_hat/(1 - y_hat))"},
    functions={"sigma": "1/(1 + exp(-u))"},
    # With v = e⁻ᶻ > 0, ŷ = 1/(1 + v) is between 0 and 1 without further assumptions.
    proof={"y_hat": "1/(1 + v)", "z": "-log(v)"},
    assumptions={"v": "positive", "y": "nonnegative", "x_j": "real", "w_j": "real", "b": "real"},
    always=("y", "y_hat"),
    features=("x_j", "w_j", "b"),
    example="y_hat**y",
    spellings={
        "ŷ": "Write `y_hat` for ŷ.",
        "\u0302": "Write `y_hat` for ŷ.",
        "σ": "Write `sigma(z)` for σ(z).",
        "==": "A line cannot use `if` or `==`. Let the exponents y and 1 - y do the choosing.",
    },
)
