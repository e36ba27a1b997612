//! `mockround drill`: a run of one slot of one kind of question, of one phase, or of one story.

use std::process::ExitCode;

use anyhow::bail;

use super::{Context, build, history, play, stories};
use crate::cli::{BuildArgs, DrillArgs, DrillQuestions, Rehearsed};
use crate::live::machine::clock;
use crate::practice::recall::{self, DrillDue};
use crate::practice::words as practice;
use crate::round::part::Part;
use crate::round::template::Template;
use crate::round::{Difficulty, QuestionId, QuestionKind, Round};
use crate::stories::ladder;
use crate::text::counted;
use crate::word::Word as _;

/// Runs a drill.
///
/// # Errors
/// As `mockround run`; no such story.
pub(super) fn run(context: &Context, args: &DrillArgs) -> anyhow::Result<ExitCode> {
    match args.what.rehearsed() {
        Rehearsed::Questions(kind, part, args) => questions(context, kind, part, args),
        Rehearsed::Story(id, ..) => story(context, id),
    }
}

fn questions(
    context: &Context,
    kind: QuestionKind,
    part: Part,
    args: &DrillQuestions,
) -> anyhow::Result<ExitCode> {
    let round = round(context, kind, part, args)?;
    play::begin(context, round, args.begin.build.show_questions)
}

/// The round of a drill.
///
/// # Errors
/// As `mockround run`.
pub(super) fn round(
    context: &Context,
    kind: QuestionKind,
    part: Part,
    args: &DrillQuestions,
) -> anyhow::Result<Round> {
    let mut template = build::drill(context, kind)?;
    if !part.narrow(&mut template, kind, args.count) {
        bail!("the template {} has no phase {:?}", template.name, part.phase().unwrap_or_default());
    }
    match args.due {
        true => due_round(context, &template, (kind, part), &args.begin.build),
        false => build::round(context, &template, &args.begin.build, part),
    }
}

/// A round in which what is due comes first, of what else is wished for. Where nothing is, that is
/// said, and any are drawn.
fn due_round(
    context: &Context,
    template: &Template,
    (kind, part): (QuestionKind, Part),
    build: &BuildArgs,
) -> anyhow::Result<Round> {
    let past = history::read(context)?;
    let due = recall::due(&past.practised, clock::wall().date());
    let mut hard = Vec::new();
    let round = build::round_of(context, template, build, part, |bank, wishes| {
        let found = recall::drill_due(&due, bank, (kind, part), |of| wishes.ask_for(of));
        if found.questions.is_empty() {
            let all = recall::drill_due(&due, bank, (kind, part), |_| true);
            context.note(&nothing_due(kind, &found, all.questions.len()));
        }
        wishes.due = found.questions;
        let is_hard = |id: &&QuestionId| {
            let of = bank.get(id.as_str()).and_then(|entry| entry.question.difficulty);
            kind.hard_fills_a_slot() && of == Some(Difficulty::Hard)
        };
        hard = wishes.due.iter().filter(is_hard).map(ToString::to_string).collect();
    })?;
    let asked = || round.slots.iter().flat_map(|slot| &slot.questions);
    hard.retain(|id| asked().all(|planned| planned.question.id.as_str() != id));
    if asked().count() > 1 && !hard.is_empty() {
        let hard = hard.join(", ");
        context.note(&format!("due, but too hard to share a slot: {hard}; add --count 1 for one"));
    }
    Ok(round)
}

/// What is said where no question is due that a drill could ask: whether anything else is.
fn nothing_due(kind: QuestionKind, found: &DrillDue, elsewhere: usize) -> String {
    let in_any: Vec<String> = found.in_any.iter().map(practice::name).collect();
    if !in_any.is_empty() {
        return format!("due in {}: {}; any question asks for it", kind.word(), in_any.join(", "));
    }
    let elsewhere = match elsewhere {
        0 => String::new(),
        others => {
            let others = counted(others, "question is", "questions are");
            format!(" of what you ask for ({others} due beside it)")
        }
    };
    format!("nothing is due in {}{elsewhere}: drawn as ever", kind.word())
}

/// Drills a story; without one, lists them.
fn story(context: &Context, id: Option<&str>) -> anyhow::Result<ExitCode> {
    let Some(id) = id else {
        let listed = stories::list(context)?;
        context.note("which one? `mockround drill story ID`, or the beginning of its id");
        return Ok(listed);
    };
    let bank = stories::load(context)?;
    let story = stories::find(&bank, id)?;
    if story.parts.iter().all(Option::is_none) {
        bail!(
            "story {} has no part written yet: `mockround stories check` says what it lacks",
            story.id
        );
    }
    play::begin(context, ladder::round(story, &context.settings.limits), false)
}
