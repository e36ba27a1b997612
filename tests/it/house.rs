//! The house has floors: a room imports from the floors below it, and no two rooms, and no two
//! files of one room, import each other. Read from the source, without its tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use self::source::{Source, holes, sources, templates};

mod source;

/// The rooms, and what each may import from. `main` stands above them all.
const FLOORS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("on_disk", &[]),
    ("others", &[]),
    ("copied", &[]),
    ("program", &[]),
    ("word", &[]),
    ("apportion", &[]),
    ("time", &["apportion"]),
    ("fields", &["text", "time", "word"]),
    ("voice", &["program", "text", "time"]),
    ("words", &["text", "time", "word"]),
    ("round", &["fields", "text", "word"]),
    ("trial", &["program", "round", "text", "word"]),
    ("session", &["copied", "on_disk", "others", "round", "text", "time", "word"]),
    ("stories", &["apportion", "fields", "round", "session", "text", "time", "word"]),
    ("settings", &["copied", "fields", "on_disk", "others", "program", "round", "text", "word"]),
    ("pacing", &["round", "session", "text", "time", "word", "words"]),
    ("practice", &["fields", "pacing", "round", "session", "settings", "stories", "text", "word"]),
    ("report", &["pacing", "round", "session", "text", "time", "voice", "word"]),
    ("readers", &["pacing", "report", "round", "session", "settings", "stories", "voice", "words"]),
    (
        "live",
        &[
            "program", "round", "session", "stories", "text", "time", "trial", "voice", "word",
            "words",
        ],
    ),
    ("cli", &["round", "session", "time", "word"]),
    (
        "cmd",
        &[
            "cli", "fields", "live", "pacing", "practice", "program", "report", "round", "session",
            "settings", "stories", "text", "time", "trial", "voice", "word", "words",
        ],
    ),
];

/// The families of a room, and which others of it each may import from: what is pure names neither
/// disk nor terminal. What belongs to no family by name belongs to the room's own.
const FAMILIES: &[(&str, &[&str])] = &[
    ("session", &[]),
    ("session::store", &["session"]),
    ("live", &["live::hearing", "live::machine", "live::rules", "live::words"]),
    ("live::rules", &[]),
    ("live::words", &["live::hearing", "live::rules"]),
    ("live::machine", &[]),
    ("live::hearing", &["live::machine"]),
];

/// Everything against the floors, each with the names that it rides on.
fn wrongs(
    sources: &[Source],
    floors: &[(&str, &[&str])],
    families: &[(&str, &[&str])],
) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = floors.iter().copied().collect();
    let house = house(sources);
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
                wrongs.extend(astray(&source.module, holder, families, &why));
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

/// What is wrong where a file of one family names what a file of another holds.
fn astray(
    from: &[String],
    to: &[String],
    families: &[(&str, &[&str])],
    why: &str,
) -> Option<String> {
    let family = |module: &[String]| {
        let module = module.join("::");
        let holds = |name: &str| module == name || module.starts_with(&format!("{name}::"));
        families.iter().filter(|(name, _)| holds(name)).max_by_key(|(name, _)| name.len())
    };
    let ((from, allowed), (to, _)) = (family(from)?, family(to)?);
    let is_wrong = from != to && !allowed.contains(to);
    is_wrong.then(|| format!("{from} may not import {to}: {why}"))
}

/// What the floors allow and nobody needs: it would hide an arrow that comes later.
fn unused(sources: &[Source], floors: &[(&str, &[&str])]) -> Vec<String> {
    let house = house(sources);
    let mut needed: BTreeSet<(&str, String)> = BTreeSet::new();
    for source in sources {
        let rooms = items(source, &house).into_iter().map(|item| item[0].clone());
        needed.extend(rooms.map(|to| (source.room(), to)));
    }
    let mut unused = Vec::new();
    for (room, below) in floors {
        let idle = below.iter().filter(|to| !needed.contains(&(*room, (**to).to_string())));
        unused.extend(idle.map(|to| format!("{room} may import {to}, and doesn't")));
    }
    unused
}

/// The files by their places.
fn house(sources: &[Source]) -> BTreeMap<&[String], &Source> {
    sources.iter().map(|source| (source.module.as_slice(), source)).collect()
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

#[test]
fn imports_go_down_only() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut found);
    assert!(found.len() > 50, "{}", found.len());
    let wrongs = [wrongs(&found, FLOORS, FAMILIES), unused(&found, FLOORS)].concat();
    assert!(wrongs.is_empty(), "\n{}\n", wrongs.join("\n"));
}

/// A small house: what is wrong with it, where `top` may import from `base`.
fn small(files: &[(&[&str], &str)]) -> Vec<String> {
    let sources: Vec<Source> =
        files.iter().map(|(module, text)| Source::read(module, text)).collect();
    wrongs(&sources, &[("base", &[]), ("top", &["base"])], &[])
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
        "const A: &str = r##\"\"#\"##;\nuse crate::top::B;",
        "use crate as c;\nfn f() { c::top::B }",
        "use super::super as c;\nuse c::top::B;",
        "use super::super::{self as c};\nfn f() { c::top::B() }",
        "use crate::{self as c};\nfn f(x: c::top::B) {}",
        "#[serde(with = \"crate::top::B\")]",
        "#[serde(default = \"super::super::top::B\")]",
        "fn f() { <u8 as crate::top::B>::f() }",
        "const X: u8 = Self::Y as crate::top::B;",
        "fn f() { use crate::top::B as C; C::new() }",
        "const X: Y = Y { z: 1, ..crate::top::B };",
        "fn f() { for x in 0..crate::top::B {} }",
        "struct A {\n    #[cfg(test)]\n    seen: u8,\n}\nuse crate::top::B;",
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
fn an_arrow_out_of_its_family_is_told() {
    let families: [(&str, &[&str]); 3] = [("top", &[]), ("top::pure", &[]), ("top::io", &["top"])];
    let wrongs = |files: &[(&[&str], &str)]| {
        let sources: Vec<Source> =
            files.iter().map(|(module, text)| Source::read(module, text)).collect();
        wrongs(&sources, &[("top", &[])], &families)
    };
    let io = (&["top", "io"][..], "use super::words::W;");
    let words = (&["top", "words"][..], "");
    assert_eq!(wrongs(&[io, words]), [""; 0]);
    let words = (&["top", "words"][..], "fn f() { crate::top::io::open() }");
    let told = wrongs(&[(&["top", "io"], ""), words]);
    assert_eq!(told, ["top may not import top::io: top::words names top::io::open"]);
    let pure = (&["top", "pure", "a"][..], "use super::super::words::W;");
    let told = wrongs(&[pure, (&["top", "words"], ""), (&["top", "pure"], "")]);
    assert_eq!(told, ["top::pure may not import top: top::pure::a names top::words::W"]);
}

#[test]
fn what_a_floor_allows_and_nobody_needs_is_told() {
    let sources = |text| [Source::read(&["top", "a"], text)];
    let floors: [(&str, &[&str]); 2] = [("base", &[]), ("top", &["base"])];
    assert_eq!(unused(&sources("use crate::base::B;"), &floors), [""; 0]);
    assert_eq!(unused(&sources("struct B;"), &floors), ["top may import base, and doesn't"]);
}

#[test]
fn a_room_without_a_floor_is_told() {
    assert_eq!(small(&[(&["attic"], "")]), ["attic is a room without a floor"]);
}
