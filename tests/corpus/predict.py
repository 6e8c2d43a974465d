"""Answers to `predict`, as students write them."""

# right: comparison and astype
def predict(X, w, b):
    return (predict_proba(X, w, b) > 0.5).astype(int)


# right: np.where
def predict(X, w, b):
    p = predict_proba(X, w, b)
    return np.where(p > 0.5, 1, 0)


# right: the boundary seen from z
def predict(X, w, b):
    z = X @ w + b
    return (z > 0) * 1


# right: a conditional expression and a loop
def predict(X, w, b):
    if X.ndim == 1:
        return 1 if sigmoid(score(X, w, b)) > 0.5 else 0
    return np.array([1 if sigmoid(score(x, w, b)) > 0.5 else 0 for x in X])


# right: a vector filled by a mask
def predict(X, w, b):
    p = np.asarray(predict_proba(X, w, b))
    labels = np.zeros(p.shape, dtype=np.int64)
    labels[p > 0.5] = 1
    return labels


# right: np.sign, ties and negatives to 0
def predict(X, w, b):
    z = np.asarray(score(X, w, b), dtype=float)
    return np.maximum(np.sign(z), 0).astype(int)


# right: lambda and heaviside with a tie of 0
predict = lambda X, w, b: np.int_(np.heaviside(np.inner(X, w) + b, 0))


# right: argmax over the two classes, the first one wins a tie
def predict(X, w, b):
    z = np.einsum("...j,j->...", X, w) + b
    return np.argmax(np.stack([0 * z, z], axis=-1), axis=-1)


# right: small integers
def predict(X, w, b):
    p = predict_proba(X, w, b)
    return np.int8(p > 0.5) if X.ndim == 1 else (p > 0.5).astype(np.int8)


# right: more probable than not
def predict(X, w, b):
    yes = sigmoid(X.dot(w) + b)
    no = 1 - yes
    decision = yes > no
    return int(decision) if np.ndim(decision) == 0 else decision.astype("int32")


# right: rounding, which takes a half to the even 0
def predict(X, w, b):
    return np.rint(sigmoid(score(X, w, b))).astype(int)


# right: a class with a threshold
class Classifier:
    def __init__(self, threshold=0.5):
        self.threshold = threshold

    def decide(self, p):
        return int(p > self.threshold)

    def __call__(self, X, w, b):
        p = predict_proba(X, w, b)
        if np.ndim(p) == 0:
            return self.decide(p)
        return np.fromiter((self.decide(one) for one in p), dtype=int)


predict = Classifier()


# wrong: a tie gives 1 | belongs to: tie gives 1
def predict(X, w, b):
    return (predict_proba(X, w, b) >= 0.5).astype(int)


# wrong: a tie gives 1, seen from z | belongs to: tie gives 1
def predict(X, w, b):
    return np.where(X @ w + b < 0, 0, 1)


# wrong: a tie gives 1, rounding half up | belongs to: tie gives 1
def predict(X, w, b):
    p = predict_proba(X, w, b)
    return np.floor(p + 0.5).astype(int)


# wrong: truth values | belongs to: truth values instead of integers
def predict(X, w, b):
    return predict_proba(X, w, b) > 0.5


# wrong: floats | belongs to: floats instead of integers
def predict(X, w, b):
    return np.where(predict_proba(X, w, b) > 0.5, 1.0, 0.0)


# wrong: rounded but still floats | belongs to: floats instead of integers
def predict(X, w, b):
    return np.round(sigmoid(X @ w + b))


# wrong: z compared with one half | belongs to: threshold 0.5 on z
def predict(X, w, b):
    return np.where(score(X, w, b) > 0.5, 1, 0)


# wrong: z compared with one half, in a loop | belongs to: threshold 0.5 on z
def predict(X, w, b):
    def label(x):
        z = b
        for xj, wj in zip(x, w):
            z += xj * wj
        if z > 0.5:
            return 1
        return 0

    return label(X) if X.ndim == 1 else np.array([label(x) for x in X])


# wrong: probability compared with zero
def predict(X, w, b):
    return np.where(predict_proba(X, w, b) > 0, 1, 0)


# wrong: the classes swapped | belongs to: sign flipped
def predict(X, w, b):
    return (sigmoid(X @ w + b) < 0.5).astype(int)


# wrong: no bias | belongs to: bias forgotten
def predict(X, w, b):
    return np.where(sigmoid(X @ w) > 0.5, 1, 0)


# wrong: labels -1 and 1 | belongs to: labels -1 and 1
def predict(X, w, b):
    return np.where(X @ w + b > 0, 1, -1)


# wrong: np.sign of z | belongs to: labels -1 and 1
def predict(X, w, b):
    return np.sign(X @ w + b).astype(int)


# wrong: the probability itself | belongs to: probability instead of decision
def predict(X, w, b):
    return predict_proba(X, w, b)


# wrong: the probability cut off
def predict(X, w, b):
    p = np.asarray(predict_proba(X, w, b))
    return p.astype(int)


# wrong: an if on an array | belongs to: only one shape
def predict(X, w, b):
    if predict_proba(X, w, b) > 0.5:
        return 1
    else:
        return 0


# wrong: a matrix only | belongs to: only one shape
def predict(X, w, b):
    y_hat = np.zeros(X.shape[0], dtype=int)
    for i in range(X.shape[0]):
        if predict_proba(X[i, :], w, b) > 0.5:
            y_hat[i] = 1
    return y_hat


# wrong: two features | belongs to: only n = 2
def predict(X, w, b):
    z = X[..., 0] * w[0] + X[..., 1] * w[1] + b
    return np.where(z > 0, 1, 0)


# wrong: small scores taken for ties
def predict(X, w, b):
    z = score(X, w, b)
    return np.where(np.round(z, 6) > 0, 1, 0)


# wrong: float32 makes a small score a tie | belongs to: float32
def predict(X, w, b):
    p = np.float32(1) / (np.float32(1) + np.exp(-np.asarray(score(X, w, b)).astype(np.float32)))
    return (p > 0.5).astype(int)


# wrong: unsigned integers
def predict(X, w, b):
    return np.asarray(predict_proba(X, w, b) > 0.5).astype(np.uint8)


# wrong: a list | belongs to: list instead of array
def predict(X, w, b):
    if X.ndim == 1:
        return int(score(X, w, b) > 0)
    return [int(score(x, w, b) > 0) for x in X]


# wrong: always the positive class
def predict(X, w, b):
    return 1 if X.ndim == 1 else np.ones(len(X), dtype=int)
