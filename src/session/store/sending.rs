//! A mark on its way from this process to the run of a session, until its reply is here.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::file::is_live;
use super::live::{self, LiveFile, beside};
use super::live_sessions;
use super::marks::{MARKS, REPLIES, Reply, SentMark};
use super::process::Process;

#[cfg(test)]
mod tests;

/// Where replies come: the second where something stands in the place of the first.
const BACK: [&str; 2] = [REPLIES, MARKS];

/// A mark on its way to a run, which may take its session to another name meanwhile.
#[derive(Debug)]
pub(crate) struct Sending {
    mark: SentMark,
    session: PathBuf,
    /// The process that runs the session, once it is known.
    run: Option<Process>,
    /// The files that replies come in. What the run said last can be read in them though they were
    /// removed at its end.
    back: [Option<File>; 2],
}

impl Sending {
    /// Makes ready to send a mark to the run of a session.
    pub(crate) fn new(session: PathBuf, mark: SentMark) -> Self {
        let mut sending = Self { mark, session, run: None, back: [None, None] };
        sending.follow();
        sending.reply();
        sending
    }

    /// The session, by the name that it has now.
    pub(crate) fn session(&self) -> &Path {
        &self.session
    }

    /// Sends the mark; where it was sent already, again: it counts once.
    ///
    /// # Errors
    /// The file for marks isn't there or can't be written.
    pub(crate) fn send(&mut self) -> io::Result<()> {
        self.follow();
        self.mark.append_to(&self.session)
    }

    /// The run's reply, once it is there.
    pub(crate) fn reply(&mut self) -> Option<Reply> {
        for (held, ending) in self.back.iter_mut().zip(BACK) {
            // What can't be read now may be at the next look.
            let reply_in = |file: &File| self.mark.reply_in(file).ok().flatten();
            let found = held.as_ref().and_then(reply_in);
            if found.is_some() {
                return found;
            }
            let file = live::open(&beside(&self.session, ending), |options| options.read(true));
            if let Ok(file) = file {
                let found = reply_in(&file);
                *held = Some(file);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// Whether the run is over; where nothing says which process it is, whether nobody runs the
    /// session.
    pub(crate) fn is_over(&self) -> bool {
        match &self.run {
            Some(run) => !run.is_running(),
            None => !is_live(&self.session),
        }
    }

    /// Goes after the run where it gave its session another name.
    fn follow(&mut self) {
        if self.run.is_none() {
            // An older live file may have been put back, which names a process that is gone.
            self.run = LiveFile::process(&self.session).filter(Process::is_running);
        }
        if self.run.is_none() {
            return;
        }
        let dir = self.session.parent().unwrap_or(Path::new("."));
        let mut of_run = live_sessions(dir);
        of_run.retain(|session| LiveFile::process(session) == self.run);
        if !of_run.contains(&self.session)
            && let Some(moved) = of_run.pop()
        {
            self.session = moved;
        }
    }
}
