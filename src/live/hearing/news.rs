//! What a source of sound tells the round: events to write, and notices for the candidate.

use std::path::PathBuf;
use std::time::Duration;

use crate::session::event::What;
use crate::session::store::Meddled;
use crate::voice::capture::State;
use crate::voice::recording::Broken;

/// What there is to write and to say.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// Events, in order.
    pub(crate) events: Vec<What>,
    /// What the candidate is told, in order.
    pub(crate) notices: Vec<SoundNotice>,
}

/// What became of a source of sound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SoundNotice {
    /// The microphone's state is a new one; where its sound is stored.
    Microphone { state: State, stored: Option<PathBuf> },
    /// From here on sound is not stored.
    StoringFailed { why: String },
    /// What another program did to a file of sound, and where the sound goes on; or why it doesn't,
    /// until it does.
    Meddled { name: String, meddled: Meddled, goes_on: Result<PathBuf, String> },
    /// Sound is stored again after all.
    StoredAgain { path: PathBuf },
    /// Where the sound is, how much, and the time of the session at which it begins.
    Stored { path: PathBuf, bytes: u64, begun: Duration },
    /// The sound that was there is not, or not all of it.
    Missing { path: PathBuf, meddled: Meddled },
    /// A file without any sound can't be removed.
    EmptyStays { path: PathBuf, why: String },
    /// What came last is not in the file.
    EndNotStored { path: PathBuf, why: String },
    /// A recording can't be read from here on, its own time, until further on.
    Damaged { name: String, at: Duration },
    /// A recording can't be read any further.
    Broken { name: String, broken: Broken },
    /// A recording is at its end.
    Over { name: String },
}
