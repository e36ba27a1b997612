//! The questions as they stand in the TOML files.

use std::path::Path;

use toml::Table;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/builtin/questions/coding");

/// Every question of the bank, by file name and then in the file's order.
pub(super) fn load() -> Vec<Table> {
    let mut files: Vec<_> = std::fs::read_dir(FOLDER)
        .expect("the bank's folder is there")
        .map(|entry| entry.expect("a folder's entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files.iter().flat_map(|path| questions(path)).collect()
}

fn questions(path: &Path) -> Vec<Table> {
    let text = std::fs::read_to_string(path).expect("a bank file is UTF-8");
    let mut file: Table =
        text.parse().unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    let questions =
        file.remove("question").unwrap_or_else(|| panic!("{}: no [[question]]", path.display()));
    assert!(file.is_empty(), "{}: only [[question]] is allowed", path.display());
    questions.try_into().unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

pub(super) fn id(question: &Table) -> String {
    question["id"].as_str().expect("an id is text").to_owned()
}

/// Input and output of each example, as written.
pub(super) fn examples(question: &Table) -> Vec<(String, String)> {
    let text = |example: &toml::Value, key: &str| {
        example[key].as_str().expect("an example holds text").to_owned()
    };
    let examples = question["example"].as_array().expect("examples are tables");
    examples.iter().map(|example| (text(example, "input"), text(example, "output"))).collect()
}
