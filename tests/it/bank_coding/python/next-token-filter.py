from bisect import bisect_right
from heapq import nsmallest
from itertools import accumulate
from math import exp


def draw(logits, temperature, top_k, top_p, uniforms):
    if temperature == 0:
        return [logits.index(max(logits))] * len(uniforms)
    limit = top_k or len(logits)
    tokens = nsmallest(limit, range(len(logits)), key=lambda token: (-logits[token], token))
    most = logits[tokens[0]]
    sums = list(accumulate(exp((logits[token] - most) / temperature) for token in tokens))
    kept = len(sums)
    if top_p < 1:
        kept = next(i for i, below in enumerate(sums, 1) if below >= top_p * sums[-1])
    sums = sums[:kept]
    return [tokens[min(bisect_right(sums, u * sums[-1]), kept - 1)] for u in uniforms]
