"""Answers to `log_likelihood_steps`, as students write them."""

# right: as in the lecture
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
    "-(y*log(y_hat) + (1 - y)*log(1 - y_hat))",
]


# right: logs of powers
log_likelihood_steps = [
    "(1 - y_hat)**(1 - y) * y_hat**y",
    "log(y_hat**y) + log((1 - y_hat)**(1 - y))",
    "-log(y_hat**y) - log((1 - y_hat)**(1 - y))",
]


# right: log of the whole product, a tuple
log_likelihood_steps = (
    "y_hat**y*(1-y_hat)**(1-y)",
    "log(y_hat**y*(1-y_hat)**(1-y))",
    "-log(y_hat**y*(1-y_hat)**(1-y))",
)


# right: ln, and a bracket multiplied out
log_likelihood_steps = [
    "(y_hat**y) * ((1 - y_hat)**(1 - y))",
    "y*ln(y_hat) + ln(1 - y_hat) - y*ln(1 - y_hat)",
    "-y*ln(y_hat) - ln(1 - y_hat) + y*ln(1 - y_hat)",
]


# right: log-odds
log_likelihood_steps = [
    "(1 - y_hat) * (y_hat/(1 - y_hat))**y",
    "log(1 - y_hat) + y*log(y_hat/(1 - y_hat))",
    "-log(1 - y_hat) - y*log(y_hat/(1 - y_hat))",
]


# right: exponentials
log_likelihood_steps = [
    "exp(y*log(y_hat)) * exp((1 - y)*log(1 - y_hat))",
    "log(exp(y*log(y_hat))) + (1 - y)*log(1 - y_hat)",
    "-1*(y*log(y_hat) + (1 - y)*log(1 - y_hat))",
]


# right: a power moved to the denominator
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat) / (1 - y_hat)**y",
    "y*log(y_hat) - (y - 1)*log(1 - y_hat)",
    "(y - 1)*log(1 - y_hat) - y*log(y_hat)",
]


# right: logs of reciprocals
log_likelihood_steps = [
    "1 / (y_hat**(-y) * (1 - y_hat)**(y - 1))",
    "-(y*log(1/y_hat) + (1 - y)*log(1/(1 - y_hat)))",
    "y*log(1/y_hat) + (1 - y)*log(1/(1 - y_hat))",
]


# right: names for the parts, put together by Python
p1 = "y_hat**y"
p0 = "(1 - y_hat)**(1 - y)"
log_p = f"log({p1}) + log({p0})"
log_likelihood_steps = [f"{p1} * {p0}", log_p, f"-({log_p})"]


# right: roots and decimal numbers
log_likelihood_steps = [
    "sqrt(y_hat)**(2*y) * sqrt(1.0 - y_hat)**(2*(1 - y))",
    "2*y*log(sqrt(y_hat)) + (1.0 - y)*log(1.0 - y_hat)",
    "-(0.5*y*log(y_hat**2) + (1 - y)*log(1 - y_hat))",
]


# right: built up by append
log_likelihood_steps = []
log_likelihood_steps.append("y_hat ** y * (1 - y_hat) ** (1 - y)")
log_likelihood_steps.append("log(y_hat) * y + log(1 - y_hat) * (1 - y)")
log_likelihood_steps.append("0 - log(y_hat) * y - log(1 - y_hat) * (1 - y)")


# wrong: a sum for the product, right for labels 0 and 1 only | belongs to: right only for y = 0 and y = 1
log_likelihood_steps = [
    "y*y_hat + (1 - y)*(1 - y_hat)",
    "log(y*y_hat + (1 - y)*(1 - y_hat))",
    "-log(y*y_hat + (1 - y)*(1 - y_hat))",
]


# wrong: the first line a distance, the others right | belongs to: right only for y = 0 and y = 1
log_likelihood_steps = [
    "1 - sqrt((y - y_hat)**2)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
    "-y*log(y_hat) - (1 - y)*log(1 - y_hat)",
]


# wrong: the labels swapped | belongs to: labels swapped
log_likelihood_steps = [
    "y_hat**(1 - y) * (1 - y_hat)**y",
    "(1 - y)*log(y_hat) + y*log(1 - y_hat)",
    "-(1 - y)*log(y_hat) - y*log(1 - y_hat)",
]


# wrong: the labels swapped after the first line | belongs to: labels swapped
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y)",
    "(1 - y)*log(y_hat) + y*log(1 - y_hat)",
    "-((1 - y)*log(y_hat) + y*log(1 - y_hat))",
]


# wrong: sum of the powers | belongs to: sum instead of product
log_likelihood_steps = [
    "y_hat**y + (1 - y_hat)**(1 - y)",
    "log(y_hat**y) + log((1 - y_hat)**(1 - y))",
    "-log(y_hat**y) - log((1 - y_hat)**(1 - y))",
]


# wrong: log of a product as a product of logs | belongs to: log of a product
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y)",
    "y*log(y_hat) * (1 - y)*log(1 - y_hat)",
    "-y*log(y_hat) * (1 - y)*log(1 - y_hat)",
]


# wrong: the exponent stays an exponent
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y)",
    "log(y_hat)**y + log(1 - y_hat)**(1 - y)",
    "-(log(y_hat)**y + log(1 - y_hat)**(1 - y))",
]


# wrong: the minus reaches one term only | belongs to: minus on the first term only
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
    "-y*log(y_hat) + (1 - y)*log(1 - y_hat)",
]


# wrong: no minus in the end | belongs to: sign flipped
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
]


# wrong: the minus a line too early | belongs to: sign flipped
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y)",
    "-(y*log(y_hat) + (1 - y)*log(1 - y_hat))",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
]


# wrong: only the term of label 1 | belongs to: only the label 1
log_likelihood_steps = ["y_hat**y", "y*log(y_hat)", "-y*log(y_hat)"]


# wrong: log of a difference
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y)",
    "y*log(y_hat) + (1 - y)*(log(1) - log(y_hat))",
    "-y*log(y_hat) - (1 - y)*(log(1) - log(y_hat))",
]


# wrong: times instead of to the power | belongs to: times instead of power
log_likelihood_steps = [
    "y_hat*y * (1 - y_hat)*(1 - y)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
    "-y*log(y_hat) - (1 - y)*log(1 - y_hat)",
]


# wrong: a caret for the power
log_likelihood_steps = [
    "y_hat^y * (1 - y_hat)^(1 - y)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
    "-y*log(y_hat) - (1 - y)*log(1 - y_hat)",
]


# wrong: the last two lines missing
log_likelihood_steps = ["y_hat**y * (1 - y_hat)**(1 - y)"]


# wrong: the brackets of 1 - y_hat forgotten | belongs to: brackets forgotten
log_likelihood_steps = [
    "y_hat**y * 1 - y_hat**(1 - y)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
    "-y*log(y_hat) - (1 - y)*log(1 - y_hat)",
]


# wrong: does not parse
log_likelihood_steps = [
    "y_hat**y * (1 - y_hat)**(1 - y",
    "y log(y_hat) + (1 - y) log(1 - y_hat)",
    "-y*log(y_hat) - (1 - y)*log(1 - y_hat)",
]


# wrong: y squared in the exponent | belongs to: right only for y = 0 and y = 1
log_likelihood_steps = [
    "y_hat**(y**2) * (1 - y_hat)**(1 - y**2)",
    "y*log(y_hat) + (1 - y)*log(1 - y_hat)",
    "-y*log(y_hat) - (1 - y)*log(1 - y_hat)",
]
