//! `mockround init --allow`: the person allows what a workspace's settings would run.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::cmd::Context;
use crate::session::store::{private_dir, write_whole};
use crate::settings::allowed::{Permission, permission};
use crate::settings::{NamedProgram, Settings, Workspace};
use crate::text::clean_line;

/// Allows all that the settings of a workspace name, in the folder given or the one that is used
/// here, and prints each line that is allowed.
///
/// # Errors
/// There is no such workspace, its settings have problems, or nothing of it can be allowed.
pub(super) fn run(context: &Context, dir: Option<&Path>) -> anyhow::Result<()> {
    let given = dir.map(|dir| Workspace::find(Some(dir))).transpose()?;
    let workspace = given.as_ref().unwrap_or(&context.workspace);
    let Some(root) = &workspace.root else {
        bail!(
            "there is no mockround.toml here or above, so no workspace to allow anything in; \
             your own settings need no permission"
        );
    };
    let shown = |path: &Path| clean_line(&path.display().to_string());
    if !workspace.settings_file().is_file() {
        bail!("{} is no workspace: it has no mockround.toml", shown(root));
    }
    let settings = Settings::load(workspace)?;
    let held = hold(workspace, &settings.programs, PATIENCE, |said| context.note(said))?;
    let permission = permission(workspace, &settings.programs)
        .map_err(|why| anyhow::anyhow!("nothing is allowed in {}: {why}", shown(root)))?;
    let file = workspace.shown(&workspace.settings_file());
    let Some(permission) = permission else {
        return context.print(&format!("{file} is your own, and needs no permission\n"));
    };
    keep(&permission)?;
    drop(held);
    let Permission { lines, kept_in, .. } = &permission;
    if lines.is_empty() {
        return context.print(&format!("{file} names no program: there is nothing to allow\n"));
    }
    context.print(&format!(
        "{}\nallowed in {}, until one of these lines changes; kept in {}\n",
        lines.join("\n"),
        shown(root),
        shown(kept_in)
    ))
}

/// Allows what a new workspace was made with, in place of what an older one in the same folder was
/// allowed.
///
/// # Errors
/// Nothing of it can be allowed.
pub(super) fn what_was_made(
    context: &Context,
    dir: &Path,
    programs: &[NamedProgram],
) -> anyhow::Result<()> {
    keep_all(&Workspace::find(Some(dir))?, programs, |said| context.note(said))
}

fn keep_all(
    workspace: &Workspace,
    programs: &[NamedProgram],
    say: impl Fn(&str),
) -> anyhow::Result<()> {
    let asked = || permission(workspace, programs);
    // Where nothing is to be written nobody need be waited for.
    if asked()?.is_some_and(|permission| permission.text.is_some()) {
        let _held = hold(workspace, programs, PATIENCE, say)?;
        if let Some(permission) = asked()? {
            keep(&permission)?;
        }
    }
    Ok(())
}

/// So long another `init` is waited for: it needs a moment only.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// Keeps another `init` from changing what is allowed between our reading and writing it, until it
/// is dropped: the folder of that file is locked, which needs no file of its own. Where folders
/// can't be locked, nothing is.
///
/// # Errors
/// Another process holds it for longer than our patience.
fn hold(
    workspace: &Workspace,
    programs: &[NamedProgram],
    patience: Duration,
    say: impl Fn(&str),
) -> anyhow::Result<Option<File>> {
    let Some(path) = &workspace.own_config else { return Ok(None) };
    if !programs.is_empty() {
        // What can't be made is told when the file is written.
        let _ = private_dir(path);
    }
    let Ok(folder) = File::open(path) else { return Ok(None) };
    let shown = clean_line(&path.display().to_string());
    let mut waited = Duration::ZERO;
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if waited >= patience => bail!(
                "nothing was allowed: another process has locked {shown}; end it, and try again"
            ),
            Err(TryLockError::WouldBlock) => {}
        }
        if waited.is_zero() {
            say(&format!("waiting for another process, which has locked {shown}"));
        }
        wait(LOOK);
        waited += LOOK;
    }
}

#[expect(clippy::disallowed_methods, reason = "the lock is another process's to let go")]
fn wait(time: Duration) {
    std::thread::sleep(time);
}

fn keep(permission: &Permission) -> anyhow::Result<()> {
    let Some(text) = &permission.text else { return Ok(()) };
    let file = &permission.kept_in;
    let written =
        private_dir(file.parent().unwrap_or(Path::new("."))).and_then(|()| write_whole(file, text));
    written.with_context(|| {
        format!("nothing was allowed: {} can't be written", clean_line(&file.display().to_string()))
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::cell::Cell;
    use std::fs;

    use super::*;

    #[test]
    fn what_is_allowed_in_many_workspaces_at_once_is_all_kept() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own");
        let workspaces: Vec<_> = (0..24)
            .map(|n| {
                let root = folder.path().join(format!("w{n}"));
                fs::create_dir(&root).unwrap();
                fs::write(root.join("mockround.toml"), "[listen]\nrecorder = ['rec']\n").unwrap();
                let mut workspace = Workspace::at(root.clone(), root);
                workspace.own_config = Some(own.clone());
                workspace
            })
            .collect();
        let allow = |workspace: &Workspace| {
            keep_all(workspace, &Settings::load(workspace).unwrap().programs, |_| {}).unwrap();
        };
        std::thread::scope(|scope| {
            for workspace in &workspaces {
                scope.spawn(move || allow(workspace));
            }
        });
        let kept = fs::read_to_string(own.join("allowed.toml")).unwrap();
        for n in 0..24 {
            assert!(kept.contains(&format!("/w{n}\"")), "w{n} in {kept}");
        }
    }

    #[test]
    fn a_workspace_of_which_nothing_was_allowed_waits_for_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let (root, own) = (folder.path().join("w"), folder.path().join("own"));
        fs::create_dir(&root).unwrap();
        fs::create_dir(&own).unwrap();
        fs::write(root.join("mockround.toml"), "").unwrap();
        let mut workspace = Workspace::at(root.clone(), root);
        workspace.own_config = Some(own.clone());
        let other = File::open(&own).unwrap();
        other.lock().unwrap();
        keep_all(&workspace, &[], |said| panic!("{said}")).unwrap();
        assert!(!own.join("allowed.toml").exists());
    }

    #[test]
    fn a_lock_that_is_never_let_go_is_named_and_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = Workspace::at(folder.path().join("w"), folder.path().join("w"));
        let own = folder.path().join("own");
        fs::create_dir(&own).unwrap();
        workspace.own_config = Some(own.clone());
        let other = File::open(&own).unwrap();
        other.lock().unwrap();
        let said = Cell::new(String::new());
        let say = |line: &str| said.set(said.take() + line);
        let error = hold(&workspace, &[], 2 * LOOK, say).unwrap_err().to_string();
        let shown = own.display();
        assert_eq!(said.take(), format!("waiting for another process, which has locked {shown}"));
        let expected = format!("nothing was allowed: another process has locked {shown}; end it");
        assert!(error.starts_with(&expected), "{error}");
        other.unlock().unwrap();
        assert!(hold(&workspace, &[], 2 * LOOK, |_| panic!("nobody holds it")).unwrap().is_some());
    }
}
