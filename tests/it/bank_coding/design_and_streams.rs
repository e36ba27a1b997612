//! Classes driven by operations, streams and linked lists.

use std::collections::{HashMap, VecDeque};

use super::Solver;
use super::args::{self, Args};
use super::literal::Value;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "moving-average",
        brute: |a| averages_by_adding(&a.ints("values"), a.size("size")).into(),
        better: |a| averages_by_queue(&a.ints("values"), a.size("size")).into(),
        random: |rng| {
            Args::of([("values", rng.ints(1, 12, -9, 9).into()), ("size", rng.int(1, 6).into())])
        },
    },
    Solver {
        id: "settings-over-time",
        brute: |a| settings_by_log(a.list("operations")).into(),
        better: |a| settings_by_halving(a.list("operations")).into(),
        random: |rng| {
            let mut time = 0;
            let operations: Vec<Value> = rng.list(1, 15, |rng| {
                let key = Value::from(rng.text(1, 1, "ab"));
                if rng.chance(0.5) {
                    return ["get".into(), key, rng.int(0, 20).into()].into();
                }
                time += rng.int(1, 3);
                ["set".into(), key, rng.text(1, 2, "xyz").into(), time.into()].into()
            });
            Args::of([("operations", operations.into())])
        },
    },
    Solver {
        id: "search-suggestions",
        brute: |a| suggestions_by_filter(&a.texts("words"), a.text("typed")).into(),
        better: |a| suggestions_by_trie(a.texts("words"), a.text("typed")).into(),
        random: |rng| {
            let mut words = rng.words(1, 12, 4, "ab");
            rng.shuffle(&mut words);
            Args::of([("words", words.into()), ("typed", rng.text(1, 5, "ab").into())])
        },
    },
    Solver {
        id: "reverse-in-groups",
        brute: |a| groups_by_slices(a.ints("values"), a.size("k")).into(),
        better: |a| groups_by_links(&a.ints("values"), a.size("k")).into(),
        random: |rng| {
            Args::of([("values", rng.ints(0, 12, 0, 99).into()), ("k", rng.int(1, 5).into())])
        },
    },
    Solver {
        id: "least-used-cache",
        brute: |a| cache_by_looking(a.size("capacity"), a.list("operations")).into(),
        better: |a| cache_by_lists(a.size("capacity"), a.list("operations")).into(),
        random: |rng| {
            let operations: Vec<Value> = rng.list(1, 40, |rng| {
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

fn averages_by_adding(values: &[i64], size: usize) -> Vec<f64> {
    let average = |end: usize| {
        let window = &values[end.saturating_sub(size)..end];
        walks(window.len());
        window.iter().sum::<i64>() as f64 / window.len() as f64
    };
    (1..=values.len()).map(average).collect()
}

fn averages_by_queue(values: &[i64], size: usize) -> Vec<f64> {
    let mut window = VecDeque::new();
    let mut sum = 0;
    let mut next = |value: i64| {
        walks(2);
        window.push_back(value);
        sum += value;
        if window.len() > size {
            sum -= window.pop_front().unwrap_or(0);
        }
        sum as f64 / window.len() as f64
    };
    values.iter().map(|&value| next(value)).collect()
}

fn settings_by_log(operations: &[Value]) -> Vec<&str> {
    let mut log: Vec<(&str, &str, i64)> = Vec::new();
    let mut got = Vec::new();
    for operation in operations {
        match args::list(operation) {
            [_, key, value, time] => {
                log.push((args::text(key), args::text(value), args::int(time)))
            }
            [_, key, time] => {
                let fits = |entry: &&(&str, &str, i64)| {
                    step();
                    entry.0 == args::text(key) && entry.2 <= args::int(time)
                };
                got.push(log.iter().rev().find(fits).map_or("", |entry| entry.1));
            }
            _ => panic!("{operation} is no operation"),
        }
    }
    got
}

fn settings_by_halving(operations: &[Value]) -> Vec<&str> {
    let mut history: HashMap<&str, Vec<(i64, &str)>> = HashMap::new();
    let mut got = Vec::new();
    for operation in operations {
        match args::list(operation) {
            [_, key, value, time] => {
                step();
                history
                    .entry(args::text(key))
                    .or_default()
                    .push((args::int(time), args::text(value)));
            }
            [_, key, time] => {
                walks(operations.len().ilog2() as usize + 1);
                let of_key = history.get(args::text(key)).map_or(&[][..], |of_key| of_key);
                let later = of_key.partition_point(|entry| entry.0 <= args::int(time));
                got.push(of_key[..later].last().map_or("", |entry| entry.1));
            }
            _ => panic!("{operation} is no operation"),
        }
    }
    got
}

fn suggestions_by_filter<'a>(words: &[&'a str], typed: &str) -> Vec<Vec<&'a str>> {
    let suggest = |end: usize| {
        let mut fitting: Vec<&str> =
            words.iter().copied().filter(|word| word.starts_with(&typed[..end])).collect();
        walks(words.len());
        fitting.sort();
        fitting.truncate(3);
        fitting
    };
    (1..=typed.len()).map(suggest).collect()
}

#[derive(Default)]
struct TrieNode<'a> {
    children: HashMap<char, TrieNode<'a>>,
    first: Vec<&'a str>,
}

fn suggestions_by_trie<'a>(mut words: Vec<&'a str>, typed: &str) -> Vec<Vec<&'a str>> {
    sorts(words.len());
    words.sort();
    let mut trie = TrieNode::default();
    for word in words {
        let mut node = &mut trie;
        for letter in word.chars() {
            step();
            node = node.children.entry(letter).or_default();
            if node.first.len() < 3 {
                node.first.push(word);
            }
        }
    }
    let mut node = Some(&trie);
    let mut step = |letter| {
        step();
        node = node.and_then(|node| node.children.get(&letter));
        node.map_or(Vec::new(), |node| node.first.clone())
    };
    typed.chars().map(&mut step).collect()
}

fn groups_by_slices(mut values: Vec<i64>, k: usize) -> Vec<i64> {
    walks(values.len());
    values.chunks_exact_mut(k).for_each(<[i64]>::reverse);
    values
}

/// Node 0 is the dummy in front, node i + 1 holds `values[i]`; `next` is all that changes.
fn groups_by_links(values: &[i64], k: usize) -> Vec<i64> {
    let end = values.len() + 1;
    let mut next: Vec<usize> = (1..=end).collect();
    let walk = |next: &[usize], from: usize| {
        (0..k).try_fold(from, |at, _| Some(next[at]).filter(|&at| at != end))
    };
    let mut before = 0;
    while let Some(last) = walk(&next, before) {
        let first = next[before];
        let (mut reversed, mut node) = (next[last], first);
        for _ in 0..k {
            walks(2);
            let following = next[node];
            next[node] = reversed;
            (reversed, node) = (node, following);
        }
        next[before] = last;
        before = first;
    }
    let order = std::iter::successors(Some(next[0]), |&node| next.get(node).copied());
    order.take_while(|&node| node != end).map(|node| values[node - 1]).collect()
}

fn cache_by_looking(capacity: usize, operations: &[Value]) -> Vec<i64> {
    struct Entry {
        value: i64,
        uses: usize,
        last_use: usize,
    }
    let mut entries: HashMap<i64, Entry> = HashMap::new();
    let mut got = Vec::new();
    for (now, operation) in operations.iter().enumerate() {
        let operation = args::list(operation);
        let key = args::int(&operation[1]);
        let stored = operation.get(2).map(args::int);
        if let Some(entry) = entries.get_mut(&key) {
            (entry.uses, entry.last_use) = (entry.uses + 1, now);
            entry.value = stored.unwrap_or(entry.value);
        } else if let Some(value) = stored {
            if entries.len() == capacity {
                walks(entries.len());
                let least = entries
                    .iter()
                    .min_by_key(|(_, entry)| (entry.uses, entry.last_use))
                    .map(|(&key, _)| key);
                least.and_then(|key| entries.remove(&key));
            }
            entries.insert(key, Entry { value, uses: 1, last_use: now });
        }
        if stored.is_none() {
            got.push(entries.get(&key).map_or(-1, |entry| entry.value));
        }
    }
    got
}

/// Entries and the sentinels of their rings, one ring for each number of uses; the oldest comes
/// after its sentinel.
#[derive(Default)]
struct Rings {
    nodes: Vec<RingNode>,
    place: HashMap<i64, usize>,
    sentinel: HashMap<usize, usize>,
    fewest_uses: usize,
}

struct RingNode {
    key: i64,
    value: i64,
    uses: usize,
    before: usize,
    after: usize,
}

impl Rings {
    fn add(&mut self, key: i64, value: i64, uses: usize) -> usize {
        let at = self.nodes.len();
        self.nodes.push(RingNode { key, value, uses, before: at, after: at });
        at
    }

    fn sentinel(&mut self, uses: usize) -> usize {
        if let Some(&sentinel) = self.sentinel.get(&uses) {
            return sentinel;
        }
        let sentinel = self.add(0, 0, uses);
        self.sentinel.insert(uses, sentinel);
        sentinel
    }

    fn hook_in(&mut self, at: usize) {
        let sentinel = self.sentinel(self.nodes[at].uses);
        let before = self.nodes[sentinel].before;
        (self.nodes[at].before, self.nodes[at].after) = (before, sentinel);
        self.nodes[before].after = at;
        self.nodes[sentinel].before = at;
    }

    fn unhook(&mut self, at: usize) {
        let RingNode { before, after, .. } = self.nodes[at];
        self.nodes[before].after = after;
        self.nodes[after].before = before;
    }

    /// Counts a use of the entry, if it is there, and returns its place.
    fn touch(&mut self, key: i64) -> Option<usize> {
        let at = *self.place.get(&key)?;
        self.unhook(at);
        let uses = self.nodes[at].uses;
        let sentinel = self.sentinel(uses);
        if uses == self.fewest_uses && self.nodes[sentinel].after == sentinel {
            self.fewest_uses += 1;
        }
        self.nodes[at].uses += 1;
        self.hook_in(at);
        Some(at)
    }

    fn put(&mut self, capacity: usize, key: i64, value: i64) {
        if let Some(at) = self.touch(key) {
            self.nodes[at].value = value;
            return;
        }
        if self.place.len() == capacity {
            let sentinel = self.sentinel(self.fewest_uses);
            let oldest = self.nodes[sentinel].after;
            self.unhook(oldest);
            self.place.remove(&self.nodes[oldest].key);
        }
        let at = self.add(key, value, 1);
        self.place.insert(key, at);
        self.hook_in(at);
        self.fewest_uses = 1;
    }
}

fn cache_by_lists(capacity: usize, operations: &[Value]) -> Vec<i64> {
    let mut rings = Rings::default();
    let mut got = Vec::new();
    for operation in operations {
        walks(6);
        match args::list(operation) {
            [_, key, value] => rings.put(capacity, args::int(key), args::int(value)),
            [_, key] => {
                got.push(rings.touch(args::int(key)).map_or(-1, |at| rings.nodes[at].value))
            }
            _ => panic!("{operation} is no operation"),
        }
    }
    got
}
