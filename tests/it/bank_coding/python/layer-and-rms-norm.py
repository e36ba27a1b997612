from math import sqrt


def normalize(rows, gain, shift, kind, eps):
    return [layer(row, gain, shift, eps) if kind == 'layer' else rms(row, gain, eps) for row in rows]


def layer(row, gain, shift, eps):
    mean, squares = 0.0, 0.0
    for count, x in enumerate(row, 1):
        off = x - mean
        mean += off / count
        squares += off * (x - mean)
    scale = sqrt(squares / len(row) + eps)
    return [(x - mean) / scale * g + s for x, g, s in zip(row, gain, shift)]


def rms(row, gain, eps):
    scale = sqrt(sum(x * x for x in row) / len(row) + eps)
    return [x / scale * g for x, g in zip(row, gain)]
