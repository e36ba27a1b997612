//! The small files beside the session while it runs: by them others know how it stands, send marks
//! and hear what became of them.

use crate::session::store::{Frame, LiveFile, Marks, Replies, Store};

/// The small files beside the session while it runs.
pub(crate) struct Beside {
    pub(crate) live: LiveFile,
    pub(crate) marks: Marks,
    pub(crate) replies: Replies,
}

impl Beside {
    pub(crate) fn create(store: &Store, frame: &Frame) -> anyhow::Result<Self> {
        let path = store.path();
        // Last comes the file by which others know that the session runs.
        let (replies, marks) = (Replies::create(path)?, Marks::create(path)?);
        Ok(Self { live: LiveFile::create(path, frame)?, marks, replies })
    }

    /// At a clean end everything is in the session. What can't be removed does no harm: the lock is
    /// what counts.
    pub(crate) fn remove(self) {
        let _ = self.live.remove();
        let _ = self.marks.remove();
        let _ = self.replies.remove();
    }
}
