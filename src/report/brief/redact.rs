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
    /// As they are looked for.
    wanted: Vec<WantedName>,
}

/// A name as it is looked for.
#[derive(Debug)]
struct WantedName {
    words: Vec<String>,
    /// The signs before its first word and behind its last one, without spaces: they go with it
    /// where they stand.
    signs: [Vec<char>; 2],
    /// It holds what parts the cells of a table.
    has_bar: bool,
}

/// A name in a text.
struct FoundName {
    from: usize,
    to: usize,
    /// With all the signs at its ends.
    is_whole: bool,
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
            let Some(wanted) = WantedName::of(line) else {
                return Err(format!("has no name in line {}: \"{}\"", at + 1, clean_line(line)));
            };
            names.wanted.push(wanted);
            names.listed.push(clean_line(line));
        }
        if names.listed.is_empty() {
            return Err("names nobody: it has a name a line".to_string());
        }
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
        let folded: Vec<Folded> = folded(bare(read(text))).collect();
        let (mut kept, mut written) = (String::with_capacity(text.len()), 0);
        let (mut at, mut last) = (0, 0);
        while at < folded.len() {
            let Some((name, FoundName { from, to: end, .. })) = self.found(&folded, at, last)
            else {
                at += 1;
                continue;
            };
            let place = |at: usize| folded.get(at).map_or(text.len(), |of| of.at);
            kept += &text[written..place(from)];
            kept += &format!("[name {}]", name + 1);
            // A name over the end of a line leaves the line that it ends in, with its time.
            let over = &text[place(at)..place(end)];
            kept += over.rfind('\n').map_or("", |line| &over[line..line + prefix(&over[line..])]);
            written = place(end);
            replaced.0[name] += 1;
            (at, last) = (end, end);
        }
        kept + &text[written..]
    }

    /// The name whose first word begins at a place, and which it is: the longest, of several so
    /// long the one that has its own signs. Nothing of it stands before `last`.
    fn found(&self, text: &[Folded], at: usize, last: usize) -> Option<(usize, FoundName)> {
        if !is_edge(text, at) {
            return None;
        }
        let found = self.wanted.iter().enumerate().rev();
        let found = found.filter_map(|(name, wanted)| Some((name, wanted.found(text, at, last)?)));
        found.max_by_key(|(_, of)| (of.to, of.is_whole, std::cmp::Reverse(of.from)))
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

impl WantedName {
    /// A name from its line; none where there is no letter and no digit.
    fn of(line: &str) -> Option<Self> {
        let folded: Vec<char> = folded(bare(line.char_indices())).map(|of| of.c).collect();
        let first = folded.iter().position(|c| c.is_alphanumeric())?;
        let last = folded.iter().rposition(|c| c.is_alphanumeric())?;
        let text: String = folded[first..=last].iter().collect();
        let words = text.split(|c: char| !is_of_word(c)).filter(|word| has_letter(word));
        let signs =
            |of: &[char]| of.iter().copied().filter(|c| !c.is_whitespace() && *c != '\\').collect();
        Some(Self {
            words: words.map(|of| of.trim_matches('\'').to_string()).collect(),
            signs: [signs(&folded[..first]), signs(&folded[last + 1..])],
            has_bar: folded.contains(&'|'),
        })
    }

    /// Where it is, if its first word begins at a place. Without the signs at its ends it is found
    /// too, unless one letter is all that is left: `C` is no `C++`.
    fn found(&self, text: &[Folded], at: usize, last: usize) -> Option<FoundName> {
        let end = end(text, at, self).filter(|end| is_edge(text, *end))?;
        let [before, behind] = &self.signs;
        let before = signs_length(text[last..at].iter().rev(), before.iter().rev());
        let behind = signs_length(text[end..].iter(), behind.iter());
        let is_whole = before.is_some() && behind.is_some();
        let is_letter = self.words.iter().map(|word| word.chars().count()).sum::<usize>() == 1;
        (is_whole || !is_letter).then(|| FoundName {
            from: at - before.unwrap_or(0),
            to: end + behind.unwrap_or(0),
            is_whole,
        })
    }
}

/// How long the signs of a name are in a text that begins or ends with them, spaces between them
/// and all.
fn signs_length<'a>(
    text: impl Iterator<Item = &'a Folded>,
    signs: impl Iterator<Item = &'a char>,
) -> Option<usize> {
    let (mut text, mut length) = (text.map(|of| of.c), 0);
    for sign in signs {
        loop {
            let c = text.next()?;
            length += 1;
            if c == *sign {
                break;
            }
            if c == '\n' || !c.is_whitespace() {
                return None;
            }
        }
    }
    Some(length)
}

/// Characters without the backslashes that make others stand for themselves; such a character
/// begins where its backslashes do. Elsewhere several backslashes are one.
fn bare(text: impl Iterator<Item = (usize, char)>) -> impl Iterator<Item = (usize, char)> {
    let mut text = text.peekable();
    std::iter::from_fn(move || {
        let (at, c) = text.next()?;
        if c != '\\' {
            return Some((at, c));
        }
        while text.next_if(|(_, c)| *c == '\\').is_some() {}
        let sign = text.next_if(|(_, c)| c.is_ascii_punctuation());
        Some((at, sign.map_or(c, |(_, c)| c)))
    })
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
        let small = alike(c).to_uppercase().flat_map(char::to_lowercase);
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
fn end(text: &[Folded], from: usize, name: &WantedName) -> Option<usize> {
    let mut at = from;
    for (number, word) in name.words.iter().enumerate() {
        if number > 0 {
            at += between(&text[at..], name.has_bar)?;
        }
        for wanted in word.chars() {
            text.get(at).filter(|of| of.c == wanted)?;
            at += 1;
        }
    }
    Some(at)
}

/// How long what stands between two words of a name is: spaces, hyphens and the marks of a
/// sentence, the end of a line with what begins the next one. No cell of a table, but in names that
/// hold a bar.
fn between(text: &[Folded], has_bar: bool) -> Option<usize> {
    let (mut at, mut lines) = (0, 0);
    while let Some(of) = text.get(at).filter(|of| is_between(of.c, has_bar)) {
        at += 1;
        if of.c == '\n' {
            lines += 1;
            let rest: String = text[at - 1..].iter().take(32).map(|of| of.c).collect();
            at += prefix(&rest) - 1;
        }
    }
    ((1..=LINES).contains(&lines) || lines == 0 && at > 0).then_some(at)
}

fn is_between(c: char, has_bar: bool) -> bool {
    !c.is_alphanumeric() && (c != '|' || has_bar)
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
        // Signs at the ends, in markup or as they are; without them too.
        for name in [
            "C++",
            "A.B.*",
            "[Ann]",
            "*_Ann_*",
            "Ann|Lee",
            "O`Brien",
            "Bo \"Bee\" Lee",
            "Bo 'Bee' Lee",
            "#Ann!",
            "C# (Ann)",
            "\\*Ann",
            "+Ann",
            "1. Ann",
            "<Ann>",
            "$A$",
            "@Ann",
        ] {
            for escape in [crate::report::markdown::escape, str::to_string] {
                for name in [name.to_string(), name.to_uppercase()] {
                    let (replaced, told) =
                        of(&name, &format!("{}, {}", escape(&name), escape(&format!("so {name}"))));
                    assert_eq!(replaced, "[name 1], so [name 1]", "{name}");
                    assert_eq!(told, "1 name was replaced in 2 places", "{name}");
                }
            }
        }
        assert_eq!(of("[Ann]", "Ann (Ann)").0, "[name 1] ([name 1])");
        assert_eq!(of("C++", "C, c[C], C + + and C\\+\\+11").0, "C, c[C], [name 1] and [name 1]11");
        assert_eq!(
            of("Ann\n[Ann]\n[Ann] Lee", "Ann [Ann] [Ann] lee").0,
            "[name 1] [name 2] [name 3]"
        );
        assert_eq!(
            of("Bo C++", "- 0:12 so Bo\n- 0:15 C++ so\n").0,
            "- 0:12 so [name 1]\n- 0:15  so\n"
        );
        assert_eq!(of("O\u{b4}Brien", "O'Brien").0, "[name 1]");
        assert_eq!(of("[Ann]", "[Ann][Ann] \\[Ann\\]").0, "[name 1][name 1] [name 1]");
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
