//! What a text takes of a terminal's columns, and what of it a person takes for one character.

use std::iter;

use console::measure_text_width;

/// Shows the symbol before it as an emoji.
const AS_EMOJI: char = '\u{fe0f}';

/// Joins what stands on both sides of it.
const JOINER: char = '\u{200d}';

/// How many columns a text takes at most. Terminals don't agree on what is joined: one shows a
/// family, another each of its members.
pub(crate) fn cells(text: &str) -> usize {
    let alone = |c: char| width(c) + usize::from(c == AS_EMOJI);
    text.chars().map(alone).sum::<usize>().max(measure_text_width(text))
}

/// The characters of a text as a person counts them: with what stands on or joins them.
pub(crate) fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    iter::from_fn(move || {
        let (cluster, behind) = rest.split_at(first(rest)?);
        rest = behind;
        Some(cluster)
    })
}

/// Where the first character ends.
fn first(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (_, mut before) = characters.next()?;
    let mut is_flag = false;
    for (at, c) in characters {
        let completes_flag = !is_flag && is_of_flag(before) && is_of_flag(c);
        is_flag |= completes_flag;
        if !(width(c) == 0 || is_skin(c) || before == JOINER || completes_flag) {
            return Some(at);
        }
        before = c;
    }
    Some(text.len())
}

fn width(c: char) -> usize {
    measure_text_width(c.encode_utf8(&mut [0; 4]))
}

/// Half of a flag.
fn is_of_flag(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

fn is_skin(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_no_more_columns_on_any_terminal() {
        let taken = [
            ("", 0),
            ("6:10", 4),
            ("größer", 6),
            ("e\u{301}", 1),
            ("結論", 4),
            ("👩\u{200d}💻", 4),
            ("❤\u{fe0f}", 2),
            ("👍🏽", 4),
        ];
        for (text, cells_taken) in taken {
            assert_eq!(cells(text), cells_taken, "{text}");
        }
    }

    #[test]
    fn what_is_seen_as_one_character_is_one() {
        let text = "a結e\u{301}👩\u{200d}👩\u{200d}👧❤\u{fe0f}👍🏽🇩🇪🇫🇷 x";
        let seen = [
            "a",
            "結",
            "e\u{301}",
            "👩\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}",
            "👍🏽",
            "🇩🇪",
            "🇫🇷",
            " ",
            "x",
        ];
        assert_eq!(clusters(text).collect::<Vec<_>>(), seen);
        assert_eq!(clusters("").next(), None);
    }
}
