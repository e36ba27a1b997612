//! Opens a file in the program that the desktop has for it.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Opens a page in the browser, and doesn't wait for it.
///
/// # Errors
/// The desktop's opener is missing.
pub(crate) fn open(path: &Path) -> io::Result<()> {
    let mut command = Command::new(OPENER);
    command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}

#[cfg(windows)]
const OPENER: &str = "explorer";
#[cfg(target_os = "macos")]
const OPENER: &str = "open";
#[cfg(not(any(windows, target_os = "macos")))]
const OPENER: &str = "xdg-open";
