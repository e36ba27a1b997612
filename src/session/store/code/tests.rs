use super::*;

fn ready(place: (usize, usize)) -> Ready {
    Ready { place, ending: "py", text: "# ready\n".to_string() }
}

/// A session's folder is made beside it.
fn session(dir: &tempfile::TempDir) -> PathBuf {
    let session = dir.path().join("one.toml");
    fs::write(&session, "").unwrap();
    session
}

#[test]
fn what_nobody_typed_into_goes_with_its_question_and_its_folder() {
    let dir = tempfile::tempdir().unwrap();
    let session = session(&dir);
    let mut code = CodeFile::of(&session);
    code.ask(Some(ready((1, 0)))).unwrap();
    assert_eq!(code.path(), Some(dir.path().join("one/s2q1.py")));
    assert_eq!(fs::read_to_string(code.path().unwrap()).unwrap(), "# ready\n");
    code.ask(None).unwrap();
    assert!(!dir.path().join("one").exists());
    assert_eq!(code.path(), None);
}

#[test]
fn what_was_typed_stays_and_is_copied_at_each_end() {
    let dir = tempfile::tempdir().unwrap();
    let session = session(&dir);
    let mut code = CodeFile::of(&session);
    code.ask(Some(ready((0, 1)))).unwrap();
    let file = code.path().unwrap();
    fs::write(&file, "one").unwrap();
    code.ask(Some(ready((0, 2)))).unwrap();
    let copy = code_at_its_end(&session, (0, 1), "py");
    assert_eq!(fs::read_to_string(&copy).unwrap(), "one");
    // Asked again, it is as it was left.
    code.ask(Some(ready((0, 1)))).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "one");
    fs::write(&file, "two").unwrap();
    code.ask(None).unwrap();
    assert_eq!(fs::read_to_string(&copy).unwrap(), "two");
    assert_eq!(code_path(&session, (0, 1), "py"), file);
}

#[test]
fn a_file_names_its_session_and_its_question() {
    let dir = tempfile::tempdir().unwrap();
    let session = session(&dir);
    let of = |name: &str| code_owner(&dir.path().join(name));
    assert_eq!(of("one/s2q1.py"), Some((session.clone(), (1, 0))));
    assert_eq!(of("one/s12q3-end.py"), Some((session, (11, 2))));
    for none in ["two/s2q1.py", "one/s0q1.py", "one/sq1.py", "one/s2q+1.py", "one/mine.py"] {
        assert_eq!(of(none), None, "{none}");
    }
}

#[test]
#[cfg(unix)]
fn a_link_in_its_place_is_neither_read_nor_written() {
    let dir = tempfile::tempdir().unwrap();
    let session = session(&dir);
    let other = dir.path().join("other.py");
    fs::write(&other, "mine").unwrap();
    fs::create_dir(dir.path().join("one")).unwrap();
    std::os::unix::fs::symlink(&other, dir.path().join("one/s1q1.py")).unwrap();
    let mut code = CodeFile::of(&session);
    let _ = code.ask(Some(ready((0, 0))));
    assert!(code.ask(None).is_err() || !code_at_its_end(&session, (0, 0), "py").exists());
    assert_eq!(fs::read_to_string(&other).unwrap(), "mine");
}
