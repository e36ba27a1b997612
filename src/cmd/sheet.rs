//! `mockround report --sheet`: the page for a friend who interviews the candidate, of what a
//! template's draw asks, or of what a session asked.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use shell_words::quote;

use super::{Context, build, open, output, plan, which};
use crate::cli;
use crate::report::html::sheet::{SheetPage, SheetTexts};
use crate::round::Round;
use crate::round::interview::Interviewer;
use crate::session::store::LATEST;
use crate::text::clean_line;
use crate::word::Word;

/// Prints the sheet, writes it to the file that was asked for, or opens it.
///
/// # Errors
/// There is no such template or session, no round can be drawn, or it can't be written.
pub(super) fn run(context: &Context, args: &cli::ReportArgs) -> anyhow::Result<ExitCode> {
    if args.to.expect_page(None, cli::ReportFormat::Html).is_err() {
        let why = "a sheet is a page: give its file a name that ends in .html";
        return Err(cli::WrongUsage(why.to_string()).into());
    }
    if !args.open && args.to.output.file().is_none() && io::stdout().is_terminal() {
        return Err(cli::WrongUsage(needs_a_file(args)).into());
    }
    let (round, texts) = match asked_session(context, args) {
        Some(wanted) => of_session(context, args, wanted)?,
        None => of_template(context, args)?,
    };
    if let Some(command) = &texts.to_run {
        context.note(&format!("to be asked this, run: {command}"));
    }
    let page = SheetPage::of(&round, args.level, texts).text();
    if args.open {
        return open::page(
            context,
            &args.to,
            &context.workspace.sessions().join(open::SHEET),
            &page,
        );
    }
    output::put(context, &page, &args.to)?;
    Ok(ExitCode::SUCCESS)
}

/// A terminal shows no page, and the answers would stand in it.
fn needs_a_file(args: &cli::ReportArgs) -> String {
    let asked =
        args.session.as_deref().map_or(String::new(), |of| format!(" {}", quote(&clean_line(of))));
    format!(
        "a sheet is a page with the answers, which a terminal doesn't show: add -o sheet.html, as \
         in `mockround report --sheet{asked} -o sheet.html`, or --open"
    )
}

/// The session that is asked for, where what was typed is not a template's name or file.
fn asked_session<'a>(context: &Context, args: &'a cli::ReportArgs) -> Option<&'a str> {
    let asked = args.session.as_deref()?;
    let is_template = || build::named_template(&context.workspace, &context.settings, Some(asked));
    if asked == LATEST {
        return Some(asked);
    }
    match is_template() {
        Ok(_) => None,
        // A file with mistakes is one of a template where it is none of a session.
        Err(_) => which::is_session(context, asked).then_some(asked),
    }
}

/// Of what a session asked, or asks.
fn of_session(
    context: &Context,
    args: &cli::ReportArgs,
    wanted: &str,
) -> anyhow::Result<(Round, SheetTexts)> {
    if args.seed.is_some() || !args.only.is_empty() {
        bail!("--seed and --only choose what is drawn: {wanted} is a session, whose draw stands");
    }
    let (_, session) = which::session(context, wanted)?;
    let to_rate = to_rate(context, session.header.id.as_str())?;
    Ok((session.header.round, SheetTexts { to_run: None, to_rate }))
}

/// The workspace that was named, wherever the page is read.
fn workspace_asked(context: &Context) -> anyhow::Result<Option<PathBuf>> {
    Ok(context.workspace_asked.as_deref().map(std::path::absolute).transpose()?)
}

/// How what a friend says of a session is taken down.
fn to_rate(context: &Context, session: &str) -> anyhow::Result<String> {
    let mut command = format!("mockround rate {session} --by NAME");
    if let Some(dir) = workspace_asked(context)? {
        command += &format!(" --workspace {}", quote(&clean_line(&dir.display().to_string())));
    }
    Ok(command)
}

/// What was typed may have been meant as a session, where it is no template's name.
fn neither(context: &Context, error: anyhow::Error, asked: Option<&str>) -> anyhow::Error {
    let named = || build::named_template(&context.workspace, &context.settings, asked);
    match asked {
        Some(_) if named().is_err() => error.context("neither a template nor a session"),
        Some(_) | None => error,
    }
}

/// Of what a template's draw asks, as `plan` draws it.
fn of_template(context: &Context, args: &cli::ReportArgs) -> anyhow::Result<(Round, SheetTexts)> {
    let template = build::template(context, args.session.as_deref(), &args.only)
        .map_err(|error| neither(context, error, args.session.as_deref()))?;
    let plan = cli::PlanArgs {
        template: args.session.clone(),
        only: args.only.clone(),
        build: cli::BuildArgs { seed: args.seed, ..cli::BuildArgs::default() },
        format: cli::PlanFormat::Text,
    };
    let round = build::seeded_round(context, &template, &plan.build)?;
    let asked = workspace_asked(context)?;
    // The friend asks.
    let off = format!("--interviewer {}", Interviewer::Off.word());
    let to_run = format!("{} {off}", plan::command(asked.as_deref(), &plan, &round));
    Ok((round, SheetTexts { to_run: Some(to_run), to_rate: to_rate(context, LATEST)? }))
}
