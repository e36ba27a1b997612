//! What rustfmt lets pass: lines of text and comment that are too wide, and a type's name that
//! stands for two things.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Types that one file for each platform defines.
const PLATFORM_TWINS: [&str; 4] = ["Input", "OpenDevice", "Opener", "Surroundings"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn under(folders: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found.sort();
    found
}

/// The type that a line declares.
fn declared(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
    let is_type = matches!(words.next()?, "struct" | "enum" | "trait" | "type");
    let name = words.next()?.split(|c: char| !c.is_alphanumeric()).next()?;
    (is_type && name.starts_with(char::is_uppercase)).then_some(name)
}

#[test]
fn a_line_has_100_columns_at_most() {
    let files = under(&["src", "tests", "benches"]);
    assert!(files.len() > 200, "{}", files.len());
    let mut wide = Vec::new();
    for path in files {
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.chars().count() > 100 {
                wide.push(format!("{}:{}", path.display(), at + 1));
            }
        }
    }
    assert_eq!(wide, [""; 0]);
}

#[test]
fn the_name_of_a_type_stands_for_one_thing() {
    let mut homes: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in under(&["src"]) {
        for line in fs::read_to_string(&path).unwrap().lines() {
            // An associated type is what its trait calls it, and the samples are the tests' own.
            let is_own =
                path.ends_with("tests.rs") || path.components().any(|c| c.as_os_str() == "samples");
            if let Some(name) = declared(line).filter(|_| !is_own && !line.starts_with("    type"))
            {
                homes.entry(name.to_string()).or_default().push(path.clone());
            }
        }
    }
    assert!(homes.len() > 300, "{}", homes.len());
    homes.retain(|name, files| files.len() > 1 && !PLATFORM_TWINS.contains(&name.as_str()));
    assert_eq!(homes, BTreeMap::new());
}
