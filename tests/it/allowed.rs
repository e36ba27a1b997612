//! A workspace runs nothing until it is allowed: whatever a folder brings along, the person has
//! seen it before it runs.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::support::{Ran, Workspace, wait_for};

/// A workspace whose settings name a recorder and an alert command, each of which leaves a file
/// behind when it is run.
struct Named {
    workspace: Workspace,
}

impl Named {
    fn new() -> Self {
        let named = Self { workspace: Workspace::new() };
        named.settings(named.workspace.path(), "");
        named
    }

    /// Where a program that is run leaves a file.
    fn mark(&self, of: &str) -> PathBuf {
        self.workspace.path().join(of)
    }

    /// Writes settings with these programs and more lines into a folder.
    fn settings(&self, folder: &Path, more: &str) {
        let touch = |of: &str| self.mark(of).display().to_string();
        let text = format!(
            "[live]\nbell = false\nalert-command = ['/usr/bin/env', 'touch', '{}', '{{}}']\n\
             [listen]\nmic = 'auto'\nrecorder = ['/usr/bin/env', 'touch', '{}']\n{more}",
            touch("alerted"),
            touch("recorded"),
        );
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("mockround.toml"), text).unwrap();
    }

    /// Runs a command in a folder, where no sound server and no known recorder is found.
    fn run(&self, folder: &Path, args: &[&str]) -> Ran {
        let mut command = self.workspace.command(args);
        // Alerts get the text of an alert as the name of a second file.
        command.current_dir(folder).env("XDG_RUNTIME_DIR", self.mark("nowhere"));
        command.env_remove("PULSE_SERVER").env_remove("PULSE_RUNTIME_PATH");
        Ran::from(command.stdin(Stdio::null()).output().unwrap())
    }

    /// A round that ends by itself and alerts; what it said.
    fn round(&self, folder: &Path) -> Ran {
        let args = ["drill", "coding", "--seed", "1", "--speed", "5000"];
        let ran = self.run(folder, &args);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stderr.contains("first answer"), "it alerts: {}", ran.stderr);
        ran
    }

    /// Asserts that nothing was run and that the one line says so; what it says to do.
    fn refused(&self, ran: &Ran) -> String {
        assert!(!self.mark("alerted").exists() && !self.mark("recorded").exists());
        let said: Vec<&str> =
            ran.stderr.lines().filter(|line| line.contains(" not run: ")).collect();
        assert_eq!(said.len(), 1, "{}", ran.stderr);
        let words = format!("/usr/bin/env touch {}", self.mark("").display());
        assert!(said[0].contains(&words), "{}", said[0]);
        said[0].rsplit("; ").next().unwrap().to_string()
    }

    fn allow(&self, folder: &Path) -> Ran {
        let ran = self.run(folder, &["init", "--allow"]);
        assert_eq!((ran.code, &*ran.stderr), (Some(0), ""));
        ran
    }

    /// Waits for the file that a program leaves behind, and takes it away again.
    fn was_run(&self, of: &str) {
        wait_for(of, || fs::remove_file(self.mark(of)).map_err(|error| error.to_string()));
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_round_runs_its_alert_command_once_that_is_allowed() {
    let named = Named::new();
    let here = named.workspace.path();
    let what_to_do = named.refused(&named.round(here));
    assert_eq!(what_to_do, "to allow this: mockround init --allow");
    let said = named.allow(here);
    assert!(
        said.stdout.starts_with("[live] alert-command = /usr/bin/env touch "),
        "{}",
        said.stdout
    );
    assert!(said.stdout.contains("\n[listen] recorder = /usr/bin/env touch "), "{}", said.stdout);
    let kept = here.join("home/config/mockround/allowed.toml");
    assert_eq!((mode(&kept), mode(kept.parent().unwrap())), (0o600, 0o700));
    let ran = named.round(here);
    assert!(!ran.stderr.contains(" not run: "), "{}", ran.stderr);
    named.was_run("alerted");
    // Edits of other lines don't matter.
    named.settings(here, "[limits]\nthinks = 3 # more\n");
    named.round(here);
    named.was_run("alerted");
    // From a folder below as well.
    fs::create_dir(here.join("below")).unwrap();
    named.round(&here.join("below"));
    named.was_run("alerted");
    let text = fs::read_to_string(here.join("mockround.toml")).unwrap();
    fs::write(here.join("mockround.toml"), text.replace("'{}']", "'-c', '{}']")).unwrap();
    let ran = named.round(here);
    assert!(
        ran.stderr.contains("(not what you allowed before); to allow this: "),
        "{}",
        ran.stderr
    );
    named.refused(&ran);
}

#[test]
fn a_microphone_is_tried_without_the_recorder_of_a_cloned_repository() {
    let named = Named::new();
    let (here, clone) = (named.workspace.path(), named.workspace.path().join("clone"));
    named.settings(&clone, "");
    named.allow(here);
    let ran = named.run(&clone, &["mic"]);
    let what_to_do = named.refused(&ran);
    assert_eq!(what_to_do, "to allow this: mockround init --allow");
    assert!(!ran.stderr.contains("alert-command"), "it runs none: {}", ran.stderr);
    // What runs nothing says nothing.
    for args in [&["mic", "--list"][..], &["plan"], &["questions"], &["sessions"]] {
        assert!(!named.run(&clone, args).stderr.contains(" not run: "), "{args:?}");
    }
    named.run(here, &["mic"]);
    named.was_run("recorded");
}

#[test]
fn a_workspace_that_is_named_is_asked_for_as_well() {
    let named = Named::new();
    let there = named.workspace.path().join("a b");
    named.settings(&there, "");
    let round = ["drill", "coding", "--seed", "1", "--speed", "5000"];
    let by_option = [&["--workspace", "a b"], &round[..]].concat();
    let here = named.workspace.path();
    let what_to_do = named.refused(&named.run(here, &by_option));
    assert_eq!(what_to_do, "to allow this: mockround init --allow 'a b'");
    let mut command = named.workspace.command(&round);
    command.env("MOCKROUND_WORKSPACE", &there).stdin(Stdio::null());
    named.refused(&Ran::from(command.output().unwrap()));
    let said = named.run(here, &["init", "--allow", "a b"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    // Only there, and by whatever way it is reached.
    named.refused(&named.round(here));
    symlink(&there, here.join("link")).unwrap();
    for folder in ["a b", "link"] {
        let ran = named.run(here, &[&["--workspace", folder], &round[..]].concat());
        assert!(!ran.stderr.contains(" not run: "), "{}", ran.stderr);
        named.was_run("alerted");
    }
    // Moved, it is another workspace, and what stands in its place is not it.
    fs::rename(&there, here.join("moved")).unwrap();
    named.refused(&named.round(&here.join("moved")));
    symlink(here.join("moved"), &there).unwrap();
    named.refused(&named.run(here, &by_option));
}

#[test]
fn where_others_may_write_nothing_is_run_or_allowed() {
    let named = Named::new();
    let here = named.workspace.path().join("w");
    named.settings(&here, "");
    named.allow(&here);
    let file = here.join("mockround.toml");
    let (usual, usual_folder) = (mode(&file), mode(&here));
    for (path, bad, good) in
        [(&file, 0o666, usual), (&here, 0o777, usual_folder), (&here, 0o757, usual_folder)]
    {
        set_mode(path, bad);
        let path_said = path.canonicalize().unwrap().display().to_string();
        let what_to_do = named.refused(&named.round(&here));
        assert_eq!(
            what_to_do,
            format!("others may write to {path_said}: chmod go-w {path_said} first")
        );
        let said = named.run(&here, &["init", "--allow"]);
        assert_eq!((said.code, &*said.stdout), (Some(1), ""));
        assert!(said.stderr.contains("others may write to "), "{}", said.stderr);
        set_mode(path, good);
        named.round(&here);
        named.was_run("alerted");
    }
    // A folder like /tmp, where nobody can move another's file, is none of these.
    set_mode(&here, 0o1777);
    named.round(&here);
    named.was_run("alerted");
    // Nor is a list that others may write to believed.
    let kept = named.mark("home/config/mockround/allowed.toml");
    set_mode(&kept, 0o622);
    assert!(named.refused(&named.round(&here)).starts_with("others may write to "));
}

#[test]
fn what_another_user_owns_is_not_run() {
    let named = Named::new();
    let here = named.workspace.path().join("w");
    named.settings(&here, "");
    named.allow(&here);
    if !rustix::process::geteuid().is_root() {
        let skipped = "skipped: programs of another user's settings, only root can give files away";
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{skipped}\n"));
        return;
    }
    for path in [here.join("mockround.toml"), here.clone()] {
        chown(&path, Some(12345), None).unwrap();
        let what_to_do = named.refused(&named.round(&here));
        assert!(what_to_do.contains(" belongs to another user (12345): chown it"), "{what_to_do}");
        assert_eq!(named.run(&here, &["init", "--allow"]).code, Some(1));
        chown(&path, Some(0), None).unwrap();
    }
    named.round(&here);
    named.was_run("alerted");
}

#[test]
fn without_a_home_folder_a_workspace_runs_nothing() {
    let named = Named::new();
    let here = named.workspace.path();
    // What the folder brings along is not taken for the user's own.
    named.settings(&here.join(".config/mockround"), "");
    named.settings(&here.join("home/.config/mockround"), "");
    let with_home = |home: &str, args: &[&str]| {
        let mut command = named.workspace.command(args);
        command.env("HOME", home).env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME");
        Ran::from(command.stdin(Stdio::null()).output().unwrap())
    };
    for home in [".", "home"] {
        let ran = with_home(home, &["drill", "coding", "--speed", "5000"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let what_to_do = named.refused(&ran);
        assert_eq!(
            what_to_do,
            "no home folder is known, where it is kept what you allow: set HOME"
        );
        let said = with_home(home, &["init", "--allow"]);
        assert_eq!(said.code, Some(1));
        assert!(said.stderr.contains("no home folder is known"), "{}", said.stderr);
    }
}

#[test]
fn ones_own_settings_run_what_they_name() {
    let named = Named::new();
    let own = named.mark("home/config/mockround");
    named.settings(&own, "");
    // As a workspace, too: it is the nearest one from there.
    let ran = named.round(&own);
    assert!(!ran.stderr.contains(" not run: "), "{}", ran.stderr);
    named.was_run("alerted");
    let said = named.allow(&own);
    assert_eq!(said.stdout, "mockround.toml is your own, and needs no permission\n");
    fs::remove_file(named.mark("mockround.toml")).unwrap();
    let elsewhere = named.mark("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    named.round(&elsewhere);
    named.was_run("alerted");
    let said = named.run(&elsewhere, &["init", "--allow"]);
    assert_eq!((said.code, &*said.stdout), (Some(1), ""));
    assert!(said.stderr.contains("there is no mockround.toml here or above"), "{}", said.stderr);
    assert!(!own.join("allowed.toml").exists());
}

#[test]
fn a_workspace_that_names_no_program_has_nothing_to_allow() {
    let workspace = Workspace::new();
    let said = workspace.run(&["init", "--allow"]);
    assert_eq!(
        (said.code, &*said.stdout, &*said.stderr),
        (Some(0), "mockround.toml names no program: there is nothing to allow\n", "")
    );
    assert!(!workspace.path().join("home").exists());
    let said = workspace.run(&["init", "--allow", "home"]);
    assert_eq!(said.code, Some(1), "{}", said.stdout);
    workspace.run(&["init", "made"]);
    let made = workspace.run(&["init", "--allow", "made"]);
    assert!(made.stdout.ends_with("names no program: there is nothing to allow\n"));
}

#[test]
fn a_workspace_that_is_made_anew_has_nothing_of_the_old_one_allowed() {
    let named = Named::new();
    let here = named.workspace.path().join("w");
    named.settings(&here, "");
    named.allow(&here);
    fs::remove_dir_all(&here).unwrap();
    assert_eq!(named.run(named.workspace.path(), &["init", "w"]).code, Some(0));
    named.settings(&here, "");
    named.refused(&named.round(&here));
}
