//! Puts text on stderr: live lines that are drawn over and over below what scrolls by, or one line
//! an event where there is no terminal to draw on. Dropped, it leaves no live lines, and the
//! window's title as it was.

use std::cell::RefCell;

use console::Term;

use super::outlet::Outlet;
use super::prompt::{PromptLine, WrittenRows};
use crate::text::{clean, filled};

/// Where text goes.
enum Sink {
    Stderr(Outlet),
    /// Kept for a test to read, as if a person could be asked or not.
    #[cfg(test)]
    Memory {
        text: RefCell<String>,
        prompting: bool,
    },
}

/// Standard error, drawn on.
pub(crate) struct Terminal {
    sink: Sink,
    /// Whether there are live lines.
    live: bool,
    /// The live lines that are on the screen.
    drawn: RefCell<WrittenRows>,
    /// What stands behind a prompt, while one is asked.
    asking: RefCell<Option<PromptLine>>,
    title: Option<String>,
    titled: bool,
    /// Whether it puts marks around what is pasted.
    marks_pastes: bool,
    /// Rows and columns, asked for at the start and when the window changes.
    size: (usize, usize),
}

impl Terminal {
    /// Standard error with live lines; `plain`, without. `titled` allows to set the window's title.
    pub(crate) fn new(plain: bool, titled: bool) -> Self {
        let outlet = Outlet::stderr();
        let size = size(&outlet.term);
        Self::with(Sink::Stderr(outlet), !plain, titled && !plain, size)
    }

    /// A terminal of 24 by 80 that keeps what it shows. `prompting`: a person can be asked.
    #[cfg(test)]
    pub(crate) fn in_memory(live: bool, prompting: bool) -> Self {
        let sink = Sink::Memory { text: RefCell::default(), prompting };
        Self::with(sink, live, live, (24, 80))
    }

    fn with(sink: Sink, live: bool, titled: bool, size: (usize, usize)) -> Self {
        Self {
            sink,
            live,
            drawn: RefCell::default(),
            asking: RefCell::default(),
            title: None,
            titled,
            marks_pastes: false,
            size,
        }
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
        self.drawn.borrow().rows().join("\n")
    }

    /// Whether there are live lines.
    pub(crate) fn is_live(&self) -> bool {
        self.live
    }

    /// Whether a person can be asked something here: standard error is a terminal.
    pub(crate) fn is_prompting(&self) -> bool {
        match &self.sink {
            Sink::Stderr(outlet) => outlet.term.is_term(),
            #[cfg(test)]
            Sink::Memory { prompting, .. } => *prompting,
        }
    }

    /// Rows and columns; 24 by 80 where they are not known.
    pub(crate) fn size(&self) -> (usize, usize) {
        self.size
    }

    /// The window has another size: the live lines are taken away as they stand in it now, and
    /// drawn anew by the next draw; what is typed behind a prompt is at once.
    pub(crate) fn resized(&mut self) {
        match &self.sink {
            Sink::Stderr(outlet) => self.size = size(&outlet.term),
            #[cfg(test)]
            Sink::Memory { .. } => {}
        }
        let erased = {
            let mut drawn = self.drawn.borrow_mut();
            drawn.resized(self.size.0);
            drawn.taken_away(self.size)
        };
        self.show(&erased);
        if let Some(line) = self.asking.borrow_mut().as_mut() {
            self.show(&line.resized(self.size));
        }
    }

    /// Shows the live lines. A terminal that takes nothing now misses them.
    pub(crate) fn draw(&self, lines: &[String]) {
        if !self.live || self.drawn.borrow().rows() == lines {
            return;
        }
        match &self.sink {
            Sink::Stderr(outlet) if outlet.is_stuck() => return,
            _ => {}
        }
        let mut drawn = self.drawn.borrow_mut();
        let erased = drawn.taken_away(self.size);
        drawn.put(lines, self.size);
        self.show(&format!("{erased}{}", lines.join("\n")));
    }

    /// Prints plain text above the live lines, broken between its words; nothing in it acts on the
    /// terminal, whatever names and errors it tells. What is read aloud is one line.
    pub(crate) fn tell(&self, text: &str) {
        let text = clean(text);
        match self.live {
            true => self.print(&filled(&text, self.size.1.saturating_sub(1))),
            false => self.print(&text),
        }
    }

    /// Prints text, cleaned before, above the live lines, or off a prompt's line; it may have
    /// colours.
    pub(crate) fn print(&self, text: &str) {
        self.leave_prompt();
        match &self.sink {
            Sink::Stderr(outlet) => {
                let mut drawn = self.drawn.borrow_mut();
                let lines = drawn.rows().to_vec();
                let erased = drawn.taken_away(self.size);
                if !lines.is_empty() {
                    drawn.put(&lines, self.size);
                    drawn.parted();
                }
                outlet.write(&format!("{erased}{text}\n{}", lines.join("\n")));
            }
            #[cfg(test)]
            Sink::Memory { .. } => self.write(&format!("{text}\n")),
        }
    }

    /// Takes the live lines away, for a prompt or a stop; the next draw brings them back.
    pub(crate) fn clear(&self) {
        let mut drawn = self.drawn.take();
        self.show(&drawn.taken_away(self.size));
    }

    /// Prints a prompt and stays on its line. Its lines are broken between words.
    pub(crate) fn prompt(&self, text: &str) {
        self.leave_prompt();
        self.clear();
        let mut line = PromptLine::new(text, self.live);
        self.write(&line.show("", self.size));
        self.asking.replace(Some(line));
    }

    /// Shows what is typed so far behind a prompt.
    pub(crate) fn show_typed(&self, typed: &str) {
        if let Some(line) = self.asking.borrow_mut().as_mut() {
            self.show(&line.show(typed, self.size));
        }
    }

    /// A prompt was answered: what comes next begins on a line of its own.
    pub(crate) fn answered(&self) {
        self.show("\n");
        self.asking.take();
    }

    /// Writes a part of the line that is typed.
    fn show(&self, text: &str) {
        match &self.sink {
            Sink::Stderr(outlet) => outlet.write(text),
            #[cfg(test)]
            Sink::Memory { .. } => {}
        }
    }

    /// Whatever ends a prompt but its answer, what comes next begins on a line of its own.
    pub(crate) fn leave_prompt(&self) {
        if self.asking.take().is_some() {
            self.write("\n");
        }
    }

    /// Rings the terminal's bell.
    pub(crate) fn bell(&self) {
        if self.live {
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

    /// Has the terminal tell what is pasted from what is typed, or no longer.
    pub(crate) fn mark_pastes(&mut self, marks: bool) {
        if self.live && self.is_prompting() && marks != self.marks_pastes {
            self.marks_pastes = marks;
            self.write(if marks { "\u{1b}[?2004h" } else { "\u{1b}[?2004l" });
        }
    }

    fn write(&self, text: &str) {
        match &self.sink {
            Sink::Stderr(outlet) => outlet.write(text),
            #[cfg(test)]
            Sink::Memory { text: memory, .. } => memory.borrow_mut().push_str(text),
        }
    }
}

/// Rows and columns of a terminal; 24 by 80 where they are not known.
pub(crate) fn size(term: &Term) -> (usize, usize) {
    term.size_checked().map_or((24, 80), |(rows, columns)| (rows.into(), columns.into()))
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.leave_prompt();
        self.clear();
        self.mark_pastes(false);
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
    fn what_comes_after_a_prompt_begins_on_a_line_of_its_own() {
        let terminal = Terminal::in_memory(false, true);
        terminal.prompt("one?");
        terminal.print("it happened");
        terminal.prompt("one?");
        terminal.prompt("two?");
        // What is typed is shown, and the end of its line.
        terminal.answered();
        terminal.prompt("three?");
        terminal.answered();
        terminal.print("done");
        assert_eq!(terminal.take_printed(), "one? \nit happened\none? \ntwo? three? done\n");
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
    fn what_is_told_is_broken_between_words_where_lines_are_drawn() {
        let mut terminal = Terminal::in_memory(true, true);
        terminal.size.1 = 21;
        terminal.tell("the disk takes nothing; the round goes on");
        assert_eq!(terminal.take_printed(), "the disk takes\nnothing; the round\ngoes on\n");
        let terminal = Terminal::in_memory(false, true);
        terminal.tell(&"word ".repeat(20));
        assert_eq!(terminal.take_printed().lines().count(), 1);
    }

    #[test]
    fn lines_that_a_narrower_window_breaks_are_taken_away_whole() {
        let mut terminal = Terminal::in_memory(true, true);
        let taken = |terminal: &Terminal| terminal.drawn.borrow_mut().taken_away(terminal.size);
        assert_eq!(taken(&terminal), "");
        let wide = ["x".repeat(79), "é".repeat(41), String::new()];
        terminal.draw(&wide);
        let up = "\u{1b}[A\u{1b}[2K";
        assert_eq!(taken(&terminal), format!("\r\u{1b}[2K{}", up.repeat(2)));
        terminal.draw(&wide);
        terminal.size.1 = 40;
        // Two rows, two rows, one.
        assert_eq!(taken(&terminal), format!("\r\u{1b}[2K{}", up.repeat(4)));
        terminal.draw(&["\u{1b}[1mone\u{1b}[0m".to_string()]);
        assert_eq!(taken(&terminal), "\r\u{1b}[2K");
    }

    #[test]
    fn lines_that_left_a_low_window_are_taken_away_when_it_is_higher_again() {
        let mut terminal = Terminal::in_memory(true, true);
        let resized = |terminal: &mut Terminal, rows: usize| {
            terminal.size.0 = rows;
            let mut drawn = terminal.drawn.borrow_mut();
            drawn.resized(rows);
            drawn.taken_away(terminal.size)
        };
        let rows = |taken: &str| taken.matches("\u{1b}[2K").count();
        let four: Vec<String> = (0..4).map(|n| n.to_string()).collect();
        terminal.draw(&four);
        assert_eq!(rows(&resized(&mut terminal, 3)), 3, "one is above");
        for second in 0..3 {
            terminal.draw(&[format!("low {second}")]);
        }
        assert_eq!(rows(&resized(&mut terminal, 24)), 2);
        terminal.draw(&four);
        assert_eq!(rows(&resized(&mut terminal, 24)), 4);

        // Not through what was printed since.
        terminal.draw(&four);
        resized(&mut terminal, 3);
        terminal.draw(&["low".to_string()]);
        terminal.drawn.borrow_mut().parted();
        assert_eq!(rows(&resized(&mut terminal, 24)), 1);
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
