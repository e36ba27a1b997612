//! `mockround demo`: a short round that plays itself, with its report. It stands in a temporary
//! folder, and the next demo removes that: so its page can be looked at until then.

mod folder;
mod voice;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use super::beside::write_beside;
use super::context::Playing;
use super::{Context, open, play, report};
use crate::cli;
use crate::live::Outcome;
use crate::report::text;
use crate::round::Round;
use crate::round::bank::Bank;
use crate::round::draw::{self, Wishes};
use crate::round::limits::Limits;
use crate::round::template::Template;
use crate::settings::Workspace;
use crate::text::clean_line;

/// What is asked, and when what is marked.
const ROUND: &str = include_str!("../builtin/demo/round.toml");
const SCRIPT: &str = include_str!("../builtin/demo/script.txt");

/// Draws a streak of numbers and customers who are about to cancel: both are short to read.
const SEED: u64 = 29;

/// Plays the demo and shows its report. Left, it leaves nothing behind.
///
/// # Errors
/// There is no temporary folder, or as a round.
pub(super) fn run(mut context: Context, args: &cli::DemoArgs) -> anyhow::Result<ExitCode> {
    let folder = folder::make()?;
    let recording = folder.path().join(folder::RECORDING);
    fs::write(&recording, voice::recording())
        .with_context(|| format!("can't write to {}", recording.display()))?;
    // Paths are shown whole: where the command is called means nothing to the demo.
    context.workspace = Workspace::at(folder.path().to_path_buf(), PathBuf::new());
    context.settings.live.bell = false;
    context.playing = Playing {
        speed: args.speed,
        audio: Some(recording),
        plain: context.playing.plain || args.plain,
        colours: context.playing.colours && !args.plain,
        script: Some(SCRIPT),
        ..Playing::default()
    };
    let outcome = play::play(&context, round()?, false)?;
    let status = play::exit_code(&outcome, true);
    if outcome.left.is_some() {
        context.note("the demo was left: nothing of it is kept");
        return Ok(status);
    }
    // From here on it stays.
    let _ = folder.keep();
    show(&context, &outcome)?;
    Ok(status)
}

fn round() -> anyhow::Result<Round> {
    let template = Template::parse("demo", "demo", ROUND)?;
    let wishes = Wishes { seed: SEED, ..Wishes::default() };
    Ok(draw::build(&template, &Bank::with_builtin(&[])?, &Limits::default(), &wishes)?)
}

/// Prints the report, as after any round, and opens its page where there is somebody to see it.
fn show(context: &Context, outcome: &Outcome) -> anyhow::Result<()> {
    let pacing = report::measured(context, &outcome.path, &outcome.session);
    let [_, (page, written)] = write_beside(&outcome.path, &pacing);
    written.with_context(|| format!("can't write to {}", page.display()))?;
    let speed = context.playing.speed;
    let after = format!("a demo, with a clock ×{speed}; a round of your own: `mockround run`");
    let what = said_of_page(opened(context, &page));
    // On a line of its own it can be copied.
    let below = [what.to_string(), format!("  {}", clean_line(&page.display().to_string())), after];
    let colours = context.colours && !context.playing.plain;
    if context.rows.is_some() {
        return context.print(&text::headline(&pacing, &below, context.width(), colours));
    }
    below.iter().for_each(|line| context.note(line));
    context.print(&text::render(&pacing, context.width(), colours))
}

/// Whether the page is on its way to a browser: there has to be a desktop, and a person at it.
fn opened(context: &Context, page: &Path) -> bool {
    context.rows.is_some() && context.has_desktop && open::open(page).is_ok()
}

fn said_of_page(opened: bool) -> &'static str {
    if opened {
        "its page, opened in the browser, stays until the next demo:"
    } else {
        "its page, for a browser, stays until the next demo:"
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};
    use crate::time::read_time;

    /// What a line of the script says of time, behind a word.
    fn time(line: &str, word: &str) -> Option<Duration> {
        read_time(line.strip_prefix(word)?.split_whitespace().next()?)
    }

    #[test]
    fn it_is_over_within_a_minute_and_its_sound_lasts_as_long() {
        let round = round().unwrap();
        let waits: Duration = SCRIPT.lines().filter_map(|line| time(line, "wait ")).sum();
        let ends = SCRIPT.lines().filter(|line| line.ends_with(" next"));
        let slots: Vec<Duration> = ends.filter_map(|line| time(line, "@")).collect();
        assert_eq!(slots.len(), round.slots.len());
        let breaks: Duration = round.slots.iter().map(|slot| slot.break_after).sum();
        let listened = slots.iter().sum::<Duration>() + breaks;
        let Command::Demo(args) = Cli::parse_from(["mockround", "demo"]).command else { panic!() };
        let real = (waits + listened).div_f64(args.speed);
        assert!(real < Duration::from_secs(55), "{real:?}");
        assert!(voice::length() >= listened, "{:?} {listened:?}", voice::length());
        for (slot, used) in round.slots.iter().zip(slots) {
            assert!(used <= slot.length, "{}", slot.title);
        }
    }
}
