//! The files in which a session can be heard again: the sound that was stored with it, and the
//! recordings that were added to it, while they are where they were.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::belongings::sounds;
use crate::session::timeline::Timeline;
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
    };
    let mut found: Vec<HearableFile> = stored.iter().zip(ends).map(of).collect();
    for recording in &timeline.recordings {
        let path = PathBuf::from(&recording.file);
        // From elsewhere than the root another file could be meant.
        if path.is_absolute() && path.is_file() {
            found.push(HearableFile { path, of: recording.of, begins: recording.begins });
        }
    }
    found
}
