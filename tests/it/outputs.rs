//! `--output` of every command that writes a file, in every format: what mockround wrote is written
//! anew, what a person changed or wrote stays.

use std::fs;
use std::path::Path;

use crate::support::Workspace;

/// Every command that takes `--output`.
const ALL: [&[&str]; 13] = [
    &["report", "a"],
    &["report", "a", "--format", "markdown"],
    &["report", "a", "--format", "html"],
    &["report", "a", "--format", "json"],
    &["trends"],
    &["trends", "--format", "html"],
    &["trends", "--format", "json"],
    &["compare", "a", "b"],
    &["compare", "a", "b", "--format", "markdown"],
    &["compare", "a", "b", "--format", "json"],
    &["export", "--format", "csv"],
    &["export", "--format", "ndjson"],
    &["export", "--format", "csv", "--rows", "phases"],
];

/// A workspace with two sessions, `a` and `b`.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/format-1.toml");
    let golden = fs::read_to_string(golden).unwrap();
    let id = golden.lines().find_map(|line| line.strip_prefix("id = ")).unwrap();
    for name in ["a", "b"] {
        let text = golden.replacen(id, &format!("\"{name}\""), 1);
        workspace.file(&format!("sessions/{name}.toml"), &text);
    }
    workspace
}

#[test]
fn a_page_that_a_person_changed_is_written_over_by_force_only_whatever_its_format() {
    let workspace = workspace();
    for args in ALL {
        let run = |more: &[&str]| workspace.run(&[args, &["-o", "out/page"], more].concat());
        let page = workspace.file("out/page", "");
        let empty = run(&[]);
        assert!(
            empty.stderr.contains("is not as mockround wrote it"),
            "{args:?}: {}",
            empty.stderr
        );
        fs::remove_file(&page).unwrap();
        for _ in 0..2 {
            let ran = run(&[]);
            assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
        }
        let written = fs::read_to_string(&page).unwrap();
        let changed = [written.clone() + "my notes\n", written.replacen('e', "E", 1)];
        for changed in changed.iter().chain(&["my notes\n".to_string()]) {
            fs::write(&page, changed).unwrap();
            let ran = run(&[]);
            assert_eq!(ran.code, Some(1), "{args:?}: {}", ran.stderr);
            let said = "out/page is there, and is not as mockround wrote it: name another file";
            assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
            assert_eq!(&fs::read_to_string(&page).unwrap(), changed, "{args:?}");
        }
        assert_eq!(run(&["--force"]).code, Some(0), "{args:?}");
        assert_eq!(run(&[]).code, Some(0), "{args:?}: it is known again");
        assert_eq!(fs::read_to_string(&page).unwrap(), written, "{args:?}");
    }
}

#[test]
fn a_page_is_known_from_a_shell_with_another_data_folder() {
    let workspace = workspace();
    let args = ["trends", "-o", "page"];
    let elsewhere = workspace.path().join("snap");
    for folder in [Some(elsewhere.as_path()), None] {
        let mut command = workspace.command(&args);
        match folder {
            Some(folder) => command.env("XDG_DATA_HOME", folder),
            None => command.env_remove("XDG_DATA_HOME"),
        };
        assert_eq!(command.output().unwrap().status.code(), Some(0), "{folder:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_page_goes_where_standard_output_goes() {
    let workspace = workspace();
    let ran = workspace.run(&["trends", "-o", "/dev/stdout"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, workspace.run(&["trends"]).stdout);
}

#[cfg(unix)]
#[test]
fn what_is_open_already_goes_on_where_it_stands() {
    let workspace = workspace();
    let trends = workspace.run(&["trends"]).stdout;
    let file = workspace.file("log", "before\n");
    for device in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        fs::write(&file, "before\n").unwrap();
        let log = fs::File::options().append(true).open(&file).unwrap();
        let mut command = workspace.command(&["trends", "-o", device]);
        assert!(command.stdout(log).status().unwrap().success(), "{device}");
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("before\n{trends}"), "{device}");
    }
    assert_eq!(workspace.run(&["trends", "-o", "/dev/null"]).code, Some(0));
}

#[test]
fn a_file_that_means_something_though_it_is_empty_stays() {
    let workspace = workspace();
    for name in
        ["mockround.toml", "stories.toml", "questions/mine.toml", "a.question.md", "x/.git/HEAD"]
    {
        let file = workspace.file(name, "");
        for args in ALL {
            let ran = workspace.run(&[args, &["-o", name]].concat());
            assert!(matches!(ran.code, Some(1 | 2)), "{args:?} {name}: {}", ran.stdout);
            // What has no Markdown goes to no file that ends so, whatever is in it.
            let why = [
                "or write over it with --force",
                " has no Markdown: ",
                "no format is called",
                "as TOML",
            ];
            assert!(why.iter().any(|why| ran.stderr.contains(why)), "{}", ran.stderr);
            assert_eq!(fs::read(&file).unwrap(), b"", "{args:?} {name}");
        }
    }
}

#[test]
fn a_page_is_written_where_it_cant_be_noted_and_that_is_said() {
    let workspace = workspace();
    workspace.file("home", "no folder\n");
    let ran = workspace.run(&["trends", "-o", "page"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("page is written, and next time asks for --force"),
        "{}",
        ran.stderr
    );
    assert!(workspace.path().join("page").exists());
}
