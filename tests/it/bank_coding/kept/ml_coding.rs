//! What is kept back of the questions of ML coding.

use super::{KeptBack, alike, kept};

pub(super) const ML_CODING: &[KeptBack] = &[
    alike(
        "masked-attention",
        &[
            "queries = [[2.0]], keys = [[3.0]], values = [[7.0]], allowed = [[0]]",
            "queries = [[100.0]], keys = [[100.0], [-100.0]], values = [[1.0], [5.0]], allowed = \
             [[0, 1]]",
            "queries = [[-100.0]], keys = [[100.0], [99.99]], values = [[0.0], [8.0]], allowed = \
             [[1, 1]]",
            "queries = [[1.0, 1.0, 1.0, 1.0]], keys = [[1.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, \
             0.0]], values = [[9.0], [-9.0]], allowed = [[1, 1]]",
            "queries = [[0.0, 0.0]], keys = [[5.0, 1.0], [2.0, 2.0], [0.0, 9.0]], values = \
             [[1.0, 4.0, 0.0, 2.0], [2.0, 5.0, 0.0, 4.0], [3.0, 6.0, 0.0, 6.0]], allowed = [[1, \
             0, 1]]",
            "queries = pieces(ints(1, 80, -2, 2), 8), keys = pieces(ints(2, 480, -2, 2), 8), \
             values = pieces(ints(3, 180, -9, 9), 3), allowed = pieces(ints(4, 600, 0, 1), 60)",
        ],
    ),
    kept(
        "key-value-cache-step",
        &[
            "inputs = [[3.0]], wq = [[1.0]], wk = [[1.0]], wv = [[2.0, -1.0]], window = 1",
            "inputs = [[1.0], [2.0], [4.0]], wq = [[1.0]], wk = [[1.0]], wv = [[1.0]], window = 1",
            "inputs = [[1.0], [2.0], [4.0], [8.0]], wq = [[0.0]], wk = [[1.0]], wv = [[1.0]], \
             window = 3",
            "inputs = [[1.0], [2.0], [4.0]], wq = [[0.0]], wk = [[1.0]], wv = [[1.0]], window = 3",
            "inputs = [[30.0], [29.9]], wq = [[1.0]], wk = [[1.0]], wv = [[1.0]], window = 2",
            "inputs = [[100.0], [99.99]], wq = [[-1.0]], wk = [[1.0]], wv = [[1.0]], window = 2",
            "inputs = pieces(ints(1, 90, -2, 2), 3), wq = pieces(ints(2, 12, -1, 1), 4), wk = \
             pieces(ints(3, 12, -1, 1), 4), wv = pieces(ints(4, 6, -3, 3), 2), window = 7",
        ],
        "inputs = pieces(ints(1, 12800, -3, 3), 64), wq = pieces(ints(2, 4096, -1, 1), 64), wk = \
         pieces(ints(3, 4096, -1, 1), 64), wv = pieces(ints(4, 64, -3, 3), 1), window = 1000",
    ),
    alike(
        "debug-this-transformer",
        &[
            "rows = [[2.0]], wq = [[1.0]], wk = [[1.0]], wv = [[3.0]], wo = [[1.0]], w1 = \
             [[1.0]], w2 = [[-1.0]], heads = 1",
            "rows = [[0.0, 0.0], [0.0, 0.0]], wq = [[1.0, 0.0], [0.0, 1.0]], wk = [[1.0, 0.0], \
             [0.0, 1.0]], wv = [[1.0, 0.0], [0.0, 1.0]], wo = [[1.0, 0.0], [0.0, 1.0]], w1 = \
             [[1.0], [1.0]], w2 = [[1.0, 1.0]], heads = 2",
            "rows = [[3.0, 3.0], [-3.0, -3.0]], wq = [[9.0, 0.0], [0.0, 9.0]], wk = [[9.0, 0.0], \
             [0.0, 9.0]], wv = [[1.0, 0.0], [0.0, 2.0]], wo = [[1.0, 0.0], [0.0, 1.0]], w1 = \
             [[0.0], [0.0]], w2 = [[0.0, 0.0]], heads = 1",
            "rows = pieces(ints(1, 12, -3, 3), 4), wq = pieces(ints(2, 16, -1, 1), 4), wk = \
             pieces(ints(3, 16, -1, 1), 4), wv = pieces(ints(4, 16, -2, 2), 4), wo = \
             pieces(ints(5, 16, -1, 1), 4), w1 = pieces(ints(6, 8, -1, 1), 2), w2 = \
             pieces(ints(7, 8, -1, 1), 4), heads = 4",
            "rows = pieces(ints(11, 30, -3, 3), 6), wq = pieces(ints(12, 36, -1, 1), 6), wk = \
             pieces(ints(13, 36, -1, 1), 6), wv = pieces(ints(14, 36, -2, 2), 6), wo = \
             pieces(ints(15, 36, -1, 1), 6), w1 = pieces(ints(16, 18, -1, 1), 3), w2 = \
             pieces(ints(17, 18, -1, 1), 6), heads = 3",
            "rows = pieces(ints(21, 72, -3, 3), 8), wq = pieces(ints(22, 64, -1, 1), 8), wk = \
             pieces(ints(23, 64, -1, 1), 8), wv = pieces(ints(24, 64, -2, 2), 8), wo = \
             pieces(ints(25, 64, -1, 1), 8), w1 = pieces(ints(26, 40, -1, 1), 5), w2 = \
             pieces(ints(27, 40, -1, 1), 8), heads = 2",
        ],
    ),
    kept(
        "logistic-gradient-check",
        &[
            "rows = [[0.0]], labels = [1], weights = [0.0, 0.0], penalty = 0.0, h = 0.01",
            "rows = [[900.0]], labels = [0], weights = [1.0, 0.0], penalty = 0.0, h = 0.1",
            "rows = [[900.0]], labels = [1], weights = [-1.0, 0.0], penalty = 0.0, h = 0.1",
            "rows = [[900.0], [-900.0]], labels = [1, 0], weights = [1.0, 0.0], penalty = 0.0, h \
             = 0.1",
            "rows = [[1.0]], labels = [1], weights = [2.0, 5.0], penalty = 10, h = 1",
            "rows = [[1.0, 0.0], [0.0, 1.0]], labels = [1, 1], weights = [0.0, 0.0, -3.0], \
             penalty = 0.0, h = 1",
            "rows = pieces(ints(1, 80, -2, 2), 2), labels = ints(2, 40, 0, 1), weights = [1, -2, \
             1], penalty = 0.5, h = 0.5",
        ],
        "rows = pieces(ints(1, 80000, -3, 3), 100), labels = ints(2, 800, 0, 1), weights = \
         floats(3, 101), penalty = 0.5, h = 0.1",
    ),
    kept(
        "cross-entropy-both-ways",
        &[
            "logits = [[7.0]], targets = [0], ignored = -1",
            "logits = [[1.0, 2.0], [3.0, 4.0]], targets = [-7, -7], ignored = -7",
            "logits = [[0.0, 0.0, 0.0, 0.0]], targets = [3], ignored = -1",
            "logits = [[-10000.0, -10000.0]], targets = [1], ignored = -1",
            "logits = [[10000.0, -10000.0], [-10000.0, 10000.0]], targets = [0, 0], ignored = -1",
            "logits = [[5.0, 5.0], [1.0, 0.0], [9.0, 2.0]], targets = [0, -100, -100], ignored = \
             -100",
            "logits = pieces(ints(1, 48, -3, 3), 6), targets = ints(2, 8, -1, 5), ignored = -1",
        ],
        "logits = pieces(ints(1, 40000, -10000, 10000), 1000), targets = ints(2, 40, 0, 999), \
         ignored = -1",
    ),
    alike(
        "layer-and-rms-norm",
        &[
            "rows = [[5.0]], gain = [3.0], shift = [-2.0], kind = 'layer', eps = 1.0",
            "rows = [[-5.0]], gain = [3.0], shift = [-2.0], kind = 'rms', eps = 1.0",
            "rows = [[4.0, 4.0, 4.0]], gain = [1.0, 2.0, 3.0], shift = [7.0, 8.0, 9.0], kind = \
             'layer', eps = 0.00001",
            "rows = [[0.0, 0.0]], gain = [1.0, 1.0], shift = [7.0, 8.0], kind = 'rms', eps = \
             0.00001",
            "rows = [[1000000000.0, 999999999.0, 999999998.0], [-1000000000.0, -999999990.0, \
             -999999980.0]], gain = [1.0, 1.0, 2.0], shift = [0.0, 0.5, 0.0], kind = 'layer', \
             eps = 0.00001",
            "rows = [[1000000000.0, -1000000000.0]], gain = [1.0, 1.0], shift = [5.0, 5.0], kind \
             = 'rms', eps = 1",
            "rows = [[0.01, 0.0]], gain = [1.0, 1.0], shift = [0.0, 0.0], kind = 'layer', eps = \
             0.01",
            "rows = pieces(ints(1, 120, 999999900, 1000000000), 40), gain = ints(2, 40, -3, 3), \
             shift = ints(3, 40, -3, 3), kind = 'layer', eps = 0.001",
        ],
    ),
    alike(
        "preference-loss",
        &[
            "chosen = [[-1.0]], rejected = [[-1.0]], chosen_reference = [[-1.0]], \
             rejected_reference = [[-1.0]], beta = 1",
            "chosen = [[-1.0, -1.0]], rejected = [[-2.0]], chosen_reference = [[-3.0, -2.0]], \
             rejected_reference = [[-5.0]], beta = 0.1",
            "chosen = [[0.0]], rejected = [[-10000.0]], chosen_reference = [[0.0]], \
             rejected_reference = [[0.0]], beta = 1",
            "chosen = [[-10000.0]], rejected = [[0.0]], chosen_reference = [[0.0]], \
             rejected_reference = [[0.0]], beta = 1",
            "chosen = [[-1.0], [-2.0], [-9.0]], rejected = [[-2.0], [-2.0], [-1.0]], \
             chosen_reference = [[-1.0], [-1.0], [-1.0]], rejected_reference = [[-1.0], [-1.0], \
             [-1.0]], beta = 0.5",
            "chosen = pieces(ints(1, 300, -3, 0), 5), rejected = pieces(ints(2, 480, -2, 0), 8), \
             chosen_reference = pieces(ints(3, 300, -3, 0), 5), rejected_reference = \
             pieces(ints(4, 480, -2, 0), 8), beta = 0.25",
        ],
    ),
    kept(
        "next-token-filter",
        &[
            "logits = [3.0], temperature = 1.0, top_k = 1, top_p = 0.5, uniforms = [0.0, 0.999]",
            "logits = [1.0, 2.0], temperature = 1.0, top_k = 0, top_p = 1.0, uniforms = []",
            "logits = [0.0, 0.0], temperature = 1.0, top_k = 0, top_p = 0.6, uniforms = [0.2, \
             0.7]",
            "logits = [1.0, 0.5, 0.0, -0.5], temperature = 1.0, top_k = 2, top_p = 0.6, uniforms \
             = [0.0, 0.9]",
            "logits = [1.0, 0.9, 0.5, 0.4], temperature = 1.0, top_k = 0, top_p = 0.5, uniforms \
             = [0.45, 0.6]",
            "logits = [0.0, 1.0, 1.0, 1.0], temperature = 2.0, top_k = 2, top_p = 1.0, uniforms \
             = [0.3, 0.8]",
            "logits = [1000.0, -1000.0, 999.99], temperature = 0.05, top_k = 0, top_p = 1.0, \
             uniforms = [0.5, 0.6, 0.999]",
            "logits = [-1.0, 2.0, 2.0], temperature = 0, top_k = 3, top_p = 0.1, uniforms = \
             [0.1, 0.9]",
            "logits = ints(1, 60, -3, 3), temperature = 1.5, top_k = 25, top_p = 0.8, uniforms = \
             floats(2, 40)",
        ],
        "logits = floats(1, 20000), temperature = 1.0, top_k = 0, top_p = 0.9, uniforms = \
         floats(2, 10000)",
    ),
    kept(
        "beam-search",
        &[
            "table = [[-1.0, -1.0], [-1.0, -1.0]], start = 0, end = 1, width = 1, steps = 1, \
             alpha = 1.0",
            "table = [[0.0, 0.0], [0.0, 0.0]], start = 0, end = 1, width = 2, steps = 4, alpha = \
             0.0",
            "table = [[-1.0, -1.0, -1.0], [-1.0, -1.0, -1.0], [-1.0, -1.0, -1.0]], start = 0, \
             end = 2, width = 2, steps = 3, alpha = 0.5",
            "table = [[-9.0, -1.0, -2.0], [-9.0, -9.0, -9.0], [-9.0, -9.0, -1.0]], start = 0, \
             end = 1, width = 2, steps = 3, alpha = 1.0",
            "table = [[-5.0, -1.0], [-5.0, -5.0]], start = 0, end = 1, width = 1, steps = 5, \
             alpha = 2.0",
            "table = [[-100.0, -100.0, -99.0], [0.0, 0.0, 0.0], [-100.0, -1.0, 0.0]], start = 0, \
             end = 1, width = 100, steps = 3, alpha = 2.0",
            "table = pieces(ints(34, 16, -9, -1), 4), start = 0, end = 1, width = 2, steps = 5, \
             alpha = 1.0",
            "table = pieces(ints(47, 36, -9, -1), 6), start = 0, end = 1, width = 4, steps = 6, \
             alpha = 1.0",
            "table = pieces(ints(1, 64, -9, -1), 8), start = 3, end = 5, width = 4, steps = 8, \
             alpha = 0.75",
            "table = pieces(ints(2, 144, -4, -1), 12), start = 0, end = 7, width = 5, steps = \
             20, alpha = 1.0",
        ],
        "table = pieces(ints(1, 2500, -20, -1), 50), start = 0, end = 49, width = 20, steps = \
         200, alpha = 1.0",
    ),
    kept(
        "weighted-pick",
        &[
            "weights = [5], uniforms = [0.0, 0.5, 0.999999]",
            "weights = [5], uniforms = []",
            "weights = [0, 0, 3, 0], uniforms = [0.0, 0.9]",
            "weights = [1, 0, 1, 0], uniforms = [0.0, 0.49, 0.51, 0.999999]",
            "weights = [1000, 1, 1000], uniforms = [0.4997, 0.4999, 0.5001, 0.5003]",
            "weights = concat(repeat(0, 500), ints(1, 500, 0, 1000)), uniforms = floats(2, 200)",
        ],
        "weights = ints(1, 20000, 0, 1000), uniforms = floats(2, 20000)",
    ),
    kept(
        "adapter-gradients",
        &[
            "inputs = [[2.0]], weight = [[3.0]], down = [[1.0]], up = [[4.0]], alpha = 1.0, \
             upstream = [[5.0]]",
            "inputs = [[1.0, 2.0]], weight = [[1.0, 0.0]], down = [[3.0, -1.0], [2.0, 2.0]], up \
             = [[0.0, 0.0]], alpha = 16.0, upstream = [[1.0]]",
            "inputs = [[1.0, 2.0], [-3.0, 1.0]], weight = [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]], \
             down = [[1.0, 1.0], [2.0, 0.0], [0.0, 1.0], [1.0, -1.0]], up = [[1.0, 0.0, 2.0, \
             0.0], [0.0, 1.0, 0.0, 1.0], [1.0, 1.0, 1.0, 1.0]], alpha = 8.0, upstream = [[1.0, \
             0.0, 0.0], [0.0, 2.0, -1.0]]",
            "inputs = [[10.0, -10.0]], weight = [[10.0, -10.0]], down = [[10.0, -10.0]], up = \
             [[10.0]], alpha = 128.0, upstream = [[-10.0]]",
            "inputs = [[1.0]], weight = [[2.0]], down = [[1.0]], up = [[1.0]], alpha = 2.0, \
             upstream = [[0.0]]",
            "inputs = pieces(ints(1, 30, -3, 3), 6), weight = pieces(ints(2, 24, -3, 3), 6), \
             down = pieces(ints(3, 18, -3, 3), 6), up = pieces(ints(4, 12, -3, 3), 3), alpha = \
             2.0, upstream = pieces(ints(5, 20, -3, 3), 4)",
        ],
        "inputs = [concat(repeat(0, 997), [2, -3, 1])], weight = repeat(ints(1, 1000, -5, 5), \
         1000), down = pieces(ints(2, 64000, -3, 3), 1000), up = repeat(ints(3, 64, -3, 3), \
         1000), alpha = 16.0, upstream = [concat(repeat(0, 996), [1, 2, -1, 3])]",
    ),
    alike(
        "convolution-layer",
        &[
            "image = [[[5]]], kernels = [[[[-3]]]], stride = 1, padding = 0",
            "image = [[[5]]], kernels = [[[[1, 2], [3, 4]]]], stride = 1, padding = 1",
            "image = [[[1, 2], [3, 4]]], kernels = [[[[1, 10], [100, 0]]]], stride = 4, padding \
             = 0",
            "image = [[[100]]], kernels = [[[[-100, 0, 0], [0, 100, 0], [0, 0, 0]]]], stride = \
             2, padding = 3",
            "image = [[[1, 2, 3, 4, 5]]], kernels = [[[[1, -1]]]], stride = 2, padding = 0",
            "image = [[[1, 2]], [[3, 4]], [[5, 6]]], kernels = [[[[1]], [[10]], [[100]]], \
             [[[-1]], [[0]], [[1]]]], stride = 1, padding = 0",
            "image = pieces(pieces(ints(1, 270, -9, 9), 9), 10), kernels = \
             pieces(pieces(pieces(ints(2, 72, -5, 5), 4), 3), 3), stride = 2, padding = 1",
            "image = pieces(pieces(ints(3, 98, -100, 100), 7), 7), kernels = \
             pieces(pieces(pieces(ints(4, 98, -100, 100), 7), 7), 2), stride = 1, padding = 1",
        ],
    ),
    kept(
        "tiny-autograd",
        &[
            "nodes = [['x', 'input', 3.0]], output = 'x'",
            "nodes = [['x', 'input', 3.0], ['y', 'input', 4.0]], output = 'y'",
            "nodes = [['x', 'input', 0.0], ['r', 'relu', 'x']], output = 'r'",
            "nodes = [['s', 'sub', 'x', 'x'], ['m', 'mul', 'x', 'x'], ['x', 'input', -3.0], \
             ['d', 'sub', 's', 'm']], output = 'd'",
            "nodes = [['a', 'input', 2.0], ['b', 'add', 'a', 'a'], ['c', 'add', 'b', 'b'], ['d', \
             'mul', 'c', 'b']], output = 'd'",
            "nodes = [['l', 'log', 'e'], ['e', 'exp', 'n'], ['n', 'sub', 'z', 'x'], ['x', \
             'input', 30.0], ['z', 'input', 0.0]], output = 'l'",
            "nodes = [['x', 'input', 0.001], ['l', 'log', 'x'], ['u', 'input', 2.0], ['v', \
             'mul', 'u', 'l']], output = 'v'",
            "nodes = shuffle(7, concat(rows(drop(distinct(words(9, 1200, 8, 8, 'abcdefgh')), 1), \
             repeat('add', 1199), distinct(words(9, 1200, 8, 8, 'abcdefgh')), repeat('x', \
             1199)), [['x', 'input', 0.5], ['cgabgefb', 'input', 1.0]])), output = 'dehcaehe'",
        ],
        "nodes = shuffle(6, concat(rows(distinct(words(1, 4000, 6, 6, 'abcdefgh')), \
         repeat('input', 4000), floats(4, 4000)), [['chebdgd', 'input', 1.5]], \
         rows(drop(distinct(words(2, 4000, 7, 7, 'abcdefgh')), 1), pick(ints(5, 4000, 0, 1), \
         ['add', 'sub']), distinct(words(2, 4000, 7, 7, 'abcdefgh')), distinct(words(1, 4000, 6, \
         6, 'abcdefgh'))), [['bbhghagc', 'add', 'cbhgfhd', 'cbhgfhd']], \
         rows(drop(distinct(words(3, 21, 8, 8, 'abcdefgh')), 1), repeat('add', 20), \
         distinct(words(3, 21, 8, 8, 'abcdefgh')), distinct(words(3, 21, 8, 8, 'abcdefgh'))))), \
         output = 'bdcbfchh'",
    ),
    kept(
        "best-tree-split",
        &[
            "rows = [[1.0]], labels = [0], least = 1",
            "rows = [[2.0, 2.0], [2.0, 2.0]], labels = [0, 1], least = 1",
            "rows = [[1.0], [2.0], [3.0]], labels = [0, 1, 1], least = 2",
            "rows = [[1.0], [2.0], [3.0], [4.0]], labels = [0, 1, 1, 1], least = 2",
            "rows = [[1.0, 5.0], [2.0, 6.0]], labels = [9, 9], least = 1",
            "rows = [[1.0], [2.0], [3.0]], labels = [0, 1, 0], least = 1",
            "rows = [[-5.0, 1.0], [-7.5, 2.0], [-5.0, 3.0], [8.0, 4.0]], labels = [0, 0, 1, 1], \
             least = 1",
            "rows = [[1], [2], [3], [4], [5], [6], [7], [8]], labels = [0, 1, 0, 0, 1, 1, 0, 1], \
             least = 1",
            "rows = pieces(ints(1, 120, 0, 9), 3), labels = ints(2, 40, 0, 3), least = 4",
        ],
        "rows = rows(shuffle(1, count(0, 6000, 1)), shuffle(1, count(6000, 0, -1))), labels = \
         shuffle(1, concat(repeat(0, 3000), repeat(1, 3000))), least = 2",
    ),
    alike(
        "vote-of-neighbours",
        &[
            "points = [[3]], labels = [7], queries = [[-1000]], k = 1",
            "points = [[1], [-1]], labels = [4, 2], queries = [[0]], k = 1",
            "points = [[1], [-1]], labels = [4, 2], queries = [[0]], k = 2",
            "points = [[1], [2], [3], [4]], labels = [9, 0, 0, 9], queries = [[0]], k = 4",
            "points = [[0, 0], [0, 0], [0, 0]], labels = [1, 0, 0], queries = [[0, 0], [5, 5]], \
             k = 3",
            "points = [[3, 0], [2, 2], [9, 9]], labels = [0, 1, 2], queries = [[0, 0]], k = 1",
            "points = [[1000, -1000], [-1000, 1000]], labels = [0, 1], queries = [[1000, 1000], \
             [-1000, 999]], k = 1",
            "points = pieces(ints(1, 600, -9, 9), 2), labels = ints(2, 300, 0, 3), queries = \
             pieces(ints(3, 60, -9, 9), 2), k = 9",
        ],
    ),
    kept(
        "first-component",
        &[
            "rows = [[1.0], [4.0]], start = [-2.0], steps = 0",
            "rows = [[1.0, 1.0], [2.0, 3.0]], start = [3.0, -4.0], steps = 0",
            "rows = [[1000.0, 0.0], [1000.0, 2.0], [999.0, 4.0]], start = [1.0, 1.0], steps = 1",
            "rows = [[1000.0, -1000.0], [1000.0, -999.0], [999.0, -1000.0], [998.0, -997.0]], \
             start = [1.0, 0.0], steps = 100",
            "rows = [[1.0, 1.0], [-1.0, -1.0]], start = [-1.0, -1.0], steps = 2",
            "rows = [[0.0, 0.0, 5.0], [0.0, 1.0, 5.0]], start = [1.0, 1.0, 1.0], steps = 1",
            "rows = pieces(ints(1, 120, -9, 9), 4), start = [1.0, 1.0, 1.0, 1.0], steps = 3",
        ],
        "rows = pick(ints(1, 100, 0, 5), [concat(ints(2, 9, -9, 9), repeat(3, 991)), \
         concat(ints(3, 9, -9, 9), repeat(3, 991)), concat(ints(4, 9, -9, 9), repeat(3, 991)), \
         concat(ints(5, 9, -9, 9), repeat(3, 991)), concat(ints(6, 9, -9, 9), repeat(3, 991)), \
         concat(ints(7, 9, -9, 9), repeat(3, 991))]), start = repeat(1.0, 1000), steps = 3",
    ),
    kept(
        "bm25-ranking",
        &[
            "documents = ['a'], queries = [], k1 = 1.2, b = 0.75",
            "documents = ['a'], queries = ['', 'b', 'a', 'b a'], k1 = 3, b = 1",
            "documents = ['a', 'a', 'a'], queries = ['a'], k1 = 1.2, b = 0.75",
            "documents = ['', 'b', 'a b c d', '', 'a'], queries = ['a', 'c a'], k1 = 1.2, b = 1",
            "documents = ['a x y z', 'a a a a a a', 'b'], queries = ['a', 'a a', 'b a'], k1 = \
             0.5, b = 0",
            "documents = ['a b', 'a c', 'a a d e'], queries = ['a', 'a b b', 'a a b'], k1 = 2.0, \
             b = 0.5",
            "documents = ['a a b', 'b c'], queries = ['a c', 'c c a', 'b'], k1 = 1.2, b = 0.75",
        ],
        "documents = concat(add(add(add(add(add(add(add(add(words(1, 1500, 3, 3, 'abcdefgh'), \
         repeat(' ', 1500)), words(2, 1500, 3, 3, 'abcdefgh')), repeat(' ', 1500)), words(3, \
         1500, 3, 3, 'abcdefgh')), repeat(' ', 1500)), words(4, 1500, 3, 3, 'abcdefgh')), \
         repeat(' ', 1500)), words(5, 1500, 3, 3, 'abcdefgh')), ['', 'aaa']), queries = \
         add(add(add(add(words(11, 2000, 3, 3, 'abcdefgh'), repeat(' ', 2000)), words(12, 2000, \
         3, 3, 'abcdefgh')), repeat(' ', 2000)), words(13, 2000, 3, 3, 'abcdefgh')), k1 = 1.2, b \
         = 0.75",
    ),
    kept(
        "split-by-group",
        &[
            "identifiers = [[]], labels = [0], folds = 2",
            "identifiers = [['a'], ['a'], ['a']], labels = [0, 1, 2], folds = 20",
            "identifiers = [['a'], ['b'], ['b', 'a'], ['c']], labels = [0, 0, 1, 1], folds = 2",
            "identifiers = [['d', 'c'], ['b', 'c'], ['b', 'a'], ['a'], [], ['z'], ['z']], labels \
             = [0, 0, 0, 0, 1, 1, 1], folds = 2",
            "identifiers = [[], [], [], []], labels = [1, 1, 1, 1], folds = 3",
            "identifiers = rows(words(3, 90, 3, 3, 'abcdefgh'), words(4, 90, 3, 3, 'abcdefgh')), \
             labels = ints(3, 90, 0, 2), folds = 5",
            "identifiers = rows(words(14, 90, 2, 2, 'abcdefgh'), words(15, 90, 3, 3, \
             'abcdefgh')), labels = ints(14, 90, 0, 2), folds = 5",
            "identifiers = rows(words(38, 90, 2, 2, 'abcdefgh'), words(39, 90, 3, 3, \
             'abcdefgh')), labels = ints(38, 90, 0, 2), folds = 5",
        ],
        "identifiers = concat(rows(words(1, 6000, 4, 4, 'abcdefgh'), words(2, 6000, 6, 6, \
         'abcdefgh')), rows(distinct(words(3, 1500, 5, 5, 'abcdefgh')), drop(distinct(words(3, \
         1500, 5, 5, 'abcdefgh')), 1))), labels = concat(ints(4, 7000, 0, 1), repeat(2, 454)), \
         folds = 5",
    ),
    kept(
        "running-r-squared",
        &[
            "batches = [[[5.0, 5.0]]]",
            "batches = [[[0.1, 0.2], [0.1, 0.1], [0.1, 0.0]], [[0.1, 0.1]]]",
            "batches = [[[2000000000.0, 1999000000.0]], [[-2000000000.0, -2000000000.0]]]",
            "batches = [[[2000000000.0, 2000000000.0]], [[1999999999.0, 2000000000.0]], \
             [[2000000000.0, 1999999999.0]]]",
            "batches = [[[1.0, 1.0], [2.0, 2.0]], [[3.0, 3.0]]]",
            "batches = [[[0.0, 1000000.0]], [[0.01, 0.01]]]",
            "batches = pieces(rows(ints(1, 300, 1999999990, 2000000000), ints(2, 300, \
             1999999990, 2000000000)), 10)",
            "batches = pieces(concat(repeat([1000000000.0, 1000000000.0], 10000), \
             repeat([1000000000.0101, 1000000000.0], 90000)), 5000)",
        ],
        "batches = pieces(rows(ints(1, 10000, 1000000000, 1000000009), ints(2, 10000, \
         1000000000, 1000000009)), 1)",
    ),
    kept(
        "dynamic-batcher",
        &[
            "arrivals = [], lengths = [], budget = 5, wait = 3, base = 1",
            "arrivals = [7], lengths = [2], budget = 5, wait = 3, base = 1",
            "arrivals = [0, 0, 0, 0], lengths = [2, 2, 2, 2], budget = 4, wait = 9, base = 0",
            "arrivals = [0, 5], lengths = [1, 1], budget = 9, wait = 5, base = 0",
            "arrivals = [0, 1, 2], lengths = [1, 1, 1], budget = 9, wait = 0, base = 0",
            "arrivals = [0, 0, 12], lengths = [4, 4, 4], budget = 8, wait = 100, base = 4",
            "arrivals = [0, 3, 8], lengths = [5, 3, 1], budget = 10, wait = 50, base = 0",
            "arrivals = [5, 5], lengths = [1000000, 1000000], budget = 1000000, wait = 1000000, \
             base = 1000",
            "arrivals = ordered(ints(1, 40, 0, 300)), lengths = ints(2, 40, 1, 9), budget = 24, \
             wait = 15, base = 3",
        ],
        "arrivals = ordered(ints(1, 20000, 0, 1000000000)), lengths = ints(2, 20000, 1, 2000), \
         budget = 8000, wait = 100000, base = 20",
    ),
];
