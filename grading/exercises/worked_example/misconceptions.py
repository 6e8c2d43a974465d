"""What students find instead of the numbers of `worked_example`."""

import numpy as np

from lrgrade.authoring.misconceptions import misconception

misconception(
    "the weights are taken for 1",
    "Your score is the sum of the features. At the start of training all weights are 0: what is left of the sum?",
    {"z0": 5.0},
)
misconception(
    "the probability in place of the score",
    "0.5 is right, one line later. What is w·x + b, before anything is squashed?",
    {"z0": 0.5},
)
misconception(
    "0 in place of the probability",
    "0 is the score; and a decision comes only after the probability. What is σ(0)?",
    {"y_hat0": 0.0},
)
misconception(
    "the label in place of the probability",
    "1 is the label of the example. What does the model say, with all its weights at 0?",
    {"y_hat0": 1.0},
)
misconception(
    "the sign of the gradient is flipped",
    "In which order does ∂L/∂wⱼ subtract ŷ and y? Look at the sign of the error when y = 1 and ŷ is smaller.",
    {"grad0": np.array([1.5, 1.0, 0.5])},
)
misconception(
    "the gradient without the bias",
    "θ has three entries: two weights and a bias. Which component is missing?",
    {"grad0": np.array([-1.5, -1.0])},
)
misconception(
    "the gradient with the bias first",
    "All three numbers are right. Look up the order in which θ is written in this course.",
    {"grad0": np.array([-0.5, -1.5, -1.0])},
)
misconception(
    "the gradient without the error",
    "Those are the features, and 1 for the bias. By what is each of them multiplied?",
    {"grad0": np.array([3.0, 2.0, 1.0])},
)
misconception(
    "the error with ŷ = 0",
    "Your error is −1, as though ŷ were 0. What did you find for ŷ a line above?",
    {"grad0": np.array([-3.0, -2.0, -1.0])},
)
misconception(
    "the error with the score",
    "Your error is z − y. The derivative compares a probability with the label.",
    {"grad0": np.array([-3.0, -2.0, -0.5])},
)
misconception(
    "the gradient not multiplied by x",
    "All your components are the error. The larger a feature is, the larger the component of its weight.",
    {"grad0": np.array([-0.5, -0.5, -0.5])},
)
misconception(
    "the gradient with 1 for the bias",
    "You have what stands beside b in z, which is 1. By what is it multiplied in the gradient?",
    {"grad0": np.array([-1.5, -1.0, 1.0])},
)
misconception(
    "the gradient of the squared error",
    "There is a factor ŷ(1 − ŷ) = 0.25 in yours. It cancels in the derivation of the cross-entropy.",
    {"grad0": np.array([-0.375, -0.25, -0.125])},
)
misconception(
    "the gradient of the squared error, with its 2",
    "There is a factor 2ŷ(1 − ŷ) = 0.5 in yours. The cross-entropy has no square, and ŷ(1 − ŷ) cancels in its "
    "derivation.",
    {"grad0": np.array([-0.75, -0.5, -0.25])},
)
misconception(
    "uphill instead of downhill",
    "With y = 1 the score of this example should rise, and your step makes it fall. Which way does the gradient "
    "point, and which way do we go?",
    {"theta1": np.array([-0.15, -0.1, -0.05])},
)
misconception(
    "η is forgotten",
    "You went the whole length of the gradient. How large a part of it does η allow?",
    {"theta1": np.array([1.5, 1.0, 0.5])},
)
misconception(
    "η is squared",
    "Your step is ten times too short. How often is the gradient multiplied by η?",
    {"theta1": np.array([0.015, 0.01, 0.005])},
)
misconception(
    "the bias is not moved",
    "The weights are right. The bias has a component in the gradient too.",
    {"theta1": np.array([0.15, 0.1, 0.0])},
)
misconception(
    "θ without the bias",
    "The weights are right. Where is the third entry of θ?",
    {"theta1": np.array([0.15, 0.1])},
)
misconception(
    "θ with the bias first",
    "All three numbers are right. Look up the order in which θ is written in this course.",
    {"theta1": np.array([0.05, 0.15, 0.1])},
)
misconception(
    "the gradient instead of the new θ",
    "That is the gradient. θ¹ is where θ is after a step: how large is the step, and where does it start?",
    {"theta1": np.array([-1.5, -1.0, -0.5])},
)
