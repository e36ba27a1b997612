//! What must hold after a fault, whatever it was and wherever it fell.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::deeds::{Asked, Deed, RUN, belongs, to_the_end};
use super::trace::run;
use super::{all, is_new};
use crate::support::{Ran, Workspace};

/// The files of a workspace, by their paths in it.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

pub(super) fn files(workspace: &Workspace) -> Files {
    let mut files = Files::new();
    gather(workspace.path(), workspace.path(), &mut files);
    files
}

fn gather(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// What is called so is gone when it is whole.
fn is_unfinished(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.starts_with('.') && (name.ends_with(".tmp") || name.ends_with(".new"))
}

fn is_session(name: &str) -> bool {
    name.starts_with("sessions/") && name.matches('/').count() == 1 && name.ends_with(".toml")
}

/// What a line of the log says, and the event that it is said of.
const SAID: &[(&str, &str)] = &[
    (" began · ", "slot-began"),
    ("  first answer ", "first-answer"),
    ("  thinking ", "think"),
    ("  think ended ", "think-ended"),
    ("  paused ", "paused"),
    ("  going on", "resumed"),
    ("  taken back: ", "undone"),
    ("  test began ", "phase-began"),
    (" over (", "slot-ended"),
    ("  round finished", "finished"),
];

/// How many events of each name a log says are recorded.
fn acknowledged(log: &str) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for line in log.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        let is_of_log = line.starts_with("   ") && line.trim_start().starts_with("0:");
        let said = SAID.iter().find(|(said, _)| is_of_log && line.contains(said));
        if let Some((_, event)) = said {
            *counts.entry(*event).or_default() += 1;
        }
    }
    counts
}

/// How many events of a name the sessions hold, of those that are as long as when they were valid.
fn recorded(files: &Files, event: &str) -> usize {
    let line = format!("event = \"{event}\"\n");
    let sessions = files.iter().filter(|(name, _)| is_session(name));
    sessions.map(|(_, text)| String::from_utf8_lossy(text).matches(&line).count()).sum()
}

/// How many events of a name a command printed because the disk didn't take them, in place of a
/// promise.
fn unwritten(ran: &Ran, event: &str) -> usize {
    let is_said = ran.code == Some(1) && ran.stderr.contains("these events could not be written");
    if is_said { ran.stderr.matches(&format!("event = \"{event}\"\n")).count() } else { 0 }
}

/// Whether a file that is no session ends as such files do.
fn is_whole(text: &[u8]) -> bool {
    text.ends_with(b"\n") || text.ends_with(b"</html>")
}

/// How much of a session is valid: up to its last blank line.
fn valid(text: &[u8]) -> &[u8] {
    let end = text.windows(2).rposition(|two| two == b"\n\n").map_or(0, |at| at + 2);
    &text[..end]
}

/// Holds a workspace to what it was before a deed and a fault. What a panic or an empty promise is
/// is said with `when`.
pub(super) fn judge(workspace: &Workspace, before: &Files, deed: &Deed, ran: &Ran, when: &str) {
    let complain = |what: &str| panic!("{when}: {what}\n{}\n{}", ran.stdout, ran.stderr);
    if ran.stderr.contains("panicked") || ran.code == Some(101) {
        complain("it panics");
    }
    let after = files(workspace);
    for (name, text) in before {
        let may = deed.may.iter().any(|begins| name.starts_with(begins));
        let goes = matches!(deed.asked, Asked::Gone(session) if belongs(name, session));
        match after.get(name) {
            None if goes => {}
            None => complain(&format!("{name} is gone")),
            Some(now) if now == text => {}
            Some(_) if !may => complain(&format!("{name} was changed")),
            Some(now) if is_session(name) && !now.starts_with(valid(text)) => {
                complain(&format!("{name} lost what was in it"));
            }
            Some(now) if !is_session(name) && !is_whole(now) => {
                complain(&format!("{name} is half written"));
            }
            Some(_) => {}
        }
    }
    let is_missing = ran.stderr.contains("these events could not be written");
    if is_missing && ran.stderr.contains("left: `mockround resume") {
        complain("it promises to go on from what the disk didn't take");
    }
    let is_begun = deed.args[0] != "resume" || ran.stderr.contains("going on with");
    if ran.code == Some(1) && !is_begun {
        let session = deed.args[1];
        if after.get(session).map(|now| valid(now)) != before.get(session).map(|was| valid(was)) {
            complain(&format!("it could not begin, and {session} is not as it was"));
        }
    }
    for (event, said) in acknowledged(&ran.stderr) {
        let printed = unwritten(ran, event);
        if recorded(&after, event) + printed < recorded(before, event) + said {
            complain(&format!("{event} was acknowledged and is not in the file"));
        }
    }
    if ran.code == Some(0)
        && let Err(missing) = is_done(deed, before, &after)
    {
        complain(&format!("it ends with 0, and {missing}"));
    }
    if let Asked::Gone(session) = deed.asked
        && before.contains_key(&format!("sessions/{session}.toml"))
        && !after.contains_key(&format!("sessions/{session}.toml"))
        && let Some(left) = after.keys().find(|name| belongs(name, session))
    {
        complain(&format!("the session is gone, and {left} is not"));
    }
}

/// A round that could not begin leaves no session in which nothing happened.
pub(super) fn leaves_no_empty_session(workspace: &Workspace, before: &Files, when: &str) {
    let after = files(workspace);
    let is_empty = |text: &[u8]| !String::from_utf8_lossy(text).contains("\n[[event]]\n");
    let mut new = after.iter().filter(|(name, _)| is_session(name) && !before.contains_key(*name));
    if let Some((name, _)) = new.find(|(_, text)| is_empty(text)) {
        panic!("{when}: {name} is left, in which nothing happened");
    }
}

/// Whether what a deed was asked for is there.
fn is_done(deed: &Deed, before: &Files, after: &Files) -> Result<(), String> {
    let (name, found, end) = match deed.asked {
        Asked::File(file, end) => (file, after.get(file), end),
        Asked::Session(end) => {
            let is_new = |name: &String| is_session(name) && !before.contains_key(name);
            let new = after.iter().find(|(name, _)| is_new(name));
            ("a new session", new.map(|(_, text)| text), end)
        }
        Asked::Gone(session) => {
            let left = after.keys().find(|name| belongs(name, session));
            return left.map_or(Ok(()), |left| Err(format!("{left} is there")));
        }
    };
    let found = found.ok_or(format!("{name} is not there"))?;
    if !found.ends_with(end.as_bytes()) {
        return Err(format!("{name} doesn't end in {end:?}"));
    }
    Ok(())
}

fn every_session_opens(workspace: &Workspace, changed: &[PathBuf], when: &str) {
    let listed = run(workspace, &["sessions"], "");
    assert_eq!((listed.code, listed.stderr.contains("can't read")), (Some(0), false), "{when}");
    for session in changed {
        let ran = run(workspace, &["report", session.to_str().unwrap()], "");
        assert_eq!(ran.code, Some(0), "{when}: {}: {}", session.display(), ran.stderr);
    }
}

/// What was left opens and can be gone on with, the deed can be done again, and then nothing
/// unfinished is left lying. The short form goes on once from what looks alike, and with what was
/// changed.
pub(super) fn goes_on(workspace: &Workspace, was: &Files, deed: &Deed, when: &str) {
    let before = files(workspace);
    if !is_new(deed, was, &before) {
        return;
    }
    age(workspace.path());
    let mut sessions = workspace.sessions();
    sessions.retain(|session| {
        let name = session.strip_prefix(workspace.path()).unwrap().display().to_string();
        all() || was.get(&name) != before.get(&name)
    });
    every_session_opens(workspace, &sessions, when);
    for session in sessions {
        let text = fs::read(&session).unwrap();
        if text.ends_with(b"event = \"finished\"\n\n") || is_reviewed(&text) {
            continue;
        }
        let on = to_the_end(&String::from_utf8_lossy(valid(&text)));
        let ran = run(workspace, &["resume", session.to_str().unwrap()], on);
        assert_eq!(ran.code, Some(0), "{when}: resume: {}", ran.stderr);
        let now = fs::read(&session).unwrap();
        assert!(now.starts_with(valid(&text)), "{when}: resume lost something");
        assert!(now.ends_with(b"event = \"finished\"\n\n"), "{when}: resume: {}", ran.stderr);
    }
    let again = run(workspace, deed.args, deed.input);
    let refusals = ["is finished", "there already", "no session"];
    let refused = refusals.iter().any(|refusal| again.stderr.contains(refusal));
    assert!(again.code == Some(0) || refused, "{when}: again: {}", again.stderr);
    if !refused && let Err(missing) = is_done(deed, &before, &files(workspace)) {
        panic!("{when}: done again, and {missing}");
    }
    if left_lying(&files(workspace)).is_none() {
        return;
    }
    age(workspace.path());
    let next = run(workspace, RUN.args, RUN.input);
    assert_eq!(next.code, Some(0), "{when}: the next round: {}", next.stderr);
    if let Some(name) = left_lying(&files(workspace)) {
        panic!("{when}: {name} is left lying");
    }
}

/// A file that nobody needs any more.
fn left_lying(files: &Files) -> Option<&String> {
    files.keys().find(|name| {
        // Somebody may have typed into the question's file, and whose it is stays known.
        let asked = name.strip_prefix("sessions/.live/").and_then(|of| of.strip_suffix(".asked"));
        let is_known = name.ends_with(".reports")
            || asked.is_some_and(|of| files.contains_key(&format!("sessions/{of}.question.md")));
        is_unfinished(name) || (name.starts_with("sessions/.live/") && !is_known)
    })
}

/// `listen` and what is told after a round are written behind its end.
fn is_reviewed(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).contains("event = \"finished\"\n\n")
}

/// Makes what is unfinished look as if it had been left long ago.
fn age(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            age(&path);
        } else if is_unfinished(&path.display().to_string()) {
            let then = SystemTime::now() - Duration::from_secs(3600);
            fs::File::options().write(true).open(&path).unwrap().set_modified(then).unwrap();
        }
    }
}
