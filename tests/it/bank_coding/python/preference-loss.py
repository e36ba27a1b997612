from math import exp, log1p


def preference(chosen, rejected, chosen_reference, rejected_reference, beta):
    loss, right, margins = 0.0, 0.0, 0.0
    for pair in zip(chosen, rejected, chosen_reference, rejected_reference):
        won, lost, won_before, lost_before = (sum(logs) for logs in pair)
        margin = beta * ((won - won_before) - (lost - lost_before))
        loss += max(-margin, 0.0) + log1p(exp(-abs(margin)))
        right += margin > 0
        margins += margin
    n = len(chosen)
    return [loss / n, right / n, margins / n]
