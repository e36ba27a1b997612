from math import sqrt


def component(rows, start, steps):
    n = len(rows)
    means = [sum(column) / n for column in zip(*rows)]
    centred = [[x - mean for x, mean in zip(row, means)] for row in rows]

    def project(direction):
        return [sum(x * v for x, v in zip(row, direction)) for row in centred]

    def unit(vector):
        length = sqrt(sum(v * v for v in vector))
        return [v / length for v in vector]

    direction = unit(start)
    for _ in range(steps):
        shadows = project(direction)
        direction = unit([sum(s * x for s, x in zip(shadows, column)) for column in zip(*centred)])
    if max(direction, key=abs) < 0:
        direction = [-v for v in direction]
    explained = sum(s * s for s in project(direction))
    total = sum(x * x for row in centred for x in row)
    return [explained / total, direction]
