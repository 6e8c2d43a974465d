"""The exercises of the course: their names, in the order of the lecture, and where each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Kind = Literal["function", "derivation", "values"]


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    `parameters` are the argument names of a function exercise, the line names
    of a derivation, or the variables of an exercise in plain values.
    """

    name: str
    assignment: str
    parameters: tuple[str, ...]
    kind: Kind = "function"

    @property
    def signature(self) -> str:
        """How the exercise is written in a sentence: `score(X, w, b)`, or its bare name."""
        if self.kind != "function":
            return self.name
        return f"{self.name}({', '.join(self.parameters)})"


def _exercise(assignment: str, name: str, parameters: str, kind: Kind = "function") -> Exercise:
    return Exercise(name, assignment, tuple(parameters.split()), kind)


_IN_ORDER = (
    _exercise("01-sigmoid", "score", "X w b"),
    _exercise("01-sigmoid", "sigmoid", "z"),
    _exercise("01-sigmoid", "predict_proba", "X w b"),
    _exercise("01-sigmoid", "predict", "X w b"),
    _exercise("02-cross-entropy", "likelihood", "y_hat y"),
    _exercise("02-cross-entropy", "log_likelihood_steps", "p log_p minus_log_p", "derivation"),
    _exercise("02-cross-entropy", "cross_entropy", "y_hat y"),
    _exercise("02-cross-entropy", "cross_entropy_from_score", "z y"),
    _exercise("02-cross-entropy", "loss", "theta X y"),
    _exercise("03-gradient", "gradient_steps", "dL_dyhat dyhat_dz dz_dwj dL_dwj dL_db", "derivation"),
    _exercise("03-gradient", "gradient", "theta x y"),
    _exercise("03-gradient", "numerical_gradient", "f theta eps"),
    _exercise("04-sgd-step", "worked_example", "z0 y_hat0 grad0 theta1", "values"),
    _exercise("04-sgd-step", "sgd_step", "theta x y eta"),
    _exercise("04-sgd-step", "sgd", "X y eta epochs rng"),
    _exercise("05-mini-batch", "batch_gradient", "theta X y"),
    _exercise("05-mini-batch", "minibatches", "X y batch_size rng"),
    _exercise("05-mini-batch", "minibatch_sgd", "X y eta batch_size epochs rng tol"),
)

EXERCISES: dict[str, Exercise] = {exercise.name: exercise for exercise in _IN_ORDER}
ASSIGNMENTS: tuple[str, ...] = tuple(dict.fromkeys(exercise.assignment for exercise in _IN_ORDER))


def exercises_of(assignment: str) -> list[Exercise]:
    """The exercises of one assignment, in order."""
    return [exercise for exercise in _IN_ORDER if exercise.assignment == assignment]


def notebook_of(assignment: str) -> str:
    """The file name of an assignment's notebook: `sigmoid.ipynb` for `01-sigmoid`."""
    return assignment.partition("-")[2].replace("-", "_") + ".ipynb"


def name_of(answer: object, scope: Mapping[str, object]) -> str:
    """The exercise that an answer is: the name it is bound to in a scope, else its own name, else ""."""
    bound = (name for name in EXERCISES if name in scope and scope[name] is answer)
    return next(bound, str(getattr(answer, "__name__", "")))


def close_to(name: str) -> list[str]:
    """The exercises that a mistyped name may mean, the likeliest first."""
    whole = [exercise for exercise in EXERCISES if name and name in exercise]
    return whole or get_close_matches(name, EXERCISES, n=2)


# A warning from one of these costs a small part of its points; elsewhere it costs nothing.
SILENT = frozenset({"sigmoid", "cross_entropy", "cross_entropy_from_score", "loss"})
