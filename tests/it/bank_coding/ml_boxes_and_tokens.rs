//! Small algorithms that machine-learning work is made of: boxes and tokens.

use std::collections::{HashMap, HashSet};

use super::Solver;
use super::args::Args;
use super::literal::Value;
use super::steps::{sorts, step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "keep-the-best-boxes",
        brute: |a| {
            keep_by_table(&a.tuples("boxes"), &a.floats("scores"), a.float("threshold")).into()
        },
        better: |a| {
            keep_by_order(&a.tuples("boxes"), &a.floats("scores"), a.float("threshold")).into()
        },
        random: |rng| {
            let boxes = rng.list(0, 8, |rng| {
                let [x, y] = [0, 1].map(|_| rng.int(0, 6));
                [x, y, x + rng.int(1, 6), y + rng.int(1, 6)]
            });
            let scores: Vec<f64> = boxes.iter().map(|_| rng.int(0, 4) as f64 / 4.0).collect();
            // No overlap of such boxes is as near to these as a float's rounding.
            let threshold = rng.pick(&[0.11, 0.29, 0.51]);
            Args::of([
                ("boxes", boxes.into()),
                ("scores", scores.into()),
                ("threshold", threshold.into()),
            ])
        },
    },
    Solver {
        id: "learning-merges",
        brute: |a| merges_by_counting(&a.texts("words"), &a.ints("counts"), a.int("steps")).into(),
        better: |a| merges_by_updating(&a.texts("words"), &a.ints("counts"), a.int("steps")).into(),
        random: |rng| {
            let words = rng.words(1, 6, 7, "aab");
            let counts = rng.ints(words.len(), words.len(), 1, 4);
            Args::of([
                ("words", words.into()),
                ("counts", counts.into()),
                ("steps", rng.int(0, 6).into()),
            ])
        },
    },
    Solver {
        id: "word-error-rate",
        brute: |a| rate(&a.texts("said"), &a.texts("recognized"), changes_by_recursion),
        better: |a| rate(&a.texts("said"), &a.texts("recognized"), changes_by_rows),
        random: |rng| {
            let said = rng.list(1, 5, |rng| rng.text(1, 1, "abc"));
            Args::of([
                ("said", said.into()),
                ("recognized", rng.list(0, 5, |rng| rng.text(1, 1, "abc")).into()),
            ])
        },
    },
];

fn overlap(a: [i64; 4], b: [i64; 4]) -> f64 {
    step();
    let area = |[x1, y1, x2, y2]: [i64; 4]| (x2 - x1).max(0) * (y2 - y1).max(0);
    let cut = [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])];
    // Cutting off one side at a time: boxes apart in both directions must not get a positive area.
    area(cut) as f64 / (area(a) + area(b) - area(cut)) as f64
}

/// What its constraint promises.
pub(super) fn no_overlap_is_near_the_threshold(a: &Args) -> bool {
    let boxes = a.tuples("boxes");
    let is_near = |overlap: f64| (overlap - a.float("threshold")).abs() < 1e-9;
    !boxes
        .iter()
        .enumerate()
        .any(|(i, &one)| boxes[..i].iter().any(|&of| is_near(overlap(one, of))))
}

fn keep_by_table(boxes: &[[i64; 4]], scores: &[f64], threshold: f64) -> Vec<usize> {
    let table: Vec<Vec<f64>> =
        boxes.iter().map(|&a| boxes.iter().map(|&b| overlap(a, b)).collect()).collect();
    let mut open: Vec<usize> = (0..boxes.len()).collect();
    let mut kept = Vec::new();
    while let Some(best) =
        open.iter().copied().min_by(|&i, &j| scores[j].total_cmp(&scores[i]).then(i.cmp(&j)))
    {
        kept.push(best);
        open.retain(|&other| other != best && table[best][other] <= threshold);
    }
    kept
}

fn keep_by_order(boxes: &[[i64; 4]], scores: &[f64], threshold: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    // A stable sort leaves equal scores in the order of their positions.
    sorts(order.len());
    order.sort_by(|&i, &j| scores[j].total_cmp(&scores[i]));
    let mut kept: Vec<usize> = Vec::new();
    for next in order {
        if kept.iter().all(|&better| overlap(boxes[better], boxes[next]) <= threshold) {
            kept.push(next);
        }
    }
    kept
}

type Pair = [String; 2];

fn letters(words: &[&str]) -> Vec<Vec<String>> {
    words.iter().map(|word| word.chars().map(String::from).collect()).collect()
}

fn pairs_of(word: &[String]) -> impl Iterator<Item = Pair> {
    word.windows(2).map(|pair| [pair[0].clone(), pair[1].clone()])
}

fn merged(word: &[String], pair: &Pair) -> Vec<String> {
    let mut result = Vec::new();
    let mut rest = word;
    while let [token, after @ ..] = rest {
        if rest.starts_with(pair) {
            result.push(pair.concat());
            rest = &rest[2..];
        } else {
            result.push(token.clone());
            rest = after;
        }
    }
    result
}

fn most_frequent(pairs: &HashMap<Pair, i64>) -> Option<Pair> {
    walks(pairs.len());
    pairs.iter().min_by_key(|&(pair, count)| (-count, pair)).map(|(pair, _)| pair.clone())
}

fn merges_by_counting(words: &[&str], counts: &[i64], steps: i64) -> Vec<Pair> {
    let mut words = letters(words);
    let mut merges = Vec::new();
    for _ in 0..steps {
        let mut pairs: HashMap<Pair, i64> = HashMap::new();
        for (word, count) in words.iter().zip(counts) {
            walks(word.len());
            pairs_of(word).for_each(|pair| *pairs.entry(pair).or_default() += count);
        }
        let Some(pair) = most_frequent(&pairs) else {
            break;
        };
        words = words.iter().map(|word| merged(word, &pair)).collect();
        merges.push(pair);
    }
    merges
}

fn merges_by_updating(words: &[&str], counts: &[i64], steps: i64) -> Vec<Pair> {
    let mut words = letters(words);
    let mut pairs: HashMap<Pair, i64> = HashMap::new();
    let mut holders: HashMap<Pair, HashSet<usize>> = HashMap::new();
    for (i, word) in words.iter().enumerate() {
        walks(word.len());
        for pair in pairs_of(word) {
            *pairs.entry(pair.clone()).or_default() += counts[i];
            holders.entry(pair).or_default().insert(i);
        }
    }
    let mut merges = Vec::new();
    while let Some(pair) = most_frequent(&pairs).filter(|_| (merges.len() as i64) < steps) {
        for i in holders.remove(&pair).unwrap_or_default() {
            walks(2 * words[i].len());
            for old in pairs_of(&words[i]) {
                let left = pairs.get(&old).copied().unwrap_or(0) - counts[i];
                if left > 0 {
                    pairs.insert(old.clone(), left);
                } else {
                    pairs.remove(&old);
                }
                holders.entry(old).or_default().remove(&i);
            }
            words[i] = merged(&words[i], &pair);
            for new in pairs_of(&words[i]) {
                *pairs.entry(new.clone()).or_default() += counts[i];
                holders.entry(new).or_default().insert(i);
            }
        }
        merges.push(pair);
    }
    merges
}

fn rate(said: &[&str], recognized: &[&str], changes: fn(&[&str], &[&str]) -> usize) -> Value {
    (changes(said, recognized) as f64 / said.len() as f64).into()
}

fn changes_by_recursion(said: &[&str], recognized: &[&str]) -> usize {
    step();
    match (said, recognized) {
        ([], rest) | (rest, []) => rest.len(),
        ([a, said_rest @ ..], [b, recognized_rest @ ..]) => {
            if a == b {
                return changes_by_recursion(said_rest, recognized_rest);
            }
            let replace = changes_by_recursion(said_rest, recognized_rest);
            let delete = changes_by_recursion(said, recognized_rest);
            let insert = changes_by_recursion(said_rest, recognized);
            1 + replace.min(delete).min(insert)
        }
    }
}

fn changes_by_rows(said: &[&str], recognized: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=recognized.len()).collect();
    for (i, word) in said.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, other) in recognized.iter().enumerate() {
            step();
            next.push(if word == other { row[j] } else { 1 + row[j].min(row[j + 1]).min(next[j]) });
        }
        row = next;
    }
    row[recognized.len()]
}
