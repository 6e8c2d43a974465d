"""The symbols of the derivation. ŷ is no symbol of its own: ŷ = w·x + b, at every point."""

from lrlab.checking.derivation import Notation

_POINTS = [
    {"y": "1", "x": "3", "w": "0.5", "b": "-1"},
    {"y": "1", "x": "-1", "w": "2", "b": "2.5"},
    {"y": "-2", "x": "0.5", "w": "4", "b": "-3"},
    {"y": "0.137", "x": "1.618", "w": "-2.236", "b": "6"},
]

NOTATION = Notation(
    symbols=("y", "y_hat", "x", "w", "b"),
    points=tuple(_POINTS),
    drawn={"y": (-5, 5), "x": (-5, 5), "w": (-5, 5), "b": (-5, 5)},
    derived={"y_hat": "w*x + b"},
    proof={"y_hat": "w*x + b"},
    assumptions={"y": "real", "x": "real", "w": "real", "b": "real"},
    always=("y", "y_hat"),
    features=("x", "w", "b"),
    example="(y_hat - y)**2",
    spellings={"ŷ": "Write `y_hat` for ŷ."},
)
