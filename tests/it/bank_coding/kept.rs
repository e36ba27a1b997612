//! What is kept back of each question: its edges, and the rule of its large case.

mod ml_coding;

use ml_coding::ML_CODING;

use super::cases::KeptBack;

pub(super) const ALL: &[&[KeptBack]] =
    &[CORE, ARRAYS, STACKS, TREES, GRAPHS, TABLES, SEARCH, STREAMS, ML, ML_CODING];

const fn kept(id: &'static str, edges: &'static [&'static str], large: &'static str) -> KeptBack {
    KeptBack { id, edges, large, times: 50 }
}

/// Where both approaches take as long: formulas to be written down, and what is saved is memory, a
/// pass or digits. A larger one that is drawn stands among the edges.
const fn alike(id: &'static str, edges: &'static [&'static str]) -> KeptBack {
    KeptBack { id, edges, large: "", times: 1 }
}

/// Where no input makes the first approach so much slower: `times` is by how much it is. Why stands
/// beside it, and both in docs/code.md.
const fn near(
    id: &'static str,
    times: u64,
    edges: &'static [&'static str],
    large: &'static str,
) -> KeptBack {
    KeptBack { id, edges, large, times }
}

const CORE: &[KeptBack] = &[
    kept(
        "gift-card-pair",
        &[
            "prices = [], amount = 0",
            "prices = [5], amount = 10",
            "prices = [5, 5], amount = 10",
            "prices = [-3, 4, 3], amount = 0",
        ],
        "prices = add(ints(1, 20000, 0, 500000), ints(1, 20000, 0, 500000)), amount = 1000001",
    ),
    kept(
        "first-bracket-fault",
        &["text = ''", "text = 'plain words'", "text = ')'", "text = '(]'", "text = '(('"],
        "text = concat(long('(', 10000), long(')', 10000))",
    ),
    kept(
        "longest-steady-run",
        &[
            "values = [7], limit = 0",
            "values = [1, 1, 1], limit = 0",
            "values = [1, 2, 3], limit = 0",
            "values = [-5, 5], limit = 10",
        ],
        "values = ints(1, 20000, 0, 10), limit = 10",
    ),
    kept(
        "machines-at-once",
        &[
            "jobs = []",
            "jobs = [[0, 1]]",
            "jobs = [[2, 3], [1, 2], [0, 1]]",
            "jobs = [[0, 9], [0, 9], [0, 9]]",
        ],
        "jobs = rows(ints(1, 8000, 0, 1000000), add(ints(1, 8000, 0, 1000000), ints(2, 8000, 1, \
         500000)))",
    ),
    // Counting comes first in both; only the order of the few distinct tags is found otherwise.
    near(
        "trending-tags",
        7,
        &[
            "tags = [], k = 1",
            "tags = ['a'], k = 3",
            "tags = ['b', 'a', 'b', 'a'], k = 1",
            "tags = ['ab', 'a'], k = 2",
        ],
        "tags = words(1, 30000, 5, 8, 'abcdefgh'), k = 20",
    ),
    kept(
        "fewest-tokens",
        &[
            "text = '', vocabulary = []",
            "text = 'a', vocabulary = []",
            "text = 'abc', vocabulary = ['abc']",
            "text = 'aaa', vocabulary = ['aa', 'a']",
        ],
        "text = concat(long('a', 600), 'b'), vocabulary = ['a', 'aa', 'aaa', 'aaaa']",
    ),
    kept(
        "running-median",
        &[
            "latencies = [4]",
            "latencies = [4, 4, 4]",
            "latencies = [1, 2]",
            "latencies = [9, 1, 0]",
        ],
        "latencies = ints(1, 20000, 0, 1000000)",
    ),
    kept(
        "smallest-cover",
        &[
            "log = [], required = ['a']",
            "log = ['a'], required = ['a']",
            "log = ['a'], required = ['a', 'a']",
            "log = ['b', 'a', 'b', 'a'], required = ['a', 'b']",
        ],
        "log = concat(['zz'], words(1, 20000, 1, 1, 'ab'), ['c']), required = ['zz', 'c']",
    ),
    kept(
        "longest-wire",
        &["tree = []", "tree = [1, 2]", "tree = [1, 2, 3]", "tree = [1, 2, None, 3, None, 4]"],
        "tree = chain(350, 1, 1)",
    ),
    kept(
        "spreading-outage",
        &["grid = ['F']", "grid = ['W']", "grid = ['.']", "grid = ['FWF']", "grid = ['F.', '.W']"],
        "grid = concat([concat('F', long('W', 149))], repeat(long('W', 150), 149))",
    ),
    kept(
        "release-order",
        &[
            "names = ['a'], needs = []",
            "names = ['a'], needs = [['a', 'a']]",
            "names = ['b', 'a'], needs = [['a', 'b'], ['a', 'b']]",
            "names = ['c', 'b', 'a'], needs = []",
        ],
        "names = distinct(words(1, 1000, 4, 6, 'abcdefgh')), needs = rows(drop(distinct(words(1, \
         1000, 4, 6, 'abcdefgh')), 1), distinct(words(1, 1000, 4, 6, 'abcdefgh')))",
    ),
    kept(
        "recent-results-cache",
        &[
            "capacity = 1, operations = [['get', 1]]",
            "capacity = 1, operations = [['put', 1, 1], ['put', 2, 2], ['get', 1], ['get', 2]]",
            "capacity = 2, operations = [['put', 1, 1], ['put', 2, 2], ['put', 1, 5], ['put', 3, \
             3], ['get', 1], ['get', 2]]",
        ],
        "capacity = 5000, operations = concat(rows(repeat('put', 6000), count(0, 6000, 1), \
         ints(1, 6000, 0, 99)), rows(repeat('get', 10000), ints(2, 10000, 0, 6000)))",
    ),
];

const ARRAYS: &[KeptBack] = &[
    kept(
        "one-trade",
        &[
            "prices = [4]",
            "prices = [4, 4, 4]",
            "prices = [1, 2]",
            "prices = [2, 1, 0]",
            "prices = [3, 8, 1, 5]",
        ],
        "prices = ints(1, 20000, 0, 1000000)",
    ),
    kept(
        "unpaired-badge",
        &[
            "badges = [7]",
            "badges = [0, 3, 3]",
            "badges = [2, 2, 0]",
            "badges = [2147483647, 1, 1]",
        ],
        "badges = shuffle(1, concat(count(1, 10001, 1), count(0, 10001, 1)))",
    ),
    kept(
        "all-but-me",
        &[
            "weights = [0, 0]",
            "weights = [5, -2]",
            "weights = [1, 0, 3]",
            "weights = [-1, -1, -1]",
            "weights = [0, 4, 0]",
        ],
        "weights = concat([7, 5, -3], pick(ints(1, 20000, 0, 1), [1, -1]))",
    ),
    kept(
        "three-way-balance",
        &[
            "bookings = []",
            "bookings = [0, 0]",
            "bookings = [0, 0, 0]",
            "bookings = [1, 2, 3]",
            "bookings = [-1, -1, 2, 2]",
        ],
        "bookings = ints(1, 600, -100000, 100000)",
    ),
    kept(
        "longest-mirror",
        &[
            "strand = 'a'",
            "strand = 'aa'",
            "strand = 'abba'",
            "strand = 'abcba'",
            "strand = 'abaaba'",
        ],
        "strand = concat(text(1, 1700, 'abc'), long('a', 300))",
    ),
    kept(
        "spans-with-total",
        &[
            "changes = [5], total = 5",
            "changes = [5], total = 0",
            "changes = [0, 0, 0], total = 0",
            "changes = [1, -1, 1, -1], total = 0",
        ],
        "changes = ints(1, 20000, -5, 5), total = 7",
    ),
    // Sorting takes no more than a logarithm.
    near(
        "longest-number-streak",
        7,
        &["stickers = []", "stickers = [5]", "stickers = [5, 5]", "stickers = [2, 1, 0, -1]"],
        "stickers = shuffle(1, concat(count(0, 8000, 1), ints(2, 8000, -1000000000, 1000000000)))",
    ),
    kept(
        "water-between-walls",
        &[
            "heights = []",
            "heights = [3]",
            "heights = [3, 0]",
            "heights = [2, 0, 2]",
            "heights = [5, 4, 3]",
        ],
        "heights = ints(1, 20000, 0, 100000)",
    ),
];

const STACKS: &[KeptBack] = &[
    kept(
        "stack-with-a-floor",
        &[
            "operations = [['pop']]",
            "operations = [['least']]",
            "operations = [['push', 1], ['push', 1], ['pop'], ['least']]",
            "operations = [['push', -1], ['push', 3], ['least'], ['pop'], ['pop'], ['least']]",
        ],
        "operations = concat(rows(repeat('push', 5000), ints(1, 5000, -1000000, 1000000)), \
         repeat(['least'], 5000))",
    ),
    kept(
        "days-until-warmer",
        &[
            "temperatures = [5]",
            "temperatures = [5, 5]",
            "temperatures = [1, 2, 3]",
            "temperatures = [3, 2, 1]",
        ],
        "temperatures = concat(repeat(20, 10000), ints(1, 10000, -50, 20), [60])",
    ),
    kept(
        "price-formula",
        &[
            "formula = '7'",
            "formula = ' 7 '",
            "formula = '((7))'",
            "formula = '2-3-4'",
            "formula = '2-(3-4)'",
            "formula = '2+3*4'",
        ],
        "formula = concat('1', long('+2*3-4', 700))",
    ),
    kept(
        "merge-sorted-feeds",
        &["feeds = []", "feeds = [[]]", "feeds = [[1, 2, 3]]", "feeds = [[2, 2], [2]]"],
        "feeds = deal(ordered(ints(1, 20000, 0, 1000000)), 2000)",
    ),
    kept(
        "largest-billboard",
        &[
            "heights = [0]",
            "heights = [4]",
            "heights = [2, 2]",
            "heights = [1, 2, 3]",
            "heights = [3, 0, 3]",
        ],
        "heights = ints(1, 20000, 0, 1000000)",
    ),
];

const TREES: &[KeptBack] = &[
    // All is full but for a node deep on the left, to which the better approach comes at once.
    kept(
        "balanced-tree",
        &[
            "tree = []",
            "tree = [1]",
            "tree = [1, 2]",
            "tree = [1, 2, None, 3]",
            "tree = [1, 2, 3, 4, None, None, 5]",
        ],
        "tree = concat(count(0, 2047, 1), [1, None], count(0, 2046, 1), [1, None], \
         count(0, 4092, 1))",
    ),
    kept(
        "valid-search-tree",
        &[
            "tree = []",
            "tree = [5]",
            "tree = [5, 5]",
            "tree = [5, None, 5]",
            "tree = [5, 1, 7, None, 6]",
            "tree = [-9223372036854775808, None, 9223372036854775807]",
        ],
        "tree = chain(350, 350, -1)",
    ),
    kept(
        "third-traversal",
        &[
            "preorder = [], inorder = []",
            "preorder = [7], inorder = [7]",
            "preorder = [2, 1, 3], inorder = [1, 2, 3]",
            "preorder = [3, 2, 1], inorder = [1, 2, 3]",
        ],
        "preorder = count(400, 0, -1), inorder = count(1, 401, 1)",
    ),
    // Both walk up to the top, once or twice.
    near(
        "nearest-common-boss",
        0,
        &[
            "boss = [-1], a = 0, b = 0",
            "boss = [-1, 0], a = 0, b = 1",
            "boss = [-1, 0], a = 1, b = 1",
            "boss = [1, -1, 1], a = 0, b = 2",
        ],
        "boss = count(-1, 20000, 1), a = 19999, b = 15000",
    ),
    kept(
        "lamps-in-the-tree",
        &[
            "tree = []",
            "tree = [1]",
            "tree = [1, 2]",
            "tree = [1, 2, 3]",
            "tree = [1, 2, None, 3, None, 4]",
        ],
        "tree = count(1, 31, 1)",
    ),
];

const GRAPHS: &[KeptBack] = &[
    kept(
        "trusted-by-all",
        &[
            "n = 1, trust = []",
            "n = 2, trust = []",
            "n = 2, trust = [[0, 1]]",
            "n = 2, trust = [[0, 1], [1, 0]]",
        ],
        "n = 6000, trust = rows(count(0, 5999, 1), repeat(5999, 5999))",
    ),
    kept(
        "fastest-message",
        &[
            "n = 1, links = [], source = 0",
            "n = 2, links = [], source = 0",
            "n = 2, links = [[0, 1, 5], [0, 1, 2]], source = 0",
            "n = 2, links = [[0, 0, 1], [0, 1, 0]], source = 0",
        ],
        "n = 2000, links = concat(rows(count(0, 1999, 1), count(1, 2000, 1), ints(1, 1999, 0, \
         100)), rows(ints(2, 4000, 0, 1999), ints(3, 4000, 0, 1999), ints(4, 4000, 50, 10000))), \
          source = 0",
    ),
    kept(
        "word-bridge",
        &[
            "start = 'a', goal = 'a', words = []",
            "start = 'a', goal = 'b', words = []",
            "start = 'a', goal = 'b', words = ['b']",
            "start = 'ab', goal = 'ba', words = ['bb', 'ba']",
        ],
        "start = 'aaaa', goal = 'hhhh', words = concat(['hhhh'], drop(distinct(concat(['hhhh'], \
         words(1, 5000, 4, 4, 'abcdefgh'))), 1))",
    ),
    kept(
        "first-needless-cable",
        &[
            "n = 1, cables = []",
            "n = 1, cables = [[0, 0]]",
            "n = 2, cables = [[0, 1], [1, 0]]",
            "n = 4, cables = [[0, 1], [2, 3], [1, 2], [3, 0]]",
        ],
        "n = 5000, cables = concat(shuffle(1, rows(count(0, 4999, 1), count(1, 5000, 1))), [[0, \
         4999]])",
    ),
    kept(
        "critical-links",
        &[
            "n = 1, links = []",
            "n = 2, links = [[1, 0]]",
            "n = 3, links = [[0, 1], [1, 2]]",
            "n = 4, links = [[0, 1], [2, 3]]",
        ],
        "n = 3001, links = concat(rows(repeat(0, 3000), count(1, 3001, 1)), rows(count(1, 3001, \
         4), count(2, 3001, 4)))",
    ),
];

const TABLES: &[KeptBack] = &[
    kept(
        "cheapest-climb",
        &["tolls = [7]", "tolls = [7, 3]", "tolls = [0, 0, 0]", "tolls = [1, 100, 1, 1, 100, 1]"],
        "tolls = ints(1, 20000, 0, 10000)",
    ),
    kept(
        "even-split",
        &["loads = [5]", "loads = [5, 5]", "loads = [1, 2, 4]", "loads = [3, 3, 2, 2, 2]"],
        "loads = ints(1, 60, 1, 300)",
    ),
    kept(
        "growing-scores",
        &["scores = [1]", "scores = [1, 2, 3]", "scores = [3, 2, 1]", "scores = [2, 2, 3, 3]"],
        "scores = ints(1, 12000, -1000000000, 1000000000)",
    ),
    kept(
        "best-bookings",
        &[
            "bookings = []",
            "bookings = [[0, 1, 7]]",
            "bookings = [[0, 2, 1], [2, 4, 1]]",
            "bookings = [[0, 9, 5], [0, 9, 6]]",
        ],
        "bookings = rows(ints(1, 3000, 0, 100000), add(ints(1, 3000, 0, 100000), ints(2, 3000, 1, \
         500)), ints(3, 3000, 1, 1000))",
    ),
    kept(
        "wildcard-match",
        &[
            "pattern = '', name = ''",
            "pattern = '', name = 'a'",
            "pattern = '?', name = ''",
            "pattern = '*', name = 'abc'",
            "pattern = 'a*b*', name = 'aab'",
        ],
        "pattern = concat(long('a*', 20), 'b'), name = long('a', 400)",
    ),
];

const SEARCH: &[KeptBack] = &[
    kept(
        "first-and-last",
        &[
            "codes = [], wanted = 1",
            "codes = [1], wanted = 1",
            "codes = [1, 1, 1], wanted = 1",
            "codes = [1, 3], wanted = 0",
            "codes = [1, 3], wanted = 9",
        ],
        "codes = ordered(ints(1, 50000, 0, 1000)), wanted = 500",
    ),
    kept(
        "search-in-a-ring",
        &[
            "stamps = [5], wanted = 5",
            "stamps = [5], wanted = 4",
            "stamps = [2, 1], wanted = 1",
            "stamps = [1, 2, 3], wanted = 3",
        ],
        "stamps = concat(count(50000, 100000, 1), count(0, 50000, 1)), wanted = 12345",
    ),
    kept(
        "smallest-truck",
        &[
            "weights = [5], days = 1",
            "weights = [5], days = 9",
            "weights = [1, 1, 1, 1], days = 2",
            "weights = [1, 9, 1], days = 2",
        ],
        "weights = ints(1, 2000, 1, 10000), days = 4",
    ),
    kept(
        "busy-calendar",
        &[
            "appointments = []",
            "appointments = [[3, 3]]",
            "appointments = [[1, 2], [2, 3]]",
            "appointments = [[1, 9], [3, 4]]",
            "appointments = [[5, 6], [5, 6]]",
        ],
        "appointments = shuffle(1, rows(count(0, 80000, 10), count(5, 80005, 10)))",
    ),
    kept(
        "exact-baskets",
        &[
            "prices = [2], total = 1",
            "prices = [2], total = 6",
            "prices = [3, 2], total = 6",
            "prices = [7, 5], total = 1",
        ],
        "prices = count(2, 12, 1), total = 40",
    ),
    kept(
        "fewest-jumps",
        &[
            "reach = [0]",
            "reach = [0, 1]",
            "reach = [1, 1, 1]",
            "reach = [9, 0, 0]",
            "reach = [2, 0, 0]",
        ],
        "reach = concat([5000], ints(1, 19999, 0, 10000))",
    ),
    kept(
        "median-of-two",
        &[
            "a = [], b = [1]",
            "a = [2], b = []",
            "a = [1, 1], b = [1, 1]",
            "a = [1, 2, 3, 4], b = [9]",
        ],
        "a = ordered(ints(1, 20000, -1000000, 1000000)), b = ordered(ints(2, 20001, -1000000, \
         1000000))",
    ),
];

const STREAMS: &[KeptBack] = &[
    kept(
        "moving-average",
        &[
            "values = [5], size = 1",
            "values = [5], size = 9",
            "values = [1, 2, 3], size = 1",
            "values = [-1, 1], size = 2",
        ],
        "values = ints(1, 40000, -1000, 1000), size = 20000",
    ),
    kept(
        "settings-over-time",
        &[
            "operations = [['get', 'a', 0]]",
            "operations = [['set', 'a', 'x', 0], ['get', 'a', 0], ['get', 'b', 0]]",
            "operations = [['set', 'a', 'x', 5], ['get', 'a', 4], ['get', 'a', 5]]",
        ],
        "operations = concat(rows(repeat('set', 6000), words(1, 6000, 1, 1, 'ab'), words(2, 6000, \
         3, 3, 'xyz'), count(1, 6001, 1)), rows(repeat('get', 6000), words(3, 6000, 1, 1, 'ab'), \
          ints(4, 6000, 0, 3000)))",
    ),
    kept(
        "search-suggestions",
        &[
            "words = ['a'], typed = 'a'",
            "words = ['a'], typed = 'b'",
            "words = ['ab', 'aa', 'ac', 'ad'], typed = 'ab'",
            "words = ['abc', 'ab'], typed = 'abcd'",
        ],
        "words = distinct(words(1, 8000, 4, 8, 'abc')), typed = text(2, 1000, 'abc')",
    ),
    // Both go over the list once; the better one takes no second list.
    near(
        "reverse-in-groups",
        0,
        &[
            "values = [], k = 2",
            "values = [1], k = 1",
            "values = [1, 2, 3], k = 1",
            "values = [1, 2, 3], k = 3",
            "values = [1, 2, 3], k = 2",
        ],
        "values = ints(1, 30000, 0, 1000), k = 7",
    ),
    kept(
        "least-used-cache",
        &[
            "capacity = 1, operations = [['get', 1]]",
            "capacity = 1, operations = [['put', 1, 1], ['put', 2, 2], ['get', 1], ['get', 2]]",
            "capacity = 2, operations = [['put', 1, 1], ['get', 1], ['put', 2, 2], ['put', 3, 3], \
             ['get', 1], ['get', 2], ['get', 3]]",
        ],
        "capacity = 4000, operations = concat(rows(repeat('put', 12000), count(0, 12000, 1), \
         ints(1, 12000, 0, 99)), rows(repeat('get', 4000), ints(2, 4000, 0, 12000)))",
    ),
];

const ML: &[KeptBack] = &[
    kept(
        "sparse-scores",
        &[
            "documents = [], query = []",
            "documents = [[]], query = [[1, 2]]",
            "documents = [[[1, 2]]], query = [[1, 3]]",
            "documents = [[[1, 0]], [[2, 5]]], query = [[1, 3]]",
        ],
        "documents = pieces(rows(count(0, 8000, 1), ints(1, 8000, -5, 5)), 20), \
         query = rows(count(0, 8000, 2), ints(2, 4000, -5, 5))",
    ),
    kept(
        "k-means-step",
        &[
            "points = [[0]], centres = [[0]]",
            "points = [[1]], centres = [[0], [2]]",
            "points = [[0, 0], [2, 2]], centres = [[1, 1]]",
            "points = [[5]], centres = [[0], [0]]",
        ],
        "points = rows(ints(1, 600, -1000, 1000), ints(2, 600, -1000, 1000)), \
         centres = rows(ints(3, 100, -1000, 1000), ints(4, 100, -1000, 1000))",
    ),
    // What the heap saves is memory, and a logarithm.
    near(
        "stream-sample",
        15,
        &[
            "items = [], keys = [], k = 1",
            "items = ['a'], keys = [0.5], k = 1",
            "items = ['a', 'b'], keys = [0.2, 0.1], k = 1",
            "items = ['a', 'b'], keys = [0.2, 0.1], k = 9",
        ],
        "items = words(1, 20000, 1, 3, 'abc'), keys = floats(2, 20000), k = 100",
    ),
    kept(
        "auc-from-scores",
        &[
            "scores = [], labels = []",
            "scores = [0.5], labels = [1]",
            "scores = [0.5, 0.5], labels = [1, 0]",
            "scores = [0.1, 0.9], labels = [1, 0]",
            "scores = [0.0, 1.0], labels = [0, 1]",
        ],
        "scores = floats(1, 12000), labels = ints(2, 12000, 0, 1)",
    ),
    // One pass instead of two.
    near(
        "log-sum-exp",
        2,
        &[
            "rows = [[]], lengths = [0]",
            "rows = [[0.0]], lengths = [1]",
            "rows = [[10000.0, 10000.0]], lengths = [2]",
            "rows = [[-10000.0, 5.0]], lengths = [1]",
        ],
        "rows = pieces(ints(1, 20000, -10000, 10000), 5000), lengths = [5000, 4000, 1, 0]",
    ),
    kept(
        "keep-the-best-boxes",
        &[
            "boxes = [], scores = [], threshold = 0.5",
            "boxes = [[0, 0, 1, 1]], scores = [0.0], threshold = 0.5",
            "boxes = [[0, 0, 2, 2], [2, 0, 4, 2]], scores = [0.1, 0.2], threshold = 0.1",
            "boxes = [[0, 0, 1, 1], [5, 5, 6, 6]], scores = [0.5, 0.5], threshold = 0.1",
        ],
        "boxes = rows(ints(1, 3000, 0, 10), ints(2, 3000, 0, 10), ints(3, 3000, 500, 520), \
         ints(4, 3000, 500, 520)), scores = floats(5, 3000), threshold = 0.5",
    ),
    // What is merged stands in a few words that count for much.
    kept(
        "learning-merges",
        &[
            "words = ['a'], counts = [3], steps = 5",
            "words = ['ab'], counts = [1], steps = 0",
            "words = ['aaaa'], counts = [1], steps = 3",
            "words = ['ab', 'ba'], counts = [1, 1], steps = 1",
        ],
        "words = concat(words(1, 4000, 17, 20, 'abc'), words(2, 6, 20, 20, \
         'defghijklmnopqrstuvwxyz')), counts = concat(repeat(1, 4000), repeat(1000000, 6)), \
         steps = 100",
    ),
    kept(
        "word-error-rate",
        &[
            "said = ['a'], recognized = []",
            "said = ['a'], recognized = ['a']",
            "said = ['a'], recognized = ['b', 'c']",
            "said = ['a', 'b'], recognized = ['b', 'a']",
        ],
        "said = words(1, 300, 1, 2, 'abc'), recognized = words(2, 300, 1, 2, 'abc')",
    ),
];
