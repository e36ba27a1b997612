//! Graphs.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};

use super::Solver;
use super::args::Args;
use super::rng::Rng;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "trusted-by-all",
        brute: |a| treasurer_by_looking(a.int("n"), &a.tuples("trust")).into(),
        better: |a| treasurer_by_score(a.size("n"), &a.tuples("trust")).into(),
        random: |rng| {
            let n = rng.size(1, 4);
            let mut trust = pairs(rng, n, 8);
            // Without 0's entries a treasurer is likely enough.
            trust.retain(|[a, b]| a != b && (*a != 0 || n == 4));
            let mut seen = HashSet::new();
            trust.retain(|pair| seen.insert(*pair));
            Args::of([("n", n.into()), ("trust", trust.into())])
        },
    },
    Solver {
        id: "fastest-message",
        brute: |a| arrival_by_passes(a.size("n"), &a.tuples("links"), a.size("source")).into(),
        better: |a| arrival_by_heap(a.size("n"), &a.tuples("links"), a.size("source")).into(),
        random: |rng| {
            let n = rng.size(1, 5);
            let links: Vec<[i64; 3]> =
                pairs(rng, n, 14).into_iter().map(|[a, b]| [a, b, rng.int(0, 9)]).collect();
            Args::of([
                ("n", n.into()),
                ("links", links.into()),
                ("source", rng.size(0, n - 1).into()),
            ])
        },
    },
    Solver {
        id: "word-bridge",
        brute: |a| changes_by_comparing(a.text("start"), a.text("goal"), &a.texts("words")).into(),
        better: |a| changes_by_patterns(a.text("start"), a.text("goal"), &a.texts("words")).into(),
        random: |rng| {
            let length = rng.size(1, 4);
            let mut words = rng.words(0, 14, 4, "ab");
            words.retain(|word| word.len() == length);
            let [start, goal] = [0, 1].map(|_| rng.text(length, length, "ab"));
            Args::of([("start", start.into()), ("goal", goal.into()), ("words", words.into())])
        },
    },
    Solver {
        id: "first-needless-cable",
        brute: |a| needless_by_search(a.size("n"), &a.tuples("cables")).into(),
        better: |a| needless_by_groups(a.size("n"), &a.tuples("cables")).into(),
        random: |rng| {
            let n = rng.size(1, 9);
            Args::of([("n", n.into()), ("cables", pairs(rng, n, 8).into())])
        },
    },
    Solver {
        id: "critical-links",
        brute: |a| critical_by_cutting(a.size("n"), &a.tuples("links")).into(),
        better: |a| critical_by_numbers(a.size("n"), &a.tuples("links")).into(),
        random: |rng| {
            let n = rng.size(1, 8);
            let mut links = pairs(rng, n, 10);
            let mut seen = HashSet::new();
            links.retain(|[a, b]| a != b && seen.insert([*a.min(b), *a.max(b)]));
            Args::of([("n", n.into()), ("links", links.into())])
        },
    },
];

fn pairs(rng: &mut Rng, n: usize, most: usize) -> Vec<[i64; 2]> {
    rng.list(0, most, |rng| [0, 1].map(|_| rng.int(0, n as i64 - 1)))
}

fn treasurer_by_looking(n: i64, trust: &[[i64; 2]]) -> i64 {
    let trusts_nobody = |person| {
        trust.iter().all(|[a, _]| {
            step();
            *a != person
        })
    };
    let trusted_by = |person| trust.iter().filter(|[_, b]| *b == person).count() as i64;
    (0..n).find(|&person| trusts_nobody(person) && trusted_by(person) == n - 1).unwrap_or(-1)
}

fn treasurer_by_score(n: usize, trust: &[[i64; 2]]) -> i64 {
    walks(n + trust.len());
    let mut score = vec![0; n];
    for [a, b] in trust {
        score[*a as usize] -= 1;
        score[*b as usize] += 1;
    }
    score.iter().position(|&score| score == n as i64 - 1).map_or(-1, |person| person as i64)
}

fn arrival_by_passes(n: usize, links: &[[i64; 3]], source: usize) -> i64 {
    let mut time: Vec<Option<i64>> = vec![None; n];
    time[source] = Some(0);
    for _ in 0..n {
        for &[a, b, t] in links {
            step();
            let Some(sent) = time[a as usize] else {
                continue;
            };
            let known = &mut time[b as usize];
            *known = Some(known.map_or(sent + t, |known| known.min(sent + t)));
        }
    }
    time.into_iter()
        .collect::<Option<Vec<i64>>>()
        .and_then(|times| times.into_iter().max())
        .unwrap_or(-1)
}

fn arrival_by_heap(n: usize, links: &[[i64; 3]], source: usize) -> i64 {
    let mut from: Vec<Vec<(usize, i64)>> = vec![Vec::new(); n];
    for &[a, b, t] in links {
        from[a as usize].push((b as usize, t));
    }
    sorts(links.len());
    let mut heap = BinaryHeap::from([Reverse((0, source))]);
    let mut finished = HashSet::new();
    let mut last = 0;
    while let Some(Reverse((time, server))) = heap.pop() {
        if finished.insert(server) {
            last = time;
            heap.extend(from[server].iter().map(|&(next, t)| Reverse((time + t, next))));
        }
    }
    if finished.len() == n { last } else { -1 }
}

fn changes_by_comparing(start: &str, goal: &str, words: &[&str]) -> i64 {
    let differ_by_one = |a: &str, b: &str| {
        walks(a.len());
        a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count() == 1
    };
    let mut unvisited = words.to_vec();
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((word, changes)) = queue.pop_front() {
        if word == goal {
            return changes;
        }
        queue.extend(
            unvisited
                .iter()
                .filter(|next| differ_by_one(word, next))
                .map(|&next| (next, changes + 1)),
        );
        unvisited.retain(|next| !differ_by_one(word, next));
    }
    -1
}

fn changes_by_patterns(start: &str, goal: &str, words: &[&str]) -> i64 {
    let pattern = |word: &str, i: usize| {
        walks(word.len());
        format!("{}_{}", &word[..i], &word[i + 1..])
    };
    let mut buckets: HashMap<String, Vec<&str>> = HashMap::new();
    for word in words {
        for i in 0..word.len() {
            buckets.entry(pattern(word, i)).or_default().push(word);
        }
    }
    let mut visited = HashSet::from([start]);
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((word, changes)) = queue.pop_front() {
        if word == goal {
            return changes;
        }
        for i in 0..word.len() {
            for next in buckets.remove(&pattern(word, i)).unwrap_or_default() {
                if visited.insert(next) {
                    queue.push_back((next, changes + 1));
                }
            }
        }
    }
    -1
}

/// Whether `to` can be reached from `from` over the links.
fn reaches(n: usize, links: &[[i64; 2]], from: usize, to: usize) -> bool {
    walks(n + links.len());
    let mut joined: Vec<Vec<usize>> = vec![Vec::new(); n];
    for &[a, b] in links {
        joined[a as usize].push(b as usize);
        joined[b as usize].push(a as usize);
    }
    let mut reached = vec![false; n];
    reached[from] = true;
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        for &next in &joined[node] {
            if !reached[next] {
                reached[next] = true;
                open.push(next);
            }
        }
    }
    reached[to]
}

fn needless_by_search(n: usize, cables: &[[i64; 2]]) -> i64 {
    let needless =
        |&i: &usize| reaches(n, &cables[..i], cables[i][0] as usize, cables[i][1] as usize);
    (0..cables.len()).find(needless).map_or(-1, |i| i as i64)
}

fn needless_by_groups(n: usize, cables: &[[i64; 2]]) -> i64 {
    fn find(above: &mut [usize], mut office: usize) -> usize {
        step();
        while above[office] != office {
            step();
            above[office] = above[above[office]];
            office = above[office];
        }
        office
    }
    let mut above: Vec<usize> = (0..n).collect();
    let mut size = vec![1; n];
    for (i, cable) in cables.iter().enumerate() {
        let [mut small, mut large] = cable.map(|office| find(&mut above, office as usize));
        if small == large {
            return i as i64;
        }
        if size[small] > size[large] {
            (small, large) = (large, small);
        }
        above[small] = large;
        size[large] += size[small];
    }
    -1
}

fn critical_by_cutting(n: usize, links: &[[i64; 2]]) -> Vec<[i64; 2]> {
    let critical = |&i: &usize| {
        let rest: Vec<[i64; 2]> = [&links[..i], &links[i + 1..]].concat();
        !reaches(n, &rest, links[i][0] as usize, links[i][1] as usize)
    };
    let mut found: Vec<[i64; 2]> =
        (0..links.len()).filter(critical).map(|i| ordered(links[i])).collect();
    found.sort();
    found
}

fn ordered([a, b]: [i64; 2]) -> [i64; 2] {
    [a.min(b), a.max(b)]
}

fn critical_by_numbers(n: usize, links: &[[i64; 2]]) -> Vec<[i64; 2]> {
    struct Search {
        joined: Vec<Vec<usize>>,
        /// In the order of discovery, from 1; 0 is undiscovered.
        number: Vec<usize>,
        discovered: usize,
        found: Vec<[i64; 2]>,
    }
    /// Returns the router's low.
    fn visit(search: &mut Search, router: usize, parent: Option<usize>) -> usize {
        search.discovered += 1;
        search.number[router] = search.discovered;
        let mut low = search.discovered;
        step();
        for next in search.joined[router].clone() {
            step();
            if Some(next) == parent {
                continue;
            }
            if search.number[next] > 0 {
                low = low.min(search.number[next]);
                continue;
            }
            let below = visit(search, next, Some(router));
            if below > search.number[router] {
                search.found.push(ordered([router as i64, next as i64]));
            }
            low = low.min(below);
        }
        low
    }
    let mut joined: Vec<Vec<usize>> = vec![Vec::new(); n];
    for &[a, b] in links {
        joined[a as usize].push(b as usize);
        joined[b as usize].push(a as usize);
    }
    let mut search = Search { joined, number: vec![0; n], discovered: 0, found: Vec::new() };
    for router in 0..n {
        if search.number[router] == 0 {
            visit(&mut search, router, None);
        }
    }
    search.found.sort();
    search.found
}
