//! The paths that an argument may name: by itself, joined to an option, or within a line that
//! another program takes apart, as a shell does with a script.

use std::collections::BTreeSet;

/// What stands between names in a script, beside white space.
const BETWEEN: &[char] = &[
    ';', '&', '|', '(', ')', '<', '>', '$', '\\', '`', '"', '\'', ':', ',', '=', '{', '}', '[',
    ']', '@',
];

/// What a command of a script begins behind.
const BEFORE_COMMANDS: &[char] = &['\n', ';', '&', '|', '(', '{', '`'];

/// What the value of a variable or of a command ends with, where a path may go on from it.
const BEFORE_VALUES: &[char] = &['$', ')', '}', '`'];

/// All that may be a path in an argument, whether or not there is something. It may be one too
/// many: that is asked about, where one too few would run.
pub(super) fn names(word: &str) -> BTreeSet<String> {
    // With quotes undone, a name may have spaces in it. A lone `.` is in the pieces, if it is one.
    let unquoted = shell_words::split(word).unwrap_or_default();
    let unquoted = unquoted.iter().map(String::as_str).filter(|part| *part != ".");
    let mut names = BTreeSet::new();
    let mut add = |name| names.extend(joined(name).map(str::to_string));
    add(word);
    pieces(word).chain(behind_values(word)).for_each(&mut add);
    for part in unquoted {
        add(part);
        part.split(BETWEEN).chain(behind_values(part)).for_each(&mut add);
    }
    names
}

/// What a script writes to, as in `date >> log`: what stands behind a `>`.
pub(super) fn written(script: &str) -> BTreeSet<&str> {
    let behind = script
        .match_indices('>')
        .map(|(at, sign)| script[at + sign.len()..].trim_start_matches(['>', '|', '"', '\'', ' ']));
    behind
        .filter_map(|rest| rest.split(is_between).next())
        .filter(|name| !name.is_empty())
        .collect()
}

/// What separators and white space leave of a script.
fn pieces(script: &str) -> impl Iterator<Item = &str> {
    let commands = script.split(BEFORE_COMMANDS).map(str::trim_start);
    // The command `.` is no folder: it reads the file behind it.
    let is_dot = |rest: &&str| rest.starts_with(char::is_whitespace);
    let commands = commands.map(move |line| line.strip_prefix('.').filter(is_dot).unwrap_or(line));
    commands.flat_map(|command| command.split(is_between))
}

/// What follows a value and a slash, as in `$PWD/rec.sh` and `$(pwd)/rec.sh`: the value may be the
/// folder from which all is seen.
fn behind_values(script: &str) -> impl Iterator<Item = &str> {
    let behind = script.match_indices(BEFORE_VALUES).filter_map(|(at, sign)| {
        let (name, path) = script[at + sign.len()..].split_once('/')?;
        name.chars().all(|letter| letter.is_alphanumeric() || letter == '_').then_some(path)
    });
    behind.flat_map(|path| [path.split(BETWEEN).next(), path.split(is_between).next()]).flatten()
}

fn is_between(letter: char) -> bool {
    letter.is_whitespace() || BETWEEN.contains(&letter)
}

/// All of a word, what follows a `=` in it, and in an option of one dash what follows each of its
/// letters, as `-fmk` and `-sfmk` name `mk`.
fn joined(word: &str) -> impl Iterator<Item = &str> {
    let values = word.match_indices('=').map(|(at, _)| at + 1);
    let is_short = word.starts_with('-') && !word.starts_with("--");
    let letters = word.char_indices().skip(2).map(|(at, _)| at).filter(move |_| is_short);
    let parts = [0].into_iter().chain(values).chain(letters).map(|from| &word[from..]);
    parts.filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_be_joined_to_an_option() {
        for (word, expected) in [
            ("tool", &["tool"][..]),
            ("--file=mk", &["--file=mk", "mk"]),
            ("--env=a=b", &["--env=a=b", "a=b", "b"]),
            ("PATH=bin", &["PATH=bin", "bin"]),
            ("-fmk", &["-fmk", "mk", "k"]),
            ("-f=é", &["-f=é", "é", "=é", "é"]),
            ("--mk", &["--mk"]),
            ("-f", &["-f"]),
            ("--file=", &["--file="]),
            ("", &[]),
        ] {
            assert_eq!(joined(word).collect::<Vec<_>>(), expected, "{word}");
        }
    }

    #[test]
    fn a_script_writes_to_what_stands_behind_its_arrows() {
        for (word, expected) in [
            ("date >> log; sh rec.sh", &["log"][..]),
            ("date >'./a/log' 2>|\"err\"", &["./a/log", "err"]),
            ("sh rec.sh 2>&1", &[]),
            ("sh rec.sh >", &[]),
            ("sh rec.sh", &[]),
        ] {
            assert!(written(word).into_iter().eq(expected.iter().copied()), "{word}");
        }
    }

    #[test]
    fn a_script_names_whatever_may_be_a_path_in_it() {
        for (word, expected) in [
            ("./rec.sh; true", "./rec.sh"),
            ("true;./rec.sh&", "./rec.sh"),
            ("exec ./rec.sh", "./rec.sh"),
            ("x=1 && (./rec.sh|cat)", "./rec.sh"),
            (". rec.sh", "rec.sh"),
            ("cat <rec.sh>out", "rec.sh"),
            ("`./rec.sh`", "./rec.sh"),
            ("exec(open('rec.py').read())", "rec.py"),
            ("sh \"my rec.sh\"; true", "my rec.sh"),
            ("sh my\\ rec.sh; true", "my rec.sh"),
            ("sh re\"\"c.sh; true", "rec.sh"),
            ("it's \"rec.sh\"", "rec.sh"),
            ("--split-string=sh rec.sh", "rec.sh"),
            ("-Srec.sh -q", "rec.sh"),
            ("PATH=/usr/bin:bin:/bin", "bin"),
            ("EXEC:./rec.sh,pty", "./rec.sh"),
            ("@rec.txt", "rec.txt"),
            ("$PWD/tools/rec.sh; true", "tools/rec.sh"),
            ("exec \"${PWD}\"/rec.sh", "rec.sh"),
            ("\"$(pwd)/my rec.sh\"", "my rec.sh"),
            ("python3 .", "."),
            ("python3 '.'", "."),
            (".", "."),
        ] {
            assert!(names(word).contains(expected), "{word}: {:?}", names(word));
        }
        for command in [". rec.sh", "true; . rec.sh"] {
            assert!(!names(command).contains("."), "{command}");
        }
    }
}
