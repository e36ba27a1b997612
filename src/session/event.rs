//! What can happen in a session, as it is written to the file: one event, one time.
//! Positions (`slot`, `question`, `phase`, `item`) count from 0, in the order of the plan.

mod how;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::asked::{Dimension, ReviewAsk};
use super::kept::Kept;
use crate::time::{Elapsed, optional_seconds};
pub(crate) use how::{
    By, Correctable, GapWhy, Hesitations, LeftWhy, MicState, Nudge, Pressure, SessionPart,
    ThinkEnd, Utterance,
};
pub use how::{Levels, QuestionEnd, SlotEnd, Source};

/// Something that happened, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When; never before the event written before it.
    pub at: Elapsed,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

impl Event {
    /// Whether an event that says more may have been cut down to this one between two lines: what
    /// it may say and doesn't was written last by earlier versions.
    pub(crate) fn may_be_cut_short(&self) -> bool {
        match &self.what {
            What::Corrected { to, .. } => to.is_none(),
            What::Reviewed { note, .. } => note.is_none(),
            What::Heard { level_db, .. } => level_db.is_none(),
            _ => false,
        }
    }

    /// The positions of the events that this one undoes.
    pub(crate) fn undoes(&self) -> &[usize] {
        if let What::Undone { events } = &self.what { events } else { &[] }
    }
}

/// What happened. A field that may be missing comes before one that may not, so that the last line
/// of an event in a file tells a whole one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum What {
    /// A slot's clock starts.
    SlotBegan {
        /// Its position in the round.
        slot: usize,
    },
    /// A question of the slot is shown, and its first phase begins.
    QuestionShown {
        /// Its position in the slot.
        question: usize,
    },
    /// The candidate moved on to a phase.
    PhaseBegan {
        /// Its position in the question.
        phase: usize,
    },
    /// The answer that the template waits for was given; the phase after the one that it ends
    /// begins.
    FirstAnswer,
    /// The candidate asked for time to think.
    Think,
    /// That time is over.
    ThinkEnded {
        /// By what.
        how: ThinkEnd,
    },
    /// An interviewer's probe was shown; by the key it is taken up, where it was shown before.
    Probe {
        /// The phase that it belongs to, where it isn't that of the marks: the interviewer goes by
        /// the plan without any, and what was asked stays what it was when they are taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phase: Option<usize>,
        /// Its position among the probes of the phase.
        id: usize,
        /// Who asked for it.
        by: By,
    },
    /// A design's changed requirement was told.
    Twist {
        /// Who asked for it.
        by: By,
    },
    /// The interviewer did something on purpose, to see how the candidate takes it.
    Pressed {
        /// What.
        how: Pressure,
    },
    /// The next hint of the question was shown.
    Hint {
        /// Its position among the question's hints.
        id: usize,
    },
    /// The candidate asked for a fact of a terse question, and was told it.
    FactGiven {
        /// Its position among the question's facts.
        fact: usize,
    },
    /// An item of the present phase's checklist was covered.
    Ticked {
        /// Its position in the checklist.
        item: usize,
    },
    /// The candidate had the code of a question run against its examples.
    Checked {
        /// The question's slot; where it isn't said, the question is the one that is open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slot: Option<usize>,
        /// The question of that slot, which may be over before its code was run through.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<usize>,
        /// When it was asked for; where it isn't said, then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<Elapsed>,
        /// How many of them passed.
        passed: usize,
        /// How many there are.
        of: usize,
    },
    /// Such a run has begun, and takes a while. Where nothing follows that says what came of it, it
    /// was broken off.
    CheckBegan {
        /// The question's slot.
        slot: usize,
        /// The question of that slot.
        question: usize,
        /// When it was asked for.
        asked: Elapsed,
    },
    /// Such a run was broken off with the round, before anything came of it.
    CheckCutOff {
        /// The question's slot.
        slot: usize,
        /// The question of that slot.
        question: usize,
        /// When it was asked for.
        asked: Elapsed,
    },
    /// The code as it stood when its question had ended was run against the cases that were kept
    /// back.
    CasesRun {
        /// The slot.
        slot: usize,
        /// The question of that slot.
        question: usize,
        /// The first case that failed, in words; none where all passed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        failed: Option<String>,
        /// How many of them passed.
        passed: usize,
        /// How many there are.
        of: usize,
    },
    /// The question's clock stops.
    QuestionEnded {
        /// By what.
        how: QuestionEnd,
    },
    /// The slot's clock stops.
    SlotEnded {
        /// By what.
        how: SlotEnd,
    },
    /// The clock was stopped by the candidate …
    Paused,
    /// … and started again.
    Resumed,
    /// The tool did not run, until this event's time.
    Gap {
        /// Since when; never after this event's time.
        from: Elapsed,
        /// Why not.
        why: GapWhy,
    },
    /// The round was left unfinished.
    Left {
        /// How it came to that.
        why: LeftWhy,
        /// The wall clock then, RFC 3339.
        wall: String,
    },
    /// The round was taken up again.
    Returned {
        /// Whether nobody knows how long it was away: none of that is in this event's time then.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        away_unknown: bool,
        /// The wall clock then, RFC 3339.
        wall: String,
    },
    /// Earlier events are as if they had never happened.
    Undone {
        /// Their positions in the file, from 0; each before this event's own.
        events: Vec<usize>,
    },
    /// The candidate said afterwards when a mark was due.
    Corrected {
        /// Which kind of mark.
        mark: Correctable,
        /// Which of the question's marks of that kind, from 0, of those that were not undone.
        /// Without it, when the first answer was, marked or not, is all that is said: the phase
        /// that it ended stays as it was marked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        which: Option<usize>,
        /// Running time since the question was shown; without it, it never happened.
        #[serde(default, with = "optional_seconds", skip_serializing_if = "Option::is_none")]
        to: Option<Duration>,
        /// The slot that it is about.
        slot: usize,
        /// The question of that slot.
        question: usize,
    },
    /// The candidate's own rating of a slot.
    Rated {
        /// The slot.
        slot: usize,
        /// The ratings, 1 to 4, by dimension.
        ratings: BTreeMap<Kept<Dimension>, u8>,
    },
    /// What somebody else who was there thinks of a slot, in place of all that they said of it
    /// before.
    RatedBy {
        /// The slot.
        slot: usize,
        /// Their name.
        by: String,
        /// What they noted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Their ratings, 1 to 4, by dimension.
        ratings: BTreeMap<Kept<Dimension>, u8>,
    },
    /// What the candidate answered in the review of a slot.
    Reviewed {
        /// The slot.
        slot: usize,
        /// The question of the slot that it is about, if one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<usize>,
        /// What was asked.
        ask: Kept<ReviewAsk>,
        /// What the candidate added.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// What was answered.
        answer: String,
    },
    /// What the candidate answered in the review so far of a list that didn't stand on one screen.
    /// Of the rest nothing is known until a further event of the list says it.
    ReviewedSoFar {
        /// The slot.
        slot: usize,
        /// The question of the slot that it is about.
        question: usize,
        /// Which list.
        ask: Kept<ReviewAsk>,
        /// How many of its points were asked about, from the first on.
        until: usize,
        /// Which of these were made: their numbers, or `none`.
        answer: String,
    },
    /// Which story was told.
    Story {
        /// The slot in which it was told.
        slot: usize,
        /// The question that it answered.
        question: usize,
        /// The story's id in the story bank.
        id: String,
    },
    /// The one line on what to do differently.
    Debrief {
        /// The line.
        text: String,
    },
    /// The round is over.
    Finished,
    /// From a point of the session on, sound comes from this source. What it hears replaces what
    /// others heard of that time; see [`super::heard`].
    Listening {
        /// What kind of source it is.
        source: Source,
        /// Its name: the microphone's, or the recording's file name.
        device: String,
        /// Where in the session its sound begins.
        offset: Elapsed,
    },
    /// What was heard.
    Heard {
        /// Since when.
        from: Elapsed,
        /// Until when.
        to: Elapsed,
        /// How loud it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level_db: Option<Levels>,
        /// Where in the speech the voice paused, in order, as (from, to). None, where an earlier
        /// version heard, whose spans also end late: after what its detector held on to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pauses: Vec<(Elapsed, Elapsed)>,
        /// The speech in it, in order, as (from, to); gaps of less than 0.25 s are part of it.
        spans: Vec<(Elapsed, Elapsed)>,
    },
    /// How it was spoken in some minutes that were heard, cell by cell of 1.5 s; see
    /// [`super::delivery`].
    Spoken {
        /// When the first cell begins.
        from: Elapsed,
        /// How far speech was above the noise, dB.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        noise_gap_db: Option<f64>,
        /// The cells in which a phrase ended that had faded, counted from 0.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        faded: Vec<usize>,
        /// Beats of syllables, a letter a cell.
        beats: String,
        /// The level of the speech, a letter a cell.
        levels: String,
    },
    /// The microphone's state changed.
    Mic {
        /// What it is now.
        state: Kept<MicState>,
    },
    /// What is heard is stored, and begins in this file.
    SoundStored {
        /// Since when.
        from: Elapsed,
        /// The file's name in the session's folder.
        file: String,
    },
    /// A recording was added to the session, and stays where it is.
    RecordingAdded {
        /// Since when it holds the session's sound.
        from: Elapsed,
        /// Until when.
        to: Elapsed,
        /// Its path: from the session's folder where it lies near, else from the root.
        file: String,
        /// Where in the file the first of that is.
        begins: Elapsed,
        /// Which of its audio tracks was listened to, from 1, where it has several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        track: Option<u16>,
        /// By what the file is known again. Without it, whatever bears its name is taken for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known_by: Option<String>,
    },
    /// The tool itself made a sound.
    Played {
        /// Since when.
        from: Elapsed,
        /// Until when.
        to: Elapsed,
        /// What the interviewer's voice said, where it was that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voice: Option<Utterance>,
    },
    /// An alert was given.
    Nudged {
        /// Which.
        why: Nudge,
    },
    /// The words of the session were written beside it, in place of those before; they may have
    /// been removed since. They stand in no session.
    WordsAdded {
        /// The model that heard them, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        model: Option<String>,
        /// What the transcriber makes of "um" and "uh".
        hesitations: Kept<Hesitations>,
        /// What heard them, or the format of the transcript that they are from.
        tool: String,
    },
    /// The candidate wrote a note. What it says stands in the file of notes, in no session.
    NoteWritten,
    /// The owner removed a part of what belongs to the session: what it names of that before isn't
    /// missed.
    Forgotten {
        /// Which.
        part: Kept<SessionPart>,
    },
    /// What a newer version wrote and this one doesn't know. It keeps its place, so that positions
    /// count as they did; nothing follows from it. It is never written.
    #[serde(skip)]
    Newer,
}

impl What {
    /// Whether it is a mark of a question, or takes one back. That the clock was paused says
    /// nothing of a question.
    pub(crate) fn is_mark(&self) -> bool {
        match self {
            Self::FirstAnswer
            | Self::PhaseBegan { .. }
            | Self::Think
            | Self::ThinkEnded { how: ThinkEnd::Marked }
            | Self::Probe { by: By::Key, .. }
            | Self::Twist { by: By::Key }
            | Self::Hint { .. }
            | Self::FactGiven { .. }
            | Self::Checked { .. }
            | Self::CheckBegan { .. }
            | Self::CheckCutOff { .. }
            | Self::Ticked { .. }
            | Self::Corrected { .. }
            | Self::Undone { .. } => true,
            Self::QuestionEnded { how } => how.is_mark(),
            _ => false,
        }
    }
}
