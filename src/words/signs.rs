//! Parts of words as recognisers write them, joined to words; and signs among them: each goes to
//! the word that it belongs to, or stands between words as it was written.

use std::borrow::Cow;

use super::CueWord;

/// Marks that end a word, also with a space before them.
const MARKS: [char; 18] =
    ['.', ',', '?', '!', ':', ';', ')', '\'', '"', '…', '”', '’', '“', '‘', '«', '»', '°', '%'];

/// What is paid in stands before its figure, or behind it.
const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];

/// Signs that somebody said stand between words.
const SPOKEN: [char; 25] = [
    '&', '+', '=', '<', '>', '/', '#', '@', '~', '^', '|', '*', '%', '$', '€', '£', '¥', '×', '÷',
    '≥', '≤', '≈', '≠', '±', '−',
];

/// A sign of more characters was drawn.
const LONGEST: usize = 2;

/// Joins the parts of words: where any of them has a space before it, one without goes on with the
/// word before.
pub(super) fn whole(parts: Vec<CueWord>) -> Vec<CueWord> {
    let are_spaced = parts.iter().any(|part| part.text.starts_with(char::is_whitespace));
    let mut words: Vec<CueWord> = Vec::with_capacity(parts.len());
    for part in parts {
        let is_new = !are_spaced || part.text.starts_with(char::is_whitespace);
        let text = plain(&part.text).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.starts_with("<|") || text == "<unk>" || is_new && is_nobodys(&text) {
            continue;
        }
        // A mark that nothing stands before is nobody's.
        if words.is_empty() && text.chars().all(|c| MARKS.contains(&c)) {
            continue;
        }
        let is_part = |word: &CueWord| !is_new || goes_on(&word.text, &text);
        match words.last_mut().filter(|word| is_part(word)) {
            Some(word) => {
                word.text += &text;
                word.to = part.to.or(word.to);
            }
            None => words.push(CueWord { text, ..part }),
        }
    }
    behind_figures(words)
}

/// Whether what stands apart goes on with the word before it: a mark does, and what an opening
/// parenthesis or the sign of a currency stands before.
fn goes_on(word: &str, text: &str) -> bool {
    let is_mark = !text.is_empty() && text.chars().all(|c| MARKS.contains(&c));
    // `50 %`, but `% of it`.
    let is_mark = is_mark && (!text.starts_with('%') || ends_in_figure(word));
    let is_paid = is_currency(word) && text.starts_with(|c: char| c.is_ascii_digit());
    is_mark || is_paid || word == "("
}

/// Joins currencies that no figure follows to the figure before them: `5 €`.
fn behind_figures(words: Vec<CueWord>) -> Vec<CueWord> {
    let mut joined: Vec<CueWord> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(before) if is_currency(&word.text) && ends_in_figure(&before.text) => {
                before.text += &word.text;
                before.to = word.to.or(before.to);
            }
            _ => joined.push(word),
        }
    }
    joined
}

fn is_currency(text: &str) -> bool {
    let mut all = text.chars();
    all.next().is_some_and(|c| CURRENCIES.contains(&c)) && all.next().is_none()
}

fn ends_in_figure(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether what stands apart is nobody's word, and no part of the one before it: `>>` where another
/// speaks, a dash, `→`, `🎵`, a line that was drawn.
fn is_nobodys(text: &str) -> bool {
    // These begin and end names of sounds.
    if text.contains(|c: char| c.is_alphanumeric() || "[]()♪*".contains(c)) {
        return false;
    }
    let is_turn = text.len() > 1 && text.trim_matches('>').is_empty();
    let is_mark = |c: char| MARKS.contains(&c);
    is_turn || text.trim_matches('-').is_empty() || !(is_spoken(text) || text.chars().all(is_mark))
}

/// Whether a word without a letter and a figure is a sign that somebody may have said.
pub(super) fn is_spoken(text: &str) -> bool {
    (1..=LONGEST).contains(&text.chars().count()) && text.chars().all(|c| SPOKEN.contains(&c))
}

/// A text without what sets a terminal's colours, whole or as others left it: `[31m`.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['\u{1b}', '\u{9b}']) && !text.contains('[') {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\u{1b}', '\u{9b}', '[']) {
        kept += &rest[..at];
        rest = &rest[at..];
        let length = escape(rest);
        kept += if length == 0 { &rest[..1] } else { "" };
        rest = &rest[length.max(1)..];
    }
    Cow::Owned(kept + rest)
}

/// How long the code is that a text begins with, in bytes; 0 where it begins with none.
fn escape(text: &str) -> usize {
    let is_inside = |c: &char| (' '..='?').contains(c);
    if let Some(code) = text.strip_prefix("\u{1b}[").or(text.strip_prefix('\u{9b}')) {
        let inside: usize = code.chars().take_while(is_inside).map(char::len_utf8).sum();
        let end = code[inside..].chars().next().map_or(0, char::len_utf8);
        return text.len() - code.len() + inside + end;
    }
    if let Some(code) = text.strip_prefix("\u{1b}]") {
        // A title of a window ends with a bell, or another code.
        return 2 + code.find(['\u{7}', '\u{1b}']).map_or(0, |end| end + 1);
    }
    if text.starts_with('\u{1b}') {
        return 1;
    }
    let code = &text[1..];
    let inside = code.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(code.len());
    if inside > 0 && code[inside..].starts_with('m') { inside + 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of a text, as they are joined.
    fn of(text: &str) -> String {
        let part = |word: &str| CueWord { text: format!(" {word}"), ..CueWord::default() };
        let words = whole(plain(text).split_whitespace().map(part).collect());
        words.iter().map(|word| &*word.text).collect::<Vec<_>>().join("_")
    }

    #[test]
    fn a_sign_goes_to_its_figure_or_stands_between_words() {
        for (text, expected) in [
            ("it cost $ 5 million", "it_cost_$5_million"),
            ("$ 5 or 5 $ or 5 €", "$5_or_5$_or_5€"),
            ("in 2023 $ 40 each", "in_2023_$40_each"),
            ("down 50 % , so", "down_50%,_so"),
            ("the % of it", "the_%_of_it"),
            ("R & D , x = a + b", "R_&_D,_x_=_a_+_b"),
            ("was it ? yes !", "was_it?_yes!"),
            ("- so >> and → on ==== … then", "so_and_on…_then"),
            ("so ( coughs ) we", "so_(coughs)_we"),
            ("+ 5", "+_5"),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
        let tokens = [" cost", " $", "5", ".", "2", " million", " %"];
        let part = |text: &str| CueWord { text: text.to_string(), ..CueWord::default() };
        let words = whole(tokens.iter().map(|text| part(text)).collect());
        let words: Vec<&str> = words.iter().map(|word| &*word.text).collect();
        assert_eq!(words, ["cost", "$5.2", "million", "%"]);
    }

    #[test]
    fn codes_of_a_terminal_are_no_text() {
        for (text, expected) in [
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("[31mred[0m and [1;32mgreen[39;49m", "red_and_green"),
            ("\u{1b}]0;a title\u{7}so \u{9b}2Kwe \u{1b}", "so_we"),
            ("[3 m] [Music] a[1]", "[3_m]_[Music]_a[1]"),
        ] {
            assert_eq!(of(text), expected, "{text:?}");
        }
    }
}
