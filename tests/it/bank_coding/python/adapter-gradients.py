def times(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def turned(a):
    return [list(column) for column in zip(*a)]


def scaled(a, by):
    return [[x * by for x in row] for row in a]


def adapt(inputs, weight, down, up, alpha, upstream):
    scale = alpha / len(down)
    hidden = scaled(times(inputs, turned(down)), scale)
    frozen, added = times(inputs, turned(weight)), times(hidden, turned(up))
    outputs = [[x + y for x, y in zip(a, b)] for a, b in zip(frozen, added)]
    up_gradient = times(turned(upstream), hidden)
    down_gradient = times(turned(scaled(times(upstream, up), scale)), inputs)
    return [outputs, down_gradient, up_gradient]
