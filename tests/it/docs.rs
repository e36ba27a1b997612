//! The pages that people read: every link in them leads somewhere, and the README stays short and
//! leads to all of them.

use std::fs;
use std::path::{Path, PathBuf};

/// The most lines of a README that is read to its end.
const README: usize = 150;

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
