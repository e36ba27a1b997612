//! A round from the command line's wishes, shared by `plan`, `run` and `drill`: finds the template,
//! the bank and the candidate's own questions on disk, and chooses a seed.

mod own;
mod templates;

use std::collections::BTreeSet;
use std::mem::take;
use std::path::Path;

use anyhow::anyhow;

use super::Context;
use crate::cli;
use crate::fields::Problem;
use crate::practice::posting;
use crate::round::bank::Bank;
use crate::round::draw::{self, DrawError, Wishes};
use crate::round::part::Part;
use crate::round::probes::ProbesOf;
use crate::round::template::Template;
use crate::round::{Question, QuestionId, QuestionKind, Round};
use crate::session::store::recent_questions;
use crate::settings::{TomlTexts, Workspace};
use crate::text::{clean_line, counted};
use crate::word::Word;
pub(super) use templates::{named_template, template};

/// The questions of so many rounds are avoided while others are left.
const RECENT_ROUNDS: usize = 20;

/// So many seeds are looked at for one that repeats no question.
const SEEDS: usize = 200;

/// The template that rehearses one kind of question.
///
/// # Errors
/// Every problem of a workspace's template of that name.
pub(super) fn drill(context: &Context, kind: QuestionKind) -> anyhow::Result<Template> {
    template(context, Some(kind.drill()), &[])
}

/// Draws a template's questions as the command line wishes, of one part where a drill has one;
/// without `--seed`, with a seed from 1 to 999,999.
///
/// # Errors
/// Every problem of the bank's and the candidate's files; too few questions, with where to add
/// more.
pub(super) fn round(
    context: &Context,
    template: &Template,
    build: &cli::BuildArgs,
    part: Part,
) -> anyhow::Result<Round> {
    round_of(context, template, build, part, |_, _| Vec::new())
}

/// As [`round`], where more is wished for, by what the bank has; what is to be said of that is said
/// of a round that could be drawn.
///
/// # Errors
/// As [`round`].
pub(super) fn round_of(
    context: &Context,
    template: &Template,
    build: &cli::BuildArgs,
    part: Part,
    wish: impl FnOnce(&Bank, &mut Wishes) -> Vec<String>,
) -> anyhow::Result<Round> {
    let (bank, mut wishes, mut said) = wishes(context, template, build, part)?;
    said.extend(wish(&bank, &mut wishes));
    let drawn = draw::build(template, &bank, &context.settings.limits, &wishes);
    let mut round = drawn.map_err(|error| match (&error, part.probes()) {
        (DrawError::TooFew { there, .. }, Some(of)) => too_few_probes(of, &wishes, *there),
        _ => with_remedy(error, &context.workspace),
    })?;
    said.iter().for_each(|line| context.note(line));
    note_beside(context, template, &bank, &wishes, &round);
    part.settle(&mut round);
    Ok(round)
}

/// As [`round`], with a seed that gives the same round to `run --seed`: without one, of 200 seeds
/// the one whose draw repeats the fewest questions of recent rounds.
///
/// # Errors
/// As [`round`].
pub(super) fn seeded_round(
    context: &Context,
    template: &Template,
    build: &cli::BuildArgs,
) -> anyhow::Result<Round> {
    let (bank, mut wishes, said) = wishes(context, template, build, Part::Whole)?;
    let recent: BTreeSet<QuestionId> = take(&mut wishes.recent).into_iter().flatten().collect();
    let mut best = draw(context, template, &bank, &wishes)?;
    said.iter().for_each(|line| context.note(line));
    let others = if build.seed.is_some() { 0 } else { SEEDS - 1 };
    for _ in 0..others {
        if repeats(&best, &recent) == 0 {
            break;
        }
        wishes.seed = any_seed();
        let other = draw(context, template, &bank, &wishes)?;
        if repeats(&other, &recent) < repeats(&best, &recent) {
            best = other;
        }
    }
    note_beside(context, template, &bank, &wishes, &best);
    Ok(best)
}

/// Says where a round doesn't keep to the topics of its template.
fn note_beside(
    context: &Context,
    template: &Template,
    bank: &Bank,
    wishes: &Wishes,
    round: &Round,
) {
    for line in draw::beside_the_topics(template, bank, wishes, round) {
        context.note(&line);
    }
    for topic in draw::too_hard_topics(template, bank, wishes) {
        context.note(&too_hard(topic));
    }
}

/// That a topic stays without a question, and what to do about it.
fn too_hard(topic: &str) -> String {
    format!(
        "nothing is asked on {}: all of it is too hard to share a slot; add --difficulty hard, or \
         drill one with --count 1",
        clean_line(topic)
    )
}

/// How many of a round's questions were asked lately.
fn repeats(round: &Round, recent: &BTreeSet<QuestionId>) -> usize {
    let questions = round.slots.iter().flat_map(|slot| &slot.questions);
    questions.filter(|planned| recent.contains(&planned.question.id)).count()
}

fn any_seed() -> u64 {
    rand::random_range(1..=999_999)
}

/// The bank to draw from, what is wished for, and what is to be said of that.
fn wishes(
    context: &Context,
    template: &Template,
    build: &cli::BuildArgs,
    part: Part,
) -> anyhow::Result<(Bank, Wishes, Vec<String>)> {
    let workspace = &context.workspace;
    let kinds: Vec<QuestionKind> = template.asks().map(|ask| ask.kind).collect();
    let bank = match part.probes() {
        Some(of) => of.of_bank(&bank_of(context, &of.kinds())?),
        None => bank_of(context, &kinds)?,
    };
    let recent = match build.seed {
        Some(_) => Vec::new(),
        None => recent_questions(&workspace.sessions(), RECENT_ROUNDS),
    };
    let mut wishes = Wishes {
        seed: build.seed.unwrap_or_else(any_seed),
        difficulty: build.difficulty,
        theme: part.theme(),
        topics: build.topic.clone(),
        own: own::read(workspace, &build.question)?,
        recent,
        ..Wishes::default()
    };
    let said = match &build.from {
        Some(file) => weigh_by(context, file, (template, &bank), &kinds, &mut wishes)?,
        None => Vec::new(),
    };
    Ok((bank, wishes, said))
}

/// Makes likelier what a file names, such as a job's description; gives what and why, to be said.
fn weigh_by(
    context: &Context,
    file: &Path,
    (template, bank): (&Template, &Bank),
    kinds: &[QuestionKind],
    wishes: &mut Wishes,
) -> anyhow::Result<Vec<String>> {
    let (name, text) = context.workspace.read(file)?;
    let can_ask = |question: &Question| draw::can_ask(template, wishes, question);
    let weighed = posting::weigh(&text, bank, kinds, can_ask);
    let mut said: Vec<String> =
        weighed.why.iter().map(|why| format!("likelier in this draw: {why}")).collect();
    let unasked = Wishes { topics: weighed.unasked, ..wishes.clone() };
    let hard = draw::too_hard_topics(template, bank, &unasked);
    // What is wished for besides is told with the round.
    for topic in hard.iter().filter(|topic| !wishes.topics.iter().any(|of| of == *topic)) {
        said.push(too_hard(topic));
    }
    if weighed.why.is_empty() && hard.is_empty() {
        let name = clean_line(&name);
        said.push(format!("{name} names no topic or theme of this round: drawn as ever"));
    }
    wishes.weigh(weighed.weights);
    Ok(said)
}

fn draw(
    context: &Context,
    template: &Template,
    bank: &Bank,
    wishes: &Wishes,
) -> anyhow::Result<Round> {
    draw::build(template, bank, &context.settings.limits, wishes)
        .map_err(|error| with_remedy(error, &context.workspace))
}

/// What to do where there are too few probes.
fn too_few_probes(of: ProbesOf, wishes: &Wishes, there: usize) -> anyhow::Error {
    let kinds: Vec<&str> = of.kinds().into_iter().map(Word::word).collect();
    let of_phase = of.phase.map_or(String::new(), |phase| format!(" in {phase}"));
    let of_difficulty =
        wishes.difficulty.map_or(String::new(), |of| format!(" of difficulty {}", of.word()));
    let asked = format!("{}{of_phase}{of_difficulty}", kinds.join(", "));
    match there {
        0 => {
            anyhow!("no probe of {asked} has an answer that could be shown: choose another --kind")
        }
        _ => anyhow!(
            "only {} of {asked} an answer that could be shown: --count {there} asks all of them",
            counted(there, "probe has", "probes have")
        ),
    }
}

/// What to do where no round could be drawn.
fn with_remedy(error: DrawError, workspace: &Workspace) -> anyhow::Error {
    let folder = workspace.shown(&workspace.questions());
    match error {
        DrawError::TooFew { difficulty: Some(_), .. } => {
            anyhow!("{error}; leave --difficulty out, or add questions to a .toml file in {folder}")
        }
        DrawError::TooFew { .. } => {
            anyhow!("{error}; add questions to a .toml file in {folder}")
        }
        DrawError::NoPlace { .. } => {
            anyhow!("{error}; choose another template, or leave that --question out")
        }
        DrawError::NoTopic { .. } | DrawError::NoneSuch { .. } | DrawError::NoSlots { .. } => {
            anyhow!(error)
        }
    }
}

/// The built-in questions and the workspace's. Which of these are left out is said, a line a file.
///
/// # Errors
/// Every problem of the workspace's files.
pub(super) fn bank(context: &Context) -> anyhow::Result<Bank> {
    bank_of(context, QuestionKind::all())
}

/// Whether the workspace's questions can be read.
///
/// # Errors
/// As [`bank`].
pub(super) fn own_questions(context: &Context) -> anyhow::Result<()> {
    read_bank(&context.workspace, &[]).map(drop)
}

/// As [`bank`], with the workspace's questions only.
///
/// # Errors
/// As [`bank`].
pub(super) fn own_bank(context: &Context) -> anyhow::Result<Bank> {
    bank_of(context, &[])
}

/// As [`bank`], with the built-in questions of some kinds only.
fn bank_of(context: &Context, kinds: &[QuestionKind]) -> anyhow::Result<Bank> {
    let OwnBank { bank, unread, copies } = read_bank(&context.workspace, kinds)?;
    for file in unread.iter().map(Problem::to_string).chain(copies) {
        context.note(&format!("left out: {file}"));
    }
    Ok(bank)
}

/// The workspace's questions and built-in ones, and what of the former is left out.
pub(super) struct OwnBank {
    pub(super) bank: Bank,
    /// What can't be read as a file of questions.
    pub(super) unread: Vec<Problem>,
    /// What repeats other files, a line for each.
    pub(super) copies: Vec<String>,
}

/// Says what is called as the files of a folder are, and is none.
fn note_no_files(context: &Context, folder: &Path) -> anyhow::Result<()> {
    for no_file in context.workspace.no_files(folder)? {
        context.note(&format!("left out: {no_file}"));
    }
    Ok(())
}

/// As [`bank`], with what is left out.
///
/// # Errors
/// As [`bank`].
pub(super) fn whole_bank(workspace: &Workspace) -> anyhow::Result<OwnBank> {
    read_bank(workspace, QuestionKind::all())
}

/// What can't be read as questions is left out; a mistake in what can be is an error, as the round
/// would ask other questions than were meant.
fn read_bank(workspace: &Workspace, kinds: &[QuestionKind]) -> anyhow::Result<OwnBank> {
    let TomlTexts { files, left_out: unread } = workspace.toml_texts(&workspace.questions())?;
    let bank = Bank::with_builtin_of(kinds, &files)?;
    let mut copies: Vec<(&Problem, usize)> = Vec::new();
    for problem in bank.repeated() {
        match copies.last_mut().filter(|(first, _)| first.file == problem.file) {
            Some((_, more)) => *more += 1,
            None => copies.push((problem, 0)),
        }
    }
    let line = |(first, more): (&Problem, usize)| match more {
        0 => first.to_string(),
        more => format!("{first}, and so are {more} more of it"),
    };
    let copies = copies.into_iter().map(line).collect();
    Ok(OwnBank { bank, unread, copies })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::live::rules::conductor::Conductor;
    use crate::pacing::measure;
    use crate::round::template::BUILTIN;
    use crate::samples::header;
    use crate::session::Session;
    use crate::session::mark::Mark;
    use crate::time::Elapsed;

    pub(crate) fn context(folder: &Path) -> Context {
        let workspace = Workspace::at(folder.to_path_buf(), folder.to_path_buf());
        Context::with_defaults(workspace)
    }

    pub(crate) fn write(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) const TEMPLATE: &str = "title = 'Mine'\n[[slot]]\nkind = 'coding'\nlength = '9m'\n\
                                [[slot.ask]]\nphase = [{ name = 'code', budget = '9m' }]\n";

    #[test]
    fn every_drill_and_template_can_be_drawn_from_the_builtin_bank() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(folder.path());
        for kind in QuestionKind::all() {
            let template = drill(&context, *kind).unwrap();
            let round =
                round(&context, &template, &cli::BuildArgs::default(), Part::Whole).unwrap();
            assert!(
                round.slots[0].questions.iter().all(|planned| planned.question.kind() == *kind)
            );
        }
        for (name, _) in BUILTIN {
            let template = template(&context, Some(name), &[]).unwrap();
            let build = cli::BuildArgs { seed: Some(1), ..cli::BuildArgs::default() };
            assert!(round(&context, &template, &build, Part::Whole).is_ok(), "{name}");
        }
    }

    #[test]
    fn an_untouched_round_of_every_template_shows_every_question_and_claims_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(folder.path());
        for (name, _) in BUILTIN {
            let template = template(&context, Some(name), &[]).unwrap();
            let build = cli::BuildArgs { seed: Some(1), ..cli::BuildArgs::default() };
            let mut header = header(Vec::new());
            header.round = round(&context, &template, &build, Part::Whole).unwrap();
            let mut round = Conductor::new(Session::new(header));
            round.mark(Elapsed::ZERO, Mark::Start).unwrap();
            round.advance(Elapsed::from_secs(100_000));
            assert!(round.timeline().finished, "{name}");
            let questions = || round.timeline().slots.iter().flat_map(|slot| &slot.questions);
            assert!(questions().all(|question| question.shown.is_some()), "{name}");
            assert!(questions().all(|question| question.ended.is_some()), "{name}");
            let pacing = measure(round.session());
            assert_eq!(pacing.flags, [], "{name}");
            for asked in pacing.slots.iter().flat_map(|slot| &slot.questions) {
                assert!(asked.first_answer.at.is_none(), "{name}");
                assert!(asked.answer.is_none() && asked.told.is_none(), "{name}");
                assert!(asked.phases.iter().all(|phase| phase.actual.is_none()), "{name}");
            }
        }
    }

    #[test]
    fn a_drill_of_pitches_begins_with_the_usual_one_and_no_other_is_always_drawn() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(folder.path());
        let template = drill(&context, QuestionKind::Pitch).unwrap();
        let mut second = BTreeSet::new();
        for seed in 1..20 {
            let build = cli::BuildArgs { seed: Some(seed), ..cli::BuildArgs::default() };
            let round = round(&context, &template, &build, Part::Whole).unwrap();
            let questions = &round.slots[0].questions;
            assert_eq!(questions[0].question.id.as_str(), "pitch-about-yourself");
            second.insert(questions[1].question.id.clone());
        }
        assert!(second.len() > 2, "{second:?}");
        // A topic chooses what follows it, or the one that is asked alone.
        let drawn = |count: u32| {
            let mut template = drill(&context, QuestionKind::Pitch).unwrap();
            assert!(Part::Whole.narrow(&mut template, QuestionKind::Pitch, Some(count)));
            let topic = vec!["career-change".to_string()];
            let build = cli::BuildArgs { seed: Some(1), topic, ..cli::BuildArgs::default() };
            let round = round(&context, &template, &build, Part::Whole).unwrap();
            let asked = round.slots[0].questions.iter();
            asked.map(|of| of.question.id.as_str().to_string()).collect::<Vec<_>>()
        };
        let (three, one) = (drawn(3), drawn(1));
        assert_eq!(three[0], "pitch-about-yourself");
        let mut changes = three[1..].to_vec();
        assert!(changes.contains(&one[0]), "{three:?} {one:?}");
        changes.sort();
        assert_eq!(changes, ["pitch-academia-to-industry", "pitch-career-change"]);
    }

    #[test]
    fn a_plan_repeats_nothing_while_others_are_left_and_its_seed_runs_it() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(folder.path());
        let template = drill(&context, QuestionKind::Behavioral).unwrap();
        let build = cli::BuildArgs { seed: Some(1), ..cli::BuildArgs::default() };
        let first = round(&context, &template, &build, Part::Whole).unwrap();
        let asked: BTreeSet<QuestionId> =
            first.slots[0].questions.iter().map(|of| of.question.id.clone()).collect();
        assert_eq!(repeats(&first, &asked), asked.len());
        for _ in 0..20 {
            let planned = seeded_round(&context, &template, &cli::BuildArgs::default()).unwrap();
            let build = cli::BuildArgs { seed: Some(planned.seed), ..cli::BuildArgs::default() };
            assert_eq!(round(&context, &template, &build, Part::Whole).unwrap(), planned);
        }
    }

    #[test]
    fn what_is_no_file_of_questions_is_left_out_and_a_mistake_in_one_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = context(folder.path()).workspace;
        write(folder.path(), "questions/large.toml", &"#\n".repeat(1 << 19 | 1));
        let path = |name: &str| folder.path().join("questions").join(name);
        std::fs::write(path("latin.toml"), b"# caf\xe9\n").unwrap();
        std::fs::create_dir(path("folder.toml")).unwrap();
        let own = whole_bank(&workspace).unwrap();
        let mut told: Vec<String> = own.unread.iter().map(Problem::to_string).collect();
        told.sort();
        let begin = ["folder.toml: is a folder", "large.toml: is larger", "latin.toml:1: byte 5"];
        assert_eq!(told.len(), begin.len(), "{told:?}");
        for (told, begins) in told.iter().zip(begin) {
            assert!(told.starts_with(&format!("questions/{begins}")), "{told}");
        }
        write(folder.path(), "questions/mine.toml", "[[question]]\nkind = 3\n");
        let error = whole_bank(&workspace).map(|own| own.bank).unwrap_err().to_string();
        assert!(error.contains("questions/mine.toml:2: "), "{error}");
    }

    #[test]
    fn too_few_questions_say_where_to_add_more() {
        let folder = tempfile::tempdir().unwrap();
        let mut context = context(folder.path());
        write(
            folder.path(),
            "t.toml",
            &TEMPLATE.replace("'coding'", "'ml-design'").replace("length = '9m'", "length = '12h'"),
        );
        context.settings.template = "t.toml".to_string();
        let mut template =
            template(&context, Some(folder.path().join("t.toml").to_str().unwrap()), &[]).unwrap();
        template.slots[0].asks[0].count = 20_000;
        let error = round(&context, &template, &cli::BuildArgs::default(), Part::Whole)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("too few ml-design questions: the round wants 20000, and there are "),
            "{error}"
        );
        assert!(error.ends_with("; add questions to a .toml file in questions"), "{error}");
    }
}
