//! What became of a slot and of its questions, as the timeline folds it.

mod last_said;
mod marks;
mod points;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

pub(crate) use self::last_said::LastSaid;
use self::marks::MarkIndex;
pub(crate) use self::points::{PointsMade, SaidSoFar};
use super::asked::{Dimension, ReviewAsk};
use super::event::{By, Nudge, Pressure, QuestionEnd, SlotEnd, ThinkEnd};
use super::given::{Given, GivenMark, ThinkOver};
use super::kept::Kept;
use crate::round::handout::Obtained;
use crate::round::{Planned, Slot};
use crate::text::GivenText;
use crate::time::Elapsed;

/// What became of a slot.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct SlotRun {
    /// When it began.
    pub(crate) began: Option<Elapsed>,
    /// When and how it ended.
    pub(crate) ended: Option<(Elapsed, SlotEnd)>,
    /// Its questions, as many as planned.
    pub(crate) questions: Vec<QuestionRun>,
    /// The candidate's own rating: dimension → 1 to 4.
    pub(crate) ratings: BTreeMap<Kept<Dimension>, u8>,
    /// What others who were there think of it, by their names in small letters, in the order in
    /// which they said so first.
    pub(crate) rated_by: LastSaid<String, RatingBy>,
    /// What the candidate answered in the review, in the order in which they said so last.
    pub(crate) reviews: LastSaid<(Option<usize>, Kept<ReviewAsk>), ReviewAnswer>,
}

/// What somebody else who was there thinks of a slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RatingBy {
    /// Their name.
    pub(crate) by: GivenText,
    /// Dimension → 1 to 4.
    pub(crate) ratings: BTreeMap<Kept<Dimension>, u8>,
    /// What they noted.
    pub(crate) note: Option<GivenText>,
}

/// An answer given in the review of a slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReviewAnswer {
    /// The question of the slot that it is about, if one.
    pub(crate) question: Option<usize>,
    /// What was asked.
    pub(crate) ask: Kept<ReviewAsk>,
    /// What was answered.
    pub(crate) answer: String,
    /// What the candidate added.
    pub(crate) note: Option<String>,
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct QuestionRun {
    /// When it was shown; `None` if it was not reached.
    pub(crate) shown: Option<Elapsed>,
    /// When and how it ended.
    pub(crate) ended: Option<(Elapsed, QuestionEnd)>,
    /// Its marks, in the order in which they were given.
    pub(crate) marks: Vec<GivenMark>,
    /// Where these are found, once one is corrected.
    index: Option<Box<MarkIndex>>,
    /// The moves from phase to phase, in order, by the position of the mark that made each; it
    /// begins in phase 0.
    pub(crate) moves: BTreeMap<usize, Move>,
    /// When the first answer was, as it is marked.
    pub(crate) first_answer: Option<Elapsed>,
    /// What was said of the first answer later.
    pub(crate) correction: Option<Correction>,
    /// The thinks, in order, by the position of the mark that asked for each; only the last can be
    /// open.
    pub(crate) thinks: BTreeMap<usize, Think>,
    /// Checklist items covered, as (phase, item).
    pub(crate) ticked: BTreeSet<(usize, usize)>,
    /// Which of its points were made, by the review; `None` where it doesn't say.
    pub(crate) made: Option<PointsMade>,
    /// The lists of points that the review has asked about in part.
    pub(crate) so_far: BTreeMap<Kept<ReviewAsk>, SaidSoFar>,
    /// Probes shown, in order.
    pub(crate) probes: Vec<ShownProbe>,
    /// Where in these each is, by its phase and its position there, as it was shown first.
    pub(super) first_shown: BTreeMap<(usize, usize), usize>,
    /// When the changed requirement was told, if it was …
    pub(crate) twist: Option<Elapsed>,
    /// … and whether the candidate asked for it.
    pub(crate) twist_marked: bool,
    /// What the interviewer did on purpose, in order.
    pub(crate) pressed: Vec<(Elapsed, Pressure)>,
    /// Hints taken: when, and which.
    pub(crate) hints: Vec<(Elapsed, usize)>,
    /// Facts of a terse question that were asked for: when, and which.
    pub(crate) facts: Vec<(Elapsed, usize)>,
    /// Those that were asked for as the review says, where it says it.
    pub(crate) facts_said: BTreeSet<usize>,
    /// When the code was run against the examples, and what came of it.
    pub(crate) checks: Vec<CodeCheck>,
    /// What came of the cases that were kept back, where they were run.
    pub(crate) cases: Option<CasesPassed>,
    /// Alerts given.
    pub(crate) nudges: BTreeSet<Nudge>,
    /// When each long silence was told.
    pub(crate) silences_told: Vec<Elapsed>,
    /// The story that was told.
    pub(crate) story: Option<String>,
}

impl QuestionRun {
    /// What was given of the question beside what it was opened with.
    pub(crate) fn obtained(&self) -> Obtained {
        let which = |given: &[(Elapsed, usize)]| given.iter().map(|(_, which)| *which).collect();
        Obtained { facts: which(&self.facts), hints: which(&self.hints) }
    }
}

/// A probe that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ShownProbe {
    /// When.
    pub(crate) at: Elapsed,
    /// The phase that it belongs to.
    pub(crate) phase: usize,
    /// Its position among the probes of the phase.
    pub(crate) id: usize,
    /// Who asked.
    pub(crate) by: By,
    /// Whether it came by the plan, and no mark brought it.
    pub(crate) by_plan: bool,
    /// When the candidate said that it is being answered, of one that nobody had asked for.
    pub(crate) taken_up: Option<Elapsed>,
}

impl ShownProbe {
    /// Whether the candidate marked it.
    fn is_marked(&self) -> bool {
        self.by.is_mark() || self.taken_up.is_some()
    }

    /// Whether the candidate is known to have taken notice of it: what was only shown may never
    /// have been read.
    pub(crate) fn is_met(&self) -> bool {
        self.is_marked() || self.by == By::Opening && !self.by_plan
    }

    /// Whether the interviewer asked it by themselves, in the course of the round.
    pub(crate) fn is_unasked(&self) -> bool {
        self.by == By::Interviewer || self.by == By::Opening && self.by_plan
    }
}

/// A run of the code against the examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CodeCheck {
    /// When it was asked for …
    pub(crate) asked: Elapsed,
    /// … and when that counts, which is while its question was asked.
    pub(crate) at: Elapsed,
    /// How many examples passed, and of how many; `None` where it was broken off.
    pub(crate) came: Option<(usize, usize)>,
}

/// What came of the cases that were kept back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CasesPassed {
    /// How many passed.
    pub(crate) passed: usize,
    /// How many there are.
    pub(crate) of: usize,
    /// The first that failed, in words.
    pub(crate) failed: Option<String>,
}

/// A move to a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Move {
    /// When.
    pub(crate) at: Elapsed,
    /// The phase that began.
    pub(crate) to: usize,
    /// Whether the answer mark moved it, which says nothing about the phases that it passed over.
    pub(crate) by_answer: bool,
    /// Whether a move before it never happened, as was said later, which says nothing about them
    /// either.
    pub(crate) passes: bool,
    /// When the mark was given that says so.
    pub(crate) given: Elapsed,
}

/// What the review or a late mark says of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Correction {
    /// It was due this much running time after the question was shown.
    At(Duration),
    /// The same, said by a late mark while the question was asked.
    Late(Duration),
    /// It never happened.
    Never,
}

/// Time asked for to think.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Think {
    /// When it was asked for.
    pub(crate) from: Elapsed,
    /// When and how it ended; `None` while it lasts.
    pub(crate) to: Option<(Elapsed, ThinkEnd)>,
}

impl SlotRun {
    /// A planned slot of which nothing has happened yet.
    pub(super) fn planned(slot: &Slot) -> Self {
        let questions = vec![QuestionRun::default(); slot.questions.len()];
        Self { questions, ..Self::default() }
    }

    /// Takes an answer of the review. Said again, with a note or after thinking again: the last
    /// word counts.
    pub(super) fn review(&mut self, said: ReviewAnswer) {
        let of = (said.question, said.ask.clone());
        self.reviews.forget(&of);
        self.reviews.say(of, said);
    }

    /// Takes what somebody else thinks of it: the last word of each counts.
    pub(super) fn rate_by(&mut self, said: RatingBy) {
        self.rated_by.say(said.by.whole().to_lowercase(), said);
    }

    /// A question was answered with a story, and not with none of them.
    pub(super) fn tell(&mut self, question: usize, story: &str) {
        self.reviews.forget(&(Some(question), ReviewAsk::Story.into()));
        if let Some(run) = self.questions.get_mut(question) {
            run.story = Some(story.to_string());
        }
    }

    /// Whether its time was up and nothing had been marked in it.
    pub(crate) fn is_unattended(&self) -> bool {
        matches!(self.ended, Some((_, SlotEnd::TimeUp))) && !self.is_marked()
    }

    /// Whether the candidate marked anything in it.
    pub(crate) fn is_marked(&self) -> bool {
        self.questions.iter().any(QuestionRun::is_marked)
    }
}

impl QuestionRun {
    /// Whether the candidate marked anything in it.
    fn is_marked(&self) -> bool {
        let ended = self.ended.is_some_and(|(_, how)| how.is_mark());
        let probes = self.probes.iter().filter(|probe| probe.is_marked()).count();
        let asked = [self.ticked.len(), probes, self.hints.len(), self.checks.len()];
        let marks =
            [self.moves.len(), self.thinks.len(), self.facts.len()].into_iter().chain(asked);
        ended || self.first_answer.is_some() || self.twist_marked || marks.sum::<usize>() > 0
    }

    /// What was asked, in words: phases without probes of their own share the question's
    /// follow-ups.
    pub(crate) fn asks<'p>(&self, planned: &'p Planned) -> BTreeSet<&'p str> {
        let asked = self.asked(planned);
        let asks = asked.iter().filter_map(|of| planned.probes(of.phase).get(of.id));
        asks.map(String::as_str).collect()
    }

    /// The probe that a phase which opens with one opens with: its first that no event says was
    /// asked by then; `None` where all were.
    pub(crate) fn opening(&self, planned: &Planned, phase: usize, by: Elapsed) -> Option<usize> {
        let before = self.probes.iter().filter(|of| of.at <= by);
        let asked: BTreeSet<&String> =
            before.filter_map(|of| planned.probes(of.phase).get(of.id)).collect();
        let opens = planned.opens_with_probe(phase);
        planned.probes(phase).iter().position(|ask| !asked.contains(ask)).filter(|_| opens)
    }

    /// Whether a phase has opened with a probe, as an event says.
    pub(crate) fn has_opened(&self, phase: usize) -> bool {
        self.probes.iter().any(|of| of.phase == phase && (of.id == 0 || of.by == By::Opening))
    }

    /// The probes that were shown, in order; where no event says that a phase opened with one, as
    /// in sessions of earlier versions, its beginning does.
    pub(crate) fn asked(&self, planned: &Planned) -> Vec<ShownProbe> {
        let mut asked = self.probes.clone();
        // Once a phase has opened, or had nothing to open with, it stays so: one look at each.
        let mut seen = BTreeSet::new();
        for &Move { at, to: phase, given, .. } in self.moves.values() {
            if !planned.opens_with_probe(phase) || !seen.insert(phase) || self.has_opened(phase) {
                continue;
            }
            if self.opening(planned, phase, given).is_some() {
                // They opened with the first, asked before or not.
                let (id, by, by_plan) = (0, By::Opening, false);
                asked.push(ShownProbe { at, phase, id, by, by_plan, taken_up: None });
            }
        }
        asked.sort_by_key(|probe| probe.at);
        asked
    }

    /// Takes a probe that was shown, or that is taken up now.
    pub(super) fn probe(&mut self, shown: ShownProbe) {
        if shown.by.is_mark() {
            self.give(shown.at, Given::Probe);
            let before = self.first_shown.get(&(shown.phase, shown.id));
            if let Some(before) = before.and_then(|before| self.probes.get_mut(*before)) {
                before.taken_up.get_or_insert(shown.at);
                return;
            }
        }
        self.first_shown.entry((shown.phase, shown.id)).or_insert(self.probes.len());
        self.probes.push(shown);
    }

    /// The phase that the question is in, or was in when it ended.
    pub(crate) fn phase(&self) -> usize {
        self.last_move().map_or(0, |last| last.to)
    }

    /// The move to that phase.
    pub(crate) fn last_move(&self) -> Option<&Move> {
        self.moves.values().next_back()
    }

    /// When the present phase began.
    pub(crate) fn phase_began(&self) -> Option<Elapsed> {
        self.last_move().map(|last| last.at).or(self.shown)
    }

    /// Whether the question is shown and not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.shown.is_some() && self.ended.is_none()
    }

    /// Ends the open think, by a mark or because its time was up; at its limit, if that came first.
    pub(super) fn end_think(&mut self, ended: ThinkOver, limit: Option<Elapsed>) {
        let Some((position, think)) = self.thinks.iter_mut().next_back() else { return };
        if think.to.is_some() {
            return;
        }
        think.to = Some(capped(ended, limit));
        let position = *position;
        if let Some(Given::Think { ended: is }) =
            self.marks.get_mut(position).map(|mark| &mut mark.says)
        {
            *is = Some(ended);
        }
        ended.by.into_iter().for_each(|by| self.ended_by(position, by));
    }

    /// Holds a think to its limit, after its mark or its end was corrected.
    pub(super) fn cap_think(&mut self, think: usize, limit: Option<Elapsed>) {
        if let Some(Given::Think { ended: Some(ended) }) =
            self.marks.get(think).map(|mark| mark.says)
            && let Some(think) = self.thinks.get_mut(&think)
        {
            think.to = Some(capped(ended, limit));
        }
    }

    /// The last think, which may go on.
    pub(crate) fn last_think(&self) -> Option<&Think> {
        self.thinks.values().next_back()
    }

    /// The think that is going on.
    pub(crate) fn thinking(&self) -> Option<Think> {
        self.last_think().copied().filter(|think| think.to.is_none())
    }
}

/// When and how a think ended that has a limit.
fn capped(ended: ThinkOver, limit: Option<Elapsed>) -> (Elapsed, ThinkEnd) {
    match limit {
        Some(limit) if limit < ended.at => (limit, ThinkEnd::Limit),
        _ => (ended.at, ended.how),
    }
}
