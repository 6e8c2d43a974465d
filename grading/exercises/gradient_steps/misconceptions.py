"""What students write instead of the lines of `gradient_steps`."""

from lrgrade.authoring.misconceptions import misconception

misconception(
    "the sign of dL/dŷ is flipped",
    "Take y = 1: as ŷ grows, the loss falls. Should the derivative be positive or negative, and what is yours? Did "
    "the minus of the loss come along?",
    {"dL_dyhat": "y/y_hat - (1 - y)/(1 - y_hat)"},
)
misconception(
    "the inner derivative of 1 − ŷ is forgotten",
    "Take y = 0: as ŷ grows, the loss grows. Is your derivative positive? The logarithm is taken of 1 − ŷ, and that "
    "changes with ŷ too: in which direction?",
    {"dL_dyhat": "-y/y_hat - (1 - y)/(1 - y_hat)"},
)
misconception(
    "only the term of label 1",
    "At y = 0 your derivative is 0, as though the loss did not depend on ŷ there. What about the second term?",
    {"dL_dyhat": "-y/y_hat"},
)
misconception(
    "only the term of label 0",
    "At y = 1 your derivative is 0, as though the loss did not depend on ŷ there. What about the first term?",
    {"dL_dyhat": "(1 - y)/(1 - y_hat)"},
)
misconception(
    "the end result in the first line",
    "You know where this leads. The first line asks only for the derivative with respect to ŷ; the chain comes later.",
    {"dL_dyhat": "y_hat - y"},
)
misconception(
    "the derivative of the squared error",
    "Which loss do you differentiate? The one of the last notebook has logarithms in it.",
    {"dL_dyhat": "2*(y_hat - y)"},
)
misconception(
    "the logarithms are left standing",
    "That is the loss itself. What is the derivative of a logarithm?",
    {"dL_dyhat": "-(y*log(y_hat) + (1 - y)*log(1 - y_hat))"},
)
misconception(
    "plus instead of minus in the derivative of σ",
    "At a large z the sigmoid is nearly flat, so its derivative should be nearly 0. What is yours at ŷ = 1?",
    {"dyhat_dz": "y_hat*(1 + y_hat)"},
)
misconception(
    "one factor of σ′ is missing: 1 − ŷ",
    "At ŷ = 0 the sigmoid is nearly flat, and yours gives 1. What is missing?",
    {"dyhat_dz": "1 - y_hat"},
)
misconception(
    "the sigmoid instead of its derivative",
    "That is ŷ itself. How steep is it there?",
    {"dyhat_dz": "y_hat"},
)
misconception(
    "the derivative of σ is negative",
    "The sigmoid rises everywhere. Can its derivative be negative?",
    {"dyhat_dz": "-y_hat*(1 - y_hat)"},
)
misconception(
    "the inner derivative of the denominator is forgotten",
    "At z = −5 the sigmoid is nearly flat, and yours is nearly 1. What is the derivative of 1 + e⁻ᶻ with respect to z?",
    {"dyhat_dz": "1/(1 + exp(-z))**2"},
)
misconception(
    "the derivative of tanh",
    "1 − ŷ² belongs to another squashing function. Differentiate the one with the exponential.",
    {"dyhat_dz": "1 - y_hat**2"},
)
misconception(
    "w instead of x",
    "You differentiate with respect to the weight. What stands beside it in z = w·x + b?",
    {"dz_dwj": "w_j"},
)
misconception(
    "the weight is not differentiated away",
    "That is the whole term. What is the derivative of a·w with respect to w?",
    {"dz_dwj": "w_j*x_j"},
)
misconception(
    "the bias stays",
    "The bias does not change when a weight does. What is the derivative of something that stays as it is?",
    {"dz_dwj": "x_j + b"},
)
misconception(
    "dz/dw is 1",
    "That is the derivative with respect to b. What stands beside wⱼ in z?",
    {"dz_dwj": "1"},
)
misconception(
    "y − ŷ instead of ŷ − y",
    "Take y = 1 and x > 0: a larger weight makes ŷ larger and the loss smaller. Should the derivative be negative? "
    "What is yours?",
    {"dL_dwj": "(y - y_hat)*x_j"},
)
misconception(
    "the last factor of the chain is missing",
    "You have the derivative with respect to z. One more link leads from z to the weight.",
    {"dL_dwj": "y_hat - y"},
)
misconception(
    "σ′ is left in",
    "A factor ŷ(1 − ŷ) remains in yours. Multiply your first two lines on paper and see what cancels.",
    {"dL_dwj": "(y_hat - y)*y_hat*(1 - y_hat)*x_j"},
)
misconception(
    "σ′ is left in, with the 2 of the squared error",
    "That belongs to the squared error. Multiply your own first three lines and simplify.",
    {"dL_dwj": "2*(y_hat - y)*y_hat*(1 - y_hat)*x_j"},
)
misconception(
    "times w instead of x",
    "Your third line says what z gains when the weight grows. Is that what you multiplied by?",
    {"dL_dwj": "(y_hat - y)*w_j"},
)
misconception(
    "the score instead of the probability",
    "Your error is z − y. The loss compares the label with a probability: which step between z and the loss is "
    "missing?",
    {"dL_dwj": "(z - y)*x_j"},
)
misconception(
    "σ′ is forgotten in the chain",
    "You multiplied the first line by the third. What about the second?",
    {"dL_dwj": "(-y/y_hat + (1 - y)/(1 - y_hat))*x_j"},
)
misconception(
    "y − ŷ for the bias",
    "Take y = 1: a larger bias makes ŷ larger and the loss smaller. Should the derivative be negative? What is yours?",
    {"dL_db": "y - y_hat"},
)
misconception(
    "the bias has an x beside it",
    "That is the derivative with respect to a weight. What stands beside b in z = w·x + b?",
    {"dL_db": "(y_hat - y)*x_j"},
)
misconception(
    "dL/db is dz/db",
    "You have the last link of the chain, from b to z. The loss is further away.",
    {"dL_db": "1"},
)
misconception(
    "dL/db is 0",
    "Change b a little: z changes, ŷ changes, and so does the loss. Follow the chain once more for b.",
    {"dL_db": "0"},
)
misconception(
    "times b",
    "What is the derivative of b with respect to b? You multiplied by something else.",
    {"dL_db": "(y_hat - y)*b"},
)
misconception(
    "σ′ is left in for the bias",
    "A factor ŷ(1 − ŷ) remains in yours. It cancelled for the weights: what is different for b?",
    {"dL_db": "(y_hat - y)*y_hat*(1 - y_hat)"},
)
