//! A line that is typed at a prompt. Pure. What is pasted is a part of the line, on one line: it
//! answers nothing before Enter does.

use std::time::Duration;

use super::presses::REPEATS;
use crate::text::cells::clusters;
use crate::text::clean_line;

/// An Enter that is held repeats sooner.
const APART: Duration = Duration::from_millis(300);

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
    /// The Enters that came last, where nothing else has come since.
    enters: Option<Enters>,
    /// Whether it was said that Enter came too soon; one that counts forgets it.
    told: bool,
}

/// Enters with nothing between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Enters {
    /// When the last came that ended a line.
    counted: Duration,
    /// When the last came.
    came: Duration,
}

impl Enters {
    /// Whether one more may be one of these that is held: keyboards begin to repeat it soon, and
    /// then go on.
    fn may_be_held(self, reading: Duration) -> bool {
        let since = |before| reading.saturating_sub(before);
        since(self.counted) < REPEATS || since(self.came) < APART
    }
}

/// What a key of a line makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entered {
    /// The line goes on.
    More,
    /// The line is typed, without its end.
    Line(String),
    /// Enter again, too soon behind the last with nothing between them, for the first time. It
    /// ends no line.
    TooSoon,
    /// No line comes: Ctrl-D. What was typed before it is no answer.
    Over,
}

impl TypedLine {
    /// What is typed so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Takes a key that came then, on the clock's readings. As in a shell, Ctrl-D counts on an
    /// empty line; behind something typed it has to come twice. Enter behind Enter, with nothing
    /// between them, ends a line where it can't be the first that is held.
    pub(crate) fn take(&mut self, key: char, reading: Duration) -> Entered {
        let enters = self.enters.take();
        let ended = std::mem::take(&mut self.ends);
        match key {
            '\n' => {
                let held = enters.filter(|before| before.may_be_held(reading));
                let counted = held.map_or(reading, |before| before.counted);
                self.enters = Some(Enters { counted, came: reading });
                let is_soon = held.is_some();
                let told = std::mem::replace(&mut self.told, is_soon);
                match is_soon {
                    true if told => {}
                    true => return Entered::TooSoon,
                    false => {
                        let line = std::mem::take(&mut self.text);
                        return Entered::Line(line.trim_end().to_string());
                    }
                }
            }
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
        self.enters = None;
        let words: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|of| !of.is_empty()).collect();
        self.add(&words.join(" "));
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

    /// Of Enters that come at milliseconds, which end a line and which are told to be too soon.
    fn ended(enters: impl IntoIterator<Item = u64>) -> (Vec<u64>, Vec<u64>) {
        let (mut line, mut ended, mut told) = (TypedLine::default(), Vec::new(), Vec::new());
        for ms in enters {
            match line.take('\n', Duration::from_millis(ms)) {
                Entered::Line(_) => ended.push(ms),
                Entered::TooSoon => told.push(ms),
                Entered::More | Entered::Over => {}
            }
        }
        (ended, told)
    }

    #[test]
    fn an_enter_that_is_held_ends_one_line_however_late_and_slowly_it_repeats() {
        for delay in [20, 250, 500, 660] {
            for every in [11, 30, 50, 60, 90, 100, 250, 299] {
                let held = (0..100).map(|time| delay + time * every);
                let held = std::iter::once(0).chain(held);
                assert_eq!(ended(held), (vec![0], vec![delay]), "{delay} {every}");
            }
        }
        // Let go, and pressed again.
        let again = ended([0, 500, 590, 680, 1680, 1700, 2400]);
        assert_eq!(again, (vec![0, 1680, 2400], vec![500, 1700]));
    }

    #[test]
    fn who_presses_enter_steadily_goes_on() {
        for (every, ends) in [(300, 3), (349, 3), (350, 2), (500, 2), (699, 2), (700, 1), (900, 1)]
        {
            let (ended, _) = ended((0..20).map(|time| time * every));
            let expected: Vec<u64> = (0..20).step_by(ends).map(|time| time * every).collect();
            assert_eq!(ended, expected, "{every}");
        }
    }

    #[test]
    fn an_enter_behind_one_that_ended_what_was_typed_may_be_held() {
        let ms = Duration::from_millis;
        let mut line = TypedLine::default();
        typed(&mut line, "3");
        assert_eq!(line.take('\n', ms(900)), Entered::Line("3".to_string()));
        assert_eq!(line.take('\n', ms(1599)), Entered::TooSoon);
        assert_eq!(line.take('\n', ms(1899)), Entered::Line(String::new()));
    }

    #[test]
    fn an_enter_behind_something_typed_ends_it_however_soon() {
        let ms = Duration::from_millis;
        let mut line = TypedLine::default();
        assert_eq!(line.take('\n', ms(0)), Entered::Line(String::new()));
        for (soon, key) in [(10, '2'), (30, '3')] {
            assert_eq!(line.take(key, ms(soon)), Entered::More);
            assert_eq!(line.take('\n', ms(soon + 10)), Entered::Line(key.to_string()));
        }
        line.paste("4");
        assert_eq!(line.take('\n', ms(50)), Entered::Line("4".to_string()));
        // What is typed and taken away is a hand at work as well.
        typed(&mut line, "5\u{7f}");
        assert_eq!(line.take('\n', ms(60)), Entered::Line(String::new()));
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
