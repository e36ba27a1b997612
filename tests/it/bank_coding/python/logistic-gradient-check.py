from math import exp, log1p


def softplus(z):
    return max(z, 0.0) + log1p(exp(-abs(z)))


def sigmoid(z):
    small = exp(-abs(z))
    return 1 / (1 + small) if z >= 0 else small / (1 + small)


def gradients(rows, labels, weights, penalty, h):
    n = len(rows)
    rows = [[*row, 1.0] for row in rows]
    scores = [sum(w * x for w, x in zip(weights, row)) for row in rows]
    errors = [sigmoid(z) - y for z, y in zip(scores, labels)]

    def data_loss(k, shift):
        moved = (z + shift * row[k] for z, row in zip(scores, rows))
        return sum(softplus(z) - y * z for z, y in zip(moved, labels)) / n

    analytic, numeric = [], []
    for k, weight in enumerate(weights):
        pull = penalty * weight if k < len(weights) - 1 else 0.0
        analytic.append(sum(e * row[k] for e, row in zip(errors, rows)) / n + pull)
        # Of a square the central difference is exact: (w + h)^2 - (w - h)^2 = 4 w h.
        numeric.append((data_loss(k, h) - data_loss(k, -h)) / (2 * h) + pull)
    return [analytic, numeric]
