//! Plausible wrong answers to the questions of ML coding, and right ones that are too slow: each is
//! found by the cases that are kept back, also where no example shows it.
//!
//! `variants.diff` has them: a question and what is wrong, a part of its reference in Python, and
//! what stands there instead.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::code::has_python;
use crate::support::Workspace;

/// A question's reference with one fault.
struct Variant {
    id: &'static str,
    fault: &'static str,
    code: String,
}

fn variants() -> Vec<Variant> {
    include_str!("variants.diff").split("\n\n").map(variant).collect()
}

fn variant(text: &'static str) -> Variant {
    let (first, lines) = text.split_once('\n').expect("a line says what is wrong");
    let (id, fault) = first.split_once(": ").expect("it begins with the question");
    let part = |sign: char| -> String {
        let lines: Vec<&str> = lines.lines().filter_map(|line| line.strip_prefix(sign)).collect();
        lines.join("\n")
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/bank_coding/python");
    let code = std::fs::read_to_string(folder.join(format!("{id}.py"))).expect("its reference");
    assert_eq!(code.matches(&part('-')).count(), 1, "{first}");
    Variant { id, fault, code: code.replace(&part('-'), &part('+')) }
}

/// Whether the cases that are kept back find what is wrong.
fn is_found(workspace: &Workspace, variant: &Variant) -> bool {
    let file = workspace.file(&format!("{}.py", variant.id), &variant.code);
    let args = ["check", file.to_str().unwrap(), "--question", variant.id, "--format", "json"];
    let ran = workspace.run(&args);
    let json: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let of = |key: &str| json["cases"][key].as_u64().unwrap_or_else(|| panic!("{json:#}"));
    of("passed") < of("of")
}

#[test]
fn the_cases_kept_back_find_every_wrong_variant() {
    let variants = variants();
    let mut of_each: BTreeMap<&str, usize> = BTreeMap::new();
    variants.iter().for_each(|variant| *of_each.entry(variant.id).or_default() += 1);
    assert!(of_each.len() == 20 && of_each.values().all(|&many| many >= 2), "{of_each:?}");
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let missed: Vec<String> = variants
        .iter()
        .filter(|variant| !is_found(&workspace, variant))
        .map(|variant| format!("{}: {}", variant.id, variant.fault))
        .collect();
    assert_eq!(missed, [""; 0], "no case finds these");
}
