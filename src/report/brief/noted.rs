//! The candidate's notes as a brief has them: where and when each was made, in words.

use std::time::Duration;

use crate::pacing::Pacing;
use crate::time::m_ss;

/// A line of the notes. One that the round wrote says its place as `0:40 s1q1:`, from when the slot
/// began; questions are counted over all slots by their places.
pub(super) fn told(line: &str, pacing: &Pacing, places: &[(usize, usize)]) -> String {
    let Some((time, place, text)) = parts(line) else { return line.to_string() };
    if place == "between slots" {
        return format!("- between slots, {} since the round began: {text}", m_ss(time));
    }
    let number = numbers(place).and_then(|of| Some((places.iter().position(|at| *at == of)?, of)));
    let Some((number, (slot, question))) = number else { return line.to_string() };
    let shown = pacing.slots[slot].questions[question].shown;
    let since = time.saturating_sub(shown.map(|shown| shown.in_slot).unwrap_or_default());
    format!("- question {}, at {}: {text}", number + 1, m_ss(since))
}

/// Whether a line is a note of the question at a place.
pub(super) fn is_of(line: &str, place: (usize, usize)) -> bool {
    parts(line).is_some_and(|(_, of, _)| numbers(of) == Some(place))
}

/// The time, the place and the text of a line as the round writes it.
fn parts(line: &str) -> Option<(Duration, &str, &str)> {
    let (head, text) = line.strip_prefix("- ")?.split_once(": ")?;
    let (time, place) = head.split_once(' ')?;
    let mut seconds = 0_u64;
    for part in time.split(':') {
        let part: u64 = part.parse().ok()?;
        seconds = seconds.checked_mul(60)?.checked_add(part)?;
    }
    Some((Duration::from_secs(seconds), place, text))
}

/// The slot and the question of `s1q1`, from 0.
fn numbers(place: &str) -> Option<(usize, usize)> {
    let (slot, question) = place.strip_prefix('s')?.split_once('q')?;
    let number = |of: &str| of.parse::<usize>().ok()?.checked_sub(1);
    Some((number(slot)?, number(question)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measure;
    use crate::samples::eventful;

    #[test]
    fn a_note_says_its_question_and_the_time_in_it() {
        let pacing = measure(eventful().session());
        let places = [(0, 0), (0, 1), (1, 0)];
        for (line, expected) in [
            ("- 0:40 s1q1: edges: two", "- question 1, at 0:40: edges: two"),
            ("- 1:02:03 between slots: tea", "- between slots, 1:02:03 since the round began: tea"),
            ("- 0:40 s9q9: x", "- 0:40 s9q9: x"),
            ("my own: line", "my own: line"),
        ] {
            assert_eq!(told(line, &pacing, &places), expected);
        }
        assert!(is_of("- 0:40 s1q1: x", (0, 0)) && !is_of("- 0:40 s1q1: x", (0, 1)));
        // The second question was shown later in its slot.
        let shown = pacing.slots[0].questions[1].shown.unwrap().in_slot;
        let line = format!("- {} s1q2: x", m_ss(shown + Duration::from_secs(70)));
        assert_eq!(told(&line, &pacing, &places), "- question 2, at 1:10: x");
    }
}
