//! Lines of standard input, behind prompts.

use std::io::{self, BufRead, IsTerminal, Read};

use anyhow::Context as _;

#[cfg(unix)]
use super::stops::Stops;

/// A line is no longer, in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// Lines of standard input.
pub(super) struct TypedLines {
    is_terminal: bool,
    is_over: bool,
    #[cfg(unix)]
    stops: Stops,
}

impl TypedLines {
    /// Of standard input.
    ///
    /// # Errors
    /// It can't be told when the process goes on after a stop.
    pub(super) fn open() -> anyhow::Result<Self> {
        Ok(Self {
            is_terminal: io::stdin().is_terminal(),
            is_over: false,
            #[cfg(unix)]
            stops: Stops::watch().context("no pipe for signals")?,
        })
    }

    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Whether there is no further line.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Waits for a line; true where the process was stopped meanwhile, by Ctrl-Z, and goes on: what
    /// asks for the line is out of sight then.
    pub(super) fn was_stopped(&self) -> bool {
        #[cfg(unix)]
        return self.is_terminal && self.stops.come_before_a_line();
        #[cfg(not(unix))]
        false
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<String>> {
        let mut line = Vec::new();
        io::stdin()
            .lock()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .context("the answer can't be read from standard input")?;
        // What follows the end of a file is its end again; a terminal would ask once more.
        self.is_over = !line.ends_with(b"\n");
        let is_answer = !(line.is_empty() || self.is_over && self.is_terminal);
        Ok(is_answer.then(|| String::from_utf8_lossy(&line).into_owned()))
    }

    /// Whether the terminal itself has ended the line behind the prompt.
    pub(super) fn ended_its_line(&self) -> bool {
        self.is_terminal && !self.is_over
    }
}
