//! The sound of a round as it is stored: in one file, and where another program takes that away or
//! changes it, in a further one from there on. What stands in the earlier ones stays as it is.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::news::{News, SoundNotice};
use super::stored::{SoundInFile, StoredSound};
use crate::session::event::What;
use crate::session::store::{Meddled, new_sound};
use crate::session::timeline::SoundFile;
use crate::text::causes;
use crate::time::Elapsed;

/// The files that the sound of a run goes to.
pub(super) struct Storing {
    session: PathBuf,
    /// What is written; none where it is gone and no other could be made yet.
    now: Option<StoredSound>,
    /// Nothing more can be stored, as on a full disk.
    failed: bool,
    /// What was heard since the file was found as it was written last, with when that began.
    recent: Vec<(Elapsed, Vec<f32>)>,
    /// The files before it.
    before: Vec<SoundInFile>,
    /// All files that the session names, or that had sound of this run.
    named: Vec<SoundFile>,
}

impl Storing {
    /// Begins with a new file in the folder of a session, which names these already.
    ///
    /// # Errors
    /// The folder or the file can't be made.
    pub(super) fn begin(session: &Path, named: &[SoundFile]) -> anyhow::Result<Self> {
        let session = session.to_path_buf();
        let (recent, before, named) = (Vec::new(), Vec::new(), named.to_vec());
        let mut storing = Self { session, now: None, failed: false, recent, before, named };
        storing.open()?;
        Ok(storing)
    }

    fn open(&mut self) -> anyhow::Result<PathBuf> {
        let path = new_sound(&self.session, &self.named).with_context(|| {
            format!("can't make a folder for the sound of {}", self.session.display())
        })?;
        self.now = Some(StoredSound::create(&path)?);
        Ok(path)
    }

    /// The file that is written.
    pub(super) fn path(&self) -> Option<&Path> {
        self.now.as_ref().map(|now| now.file().path.as_path())
    }

    /// The session has another name now, and what is stored went with it.
    pub(super) fn follow(&mut self, session: &Path) {
        self.session = session.to_path_buf();
        let folder = session.with_extension("");
        self.now.iter_mut().for_each(|now| now.follow(&folder));
        self.before.iter_mut().for_each(|before| before.follow(&folder));
    }

    /// Stores samples whose first sounded at this time.
    pub(super) fn store(&mut self, from: Elapsed, samples: &[f32], news: &mut News) {
        if self.now.is_none() {
            return;
        }
        self.recent.push((from, samples.to_vec()));
        let Err(error) = self.write(from, samples, news) else { return };
        match self.now.as_ref().and_then(|now| now.file().meddled()) {
            Some(meddled) => self.move_on(meddled, news),
            None => {
                self.close();
                self.failed = true;
                news.notices.push(SoundNotice::StoringFailed { why: error.to_string() });
            }
        }
    }

    fn write(
        &mut self,
        from: Elapsed,
        samples: &[f32],
        news: &mut News,
    ) -> Result<(), flac_codec::Error> {
        let Some(now) = &mut self.now else { return Ok(()) };
        let is_first = now.file().begun.is_none();
        now.write(samples, from)?;
        if is_first {
            let file = now.file().name();
            self.named.push(SoundFile { from, name: file.clone(), is_forgotten: false });
            news.events.push(What::SoundStored { from, file });
        }
        Ok(())
    }

    /// Looks whether the file still stands as it was written, and goes on in another where it
    /// doesn't. For once a second.
    pub(super) fn keep(&mut self, news: &mut News) {
        match self.now.as_ref().map(|now| now.file().meddled()) {
            Some(None) => self.recent.clear(),
            Some(Some(meddled)) => self.move_on(meddled, news),
            None if self.failed => {}
            // The next second tries again.
            None => {
                if let Ok(path) = self.open() {
                    news.notices.push(SoundNotice::StoredAgain { path });
                }
            }
        }
    }

    /// Goes on in another file, with what came since the last was found as it was written.
    fn move_on(&mut self, meddled: Meddled, news: &mut News) {
        let Some(name) = self.close() else { return };
        let goes_on = self.open().map_err(|error| causes(&error));
        news.notices.push(SoundNotice::Meddled { name, meddled, goes_on });
        for (from, samples) in std::mem::take(&mut self.recent) {
            // The next samples tell what is wrong with the file.
            let _ = self.write(from, &samples, news);
        }
    }

    /// Closes the file, whose name this is. What isn't as it was written is not written to, and
    /// what was moved away is whole.
    fn close(&mut self) -> Option<String> {
        let (before, _) = self.now.take()?.close();
        let name = before.name();
        self.before.push(before);
        Some(name)
    }

    /// Closes the last file; what became of each. Where the session isn't kept, all of them go.
    pub(super) fn end(mut self, is_kept: bool, news: &mut News) {
        if self.now.is_some() && is_kept {
            self.keep(news);
        }
        let mut files = self.before;
        if let Some(now) = self.now {
            let (file, closed) = now.close();
            match closed {
                Err(error) if is_kept && file.begun.is_some() && file.meddled().is_none() => {
                    let (path, why) = (file.path, error.to_string());
                    news.notices.push(SoundNotice::EndNotStored { path, why });
                }
                Ok(()) | Err(_) => files.push(file),
            }
        }
        news.notices.extend(files.into_iter().filter_map(|file| file.end(is_kept)));
    }
}

#[cfg(test)]
mod tests;
