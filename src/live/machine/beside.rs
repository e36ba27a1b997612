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
        let live = LiveFile::open(path).with_context(|| cannot_write(&LiveFile::path(path)))?;
        match Marks::create(path) {
            Ok(marks) => Ok(Self { live, marks }),
            Err(error) => {
                remove_unsaid(live, path);
                let files = format!("can't make the files for marks beside {}", path.display());
                Err(anyhow::Error::new(error).context(files))
            }
        }
    }

    /// Says for the first time how the session stands.
    ///
    /// # Errors
    /// That can't be written.
    pub(crate) fn begin(&mut self, session: &Path, frame: &Frame) -> anyhow::Result<()> {
        self.live.update(frame).with_context(|| cannot_write(&LiveFile::path(session)))
    }

    /// Takes back what was made for a run that can't begin.
    pub(crate) fn take_back(self, session: &Path) {
        remove_unsaid(self.live, session);
        let _ = self.marks.remove();
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

/// What stays of the file is what an earlier run said last: by it the time away is known.
fn remove_unsaid(live: LiveFile, session: &Path) {
    if LiveFile::read(session).is_none() {
        let _ = live.remove();
    }
}

fn cannot_write(path: &Path) -> String {
    format!("can't write {}", path.display())
}
