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
    code.ask(Some(ready((1, 0))), |_| true).unwrap();
    assert_eq!(code.path(), Some(dir.path().join("one/s2q1.py")));
    assert_eq!(fs::read_to_string(code.path().unwrap()).unwrap(), "# ready\n");
    code.ask(None, |_| true).unwrap();
    assert!(!dir.path().join("one").exists());
    assert_eq!(code.path(), None);
}

#[test]
fn what_was_typed_stays_and_is_copied_at_each_end() {
    let dir = tempfile::tempdir().unwrap();
    let session = session(&dir);
    let mut code = CodeFile::of(&session);
    code.ask(Some(ready((0, 1))), |_| true).unwrap();
    let file = code.path().unwrap();
    fs::write(&file, "one").unwrap();
    code.ask(Some(ready((0, 2))), |_| true).unwrap();
    let copy = code_at_its_end(&session, (0, 1), "py");
    assert_eq!(fs::read_to_string(&copy).unwrap(), "one");
    // Asked again, it is as it was left.
    code.ask(Some(ready((0, 1))), |_| true).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "one");
    assert!(!copy.exists());
    fs::write(&file, "two").unwrap();
    code.ask(None, |_| true).unwrap();
    assert_eq!(fs::read_to_string(&copy).unwrap(), "two");
    // What was taken away again before another end did not stand there then.
    let ways: [fn(&Path) -> io::Result<()>; 2] =
        [|file| fs::remove_file(file), |file| fs::write(file, "# ready\n")];
    for gone in ways {
        fs::write(&copy, "two").unwrap();
        code.ask(Some(ready((0, 1))), |_| true).unwrap();
        gone(&file).unwrap();
        code.ask(None, |_| true).unwrap();
        assert!(!copy.exists());
        private::own_dir(&folder(&session)).unwrap();
    }
    assert_eq!(code_path(&session, (0, 1), "py"), file);
}

#[test]
fn a_question_that_did_not_end_has_no_copy() {
    let dir = tempfile::tempdir().unwrap();
    let mut code = CodeFile::of(&session(&dir));
    code.ask(Some(ready((0, 0))), |_| true).unwrap();
    code.ask(Some(ready((0, 1))), |place| place == (0, 0)).unwrap();
    let file = code.path().unwrap();
    fs::write(&file, "typed").unwrap();
    // It was un-shown.
    code.ask(Some(ready((0, 0))), |_| false).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "typed");
    assert!(!file.with_file_name("s1q2-end.py").exists());
    code.ask(None, |_| false).unwrap();
    assert_eq!(fs::read_dir(dir.path().join("one")).unwrap().count(), 1);
}

#[test]
fn a_file_names_its_session_and_its_question() {
    let dir = tempfile::tempdir().unwrap();
    let session = session(&dir);
    let of = |name: &str| code_owner(&dir.path().join(name));
    assert_eq!(of("one/s2q1.py"), Some((session.clone(), (1, 0))));
    assert_eq!(of("one/s12q3-end.py"), Some((session.clone(), (11, 2))));
    for none in ["two/s2q1.py", "one/s0q1.py", "one/sq1.py", "one/s2q+1.py", "one/mine.py"] {
        assert_eq!(of(none), None, "{none}");
    }
    fs::create_dir(dir.path().join("one")).unwrap();
    for written in ["one/../one/s2q1.py", "one/./s2q1.py", "./one/s2q1.py"] {
        let (found, place) = of(written).unwrap();
        let real = |path: &Path| path.canonicalize().unwrap();
        assert_eq!((real(&found), place), (real(&session), (1, 0)), "{written}");
    }
}

#[test]
#[cfg(unix)]
fn a_link_of_ones_own_is_followed_and_one_in_a_session_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let session = session(&dir);
    let path = |name: &str| dir.path().join(name);
    fs::create_dir(path("one")).unwrap();
    fs::write(path("one/s1q1.py"), "typed").unwrap();
    fs::write(path("other.py"), "other").unwrap();
    let link = |to: &str, from: &str| std::os::unix::fs::symlink(path(to), path(from)).unwrap();
    link("one/s1q1.py", "mine.py");
    link("other.py", "one/s1q2.py");
    link("gone.py", "dangling.py");
    link("one", "folder");
    assert_eq!(read_named_code(&path("mine.py")).unwrap(), b"typed");
    assert_eq!(read_named_code(&path("other.py")).unwrap(), b"other");
    assert_eq!(read_named_code(&path("folder/s1q1.py")).unwrap(), b"typed");
    let refused = read_named_code(&path("one/s1q2.py")).unwrap_err().to_string();
    assert!(refused.contains("is a link, which is not followed"), "{refused}");
    assert!(read_named_code(&path("folder/s1q2.py")).is_err());
    assert!(read_named_code(&path("dangling.py")).is_err());
    let owner = |name: &str| code_owner(&path(name)).map(|(_, place)| place);
    assert_eq!((owner("mine.py"), owner("folder/s1q1.py")), (Some((0, 0)), Some((0, 0))));
    assert!(session.exists());
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
    let _ = code.ask(Some(ready((0, 0))), |_| true);
    assert!(code.ask(None, |_| true).is_err() || !code_at_its_end(&session, (0, 0), "py").exists());
    assert_eq!(fs::read_to_string(&other).unwrap(), "mine");
}
