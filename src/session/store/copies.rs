//! Copies of a session's files that other programs make: those that sync folders, file managers,
//! editors. They are known by their names; a session's own file by the id in it.

use std::path::{Path, PathBuf};

use super::find::beginning;
use super::list::{files, is_named};

/// What editors put before and behind a name, for what they keep of a file.
const AROUND: [(&str, &str); 10] = [
    ("", "~"),
    ("", ".bak"),
    ("", ".orig"),
    ("", ".old"),
    ("", ".save"),
    ("#", "#"),
    (".#", ""),
    (".", ".swp"),
    (".", ".swo"),
    (".", ".kate-swp"),
];

/// What file managers and programs that sync folders put behind a name, before its ending; `*` is
/// one letter, digit or hyphen or more.
const BEHIND: [&str; 8] = [
    ".sync-conflict-*",
    "_conflict-*",
    ".Conflict",
    ".conflict",
    " - Copy",
    " copy",
    " Copy",
    // As in `ID 2.toml`, and behind `copy`.
    " #",
];

/// The name of the file that another is a copy of, if that is called as copies are.
pub(super) fn original(name: &str) -> Option<String> {
    for (before, behind) in AROUND {
        let bare = name.strip_prefix(before).and_then(|name| name.strip_suffix(behind));
        if let Some(bare) = bare.filter(|bare| !bare.is_empty()) {
            // Emacs numbers its own: `name.~1~`.
            let numbered = bare.rsplit_once(".~").filter(|(_, n)| is_number(n) && behind == "~");
            return Some(numbered.map_or(bare, |(bare, _)| bare).to_string());
        }
    }
    for (at, _) in name.match_indices([' ', '.', '_']) {
        let is_behind = |rest: &&str| rest.is_empty() || rest.starts_with(['.', ' ']);
        if let Some(rest) = without_mark(&name[at..]).filter(is_behind).filter(|_| at > 0) {
            return Some(format!("{}{rest}", &name[..at]));
        }
    }
    None
}

/// What is left of a text behind the mark of a copy, if it begins with one.
fn without_mark(text: &str) -> Option<&str> {
    // `(1)`, `(copy)`, `(somebody's conflicted copy 2026-11-28)`, in any language.
    for (opens, closes) in [(" (", ')'), (" [", ']')] {
        if let Some(inside) = text.strip_prefix(opens) {
            return inside.split_once(closes).map(|(_, rest)| rest);
        }
    }
    BEHIND.iter().find_map(|mark| {
        let rest = text.strip_prefix(mark.trim_end_matches(['*', '#']))?;
        let is_one: fn(char) -> bool = match mark.chars().last() {
            Some('*') => |c| c.is_ascii_alphanumeric() || c == '-',
            Some('#') => |c| c.is_ascii_digit(),
            _ => return Some(rest),
        };
        let behind = rest.trim_start_matches(is_one);
        (behind.len() < rest.len()).then_some(behind)
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The files of a folder that hold the same session as one of them.
#[derive(Debug, Default)]
pub(super) struct SameSession {
    /// The copies, where that one is the session itself.
    pub(super) copies: Vec<PathBuf>,
    /// The others, where it is a copy: the session itself first, if it is there.
    pub(super) others: Vec<PathBuf>,
}

impl SameSession {
    pub(super) fn of(session: &Path) -> Self {
        let name = session.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let dir = session.parent().filter(|dir| !dir.as_os_str().is_empty());
        let mut others = files(dir.unwrap_or(Path::new("."))).unwrap_or_default();
        let id = beginning(session).and_then(|top| top.id);
        others.retain(|path| {
            let is_itself = path.file_name() == session.file_name();
            let same = match (&id, beginning(path).and_then(|top| top.id)) {
                (Some(id), Some(other)) => *id == other,
                // Whichever of them can't be read: its name says it.
                _ => is_copy_of(path, &name),
            };
            same && !is_itself
        });
        match id {
            Some(id) if !is_named(session, &id) => {
                others.sort_by_key(|path| !is_named(path, &id));
                Self { others, ..Self::default() }
            }
            _ => Self { copies: others, ..Self::default() },
        }
    }
}

/// Whether a file is called as a copy of another, of copies too.
fn is_copy_of(path: &Path, name: &str) -> bool {
    let mut of = path.file_name().and_then(|of| original(&of.to_string_lossy()));
    while let Some(other) = of {
        if other.eq_ignore_ascii_case(name) {
            return true;
        }
        of = original(&other);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_how_other_programs_call_it() {
        for (copy, of) in [
            ("ID.sync-conflict-20261128-101010-ABCDEFG.toml", "ID.toml"),
            ("ID.question.sync-conflict-20261128-101010-ABCDEFG.md", "ID.question.md"),
            ("ID.sync-conflict-20261128-101010-ABCDEFG", "ID"),
            ("ID (Anna's conflicted copy 2026-11-28).toml", "ID.toml"),
            ("ID (1).md", "ID.md"),
            ("ID (Kopie)", "ID"),
            ("ID [conflicted].html", "ID.html"),
            ("ID_conflict-20261128-101010.toml", "ID.toml"),
            ("ID.Conflict.toml", "ID.toml"),
            ("ID 2.toml", "ID.toml"),
            ("ID copy 2.toml", "ID 2.toml"),
            ("ID - Copy (2).toml", "ID (2).toml"),
            ("ID.toml~", "ID.toml"),
            ("ID.toml.~12~", "ID.toml"),
            (".ID.toml.swp", "ID.toml"),
            ("#ID.toml#", "ID.toml"),
            ("ID.md.bak", "ID.md"),
        ] {
            assert_eq!(original(copy).as_deref(), Some(of), "{copy}");
        }
        let names = ["ID.toml", "ID-2.toml", "ID.before-2.md", "ID.2.wav", "ID 2x.toml", "~", " 2"];
        for own in names.iter().chain(&[".ID.12.new", ".ID.md.12.tmp", "ID (.toml", ""]) {
            assert_eq!(original(own), None, "{own}");
        }
        assert!(is_copy_of(Path::new("a/ID - Copy (2).toml.bak"), "ID.toml"));
        assert!(!is_copy_of(Path::new("a/IE (2).toml"), "ID.toml"));
    }
}
