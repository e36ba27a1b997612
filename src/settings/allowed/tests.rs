mod code;
mod named;

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::settings::Settings;
use crate::word::Word as _;

/// A workspace and the own config folder of the person who uses it, both in a folder of theirs.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("own")).unwrap();
        Self { folder }
    }

    /// The workspace in a folder, with these settings, used from there.
    fn workspace(&self, name: &str, settings: &str) -> Workspace {
        let root = self.folder.path().join(name);
        fs::create_dir_all(&root).unwrap();
        fs::write(root.join("mockround.toml"), settings).unwrap();
        let own = self.folder.path().join("own");
        Workspace { own_config: Some(own), ..Workspace::at(root.clone(), root) }
    }

    /// What was allowed so far.
    fn kept(&self) -> String {
        fs::read_to_string(self.folder.path().join("own/allowed.toml")).unwrap_or_default()
    }
}

fn named(workspace: &Workspace) -> Vec<NamedProgram> {
    Settings::load(workspace).unwrap().programs
}

fn allow(workspace: &Workspace) -> Vec<String> {
    let permission = permission(workspace, &named(workspace)).unwrap().unwrap();
    if let Some(text) = permission.text {
        fs::write(permission.kept_in, text).unwrap();
    }
    permission.lines
}

/// What may be run, by its setting and first word, and what is said of the rest.
fn asked(workspace: &Workspace) -> (Vec<(ProgramSetting, String)>, String) {
    let (programs, not_run) = programs(workspace, &named(workspace), ProgramSetting::all());
    let run = |(setting, program): &(_, Program)| (*setting, program.words()[0].clone());
    (programs.0.iter().map(run).collect(), not_run.map_or(String::new(), |not| not.to_string()))
}

const BOTH: &str = "[live]\nalert-command = ['say', 'now: {}']\n[listen]\nrecorder = ['rec']\n";

#[test]
fn a_workspace_runs_what_was_allowed_there_until_it_changes() {
    let (alert, recorder) = (ProgramSetting::AlertCommand, ProgramSetting::Recorder);
    let place = Place::new();
    let workspace = place.workspace("w", BOTH);
    let (run, said) = asked(&workspace);
    assert_eq!(run, []);
    assert_eq!(
        said,
        "mockround.toml names programs that are not run: [live] alert-command = say 'now: {}', \
         [listen] recorder = rec; to allow this: mockround init --allow"
    );
    assert_eq!(
        allow(&workspace),
        ["[live] alert-command = say 'now: {}'", "[listen] recorder = rec"]
    );
    let both = vec![(alert, "say".to_string()), (recorder, "rec".to_string())];
    assert_eq!(asked(&workspace), (both.clone(), String::new()));
    // Other lines may change.
    place.workspace("w", &format!("# mine\n{BOTH}mic = 'x'\n[limits]\nthinks = 3\n"));
    assert_eq!(asked(&workspace), (both, String::new()));
    // One that changed asks again, the other one doesn't.
    place.workspace("w", &BOTH.replace("['rec']", "['rec', '-q']"));
    assert_eq!(
        asked(&workspace),
        (
            vec![(alert, "say".to_string())],
            "mockround.toml names a program that is not run: [listen] recorder = rec -q \
             (not what you allowed before); to allow this: mockround init --allow"
                .to_string()
        )
    );
    // Words that are split otherwise are other words.
    place.workspace("w", &BOTH.replace("'say', 'now: {}'", "'say', 'now:', '{}'"));
    assert_eq!(asked(&workspace).0, [(recorder, "rec".to_string())]);
    // What is allowed under one setting is not under another.
    place.workspace("w", "[live]\nalert-command = ['rec']\n");
    assert_eq!(asked(&workspace).0, []);
}

#[test]
fn a_copy_elsewhere_is_another_workspace() {
    let place = Place::new();
    allow(&place.workspace("w", BOTH));
    let kept = place.kept();
    let copy = place.workspace("copy", BOTH);
    assert_eq!(asked(&copy).0, []);
    allow(&copy);
    assert!(place.kept().starts_with(kept.split("[[").next().unwrap()));
    assert_eq!(place.kept().matches("[[allowed]]").count(), 4);
    // What is allowed anew takes the place of what was, in that workspace alone.
    assert_eq!(allow(&place.workspace("w", "")), [""; 0]);
    assert_eq!(asked(&copy).0.len(), 2);
    assert_eq!(asked(&place.workspace("w", BOTH)).0, []);
}

#[test]
fn a_script_of_the_workspace_counts_by_what_is_in_it() {
    let place = Place::new();
    let workspace = place.workspace("w", "[listen]\nrecorder = ['sh', 'tools/rec.sh', '-q']\n");
    let root = workspace.config.clone();
    for folder in ["tools", "below/tools"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    fs::write(root.join("tools/rec.sh"), "true").unwrap();
    assert_eq!(
        allow(&workspace),
        ["[listen] recorder = sh tools/rec.sh -q", "  and tools/rec.sh as it is now"]
    );
    assert_eq!(asked(&workspace).0.len(), 1);
    // The same words name another file from another folder.
    fs::write(root.join("below/tools/rec.sh"), "false").unwrap();
    let below = Workspace { here: root.join("below"), ..workspace.clone() };
    assert_eq!(asked(&below).0, []);
    fs::write(root.join("tools/rec.sh"), "false").unwrap();
    let (run, said) = asked(&workspace);
    assert_eq!(run, []);
    assert!(said.contains("-q (tools/rec.sh is not as you allowed it); to allow"), "{said}");
    // The sum that is kept is the one that `sha256sum` prints, here of no bytes.
    fs::write(root.join("tools/rec.sh"), "").unwrap();
    allow(&workspace);
    let sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  tools/rec.sh";
    assert!(place.kept().contains(sum), "{}", place.kept());
}

#[test]
fn a_folder_that_a_line_names_is_told_and_a_file_by_way_of_one_above_counts() {
    let place = Place::new();
    let workspace = place.workspace("w", "[listen]\nrecorder = ['../rec', '-C', 'tool', '..']\n");
    fs::create_dir(workspace.config.join("tool")).unwrap();
    fs::write(place.folder.path().join("rec"), "true").unwrap();
    let outside = place.folder.path().canonicalize().unwrap().join("rec");
    assert_eq!(
        allow(&workspace),
        [
            "[listen] recorder = ../rec -C tool ..",
            &format!("  and {} as it is now", outside.display()),
            "  whatever is in ./tool then: look there",
            &format!("  whatever is in {} then: look there", outside.parent().unwrap().display()),
        ]
    );
    assert_eq!(asked(&workspace).0.len(), 1);
    fs::write(workspace.config.join("tool/__main__.py"), "pass").unwrap();
    assert_eq!(asked(&workspace).0.len(), 1);
    fs::write(outside, "false").unwrap();
    assert_eq!(asked(&workspace).0, []);
}

#[cfg(unix)]
#[test]
fn a_program_in_a_folder_that_others_may_write_to_is_neither_run_nor_allowed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    let workspace = place.workspace("w", "[listen]\nrecorder = ['a/b/prog']\n");
    let (root, out) = (workspace.config.clone(), place.folder.path().join("out"));
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::create_dir(&out).unwrap();
    for is_link in [false, true] {
        if is_link {
            fs::rename(root.join("a/b/prog"), out.join("prog")).unwrap();
            symlink(out.join("prog"), root.join("a/b/prog")).unwrap();
        } else {
            fs::write(root.join("a/b/prog"), "true").unwrap();
        }
        let folders = [root.join("a"), root.join("a/b"), out.clone()];
        for folder in &folders[..if is_link { 3 } else { 2 }] {
            let set = |mode| fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
            set(0o755);
            allow(&workspace);
            assert_eq!(asked(&workspace).0.len(), 1);
            set(0o777);
            let (run, said) = asked(&workspace);
            assert_eq!(run, []);
            assert!(said.contains(&format!("chmod go-w {}", folder.display())), "{said}");
            assert!(permission(&workspace, &named(&workspace)).is_err());
            set(0o755);
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_in_a_folder_that_a_line_names_must_be_nobody_elses_to_write() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    let root = place.workspace("w", "").config;
    let path = |name: &str| root.join(name).canonicalize().unwrap();
    fs::create_dir_all(root.join("a/tool/pack")).unwrap();
    fs::create_dir_all(place.folder.path().join("out")).unwrap();
    for file in ["a/tool/x.sh", "a/tool/pack/y.py", "../out/z.py"] {
        fs::write(root.join(file), "").unwrap();
    }
    symlink("../../../out", root.join("a/tool/out")).unwrap();
    symlink("tool", root.join("a/link")).unwrap();
    symlink("nowhere", root.join("a/tool/dangling")).unwrap();
    for (words, inner) in [
        ("'python3', 'a/tool'", true),
        ("'env', '-C', 'a/tool', 'sh', 'x.sh'", true),
        ("'make', '--directory=a/tool'", true),
        ("'make', '-Ca/tool'", true),
        ("'make', '-C', 'a/link'", true),
        ("'env', 'PYTHONPATH=a/tool', 'python3'", true),
        ("'env', '-C', '.', 'sh', 'x.sh'", true),
        ("'env', '-C', '../w/a/tool', 'sh', 'x.sh'", true),
        ("'sh', 'a/tool/x.sh'", false),
    ] {
        let workspace = place.workspace("w", &format!("[listen]\nrecorder = [{words}]\n"));
        let within = ["a/tool/pack", "a/tool/pack/y.py", "../out", "../out/z.py"];
        let within = within.iter().map(|name| (*name, 0o777, inner));
        let all = [
            ("a", 0o777, true),
            ("a/tool", 0o777, true),
            ("a/tool/x.sh", 0o646, true),
            // Others can make new files there, though they can't replace one.
            ("a/tool", 0o1777, inner),
        ];
        for (name, bad, counts) in all.into_iter().chain(within) {
            let file = path(name);
            let set = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            set(0o755);
            allow(&workspace);
            assert_eq!(asked(&workspace).0.len(), 1, "{words}");
            set(bad);
            let (run, said) = asked(&workspace);
            assert_eq!(run.is_empty(), counts, "{words}, {name}: {said}");
            let shown = file.display();
            let what = format!("others may write to {shown}: chmod go-w {shown} first");
            assert!(!counts || said.ends_with(&what), "{words}, {name}: {said}");
            assert_eq!(permission(&workspace, &named(&workspace)).is_err(), counts);
            set(0o755);
        }
    }
}

#[test]
fn a_path_that_is_joined_to_an_option_is_looked_at_and_named() {
    let place = Place::new();
    let line = "[listen]\nrecorder = ['make', '--file=mk', '-sfmk2', '--directory=tool']\n";
    let workspace = place.workspace("w", line);
    let root = workspace.config.clone();
    fs::create_dir(root.join("tool")).unwrap();
    for file in ["mk", "mk2"] {
        fs::write(root.join(file), "a:").unwrap();
        assert_eq!(asked(&workspace).0, []);
    }
    assert_eq!(
        allow(&workspace),
        [
            "[listen] recorder = make '--file=mk' -sfmk2 '--directory=tool'",
            "  and mk as it is now",
            "  and mk2 as it is now",
            "  whatever is in ./tool then: look there",
        ]
    );
    for file in ["mk", "mk2"] {
        allow(&workspace);
        assert_eq!(asked(&workspace).0.len(), 1);
        fs::write(root.join(file), "b:").unwrap();
        let said = asked(&workspace).1;
        assert!(said.contains(&format!("({file} is not as you allowed it)")), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_counts_by_where_it_stands_and_where_it_leads() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let outside = place.folder.path().join("outside.sh");
    fs::write(&outside, "true").unwrap();
    let workspace = place.workspace("w", "[listen]\nrecorder = ['./rec.sh']\n");
    symlink(&outside, workspace.config.join("rec.sh")).unwrap();
    allow(&workspace);
    assert_eq!(asked(&workspace).0.len(), 1);
    fs::write(&outside, "false").unwrap();
    assert_eq!(asked(&workspace).0, []);
    // The workspace itself is the same by whatever path it is reached.
    allow(&workspace);
    let link = place.folder.path().join("link");
    symlink(&workspace.config, &link).unwrap();
    let linked =
        Workspace { own_config: workspace.own_config, ..Workspace::at(link.clone(), link) };
    assert_eq!(asked(&linked).0.len(), 1);
}

#[test]
fn a_program_named_by_a_path_is_the_one_beside_the_settings() {
    let place = Place::new();
    let workspace = place.workspace("w", "[listen]\nrecorder = ['./rec.sh']\n");
    fs::create_dir(workspace.config.join("below")).unwrap();
    let below = Workspace { here: workspace.config.join("below"), ..workspace };
    fs::write(below.config.join("rec.sh"), "").unwrap();
    allow(&below);
    let rec = below.config.join("./rec.sh").display().to_string();
    assert_eq!(asked(&below).0, [(ProgramSetting::Recorder, rec)]);
    // One that wasn't there yet was not allowed.
    fs::remove_file(below.config.join("rec.sh")).unwrap();
    allow(&below);
    fs::write(below.config.join("rec.sh"), "").unwrap();
    assert_eq!(asked(&below).0, []);
}

#[test]
fn ones_own_settings_need_no_permission() {
    let place = Place::new();
    let own = place.workspace("own", BOTH);
    assert_eq!(asked(&own).0.len(), 2);
    assert!(permission(&own, &named(&own)).unwrap().is_none());
    let found = Workspace { root: None, ..own };
    assert_eq!(asked(&found).0.len(), 2);
}

#[test]
fn without_a_home_nothing_can_be_allowed() {
    let place = Place::new();
    let workspace = Workspace { own_config: None, ..place.workspace("w", BOTH) };
    let (run, said) = asked(&workspace);
    assert_eq!(run, []);
    assert!(said.ends_with("; no home folder is known, where it is kept what you allow: set HOME"));
    assert_eq!(permission(&workspace, &named(&workspace)).unwrap_err(), NotTrusted::NoHome);
}

#[test]
fn only_what_a_command_would_run_is_spoken_of() {
    let place = Place::new();
    let workspace = place.workspace("w", BOTH);
    let of = |wanted: &[ProgramSetting]| {
        let (_, not_run) = programs(&workspace, &named(&workspace), wanted);
        not_run.map(|not_run| not_run.to_string())
    };
    assert_eq!(of(&[]), None);
    let said = of(&[ProgramSetting::Recorder]).unwrap();
    assert!(said.contains("recorder = rec") && !said.contains("alert-command"), "{said}");
}

#[test]
fn what_other_versions_keep_stays_and_what_is_damaged_allows_nothing() {
    let place = Place::new();
    let workspace = place.workspace("w", BOTH);
    let list = place.folder.path().join("own/allowed.toml");
    let newer = "hint = 'x'\n\n[[allowed]]\nworkspace = '/elsewhere'\nsetting = 'code.python'\n\
                 command = ['python3']\nwhen = 2\n";
    fs::write(&list, newer).unwrap();
    allow(&workspace);
    assert_eq!(asked(&workspace).0.len(), 2);
    let kept: toml::Table = place.kept().parse().unwrap();
    let newer: toml::Table = newer.parse().unwrap();
    assert_eq!(kept["hint"], newer["hint"]);
    assert!(kept["allowed"].as_array().unwrap().contains(&newer["allowed"][0]));
    for damaged in ["[[allowed]]\nworkspace = 'x'\n", "allowed = 3", "["] {
        fs::write(&list, damaged).unwrap();
        let (run, said) = asked(&workspace);
        assert_eq!(run, []);
        assert!(said.contains("allowed.toml: ") && said.ends_with("allow all anew"), "{said}");
        assert!(permission(&workspace, &named(&workspace)).is_err());
        assert_eq!(fs::read_to_string(&list).unwrap(), damaged);
    }
}

#[test]
fn every_program_is_shown_whole_and_on_one_line() {
    let program = NamedProgram {
        setting: ProgramSetting::Recorder,
        words: ["sh", "-c", "a 'b'; to allow this: c\u{1b}[2J"].map(str::to_string).to_vec(),
    };
    assert_eq!(
        program.to_string(),
        r"[listen] recorder = sh -c 'a '\''b'\''; to allow this: c[2J'"
    );
}
