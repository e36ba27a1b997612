//! The fold: from events to where the round stands and where its time went. The live screen, the
//! report and the trends all read a session through this one, so they can't differ.

mod afterwards;

use std::collections::BTreeSet;
use std::time::Duration;

use super::delivery::cells_of;
use super::event::{Event, Hesitations, LeftWhy, Nudge, SessionPart, ThinkEnd, Utterance, What};
use super::given::{Given, ThinkOver};
use super::heard::Heard;
use super::kept::Kept;
use super::ledger::Ledger;
pub(crate) use super::ledger::{Account, Accounted};
use super::run::{
    CasesPassed, CodeCheck, Move, QuestionRun, RatingBy, ReviewAnswer, ShownProbe, SlotRun, Think,
};
use super::{Header, Session};
use crate::round::Round;
use crate::text::GivenText;
use crate::time::{Elapsed, Stretch, stretch};

/// Where the round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before the first slot.
    Intro,
    /// In this slot.
    InSlot(usize),
    /// After this slot: review, rating, break.
    After(usize),
}

/// Sound that was stored: a file, to where the next begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SoundFile {
    /// When its sound begins.
    pub(crate) from: Elapsed,
    /// Its name in the session's folder, as the session has it.
    pub(crate) name: String,
    /// Whether its owner removed it.
    pub(crate) is_forgotten: bool,
}

/// A recording that was added to a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AddedRecording {
    /// What it holds of the session.
    pub(crate) of: Stretch,
    /// Its path, as the session has it.
    pub(crate) file: String,
    /// Where in the file the first of that is.
    pub(crate) begins: Duration,
    /// Which of its audio tracks, from 1, where that is known.
    pub(crate) track: Option<u16>,
    /// By what the file is known again, where that was kept.
    pub(crate) known_by: Option<String>,
}

/// A session, folded.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Timeline {
    /// How many events are folded in.
    folded: usize,
    /// The time of the last event.
    now: Elapsed,
    /// What the clock ran on until `now`.
    ledger: Ledger,
    /// Where the round stands.
    pub(crate) place: Place,
    /// Whether the clock is paused.
    pub(crate) paused: bool,
    /// Why the round was left, unless it was taken up again.
    pub(crate) left: Option<LeftWhy>,
    /// Whether the round is over.
    pub(crate) finished: bool,
    /// The slots, as many as planned.
    pub(crate) slots: Vec<SlotRun>,
    /// What to do differently, in the candidate's words.
    pub(crate) debrief: Option<String>,
    /// The gaps, in order and apart; time away counts from when the round was left.
    pub(crate) gaps: Vec<Stretch>,
    /// When it was taken up again after nobody knows how long.
    pub(crate) unknown_gaps: Vec<Elapsed>,
    /// What was heard, and by what.
    pub(crate) heard: Heard,
    /// The files in which sound was stored, in order.
    pub(crate) sounds: Vec<SoundFile>,
    /// The recordings that were added, in that order.
    pub(crate) recordings: Vec<AddedRecording>,
    /// When the tool itself made a sound, but for the interviewer's voice.
    pub(crate) played: Vec<Stretch>,
    /// What the interviewer's voice said, and when.
    pub(crate) said: Vec<(Stretch, Utterance)>,
    /// Where the words beside the session are from.
    pub(crate) words: Option<WordsSource>,
}

/// Where the words of a session are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordsSource {
    /// What heard them, or the format of the transcript.
    pub(crate) tool: String,
    /// The model, where that is known.
    pub(crate) model: Option<String>,
    /// What they have of "um" and "uh".
    pub(crate) hesitations: Kept<Hesitations>,
}

impl Timeline {
    /// The fold of a round in which nothing has happened yet.
    pub(crate) fn new(round: &Round) -> Self {
        Self {
            folded: 0,
            now: Elapsed::ZERO,
            ledger: Ledger::default(),
            place: Place::Intro,
            paused: false,
            left: None,
            finished: false,
            slots: round.slots.iter().map(SlotRun::planned).collect(),
            debrief: None,
            gaps: Vec::new(),
            unknown_gaps: Vec::new(),
            heard: Heard::default(),
            sounds: Vec::new(),
            recordings: Vec::new(),
            played: Vec::new(),
            said: Vec::new(),
            words: None,
        }
    }

    /// The fold of a whole session, up to the last moment at which the tool is known to have run.
    pub(crate) fn of(session: &Session) -> Self {
        let mut timeline = Self::new(&session.header.round);
        timeline.catch_up(session);
        timeline.run_to(session.until);
        timeline
    }

    /// Folds in the events that were appended since the last call. An undo folds everything anew.
    pub(crate) fn catch_up(&mut self, session: &Session) {
        let is_undo = |event: &Event| matches!(event.what, What::Undone { .. });
        if session.events.iter().skip(self.folded).any(is_undo) {
            self.refold(session);
        } else {
            // What earlier undos name was left out when they were folded in.
            self.fold_from(self.folded, session, &BTreeSet::new());
        }
    }

    /// Folds all events anew, without those that were undone.
    fn refold(&mut self, session: &Session) {
        *self = Self::new(&session.header.round);
        self.fold_from(0, session, &session.undone());
    }

    /// Folds in the events from a position on, but for some.
    fn fold_from(&mut self, from: usize, session: &Session, skipped: &BTreeSet<usize>) {
        for (position, event) in session.events.iter().enumerate().skip(from) {
            if !skipped.contains(&position) {
                self.apply(&session.header, event);
            }
        }
        self.folded = session.events.len();
    }

    /// What the clock is running on.
    pub(crate) fn account(&self) -> Account {
        match (self.left, self.paused, self.place) {
            (Some(_), _, _) => Account::Gap,
            (None, true, _) => Account::Paused,
            (None, false, Place::InSlot(_)) => Account::Running,
            (None, false, Place::Intro | Place::After(_)) => Account::Waiting,
        }
    }

    /// The time that the fold has reached.
    pub(crate) fn now(&self) -> Elapsed {
        self.now
    }

    /// Time on an account between two points. Past the last event, the clock goes on as it runs
    /// now.
    pub(crate) fn spent(&self, account: Account, from: Elapsed, to: Elapsed) -> Duration {
        let until = |at: Elapsed| {
            let runs_on = self.account() == account;
            let tail = if runs_on { at.max(self.now) - self.now } else { Duration::ZERO };
            self.ledger.until(account, at) + tail
        };
        until(to).saturating_sub(until(from))
    }

    /// Running time between two points.
    pub(crate) fn running(&self, from: Elapsed, to: Elapsed) -> Duration {
        self.spent(Account::Running, from, to)
    }

    /// The point at which so much time on an account has passed since `from`; `None` if the clock
    /// has not got there and, running as it does now, never will.
    pub(crate) fn point(&self, account: Account, from: Elapsed, time: Duration) -> Option<Elapsed> {
        match self.ledger.point(account, from, time) {
            Ok(at) => Some(at),
            Err(left) => (self.account() == account).then(|| self.now.max(from) + left),
        }
    }

    /// What the clock ran on, in order, up to a point.
    pub(crate) fn spans_to(&self, to: Elapsed) -> impl Iterator<Item = Accounted> + '_ {
        let tail = Accounted { from: self.now, to: to.max(self.now), account: self.account() };
        let all = self.ledger.spans().iter().copied().chain(std::iter::once(tail));
        all.filter(|span| span.to > span.from)
    }

    /// The slot and question that the clock is in.
    pub(crate) fn open(&self) -> Option<(usize, usize)> {
        let Place::InSlot(slot) = self.place else { return None };
        let question = self.slots.get(slot)?.questions.iter().position(QuestionRun::is_open)?;
        Some((slot, question))
    }

    /// When the clock of a question stopped: its end, or for an open one the time that the fold has
    /// reached.
    pub(crate) fn question_end(&self, run: &QuestionRun) -> Elapsed {
        run.ended.map_or(self.now, |(at, _)| at)
    }

    /// Lets the clock run on to a point without an event.
    fn run_to(&mut self, to: Elapsed) {
        self.pass(to, self.account());
    }

    fn pass(&mut self, to: Elapsed, account: Account) {
        if to <= self.now {
            return;
        }
        self.ledger.push(Accounted { from: self.now, to, account });
        if account == Account::Gap {
            stretch::add(&mut self.gaps, Stretch { from: self.now, to });
        }
        self.now = to;
    }

    /// Folds in one event that is not undone.
    pub(super) fn apply(&mut self, header: &Header, event: &Event) {
        let at = event.at.max(self.now);
        if let What::Gap { from, .. } = event.what {
            self.run_to(from.min(at));
            self.pass(at, Account::Gap);
        }
        self.run_to(at);
        match &event.what {
            What::SlotBegan { slot } => {
                if let Some(run) = self.slots.get_mut(*slot) {
                    run.began = Some(at);
                    self.place = Place::InSlot(*slot);
                    self.paused = false;
                }
            }
            What::QuestionShown { question } => {
                if let Some(run) =
                    self.slot_now().and_then(|slot| slot.questions.get_mut(*question))
                {
                    *run = QuestionRun::default();
                    run.shown = Some(at);
                }
            }
            What::SlotEnded { how } => {
                if let Place::InSlot(slot) = self.place {
                    self.slots[slot].ended = Some((at, *how));
                    self.place = Place::After(slot);
                    self.paused = false;
                }
            }
            What::Paused => self.paused = true,
            What::Resumed => self.paused = false,
            What::WordsAdded { tool, model, hesitations } => {
                let (tool, model) = (tool.clone(), model.clone());
                self.words = Some(WordsSource { tool, model, hesitations: hesitations.clone() });
            }
            What::Forgotten { part } if part.is(SessionPart::Sound) => {
                self.sounds.iter_mut().for_each(|sound| sound.is_forgotten = true);
            }
            What::Forgotten { .. }
            | What::Gap { .. }
            | What::Mic { .. }
            | What::Undone { .. }
            | What::NoteWritten
            | What::Newer => {}
            What::Left { why, .. } => self.left = Some(*why),
            What::Returned { away_unknown, .. } => {
                self.left = None;
                self.unknown_gaps.extend(away_unknown.then_some(at));
            }
            What::Finished => self.finished = true,
            What::Debrief { text } => self.debrief = Some(text.clone()),
            What::Rated { slot, ratings } => {
                if let Some(run) = self.slots.get_mut(*slot) {
                    run.ratings = ratings.clone();
                }
            }
            What::RatedBy { slot, by, ratings, note } => {
                if let Some(run) = self.slots.get_mut(*slot) {
                    let note = note.as_ref().map(GivenText::from);
                    run.rate_by(RatingBy { by: by.into(), ratings: ratings.clone(), note });
                }
            }
            What::Reviewed { slot, question, ask, answer, note } => {
                let (question, ask) = (*question, ask.clone());
                let (answer, note) = (answer.clone(), note.clone());
                let said = ReviewAnswer { question, ask, answer, note };
                self.reviewed(&header.round, *slot, said);
            }
            What::ReviewedSoFar { slot, question, ask, until, answer } => {
                let place = (*slot, *question);
                self.points_said(&header.round, place, ask, answer, *until);
            }
            What::Story { slot, question, id } => {
                if let Some(run) = self.slots.get_mut(*slot) {
                    run.tell(*question, id);
                }
            }
            What::Corrected { mark, which, to, slot, question } => {
                self.corrected(header, (*slot, *question), (*mark, *which), *to);
            }
            What::Listening { source, device, offset } => {
                self.heard.listen(*source, device, *offset)
            }
            What::Heard { from, to, spans, pauses, level_db } => {
                self.heard.hear((*from, *to), spans, pauses, *level_db)
            }
            What::Spoken { from, noise_gap_db, faded, beats, levels } => {
                self.heard.speak(cells_of(*from, (beats, levels), faded, *noise_gap_db))
            }
            What::SoundStored { from, file } => {
                self.sounds.push(SoundFile {
                    from: *from,
                    name: file.clone(),
                    is_forgotten: false,
                });
            }
            What::RecordingAdded { from, to, file, begins, track, known_by } => {
                let of = Stretch { from: *from, to: *to };
                let (file, begins, track) = (file.clone(), begins.since_began(), *track);
                let known_by = known_by.clone();
                // The same file again, with another offset perhaps.
                self.recordings.retain(|before| before.file != file);
                self.recordings.push(AddedRecording { of, file, begins, track, known_by });
            }
            What::Played { from, to, voice } => {
                let stretch = Stretch { from: *from, to: *to };
                match voice {
                    Some(what) => self.said.push((stretch, *what)),
                    None => self.played.push(stretch),
                }
            }
            What::PhaseBegan { phase } => self.phase_began(header, at, *phase),
            What::FirstAnswer => self.answered(header, at),
            What::ThinkEnded { how } => self.think_ended(header, at, *how),
            What::QuestionEnded { how } => {
                self.end_think(header, ThinkOver { at, how: ThinkEnd::Marked, by: None });
                if let Some(run) = self.question_now() {
                    run.ended = Some((at, *how));
                }
            }
            What::Think => {
                if let Some(run) = self.question_now() {
                    let mark = run.give(at, Given::Think { ended: None });
                    run.thinks.insert(mark, Think { from: at, to: None });
                }
            }
            What::Probe { phase, id, by } => {
                if let Some(run) = self.question_now() {
                    let (by_plan, phase) = (phase.is_some(), phase.unwrap_or(run.phase()));
                    run.probe(ShownProbe { at, phase, id: *id, by: *by, by_plan, taken_up: None });
                }
            }
            What::Twist { by } => {
                if let Some(run) = self.question_now() {
                    if by.is_mark() {
                        run.give(at, Given::Probe);
                        run.twist_marked = true;
                    }
                    run.twist = Some(at);
                }
            }
            What::Pressed { how } => {
                if let Some(run) = self.question_now() {
                    run.pressed.push((at, *how));
                }
            }
            What::Hint { id } => {
                if let Some(run) = self.question_now() {
                    run.hints.push((at, *id));
                }
            }
            What::FactGiven { fact } => {
                if let Some(run) = self.question_now() {
                    run.facts.push((at, *fact));
                }
            }
            What::Checked { slot, question, asked, passed, of } => {
                let place = slot.zip(*question).or_else(|| self.open());
                self.checked(place, asked.unwrap_or(at).min(at), Some((*passed, *of)));
            }
            What::CheckBegan { slot, question, asked }
            | What::CheckCutOff { slot, question, asked } => {
                self.checked(Some((*slot, *question)), *asked.min(&at), None);
            }
            What::CasesRun { slot, question, failed, passed, of } => {
                let run = self.question_at(*slot, *question);
                // Of an end that was taken back nothing is known.
                if let Some(run) = run.filter(|run| run.ended.is_some()) {
                    run.cases =
                        Some(CasesPassed { passed: *passed, of: *of, failed: failed.clone() });
                }
            }
            What::Ticked { item } => {
                if let Some(run) = self.question_now() {
                    let (phase, item) = (run.phase(), *item);
                    run.give(at, Given::Tick { phase, item });
                    run.ticked.insert((phase, item));
                }
            }
            What::Nudged { why } => {
                if let Some(run) = self.question_now() {
                    run.nudges.insert(*why);
                    if *why == Nudge::Silence {
                        run.silences_told.push(at);
                    }
                }
            }
        }
    }

    /// Code was run that was asked for then.
    fn checked(
        &mut self,
        place: Option<(usize, usize)>,
        asked: Elapsed,
        came: Option<(usize, usize)>,
    ) {
        let run = place.and_then(|(slot, question)| self.question_at(slot, question));
        // A question that was un-shown never was.
        let Some(run) = run else { return };
        let Some(shown) = run.shown else { return };
        // What was run stood there before the end.
        let at = run.ended.map_or(asked, |(ended, _)| asked.min(ended));
        let check = CodeCheck { asked, at: at.max(shown), came };
        // What came of one that had begun.
        let begun = run.checks.iter_mut().rev().find(|of| of.asked == asked && of.came.is_none());
        match begun {
            Some(begun) => *begun = check,
            None => run.checks.push(check),
        }
    }

    fn phase_began(&mut self, header: &Header, at: Elapsed, to: usize) {
        let Some((slot, question)) = self.open() else { return };
        let is_planned = to < header.round.slots[slot].questions[question].phases.len();
        let run = &mut self.slots[slot].questions[question];
        let by = is_planned.then(|| run.give(at, Given::Phase { to }));
        if let Some(mark) = by {
            let moved = Move { at, to, by_answer: false, passes: false, given: at };
            run.moves.insert(mark, moved);
        }
        self.end_think(header, ThinkOver { at, how: ThinkEnd::Marked, by });
    }

    fn answered(&mut self, header: &Header, at: Elapsed) {
        let Some((slot, question)) = self.open() else { return };
        let planned = &header.round.slots[slot].questions[question];
        let run = &mut self.slots[slot].questions[question];
        let to = planned.phase_after_answer(run.phase());
        let mark = run.give(at, Given::FirstAnswer { to });
        run.first_answer = Some(at);
        if let Some(to) = to {
            let moved = Move { at, to, by_answer: true, passes: false, given: at };
            run.moves.insert(mark, moved);
        }
        self.end_think(header, ThinkOver { at, how: ThinkEnd::Marked, by: Some(mark) });
    }

    fn think_ended(&mut self, header: &Header, at: Elapsed, how: ThinkEnd) {
        let Some(run) = self.question_now().filter(|run| run.thinking().is_some()) else { return };
        let by = (how == ThinkEnd::Marked).then(|| run.give(at, Given::ThinkEnd));
        self.end_think(header, ThinkOver { at, how, by });
    }

    /// Ends the open question's think: at its limit, though a mark that ended it sooner was taken
    /// back.
    fn end_think(&mut self, header: &Header, ended: ThinkOver) {
        let Some((slot, question)) = self.open() else { return };
        let Some(think) = self.slots[slot].questions[question].thinking() else { return };
        let limit = self.point(Account::Running, think.from, header.limits.think);
        self.slots[slot].questions[question].end_think(ended, limit);
    }

    fn slot_now(&mut self) -> Option<&mut SlotRun> {
        match self.place {
            Place::InSlot(slot) => self.slots.get_mut(slot),
            Place::Intro | Place::After(_) => None,
        }
    }

    fn question_now(&mut self) -> Option<&mut QuestionRun> {
        let (slot, question) = self.open()?;
        self.question_at(slot, question)
    }

    fn question_at(&mut self, slot: usize, question: usize) -> Option<&mut QuestionRun> {
        self.slots.get_mut(slot)?.questions.get_mut(question)
    }
}

#[cfg(test)]
mod tests;
