//! The right answers pass, and wrong ones fail as they should.

use serde_json::Value;

use super::{came_of, has_python, references};
use crate::support::Workspace;

#[test]
fn every_reference_in_python_passes_all_its_cases() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let references = references();
    for (id, code) in &references {
        let (passed, failure) = came_of(&workspace, id, code);
        assert!(passed, "{id}: {failure}");
    }
    let listed = workspace.json(&["questions", "--kind", "coding"]);
    let without: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["id"].as_str().unwrap())
        .filter(|id| !references.iter().any(|(of, _)| of == id))
        .collect();
    assert_eq!(without, [""; 0], "each coding question has its reference in Python");
}

#[test]
fn wrong_solutions_fail_as_they_should() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let references = references();
    // What stands in the reference, what stands there instead, and what comes of it.
    for (id, right, wrong, expected) in [
        ("longest-steady-run", "> limit", ">= limit", "\"got\":"),
        ("machines-at-once", "<= start", "< start", "\"got\":"),
        ("busy-calendar", "start <= merged", "start < merged", "\"got\":"),
        ("first-and-last", "wanted) - 1]", "wanted)]", "\"got\":"),
        ("fewest-jumps", "len(reach) - 1", "len(reach)", "\"error\":"),
        ("median-of-two", "% 2:", "% 2 == 0:", "\"got\":"),
        // In the large case alone, and there at every other place.
        (
            "running-median",
            "append((upper",
            "append(upper[0] if len(medians) > 99 else (upper",
            "\"got\":",
        ),
        ("release-order", "heapq.heappop(ready)", "ready.pop()", "\"got\":"),
    ] {
        let code = &references.iter().find(|(of, _)| of == id).unwrap().1;
        assert_eq!(code.matches(right).count(), 1, "{id}: {right}");
        let (passed, failure) = came_of(&workspace, id, &code.replace(right, wrong));
        assert!(!passed && failure.contains(expected), "{id}: {failure}");
    }
    // First approaches that are right and too slow for the large case.
    for (id, code) in [
        (
            "one-trade",
            "def best_profit(prices):\n    later = range(len(prices))\n    \
             return max([0] + [prices[j] - prices[i] for j in later for i in range(j)])\n",
        ),
        (
            "gift-card-pair",
            "def find_pair(prices, amount):\n    for j in range(len(prices)):\n        \
             for i in range(j):\n            if prices[i] + prices[j] == amount:\n                \
             return [i, j]\n    return []\n",
        ),
        (
            "growing-scores",
            "def longest_growth(scores):\n    best = [1] * len(scores)\n    \
             for i in range(len(scores)):\n        for j in range(i):\n            \
             if scores[j] < scores[i]:\n                \
             best[i] = max(best[i], best[j] + 1)\n    return max(best)\n",
        ),
    ] {
        let file = workspace.file(&format!("{id}.py"), code);
        let args = ["check", file.to_str().unwrap(), "--question", id, "--format", "json"];
        let json: Value = serde_json::from_str(&workspace.run(&args).stdout).unwrap();
        let (cases, failure) = (&json["cases"], &json["first_failure"]);
        let short = cases["of"].as_u64().unwrap() - cases["passed"].as_u64().unwrap();
        assert_eq!((short, &json["examples"]["passed"]), (1, &json["examples"]["of"]), "{json:#}");
        assert_eq!(failure["error"], "time: not over in 2 s", "{json:#}");
    }
}

/// Slips, as they are made mechanically: what stands there, and what stands there then.
const SLIPS: [(&str, &str); 13] = [
    (" + 1", " + 2"),
    (" < ", " <= "),
    ("<=", "<"),
    ("min(", "max("),
    ("if ", "if not "),
    (" - ", " + "),
    ("= 0", "= 1"),
    ("^=", "|="),
    ("sum(", "max("),
    ("(-", "("),
    ("max(", "min("),
    ("sorted(", "list("),
    ("[-1]", "[0]"),
];

/// Where a slip changes nothing: both walls are as high, a half past the half, boxes that overlap
/// by just the threshold, a beginning that is never the least, counts that are all twice as large,
/// a sum that is divided by another with the same slip, a rounding error.
const HARMLESS: [(&str, &str); 12] = [
    ("vote-of-neighbours", " + 1"),
    ("debug-this-transformer", " + 1"),
    ("debug-this-transformer", " - "),
    ("best-tree-split", " + 1"),
    ("first-component", " < "),
    ("next-token-filter", " < "),
    ("split-by-group", " + 1"),
    ("key-value-cache-step", " - "),
    ("water-between-walls", "<="),
    ("even-split", " + 1"),
    ("keep-the-best-boxes", "<="),
    ("word-error-rate", " + 1"),
];

#[test]
fn a_slip_in_any_reference_is_found_by_its_cases() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    for (id, code) in references() {
        // What makes a tree of levels is no part of the answer.
        let from = if code.starts_with("def nodes") { code.rfind("\ndef ").unwrap() } else { 0 };
        let (helper, answer) = code.split_at(from);
        let is_meant = |(right, _): &&(&str, &str)| {
            answer.contains(right) && !HARMLESS.contains(&(&*id, right))
        };
        let (right, wrong) = SLIPS.iter().find(is_meant).unwrap_or_else(|| panic!("{id}"));
        let slipped = format!("{helper}{}", answer.replacen(right, wrong, 1));
        let (passed, _) = came_of(&workspace, &id, &slipped);
        assert!(!passed, "{id} passes with {wrong:?} in the place of {right:?}");
    }
}
