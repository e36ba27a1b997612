from math import exp, sqrt


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    most = max(scores)
    weights = [exp(score - most) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def times(rows, matrix):
    columns = list(zip(*matrix))
    return [[dot(row, column) for column in columns]
            for row in rows]


def norm(rows):
    result = []
    for row in rows:
        scale = sqrt(dot(row, row) / len(row) + 1e-6)
        result.append([x / scale for x in row])
    return result


def attention(rows, wq, wk, wv, heads):
    n, width = len(rows), len(rows[0])
    size = width // heads
    q, k, v = (times(rows, w) for w in (wq, wk, wv))
    mixed = [[0.0] * width for _ in rows]
    for head in range(heads):
        own = slice(head * size, (head + 1) * size)
        values = [value[own] for value in v]
        for i in range(n):
            scores = [dot(q[i][own], key[own]) for key in k]
            scores = [s / sqrt(size) for s in scores]
            weights = softmax(scores[:i + 1])
            mixed[i][own] = times([weights], values)[0]
    return mixed


def add(a, b):
    return [[x + y for x, y in zip(p, q)]
            for p, q in zip(a, b)]


def block(rows, wq, wk, wv, wo, w1, w2, heads):
    normed = norm(rows)
    mixed = attention(normed, wq, wk, wv, heads)
    rows = add(rows, times(mixed, wo))
    hidden = [[max(x, 0.0) for x in row]
              for row in times(norm(rows), w1)]
    return add(rows, times(hidden, w2))
