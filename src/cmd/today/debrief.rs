//! After a real interview `today` asks once how it was, and keeps that beside the stories.

use std::io::{IsTerminal, stdin};
use std::path::Path;

use anyhow::Context as _;
use jiff::civil::Date;

use crate::cmd::Context;
use crate::practice::interviews::{self, Debrief, Went, called};
use crate::round::QuestionKind;
use crate::session::store::write_whole;
use crate::text::causes;
use crate::word::Word;

/// What a new file begins with.
const HEAD: &str = "# What you said of real interviews. Only `mockround today` reads it; leave it \
                    out of git.\n";

/// What was said of interviews; none where it can't be read, which is said.
pub(super) fn read(context: &Context) -> Vec<Debrief> {
    let read = || -> anyhow::Result<Vec<Debrief>> {
        match context.workspace.read_own(&context.workspace.interviews())? {
            Some((name, text)) => Ok(interviews::parse(&name, &text)?),
            None => Ok(Vec::new()),
        }
    };
    read().unwrap_or_else(|error| {
        context.note(&format!("planned without your debriefs: {}", causes(&error)));
        Vec::new()
    })
}

/// Asks for the debrief of an interview that is over and has none, where somebody can answer; what
/// is not answered stays open, and is not asked again.
///
/// # Errors
/// The file can't be written.
pub(super) fn ask(context: &Context, today: Date) -> anyhow::Result<()> {
    let debriefs = read(context);
    let interviews = &context.settings.interviews;
    let Some(over) = interviews::to_debrief(interviews, &debriefs, today) else { return Ok(()) };
    if !stdin().is_terminal() || !context.shows_progress {
        return Ok(());
    }
    let name = called(over.name.as_deref());
    let day = over.date.strftime("%a %-d %b");
    context.note(&format!("\nHow was {name} on {day}? Enter leaves a question open.\n"));
    let kinds = answer(context, &format!("Which kinds were asked? ({})", QuestionKind::allowed()))?;
    let went = answer(context, &format!("How did it go? ({})", Went::allowed()))?;
    let asked = answer(context, "What was asked?")?;
    let words = kinds.split([',', ' ']).map(str::trim);
    let debrief = Debrief {
        date: over.date,
        name: over.name.clone(),
        kinds: words.filter_map(QuestionKind::parse).collect(),
        went: Went::parse(&went),
        asked: Some(asked).filter(|text| !text.is_empty()),
    };
    keep(context, &context.workspace.interviews(), &debrief)
}

fn answer(context: &Context, question: &str) -> anyhow::Result<String> {
    context.note(question);
    let mut line = String::new();
    stdin().read_line(&mut line).context("can't read your answer")?;
    Ok(line.trim().chars().take(1000).collect())
}

fn keep(context: &Context, path: &Path, debrief: &Debrief) -> anyhow::Result<()> {
    let shown = context.workspace.shown(path);
    let before = context.workspace.read_own(path)?.map_or(HEAD.to_string(), |(_, text)| text);
    write_whole(path, &format!("{before}{}", debrief.to_toml()))
        .with_context(|| format!("{shown} can't be written"))?;
    context.note(&format!("kept in {shown}"));
    Ok(())
}
