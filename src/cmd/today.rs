//! `mockround today`: what to practise next in the time that there is, and why.

pub(super) mod debrief;
mod json;
#[cfg(test)]
mod tests;
mod text;

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser as _;
use jiff::civil::Date;

use super::{Context, build, history, stories};
use crate::cli::{self, Cli, ListFormat};
use crate::live::machine::clock;
use crate::pacing::trends::trends;
use crate::practice::Situation;
use crate::practice::act::{Act, Lengths};
use crate::practice::agenda::{Agenda, TimeAsked};
use crate::practice::interviews::Debrief;
use crate::round::bank::{Bank, Entry, builtin_difficulties};
use crate::round::part::Part;
use crate::round::probes;
use crate::round::{Difficulty, QuestionKind};
use crate::stories::Story;
use crate::stories::lint::IS_OPTION;
use crate::text::{causes, counted, escape_json, is_option};
use crate::word::Word;

/// An evening where nobody says how long it is.
const EVENING: Duration = Duration::from_secs(45 * 60);

/// Prints the plan, or gives the first command of it, to be run.
///
/// # Errors
/// The sessions can't be read, or standard output can't be written.
pub(super) fn run(context: &Context, args: &cli::TodayArgs) -> anyhow::Result<Option<Cli>> {
    let debriefs = debrief::read(context);
    let agenda = agenda(context, args, debriefs.as_deref().unwrap_or_default())?;
    let here = Here::of(context);
    if args.start {
        return first(context, &agenda, &here);
    }
    let page = match args.format {
        ListFormat::Text => {
            text::render(&agenda, args.why, &here, context.width(), context.colours)
        }
        ListFormat::Json => escape_json(&format!("{:#}\n", json::agenda(&agenda, args.why, &here))),
    };
    context.print(&page)?;
    if args.format == ListFormat::Text {
        debrief::ask(context, debriefs, agenda.today)?;
    }
    Ok(None)
}

/// The plan of now.
fn agenda(
    context: &Context,
    args: &cli::TodayArgs,
    debriefs: &[Debrief],
) -> anyhow::Result<Agenda> {
    let today = clock::wall().date();
    let lengths = lengths(context, today)?;
    let past = history::read(context)?;
    if past.skipped > 0 {
        let files = counted(past.skipped, "file", "files");
        context.note(&format!(
            "{files} of the sessions folder left out; `mockround sessions` says why"
        ));
    }
    let stories = stories_of(context);
    // What can't be read of them was said with the lengths. The built-in ones are not read for it:
    // that would take as long as a hundred sessions.
    let own = build::own_bank(context).ok();
    let builtin = builtin_difficulties();
    // But where a probe was asked: its id is made from its text.
    let probes: OnceCell<BTreeSet<String>> = OnceCell::new();
    let has_probe = |id: &str| {
        let read = || build::bank(context).map(|bank| probes::ids(&bank)).unwrap_or_default();
        probes.get_or_init(read).contains(id)
    };
    let situation = Situation {
        past: &past.practised,
        sped_up: past.sped_up,
        ahead: past.ahead,
        today,
        interviews: &context.settings.interviews,
        debriefs,
        stories: stories.as_deref(),
        lengths: &lengths,
        has_topic: &|kind, topic, count| has_topic(context, kind, topic, count),
        shares: &|kind, id| match &own {
            Some(_) if probes::is_probe(kind, id) => has_probe(id).then_some(true),
            Some(own) => shares(own, &builtin, kind, id),
            None => Some(true),
        },
    };
    let time = args.time.map_or(TimeAsked::Evening(EVENING), TimeAsked::Now);
    Ok(Agenda::of(&situation, &trends(past.taken, None, None), time))
}

/// What commands need to run in the workspace that was asked for, as they are printed.
struct Here(String);

impl Here {
    /// Nothing where none was asked for; nor where its name would have to be quoted, which is said.
    fn of(context: &Context) -> Self {
        let Some(dir) = &context.workspace_asked else { return Self(String::new()) };
        let dir = dir.display().to_string();
        if shell_words::quote(&dir) == dir && !dir.starts_with('-') {
            return Self(format!(" --workspace {dir}"));
        }
        context.note(
            "the commands are without --workspace, whose folder would have to be quoted: add it, \
             or run them there",
        );
        Self(String::new())
    }

    /// A command, in full.
    fn command(&self, command: &str) -> String {
        format!("{command}{}", self.0)
    }
}

/// The first command of a plan that leaves a session, where one does, as a command line, in this
/// workspace.
fn first(context: &Context, agenda: &Agenda, here: &Here) -> anyhow::Result<Option<Cli>> {
    // A look at the stories leaves no session, so that it would be the first again.
    let mut lines = agenda.lines.iter();
    let line = lines.find(|line| line.act != Act::Stories).or(agenda.lines.first());
    let Some(line) = line else {
        context.note(&text::nothing(agenda));
        return Ok(None);
    };
    let command = line.act.command();
    context.note(&format!("{}: {}", here.command(&command), line.reason));
    let mut cli = Cli::try_parse_from(command.split(' '))?;
    cli.workspace.clone_from(&context.workspace_asked);
    Ok(Some(cli))
}

/// The stories; `None` where they can't be read, which is said.
fn stories_of(context: &Context) -> Option<Vec<Story>> {
    let said = |error: &anyhow::Error| {
        context.note(&format!(
            "planned without your stories, which can't be read: {}\nmend them; \
             `mockround stories check` says whether they are whole",
            causes(error)
        ));
    };
    let stories = stories::load(context).inspect_err(said).ok()?;
    let file = context.workspace.shown(&context.workspace.stories());
    for story in stories.iter().filter(|story| is_option(&story.id)) {
        let Story { id, lines, .. } = story;
        context.note(&format!("{file}:{}: story.id: {id}: {IS_OPTION}", lines.id));
    }
    Some(stories)
}

/// How long everything takes here. What can't be done here is left out and named: a drill whose
/// template can't be read, and all that asks questions where those of the workspace can't be.
///
/// # Errors
/// A template of an interview that is still to come is none.
fn lengths(context: &Context, today: Date) -> anyhow::Result<Lengths> {
    let mut lengths = Lengths::default();
    for interview in context.settings.interviews.iter().filter(|of| of.date >= today) {
        let Some(name) = &interview.template else { continue };
        let template = build::template(context, Some(name), &[]).with_context(|| {
            let file = context.workspace.shown(&context.workspace.settings_file());
            format!("{file}:{}: interview.template", interview.line)
        })?;
        lengths.rounds.insert(name.clone(), template);
    }
    if let Err(error) = build::own_questions(context) {
        context.note(&format!(
            "planned without drills and rounds, which need your questions: {}\nmend them; \
             `mockround questions check` says whether they are whole",
            causes(&error)
        ));
        return Ok(Lengths { unread: true, ..Lengths::default() });
    }
    for &kind in QuestionKind::all() {
        match build::drill(context, kind) {
            Ok(template) => drop(lengths.drills.insert(kind.word(), template)),
            Err(error) => context.note(&format!("no {} drill: {}", kind.word(), causes(&error))),
        }
    }
    match build::template(context, None, &[]) {
        Ok(template) => drop(lengths.rounds.insert(String::new(), template)),
        Err(error) => context.note(&causes(&error)),
    }
    Ok(lengths)
}

/// Whether a drill of so many questions on a topic can be drawn.
fn has_topic(context: &Context, kind: QuestionKind, topic: &str, count: usize) -> bool {
    let Ok(mut template) = build::drill(context, kind) else { return false };
    template.set_count(kind, u32::try_from(count).unwrap_or(1));
    let args = cli::BuildArgs {
        seed: Some(1),
        topic: vec![topic.to_string()],
        difficulty: None::<Difficulty>,
        ..cli::BuildArgs::default()
    };
    build::round(context, &template, &args, Part::Whole).is_ok()
}

/// Whether a drill asks a question of the bank beside others; `None` where the bank has none of
/// that id.
fn shares(
    own: &Bank,
    builtin: &HashMap<&str, Option<Difficulty>>,
    kind: QuestionKind,
    id: &str,
) -> Option<bool> {
    let (kind, difficulty) = match own.get(id) {
        Some(Entry { question, .. }) => (question.kind(), question.difficulty),
        None => (kind, *builtin.get(id)?),
    };
    Some(!(difficulty == Some(Difficulty::Hard) && kind.hard_fills_a_slot()))
}
