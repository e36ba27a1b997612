//! Transcripts as plain text: a line with a name and a time, `Ada Sample  0:05`, and below it what
//! was said, as Otter writes them.

use super::Cue;
use super::subtitles::seconds;

/// How long a word takes where nothing says when the last turn ended.
const SECONDS_A_WORD: f64 = 0.4;

/// What Otter writes below what was said.
const SIGNED: &str = "Transcribed by https://otter.ai";

/// The turns of a text; none where it has no two lines of names and times, and begins with none.
pub(super) fn read(text: &str) -> Vec<Cue> {
    let mut turns: Vec<Cue> = Vec::new();
    for line in text.lines() {
        match (head(line), turns.last_mut()) {
            (Some((name, from)), _) => {
                let speaker = Some(name.to_string());
                turns.push(Cue { from: Some(from), speaker, ..Cue::default() });
            }
            (None, Some(_)) if line.trim() == SIGNED => {}
            (None, Some(turn)) => {
                turn.text.push_str(line.trim());
                turn.text.push(' ');
            }
            (None, None) => {}
        }
    }
    // A single one is a turn where the text begins with it.
    let first = text.lines().find(|line| !line.trim().is_empty());
    if turns.len() < 2 && first.and_then(head).is_none() {
        return Vec::new();
    }
    for at in 0..turns.len() {
        let next = turns.get(at + 1).and_then(|next| next.from);
        let from = turns[at].from.unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "no turn has so many words")]
        let spoken = turns[at].text.split_whitespace().count() as f64 * SECONDS_A_WORD;
        turns[at].to =
            Some(next.filter(|next| *next > from).unwrap_or(f64::MAX).min(from + spoken));
    }
    turns
}

/// The name and the time of a line that begins a turn.
fn head(line: &str) -> Option<(&str, f64)> {
    let (name, time) = line.trim().rsplit_once("  ")?;
    let (name, time) = (name.trim(), time.trim());
    let is_time = time.contains(':') && !time.contains(['.', ',']);
    let from = seconds(time).filter(|_| is_time)?;
    (!name.is_empty() && name.chars().count() <= 60).then_some((name, from))
}
