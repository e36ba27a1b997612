//! A line that is typed at a prompt, and what the terminal shows of it. Pure. What is pasted is a
//! part of the line, on one line: it answers nothing before Enter does.

use std::time::Duration;

use console::measure_text_width;

use super::presses::HELD;
use crate::text::clean_line;

/// No line is longer, in characters.
const LONGEST: usize = 4096;

/// Ctrl-D.
const END: char = '\u{4}';

/// Ctrl-U, which takes the whole line away.
const KILL: char = '\u{15}';

/// Ctrl-W, which takes the last word away.
const WORD: char = '\u{17}';

/// What is typed so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TypedLine {
    text: String,
    /// Whether the last key was Ctrl-D, behind something that is typed.
    ends: bool,
    /// When the last key came, where that was Enter.
    entered: Option<Duration>,
}

/// What a key of a line makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entered {
    /// The line goes on; what is shown.
    Shown(String),
    /// The line is typed, without its end.
    Line(String),
    /// No line comes: Ctrl-D. What was typed before it is no answer.
    Over,
}

impl TypedLine {
    /// What is typed so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Takes a key that came then, on the clock's readings. As in a shell, Ctrl-D counts on an
    /// empty line; behind something typed it has to come twice. An Enter that is held ends no
    /// further line.
    pub(crate) fn take(&mut self, key: char, reading: Duration) -> Entered {
        let entered = std::mem::replace(&mut self.entered, Some(reading).filter(|_| key == '\n'));
        let is_held = entered.is_some_and(|before| reading.saturating_sub(before) < HELD);
        let ended = std::mem::take(&mut self.ends);
        match key {
            '\n' if is_held => {}
            '\n' => return Entered::Line(std::mem::take(&mut self.text).trim_end().to_string()),
            END if self.text.is_empty() || ended => {
                self.text.clear();
                return Entered::Over;
            }
            END => self.ends = true,
            '\u{7f}' | '\u{8}' => return Entered::Shown(self.erase(1)),
            KILL => return Entered::Shown(self.erase(usize::MAX)),
            WORD => return Entered::Shown(self.erase(self.last_word())),
            _ => return Entered::Shown(self.add(key.encode_utf8(&mut [0; 4]))),
        }
        Entered::Shown(String::new())
    }

    /// Takes what was pasted; what is shown.
    pub(crate) fn paste(&mut self, text: &str) -> String {
        self.entered = None;
        let words: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|of| !of.is_empty()).collect();
        self.add(&words.join(" "))
    }

    fn add(&mut self, text: &str) -> String {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let added: String = clean_line(text).chars().take(room).collect();
        self.text += &added;
        added
    }

    /// Takes characters away from the end; what takes them off the screen.
    fn erase(&mut self, count: usize) -> String {
        let kept = self.text.chars().count().saturating_sub(count);
        let end = self.text.char_indices().nth(kept).map_or(self.text.len(), |(end, _)| end);
        let erased = self.text.split_off(end);
        "\u{8} \u{8}".repeat(measure_text_width(&erased))
    }

    /// How many characters the last word has, with the spaces behind it.
    fn last_word(&self) -> usize {
        let before = self.text.trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
        self.text[before..].chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Duration = Duration::from_secs(1);

    fn typed(line: &mut TypedLine, keys: &str) -> String {
        let shown = keys.chars().map(|key| match line.take(key, Duration::ZERO) {
            Entered::Shown(shown) => shown,
            other => panic!("{other:?}"),
        });
        shown.collect()
    }

    #[test]
    fn a_line_is_edited_as_it_is_typed() {
        let mut line = TypedLine::default();
        assert_eq!(typed(&mut line, "6:1x"), "6:1x");
        assert_eq!(typed(&mut line, "\u{7f}0 "), "\u{8} \u{8}0 ");
        assert_eq!(line.take('\n', LATER), Entered::Line("6:10".to_string()));
        assert_eq!(typed(&mut line, "\u{7f}"), "", "nothing is left of it");
        let gone = |columns| "\u{8} \u{8}".repeat(columns);
        assert_eq!(typed(&mut line, "say 結\u{7f}"), format!("say 結{}", gone(2)));
        assert_eq!(typed(&mut line, "it \u{17}"), format!("it {}", gone(3)));
        assert_eq!(line.text(), "say ");
        assert_eq!(typed(&mut line, "\u{15}"), gone(4));
        // Nothing in it acts on the terminal.
        assert_eq!(typed(&mut line, "\u{1b}\u{7}\u{202e}"), "");
        assert_eq!(line.take('\n', LATER), Entered::Line(String::new()));
    }

    #[test]
    fn ctrl_d_ends_an_empty_line_and_behind_something_typed_has_to_come_twice() {
        let mut line = TypedLine::default();
        assert_eq!(line.take(END, LATER), Entered::Over);
        assert_eq!(typed(&mut line, "2\u{4}3\u{4}"), "23");
        assert_eq!(line.take(END, LATER), Entered::Over);
        assert_eq!(line, TypedLine::default());
    }

    #[test]
    fn an_enter_that_is_held_ends_one_line() {
        let mut line = TypedLine::default();
        let mut enter = |ms: u64| line.take('\n', Duration::from_millis(ms));
        let ended = Entered::Line(String::new());
        assert_eq!(enter(0), ended);
        for repeat in 1..40 {
            assert_eq!(enter(repeat * 59), Entered::Shown(String::new()));
        }
        assert_eq!(enter(40 * 59 + 1), ended, "pressed again");
        assert_eq!(line.take('2', Duration::from_millis(2370)), Entered::Shown("2".to_string()));
        let answered = Entered::Line("2".to_string());
        assert_eq!(line.take('\n', Duration::from_millis(2380)), answered, "however soon");
        line.paste("3");
        let pasted = Entered::Line("3".to_string());
        assert_eq!(line.take('\n', Duration::from_millis(2390)), pasted);
    }

    #[test]
    fn what_is_pasted_is_one_line_that_waits_for_enter() {
        let mut line = TypedLine::default();
        typed(&mut line, "I: ");
        assert_eq!(line.paste("one\r\ntwo\n\nthree\n"), "one two three");
        assert_eq!(line.take('\n', LATER), Entered::Line("I: one two three".to_string()));
        line.paste(&"x".repeat(LONGEST + 1));
        assert_eq!((line.text().len(), typed(&mut line, "y").as_str()), (LONGEST, ""));
    }
}
