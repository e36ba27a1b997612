from collections import deque
from math import exp, sqrt


def times(vector, matrix):
    return [sum(x * w for x, w in zip(vector, column)) for column in zip(*matrix)]


class Decoder:
    def __init__(self, wq, wk, wv, window):
        self.wq, self.wk, self.wv = wq, wk, wv
        self.keys, self.values = deque(maxlen=window), deque(maxlen=window)

    def step(self, token):
        query = times(token, self.wq)
        self.keys.append(times(token, self.wk))
        self.values.append(times(token, self.wv))
        scores = [sum(a * b for a, b in zip(query, key)) / sqrt(len(query)) for key in self.keys]
        most = max(scores)
        weights = [exp(score - most) for score in scores]
        total = sum(weights)
        return times([weight / total for weight in weights], self.values)


def decode(inputs, wq, wk, wv, window):
    decoder = Decoder(wq, wk, wv, window)
    return [decoder.step(token) for token in inputs]
