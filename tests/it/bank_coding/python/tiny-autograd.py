from math import exp, log

VALUES = {
    'add': lambda a, b: a + b,
    'sub': lambda a, b: a - b,
    'mul': lambda a, b: a * b,
    'exp': exp,
    'log': log,
    'relu': lambda a: max(a, 0.0),
}
SLOPES = {
    'add': lambda a, b: (1.0, 1.0),
    'sub': lambda a, b: (1.0, -1.0),
    'mul': lambda a, b: (b, a),
    'exp': lambda a: (exp(a),),
    'log': lambda a: (1 / a,),
    'relu': lambda a: (1.0 if a > 0 else 0.0,),
}


def order(nodes):
    waits = {name: len(given) if kind != 'input' else 0 for name, kind, *given in nodes}
    users = {name: [] for name in waits}
    for name, kind, *given in nodes:
        for source in given if kind != 'input' else ():
            users[source].append(name)
    ready = [name for name, left in waits.items() if left == 0]
    for name in ready:
        for user in users[name]:
            waits[user] -= 1
            if waits[user] == 0:
                ready.append(user)
    return ready


def differentiate(nodes, output):
    by_name = {name: (kind, given) for name, kind, *given in nodes}
    ordered = order(nodes)
    value = {}
    for name in ordered:
        kind, given = by_name[name]
        if kind == 'input':
            value[name] = given[0]
        else:
            value[name] = VALUES[kind](*(value[source] for source in given))
    slope = dict.fromkeys(ordered, 0.0)
    slope[output] = 1.0
    for name in reversed(ordered):
        kind, given = by_name[name]
        if kind == 'input':
            continue
        for source, own in zip(given, SLOPES[kind](*(value[source] for source in given))):
            slope[source] += slope[name] * own
    return [value[output]] + [slope[name] for name, kind, *_ in nodes if kind == 'input']
