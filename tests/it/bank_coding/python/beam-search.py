from heapq import nsmallest


def search(table, start, end, width, steps, alpha):
    beam = [(0.0, (start, None))]
    done = []
    for length in range(1, steps + 1):
        candidates = (
            (-(score + step), rank, token)
            for rank, (score, (last, _)) in enumerate(beam)
            for token, step in enumerate(table[last])
        )
        kept = [
            (-cost, (token, beam[rank][1]))
            for cost, rank, token in nsmallest(width, candidates)
        ]
        done += [(score / length**alpha, path) for score, path in kept if path[0] == end]
        beam = [(score, path) for score, path in kept if path[0] != end]
        if not beam:
            break
    done += [(score / length**alpha, path) for score, path in beam]
    best = max(done, key=lambda of: of[0])[1]
    tokens = []
    while best[1] is not None:
        tokens.append(best[0])
        best = best[1]
    return tokens[::-1]
