//! What is said of how it was spoken: beside one's own norm, as it was recorded, and never a
//! verdict. It says nothing of how clear somebody speaks, of what is usual for others, or of words.

use super::blocks::Block;
use crate::pacing::{Pacing, QuestionPacing, SlotPacing, SoftPart, TempoPart};
use crate::session::delivery::{NotKnown, Pausing, Phrases};
use crate::time::m_ss;

/// Each answer that was heard, slot by slot.
pub(super) fn blocks(pacing: &Pacing) -> Vec<Block> {
    let mut blocks = Vec::new();
    for slot in pacing.slots.iter().filter(|slot| slot.actual.is_some()) {
        let lines = lines(slot);
        if !lines.is_empty() {
            blocks.extend([Block::Heading(slot.title.shown()), Block::List(lines)]);
        }
    }
    if !blocks.is_empty() {
        blocks.push(Block::Line(CAVEAT.to_string()));
    }
    blocks
}

/// What all of it depends on.
const CAVEAT: &str = "beats are what could be heard of syllables, and softer is as it was \
    recorded, with the microphone's automatic gain off: compare rounds made with the same set-up";

/// What is known of a slot. Nothing, where how it was spoken was not kept.
fn lines(slot: &SlotPacing) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, question) in slot.questions.iter().enumerate() {
        let parts = answer(question);
        if !parts.is_empty() {
            let place = match slot.questions.len() {
                1 => String::new(),
                _ => format!("question {}: ", at + 1),
            };
            lines.push(format!("{place}{}", parts.join(" · ")));
        }
        lines.extend(question.spoken.unusual.iter().map(tempo));
        lines.extend(question.spoken.soft.iter().flatten().map(softer));
    }
    lines
}

fn answer(question: &QuestionPacing) -> Vec<String> {
    let spoken = &question.spoken;
    let mut parts = Vec::new();
    match spoken.beats_per_s {
        Err(NotKnown::NotHeard) => return parts,
        Ok(per_s) => parts.push(beats(per_s)),
        Err(why) => parts.push(format!("beats and pauses: unknown, {}", reason(why))),
    }
    parts.extend(spoken.pausing.ok().map(pauses));
    parts.extend(spoken.faded().map(phrases));
    if let Err(why @ (NotKnown::Noise(_) | NotKnown::NoiseUnknown)) = spoken.soft
        && spoken.beats_per_s.is_ok()
    {
        parts.push(format!("softer stretches and phrases: unknown, {}", reason(why)));
    }
    parts
}

/// `about 4.6 syllable beats per second while speaking`.
pub(crate) fn beats(per_s: f64) -> String {
    format!("about {per_s:.1} syllable beats per second while speaking")
}

/// `14 pauses a minute, 3.1 s of speech between pauses`.
pub(crate) fn pauses(Pausing { per_min, mean_run_s }: Pausing) -> String {
    format!("{per_min:.0} pauses a minute, {mean_run_s:.1} s of speech between pauses")
}

/// `7 of 31 phrases ended at least 6 dB softer than they began`.
pub(crate) fn phrases(Phrases { all, faded }: Phrases) -> String {
    format!("{faded} of {all} phrases ended at least 6 dB softer than they began")
}

fn tempo(part: &TempoPart) -> String {
    let TempoPart { from, speech, beats_per_s, usual } = part;
    let (at, speech) = (m_ss(from.in_slot), speech.as_secs());
    format!("from {at}: {speech} s of speech at {beats_per_s:.1}, your usual is {usual:.1}")
}

fn softer(part: &SoftPart) -> String {
    let (from, to) = (m_ss(part.from.in_slot), m_ss(part.to.in_slot));
    format!("{from}–{to} recorded {:.0} dB softer than your usual level", part.softer_db)
}

/// Why it is not known.
pub(crate) fn reason(why: NotKnown) -> String {
    match why {
        NotKnown::NotHeard => "no speech was heard".to_string(),
        NotKnown::LittleSpeech(least) => format!("it takes {} s of speech", least.as_secs()),
        NotKnown::Noise(gap) => format!("speech was only {gap:.0} dB above the noise"),
        NotKnown::NoiseUnknown => "the room was never heard without speech".to_string(),
    }
}
