//! `mockround review`: asks what the review of a session left open, slot by slot, and takes when
//! its marks were. Each answer is on the disk before the next question. Code that was not run
//! against the cases kept back when its slot was over is run before.

use std::process::ExitCode;

use anyhow::bail;

use super::addition::{self, Addition};
use super::interruption::Interruption;
use super::prompts::Prompts;
use super::{Context, check, kept_words, play, which};
use crate::cli;
use crate::live::kept_back::{self, KeptBack, came};
use crate::live::rules::correction::SlotMarks;
use crate::live::rules::review::{SlotReview, is_none};
use crate::live::words::{correction, review, trial as words};
use crate::round::level::Seniority;
use crate::session::store::{ReopenedFor, find, is_live, taken};
use crate::session::timeline::Timeline;
use crate::stories::choices::Choice;
use crate::text::{causes, clean_line};
use crate::words::SaidWord;

/// Asks, and writes the reports beside the session anew where anything was recorded. The exit
/// status is 1 where standard input is no terminal and one of its lines was refused, 128 + n where
/// signal n ended it.
///
/// # Errors
/// There is no such session, it is running, no slot of it is over, or it can't be written.
pub(super) fn run(context: &Context, args: &cli::ReviewArgs) -> anyhow::Result<ExitCode> {
    let path = find(&context.workspace.sessions(), &args.session)?;
    if is_live(&path) {
        bail!(taken(&path, ": its review comes after each slot; end the round first"));
    }
    let to = Addition::to(context, &path, ReopenedFor::Review)?;
    which::note_future(context, &to.session);
    let stories = play::stories(context, &to.session.header);
    let prompts = Prompts::open(context)?;
    let said = kept_words::of_session(context, &path, &to.session).unwrap_or_else(|error| {
        context.note(&causes(&error));
        None
    });
    let said = said.map(|file| file.words).unwrap_or_default();
    context.note_level(&to.session.header.round, args.level);
    let level = args.level.or(to.session.header.level);
    let mut sitting = Sitting { context, to, stories, said, level, prompts, ran: 0 };
    let held = sitting.hold();
    // What was answered before something failed is in the session.
    sitting.to.finish(context)?;
    held?;
    sitting.sum_up()?;
    Ok(sitting.prompts.exit_code())
}

/// A review that is taken up after its round.
struct Sitting<'a> {
    context: &'a Context,
    to: Addition,
    stories: Vec<Choice>,
    /// What was said, where a transcript has it.
    said: Vec<SaidWord>,
    /// The level that is interviewed for, where one was said.
    level: Option<Seniority>,
    prompts: Prompts<'a>,
    /// Of how many questions code was run.
    ran: usize,
}

impl Sitting<'_> {
    fn hold(&mut self) -> anyhow::Result<()> {
        let over = self.slots_over();
        if over.is_empty() {
            let id = &self.to.session.header.id;
            bail!(addition::no_slot_over(id, "review"));
        }
        self.run_kept_back(&over)?;
        for slot in over {
            self.ask(slot)?;
            self.correct(slot)?;
        }
        Ok(())
    }

    /// Runs code against the cases kept back that was not run when its slot was over: there was no
    /// Python then, or nobody waited for it. What can't be run still is told, and is in nobody's
    /// way.
    fn run_kept_back(&mut self, over: &[usize]) -> anyhow::Result<()> {
        let (session, timeline) = (&self.to.session, Timeline::of(&self.to.session));
        let of_slot = |slot: &usize| KeptBack::of_slot(session, &timeline, self.to.path(), *slot);
        let mut found: Vec<_> = over.iter().flat_map(of_slot).collect();
        // What a round asks that is running is not run before it is over; this one is open here.
        found.retain(|found| !found.as_ref().is_ok_and(|of| self.is_asked_now(of.place)));
        if found.is_empty() {
            return Ok(());
        }
        let runner = match check::runner_of_settings(self.context) {
            Ok(runner) => runner,
            Err(error) => return self.prompts.say(&causes(&error)),
        };
        let interruption = Interruption::watch();
        if found.iter().any(Result::is_ok) {
            self.prompts.say(words::CASES_RUN)?;
        }
        kept_back::run_all(found, &runner, interruption.flag(), |ran| {
            let (place, result) = match ran {
                Ok(ran) => ran,
                Err(why) => return self.prompts.say(&why),
            };
            let session = &self.to.session;
            let came = came(session, &Timeline::of(session), place, &result);
            let Some((what, said)) = came else { return Ok(()) };
            self.to.put_down(self.context, what)?;
            self.ran += 1;
            self.prompts.say(&said)
        })
    }

    /// Whether another round is running that asks a question of this one.
    fn is_asked_now(&self, (slot, question): (usize, usize)) -> bool {
        let session = &self.to.session;
        let planned = session.slot(slot).and_then(|slot| slot.questions.get(question));
        planned.is_some_and(|planned| {
            check::rounds_that_ask(self.context, &planned.question.id)
                .any(|round| round.header.id != session.header.id)
        })
    }

    fn slots_over(&self) -> Vec<usize> {
        let slots = Timeline::of(&self.to.session).slots;
        let over = slots.iter().enumerate().filter(|(_, run)| run.ended.is_some());
        over.map(|(slot, _)| slot).collect()
    }

    fn review(&self, slot: usize) -> SlotReview {
        let (session, timeline) = (&self.to.session, Timeline::of(&self.to.session));
        let review = SlotReview::of(session, &timeline, slot, &self.stories);
        review.suggesting(session, &timeline, &self.said)
    }

    fn title(&self, slot: usize) -> String {
        self.to.session.slot(slot).map(|slot| clean_line(&slot.title)).unwrap_or_default()
    }

    /// Asks what is open of a slot.
    fn ask(&mut self, slot: usize) -> anyhow::Result<()> {
        let mut asked = self.review(slot);
        if asked.prompt().is_some() && !self.prompts.is_over() {
            let (title, count) = (self.title(slot), asked.number().1);
            self.prompts.say(&format!(
                "{title}, what is open of its review, {count} of {}:",
                asked.open()
            ))?;
        }
        if asked.prompt().is_some() && !self.prompts.is_over() {
            let timeline = Timeline::of(&self.to.session);
            let (width, session) = (self.prompts.room().width, &self.to.session);
            if let Some(answers) = review::answers(session, &timeline, slot, width, self.level) {
                self.prompts.say(&answers)?;
            }
        }
        loop {
            while let Some((prompt, until)) = review::asked(&asked, false, self.prompts.room()) {
                asked.was_shown(until);
                let Some(line) = self.prompts.line(&prompt)? else { return Ok(()) };
                match asked.answer(&line) {
                    Ok(Some(what)) => self.to.answer(self.context, what)?,
                    Ok(None) => {}
                    Err(why) => self.prompts.refuse(&why)?,
                }
            }
            if asked.left_out() == 0 || !self.goes_on(asked.left_out())? {
                return Ok(());
            }
            asked.go_on();
        }
    }

    /// Whether what a slot has open still is asked at once, too; at the end of the input not.
    fn goes_on(&mut self, open: usize) -> anyhow::Result<bool> {
        let prompt = review::more(open);
        while let Some(line) = self.prompts.line(&prompt)? {
            match line.trim() {
                "" => return Ok(true),
                line if is_none(line) => return Ok(false),
                line => self.prompts.refuse(&review::not_more(line))?,
            }
        }
        Ok(false)
    }

    /// Takes when the marks of a slot were.
    fn correct(&mut self, slot: usize) -> anyhow::Result<()> {
        let mut marks = self.marks(slot);
        if marks.rows.is_empty() || self.prompts.is_over() {
            return Ok(());
        }
        self.prompts.say(&correction::list(&self.title(slot), &marks))?;
        while let Some(line) = self.prompts.line(correction::PROMPT)? {
            if line.trim().is_empty() {
                break;
            }
            match marks.correct(&line) {
                Ok(Some(what)) => {
                    self.to.answer(self.context, what.clone())?;
                    let listed = marks.rows.len();
                    marks = marks.again(&self.to.session, &Timeline::of(&self.to.session));
                    if let Some((number, row)) = marks.row(&what) {
                        self.prompts.say(&correction::corrected(number, row))?;
                    }
                    if let Some(new) = correction::listed_behind(&marks, listed) {
                        self.prompts.say(&new)?;
                    }
                }
                Ok(None) => self.prompts.say(correction::SAME)?,
                Err(why) => self.prompts.refuse(&correction::not_corrected(&why))?,
            }
        }
        Ok(())
    }

    fn marks(&self, slot: usize) -> SlotMarks {
        SlotMarks::of(&self.to.session, &Timeline::of(&self.to.session), slot)
    }

    /// What was recorded, and what is open still.
    fn sum_up(&self) -> anyhow::Result<()> {
        let id = &self.to.session.header.id;
        let recorded = match self.to.answers {
            0 if self.ran > 0 => {
                format!("what came of your code is recorded: `mockround report {id}` shows it")
            }
            0 if self.prompts.asked_nothing() => {
                format!("nothing is open in the review of {id}, and nothing was marked in it")
            }
            _ => self.to.recorded(None),
        };
        self.prompts.say(&recorded)?;
        let open: usize = self.slots_over().iter().map(|slot| self.review(*slot).open()).sum();
        match open {
            0 => Ok(()),
            1 => self
                .prompts
                .say(&format!("1 question is open still: `mockround review {id}` asks it")),
            more => self.prompts.say(&format!(
                "{more} questions are open still: `mockround review {id}` asks them"
            )),
        }
    }
}
