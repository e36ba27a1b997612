from fractions import Fraction


def split(identifiers, labels, folds):
    parent, below = list(range(len(labels))), [1] * len(labels)

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first = {}
    for i, names in enumerate(identifiers):
        for name in names:
            both = root(i), root(first.setdefault(name, i))
            small, large = sorted(both, key=below.__getitem__)
            if small != large:
                parent[small] = large
                below[large] += below[small]

    totals, groups = {}, {}
    for i, label in enumerate(labels):
        totals[label] = totals.get(label, 0) + 1
        counts = groups.setdefault(root(i), {})
        counts[label] = counts.get(label, 0) + 1

    held = [{} for _ in range(folds)]
    sizes = [0] * folds
    home = {}
    # Groups stand in the order of their first rows, and sorting leaves equal ones so.
    for group in sorted(groups, key=lambda group: -sum(groups[group].values())):
        counts = groups[group]

        def crowd(fold):
            shares = (
                Fraction(held[fold].get(label, 0) * count, totals[label] ** 2)
                for label, count in counts.items()
            )
            return sum(shares), sizes[fold], fold

        fold = home[group] = min(range(folds), key=crowd)
        for label, count in counts.items():
            held[fold][label] = held[fold].get(label, 0) + count
            sizes[fold] += count
    return [home[root(i)] for i in range(len(labels))]
