//! What others do to the files that a mark depends on: before it is sent, between the mark and its
//! reply, and behind the reply. A mark whose sender heard that it counts is in the session once,
//! and no other is there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;

use super::count;
use super::deeds::RUN;
use crate::marks::Running;
use crate::support::{Ran, Workspace, wait_for};

/// What is done to a file, given what it held a mark ago.
type Tamper = fn(&Path, &[u8]);

const WAYS: &[(&str, Tamper)] = &[
    ("removed", |file, _| fs::remove_file(file).unwrap()),
    ("saved over as it is", |file, _| save_over(file, &fs::read(file).unwrap())),
    ("saved over as it was", save_over),
    ("written over as it was", |file, older| fs::write(file, older).unwrap()),
    ("trimmed at its end", |file, _| {
        fs::write(file, fs::read(file).unwrap().trim_ascii_end()).unwrap();
    }),
    ("cut short", |file, _| {
        let text = fs::read(file).unwrap();
        fs::write(file, &text[..text.len() / 2]).unwrap();
    }),
    ("emptied", |file, _| fs::write(file, "").unwrap()),
    ("appended again", |file, _| fs::write(file, fs::read(file).unwrap().repeat(2)).unwrap()),
    (FOLDER, |file, _| {
        fs::remove_file(file).unwrap();
        fs::create_dir(file).unwrap();
    }),
    #[cfg(unix)]
    (LINK, |file, _| {
        fs::remove_file(file).unwrap();
        std::os::unix::fs::symlink("nowhere", file).unwrap();
    }),
    #[cfg(unix)]
    ("closed to everybody", |file, _| set_mode(file, 0o000)),
];

const FOLDER: &str = "made a folder";

const LINK: &str = "made a link to nowhere";

/// What a file of a running round ends in: those in `.live`, and the session's own.
const ENDINGS: [&str; 4] = [".marks", ".replies", "", ".toml"];

/// When it is done: before a mark is sent, before its reply, behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Before,
    Between,
    Behind,
}

fn save_over(file: &Path, text: &[u8]) {
    let saved = file.with_file_name(".saved");
    fs::write(&saved, text).unwrap();
    fs::rename(&saved, file).unwrap();
}

#[cfg(unix)]
fn set_mode(file: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
}

/// A round whose files are tampered with, and what its senders of marks heard.
struct Tampered<'a> {
    workspace: &'a Workspace,
    ending: &'a str,
    /// How many marks count, as their senders heard.
    said: usize,
    /// How many senders heard that it isn't known.
    unknown: usize,
}

impl Tampered<'_> {
    /// The file as the run has it now: a session that was replaced has another name.
    fn file(&self) -> PathBuf {
        let sessions = self.workspace.path().join("sessions");
        let names = fs::read_dir(sessions.join(".live")).unwrap();
        let stem =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).find_map(|name| {
                Some(name.strip_suffix(".marks").or(name.strip_suffix(".replies"))?.to_string())
            });
        let stem = stem.expect("a file for marks or replies");
        match self.ending {
            ".toml" => sessions.join(stem + ".toml"),
            ending => sessions.join(".live").join(stem + ending),
        }
    }

    fn heard(&mut self, ran: &Ran, what: &str) {
        match ran.code {
            Some(0) => self.said += 1,
            _ if ran.stderr.contains("not known") => self.unknown += 1,
            // It says what to do, and was not sent.
            _ => {
                let is_told = ran.stderr.contains(" is a folder; move it away")
                    || ran.stderr.contains(" is a link, which is not followed; remove it");
                assert!(is_told && self.ending == ".marks", "{what}: {}", ran.stderr);
            }
        }
    }

    fn tampered_mark(&mut self, tamper: Tamper, older: &[u8], when: When, what: &str) {
        if when == When::Before {
            tamper(&self.file(), older);
        }
        let mut command = self.workspace.command(&["mark", "think"]);
        let sender = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        if when == When::Between {
            let name = format!("{}-", sender.id());
            let marks = Self { ending: ".marks", ..*self }.file();
            wait_for("the mark on its way", || {
                let text = fs::read_to_string(&marks).unwrap_or_default();
                if text.contains(&name) { Ok(()) } else { Err(text) }
            });
            tamper(&self.file(), older);
        }
        let ran = Ran::from(sender.wait_with_output().unwrap());
        self.heard(&ran, what);
        if when == When::Behind {
            tamper(&self.file(), older);
        }
        self.settle(what);
    }

    /// What stands in the way is moved away again, and what counts comes to the disk.
    fn settle(&self, what: &str) {
        let file = self.file();
        if self.ending != ".toml" && (file.is_dir() || file.is_symlink()) {
            fs::remove_dir(&file).or_else(|_| fs::remove_file(&file)).unwrap();
        }
        #[cfg(unix)]
        if self.ending == ".toml" && file.is_file() {
            set_mode(&file, 0o600);
        }
        wait_for(&format!("{what}: the files in their places"), || {
            let all = ENDINGS.map(|ending| Self { ending, ..*self }.file());
            let marks = fs::read_to_string(&all[3]).map(|text| marks(&text));
            if all.iter().all(|file| fs::read(file).is_ok())
                && marks.as_ref().is_ok_and(|marks| self.counts(*marks))
            {
                Ok(())
            } else {
                Err(format!("{all:?}, {marks:?} marks, {} said", self.said))
            }
        });
    }

    fn counts(&self, marks: usize) -> bool {
        (self.said..=self.said + self.unknown).contains(&marks)
    }
}

/// How many marks are in a session.
fn marks(session: &str) -> usize {
    session.matches("event = \"think\"").count() + session.matches("\"marked\"").count()
}

/// A round in which a file is tampered with in one way, whenever; how many senders didn't learn
/// what became of their marks.
fn tamper(ending: &str, (name, way): (&str, Tamper)) -> usize {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, RUN.args);
    let mut tampered = Tampered { workspace: &workspace, ending, said: 0, unknown: 0 };
    for when in [When::Before, When::Between, When::Behind] {
        let what = format!("{ending} {name} {when:?}");
        let older = fs::read(tampered.file()).unwrap();
        tampered.heard(&round.mark("think"), &what);
        tampered.tampered_mark(way, &older, when, &what);
    }
    tampered.heard(&round.mark("think"), name);
    let is_in_the_way = ending == ".marks" && [FOLDER, LINK].contains(&name);
    let sent = if is_in_the_way { 6 } else { 7 };
    assert_eq!(tampered.said + tampered.unknown, sent, "{ending} {name}");
    assert_eq!(round.mark("end").code, Some(0), "{ending} {name}");
    let ran = round.end();
    assert_eq!(ran.code, Some(0), "{ending} {name}: {}", ran.stderr);
    let texts = workspace.sessions().into_iter().map(fs::read_to_string);
    let finished = texts.flatten().find(|text| text.contains("event = \"finished\""));
    let marks = marks(&finished.unwrap_or_default());
    assert!(
        tampered.counts(marks),
        "{ending} {name}: {marks} of {}: {}",
        tampered.said,
        ran.stderr
    );
    tampered.unknown
}

fn tamper_in_every_way(ending: &str) {
    let unknown: usize = thread::scope(|scope| {
        // Side by side: each only waits.
        let rounds: Vec<_> =
            WAYS.iter().map(|way| scope.spawn(move || tamper(ending, *way))).collect();
        rounds.into_iter().map(|round| round.join().unwrap()).sum()
    });
    // A machine that has no time for the round may keep a reply from coming.
    assert!(unknown <= 2, "{unknown} marks of which nobody knows whether they count");
    count("on the way", 3 * WAYS.len(), &format!("times *{ending} was tampered with"));
}

#[test]
fn a_mark_counts_as_its_sender_hears_whatever_is_done_to_the_marks() {
    tamper_in_every_way(".marks");
}

#[test]
fn a_mark_counts_as_its_sender_hears_whatever_is_done_to_the_replies() {
    tamper_in_every_way(".replies");
}

#[test]
fn a_mark_counts_as_its_sender_hears_whatever_is_done_to_the_live_file() {
    tamper_in_every_way("");
}

#[test]
fn a_mark_counts_as_its_sender_hears_whatever_is_done_to_the_session() {
    tamper_in_every_way(".toml");
}

/// Takes away all that leads to a round, given its session's file.
type Away = fn(&Path);

const ALL_AWAY: &[(&str, Away)] = &[
    ("the folder of live files", |file| fs::remove_dir_all(file.with_file_name(".live")).unwrap()),
    ("the sessions", |file| fs::remove_dir_all(file.parent().unwrap()).unwrap()),
    ("the sessions, moved", |file| {
        let sessions = file.parent().unwrap();
        fs::rename(sessions, sessions.with_file_name("elsewhere")).unwrap();
    }),
    ("the session and the live file", |file| {
        fs::remove_file(file.with_file_name(".live").join(file.file_stem().unwrap())).unwrap();
        fs::remove_file(file).unwrap();
    }),
    ("the session for a folder, and the marks", |file| {
        let live = file.with_file_name(".live").join(file.file_stem().unwrap());
        fs::remove_file(format!("{}.marks", live.display())).unwrap();
        fs::remove_file(file).unwrap();
        fs::create_dir(file).unwrap();
    }),
];

/// A round to which all that leads is taken away; none where a machine that had no time for the
/// round kept a sender from learning what became of the mark.
fn take_away((name, away): (&str, Away)) -> Option<()> {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, RUN.args);
    let mark = |word| {
        let ran = round.mark(word);
        let is_unknown =
            ["not known", "no round is found"].iter().any(|why| ran.stderr.contains(why));
        if is_unknown { None } else { Some(ran) }
    };
    let file = workspace.sessions().remove(0);
    let answer = mark("answer")?;
    assert_eq!(answer.code, Some(0), "{name}: {}", answer.stderr);
    away(&file);
    for said in ["thinking ", "think ended "] {
        let think = mark("think")?;
        assert!(think.stdout.starts_with(said), "{name}: {}", think.stderr);
    }
    assert_eq!(mark("end")?.code, Some(0), "{name}");
    let ran = round.end();
    assert_eq!(ran.code, Some(0), "{name}: {}", ran.stderr);
    let texts = workspace.sessions().into_iter().map(fs::read_to_string);
    let finished = texts.flatten().find(|text| text.contains("event = \"finished\""));
    let text = finished.unwrap_or_else(|| panic!("{name}: {}", ran.stderr));
    assert_eq!((marks(&text), text.matches("\"first-answer\"").count()), (2, 1), "{name}");
    Some(())
}

#[test]
fn a_mark_counts_though_all_that_leads_to_its_round_is_taken_away() {
    let is_known = |way: Away, name| take_away((name, way)).or_else(|| take_away((name, way)));
    thread::scope(|scope| {
        let rounds: Vec<_> =
            ALL_AWAY.iter().map(|&(name, way)| scope.spawn(move || is_known(way, name))).collect();
        let known: Vec<_> = rounds.into_iter().map(|round| round.join().unwrap()).collect();
        assert!(known.iter().all(Option::is_some), "twice nobody knew: {known:?}");
    });
    count("on the way", ALL_AWAY.len(), "ways to take all away");
}
