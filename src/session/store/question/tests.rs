use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{QuestionFile, question_path};
use crate::session::store::belongings::move_folder;
use crate::session::store::live::asked_path;

/// Where a session would be, in a folder of its own.
fn session() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("one.toml");
    (folder, session)
}

fn file(session: &Path) -> QuestionFile {
    QuestionFile::of(session, None)
}

fn types(session: &Path, text: &str) {
    let mut file = fs::OpenOptions::new().append(true).open(question_path(session)).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// The files of the session's folder, with what they hold.
fn kept(session: &Path) -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(session.with_extension("")) else { return Vec::new() };
    let mut kept: Vec<(String, String)> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().display().to_string(), read(&path)))
        .collect();
    kept.sort();
    kept
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn pair(name: &str, text: &str) -> (String, String) {
    (name.to_string(), text.to_string())
}

#[test]
fn a_question_into_which_nothing_was_typed_leaves_nothing() {
    let (folder, session) = session();
    let mut file = file(&session);
    assert_eq!(file.show((0, 0), "# One\n").unwrap(), None);
    assert_eq!(read(&question_path(&session)), "# One\n");
    assert_eq!(file.show((0, 1), "# Two\n").unwrap(), None);
    assert_eq!(read(&question_path(&session)), "# Two\n");
    assert_eq!(file.put_away().unwrap(), None);
    assert!(!question_path(&session).exists());
    assert_eq!(file.end().unwrap(), None);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "but for .live");
    assert_eq!(fs::read_dir(folder.path().join(".live")).unwrap().count(), 0);
}

#[test]
fn what_was_typed_below_a_question_is_kept_under_its_name() {
    let (_folder, session) = session();
    let mut file = file(&session);
    file.show((1, 0), "# One\n").unwrap();
    types(&session, "mine\n");
    let away = file.show((1, 1), "# Two\n").unwrap();
    assert_eq!(away, Some(session.with_extension("").join("s2q1.md")));
    assert_eq!(read(&question_path(&session)), "# Two\n");
    // As an editor saves: another file in the place of the one that was opened.
    let saved = question_path(&session).with_extension("swp");
    fs::write(&saved, "all anew").unwrap();
    fs::rename(&saved, question_path(&session)).unwrap();
    file.end().unwrap();
    assert_eq!(kept(&session), [pair("s2q1.md", "# One\nmine\n"), pair("s2q2.md", "all anew")]);
    assert!(!question_path(&session).exists());
}

#[test]
fn what_an_editor_saves_after_the_question_ended_is_kept_beside_what_was_kept() {
    let (_folder, session) = session();
    let mut file = file(&session);
    file.show((0, 0), "# One\n").unwrap();
    types(&session, "first\n");
    file.put_away().unwrap();
    fs::write(question_path(&session), "# One\nfirst\nsecond\n").unwrap();
    file.show((0, 1), "# Two\n").unwrap();
    fs::write(question_path(&session), "").unwrap();
    file.end().unwrap();
    let all = [
        pair("s1q1-2.md", "# One\nfirst\nsecond\n"),
        pair("s1q1.md", "# One\nfirst\n"),
        pair("s1q2.md", ""),
    ];
    assert_eq!(kept(&session), all);
}

#[test]
fn what_was_typed_is_there_again_when_its_question_is() {
    let (_folder, session) = session();
    let mut file = file(&session);
    file.show((0, 0), "# One\n").unwrap();
    types(&session, "mine\n");
    file.show((0, 1), "# Two\n").unwrap();
    types(&session, "too soon\n");
    // `next` is taken back.
    file.show((0, 0), "# One\n").unwrap();
    assert_eq!(read(&question_path(&session)), "# One\nmine\n");
    assert_eq!(kept(&session), [pair("s1q2.md", "# Two\ntoo soon\n")]);
    types(&session, "more\n");
    file.show((0, 1), "# Two\n").unwrap();
    assert_eq!(read(&question_path(&session)), "# Two\ntoo soon\n");
    assert_eq!(kept(&session), [pair("s1q1.md", "# One\nmine\nmore\n")]);
}

#[test]
fn a_name_that_is_taken_is_left_alone() {
    let (_folder, session) = session();
    let folder = session.with_extension("");
    fs::create_dir(&folder).unwrap();
    let mut file = file(&session);
    file.show((0, 0), "# One\n").unwrap();
    fs::write(folder.join("s1q1.md"), "theirs").unwrap();
    types(&session, "mine\n");
    file.put_away().unwrap();
    assert_eq!(kept(&session), [pair("s1q1-2.md", "# One\nmine\n"), pair("s1q1.md", "theirs")]);
}

#[test]
fn after_a_crash_it_is_known_whose_the_file_is() {
    for noted in [true, false] {
        let (_folder, session) = session();
        let mut before = file(&session);
        before.show((0, 2), "# Three\n").unwrap();
        types(&session, "mine\n");
        if !noted {
            fs::remove_file(asked_path(&session)).unwrap();
        }
        let shown = (!noted).then(|| ((0, 2), "# Three\n".to_string()));
        // It was cut off in the question: the file stays as it is.
        let mut again = QuestionFile::of(&session, shown.clone());
        assert_eq!(again.show((0, 2), "# Three\n").unwrap(), None);
        assert_eq!(read(&question_path(&session)), "# Three\nmine\n");
        // Or behind its end.
        let mut again = QuestionFile::of(&session, shown);
        again.show((1, 0), "# Four\n").unwrap();
        assert_eq!(kept(&session), [pair("s1q3.md", "# Three\nmine\n")], "{noted}");
        assert_eq!(read(&question_path(&session)), "# Four\n");
    }
}

#[test]
fn an_untouched_file_of_a_crash_goes_without_a_trace() {
    let (_folder, session) = session();
    file(&session).show((0, 0), "# One\n").unwrap();
    let mut again = file(&session);
    again.show((0, 1), "# Two\n").unwrap();
    assert!(kept(&session).is_empty());
    fs::remove_file(asked_path(&session)).unwrap();
    let mut again = QuestionFile::of(&session, Some(((0, 1), "# Two\n".to_string())));
    again.show((1, 0), "# Three\n").unwrap();
    assert!(kept(&session).is_empty());
}

#[test]
fn what_stands_in_the_way_stays_and_is_named() {
    let (_folder, session) = session();
    let mut file = file(&session);
    file.show((0, 0), "# One\n").unwrap();
    fs::remove_file(question_path(&session)).unwrap();
    fs::create_dir(question_path(&session)).unwrap();
    let error = file.show((0, 1), "# Two\n").unwrap_err().to_string();
    assert!(error.ends_with("one.question.md is a folder; move it away"), "{error}");
    assert!(file.put_away().is_err());
    fs::remove_dir(question_path(&session)).unwrap();
    file.show((0, 1), "# Two\n").unwrap();
    assert_eq!(read(&question_path(&session)), "# Two\n");
}

#[test]
fn where_it_cannot_be_put_away_it_stays_and_goes_the_next_time() {
    let (_folder, session) = session();
    let mut file = file(&session);
    file.show((0, 0), "# One\n").unwrap();
    types(&session, "mine\n");
    fs::write(session.with_extension(""), "a file in place of the folder").unwrap();
    assert!(file.put_away().is_err());
    assert!(file.show((0, 1), "# Two\n").is_err());
    assert_eq!(read(&question_path(&session)), "# One\nmine\n");
    fs::remove_file(session.with_extension("")).unwrap();
    file.show((1, 0), "# Three\n").unwrap();
    assert_eq!(kept(&session), [pair("s1q1.md", "# One\nmine\n")]);
}

#[test]
fn what_was_typed_follows_the_session_to_its_new_name() {
    let (folder, session) = session();
    let mut file = file(&session);
    file.show((0, 0), "# One\n").unwrap();
    types(&session, "mine\n");
    file.show((0, 1), "# Two\n").unwrap();
    types(&session, "too\n");
    let renamed = folder.path().join("one-2.toml");
    move_folder(&session, &renamed);
    file.follow(&renamed).unwrap();
    assert!(!session.with_extension("").exists() && !question_path(&session).exists());
    assert_eq!(kept(&renamed), [pair("s1q1.md", "# One\nmine\n")]);
    file.end().unwrap();
    let both = [pair("s1q1.md", "# One\nmine\n"), pair("s1q2.md", "# Two\ntoo\n")];
    assert_eq!(kept(&renamed), both);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_to_write_or_to_keep_a_question() {
    use std::os::unix::fs::symlink;

    let (folder, session) = session();
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("theirs"), "theirs").unwrap();
    let mut file = file(&session);
    symlink(elsewhere.join("theirs"), question_path(&session)).unwrap();
    let error = file.show((0, 0), "# One\n").unwrap_err().to_string();
    assert!(error.ends_with("is a link, which is not followed; remove it"), "{error}");
    assert_eq!(read(&elsewhere.join("theirs")), "theirs");
    fs::remove_file(question_path(&session)).unwrap();

    file.show((0, 0), "# One\n").unwrap();
    types(&session, "mine\n");
    symlink(&elsewhere, session.with_extension("")).unwrap();
    let error = file.put_away().unwrap_err().to_string();
    assert!(error.ends_with("is a link, which is not followed; remove it"), "{error}");
    assert_eq!(read(&question_path(&session)), "# One\nmine\n");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 1);
}

#[test]
fn whose_the_file_is_stays_noted_where_the_note_is_taken_away() {
    let (folder, session) = session();
    let mut file = file(&session);
    file.keep();
    assert!(!folder.path().join(".live").exists(), "there is nothing to note");
    file.show((0, 1), "# Two\n").unwrap();
    let noted = read(&asked_path(&session));
    fs::remove_dir_all(folder.path().join(".live")).unwrap();
    file.keep();
    assert_eq!(read(&asked_path(&session)), noted);
}
