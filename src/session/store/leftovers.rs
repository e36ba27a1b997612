//! What rounds and reports that were killed left lying in a sessions folder, cleared away by the
//! next round there.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::file::{is_live, load};
use super::live;
use super::marks::{MARKS, REPLIES};
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
        Store::create(dir, small()).unwrap();
        for gone in unfinished.iter().chain(&live_files(finished)) {
            assert!(!gone.exists(), "{}", gone.display());
        }
        assert!(LiveFile::read(left).is_some() && live_files(left)[1].exists());
    }
}
