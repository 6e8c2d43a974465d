"""Answers to `gradient_steps`, as students write them."""

# right: as in the lecture
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "y_hat - y",
}


# right: one fraction, sigma instead of y_hat
gradient_steps = {
    "dL_dyhat": "(y_hat - y)/(y_hat*(1 - y_hat))",
    "dyhat_dz": "sigma(z)*(1 - sigma(z))",
    "dz_dwj": "x_j",
    "dL_dwj": "(sigma(z) - y)*x_j",
    "dL_db": "sigma(z) - y",
}


# right: exponentials
gradient_steps = {
    "dL_dyhat": "(1 - y)/(1 - y_hat) - y/y_hat",
    "dyhat_dz": "exp(-z)/(1 + exp(-z))**2",
    "dz_dwj": "1*x_j",
    "dL_dwj": "(1/(1 + exp(-z)) - y)*x_j",
    "dL_db": "1/(1 + exp(-z)) - y",
}


# right: the chain left unmultiplied
gradient_steps = {
    "dL_dyhat": "-(y/y_hat - (1 - y)/(1 - y_hat))",
    "dyhat_dz": "y_hat - y_hat**2",
    "dz_dwj": "x_j",
    "dL_dwj": "(-y/y_hat + (1 - y)/(1 - y_hat)) * y_hat*(1 - y_hat) * x_j",
    "dL_db": "(-y/y_hat + (1 - y)/(1 - y_hat)) * y_hat*(1 - y_hat)",
}


# right: lines put together by Python
a = "(-y/y_hat + (1 - y)/(1 - y_hat))"
b = "(y_hat*(1 - y_hat))"
c = "x_j"
gradient_steps = dict(dL_dyhat=a, dyhat_dz=b, dz_dwj=c, dL_dwj=f"{a}*{b}*{c}", dL_db=f"{a}*{b}*1")


# right: negative powers, everything multiplied out
gradient_steps = {
    "dL_dyhat": "-y*y_hat**-1 + (1 - y)*(1 - y_hat)**(-1)",
    "dyhat_dz": "exp(z)*(1 + exp(z))**-2",
    "dz_dwj": "x_j",
    "dL_dwj": "y_hat*x_j - y*x_j",
    "dL_db": "-(y - y_hat)",
}


# right: minus signs moved about
gradient_steps = {
    "dL_dyhat": "(1 - y)/(1 - y_hat) + y/(-y_hat)",
    "dyhat_dz": "-(y_hat - 1)*y_hat",
    "dz_dwj": "x_j",
    "dL_dwj": "-x_j*(y - y_hat)",
    "dL_db": "y_hat*(1 - y) - y*(1 - y_hat)",
}


# right: the two labels apart
gradient_steps = {
    "dL_dyhat": "y*(-1/y_hat) + (1 - y)*(1/(1 - y_hat))",
    "dyhat_dz": "1/((1 + exp(-z))*(1 + exp(z)))",
    "dz_dwj": "x_j + 0*w_j",
    "dL_dwj": "y*(y_hat - 1)*x_j + (1 - y)*y_hat*x_j",
    "dL_db": "y*(y_hat - 1) + (1 - y)*y_hat",
}


# right: logs and roots for the fun of it
gradient_steps = {
    "dL_dyhat": "(sigma(z) - y)/(sigma(z) - sigma(z)**2)",
    "dyhat_dz": "exp(log(y_hat) + ln(1 - y_hat))",
    "dz_dwj": "log(exp(x_j))",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "sqrt(y_hat)**2 - y",
}


# right: the mirrored sigmoid, decimal numbers
gradient_steps = {}
gradient_steps["dL_dyhat"] = "1.0*(1 - y)/sigma(-z) - y/sigma(z)"
gradient_steps["dyhat_dz"] = "sigma(z)*sigma(-z)"
gradient_steps["dz_dwj"] = "x_j"
gradient_steps["dL_dwj"] = "(1 - y - sigma(-z))*x_j"
gradient_steps["dL_db"] = "1 - y - sigma(-z)"


# wrong: error the other way round | belongs to: sign flipped
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(y - y_hat)*x_j",
    "dL_db": "y - y_hat",
}


# wrong: the minus of the loss forgotten | belongs to: sign flipped
gradient_steps = {
    "dL_dyhat": "y/y_hat - (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "y_hat - y",
}


# wrong: inner derivative of log(1 - y_hat) forgotten | belongs to: inner derivative forgotten
gradient_steps = {
    "dL_dyhat": "-y/y_hat - (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "y_hat - y",
}


# wrong: sigmoid not differentiated
gradient_steps = {
    "dL_dyhat": "(y_hat - y)/(y_hat*(1 - y_hat))",
    "dyhat_dz": "y_hat",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j/(1 - y_hat)",
    "dL_db": "(y_hat - y)/(1 - y_hat)",
}


# wrong: derivative of the sigmoid without the square | belongs to: square forgotten
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "exp(-z)/(1 + exp(-z))",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "y_hat - y",
}


# wrong: minus of the inner exponent forgotten | belongs to: inner derivative forgotten
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "-exp(-z)/(1 + exp(-z))**2",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "y_hat - y",
}


# wrong: gradient of the squared error | belongs to: MSE gradient
gradient_steps = {
    "dL_dyhat": "2*(y_hat - y)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "2*(y_hat - y)*y_hat*(1 - y_hat)*x_j",
    "dL_db": "2*(y_hat - y)*y_hat*(1 - y_hat)",
}


# wrong: sigma prime left in the last lines | belongs to: MSE gradient
gradient_steps = {
    "dL_dyhat": "(y_hat - y)/(y_hat*(1 - y_hat))",
    "dyhat_dz": "sigma(z)*(1 - sigma(z))",
    "dz_dwj": "x_j",
    "dL_dwj": "(sigma(z) - y)*sigma(z)*(1 - sigma(z))*x_j",
    "dL_db": "(sigma(z) - y)*sigma(z)*(1 - sigma(z))",
}


# wrong: x_j left out | belongs to: input forgotten
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "y_hat - y",
    "dL_db": "y_hat - y",
}


# wrong: the bias has an input as well
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "(y_hat - y)*x_j",
}


# wrong: z differentiated by x_j | belongs to: differentiated by the wrong variable
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "w_j",
    "dL_dwj": "(y_hat - y)*w_j",
    "dL_db": "y_hat - y",
}


# wrong: z not differentiated at all
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "w_j*x_j + b",
    "dL_dwj": "(y_hat - y)*(w_j*x_j + b)",
    "dL_db": "y_hat - y",
}


# wrong: the bias kept by the derivative
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j + b",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "y_hat - y",
}


# wrong: only one feature in z | belongs to: only n = 1
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(sigma(w_j*x_j + b) - y)*x_j",
    "dL_db": "sigma(w_j*x_j + b) - y",
}


# wrong: only the term of label 1 | belongs to: only the label 1
gradient_steps = {
    "dL_dyhat": "-y/y_hat",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "-y*(1 - y_hat)*x_j",
    "dL_db": "-y*(1 - y_hat)",
}


# wrong: no derivative for the bias | belongs to: bias forgotten
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "0",
}


# wrong: the last line is not there | belongs to: bias forgotten
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
}


# wrong: numbers of the worked example | belongs to: lecture's numbers hard-coded
gradient_steps = {
    "dL_dyhat": "-2",
    "dyhat_dz": "0.25",
    "dz_dwj": "3",
    "dL_dwj": "-1.5",
    "dL_db": "-0.5",
}


# wrong: the loss itself in the first line
gradient_steps = {
    "dL_dyhat": "-(y*log(y_hat) + (1 - y)*log(1 - y_hat))",
    "dyhat_dz": "1/(1 + exp(-z))",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y)*x_j",
    "dL_db": "y_hat - y",
}


# wrong: sigma without its argument
gradient_steps = {
    "dL_dyhat": "-y/y_hat + (1 - y)/(1 - y_hat)",
    "dyhat_dz": "sigma*(1 - sigma)",
    "dz_dwj": "x_j",
    "dL_dwj": "(sigma - y)*x_j",
    "dL_db": "sigma - y",
}


# wrong: right at the labels 0 and 1 only | belongs to: right only for y = 0 and y = 1
gradient_steps = {
    "dL_dyhat": "-1/(y*y_hat - (1 - y)*(1 - y_hat))",
    "dyhat_dz": "y_hat*(1 - y_hat)",
    "dz_dwj": "x_j",
    "dL_dwj": "(y_hat - y**2)*x_j",
    "dL_db": "y_hat - y**2",
}
