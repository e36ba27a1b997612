//! What is kept of a session: what it rehearsed and for how long, what it shows to be known and
//! what not, and what its report says to do next.

mod judged;
#[cfg(test)]
mod tests;

use std::time::Duration;

use jiff::{SignedDuration, ZonedDateTime};

use self::judged::{measured, rated, was_worked_on};
use super::act::{Act, Asks};
use super::matter::{Basis, Matter, Sign};
use crate::pacing::figures::budgets_kept;
use crate::pacing::{DrillOf, FlagKind, HowFar, Pacing, PhasePacing, QuestionPacing, SlotPacing};
use crate::pacing::{first_answer_verdict, phase_verdict, summary};
use crate::round::limits::{Limits, Verdict};
use crate::round::probes::is_probe;
use crate::round::template::Template;
use crate::round::{Planned, QuestionKind, Theme};
use crate::session::Session;
use crate::session::tellings::Telling;

/// What is kept of a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Practised {
    /// Its name.
    pub(crate) id: String,
    /// When it began.
    pub(crate) started: ZonedDateTime,
    /// Whether it counts as a round: it came to its end.
    pub(crate) counts: bool,
    /// The template that it was built from.
    pub(crate) template: String,
    /// In how many of its slots a question was done.
    pub(crate) slots: usize,
    /// How many questions it had.
    pub(crate) questions: usize,
    /// Running time of each kind.
    pub(crate) minutes: Vec<(QuestionKind, Duration)>,
    /// What was rehearsed, a question each that came to its end.
    pub(crate) did: Vec<Did>,
    /// What that shows.
    pub(crate) signs: Vec<Sign>,
    /// Of designs' phases the share of what they may take that was used, by their names.
    pub(crate) phases: Vec<(String, f64)>,
    /// First answers as shares of their limits, by the question's topics.
    pub(crate) topics: Vec<(QuestionKind, Vec<String>, f64)>,
    /// The stories that were told.
    pub(crate) tellings: Vec<Telling>,
    /// What its report says to do next; `None` where nothing was flagged.
    pub(crate) next: Option<Next>,
}

/// What a report says to do next.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Next {
    /// The drill.
    pub(crate) act: Act,
    /// What was worst.
    pub(crate) reason: String,
}

/// What a value is of its limit: what is no flag is within, however little it is past.
fn share(value: Duration, limit: Duration, is_flag: bool) -> f64 {
    let share = value.as_secs_f64() / limit.as_secs_f64().max(1.0);
    if is_flag { share } else { share.min(1.0) }
}

/// A question that was done, as what it rehearsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Did {
    /// Its kind.
    pub(crate) kind: QuestionKind,
    /// Its id.
    pub(crate) question: String,
    /// Its topics.
    topics: Vec<String>,
    /// Its theme.
    pub(super) theme: Option<Theme>,
    /// The only phase that it was asked in, where it was one of a drill of phases.
    pub(crate) phase: Option<String>,
    /// The story that it was a rung of.
    pub(super) story: Option<String>,
}

impl Did {
    /// Whether it was a probe alone.
    pub(super) fn is_probe(&self) -> bool {
        is_probe(self.kind, &self.question)
    }
}

#[cfg(test)]
impl Did {
    /// A whole question of a kind.
    pub(super) fn whole(kind: QuestionKind, question: &str) -> Self {
        let question = question.to_string();
        Self { kind, question, topics: Vec::new(), theme: None, phase: None, story: None }
    }

    /// One phase of a question.
    pub(super) fn phase(kind: QuestionKind, question: &str, phase: &str) -> Self {
        Self { phase: Some(phase.to_string()), ..Self::whole(kind, question) }
    }
}

impl Practised {
    /// What is kept of a session that ran at the speed of the world, as it was measured; `None`
    /// where nothing was done in it.
    pub(crate) fn of(session: &Session, pacing: &Pacing) -> Option<Self> {
        let mut kept = Self {
            id: session.header.id.to_string(),
            started: pacing.started.clone(),
            counts: pacing.standing == HowFar::Finished,
            template: session.header.round.template.clone(),
            slots: 0,
            questions: session.header.round.slots.iter().map(|of| of.questions.len()).sum(),
            minutes: Vec::new(),
            did: Vec::new(),
            signs: Vec::new(),
            phases: Vec::new(),
            topics: Vec::new(),
            tellings: Vec::new(),
            next: next(pacing),
        };
        for (slot, planned) in pacing.slots.iter().zip(&session.header.round.slots) {
            kept.keep_slot(pacing, slot, &planned.questions);
        }
        for (question, budget) in budgets_kept(pacing) {
            if let Some(phase) = budget.only_phase().and_then(|at| question.phases.get(at)) {
                kept.keep_phase((question.kind, phase), budget.is_kept, &pacing.limits);
            }
        }
        kept.habits(pacing);
        (!kept.minutes.is_empty()).then_some(kept)
    }

    fn keep_slot(&mut self, pacing: &Pacing, slot: &SlotPacing, planned: &[Planned]) {
        let Some(actual) = slot.actual.filter(|_| slot.questions.iter().any(was_worked_on)) else {
            return;
        };
        let kind = slot.about();
        match self.minutes.iter_mut().find(|(of, _)| *of == kind) {
            Some((_, minutes)) => *minutes += actual,
            None => self.minutes.push((kind, actual)),
        }
        let rated = rated(slot);
        let before = self.did.len();
        for (question, planned) in slot.questions.iter().zip(planned) {
            let Some(shown) = question.shown else { continue };
            let theme = planned.question.brief.theme();
            let is_done = question.ended.is_some() && was_worked_on(question);
            if is_done {
                self.did.push(did(question, theme));
            }
            if let Some(story) = &question.story {
                let since = i64::try_from(shown.elapsed.since_began().as_nanos());
                let since = SignedDuration::from_nanos(since.unwrap_or(i64::MAX));
                let at = pacing.started.timestamp().checked_add(since);
                let at = at.unwrap_or_else(|_| pacing.started.timestamp());
                self.tellings.push(Telling { story: story.id.whole().to_string(), theme, at });
            }
            if is_done && !question.interrupted {
                self.keep_question(question, theme, rated);
            }
        }
        self.slots += usize::from(self.did.len() > before);
    }

    fn keep_question(
        &mut self,
        question: &QuestionPacing,
        theme: Option<Theme>,
        rated: Option<bool>,
    ) {
        let kind = question.kind;
        let story = match DrillOf::question(question) {
            DrillOf::Story(story) => Some(story),
            DrillOf::Phase(..) | DrillOf::Probes => {
                self.points(question);
                return;
            }
            DrillOf::Kind(..) => question.story.as_ref().map(|story| story.id.whole()),
        };
        let measured = measured(question).map(|met| (met, Basis::Time));
        let judged = measured.or(rated.map(|met| (met, Basis::Rating)));
        let mut sign = |matter, (met, basis)| self.signs.push(Sign { kind, matter, met, basis });
        if let Some((story, met)) = story.zip(measured) {
            sign(Matter::Story(story.to_string()), met);
        }
        if matches!(DrillOf::question(question), DrillOf::Story(_)) {
            return;
        }
        if let Some((theme, met)) = theme.zip(judged) {
            sign(Matter::Theme(theme), met);
        }
        // What is said of its points says more of a question than how its slot was rated.
        if let Some(met) =
            judged.filter(|(_, basis)| *basis == Basis::Time || !question.knows_points())
        {
            sign(Matter::question(question), met);
        }
        if let Some(limit) = question.limits.first_answer
            && let Some(at) = question.first_answer.at
        {
            let is_late = first_answer_verdict(question) != Some(Verdict::OnTime);
            let share = share(at.in_question, limit.late, is_late);
            let topics = question.topics.iter().map(|of| of.whole().to_string()).collect();
            self.topics.push((kind, topics, share));
        }
        self.points(question);
    }

    /// The points of a question, where it is known which of them were made.
    fn points(&mut self, question: &QuestionPacing) {
        for phase in &question.phases {
            for point in &phase.checklist {
                let Some(met) = point.made else { continue };
                self.signs.push(Sign {
                    kind: question.kind,
                    matter: Matter::Point {
                        question: question.id.whole().to_string(),
                        title: question.title.shown(),
                        phase: phase.name.whole().to_string(),
                        point: point.detail.whole().to_string(),
                    },
                    met,
                    basis: Basis::Points,
                });
            }
        }
    }

    fn keep_phase(
        &mut self,
        (kind, phase): (QuestionKind, &PhasePacing),
        is_kept: bool,
        limits: &Limits,
    ) {
        let name = phase.name.whole();
        if !kind.has_phase_drill() || !kind.phase_names().contains(&name) {
            return;
        }
        let matter = Matter::Phase(name.to_string());
        let is_over = phase.actual.is_some_and(|actual| actual > phase.planned);
        let basis = if is_kept || is_over { Basis::Time } else { Basis::Left };
        self.signs.push(Sign { kind, matter, met: is_kept, basis });
        if let Some(actual) = phase.actual {
            let is_over = phase_verdict(limits, phase.planned, actual) != Verdict::OnTime;
            let share = share(actual, limits.phase_allowed(phase.planned), is_over);
            self.phases.push((name.to_string(), share));
        }
    }

    /// What was flagged of a kind, and what could have been and was not.
    fn habits(&mut self, pacing: &Pacing) {
        let is_probe = |of: &QuestionPacing| DrillOf::question(of) == DrillOf::Probes;
        let slots = pacing.slots.iter().enumerate();
        // A minute each says nothing of an interview.
        for slot in slots.filter(|(_, slot)| !slot.questions.iter().all(is_probe)) {
            for habit in HABITS {
                let Some(met) = kept_to(pacing, slot, habit) else { continue };
                let kind = slot.1.about();
                let matter = Matter::Habit(habit);
                self.signs.push(Sign { kind, matter, met, basis: Basis::Time });
            }
        }
    }

    /// Whether it did what a drill is for.
    pub(crate) fn has_done(&self, act: &Act) -> bool {
        match act {
            Act::Round { template: Some(name), .. } => self.template == *name && !self.is_part(),
            Act::Round { template: None, .. } => self.slots > 1,
            Act::Story(id) => self.did.iter().any(|did| did.story.as_ref() == Some(id)),
            Act::Stories => false,
            Act::Drill { kind, asks, .. } => {
                let asks_probes = *asks == Asks::Probes;
                let is_of = |did: &&Did| {
                    did.kind == *kind && did.story.is_none() && did.is_probe() == asks_probes
                };
                let mut did = self.did.iter().filter(is_of);
                match asks {
                    Asks::Any | Asks::Easy | Asks::Probes => did.any(|did| did.phase.is_none()),
                    Asks::Topic(topic) => {
                        did.any(|did| did.phase.is_none() && did.topics.contains(topic))
                    }
                    Asks::Phase(phase) => did.any(|did| did.phase.as_ref() == Some(phase)),
                }
            }
        }
    }

    /// Whether it was a whole round of a template, slot for slot and question for question, however
    /// few those are: a drill of fewer bears the template's name, too.
    pub(super) fn is_whole(&self, template: &Template) -> bool {
        let asks: usize = template.asks().map(|ask| ask.count).sum();
        let is_long = self.slots >= template.slots.len() && self.questions >= asks;
        self.template == template.name && is_long && !self.is_part()
    }

    /// Whether it asked only phases of questions, or probes.
    fn is_part(&self) -> bool {
        self.did.iter().all(|did| did.phase.is_some() || did.is_probe())
    }

    /// The stories that it drilled.
    pub(super) fn stories(&self) -> impl Iterator<Item = &str> {
        self.did.iter().filter_map(|did| did.story.as_deref())
    }

    /// All its running time.
    pub(crate) fn running(&self) -> Duration {
        self.minutes.iter().map(|(_, minutes)| *minutes).sum()
    }
}

/// What a report says to do next: one computation with the report's own.
fn next(pacing: &Pacing) -> Option<Next> {
    let flag = pacing.flags.first()?;
    let whole = |kind, asks| Act::Drill { kind, asks, count: None, due: false };
    let act = match summary::drill_of(pacing, flag) {
        None => Act::Round { template: None, adaptive: false },
        Some(DrillOf::Story(id)) => Act::Story(id.to_string()),
        Some(DrillOf::Probes) => whole(QuestionKind::Foundations, Asks::Probes),
        Some(DrillOf::Phase(kind, phase)) => whole(kind, Asks::Phase(phase.to_string())),
        Some(DrillOf::Kind(kind, Some(topic))) => whole(kind, Asks::Topic(topic.to_string())),
        Some(DrillOf::Kind(kind, None)) => whole(kind, Asks::Any),
    };
    debug_assert_eq!(act.command(), summary::again(pacing, flag));
    Some(Next { act, reason: flag.sentence() })
}

fn did(question: &QuestionPacing, theme: Option<Theme>) -> Did {
    let (mut phase, mut story) = (None, None);
    match DrillOf::question(question) {
        DrillOf::Kind(..) | DrillOf::Probes => {}
        DrillOf::Phase(_, name) => phase = Some(name.to_string()),
        DrillOf::Story(id) => story = Some(id.to_string()),
    }
    Did {
        kind: question.kind,
        question: question.id.whole().to_string(),
        topics: question.topics.iter().map(|of| of.whole().to_string()).collect(),
        theme,
        phase,
        story,
    }
}

/// The flags of a slot that are of no single question or phase: ways to behave.
const HABITS: [FlagKind; 5] = [
    FlagKind::SilentStretch,
    FlagKind::SlowFirstWords,
    FlagKind::StarBalance,
    FlagKind::QuestionNotReached,
    FlagKind::SlotOver,
];

/// Whether a slot has no flag of a kind; `None` where it could not have had any.
fn kept_to(pacing: &Pacing, (at, slot): (usize, &SlotPacing), habit: FlagKind) -> Option<bool> {
    let questions = || slot.questions.iter().filter(|of| of.shown.is_some() && !of.interrupted);
    let is_known = match habit {
        FlagKind::SilentStretch => {
            let heard = |of: &QuestionPacing| of.longest_silence.is_some_and(|of| !of.is_free());
            pacing.audio.tells() && questions().any(heard)
        }
        FlagKind::SlowFirstWords => questions().any(|of| of.first_words.is_some()),
        FlagKind::StarBalance => questions().any(|of| of.star.is_some()),
        FlagKind::QuestionNotReached => slot.ended.is_some() && slot.questions.len() > 1,
        FlagKind::SlotOver => slot.ended.is_some() && slot.marked,
        FlagKind::SlowFirstAnswer
        | FlagKind::NoFirstAnswer
        | FlagKind::AnswerLength
        | FlagKind::ExamplesNeverPassed
        | FlagKind::PhaseOver
        | FlagKind::PhaseMissed => false,
    };
    let is_off = pacing.flags.iter().any(|flag| flag.slot == at && flag.kind == habit);
    (is_known || is_off).then_some(!is_off)
}

impl Matter {
    fn question(question: &QuestionPacing) -> Self {
        Self::Question { id: question.id.whole().to_string(), title: question.title.shown() }
    }
}
