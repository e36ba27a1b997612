//! Stops of the process, and when it goes on after one.

use std::io::{Read, Result};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::stdio::stdin;
use signal_hook::consts::SIGCONT;

/// Tells when the process goes on after a stop.
pub(super) struct Stops {
    goes_on: UnixStream,
}

impl Stops {
    pub(super) fn watch() -> Result<Self> {
        let (goes_on, sender) = UnixStream::pair()?;
        goes_on.set_nonblocking(true)?;
        sender.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(SIGCONT, sender)?;
        Ok(Self { goes_on })
    }

    /// Waits for a line; whether the process went on after a stop before it came.
    pub(super) fn come_before_a_line(&self) -> bool {
        loop {
            let input = stdin();
            let mut fds = [
                PollFd::from_borrowed_fd(self.goes_on.as_fd(), PollFlags::IN),
                PollFd::from_borrowed_fd(input, PollFlags::IN),
            ];
            match poll(&mut fds, None) {
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                // The read itself says what is wrong.
                Err(_) => return false,
            }
            if !fds[0].revents().is_empty() {
                let _ = (&self.goes_on).read(&mut [0; 64]);
                return true;
            }
            return false;
        }
    }
}
