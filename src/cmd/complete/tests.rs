use super::bash::{escaped, without_equals};
use super::candidates::{Completed, named};
use super::*;

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

#[test]
fn the_workspace_is_the_one_that_the_line_names_however_it_is_typed() {
    let named = |line: &[&str]| {
        let words: Vec<&OsStr> = line.iter().map(OsStr::new).collect();
        named_workspace(&words).map(|dir| dir.to_string_lossy().into_owned())
    };
    assert_eq!(named(&["mockround", "report", ""]), None);
    for line in [
        &["mockround", "--workspace", "a b", "report"][..],
        &["mockround", "--workspace=a b", "report"],
    ] {
        // A shell that hands over words without their quotes has none with a space; the first
        // counts.
        assert_eq!(named(line).as_deref(), Some("a"), "{line:?}");
    }
    for line in [
        &["mockround", "report", "--workspace", "'a b'", ""][..],
        &["mockround", "report", "--workspace", "a\\ b", ""],
        &["mockround", "report", "--workspace", "=", "\"a b\"", ""],
        &["mockround", "--workspace=\"a b\"", "report", ""],
    ] {
        assert_eq!(named(line).as_deref(), Some("a b"), "{line:?}");
    }
    let home = etcetera::home_dir().unwrap().display().to_string();
    assert_eq!(named(&["mockround", "--workspace", "~/x", ""]), Some(format!("{home}/x")));
    assert_eq!(named(&["mockround", "--workspace", "~them/x", ""]).as_deref(), Some("~them/x"));
    assert_eq!(named(&["mockround", "--workspace"]), None);
}

#[test]
fn bash_takes_a_flag_apart_and_the_word_that_is_asked_for_is_found_again() {
    let line = words(&["mockround", "report", "--format", "=", "js"]);
    let (line, asked) = without_equals(line, 4);
    assert_eq!((line, asked), (words(&["mockround", "report", "--format", "js"]), 3));
    // The word itself, and a sign that no flag stands before.
    let line = words(&["mockround", "run", "=", "="]);
    assert_eq!(without_equals(line.clone(), 3), (line, 3));
}

#[test]
fn what_bash_would_read_is_escaped() {
    assert_eq!(escaped(OsStr::new("2026-11-23T09-00-12_a.toml")), "2026-11-23T09-00-12_a.toml");
    assert_eq!(escaped(OsStr::new("a b/$(x)'é")), r"a\ b/\$\(x\)\'é");
}

#[test]
fn what_stands_behind_the_cursor_says_as_much_as_what_stands_before_it() {
    let line = |words: &[&str], asked: usize| {
        let words: Vec<&OsStr> = words.iter().map(OsStr::new).collect();
        Line::around(&words, asked)
    };
    let before = line(&["mockround", "run", "my-loop", "--only", "coding", "--topic", "g"], 6);
    let behind = line(&["mockround", "run", "--topic", "g", "my-loop", "--only", "coding"], 3);
    for line in [before, behind] {
        assert_eq!(line.values("--only"), ["coding"]);
        assert!(line.behind("run").contains(&"my-loop"));
        // The word that is asked for is none of them.
        assert!(!line.behind("run").contains(&"g"));
    }
    // Nor does it hold together what stands around it.
    assert_eq!(line(&["mockround", "run", "--only", "co", "graphs"], 3).values("--only"), [""; 0]);
    let equals = line(&["mockround", "run", "--topic", "=", "", "--only", "=", "coding"], 4);
    assert_eq!(equals.values("--only"), ["coding"]);
    assert_eq!(line(&["mockround", "man", "dr", "coding"], 2).between("man"), [""; 0]);
}

/// Arguments for which nobody but the person knows a value.
const FREE: &[&str] = &[
    "text", "seed", "search", "speed", "count", "last", "min", "offset", "track", "at", "ago",
    "title", "name", "time", "help", "version", "speaker", "question", "limit", "flag", "by",
    "slot", "note",
];

#[test]
fn every_argument_has_values_to_offer_or_is_the_persons_own() {
    fn check(command: &clap::Command, path: &str) {
        for argument in command.get_arguments() {
            let takes_value = argument.get_action().takes_values();
            let is_known = !argument.get_possible_values().is_empty()
                || named(path, argument).is_some()
                || FREE.contains(&argument.get_id().as_str());
            assert!(!takes_value || is_known, "{path}: {}", argument.get_id());
        }
        for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
            check(inner, format!("{path} {}", inner.get_name()).trim_start());
        }
    }
    let mut command = Cli::command();
    command.build();
    check(&command, "");
    let report = command.find_subcommand("report").unwrap();
    let session = report.get_arguments().find(|of| of.get_id() == "session").unwrap();
    assert_eq!(named("report", session), Some(Completed::Reported));
}
