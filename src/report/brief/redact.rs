//! Names that are not to leave the machine: each becomes a number.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::text::{clean_line, counted};

/// A name is found over no more lines than this.
const LINES: usize = 2;

/// Names to replace.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// As they are listed.
    listed: Vec<String>,
    /// Their words as they are looked for, and which they are; the longest first.
    wanted: Vec<(Vec<String>, usize)>,
}

/// How often each name of a list was replaced.
#[derive(Debug, Default)]
pub(crate) struct Replaced(Vec<usize>);

/// A character as it is compared: small, without accents, one sign for all that look like it; and
/// where it stands in the text.
struct Folded {
    c: char,
    at: usize,
    /// Scripts that part no words by spaces: there a name begins and ends anywhere.
    is_unspaced: bool,
}

impl Names {
    /// Reads a list of names, one a line.
    ///
    /// # Errors
    /// It names nobody, or a line has no letter and no digit.
    pub(crate) fn read(list: &str) -> Result<Self, String> {
        let mut names = Self::default();
        let lines = list.trim_start_matches('\u{feff}').lines().map(str::trim);
        for (at, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
            let folded: String = folded(line.char_indices()).map(|of| of.c).collect();
            let words = folded.split(|c: char| !is_of_word(c)).filter(|word| has_letter(word));
            let words: Vec<String> = words.map(|of| of.trim_matches('\'').to_string()).collect();
            if words.is_empty() {
                return Err(format!("has no name in line {}: \"{}\"", at + 1, clean_line(line)));
            }
            names.wanted.push((words, names.listed.len()));
            names.listed.push(clean_line(line));
        }
        if names.listed.is_empty() {
            return Err("names nobody: it has a name a line".to_string());
        }
        names
            .wanted
            .sort_by_key(|(words, _)| std::cmp::Reverse((words.len(), words.concat().len())));
        Ok(names)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// A Markdown text in which each name is `[name 1]`, `[name 2]` and so on: whatever its
    /// capitals, its accents and the signs between its words, also over the end of a line. Part of
    /// a longer word is none.
    pub(crate) fn replaced(&self, text: &str, replaced: &mut Replaced) -> String {
        replaced.0.resize(self.listed.len(), 0);
        if self.is_empty() {
            return text.to_string();
        }
        let folded: Vec<Folded> = folded(read(text)).collect();
        let (mut kept, mut written, mut at) = (String::with_capacity(text.len()), 0, 0);
        while at < folded.len() {
            let found = self.wanted.iter().filter(|_| is_edge(&folded, at)).find_map(|wanted| {
                let end = end(&folded, at, &wanted.0).filter(|end| is_edge(&folded, *end))?;
                Some((end, wanted.1))
            });
            let Some((end, name)) = found else {
                at += 1;
                continue;
            };
            let place = |at: usize| folded.get(at).map_or(text.len(), |of| of.at);
            kept += &text[written..place(at)];
            kept += &format!("[name {}]", name + 1);
            // A name over the end of a line leaves the line that it ends in, with its time.
            let over = &text[place(at)..place(end)];
            kept += over.rfind('\n').map_or("", |line| &over[line..line + prefix(&over[line..])]);
            written = place(end);
            replaced.0[name] += 1;
            at = end;
        }
        kept + &text[written..]
    }

    /// How many were replaced, and which were not there.
    pub(crate) fn told(&self, replaced: &Replaced) -> String {
        let all: usize = replaced.0.iter().sum();
        let found = replaced.0.iter().filter(|times| **times > 0).count();
        let mut told = format!(
            "{} replaced in {}",
            counted(found, "name was", "names were"),
            counted(all, "place", "places")
        );
        let none = self.listed.iter().zip(&replaced.0).filter(|(_, times)| **times == 0);
        let none: Vec<&str> = none.map(|(name, _)| name.as_str()).collect();
        if !none.is_empty() {
            told += &format!("; not in it: {}", none.join(", "));
        }
        told
    }
}

/// The characters of a Markdown text as it is read, and where each stands: `&amp;` is one.
fn read(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let (c, length) =
            entity(rest).or_else(|| rest.chars().next().map(|c| (c, c.len_utf8())))?;
        at += length;
        Some((at - length, c))
    })
}

/// The character that a text begins with by its name or its number, and how long that is.
fn entity(text: &str) -> Option<(char, usize)> {
    let (name, _) = text.strip_prefix('&')?.split_once(';')?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        _ => char::from_u32(name.strip_prefix('#')?.parse().ok()?)?,
    };
    Some((c, name.len() + 2))
}

/// A text as it is compared, from its characters and where they stand.
fn folded(text: impl Iterator<Item = (usize, char)>) -> impl Iterator<Item = Folded> {
    text.flat_map(|(at, c)| {
        let is_unspaced = matches!(u32::from(c),
            0x0e00..=0x0fff | 0x1000..=0x109f | 0x1100..=0x11ff | 0x1780..=0x17ff
            | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff
            | 0x20000..=0x3ffff);
        // By capitals first: `ß` is `SS`, and both Greek small sigmas are one.
        let small = c.to_uppercase().flat_map(char::to_lowercase);
        let bare = small.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c));
        bare.map(move |c| Folded { c: alike(c), at, is_unspaced }).collect::<Vec<_>>()
    })
}

/// What nobody sees between letters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// One sign for all apostrophes.
fn alike(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bb}' | '\u{2bc}' | '\u{2032}' | '\u{b4}'
        | '`' => '\'',
        _ => c,
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\''
}

fn has_letter(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

/// Whether a word can begin or end before a place.
fn is_edge(text: &[Folded], at: usize) -> bool {
    let (Some(before), Some(next)) = (at.checked_sub(1).map(|at| &text[at]), text.get(at)) else {
        return true;
    };
    before.is_unspaced
        || next.is_unspaced
        || !before.c.is_alphanumeric()
        || !next.c.is_alphanumeric()
}

/// Where the words of a name end that begins at a place.
fn end(text: &[Folded], from: usize, words: &[String]) -> Option<usize> {
    let mut at = from;
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            at += between(&text[at..])?;
        }
        for wanted in word.chars() {
            text.get(at).filter(|of| of.c == wanted)?;
            at += 1;
        }
    }
    Some(at)
}

/// How long what stands between two words of a name is: spaces, hyphens and the marks of a
/// sentence, the end of a line with what begins the next one. No cell of a table.
fn between(text: &[Folded]) -> Option<usize> {
    let (mut at, mut lines) = (0, 0);
    while let Some(of) = text.get(at).filter(|of| !is_of_word(of.c) && of.c != '|') {
        at += 1;
        if of.c == '\n' {
            lines += 1;
            let rest: String = text[at - 1..].iter().take(32).map(|of| of.c).collect();
            at += prefix(&rest) - 1;
        }
    }
    ((1..=LINES).contains(&lines) || lines == 0 && at > 0).then_some(at)
}

/// How long the end of a line is, with what a passage begins with on the next one: `- 12:05 `.
fn prefix(text: &str) -> usize {
    let Some(passage) = text.strip_prefix("\n- ") else { return 1 };
    let time = passage.split(' ').next().unwrap_or_default();
    let is_time = time.contains(':') && time.bytes().all(|b| b.is_ascii_digit() || b == b':');
    if is_time && passage.len() > time.len() { 3 + time.len() + 1 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(list: &str, text: &str) -> (String, String) {
        let (names, mut replaced) = (Names::read(list).unwrap(), Replaced::default());
        let text = names.replaced(text, &mut replaced);
        (text, names.told(&replaced))
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for (name, text) in [
            ("Jos\u{e9} Mu\u{f1}oz", "jose\u{301} MUN\u{303}OZ"),
            ("Jose\u{301} Munoz", "Jos\u{e9} Mu\u{f1}oz"),
            ("O'Brien", "O\u{2019}BRIEN"),
            ("O\u{2bc}Brien", "o'brien"),
            ("Anne-Marie", "anne\u{2011}marie"),
            ("Anne\u{2010}Marie", "Anne Marie"),
            ("Ada Sample", "Ada\u{a0}\u{200b}Sample"),
            ("Gro\u{df}", "GROSS"),
            ("Bo_Lee", "Bo\\_Lee"),
            ("\u{ff21}da", "ADA"),
        ] {
            let (replaced, told) = of(name, &format!("so {text}'s, and Adamant {text}"));
            assert_eq!(replaced, "so [name 1]'s, and Adamant [name 1]", "{name}");
            assert_eq!(told, "1 name was replaced in 2 places", "{name}");
        }
        assert_eq!(
            of("\u{7530}\u{4e2d}", "\u{7530}\u{4e2d}\u{3055}\u{3093}").0,
            "[name 1]\u{3055}\u{3093}"
        );
        assert_eq!(of("Ada", "Ada\u{301} xAda").0, "[name 1] xAda");
    }

    #[test]
    fn a_name_with_signs_is_found_where_markup_writes_them_otherwise() {
        for name in ["AT&T", "R&D", "Smith&Co", "a<b", "Bo_Lee"] {
            for escape in [crate::report::markdown::escape, str::to_string] {
                let (replaced, told) = of(name, &format!("so {}, and", escape(name)));
                assert_eq!(replaced, "so [name 1], and", "{name}");
                assert_eq!(told, "1 name was replaced in 1 place", "{name}");
            }
        }
        let (text, told) = of("Amp\nLt", "this &amp; that &lt;");
        assert_eq!(text, "this &amp; that &lt;", "no name is part of a sign");
        assert!(told.ends_with("; not in it: Amp, Lt"), "{told}");
        assert_eq!(of("a_b", "&#97;&#95;b &#x; &#1114112; &").0, "[name 1] &#x; &#1114112; &");
    }

    #[test]
    fn a_name_is_found_over_lines_and_passages_and_not_over_cells() {
        let (text, _) = of("Ada Sample", "- 0:12 so Ada\n- 0:15 Sample went; ada\nsample\n");
        assert_eq!(text, "- 0:12 so [name 1]\n- 0:15  went; [name 1]\n\n");
        let (text, _) = of("Ada B C", "- 0:12 so Ada\n- 0:15 B\n- 0:19 C went\n");
        assert_eq!(text, "- 0:12 so [name 1]\n- 0:19  went\n");
        assert_eq!(of("Ada Sample", "| Ada | Sample |").0, "| Ada | Sample |");
        assert_eq!(of("Ada Sample", "Ada\n\n\nSample").0, "Ada\n\n\nSample");
    }

    #[test]
    fn names_that_are_not_there_are_told_and_what_is_no_name_is_refused() {
        let (_, told) = of("Ada\nBo Lee\n\nCy\n", "Ada and ADA and Cy");
        assert_eq!(told, "2 names were replaced in 3 places; not in it: Bo Lee");
        let why = Names::read("Ada\n--\n").unwrap_err();
        assert_eq!(why, "has no name in line 2: \"--\"");
    }
}
