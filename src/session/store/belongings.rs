//! What belongs to a session: its file, and all that lies beside it under its name. One table says
//! which names these are and what each file holds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::live::FOLDER;
use super::private;

#[cfg(test)]
mod tests;

/// What a file of a session holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BelongingKind {
    /// What happened.
    Session,
    /// A report, which can be written anew.
    Report,
    /// What the candidate typed and noted.
    Notes,
    /// What the candidate programmed.
    Code,
    /// What the microphone heard.
    Sound,
    /// The words in it.
    Words,
    /// What a run says of itself, and what one that was killed left unfinished.
    Traces,
}

/// A file by the shape of its name: `ID` is the session's, `N` a number, `*` an ending.
struct NamedSo {
    shape: &'static str,
    kind: BelongingKind,
    /// In words, for a list.
    holds: &'static str,
}

const fn named(shape: &'static str, kind: BelongingKind, holds: &'static str) -> NamedSo {
    NamedSo { shape, kind, holds }
}

/// Every file that belongs to a session. The first shape that fits counts.
const TABLE: &[NamedSo] = &[
    named("ID.toml", BelongingKind::Session, "the session: its plan and every event"),
    named("ID.cut-off", BelongingKind::Session, "an event cut short, taken off the session's end"),
    named("ID.md", BelongingKind::Report, "its report"),
    named("ID.html", BelongingKind::Report, "its report as a page"),
    named("ID.before.md", BelongingKind::Report, "a report set aside"),
    named("ID.before-N.md", BelongingKind::Report, "a report set aside"),
    named("ID.before.html", BelongingKind::Report, "a page set aside"),
    named("ID.before-N.html", BelongingKind::Report, "a page set aside"),
    named(
        "ID.question.md",
        BelongingKind::Notes,
        "the question on screen, and what you type there",
    ),
    named("ID/sNqN.md", BelongingKind::Notes, "what you typed below a question"),
    named("ID/sNqN-N.md", BelongingKind::Notes, "what you typed below a question"),
    named("ID/notes.md", BelongingKind::Notes, "your notes"),
    named("ID/sNqN.*", BelongingKind::Code, "your code for a question"),
    named("ID/sNqN-N.*", BelongingKind::Code, "your code for a question"),
    named("ID/sound.wav", BelongingKind::Sound, "what the microphone heard"),
    named("ID/sound-N.wav", BelongingKind::Sound, "what the microphone heard after `resume`"),
    named("ID/sound.flac", BelongingKind::Sound, "what the microphone heard"),
    named("ID/sound-N.flac", BelongingKind::Sound, "what the microphone heard after `resume`"),
    named("ID.wav", BelongingKind::Sound, "what the microphone heard"),
    named("ID.N.wav", BelongingKind::Sound, "what the microphone heard after `resume`"),
    named("ID/words.json", BelongingKind::Words, "the words that were heard"),
    named(".live/ID", BelongingKind::Traces, "how the round stood"),
    named(".live/ID.marks", BelongingKind::Traces, "marks sent to the round"),
    named(".live/ID.replies", BelongingKind::Traces, "what became of them"),
    named(".live/ID.asked", BelongingKind::Traces, "how the question's file was written"),
    named(".live/ID.reports", BelongingKind::Traces, "how the reports were written"),
    named(".ID.N.new", BelongingKind::Traces, "an unfinished session"),
    named(".ID.md.N.tmp", BelongingKind::Traces, "an unfinished report"),
    named(".ID.html.N.tmp", BelongingKind::Traces, "an unfinished page"),
    named(".ID.question.md.N.tmp", BelongingKind::Traces, "an unfinished question"),
    named(".live/.ID.asked.N.tmp", BelongingKind::Traces, "an unfinished note"),
    named(".live/.ID.reports.N.tmp", BelongingKind::Traces, "an unfinished note"),
];

/// A file of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Belonging {
    pub(crate) path: PathBuf,
    pub(crate) kind: BelongingKind,
    /// What it holds, in words.
    pub(crate) holds: &'static str,
}

/// What lies under a session's name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Belongings {
    /// In the order of the table.
    pub(crate) files: Vec<Belonging>,
    /// What is in the session's folder and not mockround's.
    pub(crate) others: Vec<PathBuf>,
}

/// The folder of what belongs to a session, but for its file and its reports.
pub(crate) fn folder(session: &Path) -> PathBuf {
    session.with_extension("")
}

/// Removes that folder if it is empty.
pub(crate) fn remove_folder(session: &Path) {
    // One that isn't empty stays, and one that is a link is no folder.
    let _ = fs::remove_dir(folder(session));
}

/// A name in the session's folder that nothing has, for sound that is stored: `sound.wav`, and
/// `sound-2.wav` and so on after `resume`. The folder is made.
///
/// # Errors
/// The folder can't be made.
pub(crate) fn new_sound(session: &Path) -> io::Result<PathBuf> {
    let folder = folder(session);
    private::own_dir(&folder)?;
    let mut names = (2..).map(|n| folder.join(format!("sound-{n}.wav")));
    let mut free = folder.join("sound.wav");
    while fs::symlink_metadata(&free).is_ok() {
        free = names.next().unwrap_or_default();
    }
    Ok(free)
}

/// Looks for all that belongs to a session.
pub(crate) fn belongings(session: &Path) -> Belongings {
    let dir = session.parent().unwrap_or(Path::new(""));
    let id = session.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut found = Belongings::default();
    let mut ranked = Vec::new();
    let places = [("", dir.to_path_buf()), (".live/", dir.join(FOLDER)), ("/", folder(session))];
    for (place, dir) in places {
        for path in entries(&dir, place.is_empty()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_inside = place == "/";
            let name = if is_inside { format!("{id}/{name}") } else { format!("{place}{name}") };
            let row = if path == session { Some(0) } else { row(&name, &id) };
            match row.filter(|_| is_inside || !is_anothers(&path, &id)) {
                Some(row) if !path.is_dir() || path.is_symlink() => {
                    let NamedSo { kind, holds, .. } = TABLE[row];
                    ranked.push((row, Belonging { path, kind, holds }));
                }
                _ if is_inside => found.others.push(path),
                _ => {}
            }
        }
    }
    if folder(session).is_symlink() {
        found.others.push(folder(session));
    }
    ranked.sort_by(|(row, a), (other, b)| row.cmp(other).then_with(|| a.path.cmp(&b.path)));
    found.files = ranked.into_iter().map(|(_, belonging)| belonging).collect();
    found.others.sort();
    found
}

/// What is in a folder; nothing where it is a link, which only a folder of sessions may be.
fn entries(dir: &Path, may_be_link: bool) -> Vec<PathBuf> {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    if !may_be_link && !matches!(private::is_own_dir(dir), Ok(true)) {
        return Vec::new();
    }
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let named = |entry: fs::DirEntry| match dir == Path::new(".") {
        true => PathBuf::from(entry.file_name()),
        false => entry.path(),
    };
    entries.flatten().map(named).collect()
}

/// Whether a file bears the name of another session, which begins as this one's.
fn is_anothers(path: &Path, id: &str) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let dir = path.parent().unwrap_or(Path::new(""));
    let dir = if dir.ends_with(FOLDER) { dir.parent().unwrap_or(dir) } else { dir };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_sessions = |name: &str| name != id && dir.join(format!("{name}.toml")).exists();
    is_sessions(&stem) || is_sessions(&name)
}

/// The row of the table that a name fits: relative to the folder of sessions, with `/`.
fn row(name: &str, id: &str) -> Option<usize> {
    TABLE.iter().position(|row| {
        let (before, after) = row.shape.split_once("ID").unwrap_or((row.shape, ""));
        let rest = name.strip_prefix(before).and_then(|rest| rest.strip_prefix(id));
        rest.is_some_and(|rest| fits(rest, after))
    })
}

/// Whether a text has a shape: `N` is one digit or more, `*` one letter or digit or more.
fn fits(text: &str, shape: &str) -> bool {
    let mut of_shape = shape.chars();
    let Some(first) = of_shape.next() else { return text.is_empty() };
    let is_one: fn(char) -> bool = match first {
        'N' => |c| c.is_ascii_digit(),
        '*' => |c| c.is_ascii_alphanumeric(),
        _ => return text.strip_prefix(first).is_some_and(|rest| fits(rest, of_shape.as_str())),
    };
    let many = text.find(|c| !is_one(c)).unwrap_or(text.len());
    many > 0 && fits(&text[many..], of_shape.as_str())
}

/// A text that was typed below a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypedText {
    /// The slot and the question, from 0.
    pub(crate) place: (usize, usize),
    pub(crate) path: PathBuf,
}

/// What was typed below the questions of a session, in order; of one question the oldest first.
pub(crate) fn typed(session: &Path) -> Vec<TypedText> {
    let mut found = Vec::new();
    for path in entries(&folder(session), false) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some((place, number)) = typed_place(&name)
            && fs::symlink_metadata(&path).is_ok_and(|found| found.is_file())
        {
            found.push((place, number, path));
        }
    }
    found.sort();
    found.into_iter().map(|(place, _, path)| TypedText { place, path }).collect()
}

/// The slot and question that `s2q1.md` and `s2q1-3.md` name, from 0, and the number behind them.
fn typed_place(name: &str) -> Option<((usize, usize), usize)> {
    let (slot, rest) = name.strip_suffix(".md")?.strip_prefix('s')?.split_once('q')?;
    let (question, n) = rest.split_once('-').unwrap_or((rest, "1"));
    let place = (number(slot)?.checked_sub(1)?, number(question)?.checked_sub(1)?);
    Some((place, number(n)?))
}

/// Digits only: a sign is no part of a name.
fn number(digits: &str) -> Option<usize> {
    let is_number = digits.chars().all(|c| c.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}
