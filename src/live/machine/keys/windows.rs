//! Windows: key events without raw mode, so that Ctrl-C stays the console's; a script through a
//! thread; signals as flags, seen at the next wait. There is no Ctrl-Z and no hang-up.

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::Context;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, poll, read};
use signal_hook::consts::{SIGINT, SIGTERM};

use super::decoder::without_unmarked_paste;
use super::{Incoming, Mode, Signal};

const SIGNALS: [(i32, Signal); 2] = [(SIGINT, Signal::Interrupt), (SIGTERM, Signal::Terminate)];

/// As a terminal sends it: no line comes.
const CTRL_D: char = '\u{4}';

/// Standard input and the signals.
pub(crate) struct Input {
    mode: Mode,
    /// The script of a round that plays itself, until it is handed out.
    script: Option<String>,
    /// A script on standard input, line by line as it comes, until it is closed.
    piped: Option<Receiver<Incoming>>,
    raised: [Arc<AtomicBool>; SIGNALS.len()],
}

impl Input {
    /// Takes over standard input and the signals. With a script, what is typed means nothing.
    ///
    /// # Errors
    /// A script can't be read, or a signal can't be caught.
    pub(crate) fn open(script: Option<&str>) -> anyhow::Result<Self> {
        let raised: [Arc<AtomicBool>; SIGNALS.len()] = Default::default();
        for ((number, signal), flag) in SIGNALS.iter().zip(&raised) {
            signal_hook::flag::register(*number, Arc::clone(flag))
                .with_context(|| format!("the signal {signal:?} can't be caught"))?;
        }
        let is_typed = script.is_none() && io::stdin().is_terminal();
        let piped = match script.is_none() && !is_typed {
            true => Some(read_lines().context("the script on standard input can't be read")?),
            false => None,
        };
        let mode = if is_typed { Mode::Keys } else { Mode::Script };
        Ok(Self { mode, script: script.map(str::to_string), piped, raised })
    }

    /// Nothing that comes in by itself: a test says what came.
    #[cfg(test)]
    pub(crate) fn unattached(mode: Mode) -> Self {
        Self { mode, script: None, piped: None, raised: Default::default() }
    }

    /// How standard input is read.
    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }

    /// Reads keys, or lines at a prompt. A script stays a script.
    pub(crate) fn set_lines(&mut self, lines: bool) {
        if self.mode != Mode::Script {
            self.mode = if lines { Mode::Lines } else { Mode::Keys };
        }
    }

    /// A paste comes as keys here, all at once: there is none whose end is missing.
    pub(crate) fn forget_paste(&mut self) {}

    /// Waits until something comes in, at most so long.
    pub(crate) fn wait(&mut self, at_most: Duration) -> Vec<Incoming> {
        if let Some(script) = self.script.take() {
            return vec![Incoming::Script(script), Incoming::Closed];
        }
        let mut incoming = match (&self.piped, self.mode) {
            (Some(piped), _) => match piped.recv_timeout(at_most) {
                Ok(first) => std::iter::once(first).chain(piped.try_iter()).collect(),
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => vec![Incoming::Closed],
            },
            (None, Mode::Script) => idle(at_most),
            (None, Mode::Keys | Mode::Lines) => self.console(at_most),
        };
        if incoming.contains(&Incoming::Closed) {
            self.piped = None;
        }
        for ((_, signal), flag) in SIGNALS.iter().zip(&self.raised) {
            if flag.swap(false, Ordering::SeqCst) {
                incoming.push(Incoming::Signal(*signal));
            }
        }
        incoming
    }

    /// There is no stopping a process from its console here.
    pub(crate) fn stop(&mut self) {}

    /// A console has no background.
    pub(crate) fn is_foreground(&self) -> bool {
        true
    }

    /// Nothing was changed that would have to be set up again.
    pub(crate) fn apply(&mut self) {}

    /// All that a console has, up to the end of a line: what is typed behind that is meant for
    /// whatever comes then.
    fn console(&mut self, at_most: Duration) -> Vec<Incoming> {
        let (mut incoming, mut wait) = (Vec::new(), at_most);
        loop {
            match poll(wait).and_then(|is_there| is_there.then(read).transpose()) {
                Ok(None) => break,
                Ok(Some(Event::Key(key))) if key.kind == KeyEventKind::Press => {
                    incoming.push(self.key(key));
                }
                Ok(Some(Event::Resize(..))) => incoming.push(Incoming::Signal(Signal::Resize)),
                Ok(Some(_)) => {}
                // A console that tells nothing must not keep us busy.
                Err(_) => return idle(wait),
            }
            let is_line = self.mode == Mode::Lines;
            if is_line && matches!(incoming.last(), Some(Incoming::Key('\n' | CTRL_D))) {
                return incoming;
            }
            wait = Duration::ZERO;
        }
        match self.mode {
            Mode::Lines => incoming,
            Mode::Keys | Mode::Script => without_unmarked_paste(incoming),
        }
    }

    fn key(&self, key: KeyEvent) -> Incoming {
        const ALT_GR: KeyModifiers = KeyModifiers::CONTROL.union(KeyModifiers::ALT);
        let with = key.modifiers & ALT_GR;
        // AltGr, which makes characters, comes as both.
        let is_plain = with.is_empty() || with == ALT_GR;
        match (self.mode, key.code) {
            (Mode::Lines, KeyCode::Char('d' | 'z')) if with == KeyModifiers::CONTROL => {
                Incoming::Key(CTRL_D)
            }
            (Mode::Lines, KeyCode::Backspace) => Incoming::Key('\u{8}'),
            (Mode::Lines, KeyCode::Enter) => Incoming::Key('\n'),
            (_, KeyCode::Enter) if is_plain => Incoming::Key('\n'),
            (_, KeyCode::Char(c)) if is_plain => Incoming::Key(c),
            _ => Incoming::OtherKey,
        }
    }
}

/// Nothing comes for so long.
#[expect(clippy::disallowed_methods, reason = "nothing is left to wait for but time")]
fn idle(at_most: Duration) -> Vec<Incoming> {
    std::thread::sleep(at_most);
    Vec::new()
}

/// Reads standard input line by line, as it comes. No wait of the system's is over a pipe and a
/// time together, so a thread waits for the pipe.
fn read_lines() -> io::Result<Receiver<Incoming>> {
    let (sender, lines) = mpsc::channel();
    let read = move || {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        while let Ok(1..) = input.read_until(b'\n', &mut line) {
            let text = String::from_utf8_lossy(&std::mem::take(&mut line)).into_owned();
            if sender.send(Incoming::Script(text)).is_err() {
                return;
            }
        }
        // Nobody hears it where the round is over.
        let _ = sender.send(Incoming::Closed);
    };
    std::thread::Builder::new().name("script".to_string()).spawn(read)?;
    Ok(lines)
}
