//! Keys that are meant for a question of the review, and come when a slot has taken it off the
//! screen. Pure: when a key came is an argument, on the clock's readings.

use std::time::Duration;

/// What comes so soon behind the question, or behind another stray key, is meant for it.
const TYPING: Duration = Duration::from_secs(1);

/// The Enter that ends a line which was begun is meant for it so long.
const LINE: Duration = Duration::from_secs(10);

/// Keys that mark nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StrayKeys {
    /// When the question went, or the last of them came.
    last: Duration,
    /// Whether a line was begun and not ended.
    line: bool,
    /// Whether it was said that they mark nothing.
    told: bool,
}

/// What a key is behind a question of the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeantFor {
    /// The round.
    Round,
    /// The question; the first of these keys.
    ReviewAtFirst,
    /// The question.
    Review,
}

impl StrayKeys {
    /// A question goes off the screen; whether a line is begun for it, which was said then.
    pub(crate) fn since(reading: Duration, is_begun: bool) -> Self {
        Self { last: reading, line: is_begun, told: is_begun }
    }

    /// What a key is meant for.
    pub(crate) fn take(&mut self, key: char, reading: Duration) -> MeantFor {
        let since = reading.saturating_sub(self.last);
        let ends_line = key == '\n' && self.line && since < LINE;
        if since >= TYPING && !ends_line {
            self.line = false;
            return MeantFor::Round;
        }
        self.last = reading;
        self.line = key != '\n';
        match std::mem::replace(&mut self.told, true) {
            true => MeantFor::Review,
            false => MeantFor::ReviewAtFirst,
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
        assert_eq!(keys.take('6', ms(5010)), MeantFor::ReviewAtFirst);
        assert_eq!(keys.take(':', ms(5900)), MeantFor::Review);
        assert_eq!(keys.take('1', ms(6800)), MeantFor::Review);
        assert_eq!(keys.take('\n', ms(12_000)), MeantFor::Review, "the line's end, later");
        assert_eq!(keys.take('\n', ms(12_500)), MeantFor::Review, "and at once again");
        assert_eq!(keys.take('\n', ms(13_500)), MeantFor::Round, "no line is begun");
    }

    #[test]
    fn a_line_that_was_begun_before_goes_on_to_its_end() {
        let ms = Duration::from_millis;
        let mut keys = StrayKeys::since(ms(5000), true);
        assert_eq!(keys.take('\n', ms(6500)), MeantFor::Review);
        assert_eq!(keys.take('\n', ms(8000)), MeantFor::Round);
    }

    #[test]
    fn keys_count_a_second_after_the_question_went() {
        let ms = Duration::from_millis;
        let mut keys = StrayKeys::since(ms(5000), false);
        assert_eq!(keys.take('a', ms(6000)), MeantFor::Round);
        let mut keys = StrayKeys::since(ms(5000), false);
        assert_eq!(keys.take('a', ms(5999)), MeantFor::ReviewAtFirst);
        assert_eq!(keys.take('n', ms(6999)), MeantFor::Round, "only Enter ends a line");
        assert_eq!(keys.take('\n', ms(7100)), MeantFor::Round);
    }
}
