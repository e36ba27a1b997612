//! The files in which a session can be heard again: the sound that was stored with it, and the
//! recordings that were added to it, while they are where they were.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use super::belongings::{NamedSound, sounds};
use crate::round::fnv1a;
use crate::session::timeline::{AddedRecording, Timeline};
use crate::time::Stretch;
use crate::time::stretch::{joined, without};

/// So many parts of a recording tell it from another, each so long, in bytes.
const PARTS: u64 = 64;
const PART: u64 = 4 << 10;

/// What became of sound that is lost.
const GONE: &str = "is gone";
const FORGOTTEN: &str = "was forgotten";
const ANOTHER: &str = "is not the recording that was added, but another by now";

/// A shorter part that is lost is rounding.
const TOLD_FROM: Duration = Duration::from_secs(1);

/// A file that holds sound of a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HearableFile {
    /// Its path.
    pub(crate) path: PathBuf,
    /// What it holds of the session, at most.
    pub(crate) of: Stretch,
    /// Where in it the first of that is.
    pub(crate) begins: Duration,
    /// Which of its audio tracks it is, from 1, where that is known.
    pub(crate) track: Option<u16>,
}

/// Sound of a session that is not where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LostSound {
    /// Where it was.
    pub(crate) path: PathBuf,
    /// What became of it, to stand behind its name.
    pub(crate) why: &'static str,
    /// What it held of the session, at most.
    pub(crate) of: Stretch,
}

/// The files that hold sound of a session and are there; of two that hold the same, the later one
/// counts.
pub(crate) fn hearable(session: &Path, timeline: &Timeline) -> Vec<HearableFile> {
    let stored = sounds(session, &timeline.sounds).into_iter().filter(|sound| sound.is_there);
    let of = |NamedSound { path, of, .. }: NamedSound| HearableFile {
        path,
        of,
        begins: Duration::ZERO,
        track: None,
    };
    let recorded = timeline.recordings.iter().filter_map(|of| found(session, of).ok());
    stored.map(of).chain(recorded).collect()
}

/// Whether a recording that was added to a session is there, and the same as then.
pub(crate) fn is_there(session: &Path, recording: &AddedRecording) -> bool {
    found(session, recording).is_ok()
}

/// What of a session's sound is not where it was, or is another file by now, where no other file
/// holds the same.
pub(crate) fn lost(session: &Path, timeline: &Timeline) -> Vec<LostSound> {
    let there: Vec<Stretch> = hearable(session, timeline).iter().map(|file| file.of).collect();
    let there = joined(there, Duration::ZERO);
    let stored = sounds(session, &timeline.sounds).into_iter().filter(|sound| !sound.is_there);
    let stored = stored.map(|NamedSound { path, of, is_forgotten, .. }| {
        let why = if is_forgotten { FORGOTTEN } else { GONE };
        LostSound { path, why, of }
    });
    let recorded = timeline.recordings.iter().filter_map(|of| found(session, of).err());
    let mut lost: Vec<LostSound> = stored.chain(recorded).collect();
    lost.retain(|of| without(&[of.of], &there).iter().any(|left| left.length() >= TOLD_FROM));
    lost
}

/// A recording that was added to a session, where it is there and the same as then.
fn found(session: &Path, recording: &AddedRecording) -> Result<HearableFile, LostSound> {
    let AddedRecording { of, file, begins, track, known_by } = recording;
    // One from the root stays as it is.
    let path = above(&session.with_file_name(file));
    if !path.is_file() {
        return Err(LostSound { path, why: GONE, of: *of });
    }
    let is_another =
        known_by.as_ref().zip(known_recording(&path)).is_some_and(|(of, is)| *of != is);
    if is_another {
        return Err(LostSound { path, why: ANOTHER, of: *of });
    }
    Ok(HearableFile { path, of: *of, begins: *begins, track: *track })
}

/// A path without the steps down that it takes back at once: `sessions/../talk.wav`.
fn above(path: &Path) -> PathBuf {
    let mut parts: Vec<Component> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::ParentDir, Some(Component::Normal(_))) => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let short: PathBuf = parts.iter().collect();
    // Behind a link it may be another.
    let is_other = path.exists() && short.canonicalize().ok() != path.canonicalize().ok();
    if is_other { path.to_path_buf() } else { short }
}

/// By what a recording is known again: its length, and a sum over parts of it, which may be many
/// gigabytes long. None where it can't be read.
pub(crate) fn known_recording(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    let mut parts = Vec::new();
    for part in 0..PARTS {
        let begins = length.saturating_sub(PART) / (PARTS - 1) * part;
        file.seek(SeekFrom::Start(begins)).ok()?;
        file.by_ref().take(PART).read_to_end(&mut parts).ok()?;
    }
    Some(format!("{length} {:016x}", fnv1a(&parts)))
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
