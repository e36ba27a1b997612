//! Unix: a guard that clears only ICANON, ECHO and IXON, so that Ctrl-C, Ctrl-Z and newlines stay
//! the kernel's, and Ctrl-S stops nothing, and sets NOFLSH, so that a key before Ctrl-C is read;
//! signals through a pipe; one poll over both. Lines are edited by whoever asks for them: the
//! kernel would take each line of a paste for an answer.

use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdin;
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr,
};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

use super::decoder::Decoder;
use super::{Incoming, Mode, Signal};

const SIGNALS: [(i32, Signal); 7] = [
    (SIGINT, Signal::Interrupt),
    (SIGQUIT, Signal::Quit),
    (SIGTERM, Signal::Terminate),
    (SIGHUP, Signal::HangUp),
    (SIGTSTP, Signal::Stop),
    (SIGCONT, Signal::Continue),
    (SIGWINCH, Signal::Resize),
];

/// What comes less apart than this comes at once: a paste may be read in pieces.
const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 5_000_000 };
/// The most that is read at once, in bytes.
const MOST: usize = 4096;

/// Standard input and the signals. Dropped, it leaves the terminal as it found it.
pub(crate) struct Input {
    mode: Mode,
    /// The terminal's settings as they were found; `None` for a script.
    found: Option<Termios>,
    closed: bool,
    /// The script of a round that plays itself, until it is handed out.
    script: Option<String>,
    /// Whether the terminal was ours at the last look; asked once a wait.
    foreground: bool,
    line: Vec<u8>,
    decoder: Decoder,
    wakeups: UnixStream,
    raised: [Arc<AtomicBool>; SIGNALS.len()],
}

impl Input {
    /// Takes over standard input and the signals. With a script, what is typed means nothing.
    ///
    /// # Errors
    /// The terminal's settings can't be read or changed, or a signal can't be caught.
    pub(crate) fn open(script: Option<&str>) -> anyhow::Result<Self> {
        let (wakeups, sender) = UnixStream::pair().context("no pipe for signals")?;
        wakeups.set_nonblocking(true).context("no pipe for signals")?;
        sender.set_nonblocking(true).context("no pipe for signals")?;
        let raised: [Arc<AtomicBool>; SIGNALS.len()] = Default::default();
        for ((number, signal), flag) in SIGNALS.iter().zip(&raised) {
            // The flag is set before the pipe is written to: whoever wakes up finds it set.
            signal_hook::flag::register(*number, Arc::clone(flag))
                .and_then(|_| signal_hook::low_level::pipe::register(*number, sender.try_clone()?))
                .with_context(|| format!("the signal {signal:?} can't be caught"))?;
        }
        let found = match io::stdin().is_terminal() {
            true => Some(tcgetattr(stdin()).context("the terminal's settings can't be read")?),
            false => None,
        };
        let mode = if found.is_some() && script.is_none() { Mode::Keys } else { Mode::Script };
        let mut input = Self {
            mode,
            // What isn't typed may be meant for another program.
            closed: script.is_some() && found.is_none(),
            found,
            script: script.map(str::to_string),
            foreground: true,
            line: Vec::new(),
            decoder: Decoder::default(),
            wakeups,
            raised,
        };
        input.apply();
        Ok(input)
    }

    /// Nothing that comes in by itself: a test says what came.
    #[cfg(test)]
    pub(crate) fn unattached(mode: Mode) -> Self {
        let (wakeups, _) = UnixStream::pair().unwrap();
        Self {
            mode,
            found: None,
            closed: true,
            script: None,
            foreground: true,
            line: Vec::new(),
            decoder: Decoder::default(),
            wakeups,
            raised: Default::default(),
        }
    }

    /// How standard input is read.
    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }

    /// Reads keys, or lines at a prompt. A script stays a script.
    pub(crate) fn set_lines(&mut self, lines: bool) {
        if self.mode != Mode::Script {
            self.mode = if lines { Mode::Lines } else { Mode::Keys };
            self.decoder.forget_pasted();
        }
    }

    /// Nothing of a paste comes any more, not even its end: keys count again.
    pub(crate) fn forget_paste(&mut self) {
        self.decoder.forget_paste();
    }

    /// Waits until something comes in, at most so long.
    pub(crate) fn wait(&mut self, at_most: Duration) -> Vec<Incoming> {
        if let Some(script) = self.script.take() {
            return vec![Incoming::Script(script), Incoming::Closed];
        }
        let is_ahead = self.decoder.is_ahead();
        let at_most = if is_ahead { Duration::ZERO } else { at_most };
        let timeout = Timespec::try_from(at_most).ok();
        let was = std::mem::replace(&mut self.foreground, self.found.is_none() || is_foreground());
        if self.foreground && !was {
            // Brought back by `fg` while it ran in the background: no signal says so.
            self.apply();
        }
        let reading = !self.closed && self.foreground;
        let (input_ready, signalled) = {
            let input = stdin();
            let mut fds = vec![PollFd::from_borrowed_fd(self.wakeups.as_fd(), PollFlags::IN)];
            if reading {
                fds.push(PollFd::from_borrowed_fd(input, PollFlags::IN));
            }
            // An interrupted or failed wait comes back early, and the caller waits again.
            let _ = poll(&mut fds, timeout.as_ref());
            let is_ready = |fd: &PollFd<'_>| !fd.revents().is_empty();
            (fds.get(1).is_some_and(is_ready), is_ready(&fds[0]))
        };
        let mut incoming = Vec::new();
        if signalled {
            let _ = (&self.wakeups).read(&mut [0; 64]);
        }
        for ((_, signal), flag) in SIGNALS.iter().zip(&self.raised) {
            if flag.swap(false, Ordering::SeqCst) {
                incoming.push(Incoming::Signal(*signal));
            }
        }
        if input_ready {
            self.read(&mut incoming);
        } else if is_ahead {
            self.decode(&[], &mut incoming);
        }
        incoming
    }

    /// Stops the process as Ctrl-Z does, with the terminal as it was found; returns when it goes
    /// on.
    pub(crate) fn stop(&mut self) {
        self.restore();
        // Nothing can be done where the stop fails: the process goes on.
        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
        self.foreground = is_foreground();
        self.apply();
    }

    /// Whether the terminal, if there is one, is ours to draw on: not while the process runs in the
    /// background.
    pub(crate) fn is_foreground(&self) -> bool {
        self.foreground
    }

    /// Sets the terminal up again when the process comes back to the foreground.
    pub(crate) fn apply(&mut self) {
        let Some(mut settings) = self.found.clone() else { return };
        if is_foreground() {
            settings.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
            // Else Ctrl-C throws away what was typed before it, between poll and a read that then
            // waits for more.
            settings.local_modes.insert(LocalModes::NOFLSH);
            settings.input_modes.remove(InputModes::IXON);
            // A terminal that refuses is still usable: keys then count after Enter.
            let _ = tcsetattr(stdin(), OptionalActions::Now, &settings);
        }
    }

    fn restore(&self) {
        if let Some(found) = self.found.as_ref().filter(|_| is_foreground()) {
            // The terminal may be gone; there is nothing left to restore then.
            let _ = tcsetattr(stdin(), OptionalActions::Now, found);
        }
    }

    fn read(&mut self, incoming: &mut Vec<Incoming>) {
        let mut buffer = [0; MOST];
        let count = match rustix::io::read(stdin(), &mut buffer) {
            Ok(count) => count,
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => return,
            Err(_) => 0,
        };
        let bytes = &buffer[..count];
        match self.mode {
            _ if count == 0 => {
                self.closed = true;
                incoming.push(Incoming::Closed);
            }
            Mode::Keys => {
                let mut bytes = bytes.to_vec();
                while bytes.len() < MOST && more_comes_at_once() {
                    let mut more = [0; MOST];
                    match rustix::io::read(stdin(), &mut more) {
                        Ok(count) if count > 0 => bytes.extend_from_slice(&more[..count]),
                        // The next wait finds the end, or what is wrong.
                        _ => break,
                    }
                }
                self.decode(&bytes, incoming);
                if self.decoder.is_lone_escape() {
                    incoming.push(Incoming::OtherKey);
                }
            }
            Mode::Lines => self.decode(bytes, incoming),
            // Typed while a round plays itself.
            Mode::Script if self.found.is_some() => {}
            Mode::Script => {
                self.line.extend_from_slice(bytes);
                if let Some(end) = self.line.iter().rposition(|&byte| byte == b'\n') {
                    let lines: Vec<u8> = self.line.drain(..=end).collect();
                    incoming.push(Incoming::Script(String::from_utf8_lossy(&lines).into_owned()));
                }
            }
        }
        if self.closed && !self.line.is_empty() {
            let rest = String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned();
            incoming.insert(0, Incoming::Script(rest));
        }
    }

    fn decode(&mut self, bytes: &[u8], incoming: &mut Vec<Incoming>) {
        incoming.extend(match self.mode {
            Mode::Lines => self.decoder.take_line(bytes),
            Mode::Keys | Mode::Script => self.decoder.take(bytes),
        });
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        self.restore();
    }
}

fn more_comes_at_once() -> bool {
    let mut fds = [PollFd::from_borrowed_fd(stdin(), PollFlags::IN)];
    poll(&mut fds, Some(&AT_ONCE)).is_ok_and(|ready| ready > 0)
}

/// Whether this process may read from and set up its terminal.
fn is_foreground() -> bool {
    tcgetpgrp(stdin()).is_ok_and(|group| group == rustix::process::getpgrp())
}
