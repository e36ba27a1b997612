//! From what happened in a question to its measures.

use std::time::Duration;

use super::plan::{answers, blank, reference};
use super::{
    AnswerKnown, AskedText, CodePacing, CodeRun, FirstAnswer, KeptBackRun, LongestSilence, Moment,
    PhasePacing, PressedPacing, Pressing, ProbePacing, QuestionPacing, SilentStretch, SpokenPacing,
    Star, Stay, StoryTold, Thought, ToldAnswer, flags, phases, silence,
};
use crate::round::limits::{Limit, Verdict};
use crate::round::pressure::{GOOD_CUT, WHAT_TO_CUT};
use crate::round::star::StarPart;
use crate::round::{Planned, Twist};
use crate::session::Session;
use crate::session::delivery::Delivery;
use crate::session::event::{Pressure, QuestionEnd, Utterance};
use crate::session::given::Given;
use crate::session::hearing::Hearing;
use crate::session::run::{CodeCheck, Correction, QuestionRun, ShownProbe};
use crate::session::silence::{FirstWords, LastWords, Silence, Talk};
use crate::session::timeline::{Account, Timeline};
use crate::text::GivenText;
use crate::time::{Elapsed, Stretch};
use crate::word::Word;

/// What a session is measured by.
pub(super) struct Evidence<'a> {
    pub(super) session: &'a Session,
    pub(super) timeline: &'a Timeline,
    pub(super) hearing: &'a Hearing,
    pub(super) delivery: &'a Delivery,
    pub(super) tells: bool,
    /// Whether what only reports show is worked out.
    pub(super) is_for_report: bool,
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
        let mut blank = blank(self.planned);
        let phases = self.phases(std::mem::take(&mut blank.phases), &stays);
        let words = self.talk.as_ref().map_or(FirstWords::Unknown, |talk| talk.first_words);
        let (first_words, wordless) = match words {
            FirstWords::At { at, after } => {
                (Some(Moment { in_question: after, ..self.moment(at) }), None)
            }
            FirstWords::NotIn(time) => (None, Some(time)),
            FirstWords::Unknown => (None, None),
        };
        let gaps = self.gaps();
        let (short_silences, silent_stretches) = self
            .silences_past_limit(&stays, answer)
            .into_iter()
            .partition(|silence| silence.verdict == Verdict::OnTime);
        let reported = self.evidence.is_for_report.then_some(&self.planned.question);
        let compared = reported.filter(|_| self.run.ended.is_some());
        let limit = self.evidence.session.header.limits.interrupted;
        // One that nobody knows the length of may have been longer.
        let interrupted = gaps.iter().any(|(_, length)| length.is_none_or(|length| length > limit));
        QuestionPacing {
            shown: Some(self.moment(self.shown)),
            ended: self.run.ended.map(|(_, how)| (self.moment(self.end), how)),
            actual: Some(self.evidence.timeline.running(self.shown, self.end)),
            first_words,
            wordless,
            first_answer: self.first_answer(),
            told,
            answer,
            star: self.star(&phases),
            story: self.run.story.as_deref().map(StoryTold::new),
            spoken: self.spoken(),
            talking_share: self.share(&[Stretch { from: self.shown, to: self.end }]),
            longest_silence: self.longest_of_all(answer),
            interrupted,
            silent_stretches,
            short_silences,
            code: self.code(),
            probes: self.probes(),
            pressed: self.pressed(),
            twist: self.run.twist.map(|at| self.moment(at)),
            hints: self.hints(),
            facts: self.facts(),
            never_asked: self.never_asked(),
            thinks: self.thinks(),
            pauses: self.pauses(),
            gaps,
            unasked: self.unasked(),
            reference: compared.map(|question| reference(&question.brief)),
            answers: compared.map_or_else(Vec::new, answers),
            asked: reported.map(AskedText::new),
            points_asked: self.run.made.is_some(),
            phases,
            stays,
            ..blank
        }
    }

    fn moment(&self, at: Elapsed) -> Moment {
        let timeline = self.evidence.timeline;
        Moment {
            elapsed: at,
            in_slot: timeline.running(self.began, at),
            in_question: timeline.running(self.shown, at),
        }
    }

    /// The mark of the first answer, or what the review says of it.
    fn mark(&self) -> Option<Moment> {
        match self.run.correction {
            Some(Correction::Never) => None,
            Some(Correction::At(after) | Correction::Late(after)) => {
                if let Some(marked) = self.run.first_answer.map(|at| self.moment(at))
                    && marked.in_question == after
                {
                    return Some(marked);
                }
                let at = self.evidence.timeline.point(Account::Running, self.shown, after);
                let moment = self.moment(at.unwrap_or(self.end).min(self.end));
                Some(Moment { in_question: after, ..moment })
            }
            None => self.run.first_answer.map(|at| self.moment(at)),
        }
    }

    fn first_answer(&self) -> FirstAnswer {
        let asked = is_asked(self.planned);
        let skipped = matches!(self.run.ended, Some((_, QuestionEnd::Skipped)));
        let known = match (self.run.correction, self.run.first_answer) {
            _ if !asked => AnswerKnown::NotAsked,
            (Some(Correction::At(_)), _) => AnswerKnown::Corrected,
            (Some(Correction::Late(_)), _) => AnswerKnown::Marked,
            (Some(Correction::Never), _) => AnswerKnown::Never,
            (None, Some(_)) => AnswerKnown::Marked,
            (None, None) if skipped => AnswerKnown::NotAsked,
            (None, None) => AnswerKnown::Unknown,
        };
        let at = if asked { self.mark() } else { None };
        let answered = at.map_or(self.shown, |at| at.elapsed);
        let paused = self.evidence.timeline.spent(Account::Paused, self.shown, answered);
        FirstAnswer { known, at, paused }
    }

    /// When a told answer was over: at its mark, at the move to what follows it, or where the
    /// candidate ended a question in which nothing follows it.
    fn told(&self) -> Option<Moment> {
        self.planned.limits.answer?;
        let last = self.planned.phases.len().saturating_sub(1);
        let answer = self.planned.answer_phase().unwrap_or(last);
        let over = match (self.run.moves.values().find(|to| to.to > answer), self.run.ended) {
            (Some(moved), _) => Some(moved.at),
            // Where the clock ended it, nobody said that the answer was over.
            (None, Some((_, QuestionEnd::Done))) if answer == last => Some(self.end),
            (None, _) => None,
        };
        match self.run.correction {
            Some(Correction::Never) => None,
            Some(Correction::At(_) | Correction::Late(_)) | None => {
                self.mark().or_else(|| Some(self.moment(over?)))
            }
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

    /// The phases, of which nothing is known yet but their plan.
    fn phases(&self, mut phases: Vec<PhasePacing>, stays: &[Stay]) -> Vec<PhasePacing> {
        let times = phases::times(self.planned, self.run, stays);
        for (position, (phase, (actual, over_at))) in phases.iter_mut().zip(times).enumerate() {
            let mut spent = Vec::new();
            for stay in stays {
                if stay.phase() == Some(position) && actual.is_some() {
                    spent.push(stay.stretch());
                }
            }
            phase.actual = actual;
            phase.over_at = over_at;
            phase.talking_share = self.share(&spent);
            phase.longest_silence = self.longest_silence(position, &spent);
            let shown = (!self.planned.hides_points()).then_some(&self.run.ticked);
            let shown = shown.filter(|ticked| !ticked.is_empty());
            for (item, of) in phase.checklist.iter_mut().enumerate() {
                of.made = match &self.run.made {
                    Some(said) => said.says((position, item)),
                    None => shown.map(|ticked| ticked.contains(&(position, item))),
                };
            }
            phase.covered = self.covered(position);
        }
        phases
    }

    fn code(&self) -> Option<CodePacing> {
        let run = |run: &CodeCheck| CodeRun { at: self.moment(run.at), came: run.came };
        let runs: Vec<CodeRun> = self.run.checks.iter().map(run).collect();
        let before_answer = runs.first().and_then(|first| match self.first_answer() {
            FirstAnswer { at: Some(at), .. } => Some(first.at.in_question < at.in_question),
            FirstAnswer { known: AnswerKnown::Never, .. } => Some(true),
            _ => None,
        });
        let cases = self.run.cases.as_ref().map(|cases| KeptBackRun {
            passed: cases.passed,
            of: cases.of,
            failed: cases.failed.as_ref().map(GivenText::from),
        });
        let was_run = !runs.is_empty() || cases.is_some();
        was_run.then_some(CodePacing { runs, before_answer, cases })
    }

    fn hints(&self) -> Vec<(Moment, GivenText)> {
        let all = self.planned.question.brief.hints();
        let hint =
            |(at, id): &(Elapsed, usize)| Some((self.moment(*at), GivenText::from(all.get(*id)?)));
        self.run.hints.iter().filter_map(hint).collect()
    }

    fn facts(&self) -> Vec<(Option<Moment>, GivenText)> {
        let all = self.planned.facts();
        let given = self.run.facts.iter().map(|(at, fact)| (Some(self.moment(*at)), *fact));
        let said = self.run.facts_said.iter().filter(|fact| !self.is_given(**fact));
        given
            .chain(said.map(|fact| (None, *fact)))
            .filter_map(|(at, fact)| Some((at, GivenText::from(&all.get(fact)?.name))))
            .collect()
    }

    fn is_given(&self, fact: usize) -> bool {
        self.run.facts.iter().any(|(_, given)| *given == fact)
    }

    fn never_asked(&self) -> Vec<(GivenText, GivenText)> {
        let is_asked = |fact| self.is_given(fact) || self.run.facts_said.contains(&fact);
        let facts = self.planned.facts().into_iter().enumerate();
        let never = facts.filter(|(number, _)| !is_asked(*number));
        never.map(|(_, of)| (GivenText::from(&of.name), GivenText::from(&of.line()))).collect()
    }

    /// What was ticked in a phase of the checklist of its kind. Where the question has no tick,
    /// what was covered is not known.
    fn covered(&self, phase: usize) -> Option<Vec<GivenText>> {
        let is_known = self.planned.hides_points() && !self.run.ticked.is_empty();
        let items = self.planned.ticked(phase);
        let ticked = |(item, _): &(usize, &&str)| self.run.ticked.contains(&(phase, *item));
        let covered = items.iter().enumerate().filter(ticked);
        is_known.then(|| covered.map(|(_, item)| GivenText::from(*item)).collect())
    }

    fn probes(&self) -> Vec<ProbePacing> {
        let asked = self.run.asked(self.planned);
        let next = asked.iter().skip(1).map(|probe| probe.at).chain([self.end]);
        let mut probes = Vec::new();
        for (probe, until) in asked.iter().zip(next) {
            let text = self.planned.probes(probe.phase).get(probe.id);
            let phase = self.planned.phases.get(probe.phase);
            let (Some(text), Some(phase)) = (text, phase) else { continue };
            let talk = self.talk.as_ref().filter(|_| probe.is_met() || self.is_aloud(probe, until));
            probes.push(ProbePacing {
                at: self.moment(probe.at),
                phase: GivenText::from(&phase.name),
                by: probe.by,
                by_itself: probe.is_unasked(),
                text: GivenText::from(text),
                response: talk.and_then(|talk| talk.words_after(probe.at, until)),
            });
        }
        probes
    }

    fn pressed(&self) -> Vec<PressedPacing> {
        let Some(plan) = &self.planned.pressure else { return Vec::new() };
        let is_plan = |says: Given| {
            matches!(says, Given::FirstAnswer { .. } | Given::Phase { .. } | Given::Tick { .. })
        };
        let mut pressed = Vec::new();
        for &(at, how) in &self.run.pressed {
            let (says, good) = match how {
                Pressure::Interruption => (plan.says.as_str(), plan.good.as_str()),
                Pressure::WhatToCut => (WHAT_TO_CUT, GOOD_CUT),
            };
            let marks = self.run.marks.iter().filter(|mark| !mark.never && mark.at > at);
            let next = marks.filter(|mark| is_plan(mark.says)).map(|mark| mark.at).min();
            let back = next.filter(|_| how == Pressure::Interruption);
            pressed.push(PressedPacing {
                at: self.moment(at),
                how: Pressing::InAny(how),
                says: says.into(),
                good: good.into(),
                back: back.map(|back| self.evidence.timeline.running(at, back)),
            });
        }
        pressed.extend(self.pressed_change());
        pressed.sort_by_key(|of| of.at.in_question);
        pressed
    }

    /// The change of a design that the candidate didn't ask for.
    fn pressed_change(&self) -> Option<PressedPacing> {
        let at = self.run.twist.filter(|_| !self.run.twist_marked)?;
        let Twist { ask, good } = self.planned.question.brief.twist()?;
        let (says, good) = (ask.as_str().into(), good.as_str().into());
        Some(PressedPacing { at: self.moment(at), how: Pressing::Twist, says, good, back: None })
    }

    /// Whether a probe was said aloud.
    fn is_aloud(&self, probe: &ShownProbe, until: Elapsed) -> bool {
        let mut said = self.evidence.timeline.said.iter();
        said.any(|(of, what)| {
            *what == Utterance::Probe && (probe.at..until.max(probe.at)).contains(&of.from)
        })
    }

    fn unasked(&self) -> Vec<GivenText> {
        let mut phases = 0..self.planned.phases.len();
        let Some(phase) = phases.find(|phase| self.planned.opens_with_probe(*phase)) else {
            return Vec::new();
        };
        if self.run.ended.is_none() {
            return Vec::new();
        }
        let asked = self.run.asks(self.planned);
        let probes = self.planned.probes(phase).iter();
        probes.filter(|probe| !asked.contains(probe.as_str())).map(Into::into).collect()
    }

    fn spoken(&self) -> SpokenPacing {
        let timeline = self.evidence.timeline;
        let running = timeline.spans_to(self.end).filter(|span| span.account == Account::Running);
        let question = Stretch { from: self.shown, to: self.end };
        let parts = running.map(|span| Stretch { from: span.from, to: span.to }.within(question));
        let parts: Vec<Stretch> = parts.filter(|part| !part.is_empty()).collect();
        SpokenPacing::of(self.evidence.delivery.within(&parts), |at| self.moment(at))
    }

    fn share(&self, stretches: &[Stretch]) -> Option<f64> {
        let talk = self.talk.as_ref()?;
        let (mut heard, mut spoken) = (Duration::ZERO, Duration::ZERO);
        for stretch in stretches {
            heard += talk.heard(stretch.from, stretch.to);
            spoken += talk.spoken(stretch.from, stretch.to);
        }
        (!heard.is_zero()).then(|| spoken.as_secs_f64() / heard.as_secs_f64())
    }

    fn longest_silence(&self, phase: usize, stretches: &[Stretch]) -> Option<Duration> {
        let talk = self.talk.as_ref()?;
        let spoke = talk.spoke_from()?;
        let is_heard = |of: &Stretch| !talk.heard(of.from.max(spoke), of.to).is_zero();
        if !stretches.iter().any(is_heard) {
            return None;
        }
        let mut longest = Duration::ZERO;
        for silence in &talk.silences {
            let is_in = || stretches.iter().any(|of| of.overlaps(stretch(silence)));
            if silence.phase == phase && is_in() {
                longest = longest.max(silence.length);
            }
        }
        Some(longest)
    }

    fn longest_of_all(&self, answer: Option<ToldAnswer>) -> Option<LongestSilence> {
        let talk = self.talk.as_ref()?;
        let heard = talk.heard(talk.spoke_from()?, self.end);
        let longest = talk.silences.iter().max_by_key(|silence| silence.length);
        let pause = longest.and_then(|silence| self.pause(silence, answer));
        let limit = match longest {
            Some(silence) => pause.or(silence.limit),
            None => self.planned.phases.iter().filter_map(|phase| phase.silence).min_by_key(late),
        };
        (!heard.is_zero()).then_some(LongestSilence {
            length: longest.map_or(Duration::ZERO, |silence| silence.length),
            limit: limit.map(|limit| limit.late),
            tolerance: silence::tolerance(pause.is_some()),
        })
    }

    /// What a silence inside the answer is held against.
    fn pause(&self, silence: &Silence, answer: Option<ToldAnswer>) -> Option<Limit> {
        let is_inside = answer.is_some_and(|answer| {
            answer.from.elapsed <= silence.from && silence.to <= answer.to.elapsed
        });
        self.planned.limits.pause.filter(|_| is_inside)
    }

    /// The silences at or past their limit. Those past it by less than the tolerance are on time.
    fn silences_past_limit(
        &self,
        stays: &[Stay],
        answer: Option<ToldAnswer>,
    ) -> Vec<SilentStretch> {
        let Some(talk) = &self.talk else { return Vec::new() };
        let mut found = Vec::new();
        for silence in &talk.silences {
            let pause = self.pause(silence, answer);
            let Some(limit) = pause.or(silence.limit) else { continue };
            let tolerance = if pause.is_some() { flags::PAUSE } else { flags::SILENCE };
            let Some(verdict) = tolerance.below(limit, silence.length) else { continue };
            found.push(SilentStretch {
                from: self.moment(silence.from),
                to: self.moment(silence.to),
                length: silence.length,
                phase: self.phase_of(silence, stays),
                limit,
                verdict,
                in_answer: pause.is_some(),
            });
        }
        found
    }

    /// The phase that a silence belongs to, where the marks tell that it was in it.
    fn phase_of(&self, silence: &Silence, stays: &[Stay]) -> Option<GivenText> {
        let phase = self.planned.phases.get(silence.phase)?;
        let mut known = stays.iter().filter(|stay| stay.phase() == Some(silence.phase));
        let is_known = known.any(|stay| stay.stretch().overlaps(stretch(silence)));
        is_known.then(|| GivenText::from(&phase.name))
    }

    fn star(&self, phases: &[PhasePacing]) -> Option<Star> {
        self.planned.limits.answer?;
        let [mut setup, mut action, mut whole] = [Duration::ZERO; 3];
        let mut ended = self.moment(self.shown);
        for part in StarPart::ALL {
            let phase = phases.iter().find(|phase| phase.name.whole() == part.word())?;
            let took = phase.actual?;
            match part {
                StarPart::Situation | StarPart::Task => setup += took,
                StarPart::Action => action = took,
                StarPart::Result => {}
            }
            whole += took;
            ended = ended.max(phase.over_at?);
        }
        (!whole.is_zero()).then_some(Star { setup, action, whole, ended })
    }

    fn thinks(&self) -> Vec<Thought> {
        let excused = self.evidence.session.header.limits.thinks;
        let excused = usize::try_from(excused).unwrap_or(usize::MAX);
        let mut thinks = Vec::new();
        for (position, think) in self.run.thinks.values().enumerate() {
            thinks.push(Thought {
                from: self.moment(think.from),
                to: self.moment(think.to.map_or(self.end, |(at, _)| at)),
                excused: position < excused,
            });
        }
        thinks
    }

    fn pauses(&self) -> Vec<(Moment, Duration)> {
        let mut paused = Vec::new();
        for span in self.evidence.timeline.spans_to(self.end) {
            if span.account == Account::Paused {
                paused.push(Stretch { from: span.from, to: span.to });
            }
        }
        self.within(&paused)
    }

    fn gaps(&self) -> Vec<(Moment, Option<Duration>)> {
        let timeline = self.evidence.timeline;
        let known = self.within(&timeline.gaps).into_iter();
        let mut gaps: Vec<_> = known.map(|(from, length)| (from, Some(length))).collect();
        for &at in &timeline.unknown_gaps {
            let is_over = self.run.ended.is_some_and(|(ended, _)| ended <= at);
            if (self.shown..=self.end).contains(&at) && !is_over {
                gaps.push((self.moment(at), None));
            }
        }
        gaps.sort_by_key(|(from, _)| from.elapsed);
        gaps
    }

    /// The parts of some stretches that lie in the question: when each begins, and how long it is.
    fn within(&self, stretches: &[Stretch]) -> Vec<(Moment, Duration)> {
        let question = Stretch { from: self.shown, to: self.end };
        let mut parts = Vec::new();
        for stretch in stretches {
            let part = stretch.within(question);
            if !part.is_empty() {
                parts.push((self.moment(part.from), part.length()));
            }
        }
        parts
    }
}

fn late(limit: &Limit) -> Duration {
    limit.late
}

fn stretch(silence: &Silence) -> Stretch {
    Stretch { from: silence.from, to: silence.to }
}

/// Whether a question asks for a first answer: in the other kinds the mark says that the answer is
/// told.
fn is_asked(planned: &Planned) -> bool {
    let answered = planned.question.kind().answered();
    !answered.is_told() && planned.answer_phase().is_some()
}
