//! The story bank by its commands: list, new, show, check, matrix.

#[cfg(unix)]
use std::fs;

use serde_json::json;

use crate::support::{Ran, Workspace};

/// A story of 24 + 12 + 96 + 24 words that lacks nothing.
pub(crate) fn story(id: &str, themes: &str) -> String {
    let words = |count: usize, word: &str| vec![word; count].join(" ");
    format!(
        "[[story]]\nid = '{id}'\ntitle = 'The {id}'\nthemes = [{themes}]\n\
         strength = 4\nscale = '3 teams'\n\
         situation = '{}'\ntask = '{}'\naction = 'I {}'\nresult = 'It fell by 40% {}'\n",
        words(24, "then"),
        words(12, "so"),
        words(95, "did"),
        words(20, "well")
    )
}

fn without_editor(workspace: &Workspace, args: &[&str]) -> Ran {
    let output =
        workspace.command(args).env_remove("EDITOR").env_remove("VISUAL").output().unwrap();
    Ran::from(output)
}

#[test]
fn without_stories_every_command_says_how_to_begin() {
    let workspace = Workspace::new();
    for args in [&["stories"][..], &["stories", "check"], &["stories", "matrix"]] {
        let ran = workspace.run(args);
        assert_eq!(
            ran.stdout,
            "no stories in stories.toml yet; `mockround stories new` begins one\n"
        );
        assert_eq!(ran.code, Some(0));
    }
    let ran = workspace.run(&["stories", "show", "x"]);
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (Some(1), "mockround: no stories yet; `mockround stories new` begins one\n")
    );
    assert_eq!(workspace.run(&["stories", "--format", "json"]).stdout, "[]\n");
}

#[test]
fn new_writes_a_skeleton_that_can_be_listed_and_checked() {
    let workspace = Workspace::new();
    let ran = without_editor(
        &workspace,
        &["stories", "new", "The late \"migration\"", "--theme", "delivery,growth"],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains(": story the-late-migration added"), "{}", ran.stderr);
    assert!(ran.stderr.contains("no editor is set"), "{}", ran.stderr);
    let again = without_editor(&workspace, &["stories", "new", "The late migration"]);
    assert!(again.stderr.contains("the-late-migration-2 added"), "{}", again.stderr);
    let listed = workspace.json(&["stories"]);
    assert_eq!(listed[0]["title"], "The late \"migration\"");
    assert_eq!(listed[0]["themes"], json!(["delivery", "growth"]));
    assert_eq!(listed[0]["action"], json!(null));
    assert_eq!(listed[0]["last_told"], json!(null));
    let check = workspace.run(&["stories", "check"]);
    assert_eq!(check.code, Some(1));
    assert!(check.stdout.ends_with("\nstories.toml: 2 stories, 11 findings\n"), "{}", check.stdout);
    assert!(
        check.stdout.contains(": story.action: the-late-migration: the action is missing\n"),
        "{}",
        check.stdout
    );
}

#[cfg(unix)]
#[test]
fn new_opens_the_editor_and_says_what_the_story_lacks() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::new();
    let editor = workspace.file(
        "an-editor",
        "#!/bin/sh\n[ \"$1\" = --wait ] || exit 3\nprintf 'scale = 3\\n' >> \"$2\"\n",
    );
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let new = |editor: &str| {
        let mut command = workspace.command(&["stories", "new", "A"]);
        Ran::from(command.env_remove("VISUAL").env("EDITOR", editor).output().unwrap())
    };
    let ran = new(&format!("{} --wait", editor.display()));
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("mend it, then: mockround stories check"), "{}", ran.stderr);
    assert_eq!(
        fs::metadata(workspace.path().join("stories.toml")).unwrap().permissions().mode() & 0o777,
        0o600
    );
    // Nothing is added below a mistake.
    let before = fs::read_to_string(workspace.path().join("stories.toml")).unwrap();
    assert_eq!(new("true").code, Some(1));
    assert_eq!(fs::read_to_string(workspace.path().join("stories.toml")).unwrap(), before);
    workspace.file("stories.toml", "");
    let ran = new("true");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.ends_with("a, 6 findings\n"), "{}", ran.stdout);
    let ran = new("no-such-editor");
    assert!(
        ran.stderr.contains("the editor \"no-such-editor\" can't be started: set EDITOR"),
        "{}",
        ran.stderr
    );
    assert_eq!(new("false").code, Some(1));
}

#[test]
fn a_broken_file_is_named_with_line_and_field() {
    let workspace = Workspace::new();
    workspace.file(
        "stories.toml",
        &story("one", "'conflict'").replace("strength = 4", "strength = 'high'"),
    );
    for args in [
        &["stories"][..],
        &["stories", "check"],
        &["stories", "matrix"],
        &["drill", "story", "one"],
    ] {
        let ran = workspace.run(args);
        assert_eq!(ran.code, Some(1));
        assert!(
            ran.stderr
                .contains("stories.toml:5: story.strength: must be a whole number from 1 to 5"),
            "{args:?}: {}",
            ran.stderr
        );
    }
}

#[test]
fn show_check_and_matrix_tell_what_is_there() {
    let workspace = Workspace::new();
    let three =
        [story("one", "'conflict'"), story("other", "'growth'"), story("two", "'outcomes'")]
            .concat();
    workspace.file("stories.toml", &three);
    let shown = workspace.run(&["stories", "show", "one"]).stdout;
    assert!(
        shown.starts_with("The one\none · strength 4 · conflict\nscale: 3 teams\nnever told\n"),
        "{shown}"
    );
    // 24 + 12 + 96 + 24 = 156 words: 62.4 s; the action has 96 of them, 61.5 %, and all
    // shares are a hundred.
    assert!(shown.contains("length: 156 words, 1:02 at 150 a minute\n"), "{shown}");
    assert!(shown.contains("action  0:38 · 62% · I 1, we 0\n"), "{shown}");
    let ran = workspace.run(&["stories", "show", "o"]);
    assert!(ran.stderr.contains("2 stories begin with \"o\": one, other"), "{}", ran.stderr);
    assert!(workspace.run(&["stories", "show", "tow"]).stderr.contains("did you mean \"two\"?"));
    let check = workspace.run(&["stories", "check"]);
    assert_eq!(
        (check.code, check.stdout.as_str()),
        (Some(0), "stories.toml: 3 stories, nothing is missing\n")
    );
    let matrix = workspace.json(&["stories", "matrix"]);
    assert_eq!(matrix["themes"][0]["theme"], "conflict");
    assert_eq!(
        matrix["themes"][0]["stories"][0],
        json!({ "story": "one", "strength": 4, "times_told": 0, "last_told": null })
    );
    let kinds: Vec<&str> = matrix["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["count", "gap", "gap", "gap", "gap", "gap", "gap"]);
    let text = workspace.run(&["stories", "matrix"]).stdout;
    assert!(text.contains("! 3 stories have all four parts; 7 to 10 are wanted\n"), "{text}");
}

#[test]
fn check_holds_a_story_against_the_workspaces_own_limits() {
    let workspace = Workspace::new();
    workspace.file("stories.toml", &story("one", "'conflict'"));
    workspace.file("mockround.toml", "[limits]\nanswer = ['20s', '1m', '1m 10s']\n");
    // 156 words take 62.4 s.
    let check = workspace.run(&["stories", "check"]);
    let too_long = "one: 156 words take 1:03 at 150 a minute, longer than an answer's 1:00\n";
    assert!(check.stdout.contains(too_long), "{}", check.stdout);
    assert_eq!(check.code, Some(1));
    // What doesn't depend on a limit works where the settings are broken.
    workspace.file("mockround.toml", "[limits\n");
    assert_eq!(workspace.run(&["stories"]).code, Some(0));
    let check = workspace.run(&["stories", "check"]);
    assert_eq!(check.code, Some(1));
    assert!(check.stderr.starts_with("mockround: mockround.toml:1: "), "{}", check.stderr);
}

#[test]
fn text_of_a_story_never_acts_on_the_terminal() {
    let workspace = Workspace::new();
    workspace
        .file("stories.toml", &story("one", "'conflict'").replace("'The one'", "\"a\\u001b[2Jb\""));
    let ran = workspace.run(&["stories"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.contains("stories.toml:3: story.title: must not have control characters"),
        "{}",
        ran.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_the_stories_is_named_and_not_waited_for() {
    let workspace = Workspace::new();
    let path = workspace.path().join("stories.toml");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let ran = workspace.run(&["stories"]);
    let expected = "mockround: stories.toml: is a pipe or a device and no file; move it away\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), expected));
}

#[test]
fn a_drill_of_no_story_lists_them() {
    let workspace = Workspace::new();
    workspace
        .file("stories.toml", &[story("outage", "'conflict'"), story("move", "'growth'")].concat());
    let listed = workspace.run(&["drill", "story"]);
    assert_eq!(listed.code, Some(0), "{}", listed.stderr);
    assert_eq!(listed.stdout, workspace.run(&["stories"]).stdout);
    assert!(listed.stderr.contains("`mockround drill story ID`"), "{}", listed.stderr);
    assert_eq!(workspace.sessions(), [""; 0].map(std::path::PathBuf::from));
}
