//! The candidate's notes of a session: a file of lines in its folder, which a person may write to
//! as well.

use std::io::{self, Write as _};
use std::path::Path;

use super::belongings::{folder, notes_path};
use super::platform::is_unsupported;
use super::private;

/// Adds a line to the notes of a session, with one write, and makes sure that it is on the disk.
///
/// # Errors
/// It can't be written, or something else stands there.
pub(crate) fn add_note(session: &Path, line: &str) -> io::Result<()> {
    private::own_dir(&folder(session))?;
    let path = notes_path(session);
    let mut file = private::open(&path, |options| options.append(true).create(true))?;
    let text = format!("{line}\n");
    if file.write(text.as_bytes())? < text.len() {
        return Err(io::Error::new(io::ErrorKind::StorageFull, "the note was cut short"));
    }
    match file.sync_all() {
        Err(error) if !is_unsupported(&error) => Err(error),
        _ => Ok(()),
    }
}
