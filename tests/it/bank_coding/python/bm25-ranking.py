from collections import Counter
from math import log


def best(documents, queries, k1, b):
    bags = [Counter(document.split()) for document in documents]
    sizes = [sum(bag.values()) for bag in bags]
    average = sum(sizes) / len(sizes)
    holders = {}
    for i, bag in enumerate(bags):
        length = k1 * (1 - b + b * sizes[i] / average)
        for word, count in bag.items():
            holders.setdefault(word, []).append((i, count * (k1 + 1) / (count + length)))

    def found(query):
        scores = {}
        for word in query.split():
            held = holders.get(word, [])
            rarity = log(1 + (len(bags) - len(held) + 0.5) / (len(held) + 0.5))
            for i, part in held:
                scores[i] = scores.get(i, 0.0) + rarity * part
        winner = None
        for i in sorted(scores):
            if winner is None or scores[i] > scores[winner] + 1e-9:
                winner = i
        return None if winner is None else [winner, scores[winner]]

    return [found(query) for query in queries]
