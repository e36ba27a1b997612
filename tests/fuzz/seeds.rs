//! What is mangled: the files that the program itself comes with, the golden sessions, and those
//! of `seeds/`, each of which a reader once failed on or has a path for.

use std::fs;
use std::path::{Path, PathBuf};

/// The seeds of a reader.
pub(crate) fn of(reader: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = files(&root.join("tests/fuzz/seeds").join(reader));
    match reader {
        "session" => paths.extend(files(&root.join("tests/golden"))),
        "template" => {
            paths.extend(files(&root.join("src/builtin/templates")));
            paths.push(root.join("src/builtin/example-template.toml"));
        }
        "bank" => paths.push(root.join("src/builtin/example-questions.toml")),
        "settings" => paths.push(root.join("mockround.toml")),
        _ => {}
    }
    let is_seed = |path: &PathBuf| !path.extension().is_some_and(|e| e == "md" || e == "json");
    paths.into_iter().filter(is_seed).map(|path| fs::read(path).unwrap()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
