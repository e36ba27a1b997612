//! Windows: key events without raw mode, so that Ctrl-C stays the console's; signals as flags, seen
//! at the next wait. There is no Ctrl-Z, no hang-up and no resize signal.

use std::io::{self, IsTerminal, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use crossterm::event::{Event, KeyCode, KeyEventKind, poll, read};
use signal_hook::consts::{SIGINT, SIGTERM};

use super::{Incoming, Mode, Signal};

const SIGNALS: [(i32, Signal); 2] = [(SIGINT, Signal::Interrupt), (SIGTERM, Signal::Terminate)];

/// Standard input and the signals.
pub(crate) struct Input {
    mode: Mode,
    /// The script, read whole; handed out once, and then standard input is closed.
    script: Option<String>,
    line: String,
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
        if script.is_some() {
            let script = script.map(str::to_string);
            return Ok(Self { mode: Mode::Script, script, line: String::new(), raised });
        }
        if io::stdin().is_terminal() {
            return Ok(Self { mode: Mode::Keys, script: None, line: String::new(), raised });
        }
        let mut script = String::new();
        io::stdin()
            .read_to_string(&mut script)
            .context("the script on standard input can't be read")?;
        Ok(Self { mode: Mode::Script, script: Some(script), line: String::new(), raised })
    }

    /// Nothing that comes in by itself: a test says what came.
    #[cfg(test)]
    pub(crate) fn unattached(mode: Mode) -> Self {
        Self { mode, script: None, line: String::new(), raised: Default::default() }
    }

    /// How standard input is read.
    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }

    /// Reads keys, or lines at a prompt. A script stays a script.
    pub(crate) fn set_lines(&mut self, lines: bool) {
        if self.mode != Mode::Script {
            self.mode = if lines { Mode::Lines } else { Mode::Keys };
            self.line.clear();
        }
    }

    /// No paste is told from typing here.
    pub(crate) fn forget_paste(&mut self) {}

    /// Waits until something comes in, at most so long.
    #[expect(clippy::disallowed_methods, reason = "a script leaves nothing to wait for but time")]
    pub(crate) fn wait(&mut self, at_most: Duration) -> Vec<Incoming> {
        let mut incoming = Vec::new();
        match (self.mode, self.script.take()) {
            (Mode::Script, Some(script)) => {
                incoming.extend([Incoming::Script(script), Incoming::Closed])
            }
            (Mode::Script, None) => std::thread::sleep(at_most),
            _ => {
                if poll(at_most).unwrap_or(false) {
                    if let Ok(Event::Key(key)) = read() {
                        if key.kind == KeyEventKind::Press {
                            incoming.extend(self.key(key.code));
                        }
                    }
                }
            }
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

    fn key(&mut self, code: KeyCode) -> Option<Incoming> {
        let key = match code {
            KeyCode::Enter => '\n',
            KeyCode::Char(c) => c,
            KeyCode::Backspace if self.mode == Mode::Lines => {
                self.line.pop();
                return None;
            }
            _ => return None,
        };
        match (self.mode, key) {
            (Mode::Lines, '\n') => Some(Incoming::Line(std::mem::take(&mut self.line))),
            (Mode::Lines, c) => {
                self.line.push(c);
                None
            }
            _ => Some(Incoming::Key(key)),
        }
    }
}
