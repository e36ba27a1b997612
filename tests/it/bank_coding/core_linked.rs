//! The core's questions on trees, graphs and linked lists.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};

use super::Solver;
use super::args::{self, Args};
use super::literal::Value;
use super::steps::{sorts, step, walks};
use super::tree::{self, Link, Tree};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "longest-wire",
        brute: |a| wire_by_heights(&tree::from_levels(a.list("tree"))).into(),
        better: |a| wire_in_one_walk(&tree::from_levels(a.list("tree"))).into(),
        random: |rng| Args::of([("tree", tree::random(rng, 0, 14, |_| 1))]),
    },
    Solver {
        id: "spreading-outage",
        brute: |a| dark_by_simulation(&a.texts("grid")).into(),
        better: |a| dark_by_search(&a.texts("grid")).into(),
        random: |rng| {
            let columns = rng.size(1, 5);
            Args::of([("grid", rng.list(1, 5, |rng| rng.text(columns, columns, "WWWWF..")).into())])
        },
    },
    Solver {
        id: "release-order",
        brute: |a| order_by_passes(&a.texts("names"), &needs(a)).into(),
        better: |a| order_by_heap(&a.texts("names"), &needs(a)).into(),
        random: |rng| {
            let names = rng.words(1, 7, 2, "abcd");
            let needs =
                rng.list(0, 7, |rng| [0, 1].map(|_| names[rng.size(0, names.len() - 1)].clone()));
            Args::of([("names", names.into()), ("needs", needs.into())])
        },
    },
    Solver {
        id: "recent-results-cache",
        brute: |a| cache_by_list(a.size("capacity"), a.list("operations")).into(),
        better: |a| cache_by_links(a.size("capacity"), a.list("operations")).into(),
        random: |rng| {
            let operations: Vec<Value> = rng.list(1, 25, |rng| {
                let key = Value::Int(rng.int(0, 5));
                if rng.chance(0.5) {
                    ["get".into(), key].into()
                } else {
                    ["put".into(), key, rng.int(0, 9).into()].into()
                }
            });
            Args::of([("capacity", rng.int(1, 4).into()), ("operations", operations.into())])
        },
    },
];

fn height(tree: &Tree, link: Link) -> usize {
    step();
    link.map_or(0, |node| 1 + height(tree, tree[node].left).max(height(tree, tree[node].right)))
}

fn wire_by_heights(tree: &Tree) -> usize {
    tree.iter().map(|node| height(tree, node.left) + height(tree, node.right)).max().unwrap_or(0)
}

fn wire_in_one_walk(tree: &Tree) -> usize {
    fn height(tree: &Tree, link: Link, longest: &mut usize) -> usize {
        step();
        let Some(node) = link else { return 0 };
        let left = height(tree, tree[node].left, longest);
        let right = height(tree, tree[node].right, longest);
        *longest = (*longest).max(left + right);
        1 + left.max(right)
    }
    let mut longest = 0;
    height(tree, (!tree.is_empty()).then_some(0), &mut longest);
    longest
}

type Grid = Vec<Vec<u8>>;

fn grid(rows: &[&str]) -> Grid {
    rows.iter().map(|row| row.as_bytes().to_vec()).collect()
}

fn neighbours(grid: &Grid, (row, column): (usize, usize)) -> Vec<(usize, usize)> {
    walks(4);
    let around = [
        (row.wrapping_sub(1), column),
        (row + 1, column),
        (row, column.wrapping_sub(1)),
        (row, column + 1),
    ];
    around.into_iter().filter(|&(row, column)| row < grid.len() && column < grid[0].len()).collect()
}

fn places(grid: &Grid, sign: u8) -> Vec<(usize, usize)> {
    let all = (0..grid.len()).flat_map(|row| (0..grid[0].len()).map(move |column| (row, column)));
    all.filter(|&(row, column)| grid[row][column] == sign).collect()
}

fn dark_by_simulation(rows: &[&str]) -> i64 {
    let mut grid = grid(rows);
    let mut minute = 0;
    loop {
        let working = places(&grid, b'W');
        if working.is_empty() {
            return minute;
        }
        let beside_failed = |place: &(usize, usize)| {
            neighbours(&grid, *place).iter().any(|&(r, c)| grid[r][c] == b'F')
        };
        let failing: Vec<(usize, usize)> = working.into_iter().filter(beside_failed).collect();
        if failing.is_empty() {
            return -1;
        }
        for (row, column) in failing {
            grid[row][column] = b'F';
        }
        minute += 1;
    }
}

fn dark_by_search(rows: &[&str]) -> i64 {
    let mut grid = grid(rows);
    let mut working = places(&grid, b'W').len();
    let mut queue: VecDeque<_> = places(&grid, b'F').into_iter().map(|place| (place, 0)).collect();
    let mut last = 0;
    while let Some((place, minute)) = queue.pop_front() {
        last = minute;
        for (row, column) in neighbours(&grid, place) {
            if grid[row][column] == b'W' {
                grid[row][column] = b'F';
                working -= 1;
                queue.push_back(((row, column), minute + 1));
            }
        }
    }
    if working == 0 { last } else { -1 }
}

fn needs(a: &Args) -> Vec<[&str; 2]> {
    a.list("needs")
        .iter()
        .map(|need| [0, 1].map(|side| args::text(&args::list(need)[side])))
        .collect()
}

fn order_by_passes<'a>(names: &[&'a str], needs: &[[&'a str; 2]]) -> Vec<&'a str> {
    let mut order: Vec<&str> = Vec::new();
    let mut released = HashSet::new();
    while order.len() < names.len() {
        let free = |name: &&str| {
            needs.iter().all(|[who, what]| {
                step();
                who != name || released.contains(what)
            })
        };
        let waiting = names.iter().copied().filter(|name| !released.contains(name));
        let Some(next) = waiting.filter(free).min() else {
            return Vec::new();
        };
        released.insert(next);
        order.push(next);
    }
    order
}

fn order_by_heap<'a>(names: &[&'a str], needs: &[[&'a str; 2]]) -> Vec<&'a str> {
    let mut unmet: HashMap<&str, usize> = names.iter().map(|&name| (name, 0)).collect();
    let mut waiting: HashMap<&str, Vec<&str>> = HashMap::new();
    sorts(names.len());
    for &[who, what] in needs {
        walks(2);
        *unmet.entry(who).or_default() += 1;
        waiting.entry(what).or_default().push(who);
    }
    let mut ready: BinaryHeap<Reverse<&str>> =
        names.iter().copied().filter(|name| unmet[name] == 0).map(Reverse).collect();
    let mut order = Vec::new();
    while let Some(Reverse(next)) = ready.pop() {
        order.push(next);
        for who in waiting.remove(next).unwrap_or_default() {
            let count = unmet.entry(who).or_default();
            *count -= 1;
            if *count == 0 {
                ready.push(Reverse(who));
            }
        }
    }
    if order.len() == names.len() { order } else { Vec::new() }
}

fn cache_by_list(capacity: usize, operations: &[Value]) -> Vec<i64> {
    let mut entries: Vec<(i64, i64)> = Vec::new();
    let mut got = Vec::new();
    for operation in operations {
        let operation = args::list(operation);
        let key = args::int(&operation[1]);
        let entry =
            entries.iter().position(|entry| entry.0 == key).map(|found| entries.remove(found));
        walks(entries.len());
        if args::text(&operation[0]) == "get" {
            got.push(entry.map_or(-1, |(_, value)| value));
            entries.extend(entry);
        } else {
            if entries.len() == capacity {
                entries.remove(0);
            }
            entries.push((key, args::int(&operation[2])));
        }
    }
    got
}

/// Entries in a ring with a sentinel at 0: the one after it is the oldest, the one before it the
/// newest.
struct Ring {
    entries: Vec<Entry>,
    place: HashMap<i64, usize>,
}

struct Entry {
    key: i64,
    value: i64,
    before: usize,
    after: usize,
}

impl Ring {
    fn new() -> Ring {
        Ring {
            entries: vec![Entry { key: 0, value: 0, before: 0, after: 0 }],
            place: HashMap::new(),
        }
    }

    fn unhook(&mut self, at: usize) {
        let Entry { before, after, .. } = self.entries[at];
        self.entries[before].after = after;
        self.entries[after].before = before;
    }

    fn hook_in_newest(&mut self, at: usize) {
        let before = self.entries[0].before;
        self.entries[at].before = before;
        self.entries[at].after = 0;
        self.entries[before].after = at;
        self.entries[0].before = at;
    }

    fn get(&mut self, key: i64) -> i64 {
        let Some(&at) = self.place.get(&key) else {
            return -1;
        };
        self.unhook(at);
        self.hook_in_newest(at);
        self.entries[at].value
    }

    fn put(&mut self, capacity: usize, key: i64, value: i64) {
        let at = match self.place.get(&key) {
            Some(&at) => {
                self.unhook(at);
                at
            }
            None if self.place.len() == capacity => {
                let oldest = self.entries[0].after;
                self.unhook(oldest);
                self.place.remove(&self.entries[oldest].key);
                oldest
            }
            None => {
                self.entries.push(Entry { key, value, before: 0, after: 0 });
                self.entries.len() - 1
            }
        };
        self.entries[at].key = key;
        self.entries[at].value = value;
        self.place.insert(key, at);
        self.hook_in_newest(at);
    }
}

fn cache_by_links(capacity: usize, operations: &[Value]) -> Vec<i64> {
    let mut ring = Ring::new();
    let mut got = Vec::new();
    for operation in operations {
        walks(4);
        let operation = args::list(operation);
        let key = args::int(&operation[1]);
        if args::text(&operation[0]) == "get" {
            got.push(ring.get(key));
        } else {
            ring.put(capacity, key, args::int(&operation[2]));
        }
    }
    got
}
