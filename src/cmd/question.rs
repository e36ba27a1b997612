//! `mockround question`: the question of the round that is running, in another terminal.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::{Context, which};
use crate::cli;
use crate::round::handout;
use crate::session::store::{load, read_question};
use crate::session::timeline::Timeline;
use crate::text::clean;

/// Prints the question.
///
/// # Errors
/// No round is running, several are, or no question is on screen.
pub(super) fn run(context: &Context, args: &cli::QuestionArgs) -> anyhow::Result<ExitCode> {
    let session = which::running(context, args.session.as_deref())?;
    let Some(text) = read_question(&session).context("the question can't be read")? else {
        bail!("no question is on screen now");
    };
    // A person may have put another file in its place.
    context.print(&(clean(&text) + &given(&session)))?;
    Ok(ExitCode::SUCCESS)
}

/// What was given of the question that is on screen, below its text.
fn given(session: &Path) -> String {
    let Ok((session, _)) = load(session) else { return String::new() };
    let timeline = Timeline::of(&session);
    let Some((slot, question)) = timeline.open() else { return String::new() };
    let planned = &session.header.round.slots[slot].questions[question];
    let given = timeline.slots[slot].questions[question].obtained();
    let lines = handout::given_lines(planned, &given, usize::MAX);
    lines.iter().map(|line| format!("{line}\n")).collect()
}
