//! Finding one session among many: the one that is meant, the latest, those that run, and what was
//! asked lately.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use serde::Deserialize;

use super::file::{is_live, is_locked, load, load_as, open};
use super::list::{SkippedFile, Stored, files, is_named, skipped};
use super::live::{LiveFile, with_files};
use super::marks::{MARKS, REPLIES};
use super::read::{Texts, Top, top};
use super::reopened::changed_for;
use crate::round::QuestionId;
use crate::session::timeline::Timeline;
use crate::session::{LocalTime, Session};
use crate::text::causes;

/// How much of a file is read to learn the session's name and time, in bytes; they are in its first
/// ten lines.
const BEGINNING: u64 = 16 << 10;

/// What the newest session is called where one is asked for.
pub(crate) const LATEST: &str = "latest";

/// The newest session that can be read, and the newer files that can't be.
///
/// # Errors
/// None can be read.
pub(crate) fn load_latest(dir: &Path) -> anyhow::Result<(Stored, Vec<SkippedFile>)> {
    let files = files(dir)?;
    let sessions = newest_first(&files);
    let mut passed_over = Vec::new();
    for (_, path) in &sessions {
        match load(path) {
            Ok((session, dropped)) => {
                let known: HashSet<&PathBuf> = sessions.iter().map(|(_, path)| *path).collect();
                let others = files.iter().rev().filter(|path| !known.contains(path));
                passed_over.extend(others.filter_map(|other| unreadable(other, path)));
                return Ok((Stored { path: path.to_path_buf(), session, dropped }, passed_over));
            }
            Err(error) => passed_over.push(skipped(path, causes(&error))),
        }
    }
    match passed_over.into_iter().next() {
        Some(newest) => bail!("{}", newest.why),
        None => find(dir, LATEST).and_then(|path| bail!("{}: is no session", path.display())),
    }
}

/// A file that can't be read and doesn't say when it began, where its name says that it is newer
/// than another.
fn unreadable(path: &Path, than: &Path) -> Option<SkippedFile> {
    let (name, other) = (stem(path)?, stem(than)?);
    let error = (is_dated(&name) && name > other).then(|| load(path).err())??;
    Some(skipped(path, causes(&error)))
}

/// Finds the session that a person means: an id, the beginning of one, a path, or `latest`.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn find(dir: &Path, wanted: &str) -> anyhow::Result<PathBuf> {
    let as_path = Path::new(wanted);
    let is_path = as_path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
        || as_path.components().count() > 1;
    if is_path {
        let candidates = [as_path.to_path_buf(), dir.join(as_path)];
        return match candidates.into_iter().find(|path| path.is_file()) {
            Some(path) => Ok(path),
            None => bail!("no session file {wanted}; `mockround sessions` lists the sessions"),
        };
    }
    let files = files(dir)?;
    if files.is_empty() {
        bail!("no sessions in {} yet; `mockround run` records one", dir.display());
    }
    if wanted.is_empty() {
        bail!("no session is named: give an id, the beginning of one, a path, or latest");
    }
    if wanted == LATEST {
        return match newest_first(&files).into_iter().next() {
            Some((_, path)) => Ok(path.clone()),
            None => {
                bail!("no file in {} is a session; `mockround sessions` says why", dir.display())
            }
        };
    }
    let mut found = matches(&files, wanted, stem);
    if found.is_empty() {
        // A file that was renamed is still listed under the id in it.
        found = matches(&files, wanted, written_id);
    }
    match &found[..] {
        [] => bail!(
            "no session begins with {wanted:?} in {}; `mockround sessions` lists them",
            dir.display()
        ),
        [(_, path)] => Ok((*path).clone()),
        // Of copies of one session, the one that bears its id as its name is meant.
        several => match original(several) {
            Some(path) => Ok(path.clone()),
            None => Err(ambiguous(wanted, several)),
        },
    }
}

/// Whether a file says at its beginning that it is a session, whatever follows.
pub(crate) fn begins_as_session(path: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes);
    let lines = || text.lines().take_while(|line| !line.starts_with('['));
    let sets = |key: &str| {
        let is_key = |line: &str| {
            let line = line.trim_start_matches('\u{feff}');
            line.split_once('=').is_some_and(|(set, _)| set.trim() == key)
        };
        lines().any(is_key)
    };
    read.is_ok() && sets("format") && sets("id")
}

/// The same, or whether it lies among the sessions and is called as one: it may be torn or damaged.
pub(super) fn is_sessions(dir: &Path, path: &Path) -> bool {
    if begins_as_session(path) {
        return true;
    }
    let real = |dir: &Path| {
        let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
        dir.canonicalize().ok()
    };
    let is_among = path.parent().and_then(real).is_some_and(|above| real(dir) == Some(above));
    is_among && stem(path).is_some_and(|name| is_dated(&name))
}

/// Whether a name begins with a day, as those of sessions do.
fn is_dated(name: &str) -> bool {
    name.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
}

fn ambiguous(wanted: &str, several: &[(String, &PathBuf)]) -> anyhow::Error {
    let last = several.iter().rev().take(5);
    let mut names: Vec<&str> = last.map(|(name, _)| name.as_str()).collect();
    if several.len() > names.len() {
        names.push("…");
    }
    anyhow!(
        "{} sessions begin with {wanted:?}: {}; give more of the id",
        several.len(),
        names.join(", ")
    )
}

/// A file's name, without its ending.
fn stem(path: &Path) -> Option<String> {
    Some(path.file_stem()?.to_string_lossy().into_owned())
}

/// The id that stands in a file.
fn written_id(path: &Path) -> Option<String> {
    Some(beginning(path)?.id?.into())
}

/// The file that bears its id as its name, where all of them hold the same session.
fn original<'a>(files: &[(String, &'a PathBuf)]) -> Option<&'a PathBuf> {
    let first = beginning(files.first()?.1)?.id?;
    let mut original = None;
    for (_, path) in files {
        if beginning(path)?.id.as_ref() != Some(&first) {
            return None;
        }
        if original.is_none() && is_named(path, &first) {
            original = Some(*path);
        }
    }
    original
}

/// The files whose name is the one wanted, or else begins with it.
fn matches<'a>(
    files: &'a [PathBuf],
    wanted: &str,
    name: fn(&Path) -> Option<String>,
) -> Vec<(String, &'a PathBuf)> {
    let mut begin = Vec::new();
    for path in files {
        match name(path) {
            Some(name) if name == wanted => return vec![(name, path)],
            Some(name) if name.starts_with(wanted) => begin.push((name, path)),
            Some(_) | None => {}
        }
    }
    begin
}

/// What a file says of itself at its beginning, without reading the rest.
pub(super) fn beginning(path: &Path) -> Option<Top> {
    top(&text_before(path, "\n[")?)
}

/// The names by which the sessions of a folder can be asked for, the newest first, as far as their
/// names say when they began; nothing is read but these.
pub(crate) fn session_names(dir: &Path) -> Vec<String> {
    let newest_first = files(dir).unwrap_or_default().into_iter().rev();
    newest_first.filter_map(|path| asked_name(&path)).collect()
}

/// The name by which a session's file is asked for; `None` of one that can't be typed.
pub(super) fn asked_name(path: &Path) -> Option<String> {
    path.file_stem()?.to_str().map(String::from)
}

/// The template of a session's round, without reading its slots and events.
fn template(path: &Path) -> Option<String> {
    #[derive(Deserialize)]
    struct Beginning {
        round: Named,
    }
    #[derive(Deserialize)]
    struct Named {
        template: String,
    }
    let begins: Beginning = toml::from_str(&text_before(path, "\n[[")?).ok()?;
    Some(begins.round.template)
}

/// A file's first lines, up to the one that begins so.
fn text_before(path: &Path, line: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(usize::try_from(BEGINNING).unwrap_or(0));
    open(path).ok()?.take(BEGINNING).read_to_end(&mut bytes).ok()?;
    let end = bytes.windows(line.len()).position(|part| part == line.as_bytes())? + 1;
    bytes.truncate(end);
    String::from_utf8(bytes).ok()
}

/// The files that begin as sessions do, newest first.
fn newest_first(files: &[PathBuf]) -> Vec<(Top, &PathBuf)> {
    let mut tops = Vec::new();
    for path in files {
        let Some(top) = beginning(path) else { continue };
        if let Some(started) = top.started.as_ref().map(LocalTime::timestamp) {
            tops.push((started, path, top));
        }
    }
    let is_copy = |path: &Path, top: &Top| top.id.as_ref().is_none_or(|id| !is_named(path, id));
    // Of copies the session itself comes first.
    tops.sort_by(|(a, path, top), (b, with, other)| {
        let newest = b.cmp(a).then_with(|| other.id.cmp(&top.id));
        newest.then_with(|| is_copy(path, top).cmp(&is_copy(with, other)))
    });
    tops.into_iter().map(|(_, path, top)| (top, path)).collect()
}

/// The sessions of a folder that some process is running now.
pub(crate) fn live_sessions(dir: &Path) -> Vec<PathBuf> {
    let sessions = with_files(dir, &["", MARKS, REPLIES]).into_iter();
    // One that was cut off may be reviewed before it is gone on with.
    let sessions = sessions.filter(|path| changed_for(path).is_none());
    let (mut live, others): (Vec<_>, Vec<_>) = sessions.partition(|path| is_locked(path));
    let known: Vec<_> = live.iter().filter_map(|path| LiveFile::process(path)).collect();
    // A process runs one session: a live file that names it beside another was put back there.
    let is_other = |path: &PathBuf| LiveFile::process(path).is_none_or(|of| !known.contains(&of));
    live.extend(others.into_iter().filter(|path| is_other(path) && is_live(path)));
    live.sort();
    live
}

/// The questions that were shown in the newest sessions, newest session first, at most so many
/// sessions. Sessions whose clock was sped up, in which nothing was shown, or that can't be read
/// don't count.
pub(crate) fn recent_questions(dir: &Path, sessions: usize) -> Vec<Vec<QuestionId>> {
    let Ok(files) = files(dir) else { return Vec::new() };
    let mut recent = Vec::new();
    for path in named_newest_first(&files) {
        if recent.len() == sessions {
            break;
        }
        let Ok((session, _)) = load_as(path, Texts::Left) else { continue };
        let shown = shown(&session);
        if !session.header.is_sped_up() && !shown.is_empty() {
            recent.push(shown);
        }
    }
    recent
}

/// The files, newest first, as their names say when their sessions began; only those whose names
/// don't are opened for that.
fn named_newest_first(files: &[PathBuf]) -> Vec<&PathBuf> {
    const DATED: &str = "0000-00-00T00-00-00";
    let mut dated: Vec<(String, &PathBuf)> = Vec::with_capacity(files.len());
    for path in files {
        let named = stem(path).and_then(|name| name.get(..DATED.len()).map(str::to_string));
        let alike = |(of, pattern): (u8, u8)| match pattern {
            b'0' => of.is_ascii_digit(),
            mark => of == mark,
        };
        let says = |name: &String| name.bytes().zip(DATED.bytes()).all(alike);
        let written = || {
            let started = beginning(path)?.started?;
            Some(started.zoned().strftime("%Y-%m-%dT%H-%M-%S").to_string())
        };
        if let Some(began) = named.filter(says).or_else(written) {
            dated.push((began, path));
        }
    }
    dated.sort_by(|a, b| b.cmp(a));
    dated.into_iter().map(|(_, path)| path).collect()
}

/// The newest round before a session that was built from the same template, rehearsed all that the
/// session did, came to its end, and ran at the speed of the world, among the sessions of a folder.
pub(crate) fn earlier_round(dir: &Path, session: &Session) -> Option<Session> {
    let header = &session.header;
    let files = files(dir).ok()?;
    for (top, path) in newest_first(&files) {
        let started = top.started.as_ref().map(LocalTime::timestamp);
        let is_before = started.is_some_and(|at| at < header.started.timestamp());
        if !is_before
            || top.speed != Some(1.0)
            || template(path).as_ref() != Some(&header.round.template)
        {
            continue;
        }
        if let Ok((earlier, _)) = load(path)
            && earlier.is_finished()
            && earlier.header.round.rehearses_all_of(&header.round)
        {
            return Some(earlier);
        }
    }
    None
}

fn shown(session: &Session) -> Vec<QuestionId> {
    let timeline = Timeline::of(session);
    let mut shown = Vec::new();
    for (run, slot) in timeline.slots.iter().zip(&session.header.round.slots) {
        for (run, planned) in run.questions.iter().zip(&slot.questions) {
            if run.shown.is_some() {
                shown.push(planned.question.id.clone());
            }
        }
    }
    shown
}
