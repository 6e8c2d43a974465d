"""What students write instead of the lines of `log_likelihood_steps`."""

from lrgrade.authoring.misconceptions import misconception

misconception(
    "a weighted sum instead of a product of powers",
    "Yours gives the right number at y = 0 and y = 1, and is still another function: try y = 0.5. "
    "Only a product of powers turns into a sum under the logarithm: where does y stand in the lecture's expression?",
    {"p": "y*y_hat + (1 - y)*(1 - y_hat)"},
)
misconception(
    "the exponents are swapped",
    "Put y = 1 into your line: the probability of label 1 should be left over. What is left in yours?",
    {"p": "y_hat**(1 - y)*(1 - y_hat)**y"},
)
misconception(
    "y and ŷ are swapped",
    "Yours raises the label to the power of the probability. Put y = 0 into it and see what is left.",
    {"p": "y**y_hat*(1 - y)**(1 - y_hat)"},
)
misconception(
    "label 0 is forgotten",
    "At y = 0 your line is 1, however large ŷ is. What is the probability of label 0?",
    {"p": "y_hat**y"},
)
misconception(
    "label 1 is forgotten",
    "At y = 1 your line is 1, however small ŷ is. What is the probability of label 1?",
    {"p": "(1 - y_hat)**(1 - y)"},
)
misconception(
    "a sum of powers",
    "Your line is above 1. The power that does not matter is 1, not 0: how must the two be joined so that it "
    "disappears?",
    {"p": "y_hat**y + (1 - y_hat)**(1 - y)"},
)
misconception(
    "factors instead of exponents",
    "At y = 0 and at y = 1 your line is 0. Where does y stand in the lecture's expression?",
    {"p": "y*y_hat*(1 - y)*(1 - y_hat)"},
)
misconception(
    "only ŷ",
    "Your line does not look at y. How probable is the right label if that is 0?",
    {"p": "y_hat"},
)
misconception(
    "the logarithm too early",
    "That is the second line already. The first is the probability itself, before any logarithm.",
    {"p": "y*log(y_hat) + (1 - y)*log(1 - y_hat)"},
)
misconception(
    "the logarithm of a product is left a product",
    "Two factors stood there, and now two logarithms are multiplied. What does the logarithm make of a product?",
    {"log_p": "y*log(y_hat)*(1 - y)*log(1 - y_hat)"},
)
misconception(
    "a difference instead of a sum",
    "The logarithm of a quotient is a difference. Was there a quotient in the first line?",
    {"log_p": "y*log(y_hat) - (1 - y)*log(1 - y_hat)"},
)
misconception(
    "the minus too early",
    "That is the third line already. In the second the logarithm is taken and nothing else: can the logarithm of a "
    "probability be positive?",
    {"log_p": "-(y*log(y_hat) + (1 - y)*log(1 - y_hat))"},
)
misconception(
    "the same logarithm in both terms",
    "At y = 0 your line speaks of the probability of label 1. Which factor of the first line belongs to (1 − y)?",
    {"log_p": "y*log(y_hat) + (1 - y)*log(y_hat)"},
)
misconception(
    "1 − log ŷ for log(1 − ŷ)",
    "In your second term the logarithm is taken of ŷ and subtracted from 1. Which bracket closes too early?",
    {"log_p": "y*log(y_hat) + (1 - y)*(1 - log(y_hat))"},
)
misconception(
    "the exponents are lost",
    "Your line does not depend on y. What does the logarithm do with an exponent?",
    {"log_p": "log(y_hat) + log(1 - y_hat)"},
)
misconception(
    "no logarithm was taken",
    "That is the first line again. What happens to both sides now?",
    {"log_p": "y_hat**y*(1 - y_hat)**(1 - y)"},
)
misconception(
    "the exponents are swapped in the second line",
    "At y = 1 the probability of label 1 should be left over. Which logarithm is left in yours?",
    {"log_p": "(1 - y)*log(y_hat) + y*log(1 - y_hat)"},
)
misconception(
    "label 0 is forgotten in the second line",
    "At y = 0 your line is 0, however large ŷ is. Where did the second factor go?",
    {"log_p": "y*log(y_hat)"},
)
misconception(
    "the minus is forgotten",
    "That is the second line again, and it is largest where the model is best. A loss should be smallest there.",
    {"minus_log_p": "y*log(y_hat) + (1 - y)*log(1 - y_hat)"},
)
misconception(
    "the minus reaches only the first term",
    "At y = 0 your line is negative. How far does a minus in front of a sum reach?",
    {"minus_log_p": "-y*log(y_hat) + (1 - y)*log(1 - y_hat)"},
)
misconception(
    "the minus reaches only the second term",
    "At y = 1 your line is negative. How far does a minus in front of a sum reach?",
    {"minus_log_p": "y*log(y_hat) - (1 - y)*log(1 - y_hat)"},
)
misconception(
    "the minus stands inside the logarithm",
    "The logarithm of a negative number does not exist. Where does the minus stand in front of log p?",
    {"minus_log_p": "y*log(1 - y_hat) + (1 - y)*log(y_hat)"},
)
misconception(
    "minus the probability",
    "The logarithm is gone again. The third line follows from the second by a single change.",
    {"minus_log_p": "-y_hat**y*(1 - y_hat)**(1 - y)"},
)
misconception(
    "label 0 is forgotten in the loss",
    "At y = 0 your loss is 0, however wrong ŷ is. Where did the second term go?",
    {"minus_log_p": "-y*log(y_hat)"},
)
