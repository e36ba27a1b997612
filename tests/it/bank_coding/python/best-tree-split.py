def best_split(rows, labels, least):
    n, classes = len(rows), max(labels) + 1
    best = None
    for feature in range(len(rows[0])):
        order = sorted(range(n), key=lambda i: rows[i][feature])
        left, right = [0] * classes, [0] * classes
        for label in labels:
            right[label] += 1
        left_squares, right_squares = 0, sum(count * count for count in right)
        for size, (here, after) in enumerate(zip(order, order[1:]), 1):
            label = labels[here]
            left_squares += 2 * left[label] + 1
            right_squares -= 2 * right[label] - 1
            left[label] += 1
            right[label] -= 1
            low, high = rows[here][feature], rows[after][feature]
            if low == high or min(size, n - size) < least:
                continue
            impurity = 1 - (left_squares / size + right_squares / (n - size)) / n
            if best is None or impurity < best[2] - 1e-9:
                best = [feature, (low + high) / 2, impurity]
    return best
