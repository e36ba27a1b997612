//! Pages that are opened in the browser.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::Context as _;

use super::beside::note_aside;
use super::{Context, output};
use crate::cli::OutputArgs;
use crate::session::store::write_report;
use crate::text::{clean_line, system};

/// The pages of several sessions that stand among these, by name.
pub(super) const TRENDS: &str = "trends";
pub(super) const COMPARE: &str = "compare";
/// What a friend has before them who interviews.
pub(super) const SHEET: &str = "sheet";

/// Writes a page to the file that was asked for, or to one of this name in a folder of sessions,
/// prints where, and opens it. A page that a person changed is opened as it is. That nothing could
/// open it is said, and no failure.
///
/// # Errors
/// It can't be written.
pub(super) fn page(
    context: &Context,
    to: &OutputArgs,
    name: &Path,
    page: &str,
) -> anyhow::Result<ExitCode> {
    let file = match to.output.file() {
        Some(file) => {
            output::put(context, page, to)?;
            file.to_path_buf()
        }
        None => write(context, name, page)?,
    };
    context.print(&format!("{}\n", clean_line(&file.display().to_string())))?;
    if let Err(error) = open(&file) {
        context.note(&format!(
            "the page could not be opened ({}); open the file above in a browser",
            system(&error)
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a page among sessions, unless a person changed the one that stands there; where.
fn write(context: &Context, name: &Path, page: &str) -> anyhow::Result<PathBuf> {
    let file = name.with_added_extension("html");
    let shown = context.workspace.shown(&file);
    match write_report(&name.with_added_extension("toml"), "html", page) {
        Ok(aside) => note_aside(context, aside.as_deref()),
        Err(error) if file.is_file() => {
            context.note(&format!("{shown} is not written anew: {}", system(&error)));
        }
        Err(error) => {
            let hint = "--output names another file";
            return Err(error).with_context(|| format!("can't write to {shown}; {hint}"));
        }
    }
    Ok(file)
}

/// Opens a page in the browser, and doesn't wait for it.
///
/// # Errors
/// The desktop's opener is missing.
pub(super) fn open(path: &Path) -> io::Result<()> {
    let mut command = Command::new(OPENER);
    command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // A terminal that was opened for this command alone hangs up when it ends: what opens the page
    // may not have begun by then, and must not go with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn().map(drop)
}

#[cfg(windows)]
const OPENER: &str = "explorer";
#[cfg(target_os = "macos")]
const OPENER: &str = "open";
#[cfg(not(any(windows, target_os = "macos")))]
const OPENER: &str = "xdg-open";
