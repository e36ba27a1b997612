//! Who speaks in a transcript.

use std::collections::BTreeMap;

use super::{Cue, Transcript};
use crate::text::{clean_line, counted};

/// Nobody is called so: what stands before a colon there is said, as the parts of a story are.
const PARTS: [&str; 34] = [
    "action",
    "actions",
    "answer",
    "background",
    "challenge",
    "conclusion",
    "context",
    "example",
    "first",
    "goal",
    "impact",
    "learning",
    "lesson",
    "next",
    "note",
    "option",
    "outcome",
    "part",
    "point",
    "problem",
    "question",
    "reason",
    "reflection",
    "result",
    "results",
    "second",
    "situation",
    "solution",
    "step",
    "summary",
    "takeaway",
    "task",
    "third",
    "update",
];

/// Names before a colon count where a cue has no other, and the same name comes twice.
pub(super) fn take_names(cues: &mut [Cue]) {
    if cues.iter().any(|cue| cue.speaker.is_some()) {
        return;
    }
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for name in cues.iter().filter_map(|cue| prefix(&cue.text)) {
        *named.entry(name.to_string()).or_default() += 1;
    }
    named.retain(|_, times| *times > 1);
    let mut before: Option<String> = None;
    for cue in cues {
        let name = prefix(&cue.text).filter(|name| named.contains_key(*name)).map(str::to_string);
        if let Some(name) = &name {
            // `Name: text`, the name once more word by word.
            let words = name.split_whitespace().count();
            cue.words.drain(..words.min(cue.words.len()));
            cue.text = cue.text.trim_start()[name.len() + 1..].trim_start().to_string();
        }
        // A cue without a name goes on with the one before.
        before = name.or(before);
        cue.speaker.clone_from(&before);
    }
}

/// What looks like a name before a colon: up to four words, each with a capital or a digit first.
fn prefix(text: &str) -> Option<&str> {
    let (name, rest) = text.trim_start().split_once(':')?;
    let is_name = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let words = name.split_whitespace().count();
    // `Result:24%` and `10:30` are none.
    let ends = rest.starts_with(char::is_whitespace);
    let begins = name.starts_with(char::is_uppercase) && name.split_whitespace().all(is_name);
    let is_part = |word: &str| {
        PARTS.contains(&&*word.to_lowercase()) || word.bytes().all(|b| b.is_ascii_digit())
    };
    let is_name = begins && !name.split_whitespace().all(is_part);
    ((1..=4).contains(&words) && name.len() <= 60 && is_name && ends).then_some(name)
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
