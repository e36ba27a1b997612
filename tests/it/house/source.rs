//! What the source names, read without its tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What one file imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// Its place in the crate, e.g. `session::store::read`.
    pub(super) module: Vec<String>,
    /// Every path that it names outside its tests, from the crate on: what begins with none of
    /// `crate`, `super` and `self` is looked for in the file itself.
    pub(super) names: BTreeSet<Vec<String>>,
    /// What its `use` lines call by which name; by `#[cfg]` one name may stand for several.
    pub(super) uses: BTreeMap<String, BTreeSet<Vec<String>>>,
    /// A module that stands in braces here.
    pub(super) inline: Option<String>,
}

impl Source {
    pub(super) fn read(module: &[&str], text: &str) -> Self {
        let mut source = Self {
            module: module.iter().map(ToString::to_string).collect(),
            names: BTreeSet::new(),
            uses: BTreeMap::new(),
            inline: None,
        };
        let code = code(text);
        source.take(&tokens(&code));
        source
    }

    fn take(&mut self, tokens: &[&str]) {
        let mut at = 0;
        while let Some(&token) = tokens.get(at) {
            let before = back(tokens, at, 1);
            // Of a range, `..`, what stands behind is a path as any other.
            let is_of_a_value = before == "." && back(tokens, at, 2) != ".";
            let next = tokens.get(at + 1).copied().unwrap_or("");
            if token == "use" && (is_word(next) || matches!(next, "{" | "::")) {
                let mut used = Vec::new();
                at = tree(tokens, at + 1, &[], &mut used);
                for (path, name) in used {
                    let path = self.absolute(&path);
                    self.uses.entry(name.to_string()).or_default().insert(path.clone());
                    self.names.insert(path);
                }
            } else if is_word(token) && next == "::" && before != "::" && !is_of_a_value {
                let (path, end) = path(tokens, at);
                self.names.insert(self.absolute(&path));
                at = end;
            } else {
                if token == "mod" && tokens.get(at + 2) == Some(&"{") {
                    self.inline = Some(next.to_string());
                }
                at += 1;
            }
        }
    }

    /// A path as it is written in this file, from the crate on.
    fn absolute(&self, path: &[&str]) -> Vec<String> {
        let mut absolute = match path.first() {
            Some(&"crate") => Vec::new(),
            _ => self.module.clone(),
        };
        for word in path {
            match *word {
                "crate" | "self" => {}
                "super" => drop(absolute.pop()),
                name => absolute.push(name.to_string()),
            }
        }
        absolute
    }

    /// The room that it belongs to.
    pub(super) fn room(&self) -> &str {
        self.module.first().map_or("main", String::as_str)
    }
}

/// The token so many places before another; empty where there is none.
fn back<'a>(tokens: &[&'a str], at: usize, places: usize) -> &'a str {
    at.checked_sub(places).map_or("", |at| tokens[at])
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The path that begins at a token, and where it ends.
fn path<'a>(tokens: &[&'a str], mut at: usize) -> (Vec<&'a str>, usize) {
    let mut path = Vec::new();
    while let Some(token) = tokens.get(at).filter(|token| is_word(token) || **token == "*") {
        path.push(*token);
        at += 1;
        if tokens.get(at) != Some(&"::") {
            break;
        }
        at += 1;
    }
    (path, at)
}

/// Takes in the path, or the group of paths, of a `use` that begins at a token, each with the name
/// that it gets; where it ends.
fn tree<'a>(
    tokens: &[&'a str],
    at: usize,
    before: &[&'a str],
    used: &mut Vec<(Vec<&'a str>, &'a str)>,
) -> usize {
    let (path, mut at) = path(tokens, at + usize::from(tokens.get(at) == Some(&"::")));
    let path = [before, &path].concat();
    match tokens.get(at) {
        Some(&"{") => {
            at += 1;
            while let Some(&token) = tokens.get(at).filter(|token| **token != "}") {
                at = if is_word(token) { tree(tokens, at, &path, used) } else { at + 1 };
            }
            at + 1
        }
        Some(&"as") => {
            used.push((path, tokens.get(at + 1).copied().unwrap_or("_")));
            at + 2
        }
        _ => {
            let name = path.iter().rfind(|word| **word != "self").copied().unwrap_or("_");
            used.push((path, name));
            at
        }
    }
}

/// The words, the braces and commas, and the `::` of some code.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = match first {
            _ if word > 0 => word,
            ':' if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        if !first.is_whitespace() {
            tokens.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    tokens
}

/// Source without comments, without what stands in quotes, and without what is only for tests. A
/// path in quotes stays: that is how an attribute names a function.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest, "\"", true),
            'r' => raw(rest).unwrap_or(0),
            '\'' if is_character(rest) => quoted(rest, "'", true),
            _ => 0,
        };
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (literal, left) = rest.split_at(skipped.min(rest.len()));
        let inside = literal.trim_matches('"');
        let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        code.push(' ');
        if literal.starts_with('"') && inside.contains("::") && inside.chars().all(is_path) {
            code += inside;
            code.push(' ');
        }
        rest = left;
    }
    without_tests(&code)
}

/// How long a comment is that begins with `/*`; such comments nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    loop {
        let rest = &text[at..];
        let Some(found) = rest.find("/*").into_iter().chain(rest.find("*/")).min() else {
            return text.len();
        };
        depth += if rest[found..].starts_with("/*") { 1 } else { -1 };
        at += found + 2;
        if depth == 0 {
            return at;
        }
    }
}

/// How long a raw string is, with any number of `#`; `None` where none begins.
fn raw(text: &str) -> Option<usize> {
    let hashes = text[1..].find(|c| c != '#')?;
    let begins = 1 + hashes;
    text[begins..].starts_with('"').then(|| {
        let end = format!("\"{}", "#".repeat(hashes));
        begins + quoted(&text[begins..], &end, false)
    })
}

/// Whether a quote begins a character, and not the name of a lifetime.
fn is_character(text: &str) -> bool {
    text.starts_with("'\\") || text.chars().nth(2) == Some('\'')
}

/// How long a literal is that begins with one quote and ends with `end`.
fn quoted(text: &str, end: &str, escapes: bool) -> usize {
    let mut at = 1;
    while at < text.len() {
        if escapes && text[at..].starts_with('\\') {
            at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if text[at..].starts_with(end) {
            return at + end.len();
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// Leaves out each item under `#[cfg(test)]`: up to its `;`, or its braces. A field ends with what
/// it stands in.
fn without_tests(code: &str) -> String {
    let mut left = String::new();
    let mut rest = code;
    let marked = |code: &str| {
        let marks = ["#[cfg(test)]", "#[cfg(all(test,"];
        marks.iter().filter_map(|mark| code.find(mark)).min()
    };
    while let Some(found) = marked(rest) {
        left += &rest[..found];
        rest = &rest[found..];
        let mut depth = 0;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            let is_field = depth < 0;
            if is_field || depth == 0 && (c == ';' || c == '}') {
                end = if is_field { at } else { at + 1 };
                break;
            }
        }
        rest = &rest[end..];
    }
    left + rest
}

/// All files of the crate but those that hold tests only, and `main`, which is above them all.
pub(super) fn sources(folder: &Path, module: &[&str], found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let of_tests = modules_of_tests(&mother(folder));
    for path in entries {
        let name = path.file_stem().unwrap().to_str().unwrap();
        if name == "main" || of_tests.contains(name) {
            continue;
        }
        let inside: Vec<&str> = module.iter().copied().chain([name]).collect();
        if path.is_dir() {
            sources(&path, &inside, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = if matches!(name, "mod" | "lib") { module } else { &inside };
            let text = fs::read_to_string(&path).unwrap();
            let templates = templates(&text, &mut BTreeSet::new());
            found.push(Source::read(module, &(text + &templates)));
        }
    }
}

/// The text of the file that names the modules in a folder.
fn mother(folder: &Path) -> String {
    let places = [folder.join("lib.rs"), folder.join("mod.rs"), folder.with_extension("rs")];
    places.iter().find_map(|file| fs::read_to_string(file).ok()).unwrap_or_default()
}

/// The modules that are compiled for tests only.
fn modules_of_tests(mother: &str) -> BTreeSet<String> {
    let marked = mother
        .split("#[cfg(")
        .skip(1)
        .filter(|rest| rest.starts_with("test)]") || rest.starts_with("all(test,"));
    let declared = marked.filter_map(|rest| {
        // Other attributes may stand between.
        let item = rest.lines().skip(1).find(|line| !line.trim().starts_with("#["))?;
        let (before, name) = item.trim().strip_suffix(';')?.split_once("mod ")?;
        (before.is_empty() || before.starts_with("pub")).then(|| name.to_string())
    });
    declared.collect()
}

/// The code in the templates that a text names, and in those that these name.
pub(super) fn templates(text: &str, seen: &mut BTreeSet<String>) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/html");
    let mut code = String::new();
    for name in text.split('"').filter(|name| name.ends_with(".html")) {
        if let Ok(template) = fs::read_to_string(folder.join(name))
            && seen.insert(name.to_string())
        {
            let holes = holes(&template);
            code += &templates(&holes, seen);
            code += &holes;
        }
    }
    code
}

/// What stands in the `{{ }}` and `{% %}` of a template.
pub(super) fn holes(template: &str) -> String {
    let mut holes = String::new();
    for part in template.split('{').skip(1) {
        holes += part.split('}').next().unwrap_or(part);
        holes.push('\n');
    }
    holes
}
