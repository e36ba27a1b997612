//! The pages that people read: every link in them leads somewhere, and the README stays short and
//! leads to all of them.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The most lines of a README that is read to its end.
const README: usize = 150;

/// The most lines of a design that is read at one sitting.
const DESIGN: usize = 250;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown files of a folder.
fn pages(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.sort();
    pages
}

/// A page without what stands in it as code.
fn prose(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let outside_fences = text.split("```").step_by(2).collect::<String>();
    let lines = outside_fences.lines().filter(|line| !line.starts_with("    "));
    let lines: Vec<&str> = lines.collect();
    // A span of code may go on in the next line.
    lines.join("\n").split('`').step_by(2).collect()
}

/// Where the links and pictures of a page lead to.
fn links(prose: &str) -> Vec<String> {
    let between = |begins: &str, ends: char| -> Vec<String> {
        let parts = prose.split(begins).skip(1);
        parts.map(|part| part.split(ends).next().unwrap_or_default().to_string()).collect()
    };
    [between("](", ')'), between("src=\"", '"'), between("srcset=\"", '"')].concat()
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.collect::<String>().replace(' ', "-")
    };
    headings.map(anchor).collect()
}

/// Why a link of a page leads nowhere.
fn broken(page: &Path, link: &str) -> Option<String> {
    let is_elsewhere = link.starts_with("https://") || link.starts_with("mailto:");
    if is_elsewhere {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target =
        if file.is_empty() { page.to_path_buf() } else { page.parent().unwrap().join(file) };
    let leads = target.exists() && (anchor.is_empty() || anchors(&target).contains(&anchor.into()));
    (!leads).then(|| format!("{}: {link}", page.strip_prefix(root()).unwrap().display()))
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let pages = [".", "docs", "sessions/example", "tests/golden"].map(pages).concat();
    let mut nowhere = Vec::new();
    let mut count = 0;
    for page in &pages {
        let links = links(&prose(page));
        count += links.len();
        nowhere.extend(links.iter().filter_map(|link| broken(page, link)));
    }
    assert_eq!(nowhere, Vec::<String>::new());
    assert!(count > 30, "{count} links in {} pages", pages.len());
}

#[test]
fn a_link_that_leads_nowhere_is_seen() {
    let page = root().join("README.md");
    for link in ["docs/none.md", "docs/live.md#none", "#none", "docs/pictures/none.svg"] {
        assert!(broken(&page, link).is_some(), "{link}");
    }
    assert_eq!(links("a [b](c.md#d) <img src=\"e.svg\">"), ["c.md#d", "e.svg"]);
}

#[test]
fn the_readme_is_short_and_leads_to_every_page_of_docs() {
    let readme = root().join("README.md");
    let lines = fs::read_to_string(&readme).unwrap().lines().count();
    assert!(lines <= README, "{lines} lines: what is looked up belongs in docs/");
    let links = links(&prose(&readme));
    for page in pages("docs") {
        let name = format!("docs/{}", page.file_name().unwrap().to_string_lossy());
        assert!(links.contains(&name), "the README doesn't lead to {name}");
    }
}

#[test]
fn the_design_is_read_at_one_sitting() {
    let lines = fs::read_to_string(root().join("docs/design.md")).unwrap().lines().count();
    assert!(lines <= DESIGN, "{lines} lines");
}

/// What a page sets as code.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let spans = text.split('`').skip(1).step_by(2);
    spans.map(str::to_string).collect()
}

/// Every file and folder of some folders, from the root, with `/`; source files also without their
/// ending.
fn places(folders: &[&str]) -> Vec<String> {
    let mut places = Vec::new();
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(path) = waiting.pop() {
        let place = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        places.extend(place.strip_suffix(".rs").map(str::to_string));
        places.push(place);
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    places
}

/// Whether a span of code is meant as a place in the source: letters that names of files have, and
/// more than a word. `ID` stands for a session, whose files are none of the source's, as are those
/// of a running one.
fn is_place(span: &str) -> bool {
    let in_names = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/._-".contains(c);
    let is_path = span.contains('/') || span.ends_with(".rs");
    is_path && span.chars().all(in_names) && !span.contains("/.live")
}

#[test]
fn every_file_that_the_pages_for_contributors_name_is_there() {
    let places = places(&["src", "tests", "docs", "benches", "sessions/example", ".ci"]);
    let is_there = |span: &str| {
        let span = span.trim_end_matches('/');
        places.iter().any(|place| {
            place.strip_suffix(span).is_some_and(|above| above.is_empty() || above.ends_with('/'))
        })
    };
    let (mut missing, mut count) = (Vec::new(), 0);
    for page in ["CONTRIBUTING.md", "docs/design.md"] {
        for span in code(&root().join(page)) {
            if is_place(&span) {
                count += 1;
                if !is_there(&span) {
                    missing.push(format!("{page}: {span}"));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert!(count > 60, "{count} places");
    assert!(is_there("src/round/kind.rs") && !is_there("src/round/kinds.rs"));
    assert!(is_place("cmd/complete") && is_place("deeds.rs") && !is_place("sessions/ID.toml"));
}

#[test]
fn every_name_that_the_recipes_use_stands_in_the_source() {
    let mut text = String::new();
    for place in places(&["src", "tests"]).iter().filter(|place| place.ends_with(".rs")) {
        text += &fs::read_to_string(root().join(place)).unwrap();
    }
    let words: HashSet<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let is_name = |span: &String| {
        let marks = span.contains('_') || span.contains(char::is_uppercase);
        marks && span.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
    };
    let names: Vec<String> =
        code(&root().join("CONTRIBUTING.md")).into_iter().filter(is_name).collect();
    assert!(names.len() > 15, "{names:?}");
    let missing: Vec<&String> =
        names.iter().filter(|name| !words.contains(name.as_str())).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
