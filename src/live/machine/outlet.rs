//! Standard error, written to so that nobody waits for it: a terminal that takes nothing, because
//! its window hangs or its line is gone, must not hold up the clock.

use std::cell::RefCell;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::time::Duration;

use console::Term;

/// So much is kept for a terminal that takes nothing, in bytes; what comes after it is lost.
const MOST_WAITING: usize = 256 << 10;

/// At the end a terminal has so long to take what waits.
const LAST_CHANCE: Duration = Duration::from_millis(500);

pub(super) struct Outlet {
    pub(super) term: Term,
    /// The terminal, opened once more: that it doesn't make us wait is said of this opening alone,
    /// not of the one that the shell has, too.
    own: Option<File>,
    /// What the terminal has not taken.
    waiting: RefCell<Vec<u8>>,
}

impl Outlet {
    pub(super) fn stderr() -> Self {
        Self { term: Term::stderr(), own: opened_again(), waiting: RefCell::default() }
    }

    /// Writes a text, or keeps it until it is taken. A terminal that is gone takes no text; the
    /// round goes on without it.
    pub(super) fn write(&self, text: &str) {
        match &self.own {
            None => {
                let mut term = &self.term;
                let _ = term.write_all(text.as_bytes()).and_then(|()| term.flush());
            }
            Some(file) => {
                let mut waiting = self.waiting.borrow_mut();
                if waiting.len() + text.len() <= MOST_WAITING {
                    waiting.extend_from_slice(text.as_bytes());
                }
                hand_over(file, &mut waiting);
            }
        }
    }

    /// Whether the terminal takes nothing now.
    pub(super) fn is_stuck(&self) -> bool {
        let Some(file) = &self.own else { return false };
        let mut waiting = self.waiting.borrow_mut();
        hand_over(file, &mut waiting);
        !waiting.is_empty()
    }
}

impl Drop for Outlet {
    fn drop(&mut self) {
        if self.is_stuck()
            && let Some(file) = &self.own
        {
            wait_for_room(file, LAST_CHANCE);
            self.is_stuck();
        }
    }
}

/// Writes as much as is taken.
fn hand_over(mut file: &File, waiting: &mut Vec<u8>) {
    while !waiting.is_empty() {
        match file.write(waiting) {
            Ok(taken) => drop(waiting.drain(..taken)),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => return,
            Err(_) => waiting.clear(),
        }
    }
}

#[cfg(unix)]
fn opened_again() -> Option<File> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::fs::{OFlags, fstat};
    use rustix::stdio::stderr;
    use rustix::termios::ttyname;

    // Fails where standard error is no terminal.
    let name = ttyname(stderr(), Vec::new()).ok()?;
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let path = OsStr::from_bytes(name.to_bytes());
    let file = File::options().write(true).custom_flags(flags).open(path).ok()?;
    // Another terminal can have that name in another place of the tree of files.
    let is_same = fstat(&file).ok()?.st_rdev == fstat(stderr()).ok()?.st_rdev;
    is_same.then_some(file)
}

#[cfg(not(unix))]
fn opened_again() -> Option<File> {
    None
}

#[cfg(unix)]
fn wait_for_room(file: &File, at_most: Duration) {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let _ =
        poll(&mut [PollFd::new(file, PollFlags::OUT)], Timespec::try_from(at_most).ok().as_ref());
}

#[cfg(not(unix))]
fn wait_for_room(_: &File, _: Duration) {}
