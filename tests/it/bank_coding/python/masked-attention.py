from math import exp, inf, sqrt


def attend(queries, keys, values, allowed):
    scale = sqrt(len(queries[0]))
    return [attend_one(query, keys, values, row, scale) for query, row in zip(queries, allowed)]


def attend_one(query, keys, values, row, scale):
    most, total, mixed = -inf, 0.0, [0.0] * len(values[0])
    for key, value, seen in zip(keys, values, row):
        if not seen:
            continue
        score = sum(a * b for a, b in zip(query, key)) / scale
        if score > most:
            shrink = exp(most - score)
            total *= shrink
            mixed = [part * shrink for part in mixed]
            most = score
        weight = exp(score - most)
        total += weight
        mixed = [part + weight * entry for part, entry in zip(mixed, value)]
    return [part / total for part in mixed] if total else mixed
