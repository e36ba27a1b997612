//! From what happened in a question to its measures.

use std::time::Duration;

use super::plan::{blank, reference};
use super::{
    FirstAnswer, Known, Moment, PhasePacing, QuestionPacing, SilentStretch, Star, Stay, StoryTold,
    Thought, ToldAnswer, phases,
};
use crate::round::Planned;
use crate::round::limits::Verdict;
use crate::round::star::StarPart;
use crate::session::Session;
use crate::session::event::QuestionEnd;
use crate::session::run::{Correction, QuestionRun, Think};
use crate::session::silence::{FirstWords, Hearing, LastWords, Silence, Talk};
use crate::session::timeline::{Account, Timeline};
use crate::text::clean_line;
use crate::time::Elapsed;
use crate::word::Word;

/// What a session is measured by.
pub(super) struct Evidence<'a> {
    pub(super) session: &'a Session,
    pub(super) timeline: &'a Timeline,
    pub(super) hearing: &'a Hearing,
    pub(super) tells: bool,
}

/// One question that was shown, and what is asked of it throughout.
pub(super) struct ShownQuestion<'a> {
    pub(super) evidence: &'a Evidence<'a>,
    pub(super) planned: &'a Planned,
    pub(super) run: &'a QuestionRun,
    pub(super) began: Elapsed,
    pub(super) shown: Elapsed,
    pub(super) end: Elapsed,
    /// What was heard in it; `None` where that tells nothing.
    pub(super) talk: Option<Talk>,
}

impl ShownQuestion<'_> {
    pub(super) fn measure(&self) -> QuestionPacing {
        let stays = phases::stays(self.planned, self.run, self.end, |at| self.moment(at));
        let told = self.told();
        let answer = told.and_then(|told| self.answer(told));
        let phases = self.phases(&stays);
        let words = self.talk.as_ref().map_or(FirstWords::Unknown, |talk| talk.first_words);
        let gaps = self.gaps();
        QuestionPacing {
            shown: Some(self.moment(self.shown)),
            ended: self.run.ended.map(|(_, how)| (self.moment(self.end), how)),
            actual: Some(self.evidence.timeline.running(self.shown, self.end)),
            first_words: match words {
                FirstWords::At { at, .. } => Some(self.moment(at)),
                FirstWords::NotIn(_) | FirstWords::Unknown => None,
            },
            wordless: match words {
                FirstWords::NotIn(time) => Some(time),
                FirstWords::At { .. } | FirstWords::Unknown => None,
            },
            first_answer: self.first_answer(),
            told,
            answer,
            star: self.star(&phases),
            story: self
                .run
                .story
                .as_deref()
                .map(|id| StoryTold { id: clean_line(id), before: None }),
            talking_share: self.share(&[(self.shown, self.end)]),
            longest_silence: self.longest_of_all(),
            interrupted: gaps
                .iter()
                .any(|(_, length)| *length > self.evidence.session.header.limits.interrupted),
            silent_stretches: self.silent_stretches(&stays, answer),
            thinks: self.thinks(),
            pauses: self.pauses(),
            gaps,
            unasked: self.unasked(),
            reference: self.run.ended.map(|_| reference(&self.planned.question.brief)),
            phases,
            stays,
            ..blank(self.planned)
        }
    }

    fn moment(&self, at: Elapsed) -> Moment {
        let running = |from| self.evidence.timeline.running(from, at);
        Moment { elapsed: at, in_slot: running(self.began), in_question: running(self.shown) }
    }

    /// The mark of the first answer, or what the review says of it.
    fn mark(&self) -> Option<Moment> {
        match self.run.correction {
            Some(Correction::Never) => None,
            Some(Correction::At(after)) => {
                let at = self.evidence.timeline.point(Account::Running, self.shown, after);
                let moment = self.moment(at.map_or(self.end, |at| at.min(self.end)));
                Some(Moment { in_question: after, ..moment })
            }
            None => self.run.first_answer.map(|at| self.moment(at)),
        }
    }

    fn first_answer(&self) -> FirstAnswer {
        let asked = is_asked(self.planned);
        let skipped = self.run.ended.is_some_and(|(_, how)| how == QuestionEnd::Skipped);
        let known = match (self.run.correction, self.run.first_answer) {
            _ if !asked => Known::NotAsked,
            (Some(Correction::At(_)), _) => Known::Corrected,
            (Some(Correction::Never), _) => Known::Never,
            (None, Some(_)) => Known::Marked,
            (None, None) if skipped => Known::NotAsked,
            (None, None) => Known::Unknown,
        };
        let at = self.mark().filter(|_| asked);
        let paused =
            at.map(|at| self.evidence.timeline.spent(Account::Paused, self.shown, at.elapsed));
        FirstAnswer { known, at, paused: paused.unwrap_or_default() }
    }

    /// When a told answer was over: at its mark, at the move to what follows it, or where the
    /// candidate ended a question in which nothing follows it.
    fn told(&self) -> Option<Moment> {
        self.planned.limits.answer?;
        let last = self.planned.phases.len().saturating_sub(1);
        let answer = self.planned.answer_phase().unwrap_or(last);
        let moved = self.run.moves.iter().find(|to| to.to > answer).map(|to| to.at);
        // Where the clock ended it, nobody said that the answer was over.
        let ended = self.run.ended.filter(|(_, how)| answer == last && *how == QuestionEnd::Done);
        let known = || moved.or(ended.map(|_| self.end)).map(|at| self.moment(at));
        match self.run.correction {
            Some(Correction::Never) => None,
            _ => self.mark().or_else(known),
        }
    }

    fn answer(&self, told: Moment) -> Option<ToldAnswer> {
        let Some(talk) = &self.talk else {
            return Some(ToldAnswer { from: self.moment(self.shown), to: told });
        };
        let from = match talk.first_words {
            FirstWords::At { at, .. } if at < told.elapsed => self.moment(at),
            FirstWords::At { .. } => return None,
            FirstWords::NotIn(_) | FirstWords::Unknown => self.moment(self.shown),
        };
        match talk.last_words(told.elapsed) {
            LastWords::At(at) => Some(ToldAnswer { from, to: self.moment(at) }),
            LastWords::None => None,
            LastWords::Unknown => Some(ToldAnswer { from, to: told }),
        }
    }

    fn phases(&self, stays: &[Stay]) -> Vec<PhasePacing> {
        let times = phases::times(self.planned, self.run, stays);
        let mut phases = blank(self.planned).phases;
        for (position, (phase, (actual, over_at))) in phases.iter_mut().zip(times).enumerate() {
            let known =
                stays.iter().filter(|stay| stay.phase() == Some(position) && actual.is_some());
            let spans: Vec<(Elapsed, Elapsed)> =
                known.map(|stay| (stay.from.elapsed, stay.to.elapsed)).collect();
            phase.actual = actual;
            phase.over_at = over_at;
            phase.talking_share = self.share(&spans);
            phase.longest_silence = self.longest_silence(position, &spans);
            for (item, of) in phase.checklist.iter_mut().enumerate() {
                of.ticked = self.run.ticked.contains(&(position, item));
            }
        }
        phases
    }

    fn unasked(&self) -> Vec<String> {
        let opens =
            (0..self.planned.phases.len()).find(|phase| self.planned.opens_with_probe(*phase));
        let Some(phase) = opens.filter(|_| self.run.ended.is_some()) else { return Vec::new() };
        let probes = self.planned.probes(phase).iter().enumerate();
        let unasked = probes.filter(|(id, _)| !self.run.was_probed(self.planned, phase, *id));
        unasked.map(|(_, probe)| clean_line(probe)).collect()
    }

    fn share(&self, spans: &[(Elapsed, Elapsed)]) -> Option<f64> {
        let talk = self.talk.as_ref()?;
        let heard: Duration = spans.iter().map(|(from, to)| talk.heard(*from, *to)).sum();
        let spoken: Duration = spans.iter().map(|(from, to)| talk.spoken(*from, *to)).sum();
        (!heard.is_zero()).then(|| spoken.as_secs_f64() / heard.as_secs_f64())
    }

    fn longest_silence(&self, phase: usize, spans: &[(Elapsed, Elapsed)]) -> Option<Duration> {
        let talk = self.talk.as_ref()?;
        let spoke = talk.spoke_from()?;
        let heard = spans.iter().any(|(from, to)| !talk.heard((*from).max(spoke), *to).is_zero());
        let belongs = |silence: &&Silence| {
            silence.phase == phase
                && spans.iter().any(|(from, to)| *from < silence.to && silence.from < *to)
        };
        let silences = talk.silences.iter().filter(belongs);
        heard.then(|| silences.map(|silence| silence.length).max().unwrap_or_default())
    }

    fn longest_of_all(&self) -> Option<Duration> {
        let talk = self.talk.as_ref()?;
        let heard = !talk.heard(talk.spoke_from()?, self.end).is_zero();
        heard.then(|| talk.silences.iter().map(|silence| silence.length).max().unwrap_or_default())
    }

    fn silent_stretches(&self, stays: &[Stay], answer: Option<ToldAnswer>) -> Vec<SilentStretch> {
        let Some(talk) = &self.talk else { return Vec::new() };
        let inside = |from: Elapsed, to: Elapsed| {
            answer.is_some_and(|answer| answer.from.elapsed <= from && to <= answer.to.elapsed)
        };
        let stretch = |silence: &Silence| {
            let pause = self.planned.limits.pause.filter(|_| inside(silence.from, silence.to));
            let limit = pause.or(silence.limit)?;
            let verdict = limit.below(silence.length);
            let known = stays.iter().any(|stay| {
                stay.phase() == Some(silence.phase)
                    && stay.from.elapsed < silence.to
                    && silence.from < stay.to.elapsed
            });
            (verdict != Verdict::OnTime).then(|| SilentStretch {
                from: self.moment(silence.from),
                to: self.moment(silence.to),
                length: silence.length,
                phase: self
                    .planned
                    .phases
                    .get(silence.phase)
                    .filter(|_| known)
                    .map(|phase| clean_line(&phase.name)),
                limit,
                verdict,
                in_answer: pause.is_some(),
            })
        };
        talk.silences.iter().filter_map(stretch).collect()
    }

    fn star(&self, phases: &[PhasePacing]) -> Option<Star> {
        self.planned.limits.answer?;
        let part = |part: StarPart| {
            let phase = phases.iter().find(|phase| phase.name == part.word())?;
            phase.actual.zip(phase.over_at)
        };
        let (situation, task) = (part(StarPart::Situation)?, part(StarPart::Task)?);
        let (action, result) = (part(StarPart::Action)?, part(StarPart::Result)?);
        let parts = [situation, task, action, result];
        let whole: Duration = parts.iter().map(|(time, _)| *time).sum();
        let ended = parts.iter().map(|(_, over_at)| *over_at).max()?;
        let ((situation, _), (task, _), (action, _)) = (situation, task, action);
        (!whole.is_zero()).then_some(Star { setup: situation + task, action, whole, ended })
    }

    fn thinks(&self) -> Vec<Thought> {
        let excused =
            usize::try_from(self.evidence.session.header.limits.thinks).unwrap_or(usize::MAX);
        let think = |(position, think): (usize, &Think)| Thought {
            from: self.moment(think.from),
            to: self.moment(think.to.map_or(self.end, |(at, _)| at)),
            excused: position < excused,
        };
        self.run.thinks.iter().enumerate().map(think).collect()
    }

    fn pauses(&self) -> Vec<(Moment, Duration)> {
        let paused = self
            .evidence
            .timeline
            .spans_to(self.end)
            .filter(|span| span.account == Account::Paused);
        self.within(paused.map(|span| (span.from, span.to)))
    }

    fn gaps(&self) -> Vec<(Moment, Duration)> {
        self.within(self.evidence.timeline.gaps.iter().map(|gap| (gap.from, gap.to)))
    }

    fn within(
        &self,
        stretches: impl Iterator<Item = (Elapsed, Elapsed)>,
    ) -> Vec<(Moment, Duration)> {
        let cut = stretches.map(|(from, to)| (from.max(self.shown), to.min(self.end)));
        cut.filter(|(from, to)| from < to)
            .map(|(from, to)| (self.moment(from), to - from))
            .collect()
    }
}

/// Whether a question asks for a first answer: in the other kinds the mark says that the answer is
/// told.
fn is_asked(planned: &Planned) -> bool {
    !planned.question.kind().answered().is_told() && planned.answer_phase().is_some()
}
