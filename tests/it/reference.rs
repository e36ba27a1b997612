//! What the program says of itself, whole: its help, its errors, and what it prints to be pasted
//! or installed. `SNAPSHOTS=overwrite cargo test --test it reference` writes the files anew.

use clap::CommandFactory as _;
use mockround::Cli;

use crate::support::{Workspace, assert_snapshot};

/// The words of every command, the hidden ones too, in the order of the help.
fn commands(command: &clap::Command, above: &[String], into: &mut Vec<Vec<String>>) {
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        let words = [above, &[inner.get_name().to_string()]].concat();
        into.push(words.clone());
        commands(inner, &words, into);
    }
}

/// What each of these commands printed, below the command itself.
fn transcript(workspace: &Workspace, commands: &[&str]) -> String {
    let mut transcript = String::new();
    for command in commands {
        let words: Vec<&str> = command.split_whitespace().collect();
        let ran = workspace.run(&words);
        let status = match ran.code {
            Some(0) => String::new(),
            code => format!("[status {}]\n", code.expect("it ended by itself")),
        };
        let prompt = format!("$ mockround {command}\n");
        for part in [&*prompt, &*ran.stdout, &*ran.stderr, &*status, "\n"] {
            transcript.push_str(part);
        }
    }
    transcript
}

#[test]
fn the_help_of_every_command() {
    let mut all = vec![Vec::new()];
    commands(&Cli::command(), &[], &mut all);
    let all: Vec<String> =
        all.iter().map(|words| [words, &["--help".to_string()][..]].concat().join(" ")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let workspace = Workspace::new();
    assert_snapshot("help.txt", &workspace.redacted(&transcript(&workspace, &all)));
}

/// Usages that the command line refuses; all end with status 2.
const MISUSED: &[&str] = &[
    "frobnicate",
    "rnu",
    "run --bogus",
    "run --speed 0",
    "plan --seed seven",
    "plan --topics",
    "drill",
    "drill codng",
    "mark",
    "mark anser",
    "report --format jsn",
    "listen",
    "listen talk.wav --min soon",
    "listen talk.wav --offset 3s",
    "compare",
    "trends --format pdf",
    "export --format parquet",
    "questions --kind cooking",
    "questions show",
    "stories new A-story --theme bravery",
    "shortcuts notepad",
    "completions cmd",
];

/// What can't be done; all end with status 1.
#[cfg(unix)]
const FAILED: &[&str] = &[
    "--workspace nowhere plan",
    "plan ml-onsit",
    "run missing.toml",
    "resume",
    "mark answer",
    "status",
    "question",
    "report",
    "report 2026-11-23",
    "listen missing.wav",
    "listen talk.wav",
    "compare latest latest",
    "questions show two-sums",
    "questions check missing.toml",
    "questions check broken.toml",
    "stories show outage",
];

#[test]
fn wrong_usages() {
    let workspace = Workspace::new();
    let said = transcript(&workspace, MISUSED);
    assert_eq!(said.matches("[status 2]\n").count(), MISUSED.len(), "{said}");
    assert_snapshot("misused.txt", &workspace.redacted(&said));
}

/// The system's own words are in some of them.
#[cfg(unix)]
#[test]
fn what_fails_says_why_and_what_to_do() {
    let workspace = Workspace::new();
    workspace.file("talk.wav", "not a recording");
    workspace.file("broken.toml", "[[question]]\nid = 'x'\nkind = 'cooking'\n");
    let said = transcript(&workspace, FAILED);
    assert_eq!(said.matches("[status 1]\n").count(), FAILED.len(), "{said}");
    assert_snapshot("failed.txt", &workspace.redacted(&said));
}

/// The values that an argument may have.
fn values(command: &str, argument: &str) -> Vec<String> {
    let cli = Cli::command();
    let command = cli.find_subcommand(command).expect("a command");
    let mut arguments = command.get_arguments();
    let argument = arguments.find(|of| of.get_id() == argument).expect("an argument");
    let values = argument.get_possible_values();
    values.iter().map(|value| value.get_name().to_string()).collect()
}

#[test]
fn the_shortcuts_of_every_tool() {
    let all: Vec<String> =
        values("shortcuts", "tool").iter().map(|tool| format!("shortcuts {tool}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let workspace = Workspace::new();
    assert_snapshot("shortcuts.txt", &workspace.redacted(&transcript(&workspace, &all)));
}

#[test]
fn the_completions_of_every_shell() {
    let workspace = Workspace::new();
    for shell in values("completions", "shell") {
        let ran = workspace.run(&["completions", &shell]);
        assert_eq!((ran.code, &*ran.stderr), (Some(0), ""), "{shell}");
        assert_snapshot(&format!("completions.{shell}"), &workspace.redacted(&ran.stdout));
    }
}

#[test]
fn the_manual_page() {
    let workspace = Workspace::new();
    let ran = workspace.run(&["man"]);
    assert_eq!((ran.code, &*ran.stderr), (Some(0), ""));
    assert_snapshot("mockround.1", &workspace.redacted(&ran.stdout));
    let drill = workspace.run(&["man", "drill", "story"]);
    assert!(drill.stdout.contains(".TH mockround-drill-story 1"), "{}", drill.stdout);
    let unknown = workspace.run(&["man", "dril"]);
    assert_eq!(unknown.code, Some(1));
    let said = "mockround: \"dril\" is no command with a page: did you mean \"drill\"?\n";
    assert_eq!(unknown.stderr, said);
}

#[test]
fn all_manual_pages_go_into_a_folder_that_anybody_may_read() {
    let workspace = Workspace::new();
    let ran = workspace.run(&["man", "--dir", "share/man1"]);
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (Some(0), "", ""));
    let mut all = vec![Vec::new()];
    commands(&Cli::command(), &[], &mut all);
    let mut expected: Vec<String> = all
        .iter()
        .map(|words| [&["mockround".to_string()], &words[..]].concat().join("-") + ".1")
        .collect();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(workspace.path().join("share/man1")).unwrap() {
        let path = entry.unwrap().path();
        let page = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        assert!(page.contains(&format!(".TH {} 1", name.trim_end_matches(".1"))), "{name}: {page}");
        assert!(page.contains("\n.SH NAME\n") && page.contains("\n.SH SYNOPSIS\n"), "{name}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_ne!(mode & 0o040, 0, "{name}");
        }
        found.push(name);
    }
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    // Written again, they are the same.
    assert_eq!(workspace.run(&["man", "--dir", "share/man1"]).code, Some(0));
}

/// The keys of a shell's line editor, Ctrl or Alt and one letter, and what a tool does by itself.
#[test]
fn no_shortcut_takes_a_key_that_a_shell_edits_with() {
    let workspace = Workspace::new();
    let printed = |tool: &str| workspace.run(&["shortcuts", tool]).stdout;
    let tmux = printed("tmux");
    assert!(!tmux.contains("bind -n") && !tmux.contains("M-"), "{tmux}");
    let vim = printed("vim");
    assert!(!vim.contains("<M-") && !vim.contains("<C-"), "{vim}");
    assert_eq!(vim.matches("\nnoremap <F9>").count(), 7, "{vim}");
    assert_eq!(vim.matches("\ninoremap <F9>").count(), 7, "{vim}");
    let vscode = printed("vscode");
    assert_eq!(vscode.matches("\"when\": \"!terminalFocus\"").count(), 7, "{vscode}");
    // Keys of the desktop hold one that no terminal passes on.
    for (tool, key) in [
        ("gnome", "<Super>"),
        ("kde", "Meta+Alt+"),
        ("macos", "Cmd+"),
        ("windows", "^#!"),
        ("sway", "Mod4+"),
    ] {
        assert_eq!(printed(tool).matches(key).count(), 7, "{tool}");
    }
}

/// Where nothing listens: no sound server, and no recorder on an empty `PATH`.
#[cfg(target_os = "linux")]
#[test]
fn a_microphone_that_is_not_there() {
    use std::io::Write;

    use crate::support::Ran;

    let user = rustix::process::getuid().as_raw();
    let user = format!("/run/user/{user}/pulse/native");
    if [&*user, "/run/pulse/native"].iter().any(|socket| std::path::Path::new(socket).exists()) {
        // A server of the machine is found wherever the environment points.
        let skipped = "skipped: what mic says without a sound server, this machine has one";
        let _ = writeln!(std::io::stderr(), "{skipped}");
        return;
    }
    let workspace = Workspace::new();
    let nowhere = workspace.path().join("nowhere");
    let mut said = String::new();
    for args in
        [&["mic"][..], &["mic", "headset"], &["mic", "--list"], &["mic", "--format", "json"]]
    {
        let mut command = workspace.command(args);
        command.env("PATH", &nowhere).env("XDG_RUNTIME_DIR", &nowhere);
        command.env_remove("PULSE_SERVER").env_remove("PULSE_RUNTIME_PATH");
        let ran = Ran::from(command.stdin(std::process::Stdio::null()).output().unwrap());
        assert_eq!(ran.code, Some(1), "{args:?}: {}", ran.stderr);
        let part = format!("$ mockround {}\n{}{}\n", args.join(" "), ran.stdout, ran.stderr);
        said.push_str(&part.replace(&user, "/run/user/[USER]/pulse/native"));
    }
    assert_snapshot("mic.txt", &workspace.redacted(&said));
}
