//! The JSON report, a stable machine interface: [`SCHEMA`] changes when a field changes its meaning
//! or goes. Times are seconds. What was not measured is `null`, never 0.

mod shape;

use self::shape::{
    AnswerSummaryOut, AudioOut, CasesOut, FactOut, FlagOut, HintOut, PhaseOut, PressedOut,
    ProbeOut, QuestionOut, RatedByOut, ReportOut, ReviewOut, RunOut, Seconds, SessionOut, Share,
    SlotOut, SlotSummaryOut, StoryOut, StretchOut, SummaryOut, ThinkOut,
};
use super::measure_fields::MeasureFields;
use super::summary;
use crate::pacing::measures::{JSON_ANSWERS, JSON_CODE, JSON_SPEECH};
use crate::pacing::summary::{AnswerSummary, SlotSummary};
use crate::pacing::{
    CodeRun, Flag, HowFar, KeptBackRun, Moment, Pacing, PhasePacing, PressedPacing, ProbePacing,
    QuestionPacing, Reviewed, SilentStretch, SlotPacing, StoryTold, Thought,
};
use crate::session::event::Source;
use crate::session::rfc3339;
use crate::session::run::RatingBy;
use crate::text::{GivenText, escape_json};
use crate::word::Word;

/// The number of the interface that this version writes.
pub(crate) const SCHEMA: u32 = 1;

/// What wrote it, e.g. `mockround 0.1.0`.
pub(crate) const TOOL: &str = concat!("mockround ", env!("CARGO_PKG_VERSION"));

/// The report as JSON, indented, with a newline at its end.
pub(crate) fn render(pacing: &Pacing) -> String {
    let report = report(pacing);
    escape_json(&serde_json::to_string_pretty(&report).unwrap_or_default()) + "\n"
}

fn report(pacing: &Pacing) -> ReportOut<'_> {
    let tomorrow = summary::tomorrow(pacing);
    ReportOut {
        schema: SCHEMA,
        tool: TOOL,
        session: SessionOut {
            id: &pacing.id,
            title: &pacing.title,
            template: &pacing.template,
            seed: pacing.seed,
            speed: pacing.speed,
            strict: pacing.strict,
            level: pacing.level.map(Word::word),
            started: rfc3339(&pacing.started),
            finished: pacing.standing == HowFar::Finished,
            elapsed_s: Seconds(pacing.times.elapsed),
            running_s: Seconds(pacing.times.running),
            waiting_s: Seconds(pacing.times.waiting),
            paused_s: Seconds(pacing.times.paused),
            gap_s: Seconds(pacing.times.gap),
        },
        audio: AudioOut {
            source: match pacing.audio.source {
                Some(Source::Microphone) => "microphone",
                Some(Source::Recording) => "recording",
                None => "none",
            },
            heard_s: pacing.audio.source.map(|_| Seconds(pacing.audio.heard)),
            unknown_s: Seconds(pacing.audio.unknown),
        },
        flags: pacing.flags.iter().map(flag).collect(),
        notes: pacing.notes.iter().map(flag).collect(),
        slots: pacing.slots.iter().map(slot).collect(),
        debrief: pacing.debrief.as_ref(),
        next: tomorrow.as_ref().map(|of| of.command.clone()),
        summary: SummaryOut {
            slots: pacing.slots.iter().map(slot_summary).collect(),
            good: summary::good(pacing),
            changed: summary::changed(pacing),
            worst: summary::worst(pacing),
            tomorrow,
        },
    }
}

fn slot_summary(slot: &SlotPacing) -> SlotSummaryOut {
    let summary = SlotSummary::of(slot);
    SlotSummaryOut {
        kind: slot.kind.word(),
        first_answers: summary.first_answers.iter().map(answer_summary).collect(),
        longest_silence_s: summary.longest_silence.map(|of| Seconds(of.length)),
        used_s: slot.actual.map(Seconds),
        planned_s: Seconds(slot.planned),
        reached: summary.reached,
        of: slot.questions.len(),
    }
}

fn answer_summary(answer: &AnswerSummary) -> AnswerSummaryOut {
    AnswerSummaryOut {
        value_s: answer.value.map(Seconds),
        limit_s: Seconds(answer.limit),
        verdict: answer.verdict.word(),
    }
}

fn flag(flag: &Flag) -> FlagOut<'_> {
    FlagOut {
        kind: flag.kind.word(),
        severity: flag.severity.word(),
        slot: flag.slot,
        question: flag.question,
        phase: flag.phase.as_ref(),
        at_s: Seconds(flag.at),
        at_elapsed_s: Seconds(flag.at_elapsed.since_began()),
        clock: &flag.wall_clock,
        value_s: flag.value.map(Seconds),
        limit_s: flag.limit.map(Seconds),
        text: flag.sentence(),
    }
}

fn slot(slot: &SlotPacing) -> SlotOut<'_> {
    SlotOut {
        kind: slot.kind.word(),
        title: &slot.title,
        planned_s: Seconds(slot.planned),
        actual_s: slot.actual.map(Seconds),
        self_rating: (!slot.self_rating.is_empty()).then_some(&slot.self_rating),
        rated_by: slot.rated_by.iter().map(rated_by).collect(),
        reviewed: slot.reviews.iter().map(reviewed).collect(),
        questions: slot.questions.iter().map(question).collect(),
    }
}

fn question(question: &QuestionPacing) -> QuestionOut<'_> {
    let seen = question.seen();
    let fields = |measures| MeasureFields { measures, question: Some(question), with_limit: false };
    let mut silent_stretches = None;
    if question.talking_share.is_some() {
        silent_stretches = Some(question.silent_stretches.iter().map(stretch).collect());
    }
    QuestionOut {
        id: seen.map(|(id, _)| id),
        title: seen.map(|(_, title)| title),
        statement: question.asked.as_ref().map(|asked| &asked.statement),
        answers: fields(&JSON_ANSWERS),
        story: question.story.as_ref().map(story),
        speech: fields(&JSON_SPEECH),
        code: fields(&JSON_CODE),
        runs: question.code.iter().flat_map(|code| &code.runs).map(code_run).collect(),
        cases: question.code.as_ref().and_then(|code| code.cases.as_ref()).map(cases),
        interrupted: question.interrupted,
        phases: question.phases.iter().map(phase).collect(),
        silent_stretches,
        probes: question.probes.iter().map(probe).collect(),
        pressed: question.pressed.iter().map(pressed).collect(),
        hints: question.hints.iter().map(hint).collect(),
        facts_asked: question.facts.iter().map(fact).collect(),
        facts_never_asked: question.never_asked.iter().map(|(name, _)| name).collect(),
        thinks: question.thinks.iter().map(think).collect(),
        typed: &question.typed,
    }
}

fn code_run(run: &CodeRun) -> RunOut {
    let (passed, of) = run.came.unzip();
    RunOut { at_s: Seconds(run.at.in_question), passed, of }
}

fn cases(cases: &KeptBackRun) -> CasesOut<'_> {
    CasesOut { passed: cases.passed, of: cases.of, failed: cases.failed.as_ref() }
}

fn probe(probe: &ProbePacing) -> ProbeOut<'_> {
    ProbeOut {
        at_s: Seconds(probe.at.in_question),
        phase: &probe.phase,
        by: probe.by.word(),
        text: &probe.text,
        response_s: probe.response.map(Seconds),
    }
}

fn pressed(of: &PressedPacing) -> PressedOut<'_> {
    PressedOut {
        at_s: Seconds(of.at.in_question),
        how: of.how.word(),
        text: &of.says,
        back_on_plan_s: of.back.map(Seconds),
    }
}

fn hint((at, hint): &(Moment, GivenText)) -> HintOut<'_> {
    HintOut { at_s: Seconds(at.in_question), hint }
}

fn fact((at, name): &(Option<Moment>, GivenText)) -> FactOut<'_> {
    FactOut { at_s: at.map(|at| Seconds(at.in_question)), name }
}

fn story(StoryTold { id, before }: &StoryTold) -> StoryOut<'_> {
    StoryOut {
        id,
        told_30d: before.map(|before| before.lately),
        last_told: before.and_then(|before| Some(before.last?.to_string())),
    }
}

fn reviewed(review: &Reviewed) -> ReviewOut<'_> {
    ReviewOut {
        question: review.question,
        ask: review.ask.as_str(),
        answer: &review.answer,
        note: review.note.as_ref(),
    }
}

fn rated_by(of: &RatingBy) -> RatedByOut<'_> {
    RatedByOut { by: &of.by, rating: &of.ratings, note: of.note.as_ref() }
}

fn phase(phase: &PhasePacing) -> PhaseOut<'_> {
    let items = |made| phase.points(Some(made)).map(|of| &of.item).collect();
    let known = |made| phase.knows_points().then(|| items(made));
    PhaseOut {
        name: &phase.name,
        planned_s: Seconds(phase.planned),
        actual_s: phase.actual.map(Seconds),
        talking_share: phase.talking_share.map(Share),
        longest_silence_s: phase.longest_silence.map(Seconds),
        ticked: known(true),
        missed: known(false),
        covered: phase.covered.as_deref(),
    }
}

fn stretch(stretch: &SilentStretch) -> StretchOut<'_> {
    StretchOut {
        start_s: Seconds(stretch.from.in_question),
        end_s: Seconds(stretch.to.in_question),
        phase: stretch.phase.as_ref(),
        severity: stretch.verdict.word(),
    }
}

fn think(think: &Thought) -> ThinkOut {
    ThinkOut { start_s: Seconds(think.from.in_question), end_s: Seconds(think.to.in_question) }
}

#[cfg(test)]
mod tests;
