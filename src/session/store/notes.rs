//! The candidate's notes of a session: a file of lines in its folder, which a person may write to
//! as well.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::belongings::{NOTES, folder, notes_path};
use super::platform::{is_missing, is_unsupported};
use super::{private, words};
use crate::session::Session;
use crate::session::event::{Event, What};

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

/// Whether the file of a session's notes isn't there.
pub(crate) fn notes_are_gone(session: &Path) -> bool {
    is_gone(&notes_path(session))
}

/// The files in its folder that a session names and that aren't there, by their names.
pub(crate) fn gone(path: &Path, session: &Session) -> Vec<String> {
    let name = |event: &Event| match &event.what {
        What::NoteWritten => Some(NOTES.to_string()),
        What::WordsAdded { .. } => Some(words::NAME.to_string()),
        What::SoundStored { file, .. } => Some(file.clone()),
        _ => None,
    };
    let named: BTreeSet<String> = session.events.iter().filter_map(name).collect();
    named.into_iter().filter(|name| is_gone(&folder(path).join(name))).collect()
}

fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| is_missing(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{at, event, small};

    #[test]
    fn files_that_a_session_names_are_missed_where_they_are_not_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("one.toml");
        let mut session = Session::new(small());
        assert_eq!(gone(&path, &session), Vec::<String>::new());
        assert!(notes_are_gone(&path));
        let (from, file) = (at(1.0), "sound.flac".to_string());
        for what in [What::NoteWritten, What::SoundStored { from, file }, What::NoteWritten] {
            session.events.push(event(2.0, what));
        }
        assert_eq!(gone(&path, &session), [NOTES, "sound.flac"]);
        add_note(&path, "- one").unwrap();
        assert_eq!(gone(&path, &session), ["sound.flac"]);
        assert!(!notes_are_gone(&path));
    }
}
