//! `mockround doctor`: looks for what a person would otherwise find out in the middle of a round,
//! and says what to do about it. It changes nothing.

mod files;
mod machine;

use std::process::ExitCode;

use serde::Serialize;
use serde_json::json;

use super::Context;
use crate::cli::{self, ListFormat};
use crate::settings::Settings;
use crate::text::{clean_line, counted, escape_json};

/// What was found of one thing: how it is, and, where it needs something, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Diagnosis {
    check: &'static str,
    ok: bool,
    says: String,
    what_to_do: Option<String>,
}

impl Diagnosis {
    fn fine(check: &'static str, says: impl Into<String>) -> Self {
        Self { check, ok: true, says: says.into(), what_to_do: None }
    }

    fn needs(check: &'static str, says: impl Into<String>, what: impl Into<String>) -> Self {
        Self { check, ok: false, says: says.into(), what_to_do: Some(what.into()) }
    }
}

/// Checks everything, and prints a line for each; the exit status is 1 where anything needs doing.
///
/// # Errors
/// Standard output can't be written.
pub(super) fn run(context: &mut Context, args: &cli::DoctorArgs) -> anyhow::Result<ExitCode> {
    let found = findings(context);
    let out = match args.format {
        ListFormat::Json => json_page(&found),
        ListFormat::Text => text_page(&found, context.width()),
    };
    context.print(&out)?;
    let is_well = found.iter().all(|finding| finding.ok);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn findings(context: &mut Context) -> Vec<Diagnosis> {
    let mut found = vec![files::workspace(&context.workspace)];
    // Of files that aren't there nothing is said.
    let is_read = !found[0].ok || add_files(context, &mut found);
    found.extend(machine::clock());
    found.push(machine::terminal());
    // Which of them are meant only the settings say.
    let unknown = |check| {
        let says = "unknown: the settings can't be read";
        Diagnosis::needs(check, says, "mend the settings, and look again")
    };
    found.extend(match is_read {
        true => {
            [machine::microphone(context), machine::transcriber(context), machine::python(context)]
        }
        false => ["microphone", "words", "python"].map(unknown),
    });
    found
}

/// Looks at what stands in the workspace; whether its settings can be read.
fn add_files(context: &mut Context, found: &mut Vec<Diagnosis>) -> bool {
    let settings = Settings::load(&context.workspace);
    let is_read = settings.is_ok();
    match settings {
        Ok(settings) => {
            found.extend(machine::programs(context, &settings));
            context.settings = settings;
            found.extend(files::template(context));
        }
        Err(problems) => {
            found.extend(files::settings_problems(problems));
            found.extend(files::own_templates(context));
        }
    }
    found.extend(files::open_to_others(&context.workspace));
    found.extend(files::questions(&context.workspace));
    found.extend(files::stories(context));
    found.extend(files::sessions(context));
    found.extend(machine::folder(&context.workspace));
    is_read
}

fn json_page(found: &[Diagnosis]) -> String {
    let is_well = found.iter().all(|finding| finding.ok);
    escape_json(&format!("{:#}\n", json!({ "schema": 1, "ok": is_well, "checks": found })))
}

/// A line for each finding, and what to do on lines of its own.
fn text_page(found: &[Diagnosis], width: usize) -> String {
    let mut page = String::new();
    for finding in found {
        let sign = if finding.ok { "ok" } else { "!!" };
        let head = format!("{sign}  {:<11} ", finding.check);
        page += &fill(&head, &finding.says, width);
        if let Some(what) = &finding.what_to_do {
            page += &fill(&format!("{:<16}-> ", ""), what, width);
        }
    }
    let needed = found.iter().filter(|finding| !finding.ok).count();
    page + &match needed {
        0 => "\nnothing needs doing\n".to_string(),
        some => format!("\n{} to do\n", counted(some, "thing", "things")),
    }
}

/// A text behind a head, its further lines below its own beginning.
fn fill(head: &str, text: &str, width: usize) -> String {
    let indent = " ".repeat(head.len());
    let options = textwrap::Options::new(width.max(indent.len() + 20))
        .initial_indent(head)
        .subsequent_indent(&indent)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(&clean_line(text), options) + "\n"
}

#[cfg(test)]
mod tests;
