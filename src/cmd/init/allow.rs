//! `mockround init --allow`: the person allows what a workspace's settings would run.

use std::path::Path;

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
    let permission = permission(workspace, &settings.programs)
        .map_err(|why| anyhow::anyhow!("nothing is allowed in {}: {why}", shown(root)))?;
    let file = workspace.shown(&workspace.settings_file());
    let Some(permission) = permission else {
        return context.print(&format!("{file} is your own, and needs no permission\n"));
    };
    keep(&permission)?;
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
pub(super) fn what_was_made(dir: &Path, programs: &[NamedProgram]) -> anyhow::Result<()> {
    match permission(&Workspace::find(Some(dir))?, programs)? {
        Some(permission) => keep(&permission),
        None => Ok(()),
    }
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
