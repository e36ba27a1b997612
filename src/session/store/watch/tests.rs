use std::fs;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use super::Rescued;
use crate::samples::{event, small};
use crate::session::event::What;
use crate::session::store::{Store, is_live, load};

const NAME: &str = "2026-11-23T09-00-12-ml-onsite";

/// A session of one event, and its folder.
fn begun() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = Store::create(folder.path(), small()).unwrap();
    store.append(&[event(1.0, What::Think)]).unwrap();
    (folder, store)
}

/// How many events a file holds.
fn held(path: &Path) -> usize {
    load(path).unwrap().0.events.len()
}

/// Nothing is there but sessions and `.live`.
fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_nobody_touched_is_left_alone() {
    let (folder, mut store) = begun();
    let before = fs::read(store.path()).unwrap();
    assert_eq!(store.keep().unwrap(), None);
    assert_eq!(store.keep_to_the_end().unwrap(), None);
    assert_eq!(fs::read(store.path()).unwrap(), before);
    assert_eq!(names(&folder), [".live".to_string(), format!("{NAME}.toml")]);
}

#[test]
fn a_file_that_was_taken_away_is_written_again_whole_and_locked() {
    let (folder, mut store) = begun();
    fs::remove_file(store.path()).unwrap();
    // Into the file that nobody can reach.
    store.append(&[event(2.0, What::FirstAnswer)]).unwrap();
    assert_eq!(store.keep().unwrap(), Some(Rescued::Again));
    assert_eq!(held(store.path()), 2);
    assert!(is_live(store.path()) && Store::open(store.path()).is_err());
    store.append(&[event(3.0, What::Think)]).unwrap();
    assert_eq!((held(store.path()), store.keep().unwrap()), (3, None));

    // The whole folder, and at the end of the run.
    fs::remove_dir_all(folder.path()).unwrap();
    assert_eq!(store.keep_to_the_end().unwrap(), Some(Rescued::Again));
    assert_eq!(held(store.path()), 3);
}

#[test]
fn a_beginning_of_the_session_is_written_on() {
    let (folder, mut store) = begun();
    let whole = fs::read(store.path()).unwrap();
    store.append(&[event(2.0, What::FirstAnswer)]).unwrap();
    for beginning in [&whole[..], &whole[..whole.len() - 1], &whole[..40], b""] {
        // As `git checkout` and an editor's save do it, and in place.
        for in_place in [false, true] {
            let new = folder.path().join("saved");
            fs::write(&new, beginning).unwrap();
            if in_place {
                fs::copy(&new, store.path()).unwrap();
                fs::remove_file(&new).unwrap();
            } else {
                fs::rename(&new, store.path()).unwrap();
            }
            assert_eq!(store.keep().unwrap(), Some(Rescued::On), "{in_place}");
            assert_eq!(held(store.path()), 2);
            assert!(is_live(store.path()));
        }
    }
    // All of it, as an editor saves what it has just read.
    let all = fs::read(store.path()).unwrap();
    fs::remove_file(store.path()).unwrap();
    fs::write(store.path(), &all).unwrap();
    assert_eq!((store.keep().unwrap(), held(store.path())), (Some(Rescued::On), 2));
    // The same again, saved by an editor.
    let whole = fs::read(store.path()).unwrap();
    fs::remove_file(store.path()).unwrap();
    fs::write(store.path(), &whole).unwrap();
    store.append(&[event(3.0, What::Think)]).unwrap();
    assert_eq!(store.keep().unwrap(), Some(Rescued::On));
    assert_eq!((held(store.path()), store.keep().unwrap()), (3, None));
    assert_eq!(names(&folder), [".live".to_string(), format!("{NAME}.toml")]);
}

#[test]
fn what_is_appended_to_a_file_that_was_just_cut_short_leaves_no_hole() {
    for left in [0, 40] {
        let (_folder, mut store) = begun();
        let file = fs::File::options().write(true).open(store.path()).unwrap();
        file.set_len(left).unwrap();
        store.append(&[event(2.0, What::FirstAnswer)]).unwrap();
        assert_eq!(held(store.path()), 2);
        assert_eq!(store.keep().unwrap(), Some(Rescued::On));
        assert_eq!(store.keep_to_the_end().unwrap(), None);
    }
}

#[test]
fn a_beginning_that_another_run_holds_is_waited_for_and_left_to_it_at_the_end() {
    let (_folder, mut store) = begun();
    let own = store.path().to_path_buf();
    let beginning = fs::read(&own).unwrap();
    fs::remove_file(&own).unwrap();
    fs::write(&own, &beginning).unwrap();
    let other = fs::File::open(&own).unwrap();
    other.try_lock().unwrap();
    assert_eq!(store.keep().unwrap_err().source.kind(), std::io::ErrorKind::WouldBlock);
    let rescued = store.keep_to_the_end().unwrap();
    assert!(matches!(rescued, Some(Rescued::Beside { .. })), "{rescued:?}");
    assert_eq!((fs::read(&own).unwrap(), held(store.path())), (beginning, 1));
}

#[test]
fn another_file_is_never_written_over() {
    let ways = [false, true].map(|longer| [(longer, false), (longer, true)]).concat();
    let ways = ways.iter().flat_map(|way| [(*way, false), (*way, true)]);
    for ((longer, at_end), in_place) in ways {
        let (folder, mut store) = begun();
        let own = store.path().to_path_buf();
        let mut edited = fs::read_to_string(&own).unwrap().replace("think", "probe");
        if longer {
            edited += "# a note\n";
        }
        if !in_place {
            fs::remove_file(&own).unwrap();
        }
        fs::write(&own, &edited).unwrap();
        // Some systems count the time in steps of 4 ms, in which all this may happen.
        let later = fs::metadata(&own).unwrap().modified().unwrap() + Duration::from_secs(1);
        fs::File::options().write(true).open(&own).unwrap().set_modified(later).unwrap();
        let rescued = if at_end { store.keep_to_the_end() } else { store.keep() };
        let name = format!("{NAME}-2.toml");
        assert_eq!(
            rescued.unwrap(),
            Some(Rescued::Beside {
                name: name.clone(),
                was: own.clone(),
                unseen: false,
                left: None
            })
        );
        assert_eq!(fs::read_to_string(&own).unwrap(), edited);
        assert_eq!(store.path(), folder.path().join(&name));
        store.append(&[event(2.0, What::FirstAnswer)]).unwrap();
        let (session, _) = load(store.path()).unwrap();
        assert_eq!((session.events.len(), session.header.id.as_str()), (2, &name[..31]));
        assert_eq!(store.new_id(), Some(&session.header.id));
        assert!(is_live(store.path()) && !is_live(&own));
        assert_eq!(store.keep_to_the_end().unwrap(), None);
    }
}

#[test]
fn a_folder_or_a_link_in_its_place_is_left_as_it_is() {
    let (folder, mut store) = begun();
    fs::remove_file(store.path()).unwrap();
    fs::create_dir(store.path()).unwrap();
    let name = |n: usize| format!("{NAME}{}.toml", "-2".repeat(n));
    let beside = |n: usize| {
        let was = folder.path().join(name(n - 1));
        Some(Rescued::Beside { name: name(n), was, unseen: false, left: None })
    };
    assert_eq!(store.keep().unwrap(), beside(1));
    #[cfg(unix)]
    {
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(store.path(), &elsewhere).unwrap();
        let good = fs::read(&elsewhere).unwrap();
        std::os::unix::fs::symlink("elsewhere", store.path()).unwrap();
        // The link leads to the very file that is written: nothing is lost.
        store.append(&[event(2.0, What::FirstAnswer)]).unwrap();
        assert_eq!(store.keep().unwrap(), None);
        // And here to a beginning of it, which isn't ours to go on with.
        fs::remove_file(&elsewhere).unwrap();
        fs::write(&elsewhere, &good).unwrap();
        assert_eq!(store.keep().unwrap(), beside(2));
        assert_eq!(fs::read(&elsewhere).unwrap(), good);
        assert_eq!(held(store.path()), 2);
    }
}

#[test]
fn an_empty_session_is_removed_only_where_it_is_still_ours() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::create(folder.path(), small()).unwrap();
    let path = store.path().to_path_buf();
    store.discard().unwrap();
    assert!(!path.exists());
    let (store, _) = Store::create(folder.path(), small()).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(&path, "mine").unwrap();
    store.discard().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn what_cant_be_written_again_is_kept_until_it_can() {
    let (folder, mut store) = begun();
    let hidden = folder.path().with_extension("away");
    fs::rename(folder.path(), &hidden).unwrap();
    // Where the folder was, there is a file.
    fs::write(folder.path(), "").unwrap();
    let error = store.keep().unwrap_err();
    assert_eq!((error.waiting, store.backlog()), (1, 1));
    assert_eq!(store.append(&[event(2.0, What::FirstAnswer)]).unwrap_err().waiting, 2);
    assert!(store.keep_to_the_end().is_err());
    assert_eq!(store.backlog(), 2);
    assert!(store.backlog_text().starts_with("format = 1"), "all of it is to be printed");

    fs::remove_file(folder.path()).unwrap();
    fs::rename(&hidden, folder.path()).unwrap();
    assert_eq!(store.keep().unwrap(), Some(Rescued::On));
    assert_eq!((held(store.path()), store.backlog()), (2, 0));
}

#[test]
fn what_a_killed_process_left_unfinished_keeps_nothing_from_being_written_again() {
    let (folder, mut store) = begun();
    fs::write(folder.path().join(format!(".{NAME}.new")), "left").unwrap();
    fs::remove_file(store.path()).unwrap();
    assert_eq!(store.keep().unwrap(), Some(Rescued::Again));
    assert_eq!(load(store.path()).unwrap().0.events.len(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_another_file_and_is_not_followed() {
    for (to, at_end) in [("nowhere/x", false), ("itself", false), ("nowhere", true)] {
        let (folder, mut store) = begun();
        let own = store.path().to_path_buf();
        fs::remove_file(&own).unwrap();
        let to = if to == "itself" { own.clone() } else { folder.path().join(to) };
        std::os::unix::fs::symlink(&to, &own).unwrap();
        store.append(&[event(2.0, What::FirstAnswer)]).unwrap();
        let rescued = if at_end { store.keep_to_the_end() } else { store.keep() };
        let name = format!("{NAME}-2.toml");
        let beside = Rescued::Beside { name, was: own.clone(), unseen: false, left: None };
        assert_eq!(rescued.unwrap(), Some(beside));
        assert_eq!((held(store.path()), fs::read_link(&own).unwrap()), (2, to));
        assert!(!folder.path().join("nowhere").exists());
        assert_eq!(store.keep_to_the_end().unwrap(), None);
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_cant_be_looked_at_twice_does_not_count_as_on_the_disk() {
    // No system has names as long as the link's; a look fails, and is no "not found".
    let long = "x".repeat(2000);
    let (_folder, mut store) = begun();
    let own = store.path().to_path_buf();
    fs::remove_file(&own).unwrap();
    std::os::unix::fs::symlink(&long, &own).unwrap();
    assert_eq!(store.keep().unwrap(), None, "it may be there again in a moment");
    let name = format!("{NAME}-2.toml");
    let beside = Rescued::Beside { name, was: own.clone(), unseen: true, left: None };
    assert_eq!(store.keep().unwrap(), Some(beside.clone()));
    assert_eq!((held(store.path()), fs::read_link(&own).unwrap()), (1, long.clone().into()));

    let (_folder, mut store) = begun();
    let last = store.path().to_path_buf();
    fs::remove_file(&last).unwrap();
    std::os::unix::fs::symlink(&long, &last).unwrap();
    let rescued = store.keep_to_the_end().unwrap();
    assert!(matches!(rescued, Some(Rescued::Beside { unseen: true, .. })), "{rescued:?}");
    assert_eq!(held(store.path()), 1);
}

#[cfg(unix)]
#[test]
fn a_file_that_cant_be_reached_under_its_name_is_written_on() {
    let (folder, mut store) = begun();
    let hidden = folder.path().with_extension("away");
    let hide = || {
        fs::rename(folder.path(), &hidden).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path()).unwrap();
    };
    let show = || {
        fs::remove_file(folder.path()).unwrap();
        fs::rename(&hidden, folder.path()).unwrap();
    };
    hide();
    let file = hidden.join(store.path().file_name().unwrap());
    assert_eq!(store.keep().unwrap(), None, "it may be there again in a moment");
    store.append(&[event(2.0, What::FirstAnswer)]).unwrap();
    let told = store.keep().unwrap();
    assert!(matches!(&told, Some(Rescued::OutOfSight { why }) if !why.is_empty()), "{told:?}");
    assert_eq!(store.keep().unwrap(), None, "once");
    store.append(&[event(3.0, What::Think)]).unwrap();
    assert_eq!((held(&file), store.backlog()), (3, 0));
    show();
    // Nobody changed it.
    assert_eq!(store.keep().unwrap(), None);
    hide();
    store.append(&[event(4.0, What::Think)]).unwrap();
    assert_eq!(store.keep_to_the_end().unwrap(), None, "all is on the disk");
    assert_eq!((held(&file), store.backlog()), (4, 0));

    // Changed out of sight, it isn't what was written.
    let cut = fs::File::options().write(true).open(&file).unwrap();
    cut.set_len(40).unwrap();
    assert!(store.keep_to_the_end().is_err());
    assert_eq!(store.backlog(), 4);
    show();
    assert_eq!(store.keep_to_the_end().unwrap(), Some(Rescued::On));
    assert_eq!((held(store.path()), store.backlog()), (4, 0));
}

#[cfg(unix)]
#[test]
fn a_file_that_nobody_may_read_any_more_is_its_owners_again() {
    use std::os::unix::fs::PermissionsExt;
    for (taken, given) in [(0o000, 0o600), (0o440, 0o640), (0o644, 0o644)] {
        let (_folder, mut store) = begun();
        fs::set_permissions(store.path(), fs::Permissions::from_mode(taken)).unwrap();
        assert_eq!(store.keep().unwrap(), None);
        let mode = fs::metadata(store.path()).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, given);
    }
}
