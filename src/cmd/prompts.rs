//! Questions that are asked one by one outside a round, and the lines that answer them.

use std::process::ExitCode;

use super::Context;
use super::context::is_dumb;
use super::lines::{Came, TypedLines};
use super::play;
use crate::live::words::notices;
use crate::live::words::review::PromptRoom;
use crate::text::{clean, filled};

/// Somebody who is asked.
pub(super) struct Prompts<'a> {
    context: &'a Context,
    lines: TypedLines,
    /// How many questions and lists were shown.
    asked: usize,
    refused: usize,
}

impl<'a> Prompts<'a> {
    /// Of standard input.
    ///
    /// # Errors
    /// The terminal can't be set up.
    pub(super) fn open(context: &'a Context) -> anyhow::Result<Self> {
        let lines = TypedLines::open(is_dumb())?;
        Ok(Self { context, lines, asked: 0, refused: 0 })
    }

    fn is_terminal(&self) -> bool {
        self.lines.is_terminal()
    }

    /// Whether there is no further answer.
    pub(super) fn is_over(&self) -> bool {
        self.lines.is_over()
    }

    /// Whether nothing was asked.
    pub(super) fn asked_nothing(&self) -> bool {
        self.asked == 0
    }

    /// Shows a prompt and reads the line behind it; `None` at the end of the input.
    pub(super) fn line(&mut self, prompt: &str) -> anyhow::Result<Option<String>> {
        if self.lines.is_over() {
            return Ok(None);
        }
        self.asked += 1;
        let prompt = clean(prompt.trim_end());
        loop {
            if self.lines.size().is_none() {
                self.context.print(&format!("{} ", self.filled(&prompt)))?;
            }
            let came = self.lines.next(&prompt)?;
            if !self.lines.ended_its_line() {
                self.context.print("\n")?;
            }
            match came {
                Came::Line(line) => return Ok(Some(line)),
                Came::TooSoon => self.say(notices::ENTER_TOO_SOON)?,
                Came::Over => return Ok(None),
                Came::Hidden => {}
            }
        }
    }

    /// Says why an answer isn't taken.
    pub(super) fn refuse(&mut self, why: &str) -> anyhow::Result<()> {
        self.refused += 1;
        self.say(why)
    }

    pub(super) fn say(&self, text: &str) -> anyhow::Result<()> {
        self.context.print(&format!("{}\n", self.filled(text)))
    }

    /// Where prompts stand.
    pub(super) fn room(&self) -> PromptRoom {
        let rows = self.context.rows.filter(|_| self.is_terminal());
        let (rows, columns) = match self.lines.size() {
            Some((rows, columns)) => (Some(rows), columns),
            None => (rows, self.context.width()),
        };
        PromptRoom { rows, width: columns.saturating_sub(1).max(20) }
    }

    /// Text whose lines are broken between words on a screen.
    fn filled(&self, text: &str) -> String {
        match self.context.rows {
            Some(_) => clean(&filled(text, self.room().width)),
            None => clean(text),
        }
    }

    /// The exit status: 1 where standard input is no terminal and one of its lines was refused,
    /// 128 + n where signal n ended it.
    pub(super) fn exit_code(&self) -> ExitCode {
        if let Some(signal) = self.lines.ended_by() {
            return play::ended_by(signal);
        }
        let is_refused = self.refused > 0 && !self.lines.is_terminal();
        if is_refused { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}
