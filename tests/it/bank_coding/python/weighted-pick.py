from bisect import bisect_right
from itertools import accumulate


def pick(weights, uniforms):
    sums = list(accumulate(weights))
    return [bisect_right(sums, u * sums[-1]) for u in uniforms]
