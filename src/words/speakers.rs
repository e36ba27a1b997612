//! Who speaks in a transcript.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{NameLooks, NamePrefix, prefix};
use super::{Cue, CueWord, Transcript};
use crate::text::{clean_line, counted};

/// No more names that come once are told.
const MOST_TOLD: usize = 3;

/// Names before a colon count where a cue has no other and they come as names do: what looks like
/// one twice or more, what a program numbers even once. Whatever its letters are, what begins much
/// of a transcript again and again is one too. What may be one and wasn't taken for it, in
/// sentences.
pub(super) fn take_names(cues: &mut [Cue]) -> Vec<String> {
    if cues.iter().any(|cue| cue.speaker.is_some()) {
        return Vec::new();
    }
    let names = names(cues);
    let mut before: Option<String> = None;
    let (mut once, mut named, all) = (Vec::new(), 0, cues.len());
    for cue in cues {
        let found = prefix(&cue.text);
        let taken = found.as_ref().filter(|of| names.contains(of.name));
        if let Some(NamePrefix { name, length, .. }) = taken {
            named += 1;
            // `Name: text`, the name once more word by word.
            let letters = cue.text[..*length].chars().filter(|c| !c.is_whitespace()).count();
            before = Some((*name).to_string());
            cue.text = cue.text[*length..].trim_start().to_string();
            take_letters(&mut cue.words, letters);
        } else if let Some(of) = found {
            once.push((of.looks, of.name.to_string()));
        }
        // A cue without a name goes on with the one before.
        cue.speaker.clone_from(&before);
    }
    // Where nearly all pieces have a name, whatever stands there may be one.
    once.retain(|(looks, _)| named > 0 && (*looks != NameLooks::Any || named * 4 >= all * 3));
    let told = |(_, name): &(NameLooks, String)| {
        format!(
            "one piece begins with \"{}:\" as with a name, which comes once: its words are taken \
             for those of the speaker before",
            clean_line(name)
        )
    };
    once.iter().take(MOST_TOLD).map(told).collect()
}

/// Which beginnings of cues are names.
fn names(cues: &[Cue]) -> BTreeSet<String> {
    let mut times: BTreeMap<&str, (NameLooks, usize)> = BTreeMap::new();
    let found: Vec<Option<NamePrefix>> = cues.iter().map(|cue| prefix(&cue.text)).collect();
    for NamePrefix { name, looks, .. } in found.iter().flatten() {
        times.entry(name).or_insert((*looks, 0)).1 += 1;
    }
    times.retain(|_, (looks, times)| *looks == NameLooks::Numbered || *times > 1);
    let is_one = |of: &&NamePrefix| times.contains_key(of.name);
    let named = found.iter().flatten().filter(is_one).count();
    let first = found.first().and_then(Option::as_ref).filter(is_one);
    // Who names turns names the first of them; else most pieces have a name.
    let takes_any = named * 2 >= cues.len() || (first.is_some() && named * 4 >= cues.len());
    let takes_names = takes_any || first.is_some_and(|of| of.looks != NameLooks::Any);
    times.retain(|_, (looks, _)| match looks {
        NameLooks::Numbered => true,
        NameLooks::Name => takes_names,
        NameLooks::Any => takes_any,
    });
    times.into_keys().map(str::to_string).collect()
}

/// Takes so many letters away from where words begin.
fn take_letters(words: &mut Vec<CueWord>, mut letters: usize) {
    let whole = |word: &CueWord| word.text.chars().filter(|c| !c.is_whitespace()).count();
    let mut at = 0;
    while let Some(word) = words.get_mut(at) {
        let length = whole(word);
        if length > letters {
            let text = word.text.trim_start();
            let from = text.char_indices().nth(letters).map_or(text.len(), |(from, _)| from);
            if letters > 0 {
                word.text = format!(" {}", &text[from..]);
            }
            break;
        }
        letters -= length;
        at += 1;
    }
    words.drain(..at);
}

/// The position of a name among those that were met, where it is put if it is new.
pub(super) fn position(speakers: &mut Vec<String>, name: &str) -> usize {
    let name = name.trim();
    speakers.iter().position(|of| of == name).unwrap_or_else(|| {
        speakers.push(name.to_string());
        speakers.len() - 1
    })
}

/// The speaker who is named, or who said the most; `None` where the transcript names nobody.
///
/// # Errors
/// Nobody of that name speaks in it.
pub(super) fn chosen(
    transcript: &Transcript,
    named: Option<&str>,
) -> Result<Option<usize>, String> {
    let speakers = &transcript.speakers;
    let Some(named) = named else {
        let most = (0..speakers.len()).max_by_key(|of| (said(transcript, *of), usize::MAX - of));
        return Ok(most);
    };
    let is_so = |speaker: &&String| speaker.to_lowercase() == named.trim().to_lowercase();
    if let Some(found) = speakers.iter().find(is_so) {
        return Ok(speakers.iter().position(|speaker| speaker == found));
    }
    if speakers.is_empty() {
        return Err("names no speakers: leave --speaker away".to_string());
    }
    Err(format!("has no speaker \"{}\": it has {}", clean_line(named), list(transcript)))
}

/// Whom a transcript was taken for, where it has several speakers.
pub(super) fn told(transcript: &Transcript, chosen: usize) -> String {
    format!(
        "several speak: {}; the words of {} are taken for yours, --speaker names another",
        list(transcript),
        clean_line(&transcript.speakers[chosen])
    )
}

fn list(transcript: &Transcript) -> String {
    let mut listed = Vec::new();
    for (at, name) in transcript.speakers.iter().enumerate() {
        let words = counted(said(transcript, at), "word", "words");
        listed.push(format!("{} ({words})", clean_line(name)));
    }
    // A broken file may name thousands.
    if listed.len() > 12 {
        listed.truncate(12);
        listed.push("…".to_string());
    }
    listed.join(", ")
}

fn said(transcript: &Transcript, speaker: usize) -> usize {
    transcript.words.iter().filter(|word| word.speaker == Some(speaker)).count()
}
