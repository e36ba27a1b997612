//! Keys that are meant for what has gone off the screen: for a question of the review when a slot
//! has taken its place, for a slot when the review of it has begun. Pure: when a key came is an
//! argument, on the clock's readings.

use std::time::Duration;

/// What comes so soon behind what went, or behind another stray key, is meant for it.
const TYPING: Duration = Duration::from_secs(1);

/// The Enter that ends a line which was begun is meant for it so long.
const LINE: Duration = Duration::from_secs(10);

/// Keys that mark nothing, and answer nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StrayKeys {
    /// When it went, or the last of them came.
    last: Duration,
    /// Whether a line was begun and not ended.
    line: bool,
    /// Whether it was said that they count for nothing.
    told: bool,
}

/// What a key is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeantFor {
    /// What is on screen.
    Present,
    /// What went; the first of these keys.
    GoneAtFirst,
    /// What went.
    Gone,
}

impl StrayKeys {
    /// Something goes off the screen; whether a line is begun for it, which was said then.
    pub(crate) fn since(reading: Duration, is_begun: bool) -> Self {
        Self { last: reading, line: is_begun, told: is_begun }
    }

    /// What a key is meant for.
    pub(crate) fn take(&mut self, key: char, reading: Duration) -> MeantFor {
        let since = reading.saturating_sub(self.last);
        let ends_line = key == '\n' && self.line && since < LINE;
        if since >= TYPING && !ends_line {
            self.line = false;
            return MeantFor::Present;
        }
        self.last = reading;
        self.line = key != '\n';
        match std::mem::replace(&mut self.told, true) {
            true => MeantFor::Gone,
            false => MeantFor::GoneAtFirst,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_begun_for_the_review_marks_nothing_to_its_end() {
        let ms = Duration::from_millis;
        let mut keys = StrayKeys::since(ms(5000), false);
        assert_eq!(keys.take('6', ms(5010)), MeantFor::GoneAtFirst);
        assert_eq!(keys.take(':', ms(5900)), MeantFor::Gone);
        assert_eq!(keys.take('1', ms(6800)), MeantFor::Gone);
        assert_eq!(keys.take('\n', ms(12_000)), MeantFor::Gone, "the line's end, later");
        assert_eq!(keys.take('\n', ms(12_500)), MeantFor::Gone, "and at once again");
        assert_eq!(keys.take('\n', ms(13_500)), MeantFor::Present, "no line is begun");
    }

    #[test]
    fn a_line_that_was_begun_before_goes_on_to_its_end() {
        let ms = Duration::from_millis;
        let mut keys = StrayKeys::since(ms(5000), true);
        assert_eq!(keys.take('\n', ms(6500)), MeantFor::Gone);
        assert_eq!(keys.take('\n', ms(8000)), MeantFor::Present);
    }

    #[test]
    fn keys_count_a_second_after_the_question_went() {
        let ms = Duration::from_millis;
        let mut keys = StrayKeys::since(ms(5000), false);
        assert_eq!(keys.take('a', ms(6000)), MeantFor::Present);
        let mut keys = StrayKeys::since(ms(5000), false);
        assert_eq!(keys.take('a', ms(5999)), MeantFor::GoneAtFirst);
        assert_eq!(keys.take('n', ms(6999)), MeantFor::Present, "only Enter ends a line");
        assert_eq!(keys.take('\n', ms(7100)), MeantFor::Present);
    }
}
