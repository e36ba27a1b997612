//! Puts text on stderr: live lines through one indicatif bar, or one line an event where there is
//! no terminal to draw on. Dropped, it leaves no live lines and the window's title as it was.

use std::io::Write;

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Redraws at most so often a second: a mark must show at once, and nothing else draws more than
/// once a second.
const DRAWS_A_SECOND: u8 = 20;

/// Where text goes.
enum Sink {
    Stderr(Term),
    /// Kept for a test to read, as if a person could be asked or not.
    #[cfg(test)]
    Memory {
        text: std::cell::RefCell<String>,
        prompting: bool,
    },
}

/// Standard error, drawn on.
pub(crate) struct Terminal {
    sink: Sink,
    bar: Option<ProgressBar>,
    title: Option<String>,
    titled: bool,
    /// Rows and columns, asked for at the start and when the window changes.
    size: (usize, usize),
}

impl Terminal {
    /// Standard error with live lines; `plain`, without. `titled` allows to set the window's title.
    pub(crate) fn new(plain: bool, titled: bool) -> Self {
        // Buffered: a draw is one write.
        let target = || ProgressDrawTarget::term(Term::buffered_stderr(), DRAWS_A_SECOND);
        let bar = (!plain).then(|| live_lines(target()));
        let term = Term::stderr();
        let size = size(&term);
        let titled = titled && !plain;
        Self { sink: Sink::Stderr(term), bar, title: None, titled, size }
    }

    /// A terminal of 24 by 80 that keeps what it shows. `prompting`: a person can be asked.
    #[cfg(test)]
    pub(crate) fn in_memory(live: bool, prompting: bool) -> Self {
        let bar = live.then(|| live_lines(ProgressDrawTarget::hidden()));
        let sink = Sink::Memory { text: std::cell::RefCell::default(), prompting };
        Self { sink, bar, title: None, titled: live, size: (24, 80) }
    }

    /// What was printed since the last call.
    #[cfg(test)]
    pub(crate) fn take_printed(&self) -> String {
        match &self.sink {
            Sink::Stderr(_) => String::new(),
            Sink::Memory { text, .. } => text.take(),
        }
    }

    /// The live lines as they stand.
    #[cfg(test)]
    pub(crate) fn drawn(&self) -> String {
        self.bar.as_ref().map(ProgressBar::message).unwrap_or_default()
    }

    /// Whether there are live lines.
    pub(crate) fn is_live(&self) -> bool {
        self.bar.is_some()
    }

    /// Whether a person can be asked something here: standard error is a terminal.
    pub(crate) fn is_prompting(&self) -> bool {
        match &self.sink {
            Sink::Stderr(term) => term.is_term(),
            #[cfg(test)]
            Sink::Memory { prompting, .. } => *prompting,
        }
    }

    /// Rows and columns; 24 by 80 where they are not known.
    pub(crate) fn size(&self) -> (usize, usize) {
        self.size
    }

    /// The window has another size.
    pub(crate) fn resized(&mut self) {
        match &self.sink {
            Sink::Stderr(term) => self.size = size(term),
            #[cfg(test)]
            Sink::Memory { .. } => {}
        }
    }

    /// Shows the live lines.
    pub(crate) fn draw(&self, lines: &[String]) {
        if let Some(bar) = &self.bar {
            bar.set_message(lines.join("\n"));
        }
    }

    /// Prints text above the live lines.
    pub(crate) fn print(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| self.write(&format!("{text}\n"))),
            None => self.write(&format!("{text}\n")),
        }
    }

    /// Takes the live lines away, for a prompt or a stop; the next draw brings them back.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.set_message("");
            bar.suspend(|| ());
        }
    }

    /// Prints a prompt and stays on its line. Its lines are broken between words.
    pub(crate) fn prompt(&self, text: &str) {
        self.clear();
        // The last column stays free for what is typed.
        let width = self.size.1.saturating_sub(1).max(20);
        let lines: Vec<String> =
            text.split('\n').map(|line| textwrap::fill(line.trim_end(), width)).collect();
        self.write(&format!("{} ", lines.join("\n")));
    }

    /// Rings the terminal's bell.
    pub(crate) fn bell(&self) {
        if self.bar.is_some() {
            self.write("\u{7}");
        }
    }

    /// Sets the window's title, if it changed. The terminal keeps the one before.
    pub(crate) fn set_title(&mut self, title: &str) {
        if self.titled && self.title.as_deref() != Some(title) {
            let save = if self.title.is_none() { "\u{1b}[22;0t" } else { "" };
            self.write(&format!("{save}\u{1b}]0;{title}\u{7}"));
            self.title = Some(title.to_string());
        }
    }

    /// A terminal that is gone takes no text; the round goes on without it.
    fn write(&self, text: &str) {
        match &self.sink {
            Sink::Stderr(term) => {
                let mut term = term;
                let _ = term.write_all(text.as_bytes()).and_then(|()| term.flush());
            }
            #[cfg(test)]
            Sink::Memory { text: memory, .. } => memory.borrow_mut().push_str(text),
        }
    }
}

fn live_lines(target: ProgressDrawTarget) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(None, target).with_style(style)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_above_the_live_lines_and_a_prompt_takes_their_place() {
        let terminal = Terminal::in_memory(true, true);
        terminal.draw(&["one".to_string(), "two".to_string()]);
        terminal.print("it happened");
        assert_eq!(terminal.drawn(), "one\ntwo");
        assert_eq!(terminal.take_printed(), "it happened\n");
        terminal.prompt("rated\nwhat? ");
        assert_eq!(terminal.drawn(), "");
        assert_eq!(terminal.take_printed(), "rated\nwhat? ");
    }

    #[test]
    fn a_prompt_is_broken_between_words() {
        let terminal = Terminal::in_memory(false, true);
        terminal.prompt(&"word ".repeat(20));
        let text = terminal.take_printed();
        assert!(text.lines().all(|line| line.len() <= 80 && line.trim().ends_with("word")));
        assert_eq!(text.lines().count(), 2);
    }

    #[test]
    fn the_title_is_set_where_it_changed_and_the_one_before_kept_once() {
        let mut terminal = Terminal::in_memory(true, false);
        terminal.set_title("a");
        terminal.set_title("a");
        terminal.set_title("b");
        let set = "\u{1b}[22;0t\u{1b}]0;a\u{7}\u{1b}]0;b\u{7}";
        assert_eq!(terminal.take_printed(), set);
    }

    #[test]
    fn without_live_lines_there_is_no_bell_no_title_and_nothing_drawn() {
        let mut terminal = Terminal::in_memory(false, false);
        terminal.bell();
        terminal.set_title("a");
        terminal.draw(&["one".to_string()]);
        assert_eq!((terminal.take_printed(), terminal.drawn()), (String::new(), String::new()));
    }
}
