//! The small files beside the session while it runs: by them others know how it stands, send marks
//! and hear what became of them.

use anyhow::Context as _;

use crate::session::store::{Frame, LiveFile, Marks, Replies, Store};

/// The small files beside the session while it runs.
pub(crate) struct Beside {
    pub(crate) live: LiveFile,
    pub(crate) marks: Marks,
    pub(crate) replies: Replies,
}

impl Beside {
    /// Last comes the file by which others know that the session runs.
    pub(crate) fn create(store: &Store, frame: &Frame) -> anyhow::Result<Self> {
        let mut beside = Self::open(store)?;
        beside.live.begin(frame)?;
        Ok(beside)
    }

    /// As [`Beside::create`], without a word yet that the session runs.
    pub(crate) fn open(store: &Store) -> anyhow::Result<Self> {
        let path = store.path();
        let made = LiveFile::open(path).and_then(|live| {
            Ok(Self { live, marks: Marks::create(path)?, replies: Replies::create(path)? })
        });
        made.with_context(|| format!("cannot make the files that go with {}", path.display()))
    }

    /// Whether all of them are where others look for them.
    pub(crate) fn is_there(&self) -> bool {
        self.live.is_there() && self.marks.is_there() && self.replies.is_there()
    }

    /// At a clean end everything is in the session. What can't be removed does no harm: the lock is
    /// what counts.
    pub(crate) fn remove(self) {
        let _ = self.live.remove();
        let _ = self.marks.remove();
        let _ = self.replies.remove();
    }
}
