from math import exp, log


def cross_entropy(logits, targets, ignored):
    counted = sum(target != ignored for target in targets)
    loss, gradient = 0.0, []
    for row, target in zip(logits, targets):
        if target == ignored:
            gradient.append([0.0] * len(row))
            continue
        most = max(row)
        total = sum(exp(x - most) for x in row)
        loss += (most - row[target] + log(total)) / counted
        slopes = [exp(x - most) / total / counted for x in row]
        slopes[target] -= 1 / counted
        gradient.append(slopes)
    return [loss, gradient]
