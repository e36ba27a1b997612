# The better approach to every coding question, in Python: what its cases are held against, and
# what mutants are made of. Each function stands below its question's id.

# gift-card-pair
def find_pair(prices, amount):
    first = {}
    for j, price in enumerate(prices):
        if amount - price in first:
            return [first[amount - price], j]
        first.setdefault(price, j)
    return []

# first-bracket-fault
def first_fault(text):
    partner = {")": "(", "]": "[", "}": "{"}
    opened = []
    for i, sign in enumerate(text):
        if sign in "([{":
            opened.append(i)
        elif sign in partner:
            if not opened or text[opened.pop()] != partner[sign]:
                return i
    return opened[0] if opened else -1

# longest-steady-run
from collections import deque
def longest_run(values, limit):
    falling, rising = deque(), deque()
    start = longest = 0
    for end, value in enumerate(values):
        while falling and values[falling[-1]] <= value:
            falling.pop()
        while rising and values[rising[-1]] >= value:
            rising.pop()
        falling.append(end)
        rising.append(end)
        while values[falling[0]] - values[rising[0]] > limit:
            start += 1
            if falling[0] < start:
                falling.popleft()
            if rising[0] < start:
                rising.popleft()
        longest = max(longest, end + 1 - start)
    return longest

# machines-at-once
def machines_needed(jobs):
    starts = sorted(start for start, _ in jobs)
    ends = sorted(end for _, end in jobs)
    ended = most = 0
    for begun, start in enumerate(starts):
        while ends[ended] <= start:
            ended += 1
        most = max(most, begun + 1 - ended)
    return most

# trending-tags
from collections import Counter
import heapq
def trending(tags, k):
    counts = Counter(tags)
    return heapq.nsmallest(k, counts, key=lambda tag: (-counts[tag], tag))

# fewest-tokens
def fewest_tokens(text, vocabulary):
    known = set(vocabulary)
    longest = max(map(len, vocabulary), default=0)
    best = [0] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - longest), end):
            if best[start] is not None and text[start:end] in known:
                if best[end] is None or best[start] + 1 < best[end]:
                    best[end] = best[start] + 1
    return -1 if best[len(text)] is None else best[len(text)]

# running-median
import heapq
def running_medians(latencies):
    lower, upper, medians = [], [], []
    for latency in latencies:
        heapq.heappush(upper, -heapq.heappushpop(lower, -latency))
        if len(upper) > len(lower):
            heapq.heappush(lower, -heapq.heappop(upper))
        if len(lower) > len(upper):
            medians.append(float(-lower[0]))
        else:
            medians.append((upper[0] - lower[0]) / 2)
    return medians

# smallest-cover
from collections import Counter
def smallest_cover(log, required):
    owed, missing = Counter(required), len(required)
    best, first = [], 0
    for last, name in enumerate(log):
        if name not in owed:
            continue
        owed[name] -= 1
        if owed[name] >= 0:
            missing -= 1
        while missing == 0:
            if not best or last - first < best[1] - best[0]:
                best = [first, last]
            if log[first] in owed:
                owed[log[first]] += 1
                if owed[log[first]] > 0:
                    missing += 1
            first += 1
    return best

# longest-wire
def nodes(levels):
    tree = [[value, None, None] for value in levels[:1] if value is not None]
    entries = iter(levels[1:])
    for parent in tree:
        for side in (1, 2):
            value = next(entries, None)
            if value is not None:
                parent[side] = [value, None, None]
                tree.append(parent[side])
    return tree
def longest_wire(tree):
    tree = nodes(tree)
    longest = 0
    def height(node):
        nonlocal longest
        if node is None:
            return 0
        left, right = height(node[1]), height(node[2])
        longest = max(longest, left + right)
        return 1 + max(left, right)
    height(tree[0] if tree else None)
    return longest

# spreading-outage
from collections import deque
def minutes_until_dark(grid):
    grid = [list(row) for row in grid]
    queue, working = deque(), 0
    for r, row in enumerate(grid):
        for c, sign in enumerate(row):
            working += sign == "W"
            if sign == "F":
                queue.append((r, c, 0))
    last = 0
    while queue:
        r, c, last = queue.popleft()
        for y, x in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
            if 0 <= y < len(grid) and 0 <= x < len(grid[0]) and grid[y][x] == "W":
                grid[y][x] = "F"
                working -= 1
                queue.append((y, x, last + 1))
    return -1 if working else last

# release-order
import heapq
def release_order(names, needs):
    unmet = {name: 0 for name in names}
    waiting = {name: [] for name in names}
    for who, what in needs:
        unmet[who] += 1
        waiting[what].append(who)
    ready = [name for name in names if unmet[name] == 0]
    heapq.heapify(ready)
    order = []
    while ready:
        name = heapq.heappop(ready)
        order.append(name)
        for who in waiting[name]:
            unmet[who] -= 1
            if unmet[who] == 0:
                heapq.heappush(ready, who)
    return order if len(order) == len(names) else []

# recent-results-cache
from collections import OrderedDict
def run_cache(capacity, operations):
    entries, got = OrderedDict(), []
    for name, key, *value in operations:
        if name == "get":
            got.append(entries.get(key, -1))
            if key in entries:
                entries.move_to_end(key)
        else:
            entries[key] = value[0]
            entries.move_to_end(key)
            if len(entries) > capacity:
                entries.popitem(last=False)
    return got

# one-trade
def best_profit(prices):
    lowest, best = prices[0], 0
    for price in prices:
        lowest = min(lowest, price)
        best = max(best, price - lowest)
    return best

# unpaired-badge
def unpaired(badges):
    left = 0
    for badge in badges:
        left ^= badge
    return left

# all-but-me
def products_without(weights):
    products, before, after = [], 1, 1
    for weight in weights:
        products.append(before)
        before *= weight
    for i in range(len(weights) - 1, -1, -1):
        products[i] *= after
        after *= weights[i]
    return products

# three-way-balance
def balanced(bookings):
    bookings = sorted(bookings)
    found = []
    for i, least in enumerate(bookings):
        if i > 0 and bookings[i - 1] == least:
            continue
        left, right = i + 1, len(bookings) - 1
        while left < right:
            total = least + bookings[left] + bookings[right]
            if total > 0:
                right -= 1
                continue
            if total == 0:
                found.append([least, bookings[left], bookings[right]])
            left += 1
            while total == 0 and left < right and bookings[left] == bookings[left - 1]:
                left += 1
    return found

# longest-mirror
def longest_mirror(strand):
    best = (0, 0)
    for centre in range(2 * len(strand) - 1):
        start, end = (centre + 1) // 2, centre // 2 + 1
        while start > 0 and end < len(strand) and strand[start - 1] == strand[end]:
            start, end = start - 1, end + 1
        if end - start > best[1] - best[0]:
            best = (start, end)
    return strand[best[0]:best[1]]

# spans-with-total
def count_spans(changes, total):
    seen = {0: 1}
    running = count = 0
    for change in changes:
        running += change
        count += seen.get(running - total, 0)
        seen[running] = seen.get(running, 0) + 1
    return count

# longest-number-streak
def longest_streak(stickers):
    numbers = set(stickers)
    longest = 0
    for number in numbers:
        if number - 1 not in numbers:
            end = number
            while end in numbers:
                end += 1
            longest = max(longest, end - number)
    return longest

# water-between-walls
def trapped_water(heights):
    left, right = 0, len(heights) - 1
    highest_left = highest_right = water = 0
    while left <= right:
        highest_left = max(highest_left, heights[left])
        highest_right = max(highest_right, heights[right])
        if highest_left <= highest_right:
            water += highest_left - heights[left]
            left += 1
        else:
            water += highest_right - heights[right]
            right -= 1
    return water

# stack-with-a-floor
def run_stack(operations):
    stack, answers = [], []
    for name, *cost in operations:
        if name == "push":
            least = min(cost[0], stack[-1][1]) if stack else cost[0]
            stack.append((cost[0], least))
        elif name == "least":
            answers.append(stack[-1][1] if stack else None)
        elif stack:
            stack.pop()
    return answers

# days-until-warmer
def waits(temperatures):
    result, waiting = [0] * len(temperatures), []
    for day, temperature in enumerate(temperatures):
        while waiting and temperatures[waiting[-1]] < temperature:
            earlier = waiting.pop()
            result[earlier] = day - earlier
        waiting.append(day)
    return result

# price-formula
def evaluate(formula):
    signs = formula.replace(" ", "")
    at = 0
    def total():
        nonlocal at
        value = product()
        while at < len(signs) and signs[at] in "+-":
            sign = signs[at]
            at += 1
            value = value + product() if sign == "+" else value - product()
        return value
    def product():
        nonlocal at
        value = atom()
        while at < len(signs) and signs[at] == "*":
            at += 1
            value *= atom()
        return value
    def atom():
        nonlocal at
        if signs[at] == "(":
            at += 1
            value = total()
            at += 1
            return value
        first = at
        while at < len(signs) and signs[at].isdigit():
            at += 1
        return int(signs[first:at])
    return total()

# merge-sorted-feeds
import heapq
def merge(feeds):
    heap = [(feed[0], i, 0) for i, feed in enumerate(feeds) if feed]
    heapq.heapify(heap)
    merged = []
    while heap:
        stamp, i, at = heapq.heappop(heap)
        merged.append(stamp)
        if at + 1 < len(feeds[i]):
            heapq.heappush(heap, (feeds[i][at + 1], i, at + 1))
    return merged

# largest-billboard
def largest_billboard(heights):
    rising, largest = [], 0
    for right, height in enumerate(heights + [0]):
        while rising and heights[rising[-1]] >= height:
            top = rising.pop()
            left = rising[-1] + 1 if rising else 0
            largest = max(largest, heights[top] * (right - left))
        rising.append(right)
    return largest

# balanced-tree
def nodes(levels):
    tree = [[value, None, None] for value in levels[:1] if value is not None]
    entries = iter(levels[1:])
    for parent in tree:
        for side in (1, 2):
            value = next(entries, None)
            if value is not None:
                parent[side] = [value, None, None]
                tree.append(parent[side])
    return tree
def is_balanced(tree):
    tree = nodes(tree)
    def height(node):
        if node is None:
            return 0
        left, right = height(node[1]), height(node[2])
        if left < 0 or right < 0 or abs(left - right) > 1:
            return -1
        return 1 + max(left, right)
    return height(tree[0] if tree else None) >= 0

# valid-search-tree
def nodes(levels):
    tree = [[value, None, None] for value in levels[:1] if value is not None]
    entries = iter(levels[1:])
    for parent in tree:
        for side in (1, 2):
            value = next(entries, None)
            if value is not None:
                parent[side] = [value, None, None]
                tree.append(parent[side])
    return tree
def is_search_tree(tree):
    tree = nodes(tree)
    def valid(node, above, below):
        if node is None:
            return True
        if above is not None and node[0] <= above or below is not None and node[0] >= below:
            return False
        return valid(node[1], above, node[0]) and valid(node[2], node[0], below)
    return valid(tree[0] if tree else None, None, None)

# third-traversal
def postorder(preorder, inorder):
    place = {value: at for at, value in enumerate(inorder)}
    roots, order = iter(preorder), []
    def visit(first, end):
        if first == end:
            return
        root = next(roots)
        visit(first, place[root])
        visit(place[root] + 1, end)
        order.append(root)
    visit(0, len(inorder))
    return order

# nearest-common-boss
def nearest_common(boss, a, b):
    above = set()
    while a >= 0:
        above.add(a)
        a = boss[a]
    while b not in above:
        b = boss[b]
    return b

# lamps-in-the-tree
def nodes(levels):
    tree = [[value, None, None] for value in levels[:1] if value is not None]
    entries = iter(levels[1:])
    for parent in tree:
        for side in (1, 2):
            value = next(entries, None)
            if value is not None:
                parent[side] = [value, None, None]
                tree.append(parent[side])
    return tree
def fewest_lamps(tree):
    tree = nodes(tree)
    lamps = 0
    def visit(node):
        nonlocal lamps
        if node is None:
            return "lit"
        below = [visit(node[1]), visit(node[2])]
        if "dark" in below:
            lamps += 1
            return "lamp"
        return "lit" if "lamp" in below else "dark"
    if visit(tree[0] if tree else None) == "dark":
        lamps += 1
    return lamps

# trusted-by-all
def treasurer(n, trust):
    score = [0] * n
    for a, b in trust:
        score[a] -= 1
        score[b] += 1
    for person in range(n):
        if score[person] == n - 1:
            return person
    return -1

# fastest-message
import heapq
def arrival_time(n, links, source):
    joined = [[] for _ in range(n)]
    for a, b, t in links:
        joined[a].append((b, t))
    heap, finished, last = [(0, source)], set(), 0
    while heap:
        time, server = heapq.heappop(heap)
        if server in finished:
            continue
        finished.add(server)
        last = time
        for after, t in joined[server]:
            heapq.heappush(heap, (time + t, after))
    return last if len(finished) == n else -1

# word-bridge
from collections import defaultdict, deque
def fewest_changes(start, goal, words):
    buckets = defaultdict(list)
    for word in words:
        for i in range(len(word)):
            buckets[word[:i] + "_" + word[i + 1:]].append(word)
    seen, queue = {start}, deque([(start, 0)])
    while queue:
        word, changes = queue.popleft()
        if word == goal:
            return changes
        for i in range(len(word)):
            for other in buckets.pop(word[:i] + "_" + word[i + 1:], []):
                if other not in seen:
                    seen.add(other)
                    queue.append((other, changes + 1))
    return -1

# first-needless-cable
def first_needless(n, cables):
    above = list(range(n))
    def find(office):
        while above[office] != office:
            above[office] = above[above[office]]
            office = above[office]
        return office
    for i, (a, b) in enumerate(cables):
        a, b = find(a), find(b)
        if a == b:
            return i
        above[a] = b
    return -1

# critical-links
def critical(n, links):
    joined = [[] for _ in range(n)]
    for a, b in links:
        joined[a].append(b)
        joined[b].append(a)
    number, found, count = [0] * n, [], 0
    def visit(router, parent):
        nonlocal count
        count += 1
        low = number[router] = count
        for other in joined[router]:
            if other == parent:
                continue
            if number[other]:
                low = min(low, number[other])
                continue
            below = visit(other, router)
            if below > number[router]:
                found.append(sorted([router, other]))
            low = min(low, below)
        return low
    for router in range(n):
        if not number[router]:
            visit(router, None)
    return sorted(found)

# cheapest-climb
def cheapest_climb(tolls):
    before, last = 0, 0
    for toll in tolls:
        before, last = last, toll + min(before, last)
    return min(before, last)

# even-split
def smallest_difference(loads):
    total, reachable = sum(loads), 1
    for load in loads:
        reachable |= reachable << load
    return min(abs(total - 2 * half) for half in range(total + 1) if reachable >> half & 1)

# growing-scores
from bisect import bisect_left
def longest_growth(scores):
    ends = []
    for score in scores:
        at = bisect_left(ends, score)
        ends[at:at + 1] = [score]
    return len(ends)

# best-bookings
from bisect import bisect_right
def best_income(bookings):
    bookings = sorted(bookings, key=lambda booking: booking[1])
    ends = [end for _, end, _ in bookings]
    best = [0]
    for i, (start, _, pay) in enumerate(bookings):
        best.append(max(best[i], best[bisect_right(ends, start, 0, i)] + pay))
    return best[-1]

# wildcard-match
def matches(pattern, name):
    row = [True] + [False] * len(name)
    for sign in pattern:
        after = [sign == "*" and row[0]]
        for j, letter in enumerate(name):
            if sign == "*":
                after.append(row[j + 1] or after[j])
            else:
                after.append(row[j] and sign in ("?", letter))
        row = after
    return row[-1]

# first-and-last
from bisect import bisect_left, bisect_right
def places(codes, wanted):
    first = bisect_left(codes, wanted)
    if first == len(codes) or codes[first] != wanted:
        return [-1, -1]
    return [first, bisect_right(codes, wanted) - 1]

# search-in-a-ring
def position(stamps, wanted):
    low, high = 0, len(stamps)
    while low < high:
        middle = (low + high) // 2
        if stamps[middle] == wanted:
            return middle
        if stamps[low] <= stamps[middle]:
            left = stamps[low] <= wanted < stamps[middle]
        else:
            left = not stamps[middle] < wanted <= stamps[high - 1]
        if left:
            high = middle
        else:
            low = middle + 1
    return -1

# smallest-truck
def smallest_capacity(weights, days):
    def needed(capacity):
        used, loaded = 1, 0
        for weight in weights:
            if loaded + weight > capacity:
                used, loaded = used + 1, 0
            loaded += weight
        return used
    low, high = max(weights), sum(weights)
    while low < high:
        middle = (low + high) // 2
        if needed(middle) <= days:
            high = middle
        else:
            low = middle + 1
    return low

# busy-calendar
def busy(appointments):
    merged = []
    for start, end in sorted(appointments):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged

# exact-baskets
def baskets(prices, total):
    prices, found = sorted(prices), []
    def extend(first, left, bought):
        if left == 0:
            found.append(bought)
        for i in range(first, len(prices)):
            if prices[i] > left:
                break
            extend(i, left - prices[i], bought + [prices[i]])
    extend(0, total, [])
    return found

# fewest-jumps
def fewest_jumps(reach):
    jumps = end = furthest = 0
    for i in range(len(reach) - 1):
        furthest = max(furthest, i + reach[i])
        if i == end:
            if furthest == end:
                return -1
            jumps, end = jumps + 1, furthest
    return jumps

# median-of-two
def median(a, b):
    short, long = sorted((a, b), key=len)
    half, low, high = (len(a) + len(b) + 1) // 2, 0, len(short)
    far = float("inf")
    while True:
        i = (low + high) // 2
        j = half - i
        below_i = short[i - 1] if i > 0 else -far
        above_i = short[i] if i < len(short) else far
        below_j = long[j - 1] if j > 0 else -far
        above_j = long[j] if j < len(long) else far
        if below_i > above_j:
            high = i - 1
        elif below_j > above_i:
            low = i + 1
        elif (len(a) + len(b)) % 2:
            return float(max(below_i, below_j))
        else:
            return (max(below_i, below_j) + min(above_i, above_j)) / 2

# moving-average
from collections import deque
def moving_averages(values, size):
    window, total, averages = deque(), 0, []
    for value in values:
        window.append(value)
        total += value
        if len(window) > size:
            total -= window.popleft()
        averages.append(total / len(window))
    return averages

# settings-over-time
from bisect import bisect_right
def run_settings(operations):
    times, values, got = {}, {}, []
    for name, key, *rest in operations:
        if name == "set":
            values.setdefault(key, []).append(rest[0])
            times.setdefault(key, []).append(rest[1])
        else:
            at = bisect_right(times.get(key, []), rest[0])
            got.append(values[key][at - 1] if at > 0 else "")
    return got

# search-suggestions
def suggest(words, typed):
    trie = {}
    for word in sorted(words):
        node = trie
        for letter in word:
            node = node.setdefault(letter, {"": []})
            if len(node[""]) < 3:
                node[""].append(word)
    found, node = [], trie
    for letter in typed:
        node = node.get(letter, {}) if node else {}
        found.append(node.get("", []))
    return found

# reverse-in-groups
def reverse_groups(values, k):
    values = list(values)
    for first in range(0, len(values) - k + 1, k):
        values[first:first + k] = values[first:first + k][::-1]
    return values

# least-used-cache
from collections import OrderedDict, defaultdict
def run_cache(capacity, operations):
    value, uses, rings, fewest, got = {}, {}, defaultdict(OrderedDict), 1, []
    def touch(key):
        nonlocal fewest
        del rings[uses[key]][key]
        if not rings[uses[key]] and fewest == uses[key]:
            fewest += 1
        uses[key] += 1
        rings[uses[key]][key] = True
    for name, key, *given in operations:
        if key in value:
            touch(key)
        if name == "get":
            got.append(value.get(key, -1))
            continue
        if key not in value:
            if len(value) == capacity:
                oldest, _ = rings[fewest].popitem(last=False)
                del value[oldest], uses[oldest]
            uses[key] = fewest = 1
            rings[1][key] = True
        value[key] = given[0]
    return got

# sparse-scores
def scores(documents, query):
    weights = dict(query)
    return [sum(own * weights.get(index, 0) for index, own in of) for of in documents]

# k-means-step
def step(points, centres):
    sums = [[0.0] * len(centre) for centre in centres]
    counts = [0] * len(centres)
    for point in points:
        far = [sum((a - b) * (a - b) for a, b in zip(point, centre)) for centre in centres]
        closest = far.index(min(far))
        counts[closest] += 1
        for axis, value in enumerate(point):
            sums[closest][axis] += value
    moved = zip(sums, counts, centres)
    return [[value / n for value in of] if n else centre for of, n, centre in moved]

# stream-sample
import heapq
def sample(items, keys, k):
    kept = heapq.nsmallest(k, range(len(keys)), key=lambda at: keys[at])
    return [items[at] for at in sorted(kept)]

# auc-from-scores
from itertools import groupby
def auc(scores, labels):
    below = passed = won = 0
    ranked = sorted(zip(scores, labels))
    for _, group in groupby(ranked, key=lambda of: of[0]):
        labels = [label for _, label in group]
        positives = sum(labels)
        negatives = len(labels) - positives
        won += positives * (below + 0.5 * negatives)
        below += negatives
        passed += positives
    return won / (below * passed) if below * passed else None

# log-sum-exp
from math import exp, log
def log_sum_exp(rows, lengths):
    result = []
    for row, length in zip(rows, lengths):
        row = row[:length]
        most = max(row, default=0)
        result.append(most + log(sum(exp(x - most) for x in row)) if row else None)
    return result

# keep-the-best-boxes
def keep(boxes, scores, threshold):
    def area(x1, y1, x2, y2):
        return max(0, x2 - x1) * max(0, y2 - y1)
    def overlap(a, b):
        cut = area(max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
        return cut / (area(*a) + area(*b) - cut)
    kept = []
    for i in sorted(range(len(boxes)), key=lambda i: -scores[i]):
        if all(overlap(boxes[i], boxes[better]) <= threshold for better in kept):
            kept.append(i)
    return kept

# learning-merges
from collections import Counter, defaultdict
def learn(words, counts, steps):
    words, pairs, holders = [list(word) for word in words], Counter(), defaultdict(set)
    for i, word in enumerate(words):
        for pair in zip(word, word[1:]):
            pairs[pair] += counts[i]
            holders[pair].add(i)
    merges = []
    while pairs and len(merges) < steps:
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(list(best))
        for i in list(holders[best]):
            word = words[i]
            for pair in zip(word, word[1:]):
                pairs[pair] -= counts[i]
                if not pairs[pair]:
                    del pairs[pair]
                holders[pair].discard(i)
            merged, at = [], 0
            while at < len(word):
                if tuple(word[at:at + 2]) == best:
                    merged.append(word[at] + word[at + 1])
                    at += 2
                else:
                    merged.append(word[at])
                    at += 1
            words[i] = merged
            for pair in zip(merged, merged[1:]):
                pairs[pair] += counts[i]
                holders[pair].add(i)
    return merges

# word-error-rate
def error_rate(said, recognized):
    row = list(range(len(recognized) + 1))
    for i, word in enumerate(said):
        after = [i + 1]
        for j, other in enumerate(recognized):
            least = min(row[j], row[j + 1], after[j])
            after.append(row[j] if word == other else 1 + least)
        row = after
    return row[-1] / len(said)
