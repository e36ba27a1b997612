//! From a session to its measures, slot by slot and question by question.

use std::collections::BTreeMap;

use super::flags::Found;
use super::plan::blank;
use super::question::{Evidence, ShownQuestion};
use super::{
    Audio, GapPacing, HowFar, Moment, Pacing, QuestionPacing, Reviewed, SlotPacing, Times, flags,
    sound, where_time_went,
};
use crate::round::{Planned, Slot};
use crate::session::Session;
use crate::session::delivery::Delivery;
use crate::session::hearing::Hearing;
use crate::session::rateable::Rateable;
use crate::session::run::{QuestionRun, SlotRun};
use crate::session::silence::Talk;
use crate::session::timeline::{Account, Timeline};
use crate::text::GivenText;
use crate::time::Elapsed;

/// Measures a session, up to the last moment that is known of.
pub(crate) fn measure(session: &Session) -> Pacing {
    measured(session, &Timeline::of(session), true)
}

/// As [`measure`], of a session that is folded already, and only what figures and flags are made
/// of: what only reports show is left out, which is a slot's sound, what a question asked, and what
/// its answer is compared with. Who reads many sessions needs no more.
pub(crate) fn measure_figures(session: &Session, timeline: &Timeline) -> Pacing {
    measured(session, timeline, false)
}

fn measured(session: &Session, timeline: &Timeline, is_for_report: bool) -> Pacing {
    let hearing = Hearing::of(timeline);
    let audio = audio(timeline, &hearing);
    let evidence = Evidence {
        session,
        timeline,
        hearing: &hearing,
        delivery: &Delivery::of(timeline, &hearing),
        is_for_report,
        tells: audio.tells(),
    };
    let header = &session.header;
    let mut slots = Vec::new();
    for (planned, run) in header.round.slots.iter().zip(&timeline.slots) {
        slots.push(evidence.slot(planned, run));
    }
    let Found { flags, notes } = flags::of(session, &slots);
    Pacing {
        id: GivenText::from(header.id.as_str()),
        title: GivenText::from(&header.round.title),
        template: GivenText::from(&header.round.template),
        seed: header.round.seed,
        speed: header.speed,
        strict: header.strict,
        level: header.level,
        started: header.started.zoned().clone(),
        standing: match timeline.left {
            _ if timeline.finished => HowFar::Finished,
            Some(why) => HowFar::Left(why),
            None => HowFar::Unfinished,
        },
        times: times(timeline),
        audio,
        limits: header.limits.clone(),
        gaps: evidence.gaps(),
        sounds: timeline.sounds.clone(),
        recordings: timeline.recordings.clone(),
        debrief: timeline.debrief.as_deref().map(GivenText::from).filter(GivenText::shows),
        earlier: None,
        flags,
        notes,
        slots,
    }
}

fn times(timeline: &Timeline) -> Times {
    let spent = |account| timeline.spent(account, Elapsed::ZERO, timeline.now());
    Times {
        elapsed: timeline.now().since_began(),
        running: spent(Account::Running),
        waiting: spent(Account::Waiting),
        paused: spent(Account::Paused),
        gap: spent(Account::Gap),
    }
}

fn audio(timeline: &Timeline, hearing: &Hearing) -> Audio {
    let now = timeline.now();
    let heard = hearing.heard_running(timeline, Elapsed::ZERO, now);
    Audio {
        source: timeline.heard.source(),
        heard,
        unknown: timeline.running(Elapsed::ZERO, now).saturating_sub(heard),
        speech: !hearing.speech().is_empty(),
        levels: timeline.heard.levels(),
    }
}

impl Evidence<'_> {
    fn slot(&self, planned: &Slot, run: &SlotRun) -> SlotPacing {
        let end = run.ended.map_or(self.timeline.now(), |(at, _)| at);
        let mut questions = Vec::new();
        for (position, question) in planned.questions.iter().enumerate() {
            let asked = match (run.began, run.questions.get(position)) {
                (Some(began), Some(of)) => self.question(question, of, began, end),
                (None, _) | (_, None) => blank(question),
            };
            questions.push(QuestionPacing {
                planned_start: planned.planned_start(position),
                kept_back: !self.timeline.finished && asked.shown.is_none(),
                ..asked
            });
        }
        let mut self_rating = BTreeMap::new();
        for (dimension, rating) in &run.ratings {
            self_rating.insert(dimension.clone(), *rating);
        }
        let mut slot = SlotPacing {
            kind: planned.kind,
            rated: Rateable::of(planned),
            title: GivenText::from(&planned.title),
            planned: planned.length,
            spare: planned.spare(),
            actual: None,
            wall_clock: None,
            ended: None,
            marked: run.is_marked(),
            unattended: run.is_unattended(),
            self_rating,
            rated_by: run.rated_by.iter().cloned().collect(),
            reviews: run.reviews.iter().map(Reviewed::from).collect(),
            spent: where_time_went::of(planned.spare(), &questions),
            sound: Vec::new(),
            questions,
        };
        if let Some(began) = run.began {
            let ran = self.timeline.running(began, end);
            let ended = Moment { elapsed: end, in_slot: ran, in_question: ran };
            slot.actual = Some(ran);
            slot.wall_clock = Some(self.session.wall_clock(began));
            slot.ended = run.ended.map(|_| ended);
            if self.is_for_report {
                slot.sound = sound::of(self.timeline, self.hearing, self.tells, began, end);
            }
        }
        slot
    }

    fn question(
        &self,
        planned: &Planned,
        run: &QuestionRun,
        began: Elapsed,
        slot_end: Elapsed,
    ) -> QuestionPacing {
        let Some(shown) = run.shown else { return blank(planned) };
        let end = self.timeline.question_end(run).min(slot_end).max(shown);
        let limits = &self.session.header.limits;
        let talk =
            self.tells.then(|| Talk::of(self.timeline, self.hearing, planned, run, limits, end));
        ShownQuestion { evidence: self, planned, run, began, shown, end, talk }.measure()
    }

    fn gaps(&self) -> Vec<GapPacing> {
        let known = self.timeline.gaps.iter().map(|gap| (gap.from, Some(gap.length())));
        let unknown = self.timeline.unknown_gaps.iter().map(|at| (*at, None));
        let mut gaps = Vec::new();
        for (from, length) in known.chain(unknown) {
            let (place, wall_clock) = (self.place(from), self.session.wall_clock(from));
            gaps.push(GapPacing { place, from, wall_clock, length });
        }
        gaps.sort_by_key(|gap| gap.from);
        gaps
    }

    /// The slot and the question that were open at a point.
    fn place(&self, at: Elapsed) -> Option<(usize, Option<usize>)> {
        let is_open = |run: &SlotRun| {
            run.began.is_some_and(|began| began <= at) && run.ended.is_none_or(|(end, _)| at < end)
        };
        let is_asked = |run: &QuestionRun| {
            let end = run.ended.map_or(self.timeline.now(), |(end, _)| end);
            run.shown.is_some_and(|shown| shown <= at) && at < end
        };
        let slot = self.timeline.slots.iter().position(is_open)?;
        Some((slot, self.timeline.slots[slot].questions.iter().position(is_asked)))
    }
}
