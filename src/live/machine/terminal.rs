//! Puts text on stderr: live lines through one indicatif bar, or one line an event where there is
//! no terminal to draw on. Dropped, it leaves no live lines and the window's title as it was.

use std::io::Write;

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Redraws at most so often a second: a mark must show at once, and nothing else draws more than
/// once a second.
const DRAWS_A_SECOND: u8 = 20;

/// Standard error, drawn on.
pub struct Terminal {
    term: Term,
    bar: Option<ProgressBar>,
    title: Option<String>,
    titled: bool,
    /// Rows and columns, asked for at the start and when the window changes.
    size: (usize, usize),
}

impl Terminal {
    /// Standard error with live lines; `plain`, without. `titled` allows to set the window's title.
    pub fn new(plain: bool, titled: bool) -> Self {
        let bar = (!plain).then(|| {
            // Buffered: a draw is one write.
            let target = ProgressDrawTarget::term(Term::buffered_stderr(), DRAWS_A_SECOND);
            let style = ProgressStyle::with_template("{msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(None, target).with_style(style)
        });
        let term = Term::stderr();
        let size = size(&term);
        Self { term, bar, title: None, titled: titled && !plain, size }
    }

    /// Whether there are live lines.
    pub fn is_live(&self) -> bool {
        self.bar.is_some()
    }

    /// Whether a person can be asked something here: standard error is a terminal.
    pub fn is_prompting(&self) -> bool {
        self.term.is_term()
    }

    /// Rows and columns; 24 by 80 where they are not known.
    pub fn size(&self) -> (usize, usize) {
        self.size
    }

    /// The window has another size.
    pub fn resized(&mut self) {
        self.size = size(&self.term);
    }

    /// Shows the live lines.
    pub fn draw(&self, lines: &[String]) {
        if let Some(bar) = &self.bar {
            bar.set_message(lines.join("\n"));
        }
    }

    /// Prints text above the live lines.
    pub fn print(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| self.write(&format!("{text}\n"))),
            None => self.write(&format!("{text}\n")),
        }
    }

    /// Takes the live lines away, for a prompt or a stop; the next draw brings them back.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.set_message("");
            bar.suspend(|| ());
        }
    }

    /// Prints a prompt and stays on its line. Its lines are broken between words.
    pub fn prompt(&self, text: &str) {
        self.clear();
        // The last column stays free for what is typed.
        let width = self.size.1.saturating_sub(1).max(20);
        let lines: Vec<String> =
            text.split('\n').map(|line| textwrap::fill(line.trim_end(), width)).collect();
        self.write(&format!("{} ", lines.join("\n")));
    }

    /// Rings the terminal's bell.
    pub fn bell(&self) {
        if self.bar.is_some() {
            self.write("\u{7}");
        }
    }

    /// Sets the window's title, if it changed. The terminal keeps the one before.
    pub fn set_title(&mut self, title: &str) {
        if self.titled && self.title.as_deref() != Some(title) {
            let save = if self.title.is_none() { "\u{1b}[22;0t" } else { "" };
            self.write(&format!("{save}\u{1b}]0;{title}\u{7}"));
            self.title = Some(title.to_string());
        }
    }

    /// A terminal that is gone takes no text; the round goes on without it.
    fn write(&self, text: &str) {
        let mut term = &self.term;
        let _ = term.write_all(text.as_bytes()).and_then(|()| term.flush());
    }
}

fn size(term: &Term) -> (usize, usize) {
    term.size_checked().map_or((24, 80), |(rows, columns)| (rows.into(), columns.into()))
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.title.is_some() {
            self.write("\u{1b}[23;0t");
        }
    }
}
