//! The paths that an argument may name: by itself, joined to an option, or within a line that
//! another program takes apart, as a shell does with a script.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

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

/// What separators and white space leave of a script.
fn pieces(script: &str) -> impl Iterator<Item = &str> {
    let commands = script.split(BEFORE_COMMANDS).map(str::trim_start);
    // The command `.` is no folder: it reads the file behind it.
    let is_dot = |rest: &&str| rest.starts_with(char::is_whitespace);
    let commands = commands.map(move |line| line.strip_prefix('.').filter(is_dot).unwrap_or(line));
    commands.flat_map(|command| command.split(is_between))
}

/// What may be a path behind a value in a script.
fn behind_values(script: &str) -> impl Iterator<Item = &str> {
    after_values(script)
        .flat_map(|path| [path.split(BETWEEN).next(), path.split(is_between).next()])
        .flatten()
}

/// What follows a value and a slash, as in `$PWD/rec.sh` and `$(pwd)/rec.sh`: the value may be the
/// folder from which all is seen.
fn after_values(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(BEFORE_VALUES).filter_map(|(at, sign)| {
        let (name, path) = text[at + sign.len()..].split_once('/')?;
        name.chars().all(|letter| letter.is_alphanumeric() || letter == '_').then_some(path)
    })
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

/// What runs a file that it is given, without the number of a version.
const INTERPRETERS: [&str; 18] = [
    "sh", "bash", "dash", "zsh", "ksh", "fish", "python", "pypy", "perl", "ruby", "node", "lua",
    "php", "Rscript", "tclsh", "pwsh", "source", "exec",
];

/// What an option is called that says what is written to.
const WRITING: [&str; 4] = ["of=", "--log=", "--log-file=", "--output="];

/// The paths that stand behind an interpreter and its options, as in `flock .lock sh alert.sh`.
pub(super) fn run(words: &[String]) -> BTreeSet<String> {
    let mut run = BTreeSet::new();
    for command in commands(words) {
        let mut is_given = false;
        for token in command {
            if is_interpreter(&token) {
                is_given = true;
            } else if is_given && !token.starts_with('-') {
                run.extend(paths(&token));
                is_given = false;
            }
        }
    }
    run
}

fn is_interpreter(token: &str) -> bool {
    token == "." || INTERPRETERS.contains(&program_name(token))
}

/// What a program is called, without its folders and the number of a version.
fn program_name(token: &str) -> &str {
    let name = token.rsplit('/').next().unwrap_or(token);
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
}

#[derive(Clone, Copy, PartialEq)]
enum LuaOrPython {
    Lua,
    Python,
}

/// The interpreter that a word names, also one for tests or with another compiler.
fn interpreter(token: &str) -> Option<LuaOrPython> {
    let name = program_name(token.strip_suffix("-dbg").unwrap_or(token));
    match name.trim_end_matches('w') {
        "python" | "pypy" | "ipython" => Some(LuaOrPython::Python),
        "lua" | "luajit" => Some(LuaOrPython::Lua),
        _ => None,
    }
}

/// The files that stand for modules which an interpreter is given by their names, as in `python3 -m
/// rec`: it looks for them in the current folder, too.
pub(super) fn modules(words: &[String]) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for command in commands(words) {
        let is_one = |token: &String| interpreter(token).is_some();
        let Some(at) = command.iter().position(is_one) else { continue };
        let is_lua = interpreter(&command[at]) == Some(LuaOrPython::Lua);
        let mut rest = command[at + 1..].iter();
        while let Some(token) = rest.next() {
            if token == "--check-hash-based-pycs" {
                rest.next();
                continue;
            }
            let Some(letters) = token.strip_prefix('-').filter(|of| !of.starts_with('-')) else {
                break;
            };
            // From the first letter on that takes a value, the rest of the option is that, or the
            // next word.
            let takes: &[char] = if is_lua { &['l', 'e'] } else { &['m', 'c', 'W', 'X'] };
            let Some(from) = letters.find(takes) else { continue };
            let (letter, value) = letters[from..].split_at(1);
            let value =
                if value.is_empty() { rest.next().map_or("", String::as_str) } else { value };
            match letter {
                "m" => {
                    files.extend(python_files(value));
                    break;
                }
                "c" => break,
                "l" => {
                    let path = value.replace('.', "/");
                    files.extend([format!("{path}.lua"), format!("{path}/init.lua")]);
                }
                _ => {}
            }
        }
    }
    files
}

/// The files that one of Python's modules may begin in, and those of the packages above it.
fn python_files(module: &str) -> Vec<String> {
    if module.is_empty() {
        return Vec::new();
    }
    let path = module.replace('.', "/");
    let above = path.match_indices('/').map(|(at, _)| &path[..at]).chain([&*path]);
    let begins = above.map(|package| format!("{package}/__init__.py"));
    begins.chain([format!("{path}.py"), format!("{path}/__main__.py")]).collect()
}

/// The paths that these words say they write to: behind a `>`, what `tee` is given, and the like.
pub(super) fn written(words: &[String]) -> BTreeSet<String> {
    let mut written = BTreeSet::new();
    for command in commands(words) {
        let (mut is_tee, mut is_behind) = (false, false);
        for token in command {
            if token == ">" {
                is_behind = true;
                continue;
            }
            let value = WRITING.iter().find_map(|option| token.strip_prefix(option));
            if std::mem::take(&mut is_behind) || (is_tee && !token.starts_with('-')) {
                written.extend(paths(&token));
            }
            written.extend(value.into_iter().flat_map(paths));
            is_tee |= token.rsplit('/').next() == Some("tee");
        }
    }
    written
}

/// A token as a path, and what it names behind a value: `log` in `$PWD/log`.
fn paths(token: &str) -> impl Iterator<Item = String> {
    std::iter::once(token).chain(after_values(token)).map(str::to_string)
}

/// The commands in these words, which are one, and in those of them that are scripts, each with its
/// tokens without their quotes. A `>` is a token.
fn commands(words: &[String]) -> Vec<Vec<String>> {
    let is_script =
        |word: &&String| word.contains(|c: char| c.is_whitespace() || ";|&><".contains(c));
    let mut scripts: Vec<String> = words.iter().filter(is_script).cloned().collect();
    let mut commands = vec![words.to_vec()];
    while let Some(script) = scripts.pop() {
        let mut command = Vec::new();
        let mut letters = script.chars().peekable();
        while let Some(first) = letters.peek().copied() {
            match first {
                // As in `>|`.
                '|' if command.last().is_some_and(|token| token == ">") => {}
                '>' => command.push('>'.to_string()),
                _ if first.is_whitespace() && first != '\n' => {}
                ';' | '&' | '|' | '(' | ')' | '{' | '}' | '<' | '\n' => {
                    commands.push(std::mem::take(&mut command));
                }
                _ => {
                    command.push(token(&mut letters, &mut scripts));
                    continue;
                }
            }
            letters.next();
        }
        commands.push(command);
    }
    commands
}

/// Takes a token off a script, without its quotes. What it holds of commands is a script again.
fn token(letters: &mut Peekable<Chars<'_>>, scripts: &mut Vec<String>) -> String {
    let (mut token, mut quote) = (String::new(), None);
    while let Some(letter) = letters.peek().copied() {
        let is_end = letter.is_whitespace() || ";&|()<>".contains(letter);
        if quote.is_none() && is_end {
            break;
        }
        letters.next();
        match (letter, quote) {
            ('\'' | '"', None) => quote = Some(letter),
            (_, Some(open)) if letter == open => quote = None,
            ('\\', None | Some('"')) => token.extend(letters.next()),
            ('$', None | Some('"')) if letters.peek() == Some(&'(') => {
                letters.next();
                let inner = inner(letters, ')');
                token += &format!("$({inner})");
                scripts.push(inner);
            }
            ('`', None | Some('"')) => {
                let inner = inner(letters, '`');
                token += &format!("`{inner}`");
                scripts.push(inner);
            }
            _ => token.push(letter),
        }
    }
    token
}

/// All until what closes it, of as many as it opens.
fn inner(letters: &mut Peekable<Chars<'_>>, closes: char) -> String {
    let (mut inner, mut open) = (String::new(), 1);
    for letter in letters.by_ref() {
        open += usize::from(letter == '(' && closes == ')');
        open -= usize::from(letter == closes);
        if open == 0 {
            break;
        }
        inner.push(letter);
    }
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Vec<String> {
        shell_words::split(line).unwrap()
    }

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
    fn a_line_says_what_it_writes_to() {
        for (line, expected) in [
            ("sh -c 'date >> log; sh rec.sh'", &["log"][..]),
            (r#"sh -c "date >'./a/log' 2>|'err'""#, &["./a/log", "err"]),
            (r#"sh -c 'date >> "$PWD/my log"'"#, &["$PWD/my log", "my log"]),
            ("sh -c 'date >> $(pwd)/log; cat x'", &["$(pwd)/log", "log"]),
            ("sh -c 'sh rec.sh | tee -a log ./b > /dev/null; cat c'", &["./b", "/dev/null", "log"]),
            ("/usr/bin/tee -a log", &["log"]),
            ("dd if=a of=b", &["b"]),
            ("./tool --log-file=log rec.sh", &["log"]),
            ("sh -c 'sh rec.sh 2>&1'", &[]),
            ("sh -c 'sh rec.sh >'", &[]),
            ("sh rec.sh 'it>'", &[]),
            ("sh rec.sh", &[]),
        ] {
            assert!(written(&split(line)).iter().eq(expected.iter()), "{line}");
        }
    }

    #[test]
    fn an_interpreter_runs_what_it_is_given() {
        for (line, expected, not) in [
            ("sh alert.sh log", &["alert.sh"][..], "log"),
            ("flock .lock /bin/sh -e alert", &["alert"], ".lock"),
            ("python3.12 -u a b", &["a"], "b"),
            ("sh -c '. ./lib; exec ./run > log' x", &["./lib", "./run"], "log"),
            ("env -S 'sh \"my run\" log'", &["my run"], "log"),
            ("sh -c 'x=`sh a c`; echo $(bash $PWD/b)'", &["a", "b"], "c"),
            ("say {}", &[], "{}"),
        ] {
            let run = run(&split(line));
            assert!(expected.iter().all(|path| run.contains(*path)), "{line}: {run:?}");
            assert!(!run.contains(not), "{line}: {run:?}");
        }
    }

    #[test]
    fn a_module_is_looked_for_in_its_files() {
        let rec = &["rec.py", "rec/__init__.py", "rec/__main__.py"][..];
        let deep = &["a/__init__.py", "a/rec.py", "a/rec/__init__.py", "a/rec/__main__.py"][..];
        for (line, expected) in [
            ("python3 -m rec", rec),
            ("/usr/bin/python3.12 -mrec -m other", rec),
            ("python -W ignore -Xdev -um rec x", rec),
            ("env X=1 pypy3 -m a.rec", deep),
            ("sh -c 'date; exec python3 -m rec >> log'", rec),
            ("lua -e x -l my.rec main.lua", &["my/rec.lua", "my/rec/init.lua"]),
            ("python3 -c 'import x' -m rec", &[]),
            ("python3 rec.py -m other", &[]),
            ("python3 --version", &[]),
            ("tool -m rec", &[]),
            ("python3 -m", &[]),
        ] {
            assert!(modules(&split(line)).iter().eq(expected.iter()), "{line}");
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
