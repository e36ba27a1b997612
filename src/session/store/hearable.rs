//! The files in which a session can be heard again: the sound that was stored with it, and the
//! recordings that were added to it, while they are where they were.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::belongings::sounds;
use crate::session::timeline::{AddedRecording, Timeline};
use crate::time::{Elapsed, Stretch};

/// A file that holds sound of a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HearableFile {
    /// Its path.
    pub(crate) path: PathBuf,
    /// What it holds of the session, at most.
    pub(crate) of: Stretch,
    /// Where in it the first of that is.
    pub(crate) begins: Duration,
    /// Which of its audio tracks it is, from 1, where one was asked for.
    pub(crate) track: Option<u16>,
}

/// The files that hold sound of a session and are there; of two that hold the same, the later one
/// counts.
pub(crate) fn hearable(session: &Path, timeline: &Timeline) -> Vec<HearableFile> {
    let stored = sounds(session, &timeline.sounds);
    let ends = stored.iter().skip(1).map(|(_, from)| *from).chain([Elapsed::LAST]);
    let of = |((path, from), to): (&(PathBuf, Elapsed), Elapsed)| HearableFile {
        path: path.clone(),
        of: Stretch { from: *from, to },
        begins: Duration::ZERO,
        track: None,
    };
    stored.iter().zip(ends).map(of).chain(recordings(session, timeline)).collect()
}

/// The recordings that were added to a session and are there, in that order.
pub(crate) fn recordings(session: &Path, timeline: &Timeline) -> Vec<HearableFile> {
    let mut found = Vec::new();
    for AddedRecording { of, file, begins, track } in &timeline.recordings {
        // One from the root stays as it is.
        let path = session.with_file_name(file);
        if path.is_file() {
            found.push(HearableFile { path, of: *of, begins: *begins, track: *track });
        }
    }
    found
}

/// The path of a recording as a session keeps it: from the session's folder where it lies in that
/// or beside it, so that both can move together; else from the root. None where it is no text.
pub(crate) fn kept_path(session: &Path, recording: &Path) -> Option<String> {
    let near = || {
        let (real, folder) =
            (recording.canonicalize().ok()?, session.parent()?.canonicalize().ok()?);
        let inside = real.strip_prefix(&folder).ok().map(Path::to_path_buf);
        let near = inside
            .or_else(|| Some(Path::new("..").join(real.strip_prefix(folder.parent()?).ok()?)))?;
        let parts = near.iter().map(|part| part.to_str());
        parts.collect::<Option<Vec<&str>>>().map(|parts| parts.join("/"))
    };
    near().or_else(|| Some(std::path::absolute(recording).ok()?.to_str()?.to_string()))
}
