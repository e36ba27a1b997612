//! `mockround check`: runs code against the examples of its question, and outside a round against
//! the cases that were kept back, too.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use anyhow::{anyhow, bail};
use serde_json::{Value, json};

use super::interruption::Interruption;
use super::{Context, build, questions};
use crate::cli::{self, ListFormat, WrongUsage};
use crate::live::machine::clock;
use crate::live::words::trial as words;
use crate::round::bank::Entry;
use crate::round::bank::lacks::case_faults;
use crate::round::{Question, QuestionId, sheet};
use crate::session::Session;
use crate::session::store::{code_owner, code_path, load, read_named_code, running_sessions};
use crate::session::timeline::Timeline;
use crate::settings::{ProgramSetting, Settings, allowed};
use crate::text::{causes, clean_line, counted, escape_json, system};
use crate::trial::{CodeTrial, Passed, Runner, TrialResult, kept_back};

/// The version of the JSON; it grows where a field changes its meaning or goes.
const SCHEMA: u32 = 1;

/// What is run, and for which question.
struct Meant {
    file: PathBuf,
    question: Question,
    /// Where that stands.
    stands_in: String,
    /// The rounds that are running and ask that question.
    rounds: Vec<Session>,
}

/// Runs code; the exit status is 0 where all passed, 1 where not.
///
/// # Errors
/// The command line doesn't say what to run: no such file or question, or one that no code could
/// pass. Nothing is written in the file, its question has no function to run, a strict round asks
/// it, no Python runs, or a signal broke it off.
pub(super) fn run(context: &Context, args: &cli::CheckArgs) -> anyhow::Result<ExitCode> {
    let meant = meant(context, args)?;
    if let Some((field, why)) = case_faults(&meant.question).first() {
        let (id, stands_in) = (clean_line(meant.question.id.as_str()), &meant.stands_in);
        return wrong(format!("{stands_in}: {id}: question.{field}: {}", clean_line(why)));
    }
    let trial = trial(&meant)?;
    let interruption = Interruption::watch();
    let result = runner(context).run(&trial, interruption.flag(), &AtomicBool::default())?;
    let out = match args.format {
        ListFormat::Json => escape_json(&format!("{:#}\n", to_json(&meant.question, &result))),
        ListFormat::Text => to_text(&meant.question, &result),
    };
    context.print(&out)?;
    if let Some(left) = words::left(&result) {
        context.note(&left);
    }
    if !result.is_good() && meant.file.extension().is_some_and(|of| of != sheet::PYTHON) {
        let name = clean_line(&meant.file.display().to_string());
        context.note(&format!("{name} was run as Python, whatever its name says"));
    }
    if !meant.rounds.is_empty() && trial.cases.is_none() && args.format == ListFormat::Text {
        context.note("a running round asks this question: the cases kept back run when it is over");
    }
    Ok(if result.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What runs code, here and in rounds.
pub(super) fn runner(context: &Context) -> Runner {
    Runner {
        python: context.programs.of(ProgramSetting::Python).cloned(),
        temporary: std::env::temp_dir(),
        clock: clock::reading,
    }
}

/// The same for a command that takes nothing else of the settings.
///
/// # Errors
/// They can't be read, or name a Python that is not allowed.
pub(super) fn runner_of_settings(context: &Context) -> anyhow::Result<Runner> {
    let settings = Settings::load(&context.workspace)?;
    let wanted = [ProgramSetting::Python];
    let (programs, not_run) = allowed::programs(&context.workspace, &settings.programs, &wanted);
    if let Some(not_run) = not_run {
        bail!("{not_run}");
    }
    Ok(Runner { python: programs.of(ProgramSetting::Python).cloned(), ..runner(context) })
}

/// Nobody can tell from the command line what to run.
fn wrong<T>(why: String) -> anyhow::Result<T> {
    Err(WrongUsage(why).into())
}

/// What to run.
fn meant(context: &Context, args: &cli::CheckArgs) -> anyhow::Result<Meant> {
    if let Some(file) = &args.file {
        expect_code(file).or_else(|why| wrong(why + &named_by(context, file)))?;
    }
    let (file, question, stands_in) = match (&args.file, &args.question) {
        (None, None) => return on_screen(context),
        (None, Some(id)) if Path::new(id).is_file() => {
            let name = clean_line(id);
            return wrong(format!(
                "{name} is a file, and --question says which question it answers: `mockround \
                 check {name} --question ID`"
            ));
        }
        (None, Some(id)) => {
            return wrong(format!("which file answers {}? Name it first", clean_line(id)));
        }
        (Some(file), Some(id)) => {
            let bank = build::bank(context).or_else(|error| wrong(causes(&error)))?;
            let found = questions::find(&bank, id);
            let found =
                found.or_else(|error| wrong(causes(&error) + &named_by(context, Path::new(id))))?;
            let Entry { question, file: of, line } = found;
            (file, question.clone(), format!("{of}:{line}"))
        }
        (Some(file), None) => match of_session(context, file)? {
            Some((question, stands_in)) => (file, question, stands_in),
            None => match on_screen(context) {
                Ok(shown) if shown.question.kind().has_code() => {
                    (file, shown.question, shown.stands_in)
                }
                Ok(_) | Err(_) => {
                    let name = clean_line(&file.display().to_string());
                    let hint = named_by(context, file);
                    return wrong(format!(
                        "which question does {name} answer? --question ID says it{hint}"
                    ));
                }
            },
        },
    };
    let rounds = rounds_that_ask(context, &question.id).collect();
    Ok(Meant { file: file.clone(), question, stands_in, rounds })
}

/// What to write where a file is named by the question that it is meant to answer.
fn named_by(context: &Context, file: &Path) -> String {
    let bank = build::bank(context).ok();
    let id = file.file_stem().and_then(|stem| stem.to_str());
    let found = bank.as_ref().zip(id).and_then(|(bank, id)| bank.get(id));
    found.map_or(String::new(), |found| format!("; --question {}?", found.question.id.as_str()))
}

/// Sees to it that a file that is named can hold code.
fn expect_code(file: &Path) -> Result<(), String> {
    let name = clean_line(&file.display().to_string());
    if file == Path::new("-") {
        return Err("code is read from a file, not from standard input: save it in one, and name \
                    that"
            .to_string());
    }
    match file.metadata() {
        Ok(found) if found.is_dir() => {
            Err(format!("{name} is a folder: name the file in it that holds your code"))
        }
        Ok(found) if !found.is_file() => Err(format!(
            "{name} is a pipe or a device: name a file that holds your code; save it in one \
                 where a program writes it"
        )),
        Ok(_) => Ok(()),
        Err(_) if file.is_symlink() => Err(format!("{name} is a link that leads to no file")),
        Err(error) => Err(format!("{name} can't be read: {}", system(&error))),
    }
}

/// The rounds that are running and ask a question.
pub(super) fn rounds_that_ask(context: &Context, id: &QuestionId) -> impl Iterator<Item = Session> {
    running(context).into_iter().filter_map(|path| Some(load(&path).ok()?.0)).filter(|session| {
        let mut asked = session.header.round.slots.iter().flat_map(|slot| &slot.questions);
        asked.any(|planned| planned.question.id == *id)
    })
}

/// Whether a round has shown a question.
fn was_shown(session: &Session, id: &QuestionId) -> bool {
    let runs = Timeline::of(session).slots;
    session.header.round.slots.iter().zip(&runs).any(|(slot, run)| {
        let mut questions = slot.questions.iter().zip(&run.questions);
        questions.any(|(planned, run)| planned.question.id == *id && run.shown.is_some())
    })
}

/// The rounds that are running.
fn running(context: &Context) -> Vec<PathBuf> {
    running_sessions(&context.workspace.sessions(), &context.workspace.running())
}

/// The question on screen, and its file.
fn on_screen(context: &Context) -> anyhow::Result<Meant> {
    let path = match &running(context)[..] {
        [] => {
            let what = "no round is running: name a file, and with --question ID what it answers";
            return wrong(what.to_string());
        }
        [one] => one.clone(),
        several => {
            let folder = context.workspace.shown(&several[0].with_extension(""));
            let count = several.len();
            let file = Path::new(&folder).join("s1q1.py");
            return wrong(format!(
                "{count} rounds are running: name the file, as {}",
                file.display()
            ));
        }
    };
    let (session, _) = load(&path)?;
    let place = Timeline::of(&session).open();
    let planned = place.and_then(|(slot, question)| session.slot(slot)?.questions.get(question));
    let (Some(place), Some(planned)) = (place, planned) else {
        return Err(anyhow!("no question is on screen now"));
    };
    let question = planned.question.clone();
    let file = code_path(&path, place, sheet::PYTHON);
    let stands_in = context.workspace.shown(&path);
    let rounds = rounds_that_ask(context, &question.id).chain([session]).collect();
    Ok(Meant { file, question, stands_in, rounds })
}

/// The question that a file in a session's folder answers, and where it stands.
fn of_session(context: &Context, file: &Path) -> anyhow::Result<Option<(Question, String)>> {
    let Some((path, (slot, question))) = code_owner(file) else { return Ok(None) };
    let (session, _) = load(&path)?;
    let planned = session.slot(slot).and_then(|slot| slot.questions.get(question));
    let stands_in = context.workspace.shown(&path);
    Ok(planned.map(|planned| (planned.question.clone(), stands_in)))
}

fn trial(meant: &Meant) -> anyhow::Result<CodeTrial> {
    let Meant { file, question, rounds, .. } = meant;
    if rounds.iter().any(|round| round.header.strict) {
        return Err(anyhow!("a strict round is running that asks this question: it runs no code"));
    }
    // A case that fails says what is asked.
    if !rounds.iter().all(|round| was_shown(round, &question.id)) {
        return Err(anyhow!(
            "a running round has not shown this question yet: its examples run when it has"
        ));
    }
    let id = clean_line(question.id.as_str());
    let Some(signature) = question.brief.signature() else {
        if !question.kind().has_code() {
            return wrong(format!("{id} is no coding question"));
        }
        bail!(
            "{id} can't be run: it says no function, parameters and compare; a question of your \
             own may (docs/banks.md)"
        );
    };
    let name = clean_line(&file.display().to_string());
    let code = match read_named_code(file) {
        Ok(code) => code,
        Err(error) => {
            return wrong(format!("{name} can't be read: {}", system(&error)));
        }
    };
    if sheet::is_untouched(question, &code) {
        return Err(anyhow!("nothing is written in {name} yet"));
    }
    let cases = kept_back(question);
    Ok(CodeTrial {
        name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        code,
        signature: signature.clone(),
        examples: question.brief.examples().to_vec(),
        cases: (rounds.is_empty() && !cases.is_empty()).then_some(cases),
    })
}

fn to_json(question: &Question, result: &TrialResult) -> Value {
    let failure = result.first_failure.as_ref().map(|failure| {
        json!({
            "input": failure.input,
            "expected": failure.expected,
            "got": failure.got,
            "error": failure.error,
        })
    });
    json!({
        "schema": SCHEMA,
        "question": question.id,
        "examples": result.examples,
        "cases": result.cases,
        "first_failure": failure,
        "time_s": (result.took.as_secs_f64() * 1000.0).round() / 1000.0,
    })
}

fn to_text(question: &Question, result: &TrialResult) -> String {
    let passed = |Passed { passed, of }: Passed, one, many| match (passed, of) {
        (1, 1) => format!("the one {one} passed"),
        (_, 1) => format!("the one {one} failed"),
        _ if passed == of => format!("all {} passed", counted(of, one, many)),
        _ => format!("{passed} of {} passed", counted(of, one, many)),
    };
    let mut parts = vec![passed(result.examples, "example", "examples")];
    parts.extend(result.cases.map(|cases| passed(cases, "case kept back", "cases kept back")));
    let seconds = result.took.as_secs_f64();
    let mut text =
        format!("{}: {} ({seconds:.1} s)\n", clean_line(&question.title), parts.join(", "));
    let failure = result.first_failure.iter().flat_map(words::failure);
    for line in failure.chain(result.notes.clone()) {
        text += &format!("  {}\n", clean_line(&line));
    }
    text
}
