from math import sqrt


class Running:
    def __init__(self):
        self.count, self.mean, self.spread = 0, 0.0, 0.0
        self.absolute, self.squared = 0.0, 0.0
        self.first = self.low = self.high = None

    def add(self, target, prediction):
        if self.first is None:
            self.first = target
        self.count += 1
        off = target - self.first - self.mean
        self.mean += off / self.count
        self.spread += off * (target - self.first - self.mean)
        self.absolute += abs(target - prediction)
        self.squared += (target - prediction) ** 2
        self.low = target if self.low is None else min(self.low, target)
        self.high = target if self.high is None else max(self.high, target)

    def shown(self):
        known = self.low != self.high
        r_squared = 1 - self.squared / self.spread if known else None
        return [self.absolute / self.count, sqrt(self.squared / self.count), r_squared]


def report(batches):
    running, shown = Running(), []
    for batch in batches:
        for target, prediction in batch:
            running.add(target, prediction)
        shown.append(running.shown())
    return shown
