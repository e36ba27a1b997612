//! Standard error, written to so that nobody waits for it: a terminal that takes nothing, because
//! its window hangs or its line is gone, must not hold up the clock.

use std::cell::RefCell;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::time::Duration;

use console::Term;

use super::clock::reading;

/// So much is kept for a terminal that takes nothing, in bytes; what comes after it is lost.
const MOST_WAITING: usize = 256 << 10;

/// At the end a terminal has so long to take what waits.
const LAST_CHANCE: Duration = Duration::from_millis(500);

/// So long until it is looked again whether a terminal that took nothing takes something. Asking
/// for room is no help: there may be some, and too little for a line's end.
const LOOK: Duration = Duration::from_millis(20);

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
        Self {
            term: Term::stderr(),
            own: opened_again(&std::io::stderr()),
            waiting: RefCell::default(),
        }
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

/// Where a terminal may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standard {
    Output,
    Error,
}

/// Writes a text to a terminal. Once the end `is_asked`, that is waited for only as long as it
/// takes some of the text every half second. Whether it took all; `None`, and nothing is written,
/// where no terminal is, or none that could be opened once more.
pub(crate) fn write_until(to: Standard, text: &str, is_asked: impl Fn() -> bool) -> Option<bool> {
    let file = match to {
        Standard::Output => opened_again(&std::io::stdout()),
        Standard::Error => opened_again(&std::io::stderr()),
    }?;
    let mut waiting = text.as_bytes().to_vec();
    let mut quiet_since = reading();
    while !waiting.is_empty() {
        let before = waiting.len();
        hand_over(&file, &mut waiting);
        if waiting.len() < before {
            quiet_since = reading();
            continue;
        }
        if !is_asked() {
            quiet_since = reading();
        } else if reading().saturating_sub(quiet_since) >= LAST_CHANCE {
            return Some(false);
        }
        look_later();
    }
    Some(true)
}

#[expect(clippy::disallowed_methods, reason = "there is nothing else to do until then")]
fn look_later() {
    std::thread::sleep(LOOK);
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
fn opened_again(open: &impl std::os::fd::AsFd) -> Option<File> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::fs::{OFlags, fstat};
    use rustix::termios::ttyname;

    // Fails where that is no terminal.
    let name = ttyname(open, Vec::new()).ok()?;
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let path = OsStr::from_bytes(name.to_bytes());
    let file = File::options().write(true).custom_flags(flags).open(path).ok()?;
    // Another terminal can have that name in another place of the tree of files.
    let is_same = fstat(&file).ok()?.st_rdev == fstat(open).ok()?.st_rdev;
    is_same.then_some(file)
}

#[cfg(not(unix))]
fn opened_again<T>(_: &T) -> Option<File> {
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
