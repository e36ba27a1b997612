//! `mockround report`: measures a session and prints the report, or writes it to a file.

use std::path::{MAIN_SEPARATOR, Path};
use std::process::ExitCode;

use super::context::Sheet;
use super::{Context, beside, open, output, pager, stories, which};
use crate::cli::{self, Output, ReportFormat};
use crate::pacing::{Earlier, Pacing, measure};
use crate::report::{html, json, markdown, text};
use crate::session::Session;
use crate::session::store::{TypedText, earlier_round, is_live, typed, was_cut_off};

/// Prints the report of a session, writes it to the file that was asked for, or opens it.
///
/// # Errors
/// There is no such session, or the report can't be written.
pub(super) fn run(context: &Context, args: &cli::ReportArgs) -> anyhow::Result<ExitCode> {
    let (path, session) = which::session(context, &args.session)?;
    if was_cut_off(&path) && !is_live(&path) {
        beside::catch_up(context, &path, || measured(context, &path, &session));
    }
    let pacing = measured(context, &path, &session);
    if args.open {
        args.to.expect_page(args.format, ReportFormat::Html)?;
        return open::page(context, &args.to, &path.with_extension(""), &html::render(&pacing));
    }
    let format = args.to.format(args.format)?;
    let page = page(format, &pacing, context.sheet(&args.to.output));
    match args.to.output {
        Output::Stdout if format == ReportFormat::Text && !args.no_pager => {
            pager::print(context, &page)?;
        }
        Output::Stdout | Output::File(_) => output::put(context, &page, &args.to)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What a session's report shows: its measures, the round that it is compared with, when its
/// stories were told before, and where what was typed is.
pub(super) fn measured(context: &Context, path: &Path, session: &Session) -> Pacing {
    let mut pacing = measure(session);
    let folder = path.parent().unwrap_or(Path::new("."));
    let earlier = earlier_round(folder, session);
    pacing.earlier = earlier.map(|earlier| Earlier::of(&measure(&earlier)));
    if let Some(tellings) = stories::told_before(context, session) {
        pacing.note_tellings(&tellings);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    for TypedText { place, path: file } in typed(path) {
        let file = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy();
        // As pages name files, which are read on other systems too.
        pacing.note_typed(place, &file.replace(MAIN_SEPARATOR, "/"));
    }
    pacing
}

fn page(format: ReportFormat, pacing: &Pacing, sheet: Sheet) -> String {
    match format {
        ReportFormat::Text => text::render(pacing, sheet.width, sheet.colours),
        ReportFormat::Markdown => markdown::render(pacing),
        ReportFormat::Html => html::render(pacing),
        ReportFormat::Json => json::render(pacing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::untouched;

    #[test]
    fn each_format_is_a_page_of_its_own() {
        let script = untouched();
        let pacing = measure(script.session());
        let sheet = Sheet { width: 80, colours: false };
        for (format, begins) in [
            (ReportFormat::Text, "Test round\n"),
            (ReportFormat::Markdown, "# Test round\n"),
            (ReportFormat::Html, "<!doctype html>\n"),
            (ReportFormat::Json, "{\n"),
        ] {
            assert!(page(format, &pacing, sheet).starts_with(begins), "{format:?}");
        }
    }
}
