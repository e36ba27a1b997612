//! What is left lying in a sessions folder: by rounds and reports that were killed, cleared away by
//! the next round there, and by a round that could not begin.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::belongings;
use super::file::{is_live, load};
use super::live;
use super::marks::{MARKS, REPLIES};
use super::platform::{Identity, identity};
use super::question::question_path;
use super::whole::sweep;
use crate::session::event::What;

/// Clears away what was left in a sessions folder long before a file was written: files that never
/// became whole, and the live files of sessions that were killed after their last event. Those of a
/// session that can be resumed stay: they tell until when it ran.
pub(super) fn clear_away(dir: &Path, now: &File) {
    for folder in [dir, &dir.join(live::FOLDER)] {
        sweep(folder, ".", ".new", now);
        sweep(folder, ".", ".tmp", now);
    }
    for session in live::with_files(dir, &["", ".asked", MARKS, REPLIES]) {
        let is_over = load(&session)
            .is_ok_and(|(session, _)| session.events.iter().any(|e| e.what == What::Finished));
        if is_over && !is_live(&session) {
            for file in live_files(&session) {
                // It takes no room to speak of, and the next round tries again.
                let _ = fs::remove_file(file);
            }
            // Whose the question's file is, in which somebody may have typed, stays known.
            if fs::symlink_metadata(question_path(&session)).is_err() {
                let _ = fs::remove_file(live::asked_path(&session));
            }
        }
    }
}

/// Clears away what never became whole in the folder of a session that is gone on with.
pub(super) fn clear_own(session: &Path, now: &File) {
    sweep(&belongings::folder(session), ".", ".tmp", now);
}

/// The file of a session as it was made, before anything happened.
#[derive(Debug)]
pub(crate) struct Unbegun {
    pub(super) session: PathBuf,
    pub(super) identity: Identity,
    pub(super) length: u64,
}

impl Unbegun {
    /// Of a round that could not begin nothing is left: an empty session would only be in the way.
    /// Its own file goes last, and all else that bears its name is somebody's. No file is opened:
    /// it may be that no more can be.
    pub(crate) fn leave_nothing(self) {
        let found = fs::symlink_metadata(&self.session);
        let is_it = found.is_ok_and(|found| {
            identity(&found) == self.identity && found.len() == self.length && found.is_file()
        });
        if is_it {
            for file in live_files(&self.session).iter().chain([&self.session]) {
                // Why the round could not begin is said; this is no second thing to tell.
                let _ = fs::remove_file(file);
            }
        }
    }
}

/// The files beside a session that are gone when its run has ended.
fn live_files(session: &Path) -> [PathBuf; 3] {
    ["", MARKS, REPLIES].map(|ending| live::beside(session, ending))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::samples::small;
    use crate::session::event::Event;
    use crate::session::store::{Frame, LiveFile, Marks, Store};
    use crate::time::Elapsed;

    #[test]
    fn a_round_that_could_not_begin_leaves_nothing_of_its_own_and_all_else() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let (store, session) = Store::create(dir, small()).unwrap();
        let id = session.header.id.to_string();
        let file = |ending: &str| dir.join(format!("{id}{ending}"));
        LiveFile::open(store.path()).unwrap();
        Marks::create(store.path()).unwrap();
        let own = [".md", ".html", ".question.md", ".wav", " (1).toml", ""].map(file);
        for path in &own {
            fs::write(path, "mine").unwrap();
        }
        store.unbegun().leave_nothing();
        assert!(!file(".toml").exists() && live_files(&file(".toml")).iter().all(|f| !f.exists()));
        assert!(own.iter().all(|path| fs::read(path).is_ok_and(|text| text == b"mine")));

        // Something happened in it, or it is another file by now.
        let (mut store, _) = Store::create(dir, small()).unwrap();
        let unbegun = store.unbegun();
        store.append(&[Event { at: Elapsed::ZERO, what: What::Think }]).unwrap();
        unbegun.leave_nothing();
        assert!(store.path().exists());
        let unbegun = store.unbegun();
        fs::write(dir.join("other"), fs::read(store.path()).unwrap()).unwrap();
        fs::rename(dir.join("other"), store.path()).unwrap();
        unbegun.leave_nothing();
        assert!(store.path().exists() || cfg!(not(unix)));
    }

    #[test]
    fn what_killed_rounds_left_is_cleared_away_by_the_next_but_what_a_resume_needs() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let frame = Frame { elapsed: Elapsed::ZERO, wall: String::new(), status: String::new() };
        let mut sessions = Vec::new();
        for what in [What::Think, What::Finished] {
            let (mut store, _) = Store::create(dir, small()).unwrap();
            store.append(&[Event { at: Elapsed::ZERO, what }]).unwrap();
            LiveFile::create(store.path(), &frame).unwrap();
            Marks::create(store.path()).unwrap();
            sessions.push(store.path().to_path_buf());
        }
        // Killed between the two: this one's live file is gone, its marks are not.
        let [left, finished] = &sessions[..] else { panic!("two") };
        fs::remove_file(&live_files(finished)[0]).unwrap();
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let unfinished = [dir.join(".one.md.7.tmp"), dir.join(".live/.one.reports.7.tmp")];
        for path in &unfinished {
            File::create(path).unwrap().set_modified(old).unwrap();
        }
        let own = belongings::folder(left);
        fs::create_dir(&own).unwrap();
        let [in_work, in_folder] = [".mine.py.tmp", ".s1q1.py.7.tmp"].map(|name| own.join(name));
        File::create(&in_work).unwrap();
        File::create(&in_folder).unwrap().set_modified(old).unwrap();
        let (mut store, ..) = Store::open(left).unwrap();
        store.begin(&[Event { at: Elapsed::ZERO, what: What::Think }], || Ok(())).unwrap();
        assert!(in_work.exists() && !in_folder.exists(), "of a session that is gone on with");
        drop(store);
        Store::create(dir, small()).unwrap();
        for gone in unfinished.iter().chain(&live_files(finished)) {
            assert!(!gone.exists(), "{}", gone.display());
        }
        assert!(LiveFile::read(left).is_some() && live_files(left)[1].exists());
    }
}
