//! `mockround run`: builds a round, runs it against the clock, prints its report.

use std::process::ExitCode;

use super::{Context, build, history, play};
use crate::cli;
use crate::live::machine::clock;
use crate::practice::weights::weigh;
use crate::round::part::Part;
use crate::round::template::Template;
use crate::round::{QuestionKind, Round, draw};

/// Runs a whole round.
///
/// # Errors
/// The round can't be built, the session can't be made, or the terminal can't be set up.
pub(super) fn run(context: &Context, args: &cli::RunArgs) -> anyhow::Result<ExitCode> {
    let template = build::template(context, args.template.as_deref(), &args.only)?;
    let round = match args.adaptive {
        true => adaptive_round(context, &template, &args.begin.build)?,
        false => build::round(context, &template, &args.begin.build, Part::Whole)?,
    };
    play::begin(context, round, args.begin.build.show_questions)
}

/// A round whose draw is weighed by what is slow and what is due; why is said.
fn adaptive_round(
    context: &Context,
    template: &Template,
    build: &cli::BuildArgs,
) -> anyhow::Result<Round> {
    let past = history::read(context)?;
    let kinds: Vec<QuestionKind> = template.asks().map(|ask| ask.kind).collect();
    build::round_of(context, template, build, Part::Whole, |bank, wishes| {
        let weighed = weigh(&past.practised, clock::wall().date(), bank, &kinds, |question| {
            draw::can_ask(template, wishes, question)
        });
        let mut said: Vec<String> =
            weighed.why.iter().map(|why| format!("likelier in this draw: {why}")).collect();
        if said.is_empty() {
            said.push("nothing is due or slow yet: drawn as ever".to_string());
        }
        wishes.weigh(weighed.weights);
        wishes.likelier_again = true;
        said
    })
}
