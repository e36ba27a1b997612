//! The candidate's notes of a session: a file of lines in its folder, which a person may write to
//! as well.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::belongings::{NOTES, folder, notes_path};
use super::platform::{is_missing, is_unsupported};
use super::{private, words};
use crate::session::Session;
use crate::session::event::{SessionPart, What};

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

/// The files in its folder that a session names, and that its owner didn't remove since: what they
/// are part of.
fn named(session: &Session) -> BTreeMap<String, SessionPart> {
    let mut named = BTreeMap::new();
    for event in &session.events {
        match &event.what {
            What::NoteWritten => drop(named.insert(NOTES.to_string(), SessionPart::Notes)),
            What::WordsAdded { .. } => {
                named.insert(words::NAME.to_string(), SessionPart::Words);
            }
            What::SoundStored { file, .. } => drop(named.insert(file.clone(), SessionPart::Sound)),
            What::Forgotten { part } => named.retain(|_, of| !part.is(*of)),
            _ => {}
        }
    }
    named
}

/// Whether a session names files of a part, which its owner didn't remove since.
pub(crate) fn names_of(session: &Session, part: SessionPart) -> bool {
    named(session).values().any(|of| *of == part)
}

/// The files in its folder that a session names and that aren't there, by their names, and what
/// they are part of. What was removed on purpose isn't missed.
pub(crate) fn gone(path: &Path, session: &Session) -> Vec<(String, SessionPart)> {
    let folder = folder(path);
    named(session).into_iter().filter(|(name, _)| is_gone(&folder.join(name))).collect()
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
        let missed = |session: &Session| {
            gone(&path, session).into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert_eq!(missed(&session), Vec::<String>::new());
        assert!(notes_are_gone(&path));
        let (from, file) = (at(1.0), "sound.flac".to_string());
        for what in [What::NoteWritten, What::SoundStored { from, file }, What::NoteWritten] {
            session.events.push(event(2.0, what));
        }
        assert_eq!(missed(&session), [NOTES, "sound.flac"]);
        add_note(&path, "- one").unwrap();
        assert_eq!(missed(&session), ["sound.flac"]);
        assert!(!notes_are_gone(&path));
        // What its owner removed isn't missed, but for what came to it since.
        let forgotten = |part: SessionPart| event(3.0, What::Forgotten { part: part.into() });
        session.events.push(forgotten(SessionPart::Notes));
        assert!(names_of(&session, SessionPart::Sound));
        assert_eq!(missed(&session), ["sound.flac"]);
        session.events.push(forgotten(SessionPart::Sound));
        assert!(!names_of(&session, SessionPart::Sound));
        assert_eq!(missed(&session), Vec::<String>::new());
        let file = "sound-2.flac".to_string();
        session.events.push(event(4.0, What::SoundStored { from, file }));
        assert_eq!(missed(&session), ["sound-2.flac"]);
    }
}
