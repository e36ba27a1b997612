//! Copies of a file that other programs make: those that sync folders, file managers, editors. They
//! are known by their names.

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
/// a digit and then letters, digits and hyphens: they write when it was.
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

/// What file managers say of a copy in brackets, but for a number; before each there may be which
/// one it is, as in `3rd copy`, and behind it a number.
const COPY: [&str; 8] = ["copy", "kopie", "copie", "copia", "cópia", "kopia", "kopi", "kopio"];

/// What programs that sync folders say of the copy that lost, in several languages.
const CONFLICT: [&str; 4] = ["conflict", "konflikt", "conflit", "konflict"];

/// The name of the file that another is a copy of, if that is called as copies are.
pub(crate) fn original(name: &str) -> Option<String> {
    for (before, behind) in AROUND {
        let bare = name.strip_prefix(before).and_then(|name| name.strip_suffix(behind));
        if let Some(bare) = bare.filter(|bare| !bare.is_empty()) {
            // Emacs numbers its own: `name.~1~`.
            let numbered = bare.rsplit_once(".~").filter(|(_, n)| is_number(n) && behind == "~");
            return Some(numbered.map_or(bare, |(bare, _)| bare).to_string());
        }
    }
    if let Some(of) = behind_copy_of(name) {
        return Some(of.to_string());
    }
    for (at, _) in name.match_indices([' ', '.', '_']) {
        let is_behind = |rest: &&str| rest.is_empty() || rest.starts_with(['.', ' ']);
        if let Some(rest) = without_mark(&name[at..]).filter(is_behind).filter(|_| at > 0) {
            return Some(format!("{}{rest}", &name[..at]));
        }
    }
    None
}

/// What file managers say between `copy` and a name that stands behind it.
const OF: [&str; 8] = ["of", "von", "van", "de", "di", "da", "av", "af"];

/// What stands behind `Copy of `, `Copy (2) of ` and the like.
fn behind_copy_of(name: &str) -> Option<&str> {
    let (copy, rest) = name.split_once(' ')?;
    let numbered = rest.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    let rest = numbered.filter(|(n, _)| is_number(n)).map_or(rest, |(_, rest)| rest);
    let (of, rest) = rest.split_once(' ')?;
    let is_one = COPY.contains(&&*copy.to_lowercase()) && OF.contains(&of);
    (is_one && !rest.is_empty()).then_some(rest)
}

/// What is left of a text behind the mark of a copy, if it begins with one.
fn without_mark(text: &str) -> Option<&str> {
    for (opens, closes) in [(" (", ')'), (" [", ']')] {
        if let Some(inside) = text.strip_prefix(opens) {
            // What else a person writes there makes a file of their own.
            let (inside, rest) = inside.split_once(closes)?;
            return is_mark(inside).then_some(rest);
        }
    }
    BEHIND.iter().find_map(|mark| {
        let rest = text.strip_prefix(mark.trim_end_matches(['*', '#']))?;
        let is_one: fn(char) -> bool = match mark.chars().last() {
            Some('*') if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                |c| c.is_ascii_alphanumeric() || c == '-'
            }
            Some('*') => return None,
            Some('#') => |c| c.is_ascii_digit(),
            _ => return Some(rest),
        };
        let behind = rest.trim_start_matches(is_one);
        (behind.len() < rest.len()).then_some(behind)
    })
}

/// Whether a text in brackets is what other programs write: `1`, `copy`, `3rd copy`, `copy 2`,
/// `somebody's conflicted copy 2026-11-28`, `Case Conflict`.
fn is_mark(inside: &str) -> bool {
    let text = inside.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    // A number behind them counts the copies.
    let words = match &words[..] {
        [before @ .., last] if !before.is_empty() && is_number(last) => before,
        all => all,
    };
    let is_which = |word: &str| word == "another" || word.starts_with(|c: char| c.is_ascii_digit());
    let is_conflict = |word: &&str| CONFLICT.iter().any(|conflict| word.starts_with(conflict));
    match words {
        [one] if is_number(one) => true,
        [one] => COPY.contains(one) || matches!(*one, "conflict" | "conflicted"),
        [which, copy] if is_which(which) && COPY.contains(copy) => true,
        [.., "case" | "sync", "conflict"] | [.., "unicode", "encoding", "conflict"] => true,
        words => words.iter().any(is_conflict) && words.iter().any(|word| COPY.contains(word)),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The names of the files that another is a copy of, of copies too: the nearest first.
pub(crate) fn originals(name: &str) -> impl Iterator<Item = String> {
    std::iter::successors(original(name), |of| original(of))
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
            ("ID (another copy).md", "ID.md"),
            ("ID (3rd copy).md", "ID.md"),
            ("ID (copy 2).md", "ID.md"),
            ("ID (Annas in Konflikt stehende Kopie 2026-11-28).md", "ID.md"),
            ("ID (Case Conflict 1).md", "ID.md"),
            ("ID [conflicted].html", "ID.html"),
            ("ID_conflict-20261128-101010.toml", "ID.toml"),
            ("ID.Conflict.toml", "ID.toml"),
            ("ID 2.toml", "ID.toml"),
            ("ID copy 2.toml", "ID 2.toml"),
            ("ID - Copy (2).toml", "ID (2).toml"),
            ("ID.toml~", "ID.toml"),
            ("ID.toml.~12~", "ID.toml"),
            (".ID.toml.swp", "ID.toml"),
            ("Copy of ID.toml", "ID.toml"),
            ("Copy (2) of ID.toml", "ID.toml"),
            ("Kopie von ID.toml", "ID.toml"),
            ("copie de ID.toml", "ID.toml"),
            ("#ID.toml#", "ID.toml"),
            ("ID.md.bak", "ID.md"),
        ] {
            assert_eq!(original(copy).as_deref(), Some(of), "{copy}");
        }
        for own in [
            "ID (notes for Anna).md",
            "ID [draft].html",
            "ID (photos)",
            "s1q1 (pruned).py",
            "ID (copy for Anna).md",
            "ID (conflict questions).md",
            "ID (2 more).md",
            "ID ().md",
            "copy of",
            "copy the ID.toml",
            "copy-of-ID.toml",
            "Copy (old) of ID.toml",
            "ID_conflict-notes.md",
            "ID.sync-conflict-mine.md",
        ] {
            assert_eq!(original(own), None, "{own}");
        }
        let names = ["ID.toml", "ID-2.toml", "ID.before-2.md", "ID.2.wav", "ID 2x.toml", "~", " 2"];
        for own in names.iter().chain(&[".ID.12.new", ".ID.md.12.tmp", "ID (.toml", ""]) {
            assert_eq!(original(own), None, "{own}");
        }
        let all = |name| originals(name).collect::<Vec<_>>();
        assert_eq!(
            all("Copy of ID - Copy (2).toml"),
            ["ID - Copy (2).toml", "ID (2).toml", "ID.toml"]
        );
        assert_eq!(all("ID.toml"), [""; 0]);
    }
}
