//! The small files beside the session while it runs: by them others know how it stands, send marks
//! and hear what became of them.

use std::path::Path;

use anyhow::Context as _;

use crate::session::store::{Frame, LiveFile, Marks, Store};

/// The small files beside the session while it runs.
pub(crate) struct Beside {
    pub(crate) live: LiveFile,
    pub(crate) marks: Marks,
}

impl Beside {
    /// Makes them, without a word yet that the session runs.
    pub(crate) fn open(store: &Store) -> anyhow::Result<Self> {
        let path = store.path();
        let made =
            LiveFile::open(path).and_then(|live| Ok(Self { live, marks: Marks::create(path)? }));
        made.with_context(|| format!("can't make the files that go with {}", path.display()))
    }

    /// Sees to it that each is where others look for it, and says how the session stands. Last
    /// comes the file by which others know that it runs. Where one can't be made, others miss it;
    /// the round doesn't depend on it.
    pub(crate) fn keep(&mut self, session: &Path, frame: &Frame) {
        self.marks.keep(session);
        let _ = self.live.keep(session, frame);
    }

    /// At a clean end everything is in the session. What can't be removed does no harm: the lock is
    /// what counts.
    pub(crate) fn remove(self) {
        let _ = self.live.remove();
        let _ = self.marks.remove();
    }
}
