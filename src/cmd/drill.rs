//! `mockround drill`: a run of one slot of one kind of question, of one phase, or of one story.

use std::process::ExitCode;

use anyhow::bail;

use super::{Context, build, play, stories};
use crate::cli::{DrillArgs, DrillQuestions, Rehearsed};
use crate::round::QuestionKind;
use crate::round::part::Part;
use crate::stories::ladder;

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
    let mut template = build::drill(context, kind)?;
    if !part.narrow(&mut template, kind, args.count) {
        bail!("the template {} has no phase {:?}", template.name, part.phase().unwrap_or_default());
    }
    let round = build::round(context, &template, &args.begin.build, part)?;
    play::begin(context, round, args.begin.build.show_questions)
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
