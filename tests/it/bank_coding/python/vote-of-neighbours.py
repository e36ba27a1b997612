from heapq import nsmallest


def classify(points, labels, queries, k):
    return [vote(nearest(points, query, k), labels) for query in queries]


def nearest(points, query, k):
    def distance(i):
        return sum((a - b) ** 2 for a, b in zip(points[i], query))

    return [i for _, i in nsmallest(k, ((distance(i), i) for i in range(len(points))))]


def vote(neighbours, labels):
    counts = {}
    for i in neighbours:
        counts[labels[i]] = counts.get(labels[i], 0) + 1
    # A dictionary keeps the order of entry, so of equal counts the nearer label comes first.
    return max(counts, key=counts.get)
