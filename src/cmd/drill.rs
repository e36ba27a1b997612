//! `mockround drill`: a run of one slot of one kind of question, of one phase, or of one story.

use std::process::ExitCode;

use anyhow::bail;

use super::{Context, build, play, stories};
use crate::cli::{self, DrillQuestions, DrillWhat};
use crate::round::QuestionKind;
use crate::round::part::Part;
use crate::stories::ladder;

/// Runs a drill.
///
/// # Errors
/// As `mockround run`; no such story.
pub(super) fn run(context: &Context, args: &cli::DrillArgs) -> anyhow::Result<ExitCode> {
    let (kind, part, questions) = match &args.what {
        DrillWhat::Coding(questions) => (QuestionKind::Coding, Part::Whole, questions),
        DrillWhat::Foundations(questions) => (QuestionKind::Foundations, Part::Whole, questions),
        DrillWhat::Pitch(questions) => (QuestionKind::Pitch, Part::Whole, questions),
        DrillWhat::Behavioral { theme, questions } => {
            (QuestionKind::Behavioral, theme.map_or(Part::Whole, Part::Theme), questions)
        }
        DrillWhat::MlDesign { phase, questions } => {
            (QuestionKind::MlDesign, phase.map_or(Part::Whole, Part::Phase), questions)
        }
        DrillWhat::Story { id, .. } => return story(context, id),
    };
    drill(context, kind, part, questions)
}

fn drill(
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

fn story(context: &Context, id: &str) -> anyhow::Result<ExitCode> {
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
