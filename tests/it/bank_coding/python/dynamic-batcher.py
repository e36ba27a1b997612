def serve(arrivals, lengths, budget, wait, base):
    finished = []
    free = first = 0
    while first < len(arrivals):
        start = max(free, arrivals[first] + wait)
        longest, after = 0, first
        while after < len(arrivals) and arrivals[after] <= start:
            wider = max(longest, lengths[after])
            fits = wider * (after + 1 - first) <= budget
            if fits:
                longest, after = wider, after + 1
            if not fits or longest * (after + 1 - first) > budget:
                # Full: by the request that no longer fits, or by the last that did.
                start = max(free, arrivals[after if not fits else after - 1])
                break
        size = after - first
        free = start + base + size * longest
        finished += [free] * size
        first = after
    return finished
