//! Tab: the program asked as each shell asks it, and bash itself.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::marks::Running;
use crate::support::{Ran, Workspace};

/// What is offered at the end of a line, asked as a shell does; nothing may be said on the side.
fn offered(workspace: &Workspace, shell: &str, line: &[&str]) -> Vec<String> {
    let ran = asked(workspace, shell, line);
    assert_eq!((ran.code, &*ran.stderr), (Some(0), ""), "{line:?}");
    ran.stdout.lines().map(str::to_string).collect()
}

fn asked(workspace: &Workspace, shell: &str, line: &[&str]) -> Ran {
    asked_at(workspace, shell, line, line.len())
}

/// Asked for the word at a position, the program's name counted.
fn asked_at(workspace: &Workspace, shell: &str, line: &[&str], index: usize) -> Ran {
    let mut command = workspace.command(&["--", "mockround"]);
    command.args(line).env("COMPLETE", shell).env("_CLAP_IFS", "\n");
    command.env("_CLAP_COMPLETE_INDEX", index.to_string());
    Ran::from(command.output().unwrap())
}

/// A workspace with a session, a template, a question and a story of its own, and with files that
/// can't be read.
fn stocked() -> Workspace {
    let workspace = Workspace::new();
    for name in ["2026-01-05T09-00-00-old", "2026-02-06T09-00-00-new", "$(touch x)", "a b"] {
        workspace.file(&format!("sessions/{name}.toml"), "");
    }
    workspace.file("templates/my-loop.toml", "");
    workspace.file("stories.toml", &crate::stories::story("late-launch", "'delivery'"));
    let question = "[[question]]\nid = 'my-heap'\nkind = 'pitch'\ntitle = 'My heap'\n\
                    topics = ['my-topic']\nstatement = 'Tell me.'\nlistens-for = ['a thread']\n";
    workspace.file("questions/mine.toml", question);
    workspace.file("questions/torn.toml", "[[question]\n");
    workspace
}

#[test]
fn ids_and_names_of_the_workspace_are_offered_to_every_shell() {
    let workspace = stocked();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let first = |line: &[&str]| -> Vec<String> {
            // zsh, fish and PowerShell also get what a name means.
            let offered = offered(&workspace, shell, line);
            let name = |line: &String| line.split(['\t', ':']).next().unwrap().to_string();
            offered.iter().map(name).collect()
        };
        let sessions = ["2026-02-06T09-00-00-new", "2026-01-05T09-00-00-old"];
        for command in [&["report"][..], &["resume"], &["compare", "x"], &["sessions", "forget"]] {
            assert_eq!(first(&[command, &["2026"]].concat()), sessions, "{shell} {command:?}");
        }
        assert_eq!(first(&["report", "l"]), ["latest"], "{shell}");
        assert_eq!(
            first(&["run", "m"]),
            [
                "my-loop",
                "ml-onsite",
                "ml-onsite-45",
                "ml-onsite-60",
                "ml-onsite-plus",
                "ml-breadth-45",
                "ml-design-drill",
            ]
        );
        assert_eq!(first(&["drill", "story", ""])[0], "late-launch");
        assert_eq!(first(&["questions", "show", "my"]), ["my-heap"]);
        assert_eq!(first(&["run", "--topic", "my"]), ["my-topic"]);
        assert_eq!(first(&["drill", "behavioral", "--theme", "conf"]), ["conflict"]);
        assert_eq!(first(&["drill", "ml-design", "--phase", "wr"]), ["wrap-up"]);
        assert_eq!(first(&["stories", "new", "--theme", "conflict,gr"]), ["conflict,growth"]);
        assert_eq!(first(&["man", "comple"]), ["completions"]);
        assert_eq!(first(&["comp"]), ["compare", "completions"]);
    }
}

#[test]
fn a_name_that_a_shell_would_read_as_something_else_is_not_offered() {
    let workspace = stocked();
    let offered = offered(&workspace, "bash", &["report", ""]);
    assert!(offered.iter().all(|name| !name.contains(['$', ' ', '\\'])), "{offered:?}");
    assert_eq!(offered[..3], ["latest", "2026-02-06T09-00-00-new", "2026-01-05T09-00-00-old"]);
}

#[test]
fn the_workspace_is_that_of_the_line_then_of_the_environment_then_the_folders() {
    let (there, here) = (stocked(), Workspace::new());
    let dir = there.path().display().to_string();
    assert_eq!(offered(&here, "bash", &["report", "2026"]), [""; 0]);
    let named = ["--workspace", &dir, "report", "2026-01"];
    assert_eq!(offered(&here, "bash", &named), ["2026-01-05T09-00-00-old"]);
    let mut command = here.command(&["--", "mockround", "report", "2026-01"]);
    command.env("COMPLETE", "fish").env("MOCKROUND_WORKSPACE", &dir);
    let ran = Ran::from(command.output().unwrap());
    assert_eq!(ran.stdout, "2026-01-05T09-00-00-old\n");
    // A folder that isn't there is no error here.
    assert_eq!(offered(&here, "bash", &["--workspace", "nowhere", "report", "l"]), ["latest"]);
}

#[test]
fn nothing_is_written_and_no_program_is_run_for_an_answer() {
    let workspace = stocked();
    let settings =
        "[live]\nalert-command = ['touch', 'ran']\n[listen]\nrecorder = ['touch', 'ran']\n";
    workspace.file("mockround.toml", settings);
    let files = || -> Vec<String> {
        let listed = Command::new("find").arg(workspace.path()).output().unwrap();
        String::from_utf8(listed.stdout).unwrap().lines().map(str::to_string).collect()
    };
    let before = files();
    for line in
        [&["report", ""][..], &["mark", "--session", ""], &["questions", "show", ""], &["run", ""]]
    {
        offered(&workspace, "bash", line);
    }
    assert_eq!(files(), before);
}

#[test]
fn odd_lines_and_broken_files_are_no_errors() {
    let workspace = stocked();
    workspace.file("stories.toml", "[[story]\n");
    workspace.file("mockround.toml", "nonsense = \n");
    for shell in ["bash", "zsh", "fish"] {
        for line in [
            &[][..],
            &[""],
            &["frobnicate", ""],
            &["report", ".."],
            &["report", "../"],
            &["-o", "/"],
            &["report", "-o", ".."],
            &["drill", "story", ""],
            &["--", ""],
            &["report", "--nothing", "--", ""],
        ] {
            let ran = asked(&workspace, shell, line);
            assert_eq!(ran.stderr, "", "{shell} {line:?}");
        }
    }
    // A variable that names no shell is somebody else's.
    let mut command = workspace.command(&["completions", "bash"]);
    let ran = Ran::from(command.env("COMPLETE", "1").output().unwrap());
    assert!(ran.stdout.contains("complete -o nospace"), "{}", ran.stdout);
}

#[test]
fn a_running_round_is_offered_where_one_is_asked_for() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, &["drill", "coding", "--seed", "1", "--speed", "600"]);
    let id = workspace.json(&["status"])["session"].as_str().unwrap().to_string();
    for command in ["mark", "status", "question"] {
        assert_eq!(offered(&workspace, "bash", &[command, "--session", "2"]), [&*id]);
    }
    round.end();
    assert_eq!(offered(&workspace, "bash", &["status", "--session", "2"]), [""; 0]);
}

/// bash as it is when Tab is pressed at the end of a line that it has taken apart.
fn bash(workspace: &Workspace, words: &[&str], last: &str) -> Vec<String> {
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_mockround"));
    let script = format!(
        "PATH={}:$PATH; source <(mockround completions bash); COMP_WORDS=(\"$@\"); \
         COMP_CWORD=$(($# - 1)); COMP_TYPE=9; _clap_complete_mockround mockround {last:?} x; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        bin.parent().unwrap().display()
    );
    let mut command = Command::new("bash");
    command.args(["--norc", "-c", &script, "bash", "mockround"]).args(words);
    command.current_dir(workspace.path()).envs(workspace.environment());
    let ran = Ran::from(command.env_remove("MOCKROUND_WORKSPACE").output().unwrap());
    // Outside of a real Tab bash can't set how an answer ends.
    let stderr = ran.stderr.lines().filter(|line| !line.contains("compopt")).count();
    assert_eq!(stderr, 0, "{}", ran.stderr);
    ran.stdout.lines().map(str::to_string).collect()
}

#[test]
fn bash_completes_what_it_is_asked_for() {
    let workspace = stocked();
    fs::write(workspace.path().join("talk one.wav"), "").unwrap();
    assert_eq!(bash(&workspace, &["report", "2026-01"], "2026-01"), ["2026-01-05T09-00-00-old"]);
    assert_eq!(bash(&workspace, &["report", "--format", "=", "js"], "js"), ["json"]);
    assert_eq!(
        bash(&workspace, &["report", "--format", "="], ""),
        ["text", "markdown", "html", "json", "brief"]
    );
    assert_eq!(bash(&workspace, &["listen", "ta"], "ta"), ["talk\\ one.wav"]);
    assert_eq!(bash(&workspace, &["drill", "story", "la"], "la"), ["late-launch"]);
}

#[test]
fn topics_are_those_of_the_questions_that_the_line_means() {
    let workspace = stocked();
    fs::remove_file(workspace.path().join("questions/torn.toml")).unwrap();
    workspace.file("templates/my-loop.toml", &short_template("foundations"));
    let topics = |line: &[&str]| offered(&workspace, "bash", &[line, &[""]].concat());
    let listed = |kind: &str| -> Vec<String> {
        let listed = workspace.run(&["questions", "--kind", kind, "--format", "json"]);
        let listed: serde_json::Value = serde_json::from_str(&listed.stdout).unwrap();
        let questions = listed.as_array().unwrap();
        let topics = questions.iter().flat_map(|of| of["topics"].as_array().unwrap());
        let topics: BTreeSet<&str> = topics.map(|of| of.as_str().unwrap()).collect();
        topics.into_iter().map(str::to_string).collect()
    };
    let (coding, design) = (listed("coding"), listed("ml-design"));
    let foundations = listed("foundations");
    assert!(coding.contains(&"graphs".to_string()) && coding != design);
    for kind in ["coding", "ml-design", "behavioral", "foundations", "deep-dive", "pitch"] {
        assert_eq!(topics(&["drill", kind, "--topic"]), listed(kind), "{kind}");
        assert_eq!(topics(&["questions", "--kind", kind, "--topic"]), listed(kind), "{kind}");
    }
    for command in ["run", "plan"] {
        assert_eq!(topics(&[command, "--only", "coding", "--topic"]), coding);
        assert_eq!(topics(&[command, "--only=ml-design", "--topic"]), design);
        assert_eq!(topics(&[command, "my-loop", "--topic"]), foundations);
        assert_eq!(topics(&[command, "--workspace", ".", "my-loop", "--topic"]), foundations);
        // The default template asks no foundations, but a pitch.
        let default = topics(&[command, "--topic"]);
        assert!(default.contains(&"my-topic".to_string()), "{default:?}");
        assert!(foundations.iter().any(|topic| !default.contains(topic)), "{default:?}");
    }
    // What stands behind the cursor counts as well, in the shells that tell it.
    for behind in [&["--only", "coding"][..], &["--only=coding"], &["--only", "=", "coding"]] {
        for shell in ["bash", "zsh"] {
            let line = [&["run", "--topic", ""], behind].concat();
            let ran = asked_at(&workspace, shell, &line, 3);
            assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), coding, "{shell} {behind:?}");
        }
    }
    let ran = asked_at(&workspace, "bash", &["plan", "--topic", "", "my-loop"], 3);
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), foundations);
    workspace.file("mockround.toml", "template = 'my-loop'\n");
    assert_eq!(topics(&["run", "--topic"]), foundations);
    // Nobody knows which template it is: every topic is offered.
    workspace.file("mockround.toml", "nonsense = \n");
    let all = topics(&["run", "--topic"]);
    assert!(foundations.iter().chain(&coding).all(|topic| all.contains(topic)));
}

fn short_template(kind: &str) -> String {
    format!(
        "title = 'Short'\n[[slot]]\nkind = '{kind}'\nlength = '9m'\n[[slot.ask]]\n\
         phase = [{{ name = 'answer', budget = '9m', ends-with = 'answer' }}]\n"
    )
}

#[test]
fn the_commands_below_a_command_are_offered_for_its_manual_page() {
    let workspace = Workspace::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let pages = |line: &[&str]| -> Vec<String> {
            let offered = offered(&workspace, shell, &[&["man"], line].concat());
            let options = |of: &String| !of.starts_with('-');
            let name = |line: &String| line.split(['\t', ':']).next().unwrap().to_string();
            offered.iter().map(name).filter(options).collect()
        };
        let drills =
            "coding ml-design behavioral foundations deep-dive pitch probes story".split(' ');
        let drills: Vec<&str> = drills.collect();
        assert_eq!(pages(&["drill", ""]), drills, "{shell}");
        assert_eq!(pages(&["questions", ""]), ["show", "matrix", "check"], "{shell}");
        assert_eq!(pages(&["drill", "ml"]), ["ml-design"], "{shell}");
        assert_eq!(pages(&["--workspace", "drill", "stories", "m"]), ["matrix"], "{shell}");
        for line in [&["drill", "coding", ""][..], &["plan", ""], &["no-such", ""]] {
            assert_eq!(pages(line), [""; 0], "{shell} {line:?}");
        }
        assert!(pages(&[""]).contains(&"drill".to_string()), "{shell}");
    }
}
