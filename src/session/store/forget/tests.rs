use std::fs;

use super::{expect_session, forget};
use crate::samples::small;
use crate::session::store::{BelongingKind, Store, belongings};

#[test]
fn a_session_goes_with_all_that_belongs_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::create(folder.path(), small()).unwrap();
    let path = store.path().to_path_buf();
    let own = path.with_extension("");
    fs::create_dir(&own).unwrap();
    for file in [path.with_extension("md"), own.join("s1q1.md"), own.join("sound.wav")] {
        fs::write(file, "x").unwrap();
    }
    fs::write(folder.path().join("other.md"), "theirs").unwrap();
    let error = forget(&path, &belongings(&path).files).unwrap_err().to_string();
    assert!(error.ends_with("is running; end it first"), "{error}");
    assert!(path.exists() && own.join("s1q1.md").exists());
    drop(store);
    forget(&path, &belongings(&path).files).unwrap();
    assert!(!path.exists() && !own.exists() && !path.with_extension("md").exists());
    assert_eq!(fs::read_to_string(folder.path().join("other.md")).unwrap(), "theirs");
}

#[test]
fn only_what_begins_as_a_session_or_is_called_as_one_among_them_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let (sessions, other) = (folder.path().join("sessions"), folder.path().join("other"));
    fs::create_dir(&sessions).unwrap();
    fs::create_dir(&other).unwrap();
    let text = "format = 1\ntool = \"0.1.0\"\nid = \"2026-11-23T09-00-12-golden\"\nstar";
    let dated = "2026-11-23T09-00-12-golden.toml";
    for (dir, name, text, is_one) in [
        (&sessions, "mine.toml", text, true),
        (&other, "mine.toml", text, true),
        (&sessions, dated, "", true),
        (&sessions, dated, "not = [a session", true),
        (&other, dated, "not = [a session", false),
        (&sessions, "thesis.toml", "title = \"mine\"\n", false),
        (&other, "thesis.toml", "format = \"A4\"\n[page]\nid = 1\n", false),
        (&other, "empty.toml", "", false),
    ] {
        let path = dir.join(name);
        fs::write(&path, text).unwrap();
        let expected = expect_session(&sessions, &path);
        assert_eq!(expected.is_ok(), is_one, "{} {text:?}", path.display());
        let by_another_way = sessions.join("..").join(dir.file_name().unwrap()).join(name);
        assert_eq!(expect_session(&sessions, &by_another_way).is_ok(), is_one);
        let why = expected.err().map(|error| crate::text::causes(&error)).unwrap_or_default();
        assert!(is_one || why.contains("it is no session: no `format = "), "{why}");
    }
}

#[test]
fn a_file_that_is_not_ours_stays_and_so_does_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = Store::create(folder.path(), small()).unwrap().0.path().to_path_buf();
    let own = path.with_extension("");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("draft.txt"), "theirs").unwrap();
    fs::write(own.join("notes.md"), "ours").unwrap();
    forget(&path, &belongings(&path).files).unwrap();
    assert!(!path.exists() && !own.join("notes.md").exists());
    assert_eq!(fs::read_to_string(own.join("draft.txt")).unwrap(), "theirs");
}

#[test]
fn the_session_stays_where_something_of_it_cannot_be_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = Store::create(folder.path(), small()).unwrap().0.path().to_path_buf();
    fs::write(path.with_extension("md"), "report").unwrap();
    let files = belongings(&path).files;
    fs::remove_file(path.with_extension("md")).unwrap();
    fs::create_dir(path.with_extension("md")).unwrap();
    let error = forget(&path, &files).unwrap_err().to_string();
    assert!(error.starts_with("can't remove ") && error.ends_with(".md"), "{error}");
    assert!(path.exists());
}

#[cfg(unix)]
#[test]
fn a_link_goes_and_what_it_points_to_stays() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let path = Store::create(folder.path(), small()).unwrap().0.path().to_path_buf();
    let theirs = folder.path().join("theirs");
    fs::write(&theirs, "theirs").unwrap();
    fs::create_dir(path.with_extension("")).unwrap();
    let link = path.with_extension("").join("s1q1.md");
    symlink(&theirs, &link).unwrap();
    symlink(folder.path(), path.with_extension("").join("notes.md")).unwrap();
    let files = belongings(&path).files;
    assert_eq!(files.iter().filter(|file| file.kind == BelongingKind::Notes).count(), 2);
    forget(&path, &files).unwrap();
    assert!(fs::symlink_metadata(&link).is_err() && !path.with_extension("").exists());
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
}
