//! A line that is typed at a prompt. Pure. What is pasted is a part of the line, on one line: it
//! answers nothing before Enter does.

use std::time::Duration;

use super::presses::{HELD, LastKey, Repeats};
use crate::text::cells::clusters;
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
    last: LastKey,
    /// When an Enter came that may be the first repeat of the one that ended the last line.
    doubtful: Option<Duration>,
}

/// What a key of a line makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entered {
    /// The line goes on.
    More,
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

    /// Takes a key that came then, on the clock's readings, where none before it ends the line
    /// ([`Self::settled_before`]). As in a shell, Ctrl-D counts on an empty line; behind something
    /// typed it has to come twice. An Enter that is held ends no further line.
    pub(crate) fn take(&mut self, key: char, reading: Duration) -> Entered {
        let repeats = self.last.take(key, reading);
        let ended = std::mem::take(&mut self.ends);
        self.doubtful = None;
        match key {
            '\n' if repeats == Repeats::Held => {}
            '\n' if repeats == Repeats::Perhaps => self.doubtful = Some(reading),
            '\n' => return Entered::Line(std::mem::take(&mut self.text).trim_end().to_string()),
            END if self.text.is_empty() || ended => {
                self.text.clear();
                return Entered::Over;
            }
            END => self.ends = true,
            '\u{7f}' | '\u{8}' => self.erase_character(),
            KILL => self.text.clear(),
            WORD => self.erase_word(),
            _ => self.add(key.encode_utf8(&mut [0; 4])),
        }
        Entered::More
    }

    /// Takes what was pasted.
    pub(crate) fn paste(&mut self, text: &str) {
        self.last = LastKey::default();
        let words: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|of| !of.is_empty()).collect();
        self.add(&words.join(" "));
    }

    /// When it is known whether Enter was pressed twice or held, on the clock's readings.
    pub(crate) fn due(&self) -> Option<Duration> {
        self.doubtful.map(|came| came + HELD)
    }

    /// Whether Enter was pressed twice, as none followed in time to say that it is held: an empty
    /// line is entered.
    pub(crate) fn settled(&mut self, reading: Duration) -> bool {
        self.due().is_some_and(|due| due <= reading) && self.doubtful.take().is_some()
    }

    /// The same of a key that comes now: no other comes between the repeats of one that is held.
    pub(crate) fn settled_before(&mut self, key: char) -> bool {
        key != '\n' && self.doubtful.take().is_some()
    }

    fn add(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        self.text.extend(clean_line(text).chars().take(room));
    }

    /// Takes away what a person takes for the last character.
    fn erase_character(&mut self) {
        let last = clusters(&self.text).last().map_or(0, str::len);
        self.text.truncate(self.text.len() - last);
    }

    /// Takes the last word away, with the spaces behind it.
    fn erase_word(&mut self) {
        let before = self.text.trim_end().rfind(char::is_whitespace);
        let space = |at: usize| self.text[at..].chars().next().map_or(0, char::len_utf8);
        self.text.truncate(before.map_or(0, |at| at + space(at)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Duration = Duration::from_secs(1);

    /// The line behind some keys, which come one after the other.
    fn typed<'l>(line: &'l mut TypedLine, keys: &str) -> &'l str {
        for key in keys.chars() {
            assert_eq!(line.take(key, Duration::ZERO), Entered::More, "{key:?}");
        }
        line.text()
    }

    #[test]
    fn a_line_is_edited_as_it_is_typed() {
        let mut line = TypedLine::default();
        assert_eq!(typed(&mut line, "6:1x\u{7f}0 "), "6:10 ");
        assert_eq!(line.take('\n', LATER), Entered::Line("6:10".to_string()));
        assert_eq!(typed(&mut line, "\u{7f}"), "", "nothing is left of it");
        assert_eq!(typed(&mut line, "say 結\u{7f}"), "say ");
        assert_eq!(typed(&mut line, "it\u{3000}now \u{17}"), "say it\u{3000}");
        assert_eq!(typed(&mut line, "\u{17}"), "say ");
        assert_eq!(typed(&mut line, "\u{15}"), "");
        // What looks like one character is one.
        for one in ["👩\u{200d}💻", "e\u{301}", "🇩🇪", "👍🏽", "❤\u{fe0f}"] {
            assert_eq!(typed(&mut line, &format!("a{one}\u{7f}")), "a", "{one}");
            assert_eq!(typed(&mut line, "\u{8}"), "");
        }
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
        assert_eq!(line.text(), "");
    }

    /// How many lines end where Enter comes at milliseconds, and nothing for a second behind.
    fn ended(line: &mut TypedLine, enters: impl IntoIterator<Item = u64>) -> usize {
        let (mut ended, mut last) = (0, 0);
        for ms in enters {
            let reading = Duration::from_millis(ms);
            ended += usize::from(line.settled(reading));
            ended += usize::from(line.take('\n', reading) != Entered::More);
            last = ms;
        }
        ended + usize::from(line.settled(Duration::from_millis(last + 1000)))
    }

    #[test]
    fn an_enter_that_is_held_ends_one_line_however_late_it_begins_to_repeat() {
        for delay in [20, 250, 500, 660] {
            for every in [11, 30, 50] {
                let held = (0..100).map(|time| delay + time * every);
                let held = std::iter::once(0).chain(held);
                assert_eq!(ended(&mut TypedLine::default(), held), 1, "{delay} {every}");
            }
        }
        assert_eq!(ended(&mut TypedLine::default(), [0, 120, 240, 900, 1800]), 5, "pressed");
        // Let go, and pressed again.
        assert_eq!(ended(&mut TypedLine::default(), [0, 500, 530, 560, 810, 1600]), 3);
    }

    #[test]
    fn an_enter_behind_something_typed_ends_it_however_soon() {
        let ms = Duration::from_millis;
        let mut line = TypedLine::default();
        assert_eq!(line.take('\n', ms(0)), Entered::Line(String::new()));
        assert_eq!(line.take('2', ms(10)), Entered::More);
        assert_eq!(line.take('\n', ms(20)), Entered::Line("2".to_string()));
        line.paste("3");
        assert_eq!(line.take('\n', ms(30)), Entered::Line("3".to_string()));
        // Pressed again, and a key at once behind it.
        assert_eq!((line.take('\n', ms(200)), line.due()), (Entered::More, Some(ms(260))));
        assert!(!line.settled(ms(230)) && line.settled_before('4'));
        assert!(!line.settled_before('4') && line.due().is_none());
    }

    #[test]
    fn what_is_pasted_is_one_line_that_waits_for_enter() {
        let mut line = TypedLine::default();
        typed(&mut line, "I: ");
        line.paste("one\r\ntwo\n\nthree\n");
        assert_eq!(line.take('\n', LATER), Entered::Line("I: one two three".to_string()));
        line.paste(&"x".repeat(LONGEST + 1));
        assert_eq!(typed(&mut line, "y").len(), LONGEST);
    }
}
