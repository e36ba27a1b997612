//! What belongs to a session: its file, and all that lies beside it under its name, with the copies
//! that other programs made of these. One table says which names these are and what each file
//! holds.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::copies::SameSession;
use super::file::is_live;
use super::list::files;
use super::live::{FOLDER, with_files};
use super::marks::{MARKS, REPLIES};
use super::private;
use super::whole::{copied_report, is_changed_report};
use crate::copied::original;
use crate::on_disk;
use crate::session::timeline::SoundFile;
use crate::time::{Elapsed, Stretch};

#[cfg(test)]
mod tests;

/// What is read of a text that a person wrote, in bytes.
const LONGEST_TEXT: u64 = 1 << 20;

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
    named("ID/sNqN-end.*", BelongingKind::Code, "that code as it stood when its question ended"),
    named("ID/.sNqN.*.N.tmp", BelongingKind::Traces, "unfinished code"),
    named("ID/.sNqN-end.*.N.tmp", BelongingKind::Traces, "unfinished code"),
    named("ID/sNqN-N.*", BelongingKind::Code, "your code for a question"),
    named("ID/sound.wav", BelongingKind::Sound, "what the microphone heard"),
    named("ID/sound-N.wav", BelongingKind::Sound, "what the microphone heard later"),
    named("ID/sound.flac", BelongingKind::Sound, "what the microphone heard"),
    named("ID/sound-N.flac", BelongingKind::Sound, "what the microphone heard later"),
    named("ID.wav", BelongingKind::Sound, "what the microphone heard"),
    named("ID.N.wav", BelongingKind::Sound, "what the microphone heard later"),
    named("ID/words.json", BelongingKind::Words, "the words that were heard"),
    named(".live/ID", BelongingKind::Traces, "how the round stood"),
    named(".live/ID.marks", BelongingKind::Traces, "marks sent to the round"),
    named(".live/ID.replies", BelongingKind::Traces, "what became of them"),
    named(".live/ID.asked", BelongingKind::Traces, "how the question's file was written"),
    named(".live/ID.reports", BelongingKind::Traces, "how the reports were written"),
    named(".live/ID.open", BelongingKind::Traces, "what had it open after its round"),
    named(".ID.N.new", BelongingKind::Traces, "an unfinished session"),
    named(".ID.md.N.tmp", BelongingKind::Traces, "an unfinished report"),
    named(".ID.html.N.tmp", BelongingKind::Traces, "an unfinished page"),
    named(".ID.question.md.N.tmp", BelongingKind::Traces, "an unfinished question"),
    named("ID/.words.json.N.tmp", BelongingKind::Traces, "unfinished words"),
    named(".live/.ID.asked.N.tmp", BelongingKind::Traces, "an unfinished note"),
    named(".live/.ID.reports.N.tmp", BelongingKind::Traces, "an unfinished note"),
    named(".live/.ID.open.N.tmp", BelongingKind::Traces, "an unfinished note"),
];

/// A file of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Belonging {
    pub(crate) path: PathBuf,
    pub(crate) kind: BelongingKind,
    /// What it holds, in words.
    pub(crate) holds: &'static str,
    /// Whether another program made it, of one of the others.
    pub(crate) is_copy: bool,
    /// Whether it is a report, and not as it was written.
    pub(crate) is_changed: bool,
}

/// What lies under a session's name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Belongings {
    /// In the order of the table.
    pub(crate) files: Vec<Belonging>,
    /// What bears its name, or is in its folder, and is not mockround's.
    pub(crate) others: Vec<PathBuf>,
    /// Where the session's file is a copy: the others that hold the same session.
    pub(crate) same: Vec<PathBuf>,
}

/// What stands under the name of one of a session's files and is none of ours to write on: a
/// folder, a pipe, a link; and what to do about it.
pub(crate) fn in_the_way(session: &Path) -> Vec<(PathBuf, &'static str)> {
    let id = session.file_stem().unwrap_or_default().to_string_lossy();
    let names = TABLE.iter().filter(|named| named.kind != BelongingKind::Session);
    let fixed = names.filter(|named| named.shape.find(['N', '*']).is_none());
    let stands = |path: PathBuf| {
        let is_link = fs::symlink_metadata(&path).ok()?.is_symlink();
        let why = on_disk::no_file(&path);
        let why = why.or(is_link.then_some("is a link, which is not followed; move it away"));
        Some((path, why?))
    };
    fixed
        .filter_map(|named| stands(session.with_file_name(named.shape.replacen("ID", &id, 1))))
        .collect()
}

/// The folder of what belongs to a session, but for its file and its reports.
pub(crate) fn folder(session: &Path) -> PathBuf {
    session.with_extension("")
}

/// Lets what is in that folder go with a session to its new name; where the rest of it is if not
/// all of it could.
pub(super) fn move_folder(was: &Path, now: &Path) -> Option<PathBuf> {
    let (from, to) = (folder(was), folder(now));
    if !matches!(private::is_own_dir(&from), Ok(true)) {
        return None;
    }
    if !matches!(private::name_new(&from, &to), Ok(true)) {
        // Something is there already, or one file of it is in use.
        for path in entries(&from, false) {
            let name = path.file_name().unwrap_or_default();
            let _ = private::own_dir(&to).and_then(|()| private::name_new(&path, &to.join(name)));
        }
        remove_folder(was);
    }
    private::sync_dir(to.parent().unwrap_or(Path::new(".")));
    fs::symlink_metadata(&from).is_ok().then_some(from)
}

/// Removes that folder if it is empty.
pub(crate) fn remove_folder(session: &Path) {
    // One that isn't empty stays, and one that is a link is no folder.
    let _ = fs::remove_dir(folder(session));
}

/// A name in the session's folder that nothing has, for sound that is stored, and none of those
/// that its session names, whose files may be gone: `sound.flac`, `sound-2.flac` and so on. The
/// folder is made.
///
/// # Errors
/// The folder can't be made.
pub(crate) fn new_sound(session: &Path, named: &[SoundFile]) -> io::Result<PathBuf> {
    let folder = folder(session);
    private::own_dir(&folder)?;
    let is_named: BTreeSet<&str> = named.iter().map(|sound| sound.name.as_str()).collect();
    let more = (2..).map(|n| format!("sound-{n}.flac"));
    let mut names = std::iter::once("sound.flac".to_string()).chain(more);
    let free = names.find(|name| {
        !is_named.contains(name.as_str()) && fs::symlink_metadata(folder.join(name)).is_err()
    });
    Ok(folder.join(free.unwrap_or_default()))
}

/// A file of sound that was stored with a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedSound {
    pub(crate) path: PathBuf,
    /// What it holds of the session: to where the next one begins, at most.
    pub(crate) of: Stretch,
    pub(crate) is_there: bool,
    /// Whether its owner removed it.
    pub(crate) is_forgotten: bool,
}

/// The files of sound that a session names. One whose name is none of ours is not there.
pub(crate) fn sounds(session: &Path, named: &[SoundFile]) -> Vec<NamedSound> {
    if named.is_empty() {
        return Vec::new();
    }
    let files = belongings(session).files;
    let is_there = |path: &Path| {
        files.iter().any(|file| file.kind == BelongingKind::Sound && file.path == path)
    };
    let folder = folder(session);
    let ends = named.iter().skip(1).map(|next| next.from).chain([Elapsed::LAST]);
    let stored = |(sound, to): (&SoundFile, Elapsed)| {
        let path = folder.join(&sound.name);
        let (of, is_forgotten) = (Stretch { from: sound.from, to }, sound.is_forgotten);
        NamedSound { is_there: is_there(&path), path, of, is_forgotten }
    };
    named.iter().zip(ends).map(stored).collect()
}

/// Looks for all that belongs to a session.
pub(crate) fn belongings(session: &Path) -> Belongings {
    let dir = session.parent().unwrap_or(Path::new(""));
    let SameSession { copies, others: same } = SameSession::of(session);
    // Its own name first.
    let files = std::iter::once(session).chain(copies.iter().map(PathBuf::as_path));
    let names: Vec<String> = files.map(stem).collect();
    let is_copy_of_it =
        |path: &Path| copies.iter().any(|copy| copy.file_name() == path.file_name());
    let mut found = Belongings { same, ..Belongings::default() };
    let mut ranked = Vec::new();
    let places = places(dir, &names);
    for (place, dir) in &places {
        let place = *place;
        for path in entries(dir, place == FilePlace::Beside) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let fitting = match place {
                _ if path == session => Some((0, false)),
                FilePlace::Beside if is_copy_of_it(&path) => Some((0, true)),
                _ => fitting(place, &name, &names),
            };
            match fitting.filter(|_| place == FilePlace::Inside || !is_anothers(&path, &names)) {
                Some((row, is_copy)) if !path.is_dir() || path.is_symlink() => {
                    let is_copy =
                        is_copy || (place == FilePlace::Inside && *dir != folder(session));
                    match belonging(session, path, row, is_copy) {
                        Ok(belonging) => ranked.push((row, is_copy, belonging)),
                        Err(path) => found.others.push(path),
                    }
                }
                _ if place == FilePlace::Inside => found.others.push(path),
                _ if is_named_after(&name, &names) && !is_anothers(&path, &names) => {
                    // A folder that is looked into tells of itself.
                    let is_told = places.iter().any(|(_, folder)| *folder == path);
                    found.others.extend(Some(path).filter(|_| !is_told));
                }
                _ => {}
            }
        }
    }
    ranked.sort_by(|(row, is_copy, a), (other, of, b)| {
        (row, is_copy, &a.path).cmp(&(other, of, &b.path))
    });
    found.files = ranked.into_iter().map(|(.., belonging)| belonging).collect();
    found.others.sort();
    found
}

/// A file whose name fits a row; its path again where that is called as a report's copy, and holds
/// something else.
fn belonging(
    session: &Path,
    path: PathBuf,
    row: usize,
    is_copy: bool,
) -> Result<Belonging, PathBuf> {
    let NamedSo { shape, kind, holds } = TABLE[row];
    let is_changed = match (kind, is_copy) {
        (BelongingKind::Report, true) => match copied_report(session, shape, &path) {
            Some(is_changed) => is_changed,
            None => return Err(path),
        },
        (BelongingKind::Report, false) => is_changed_report(&path),
        _ => false,
    };
    Ok(Belonging { path, kind, holds, is_copy, is_changed })
}

/// Where a file of a session lies: beside its file, in `.live/`, or in its own folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FilePlace {
    Beside,
    Live,
    Inside,
}

/// The folders in which a session's files lie, by its name and those of its copies; also folders
/// that are copies.
fn places(dir: &Path, names: &[String]) -> Vec<(FilePlace, PathBuf)> {
    let mut places =
        vec![(FilePlace::Beside, dir.to_path_buf()), (FilePlace::Live, dir.join(FOLDER))];
    for path in entries(dir, true) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_ours = names.contains(&name.clone().into_owned())
            || original(&name).is_some_and(|of| names.contains(&of));
        if is_ours && path.is_dir() && !path.is_symlink() && !is_anothers(&path, names) {
            places.push((FilePlace::Inside, path));
        }
    }
    places
}

/// The row of the table that a name fits, or what it is a copy of fits, and whether it is a copy.
fn fitting(place: FilePlace, name: &str, names: &[String]) -> Option<(usize, bool)> {
    let mut name = Cow::Borrowed(name);
    let mut is_copy = false;
    loop {
        for (n, id) in names.iter().enumerate() {
            let relative = match place {
                FilePlace::Beside => name.to_string(),
                FilePlace::Live => format!("{FOLDER}/{name}"),
                FilePlace::Inside => format!("{id}/{name}"),
            };
            if let Some(row) = row(&relative, id) {
                return Some((row, is_copy || (n > 0 && place != FilePlace::Inside)));
            }
        }
        (name, is_copy) = (Cow::Owned(original(&name)?), true);
    }
}

/// Whether a name begins with that of a session, and more of it doesn't.
fn is_named_after(name: &str, names: &[String]) -> bool {
    let name = name.trim_start_matches(['.', '#', '~']);
    let goes_on = |rest: &str| rest.starts_with(char::is_alphanumeric);
    names.iter().any(|of| name.strip_prefix(&**of).is_some_and(|rest| !goes_on(rest)))
}

/// The session that is running to which a file belongs by its name, whether or not it is there, or
/// whose folder would have that name; but for reports, which a round only writes at its end.
pub(crate) fn running_owner(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_string_lossy();
    let dir = file.parent()?;
    let mut places = vec![(dir, name.to_string())];
    if let (Some(above), Some(inside)) = (dir.parent(), dir.file_name()) {
        places.push((above, format!("{}/{name}", inside.to_string_lossy())));
    }
    for (dir, name) in places {
        let sessions = files(dir).unwrap_or_default();
        for session in sessions.into_iter().chain(with_files(dir, &["", MARKS, REPLIES])) {
            let row = row(&name, &stem(&session));
            let is_its_own = row.is_some_and(|row| TABLE[row].kind != BelongingKind::Report)
                || name == stem(&session);
            if (is_its_own || session == file) && is_live(&session) {
                return Some(session);
            }
        }
    }
    None
}

fn stem(session: &Path) -> String {
    session.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What is in a folder; nothing where it is a link, which only a folder of sessions may be.
fn entries(dir: &Path, may_be_link: bool) -> Vec<PathBuf> {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    if !may_be_link && !matches!(private::is_own_dir(dir), Ok(true)) {
        return Vec::new();
    }
    let Ok(entries) = on_disk::list(dir) else { return Vec::new() };
    let named = |entry: fs::DirEntry| match dir == Path::new(".") {
        true => PathBuf::from(entry.file_name()),
        false => entry.path(),
    };
    entries.flatten().map(named).collect()
}

/// Whether a file bears the name of another session, which begins as this one's.
fn is_anothers(path: &Path, names: &[String]) -> bool {
    let dir = path.parent().unwrap_or(Path::new(""));
    let dir = if dir.ends_with(FOLDER) { dir.parent().unwrap_or(dir) } else { dir };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_sessions = |name: &str| {
        let is_own = names.iter().any(|own| own == name);
        !is_own && dir.join(format!("{name}.toml")).exists()
    };
    is_sessions(&stem(path)) || is_sessions(&name)
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

/// What was programmed for the questions of a session, in order.
pub(crate) fn code(session: &Path) -> Vec<TypedText> {
    let files = belongings(session).files.into_iter();
    let code = files.filter(|file| file.kind == BelongingKind::Code && !file.is_copy);
    let mut found: Vec<TypedText> = code
        .filter_map(|file| {
            let as_typed = file.path.with_extension("md");
            let (place, _) = typed_place(&as_typed.file_name()?.to_string_lossy())?;
            Some(TypedText { place, path: file.path })
        })
        .collect();
    found.sort_by(|one, other| (one.place, &one.path).cmp(&(other.place, &other.path)));
    found
}

/// What a text of a session says that a person wrote, as far as it is short enough to be read.
///
/// # Errors
/// It can't be read, or is no file of ours.
pub(crate) fn written(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    let file = private::open(path, |options| options.read(true))?;
    file.take(LONGEST_TEXT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What the file of the notes is called.
pub(super) const NOTES: &str = "notes.md";

/// The notes of a session.
pub(crate) fn notes_path(session: &Path) -> PathBuf {
    folder(session).join(NOTES)
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
