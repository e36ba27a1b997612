//! `mockround drill`: a run of one slot of one kind of question, of one phase, or of one story.

use std::process::ExitCode;

use anyhow::bail;

use super::{Context, build, history, play, stories};
use crate::cli::{BuildArgs, DrillArgs, DrillQuestions, Rehearsed, WrongUsage};
use crate::live::machine::clock;
use crate::practice::recall::{self, DrillDue};
use crate::practice::words as practice;
use crate::round::part::Part;
use crate::round::probes::{self, ProbesOf};
use crate::round::template::Template;
use crate::round::{Difficulty, QuestionId, QuestionKind, Round};
use crate::stories::ladder;
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
    if let Some(wrong) = part.probes().and_then(|of| wrong_usage(of, args)) {
        return Err(WrongUsage(wrong).into());
    }
    let round = round(context, kind, part, args)?;
    play::begin(context, round, args.begin.build.show_questions)
}

/// What a drill of probes can't be asked.
fn wrong_usage(of: ProbesOf, args: &DrillQuestions) -> Option<String> {
    let kind = of.kind.filter(|kind| of.phase.is_some() && !kind.has_phase_drill());
    match kind {
        Some(kind) => {
            Some(format!("--phase is of designs: leave it out, or --kind {}", kind.word()))
        }
        None if !args.begin.build.question.is_empty() => Some(
            "`drill probes` asks what the bank's questions hold: put yours into a .toml file of \
             the questions folder, and leave --question out"
                .to_string(),
        ),
        None => None,
    }
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
    let mut template = match part.probes() {
        Some(_) => probes::template(),
        None => build::drill(context, kind)?,
    };
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
    let what = part.probes().map_or(kind.word(), |_| "probes");
    let mut hard = Vec::new();
    let round = build::round_of(context, template, build, part, |bank, wishes| {
        let found = recall::drill_due(&due, bank, (kind, part), |of| wishes.ask_for(of));
        let said = found.questions.is_empty().then(|| {
            // Whatever part of them is asked for.
            let all = match part.probes().map(|_| ProbesOf::default()) {
                None => recall::drill_due(&due, bank, (kind, Part::Whole), |_| true),
                Some(of) => {
                    let all = build::whole_bank(&context.workspace);
                    let bank = all.map(|all| of.of_bank(&all.bank)).unwrap_or_default();
                    recall::drill_due(&due, &bank, (kind, Part::Probes(of)), |_| true)
                }
            };
            nothing_due(what, &found, &all)
        });
        wishes.due = found.questions;
        let is_hard = |id: &&QuestionId| {
            let of = bank.get(id.as_str()).and_then(|entry| entry.question.difficulty);
            kind.hard_fills_a_slot() && of == Some(Difficulty::Hard)
        };
        hard = wishes.due.iter().filter(is_hard).map(ToString::to_string).collect();
        said.into_iter().collect()
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
fn nothing_due(what: &str, found: &DrillDue, all: &DrillDue) -> String {
    let in_any: Vec<String> = found.in_any.iter().map(practice::name).collect();
    if !in_any.is_empty() {
        return format!("due in {what}: {}; any question asks for it", in_any.join(", "));
    }
    let mut beside: Vec<String> = all.counted().into_iter().collect();
    beside.extend(all.in_any.iter().map(practice::name));
    let is_one = all.due + all.themes + all.in_any.len() == 1;
    let are = if is_one { "is" } else { "are" };
    let elsewhere = match beside.is_empty() {
        true => String::new(),
        false => format!(" of what you ask for ({} {are} due beside it)", beside.join(", ")),
    };
    format!("nothing is due in {what}{elsewhere}: drawn as ever")
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
