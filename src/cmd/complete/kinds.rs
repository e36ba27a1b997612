//! Of which kinds the questions are that a line means.

use std::path::is_separator;

use super::line::Line;
use crate::cmd::build::named_template;
use crate::round::probes::ProbesOf;
use crate::round::{QuestionKind, SlotKind};
use crate::settings::{Settings, Workspace};
use crate::word::Word;

/// Those that the command at `path` asks or lists, as its line says; all where nothing says.
pub(super) fn meant(path: &str, line: &Line, workspace: Option<&Workspace>) -> Vec<QuestionKind> {
    let (command, what) = path.split_once(' ').unwrap_or((path, ""));
    let meant: Vec<QuestionKind> = match command {
        "drill" if what == "probes" => match &read::<QuestionKind>(&line.values("--kind"))[..] {
            [kind] => vec![*kind],
            _ => ProbesOf::default().kinds(),
        },
        "drill" => QuestionKind::parse(what).into_iter().collect(),
        "questions" => read(&line.values("--kind")),
        "run" | "plan" => of_template(command, line, workspace),
        _ => Vec::new(),
    };
    if meant.is_empty() { QuestionKind::all().to_vec() } else { meant }
}

/// The kinds that the line's template asks, or that of the settings; with `--only`, those of the
/// slots that are left.
fn of_template(command: &str, line: &Line, workspace: Option<&Workspace>) -> Vec<QuestionKind> {
    let Some(workspace) = workspace else { return Vec::new() };
    let Ok(settings) = Settings::load(workspace) else { return Vec::new() };
    // The value of an option may stand among the words: what isn't like a template isn't read.
    let is_like = |word: &&str| word.ends_with(".toml") || !word.contains(is_separator);
    let words = line.behind(command).into_iter().filter(is_like);
    let asked = words.map(Some).chain([None]);
    let mut found = asked.filter_map(|of| named_template(workspace, &settings, of).ok());
    let Some(mut template) = found.next() else { return Vec::new() };
    template.keep(&read::<SlotKind>(&line.values("--only")));
    template.asks().map(|ask| ask.kind).collect()
}

fn read<W: Word>(words: &[&str]) -> Vec<W> {
    words.iter().filter_map(|word| W::parse(word)).collect()
}
