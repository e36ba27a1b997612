//! `mockround rate`: takes down what somebody who interviewed the candidate thinks of a session,
//! slot by slot. Each answer is on the disk before the next question; what they said before stays
//! in the file, and the last word counts.

use std::process::ExitCode;

use anyhow::bail;

use super::addition::{self, Addition};
use super::prompts::Prompts;
use super::{Context, which};
use crate::cli;
use crate::live::rules::other_rating::OtherRating;
use crate::live::words::review::rating_ask;
use crate::session::asked::Dimension;
use crate::session::store::{ReopenedFor, find, is_live, taken};
use crate::session::timeline::Timeline;
use crate::text::clean_line;

/// Longest name of a person, in characters.
const LONGEST_NAME: usize = 60;

/// Asks, or takes what was said on the command line, and writes the reports beside the session
/// anew. The exit status is that of [`Prompts::exit_code`].
///
/// # Errors
/// There is no such session, it is running, no slot of it is over, a rating is of what its slot
/// isn't rated in, or it can't be written.
pub(super) fn run(context: &Context, args: &cli::RateArgs) -> anyhow::Result<ExitCode> {
    let by = name(&args.by).map_err(cli::WrongUsage)?;
    each_once(&args.rating).map_err(cli::WrongUsage)?;
    let path = find(&context.workspace.sessions(), &args.session)?;
    if is_live(&path) {
        bail!(taken(&path, ": rate it when the round is over"));
    }
    let to = Addition::to(context, &path, ReopenedFor::Rating)?;
    which::note_future(context, &to.session);
    let mut rater = Rater { context, args, by, to };
    let slots = rater.slots()?;
    let held = match args.rating.is_empty() && args.note.is_none() {
        true => rater.ask(&slots),
        false => rater.take(&slots).map(|()| ExitCode::SUCCESS),
    };
    // What was answered before something failed is in the session.
    rater.to.finish(context)?;
    let code = held?;
    rater.sum_up()?;
    Ok(code)
}

/// A person's name, cleaned of what isn't seen.
fn name(text: &str) -> Result<String, String> {
    let name = clean_line(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err("--by: a name has at least one letter".to_string()),
        _ if name.to_lowercase() == "you" => {
            Err("--by: reports call the candidate \"you\"; give the rater's own name".to_string())
        }
        1..=LONGEST_NAME => Ok(name),
        _ => Err(format!("--by: a name has at most {LONGEST_NAME} characters")),
    }
}

/// Nothing is rated twice in one breath: which of them holds?
fn each_once(ratings: &[(Dimension, u8)]) -> Result<(), String> {
    let twice = ratings
        .iter()
        .enumerate()
        .find(|(at, (of, _))| ratings[..*at].iter().any(|(before, _)| before == of));
    match twice {
        Some((_, (of, _))) => Err(format!("--rating: {of} is rated twice; give it one rating")),
        None => Ok(()),
    }
}

/// Somebody who rates a session.
struct Rater<'a> {
    context: &'a Context,
    args: &'a cli::RateArgs,
    by: String,
    to: Addition,
}

impl Rater<'_> {
    /// The slots that are rated: all that are over, or the one that was asked for.
    fn slots(&self) -> anyhow::Result<Vec<usize>> {
        let (id, runs) = (&self.to.session.header.id, Timeline::of(&self.to.session).slots);
        let over = |slot: &usize| runs[*slot].ended.is_some();
        let slots: Vec<usize> = (0..runs.len()).filter(over).collect();
        if slots.is_empty() {
            bail!(addition::no_slot_over(id, "rate"));
        }
        match self.args.slot.map(|slot| usize::from(slot) - 1) {
            None => Ok(slots),
            Some(slot) if slots.contains(&slot) => Ok(vec![slot]),
            Some(slot) => bail!(
                "there is no slot {} of session {id} that is over: allowed are {}",
                slot + 1,
                self.named(&slots)
            ),
        }
    }

    /// Slots as they are asked for, each with its title.
    fn named(&self, slots: &[usize]) -> String {
        let named = slots.iter().map(|slot| format!("{} ({})", slot + 1, self.title(*slot)));
        named.collect::<Vec<_>>().join(", ")
    }

    fn title(&self, slot: usize) -> String {
        self.to.session.slot(slot).map(|slot| clean_line(&slot.title)).unwrap_or_default()
    }

    fn rating(&self, slot: usize) -> Option<OtherRating> {
        let planned = self.to.session.slot(slot)?;
        let runs = Timeline::of(&self.to.session).slots;
        Some(OtherRating::of(slot, planned, runs.get(slot)?, &self.by))
    }

    /// Asks for all of it.
    fn ask(&mut self, slots: &[usize]) -> anyhow::Result<ExitCode> {
        let mut prompts = Prompts::open(self.context)?;
        for slot in slots {
            let Some(mut rating) = self.rating(*slot) else { continue };
            while let Some(ask) = rating.ask() {
                let prompt = rating_ask(&self.title(*slot), &ask);
                let Some(line) = prompts.line(&prompt)? else { return Ok(prompts.exit_code()) };
                match rating.answer(&line) {
                    Ok(Some(what)) => self.to.answer(self.context, what)?,
                    Ok(None) => {}
                    Err(why) => prompts.refuse(&why)?,
                }
            }
        }
        Ok(prompts.exit_code())
    }

    /// Takes what was said on the command line: one event, or none where any of it is wrong.
    fn take(&mut self, slots: &[usize]) -> anyhow::Result<()> {
        let &[slot] = slots else {
            bail!("say which slot it is about: --slot {}", self.named(slots));
        };
        let Some(mut rating) = self.rating(slot) else { return Ok(()) };
        let rated = rating.dimensions();
        let mut said = None;
        for (dimension, value) in &self.args.rating {
            if !rated.contains(dimension) {
                let rated: Vec<String> = rated.iter().map(ToString::to_string).collect();
                let (title, rated) = (self.title(slot), rated.join(", "));
                bail!("{title} is not rated in {dimension}: allowed are {rated}");
            }
            said = Some(rating.rate(*dimension, *value));
        }
        if let Some(note) = &self.args.note {
            said = Some(rating.note(note));
        }
        said.map_or(Ok(()), |what| self.to.answer(self.context, what))
    }

    fn sum_up(&self) -> anyhow::Result<()> {
        self.context.print(&format!("{}\n", self.to.recorded(Some(&self.by))))
    }
}
