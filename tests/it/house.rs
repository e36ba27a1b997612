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

/// What one file imports.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    /// Its place in the crate, e.g. `session::store::read`.
    module: Vec<String>,
    /// Every path that it names outside its tests, from the crate on: what begins with none of
    /// `crate`, `super` and `self` is looked for in the file itself.
    names: BTreeSet<Vec<String>>,
    /// What its `use` lines call by which name; by `#[cfg]` one name may stand for several.
    uses: BTreeMap<String, BTreeSet<Vec<String>>>,
    /// A module that stands in braces here.
    inline: Option<String>,
}

impl Source {
    fn read(module: &[&str], text: &str) -> Self {
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
            let before = at.checked_sub(1).map_or("", |before| tokens[before]);
            let next = tokens.get(at + 1).copied().unwrap_or("");
            if token == "use" && (is_word(next) || matches!(next, "{" | "::")) {
                let mut used = Vec::new();
                at = tree(tokens, at + 1, &[], &mut used);
                for (path, name) in used {
                    let path = self.absolute(&path);
                    self.uses.entry(name.to_string()).or_default().insert(path.clone());
                    self.names.insert(path);
                }
            } else if is_word(token) && next == "::" && !matches!(before, "::" | ".") {
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
    fn room(&self) -> &str {
        self.module.first().map_or("main", String::as_str)
    }
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
            'r' if rest.starts_with("r\"") => 1 + quoted(&rest[1..], "\"", false),
            'r' if rest.starts_with("r#\"") => 2 + quoted(&rest[2..], "\"#", false),
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
    let house: BTreeMap<&[String], &Source> =
        sources.iter().map(|source| (source.module.as_slice(), source)).collect();
    let (mut wrongs, mut rooms, mut files) = (Vec::new(), Arrows::new(), Arrows::new());
    for source in sources.iter().filter(|source| source.room() != "main") {
        let (room, place) = (source.room(), source.module.join("::"));
        let Some(below) = allowed.get(room) else {
            wrongs.push(format!("{room} is a room without a floor"));
            continue;
        };
        if let Some(inline) = &source.inline {
            wrongs.push(format!("{place} holds a module in braces, {inline}: give it a file"));
        }
        for item in items(source, &house) {
            let why = format!("{place} names {}", item.join("::"));
            let (holder, to) = (holder(&item, &house), item[0].as_str());
            if item.last().is_some_and(|name| name == "*") {
                wrongs.push(format!("{why}: name each thing that is meant"));
            } else if to == room {
                // A file and those below it are one idea in several files.
                if !holder.starts_with(&source.module) && !source.module.starts_with(holder) {
                    let arrows = files.entry(place.clone()).or_default();
                    arrows.entry(holder.join("::")).or_insert(why);
                }
            } else if !allowed.contains_key(to) {
                wrongs.push(format!("{why}, and {to} is no room: name it where it is written"));
            } else {
                if !below.contains(&to) {
                    wrongs.push(format!("{room} may not import {to}: {why}"));
                }
                rooms.entry(room.to_string()).or_default().entry(to.to_string()).or_insert(why);
            }
        }
    }
    wrongs.extend(circles(&rooms));
    wrongs.extend(circles(&files));
    wrongs
}

/// Who names whom, and by which name.
type Arrows = BTreeMap<String, BTreeMap<String, String>>;

/// All things that a file names, each by the path of where it is written.
fn items(source: &Source, house: &BTreeMap<&[String], &Source>) -> BTreeSet<Vec<String>> {
    let mut items = BTreeSet::new();
    for name in &source.names {
        follow(name, house, &mut BTreeSet::new(), &mut items);
    }
    items
}

/// Follows a path through the `use` lines of the files on its way, to what it leads to.
fn follow(
    path: &[String],
    house: &BTreeMap<&[String], &Source>,
    seen: &mut BTreeSet<Vec<String>>,
    items: &mut BTreeSet<Vec<String>>,
) {
    let holder = holder(path, house);
    // What stands further in an item is the item's own.
    let item = &path[..path.len().min(holder.len().max(1) + 1)];
    let uses = house.get(holder).map(|source| &source.uses);
    let handed_on = path.get(holder.len()).and_then(|name| uses?.get(name));
    match handed_on {
        Some(paths) if seen.insert(item.to_vec()) => {
            for to in paths {
                follow(&[to, &path[holder.len() + 1..]].concat(), house, seen, items);
            }
        }
        None if !item.is_empty() => drop(items.insert(item.to_vec())),
        _ => {}
    }
}

/// The file that a path leads into: the longest part of it that is one.
fn holder<'a>(path: &'a [String], house: &BTreeMap<&[String], &Source>) -> &'a [String] {
    let parts = (0..=path.len()).rev().map(|length| &path[..length]);
    parts.into_iter().find(|part| house.contains_key(part)).unwrap_or_default()
}

/// The circles among some arrows, each told once, by the names that it rides on.
fn circles(arrows: &Arrows) -> Vec<String> {
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
fn way(arrows: &Arrows, from: &str, to: &str) -> Option<Vec<String>> {
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

/// All files of the crate but those that hold tests only, and `main`, which is above them all.
fn sources(folder: &Path, module: &[&str], found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_str().unwrap();
        if matches!(
            name,
            "tests"
                | "testing"
                | "samples"
                | "properties"
                | "synthetic"
                | "builtin"
                | "main"
                | "driven"
                | "example"
        ) {
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

/// The code in the templates that a text names, and in those that these name.
fn templates(text: &str, seen: &mut BTreeSet<String>) -> String {
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
fn holes(template: &str) -> String {
    let mut holes = String::new();
    for part in template.split('{').skip(1) {
        holes += part.split('}').next().unwrap_or(part);
        holes.push('\n');
    }
    holes
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
    for text in ["use crate::top::B;", "use crate::{\n    base,\n    top::{B, },\n};"] {
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
fn an_arrow_is_seen_through_every_spelling() {
    for text in [
        "/* \" */ use crate::top::B;",
        "/* /* */ ' */ use crate::top::B;",
        "use crate as c;\nfn f() { c::top::B }",
        "use super::super as c;\nuse c::top::B;",
        "use super::super::{self as c};\nfn f() { c::top::B() }",
        "use crate::{self as c};\nfn f(x: c::top::B) {}",
        "#[serde(with = \"crate::top::B\")]",
        "#[serde(default = \"super::super::top::B\")]",
        "fn f() { <u8 as crate::top::B>::f() }",
        "const X: u8 = Self::Y as crate::top::B;",
        "fn f() { use crate::top::B as C; C::new() }",
    ] {
        let wrongs = small(&[(&["base", "a"], text)]);
        assert!(wrongs.contains(&"base may not import top: base::a names top::B".into()), "{text}");
    }
}

#[test]
fn an_arrow_is_seen_through_what_other_files_hand_on() {
    let around = ["a circle: top::a names top::b::B; top::b names top::a::A"];
    for (mother, a) in [
        ("mod a;\nuse b::B;", "use super::B;"),
        ("pub(crate) use self::b::B as C;", "fn f() { crate::top::C::new() }"),
        ("use {b::B};", "use super as mother;\nfn f() -> mother::B {}"),
        ("#[cfg(unix)]\nuse b as c;\n#[cfg(windows)]\nuse d as c;", "fn f() { super::c::B }"),
        ("", "use super::super::top;\nfn f() { top::b::B }"),
    ] {
        let files = [
            (&["top"][..], mother),
            (&["top", "a"], a),
            (&["top", "b"], "use super::a::A;"),
            (&["top", "d"], ""),
        ];
        assert_eq!(small(&files), around, "{mother} {a}");
    }
    // What the mother herself holds is no arrow; nor does a name that leads round lead anywhere.
    let own = [(&["top"][..], "struct B;\nuse a::A;"), (&["top", "a"], "use super::{B, A};")];
    assert_eq!(small(&own), [""; 0]);
    let round = [(&["top"][..], "use a::A;"), (&["top", "a"], "use super::A;")];
    assert_eq!(small(&round), [""; 0]);
    let root =
        [(&[][..], "pub use top::{B, f};"), (&["base"], "fn g() { crate::f() }"), (&["top"], "")];
    assert_eq!(small(&root), ["base may not import top: base names top::f"]);
}

#[test]
fn what_hides_a_name_is_refused() {
    for (text, why) in [
        ("use crate::base::b::*;", "base::a names base::b::*: name each thing that is meant"),
        ("use super::*;", "base::a names base::*: name each thing that is meant"),
        (
            "mod c { use super::super::b::B; }",
            "base::a holds a module in braces, c: give it a file",
        ),
        (
            "use crate::inside::B;",
            "base::a names inside::B, and inside is no room: name it where it is written",
        ),
    ] {
        let files = [(&["base"][..], ""), (&["base", "a"], text), (&["base", "b"], "")];
        assert!(small(&files).contains(&why.into()), "{text}: {:?}", small(&files));
    }
}

#[test]
fn what_stands_in_a_template_is_read() {
    let template = "<p>crate::top::A it's</p>{% let x = crate::top::B %}\n{{ crate::top::C::D }}";
    let wrongs = small(&[(&["base", "a"], &holes(template))]);
    assert_eq!(
        wrongs,
        [
            "base may not import top: base::a names top::B",
            "base may not import top: base::a names top::C"
        ]
    );
    let named = templates("#[template(path = \"report.html\")]", &mut BTreeSet::new());
    assert!(named.contains("crate::report::colours"), "{named}");
    // It includes this one.
    assert!(named.contains("crate::report::words::IN_SHORT"), "{named}");
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
