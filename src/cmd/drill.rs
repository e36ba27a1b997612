//! `mockround drill`: a run of one slot of one kind of question, of one phase, or of one story.

use std::process::ExitCode;

use anyhow::bail;

use super::{Context, build, play, stories};
use crate::cli::{self, DrillQuestions, DrillWhat};
use crate::round::{QuestionKind, Theme, one_phase};
use crate::stories::ladder;

/// How many questions a drill of one phase asks: a phase takes 2 to 10 minutes.
const PHASE_COUNT: u32 = 3;

/// Runs a drill.
///
/// # Errors
/// As `mockround run`; no such story.
pub(super) fn run(context: &Context, args: &cli::DrillArgs) -> anyhow::Result<ExitCode> {
    match &args.what {
        DrillWhat::Coding(questions) => drill(context, QuestionKind::Coding, questions, None, None),
        DrillWhat::Foundations(questions) => {
            drill(context, QuestionKind::Foundations, questions, None, None)
        }
        DrillWhat::Pitch(questions) => drill(context, QuestionKind::Pitch, questions, None, None),
        DrillWhat::Behavioral { theme, questions } => {
            drill(context, QuestionKind::Behavioral, questions, *theme, None)
        }
        DrillWhat::MlDesign { phase, questions } => {
            drill(context, QuestionKind::MlDesign, questions, None, phase.as_deref())
        }
        DrillWhat::Story { id, .. } => {
            let bank = stories::load(context)?;
            let story = stories::find(&bank, id)?;
            if story.parts.iter().all(Option::is_none) {
                bail!(
                    "story {} has no part written yet: `mockround stories check` says what it \
                     lacks",
                    story.id
                );
            }
            let round = ladder::round(story, &context.settings.limits);
            play::begin(context, round, false)
        }
    }
}

fn drill(
    context: &Context,
    kind: QuestionKind,
    args: &DrillQuestions,
    theme: Option<Theme>,
    phase: Option<&str>,
) -> anyhow::Result<ExitCode> {
    let mut template = build::drill(context, kind)?;
    if let Some(phase) = phase
        && !template.keep_phase(kind, phase)
    {
        bail!("the template {} has no phase {phase:?}", template.name);
    }
    if let Some(count) = args.count.or(phase.map(|_| PHASE_COUNT)) {
        template.set_count(kind, count);
    }
    let mut round = build::themed(context, &template, &args.begin.build, theme)?;
    if let Some(phase) = phase {
        one_phase::settle(&mut round, phase);
    }
    play::begin(context, round, args.begin.build.show_questions)
}
