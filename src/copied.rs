//! Copies of a file that other programs make: those that sync folders, file managers, editors. They
//! are known by their names.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

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

/// How many of the files with these names each stands behind, one behind the other: as a copy is
/// called, or with the whole name of another in its own, but for endings. For more programs call
/// copies something than are known here.
pub(crate) fn behind(names: &[String]) -> Vec<usize> {
    let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
    let mut behind = vec![0; names.len()];
    let mut shortest_first: Vec<usize> = (0..names.len()).collect();
    shortest_first.sort_by_key(|n| stems[*n].len());
    for (done, n) in shortest_first.iter().enumerate() {
        let others = shortest_first[..done].iter().filter(|of| has_name(&stems[*n], &stems[**of]));
        let nearest = others.map(|of| behind[*of] + 1).max().unwrap_or(0);
        behind[*n] = nearest.max(originals(&names[*n]).count());
    }
    behind
}

/// A name as it is compared: without its ending, in small letters, and with an accent behind its
/// letter, as some file systems store it.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.to_lowercase().nfd().collect()
}

/// Whether a name holds all of another, and more, parted from it.
fn has_name(name: &str, other: &str) -> bool {
    let is_part =
        |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || is_combining_mark(c));
    name != other
        && name.match_indices(other).any(|(at, part)| {
            let (before, after) = (&name[..at], &name[at + part.len()..]);
            !part.is_empty()
                && !is_part(before.chars().next_back())
                && !is_part(after.chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_the_name_of_another_in_its_own_stands_behind_it() {
        for (original, copies) in [
            (
                "q.toml",
                &[
                    "Kopia q.toml",
                    "Copy_of_q.toml",
                    "COPY OF q.toml",
                    "[Conflict] q.toml",
                    "q  copy.toml",
                    "Copy of  q.toml",
                    "q__1.TOML",
                    "a.q.toml",
                    "(q).toml",
                    "a-q.toml",
                    "Q (2).toml",
                ][..],
            ),
            // The accent behind its letter.
            ("caf\u{e9}.toml", &["Co\u{301}pia de cafe\u{301}.toml", "Cafe\u{301} 2.toml"]),
            ("q (2).toml", &["a q (2).toml"]),
        ] {
            for copy in copies {
                let names = [(*copy).to_string(), original.to_string()];
                let behind = behind(&names);
                assert!(behind[0] > behind[1], "{copy} {behind:?}");
            }
        }
        for (one, other) in [
            ("graphs.toml", "paragraphs.toml"),
            ("q.toml", "faq.toml"),
            ("cafe.toml", "cafe\u{301}.toml"),
            ("q.toml", "Q.toml"),
        ] {
            assert_eq!(behind(&[one.to_string(), other.to_string()]), [0, 0], "{other}");
        }
        let names = ["x Copy of q.toml", "Copy of q.toml", "q.toml"].map(String::from);
        assert_eq!(behind(&names), [2, 1, 0]);
    }

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
