//! After a real interview `today` asks once how it was, and keeps that beside the stories.

use std::io::{BufRead, IsTerminal, stdin};

use anyhow::Context as _;
use jiff::civil::Date;

use crate::cmd::Context;
use crate::practice::interviews::{self, Debrief, Went, called};
use crate::round::QuestionKind;
use crate::session::kept::Kept;
use crate::session::store::write_whole;
use crate::text::{acts, causes};
use crate::word::Word;

#[cfg(test)]
mod tests;

/// What a new file begins with.
const HEAD: &str = "# What you said of real interviews. `mockround today` and `trends` read it; \
                    leave it out of git.\n";

/// What was said of interviews; `None` where it can't be read, which is said.
pub(in crate::cmd) fn read(context: &Context) -> Option<Vec<Debrief>> {
    let read = || -> anyhow::Result<Vec<Debrief>> {
        match context.workspace.read_own(&context.workspace.interviews())? {
            Some((name, text)) => Ok(interviews::parse(&name, &text)?),
            None => Ok(Vec::new()),
        }
    };
    let said = |error: &anyhow::Error| {
        context.note(&format!(
            "what you said of real interviews is left out until its file is mended: {}",
            causes(error)
        ));
    };
    read().inspect_err(said).ok()
}

/// Asks for the debrief of an interview that is over and has none, where somebody can answer; what
/// is not answered stays open, and is not asked again. Nothing is asked where the file can't be
/// read: what it holds may be the answer.
///
/// # Errors
/// The file can't be written.
pub(super) fn ask(
    context: &Context,
    debriefs: Option<Vec<Debrief>>,
    today: Date,
) -> anyhow::Result<()> {
    if !stdin().is_terminal() || !context.shows_progress {
        return Ok(());
    }
    ask_from(context, &debriefs, today, &mut stdin().lock())
}

/// Asks, and keeps each answer before the next question: whoever stops in the middle was asked, and
/// has lost nothing.
fn ask_from(
    context: &Context,
    debriefs: &Option<Vec<Debrief>>,
    today: Date,
    input: &mut impl BufRead,
) -> anyhow::Result<()> {
    let Some(debriefs) = debriefs else { return Ok(()) };
    let interviews = &context.settings.interviews;
    let Some(over) = interviews::to_debrief(interviews, debriefs, today) else { return Ok(()) };
    let path = context.workspace.interviews();
    let before = context.workspace.read_own(&path)?.map_or(HEAD.to_string(), |(_, text)| text);
    let keep = |debrief: &Debrief| {
        let shown = || format!("{} can't be written", context.workspace.shown(&path));
        let end = if before.ends_with('\n') { "" } else { "\n" };
        write_whole(&path, &format!("{before}{end}{}", debrief.to_toml())).with_context(shown)
    };
    let mut debrief = Debrief::open(over);
    keep(&debrief)?;
    let (name, day) = (called(over.name.as_deref()), over.date.strftime("%a %-d %b"));
    context.note(&format!("\nHow was {name} on {day}? Enter leaves a question open.\n"));
    let kinds = answer(context, "Which kinds were asked?", &QuestionKind::allowed(), input)?;
    debrief.add_kinds(&kinds.unwrap_or_default());
    keep(&debrief)?;
    debrief.went = answer(context, "How did it go?", &Went::allowed(), input)?.map(|went| {
        Went::parse(&went.to_lowercase()).map_or_else(|| Kept::read(&went), Kept::Known)
    });
    keep(&debrief)?;
    debrief.asked = answer(context, "What was asked?", "", input)?;
    keep(&debrief)?;
    context.note(&format!("kept in {}", context.workspace.shown(&path)));
    for idle in debrief.idle() {
        context.note(&idle);
    }
    Ok(())
}

/// What is typed on a line; `None` of none.
fn answer(
    context: &Context,
    question: &str,
    allowed: &str,
    input: &mut impl BufRead,
) -> anyhow::Result<Option<String>> {
    let allowed = if allowed.is_empty() { String::new() } else { format!(" ({allowed})") };
    context.note(&format!("{question}{allowed}"));
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line).context("can't read your answer")?;
    let text = String::from_utf8_lossy(&line).replace('\t', " ");
    let text: String = text.chars().filter(|c| !acts(*c)).collect();
    Ok(Some(text.trim().to_string()).filter(|text| !text.is_empty()))
}
