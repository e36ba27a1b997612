//! What is run has to be said, and what can't be run is told.

use super::{GOOD, QUESTION, came_of, has_python};
use crate::support::Workspace;
use crate::support::terminal::Terminal;

#[test]
fn what_to_run_has_to_be_said() {
    let workspace = Workspace::new();
    let file = workspace.file("typed.py", GOOD);
    let file = file.to_str().unwrap();
    let usage = |args: &[&str], expected: &str| {
        let ran = workspace.run(&[&["check"], args].concat());
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
        assert_eq!(ran.code, Some(2), "{args:?}");
    };
    usage(&[], "no round is running: name a file, and with --question ID");
    usage(&[file], "--question ID says it");
    usage(&["--question", QUESTION], "which file answers one-trade?");
    usage(&["--format", "yaml"], "invalid value 'yaml'");
    usage(&[file, "--question", "no-such"], "no question \"no-such\"");
    usage(&[file, "--question", ""], "no question \"\"");
    let path = |name: &str| workspace.path().join(name).to_str().unwrap().to_string();
    std::os::unix::fs::symlink(path("nowhere"), path("link.py")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(path("pipe")).status();
    assert!(made.unwrap().success());
    for (odd, says) in [
        ("gone.py".to_string(), "gone.py can't be read: no such file"),
        (path(""), " is a folder: name the file in it that holds your code"),
        (path("link.py"), "link.py is a link that leads to no file"),
        (path("pipe"), "pipe is a pipe or a device: name a file"),
        ("-".to_string(), "code is read from a file, not from standard input: save it in one"),
        ("/dev/null".to_string(), "/dev/null is a pipe or a device"),
    ] {
        usage(&[&odd], says);
        usage(&[&odd, "--question", QUESTION], says);
    }
    // A file, and a question, that are taken for each other.
    let named = workspace.file("one-trade.py", GOOD);
    usage(&[named.to_str().unwrap()], "--question ID says it; --question one-trade?");
    usage(&["one-trade"], "one-trade can't be read: no such file or folder; --question one-trade?");
    usage(&[file, "--question", "one-trade.py"], "; --question one-trade?");
    usage(&["--question", file], "is a file, and --question says which question it answers");
    usage(
        &[file, "--question", "company-document-answers"],
        "company-document-answers is no coding question",
    );
    for args in [&["check", "--session", "x"][..], &["check", "a", "b"]] {
        assert_eq!(workspace.run(args).code, Some(2), "{args:?}");
    }
}

#[test]
fn what_is_named_otherwise_is_run_as_python_and_said_so_where_it_fails() {
    if !has_python() {
        return;
    }
    let workspace = Workspace::new();
    let says = "was run as Python, whatever its name says";
    for (name, code, exit, is_said) in [
        ("good.txt", GOOD, 0, false),
        ("good", GOOD, 0, false),
        ("main.cpp", "int main() { return 0; }", 1, true),
        ("wrong.py", "int main() { return 0; }", 1, false),
    ] {
        let file = workspace.file(name, code);
        let ran = workspace.run(&["check", file.to_str().unwrap(), "--question", QUESTION]);
        assert_eq!((ran.code, ran.stderr.contains(says)), (Some(exit), is_said), "{name}");
    }
}

#[test]
fn of_several_rounds_the_file_says_which_is_meant() {
    let workspace = Workspace::new();
    let drill = |seed| {
        let args = ["drill", "coding", "--count", "1", "--seed", seed];
        Terminal::begun(&workspace, &args, 40, "understand")
    };
    let mut terminals = [drill("1"), drill("2")];
    let ran = workspace.run(&["check"]);
    let (before, file) = ran.stderr.trim().rsplit_once(' ').unwrap();
    assert_eq!(before, "mockround: 2 rounds are running: name the file, as");
    assert_eq!(ran.code, Some(2));
    let ran = workspace.command(&["check", file]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(said.contains("nothing is written in"), "{said}");
    for terminal in &mut terminals {
        terminal.keys("\u{3}");
        terminal.end();
    }
}

/// A workspace with a question of its own, as TOML has it behind its statement.
fn with_own(more: &str) -> Workspace {
    let workspace = Workspace::new();
    let question = format!(
        "[[question]]\nid = \"mine\"\nkind = \"coding\"\ntitle = \"Mine\"\ndifficulty = \"easy\"\n\
         topics = [\"arrays\"]\nstatement = \"Write `twice(n) -> int`.\"\nconstraints = [\"n\"]\n\
         {more}\n\
         [[question.example]]\ninput = \"n = 1\"\noutput = \"2\"\n\
         [question.first-approach]\nidea = \"a\"\ntime = \"O(1)\"\nspace = \"O(1)\"\n\
         [question.better-approach]\nidea = \"a\"\ntime = \"O(1)\"\nspace = \"O(1)\"\n"
    );
    workspace.file("questions/mine.toml", &question);
    workspace
}

#[test]
fn a_question_of_the_workspace_works_alike_or_says_why_not() {
    if !has_python() {
        return;
    }
    let signature = "function = \"twice\"\nparameters = [{ name = \"n\", type = \"int\" }]\n\
         compare = \"exact\"\n\
         [[question.case]]\ninput = \"n = 3\"\noutput = \"6\"\n\
         [[question.case]]\ninput = \"n = -1\"\noutput = \"-2\"\n";
    let workspace = with_own(signature);
    let (passed, _) = came_of(&workspace, "mine", "def twice(n): return 2 * n");
    assert!(passed);
    let (passed, failure) = came_of(&workspace, "mine", "def twice(n): return abs(2 * n)");
    assert!(!passed && failure.contains("\"input\":\"n = -1\""), "{failure}");
    let workspace = with_own("");
    let file = workspace.file("mine.py", "def twice(n): return 2 * n");
    let ran = workspace.run(&["check", file.to_str().unwrap(), "--question", "mine"]);
    let expected = "mine can't be run: it says no function, parameters and compare";
    assert!(ran.stderr.contains(expected) && ran.code == Some(1), "{}", ran.stderr);
}

#[test]
fn a_case_that_no_code_can_pass_is_an_error_of_the_question() {
    let signature = "function = \"twice\"\nparameters = [{ name = \"n\", type = \"int\" }]\n\
         compare = \"exact\"\n[[question.case]]\n";
    for (case, field) in [
        ("input = \"n = \"\noutput = \"6\"\n", "case.input"),
        ("input = \"m = 3\"\noutput = \"6\"\n", "case.input"),
        ("input = \"n = nothing\"\noutput = \"6\"\n", "case.input"),
        ("input = \"n = 3\"\noutput = \"[6\"\n", "case.output"),
        ("input = \"n = 3\"\n", "case.output"),
        ("input = 3\noutput = \"6\"\n", "case.input"),
    ] {
        let workspace = with_own(&format!("{signature}{case}"));
        let file = workspace.file("mine.py", "def twice(n): return 2 * n");
        let ran = workspace.run(&["check", file.to_str().unwrap(), "--question", "mine"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{case}: {}", ran.stderr);
        for expected in ["mine.toml:", "question", field] {
            assert!(ran.stderr.contains(expected), "{case}: {}", ran.stderr);
        }
    }
}
