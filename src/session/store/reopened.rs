//! The note beside a session that is gone on with, or changed after its round, `.live/ID.open`: by
//! it others know what has the session open, and that a process died before it wrote the reports
//! anew.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::live::{self, reports_path};
use super::process::Process;
use super::whole::replace;
use crate::text::clean_line;

#[cfg(test)]
mod tests;

/// What the note is called, behind the session's name.
pub(super) const OPEN: &str = ".open";

/// What is read of a note, in bytes: of the one on reports more than its few lines.
const LONGEST_NOTE: u64 = 64 << 10;

/// What changes a session that was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReopenedFor {
    /// Its round goes on.
    Round,
    /// Its round goes on once a person presses Enter.
    Waiting,
    /// Its review is taken up.
    Review,
    /// A recording is added.
    Recording,
    /// A part of what belongs to it is removed.
    Removal,
    /// Words are added.
    Words,
    /// Somebody else rates it.
    Rating,
}

impl ReopenedFor {
    const ALL: [Self; 7] = [
        Self::Round,
        Self::Waiting,
        Self::Review,
        Self::Recording,
        Self::Removal,
        Self::Words,
        Self::Rating,
    ];

    /// Its word in the note.
    fn word(self) -> &'static str {
        match self {
            Self::Round => "round",
            Self::Waiting => "waiting",
            Self::Review => "review",
            Self::Recording => "recording",
            Self::Removal => "removal",
            Self::Words => "words",
            Self::Rating => "rating",
        }
    }

    /// What others are told; `what_to_do` where it runs.
    fn told(self, session: &str, what_to_do: &str) -> String {
        match self {
            Self::Round => format!("session {session} is running{what_to_do}"),
            Self::Waiting => format!(
                "session {session} waits for Enter in the terminal of its `mockround resume`: \
                 press it there, or leave it with Ctrl-C"
            ),
            Self::Review => format!(
                "a review of session {session} is open in another terminal: finish it there, \
                 or leave it with Ctrl-D; what was answered is kept"
            ),
            Self::Recording => format!(
                "a recording is being added to session {session} by another process: \
                 try again once that is done"
            ),
            Self::Removal => format!(
                "another process removes a part of session {session}: \
                 try again once that is done"
            ),
            Self::Rating => format!(
                "session {session} is being rated in another terminal: finish that there, \
                 or leave it with Ctrl-D; what was answered is kept"
            ),
            Self::Words => format!(
                "the words of session {session} are being written by another process: \
                 try again once that is done"
            ),
        }
    }
}

/// A session that this process changes. Dropped, the note goes, unless the reports
/// are still of what the session was.
#[derive(Debug)]
pub(crate) struct Reopened {
    session: PathBuf,
    change: ReopenedFor,
    /// How the reports beside it were written, as that was noted.
    reports: Option<String>,
    stays: bool,
}

impl Reopened {
    /// Notes it beside the session. Where that can't be noted others are told less. A note of a
    /// process that was cut off stays true until the reports are written.
    pub(crate) fn note(session: &Path, change: ReopenedFor) -> Self {
        let (stays, reports) = (was_cut_off(session), read_note(&reports_path(session)));
        let noted = Self { session: session.to_path_buf(), change, reports, stays };
        noted.write();
        noted
    }

    fn write(&self) {
        let process = Process::this().map(|process| process.to_line()).unwrap_or_default();
        let text = format!("{}\n{process}\n", self.change.word());
        let _ = live::make_folder(&self.session).and_then(|()| replace(&self.path(), &text));
    }

    fn path(&self) -> PathBuf {
        live::beside(&self.session, OPEN)
    }

    /// Whether no other process noted itself since. Where there are no locks this tells, after a
    /// moment, which of several has the session that took it up at the same time.
    pub(crate) fn is_ours(&self) -> bool {
        open_for(&self.session).is_none()
    }

    /// From here on the reports beside the session may not be of it.
    pub(crate) fn begin(&mut self) {
        self.stays = true;
    }

    /// Sees to it that it stands beside the session, whatever that is called now: somebody may have
    /// taken it away, and with it the note on the reports.
    pub(crate) fn keep(&mut self, session: &Path) {
        if session != self.session {
            let _ = fs::remove_file(self.path());
            (self.session, self.reports) = (session.to_path_buf(), None);
        } else if !is_gone(&self.path()) {
            return;
        }
        self.write();
        let reports = reports_path(session);
        if let Some(text) = self.reports.as_ref().filter(|_| is_gone(&reports)) {
            let _ = replace(&reports, text);
        }
    }

    /// Ends it: whether the reports were written anew, and are of the session again.
    pub(crate) fn end(&mut self, written: bool) {
        self.stays = !written;
    }
}

impl Drop for Reopened {
    fn drop(&mut self) {
        // A panic may have come before the reports.
        if !self.stays && !std::thread::panicking() && self.is_ours() {
            let _ = fs::remove_file(self.path());
        }
    }
}

/// What another process has a session open for whose round doesn't run: that is to go on, or is
/// over and changed.
pub(super) fn changed_for(session: &Path) -> Option<ReopenedFor> {
    open_for(session).filter(|change| *change != ReopenedFor::Round)
}

/// What another process has a session open for.
pub(super) fn open_for(session: &Path) -> Option<ReopenedFor> {
    let (change, process) = noted(session)?;
    let is_open = process.is_some_and(|process| !process.is_this() && process.is_running());
    change.filter(|_| is_open)
}

/// What is said of a session that another process has: a change after its round, or that it runs,
/// and what to do then.
pub(crate) fn taken(session: &Path, what_to_do: &str) -> String {
    let name = clean_line(&session.file_stem().unwrap_or_default().to_string_lossy());
    open_for(session).unwrap_or(ReopenedFor::Round).told(&name, what_to_do)
}

/// Whether a process that changed a session died before the reports were written anew.
pub(crate) fn was_cut_off(session: &Path) -> bool {
    noted(session).is_some() && open_for(session).is_none()
}

/// The reports of a session are of it again.
pub(crate) fn caught_up(session: &Path) {
    let _ = fs::remove_file(live::beside(session, OPEN));
}

fn noted(session: &Path) -> Option<(Option<ReopenedFor>, Option<Process>)> {
    let text = read_note(&live::beside(session, OPEN))?;
    let (word, process) = text.split_once('\n').unwrap_or((&text, ""));
    let change = ReopenedFor::ALL.into_iter().find(|change| change.word() == word);
    Some((change, Process::from_line(process.trim_end())))
}

/// What a note beside a session says; `None` where there is none.
fn read_note(note: &Path) -> Option<String> {
    let mut text = String::new();
    let file = live::open(note, |options| options.read(true)).ok()?;
    file.take(LONGEST_NOTE).read_to_string(&mut text).ok()?;
    Some(text)
}

fn is_gone(note: &Path) -> bool {
    fs::symlink_metadata(note).is_err_and(|error| error.kind() == ErrorKind::NotFound)
}
