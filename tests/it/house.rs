//! The house has floors: a room imports from the floors below it, and no two rooms, and no two
//! files of one room, import each other. Read from the source, without its tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, and what each may import from. `main` stands above them all.
const FLOORS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("others", &[]),
    ("word", &[]),
    ("apportion", &[]),
    ("time", &["apportion"]),
    ("fields", &["text", "time", "word"]),
    ("voice", &["text", "time"]),
    ("round", &["fields", "text", "time", "word"]),
    ("session", &["others", "round", "text", "time", "word"]),
    ("stories", &["apportion", "fields", "round", "session", "text", "time", "word"]),
    ("settings", &["fields", "others", "round", "text", "voice", "word"]),
    ("pacing", &["apportion", "round", "session", "stories", "text", "time", "word"]),
    ("report", &["pacing", "round", "session", "text", "time", "voice", "word"]),
    ("readers", &["pacing", "report", "round", "session", "settings", "stories", "voice"]),
    (
        "live",
        &["fields", "round", "session", "settings", "stories", "text", "time", "voice", "word"],
    ),
    ("cli", &["fields", "round", "session", "settings", "text", "time", "word"]),
    (
        "cmd",
        &[
            "cli", "fields", "live", "pacing", "report", "round", "session", "settings", "stories",
            "text", "time", "voice", "word",
        ],
    ),
];

/// What one file imports: the paths of the crate that it names, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    /// Its place in the crate, e.g. `session::store::read`.
    module: Vec<String>,
    /// Every path of the crate that it names outside its tests.
    names: BTreeSet<Vec<String>>,
}

impl Source {
    fn read(module: &[&str], text: &str) -> Self {
        let module: Vec<String> = module.iter().map(ToString::to_string).collect();
        let code = code(text);
        let tokens = tokens(&code);
        let mut names = BTreeSet::new();
        let mut at = 0;
        while at < tokens.len() {
            let begins = matches!(tokens[at], "crate" | "super" | "self")
                && tokens.get(at + 1) == Some(&"::")
                && (at == 0 || tokens[at - 1] != "::");
            if begins {
                at = paths(&tokens, at, &[], &module, &mut names);
            } else {
                at += 1;
            }
        }
        Self { module, names }
    }

    /// The room that it belongs to.
    fn room(&self) -> &str {
        self.module.first().map_or("main", String::as_str)
    }
}

/// Takes in the path, or the group of paths, that begins at a token; where it ends.
fn paths(
    tokens: &[&str],
    mut at: usize,
    before: &[String],
    module: &[String],
    names: &mut BTreeSet<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    while let Some(&token) = tokens.get(at) {
        match token {
            "{" => {
                at += 1;
                while let Some(&token) = tokens.get(at) {
                    match token {
                        "}" => return at + 1,
                        "," => at += 1,
                        _ => at = paths(tokens, at, &path, module, names),
                    }
                }
                return at;
            }
            "crate" => path.clear(),
            "self" if path.is_empty() => path = module.to_vec(),
            "self" => {}
            "super" => {
                if path.is_empty() {
                    path = module.to_vec();
                }
                path.pop();
            }
            name => path.push(name.to_string()),
        }
        at += 1;
        if tokens.get(at) == Some(&"::") {
            at += 1;
            continue;
        }
        if tokens.get(at) == Some(&"as") {
            at += 2;
        }
        break;
    }
    names.insert(path);
    at
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

/// Source without comments, without what stands in quotes, and without what is only for tests.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => quoted(rest, "\"", true),
            'r' if rest.starts_with("r\"") => 1 + quoted(&rest[1..], "\"", false),
            'r' if rest.starts_with("r#\"") => 2 + quoted(&rest[2..], "\"#", false),
            '\'' if is_character(rest) => quoted(rest, "'", true),
            _ => 0,
        };
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped.min(rest.len())..];
        }
    }
    without_tests(&code)
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

/// Leaves out each item under `#[cfg(test)]`: up to its `;`, or its braces.
fn without_tests(code: &str) -> String {
    let mut left = String::new();
    let mut rest = code;
    while let Some(found) = rest.find("#[cfg(test)]") {
        left += &rest[..found];
        rest = &rest[found..];
        let mut depth = 0;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if depth == 0 && (c == ';' || c == '}') {
                end = at + 1;
                break;
            }
        }
        rest = &rest[end..];
    }
    left + rest
}

/// Everything against the floors, each with the names that it rides on.
fn wrongs(sources: &[Source], floors: &[(&str, &[&str])]) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = floors.iter().copied().collect();
    let mut wrongs = Vec::new();
    let mut rooms: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.room() != "main") {
        let room = source.room();
        let Some(below) = allowed.get(room) else {
            wrongs.push(format!("{room} is a room without a floor"));
            continue;
        };
        for name in &source.names {
            let to = name.first().map_or("", String::as_str);
            if to == room || !allowed.contains_key(to) {
                continue;
            }
            let why = format!("{} names {}", source.module.join("::"), name.join("::"));
            if !below.contains(&to) {
                wrongs.push(format!("{room} may not import {to}: {why}"));
            }
            rooms.entry(room.to_string()).or_default().entry(to.to_string()).or_insert(why);
        }
    }
    wrongs.extend(circles(&rooms));
    wrongs.extend(circles(&files(sources)));
    wrongs
}

/// Which file names which other file of its room. A file and those below it are one idea in
/// several files: what is named between them is no arrow.
fn files(sources: &[Source]) -> BTreeMap<String, BTreeMap<String, String>> {
    let modules: BTreeSet<&[String]> =
        sources.iter().map(|source| source.module.as_slice()).collect();
    let mut arrows: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.module.is_empty()) {
        for name in source.names.iter().filter(|name| name.first() == source.module.first()) {
            let holds = (1..=name.len()).rev().map(|length| &name[..length]);
            let Some(to) = holds.into_iter().find(|prefix| modules.contains(prefix)) else {
                continue;
            };
            if to.starts_with(&source.module) || source.module.starts_with(to) {
                continue;
            }
            let why = format!("{} names {}", source.module.join("::"), name.join("::"));
            arrows.entry(source.module.join("::")).or_default().entry(to.join("::")).or_insert(why);
        }
    }
    arrows
}

/// The circles among some arrows, each told once, by the names that it rides on.
fn circles(arrows: &BTreeMap<String, BTreeMap<String, String>>) -> Vec<String> {
    let (mut told, mut seen) = (Vec::new(), BTreeSet::new());
    for (from, targets) in arrows {
        for (to, why) in targets {
            let Some(back) = way(arrows, to, from) else { continue };
            let around: Vec<String> = [why.clone()].into_iter().chain(back).collect();
            if seen.insert(around.iter().cloned().collect::<BTreeSet<_>>()) {
                told.push(format!("a circle: {}", around.join("; ")));
            }
        }
    }
    told
}

/// The names on the shortest way from one place to another.
fn way(
    arrows: &BTreeMap<String, BTreeMap<String, String>>,
    from: &str,
    to: &str,
) -> Option<Vec<String>> {
    let mut ways: Vec<(&str, Vec<String>)> = vec![(from, Vec::new())];
    let mut seen = BTreeSet::from([from]);
    let mut at = 0;
    while at < ways.len() {
        let (place, names) = ways[at].clone();
        if place == to {
            return Some(names);
        }
        for (next, why) in arrows.get(place).into_iter().flatten() {
            if seen.insert(next) {
                ways.push((next, names.iter().cloned().chain([why.clone()]).collect()));
            }
        }
        at += 1;
    }
    None
}

/// All files of the crate but those that hold tests only.
fn sources(folder: &Path, module: &[&str], found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_str().unwrap();
        if matches!(name, "tests" | "testing" | "samples" | "properties" | "synthetic" | "builtin")
        {
            continue;
        }
        let inside: Vec<&str> = module.iter().copied().chain([name]).collect();
        if path.is_dir() {
            sources(&path, &inside, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = if matches!(name, "mod" | "lib" | "main") { module } else { &inside };
            found.push(Source::read(module, &fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn imports_go_down_only() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut found);
    assert!(found.len() > 50, "{}", found.len());
    let wrongs = wrongs(&found, FLOORS);
    assert!(wrongs.is_empty(), "\n{}\n", wrongs.join("\n"));
}

/// A small house: what is wrong with it, where `top` may import from `base`.
fn small(files: &[(&[&str], &str)]) -> Vec<String> {
    let sources: Vec<Source> =
        files.iter().map(|(module, text)| Source::read(module, text)).collect();
    wrongs(&sources, &[("base", &[]), ("top", &["base"])])
}

#[test]
fn an_arrow_up_is_told_with_its_name() {
    let up = ["base may not import top: base::a names top::B"];
    for text in ["use crate::top::B;", "use crate::{\n    text,\n    top::{B, },\n};"] {
        assert_eq!(small(&[(&["base", "a"], text)]), up, "{text}");
    }
    assert_eq!(small(&[(&["base", "a"], "fn f() -> u8 { crate::top::B }")]), up);
    assert_eq!(small(&[(&["base", "a"], "use super::super::top::B as C;")]), up);
    assert_eq!(small(&[(&["top", "a"], "use crate::base::B;")]), [""; 0]);
}

#[test]
fn a_circle_is_told_with_the_names_it_rides_on() {
    let rooms = small(&[(&["base"], "use crate::top::A;"), (&["top"], "use crate::base::{B, C};")]);
    assert_eq!(rooms[1..], ["a circle: base names top::A; top names base::B"]);
    let files = small(&[
        (&["top", "a"], "use super::b::B;"),
        (&["top", "b"], "use crate::top::c::{self, C};"),
        (&["top", "c"], "fn f() { super::a::f() }"),
    ]);
    assert_eq!(
        files,
        ["a circle: top::a names top::b::B; top::b names top::c; top::c names top::a::f"]
    );
    let mother = [(&["top"][..], "use self::a::A;"), (&["top", "a"][..], "use super::B;")];
    assert_eq!(small(&mother), [""; 0]);
}

#[test]
fn tests_comments_and_quotes_import_nothing() {
    let text = "// crate::top::A\nconst X: &str = \"{crate::top::A\";\n\
                const Y: [char; 2] = ['{', '\\''];\n\
                #[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod more {\n    use crate::top::B;\n}\n";
    assert_eq!(small(&[(&["base"], text)]), [""; 0]);
    let after = format!("{text}use crate::top::C;");
    assert_eq!(small(&[(&["base"], &after)]), ["base may not import top: base names top::C"]);
}

#[test]
fn a_room_without_a_floor_is_told() {
    assert_eq!(small(&[(&["attic"], "")]), ["attic is a room without a floor"]);
}
