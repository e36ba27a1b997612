//! Subtitles: SRT and VTT, also as meeting programs write them.

use std::ops::Range;

use super::printed::is_printed;
use super::rolling::{RolledPiece, compared, shown_before};
use super::{Cue, CueWord};

/// The cues of an SRT file. Numbers above the times may be missing or come twice.
pub(super) fn srt(text: &str) -> Vec<Cue> {
    let read = |block: &CaptionBlock, shown: usize| {
        let text = untagged(&block.lines.join(" "));
        let (from, to, shows_again) = (block.from, block.to, shown > 0);
        let text = behind(&text, shown).to_string();
        vec![Cue { from, to, text, shows_again, ..Cue::default() }]
    };
    cues(text, untagged, read)
}

/// The cues of a VTT file.
pub(super) fn vtt(text: &str) -> Vec<Cue> {
    let spoken = |line: &str| voices(None, None, line).into_iter().map(|cue| cue.text).collect();
    let read = |block: &CaptionBlock, shown: usize| {
        let mut cues = voices(block.from, block.to, &block.lines.join(" "));
        let mut left = shown;
        for cue in &mut cues {
            let taken = left.min(cue.words.len());
            cue.words.drain(..taken);
            cue.text = behind(&cue.text, taken).to_string();
            cue.shows_again = taken > 0;
            left -= taken;
        }
        cues
    };
    cues(&body(text), spoken, read)
}

/// What a VTT file has beside its head. Notes, styles and regions go on until a blank line.
fn body(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for block in text.split("\n\n") {
        let first = block.trim_start().lines().next().unwrap_or_default();
        let is_other = ["WEBVTT", "NOTE", "STYLE", "REGION"].iter().any(|of| first.starts_with(of));
        if !is_other || block.contains("-->") && !first.starts_with("NOTE") {
            kept += block;
            kept += "\n\n";
        }
    }
    kept
}

/// Whether a VTT file has nothing but its head: nothing was said.
pub(super) fn is_bare(text: &str) -> bool {
    body(text).trim().is_empty()
}

/// Whether the last cue is cut off: in its number or its times, or before its text.
pub(super) fn is_cut_off(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let Some(last) = lines.iter().rposition(|line| !line.is_empty()) else { return false };
    let before = |at: usize| at.checked_sub(1).map_or("", |before| lines[before]);
    let is_number = |line: &str| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    // Elsewhere figures may well have been said.
    let begins_cue =
        before(last).is_empty() || is_number(before(last)) && before(last - 1).is_empty();
    times(lines[last]).is_some() || begins_cue && lines[last].chars().all(is_clock)
}

/// Whether a cue ends before a line.
pub(super) fn is_end(line: &str) -> bool {
    line.trim().is_empty() || times(line).is_some()
}

/// What stands under a line of times.
struct CaptionBlock<'t> {
    from: Option<f64>,
    to: Option<f64>,
    lines: Vec<&'t str>,
}

/// The cues of a file, without what rolls on from the cue before: `spoken` gives a line's words,
/// and `read` what a block says behind so many of them.
fn cues(
    text: &str,
    spoken: impl Fn(&str) -> String,
    read: impl Fn(&CaptionBlock, usize) -> Vec<Cue>,
) -> Vec<Cue> {
    let blocks = blocks(text);
    let words = |line: &&str| spoken(line).split_whitespace().map(compared).collect();
    let pieces: Vec<RolledPiece> = blocks
        .iter()
        .map(|block| {
            let lines: Vec<Vec<String>> = block.lines.iter().map(words).collect();
            let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
            RolledPiece { from: block.from, to: block.to, lines }
        })
        .collect();
    let shown = shown_before(&pieces);
    blocks.iter().zip(shown).flat_map(|(block, shown)| read(block, shown)).collect()
}

/// What stands under each line of times, up to a blank line.
fn blocks(text: &str) -> Vec<CaptionBlock<'_>> {
    let mut found = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some((from, to)) = times(line) else { continue };
        let begin = at;
        while lines.get(at).is_some_and(|line| !is_end(line)) {
            at += 1;
        }
        let mut end = at;
        // Without a blank line between, the next cue's number stands here.
        if end > begin && lines.get(at).is_some_and(|line| times(line).is_some()) {
            end -= usize::from(lines[end - 1].trim().bytes().all(|b| b.is_ascii_digit()));
        }
        let mut payload = lines[begin..end].to_vec();
        while let Some(block) = more(&lines, at) {
            payload.extend(&lines[block.clone()]);
            at = block.end;
        }
        payload.retain(|line| !is_printed(line));
        found.push(CaptionBlock { from, to, lines: payload });
    }
    found
}

/// A text behind its first words.
fn behind(text: &str, words: usize) -> &str {
    (0..words).fold(text, |text, _| {
        let text = text.trim_start();
        text.split_once(char::is_whitespace).map_or("", |(_, behind)| behind)
    })
}

/// What stands behind a blank line and still belongs to the cue before it: lines up to the next
/// blank one, none of them with times; a number there is of a cue that is cut off.
fn more(lines: &[&str], at: usize) -> Option<Range<usize>> {
    let is_blank = |line: &&str| line.trim().is_empty();
    let begin = at + lines[at..].iter().take_while(|line| is_blank(line)).count();
    let end = begin + lines[begin..].iter().take_while(|line| !is_blank(line)).count();
    let block = &lines[begin..end];
    let is_text = |line: &&str| times(line).is_none() && !line.trim().chars().all(is_clock);
    (!block.is_empty() && block.iter().all(is_text)).then_some(begin..end)
}

/// What numbers and times of cues are made of.
fn is_clock(c: char) -> bool {
    c.is_ascii_digit() || ":.,-> ".contains(c)
}

/// The times of a line `00:00:01,200 --> 00:00:03,400`; what follows them says where it is shown.
/// Of one that looks so and has times that can't be, there are none: it isn't what was said.
fn times(line: &str) -> Option<(Option<f64>, Option<f64>)> {
    let (from, to) = line.split_once("-->")?;
    let (from, to) = (from.trim(), to.trim_start().split([' ', '\t']).next().unwrap_or_default());
    let looks_so = |time: &str| {
        let is_clock = |c: char| c.is_ascii_digit() || ":.,-+".contains(c);
        time.contains(':') && time.starts_with(is_clock) && !time.contains(char::is_whitespace)
    };
    let both = seconds(from).zip(seconds(to));
    (both.is_some() || looks_so(from) || looks_so(to)).then(|| both.unzip())
}

/// Seconds of `1:02:03,500`, `02:03.5` or `00:00:03`; below zero with a `-` before it, where a file
/// was shifted.
pub(super) fn seconds(time: &str) -> Option<f64> {
    if let Some(time) = time.strip_prefix('-') {
        return seconds(time).filter(|_| !time.starts_with('-')).map(|seconds| -seconds);
    }
    let (whole, part) = time.split_once([',', '.']).unwrap_or((time, "0"));
    let numbers: Option<Vec<f64>> = whole.split(':').map(number).collect();
    let seconds = match numbers?[..] {
        [hours, minutes, seconds] => hours * 3600.0 + minutes * 60.0 + seconds,
        [minutes, seconds] => minutes * 60.0 + seconds,
        _ => return None,
    };
    let places = i32::try_from(part.len()).ok().filter(|places| *places <= 9)?;
    Some(seconds + number(part)? / 10_f64.powi(places))
}

/// Up to nine digits.
fn number(digits: &str) -> Option<f64> {
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// A cue's text in pieces, one for each voice that it names.
fn voices(from: Option<f64>, to: Option<f64>, payload: &str) -> Vec<Cue> {
    let mut cue = Cue { from, to, ..Cue::default() };
    let mut found = Vec::new();
    let mut next_word = None;
    let mut rest = payload;
    while let Some((open, tag)) = next_tag(rest) {
        push(&mut cue, &rest[..open], &mut next_word);
        rest = &rest[open + tag.len() + 2..];
        let named = tag.strip_prefix('v').filter(|of| of.starts_with([' ', '.', '\t']));
        if let Some(name) = named {
            // `<v.loud Name>` has classes before the name.
            let name = name.split_once([' ', '\t']).map_or("", |(_, name)| name).trim();
            let next = Cue { from: cue.from, to: cue.to, ..Cue::default() };
            found.push(std::mem::replace(&mut cue, next));
            cue.speaker = Some(unescaped(name)).filter(|name| !name.is_empty());
        } else if let Some(at) = seconds(tag) {
            next_word = Some(at);
        }
    }
    push(&mut cue, rest, &mut next_word);
    found.push(cue);
    found.retain(|cue| !cue.words.is_empty());
    found
}

/// The first tag of a text, and where it opens. `a < b`, and what nothing closes, is text.
fn next_tag(text: &str) -> Option<(usize, &str)> {
    let mut from = 0;
    while let Some(open) = text[from..].find('<').map(|open| from + open) {
        let tag = text[open + 1..].split(['<', '>']).next().unwrap_or_default();
        if text[open + 1 + tag.len()..].starts_with('>') && is_tag(tag) {
            return Some((open, tag));
        }
        from = open + 1;
    }
    None
}

/// Whether what stands between `<` and `>` is a tag of subtitles, or a time.
fn is_tag(tag: &str) -> bool {
    const NAMES: [&str; 11] = ["b", "c", "font", "i", "lang", "rt", "ruby", "s", "span", "u", "v"];
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name = tag.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let ends = tag[name.len()..].starts_with([' ', '.', '\t', '/']) || name.len() == tag.len();
    (ends && NAMES.contains(&&*name.to_ascii_lowercase())) || seconds(tag).is_some()
}

/// Adds words to a cue; the first of them begins when a tag before it says.
fn push(cue: &mut Cue, text: &str, from: &mut Option<f64>) {
    for word in unescaped(text).split_whitespace() {
        let from = from.take();
        // Where a space stood was a word's beginning.
        cue.words.push(CueWord { from, text: format!(" {word}"), ..CueWord::default() });
        cue.text.push_str(word);
        cue.text.push(' ');
    }
}

/// A text without `<i>`, `<font …>` and `{\an8}`.
fn untagged(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((open, tag)) = next_tag(rest) {
        kept += &rest[..open];
        rest = &rest[open + tag.len() + 2..];
    }
    kept += rest;
    unescaped(&without_places(&kept))
}

/// A text without `{\an8}`, which says where it is shown.
fn without_places(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("{\\") {
        let Some((_, behind)) = inside.split_once('}') else { break };
        kept += before;
        rest = behind;
    }
    kept + rest
}

/// A text in which names of characters stand for themselves.
fn unescaped(text: &str) -> String {
    const NAMED: [(&str, &str); 14] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&rsquo;", "\u{2019}"),
        ("&hellip;", "\u{2026}"),
        ("&ndash;", "\u{2013}"),
        ("&mdash;", "\u{2014}"),
        ("&ldquo;", "\u{201c}"),
        ("&rdquo;", "\u{201d}"),
        ("&lrm;", ""),
        ("&rlm;", ""),
        // The last: what it makes is text.
        ("&amp;", "&"),
    ];
    if !text.contains('&') {
        return text.to_string();
    }
    NAMED.iter().fold(numbered(text), |text, (name, is)| text.replace(name, is))
}

/// A text in which numbers of characters, `&#39;` and `&#x27;`, stand for themselves.
fn numbered(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("&#") {
        kept += before;
        let (number, after) = behind.split_once(';').unwrap_or((behind, ""));
        let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |hex| (hex, 16));
        let is_number = digits.len() <= 7 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let found = u32::from_str_radix(digits, radix).ok().filter(|_| is_number);
        match found.and_then(char::from_u32).filter(|c| *c != '\0' && number.len() < behind.len()) {
            // What it makes is text.
            Some('&') => kept += "&amp;",
            Some(c) => kept.push(c),
            None => {
                kept += "&#";
                rest = behind;
                continue;
            }
        }
        rest = after;
    }
    kept + rest
}
