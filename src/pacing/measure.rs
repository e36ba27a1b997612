//! From a session to its measures, slot by slot and question by question.

use super::drill::DrillOf;
use super::plan::blank;
use super::question::{Evidence, ShownQuestion};
use super::{
    Audio, GapPacing, Moment, Pacing, QuestionPacing, Reviewed, SlotPacing, Standing, Times, flags,
    sound, where_time_went,
};
use crate::round::{Planned, Slot};
use crate::session::Session;
use crate::session::asked::Kept;
use crate::session::run::{QuestionRun, SlotRun};
use crate::session::silence::{Hearing, Talk};
use crate::session::timeline::{Account, Timeline};
use crate::text::clean_line;
use crate::time::{Elapsed, Stretch};

/// Measures a session, up to the last moment that is known of.
pub fn measure(session: &Session) -> Pacing {
    let timeline = Timeline::of(session);
    let hearing = Hearing::of(&timeline);
    let audio = audio(&timeline, &hearing);
    let evidence =
        Evidence { session, timeline: &timeline, hearing: &hearing, tells: audio.tells() };
    let header = &session.header;
    let mut slots: Vec<SlotPacing> = header
        .round
        .slots
        .iter()
        .zip(&timeline.slots)
        .map(|(planned, run)| evidence.slot(planned, run))
        .collect();
    for question in slots.iter_mut().flat_map(|slot| &mut slot.questions) {
        question.kept_back = !timeline.finished && question.shown.is_none();
    }
    let flags = flags::of(session, &slots);
    Pacing {
        id: header.id.to_string(),
        title: clean_line(&header.round.title),
        template: clean_line(&header.round.template),
        seed: header.round.seed,
        speed: header.speed,
        strict: header.strict,
        started: header.started.zoned().clone(),
        standing: match timeline.left {
            _ if timeline.finished => Standing::Finished,
            Some(why) => Standing::Left(why),
            None => Standing::Unfinished,
        },
        times: times(&timeline),
        audio,
        limits: header.limits.clone(),
        gaps: evidence.gaps(),
        debrief: timeline.debrief.as_deref().map(clean_line).filter(|text| !text.is_empty()),
        next: flags
            .first()
            .and_then(|worst| DrillOf::again(&slots[worst.slot], worst.question).command()),
        flags,
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
        let now = self.timeline.now();
        let end = run.ended.map_or(now, |(at, _)| at);
        let ran = |began: Elapsed, at: Elapsed| self.timeline.running(began, at);
        let question = |(position, question): (usize, &Planned)| QuestionPacing {
            planned_start: planned.planned_start(position),
            ..match run.began.zip(run.questions.get(position)) {
                Some((began, of)) => self.question(question, of, began, end),
                None => blank(question),
            }
        };
        let questions: Vec<QuestionPacing> =
            planned.questions.iter().enumerate().map(question).collect();
        SlotPacing {
            kind: planned.kind,
            title: clean_line(&planned.title),
            planned: planned.length,
            spare: planned.spare(),
            actual: run.began.map(|began| ran(began, end)),
            wall_clock: run.began.map(|began| self.session.wall_clock(began)),
            ended: run.began.zip(run.ended).map(|(began, (at, _))| {
                let in_slot = ran(began, at);
                Moment { elapsed: at, in_slot, in_question: in_slot }
            }),
            unattended: run.is_unattended(),
            self_rating: run
                .ratings
                .iter()
                .map(|(of, rating)| (Kept::read(&clean_line(of.as_str())), *rating))
                .collect(),
            reviews: run.reviews.iter().map(Reviewed::from).collect(),
            spent: where_time_went::of(planned.spare(), &questions),
            sound: run.began.map_or_else(Vec::new, |began| {
                sound::of(self.timeline, self.hearing, self.tells, began, end)
            }),
            questions,
        }
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
        let now = self.timeline.now();
        let place = |at: Elapsed| {
            let within = |run: &SlotRun| {
                run.began.is_some_and(|began| began <= at)
                    && run.ended.is_none_or(|(end, _)| at < end)
            };
            let slot = self.timeline.slots.iter().position(within)?;
            let open = |run: &QuestionRun| {
                run.shown.is_some_and(|shown| shown <= at)
                    && run.ended.map_or(now, |(end, _)| end) > at
            };
            Some((slot, self.timeline.slots[slot].questions.iter().position(open)))
        };
        let gap = |&Stretch { from, to }: &Stretch| GapPacing {
            place: place(from),
            from,
            wall_clock: self.session.wall_clock(from),
            length: to - from,
        };
        self.timeline.gaps.iter().map(gap).collect()
    }
}
