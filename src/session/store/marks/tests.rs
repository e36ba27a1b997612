use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Marks, Reply, SentMark};

const STEM: &str = "2026-11-23T09-00-12-my.round";

fn session(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join(format!("{STEM}.toml"))
}

fn beside(session: &Path, ending: &str) -> PathBuf {
    session.with_file_name(format!(".live/{STEM}{ending}"))
}

fn mark(word: &str, sender: &str) -> SentMark {
    let stamp = "8731512345678".to_string();
    SentMark { stamp, word: word.to_string(), sender: sender.to_string() }
}

fn recorded() -> Reply {
    Reply { ok: true, text: "first answer 6:42".to_string() }
}

fn reply(session: &Path, ending: &str, mark: &SentMark) -> Option<Reply> {
    mark.reply_in(&File::open(beside(session, ending)).unwrap()).unwrap()
}

#[test]
fn marks_come_once_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    assert!(mark("answer", "a1").append_to(&session).is_err(), "nobody runs");
    let mut marks = Marks::create(&session).unwrap();
    assert_eq!(marks.take(), []);
    mark("answer", "a1").append_to(&session).unwrap();
    mark("next", "b2").append_to(&session).unwrap();
    assert_eq!(marks.take(), [mark("answer", "a1"), mark("next", "b2")]);
    assert_eq!(marks.take(), []);
    mark("undo", "c3").append_to(&session).unwrap();
    assert_eq!(marks.take(), [mark("undo", "c3")]);

    // The next run of the session begins anew.
    mark("pause", "d4").append_to(&session).unwrap();
    let mut marks = Marks::create(&session).unwrap();
    assert_eq!(marks.take(), []);
    marks.remove().unwrap();
    assert!(mark("answer", "e5").append_to(&session).is_err(), "nobody runs any more");
    assert_eq!(fs::read_dir(folder.path().join(".live")).unwrap().count(), 0);
}

#[test]
fn what_is_no_mark_is_passed_over_and_what_is_cut_short_waits() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let path = beside(&session, ".marks");
    let mut marks = Marks::create(&session).unwrap();
    let mut text = b"\n1 2\n1 2 3-1 4\n1  3-1\n1 \x1b 3-1\n1 2 31\n\xff\n".to_vec();
    // Cut at its end; at its beginning.
    text.extend(b"77 next a1-7\n7 next a1-77\n7 next a1-7\n8 un");
    fs::write(&path, &text).unwrap();
    let given = |stamp: &str, of: SentMark| SentMark { stamp: stamp.to_string(), ..of };
    assert_eq!(marks.take(), [given("7", mark("next", "a1"))]);
    assert_eq!(marks.take(), []);
    text.extend(b"do b2-8\n");
    fs::write(&path, &text).unwrap();
    assert_eq!(marks.take(), [given("8", mark("undo", "b2"))]);

    // A flood without a line end doesn't stop what comes after it.
    text.extend(vec![b'x'; 200_000]);
    text.extend(b"\n9 end c3-9\n");
    fs::write(&path, &text).unwrap();
    let found: Vec<SentMark> = (0..5).flat_map(|_| marks.take()).collect();
    assert_eq!(found, [given("9", mark("end", "c3"))]);

    for not_words in [mark("two words", "d4"), mark("next", "d4\n1 end e5"), mark("", "d4")] {
        assert!(not_words.append_to(&session).is_err());
    }
}

#[test]
fn a_reply_is_found_by_its_mark() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let mut marks = Marks::create(&session).unwrap();
    let [first, second] = [mark("answer", "a1"), mark("next", "a2")];
    assert_eq!(reply(&session, ".replies", &first), None);
    let refused = Reply { ok: false, text: "no question\nis open".to_string() };
    marks.answer(&first, recorded());
    marks.answer(&second, refused.clone());
    assert_eq!(reply(&session, ".replies", &first), Some(recorded()));
    let refused = Reply { text: "no question is open".to_string(), ..refused };
    assert_eq!(reply(&session, ".replies", &second), Some(refused));
    assert_eq!(reply(&session, ".replies", &mark("answer", "a")), None);

    // Cut short it is none, whatever else comes behind it.
    let whole = recorded().to_line(&first.name());
    for cut in 0..whole.len() {
        fs::write(beside(&session, ".replies"), &whole[..cut]).unwrap();
        assert_eq!(reply(&session, ".replies", &first), None);
        marks.answer(&second, recorded());
        assert_eq!(reply(&session, ".replies", &first), None, "{}", &whole[..cut]);
        assert_eq!(reply(&session, ".replies", &second), Some(recorded()));
        assert!(!fs::read(beside(&session, ".replies")).unwrap().contains(&0), "no hole");
    }
}

/// What others leave of the marks after two were taken.
fn leftovers(both: &str) -> Vec<String> {
    let one = &both[..both.len() / 2];
    let mut left: Vec<String> = (0..=both.len()).map(|cut| both[..cut].to_string()).collect();
    left.extend([one.repeat(2), both.repeat(2), both.trim().to_string(), "theirs\n".repeat(40)]);
    left
}

#[test]
fn a_mark_counts_once_whatever_others_leave_of_the_marks_and_none_is_lost() {
    let given = |sender: &str| mark("answer", sender);
    let (first, second) = (given("a1"), given("b2"));
    let both = format!("\n{}\n\n{}\n", first.to_line(), second.to_line());
    for left in leftovers(&both) {
        for is_saved_over in [false, cfg!(unix)] {
            for more in 1..4 {
                let folder = tempfile::tempdir().unwrap();
                let session = session(&folder);
                let path = beside(&session, ".marks");
                let mut marks = Marks::create(&session).unwrap();
                first.append_to(&session).unwrap();
                second.append_to(&session).unwrap();
                assert_eq!(marks.take(), [first.clone(), second.clone()]);
                if is_saved_over {
                    fs::write(path.with_extension("saved"), &left).unwrap();
                    fs::rename(path.with_extension("saved"), &path).unwrap();
                } else {
                    fs::write(&path, &left).unwrap();
                }
                // Shorter than what was read, as long, and longer.
                let news: Vec<SentMark> = (0..more).map(|n| given(&format!("c{n}"))).collect();
                news.iter().for_each(|new| new.append_to(&session).unwrap());
                // Some systems count the time in steps of 4 ms, in which all this may happen.
                let file = File::options().write(true).open(&path).unwrap();
                let later = file.metadata().unwrap().modified().unwrap();
                file.set_modified(later + Duration::from_secs(1)).unwrap();
                assert_eq!(marks.take(), news, "{left:?}");
                assert_eq!(marks.take(), []);
            }
        }
    }
}

#[test]
fn a_mark_that_comes_again_is_answered_again() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let mut marks = Marks::create(&session).unwrap();
    let sent = mark("answer", "a1");
    sent.append_to(&session).unwrap();
    assert_eq!(marks.take(), std::slice::from_ref(&sent));
    // Before it is answered, too.
    sent.append_to(&session).unwrap();
    assert_eq!(marks.take(), []);
    marks.answer(&sent, recorded());
    for remove in [true, false] {
        if remove {
            fs::remove_file(beside(&session, ".replies")).unwrap();
        } else {
            fs::write(beside(&session, ".replies"), "").unwrap();
        }
        sent.append_to(&session).unwrap();
        assert_eq!(marks.take(), []);
        assert_eq!(reply(&session, ".replies", &sent), Some(recorded()));
    }
}

#[test]
fn what_came_before_its_file_was_taken_away_counts() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let mut marks = Marks::create(&session).unwrap();
    let [first, second, third] = ["a1", "b2", "c3"].map(|sender| mark("think", sender));
    first.append_to(&session).unwrap();
    if cfg!(unix) {
        fs::remove_file(beside(&session, ".marks")).unwrap();
    }
    marks.keep(&session);
    second.append_to(&session).unwrap();
    assert_eq!(marks.take(), [first, second]);
    // So does what came before the session got another name.
    third.append_to(&session).unwrap();
    let moved = session.with_file_name("moved.toml");
    marks.keep(&moved);
    assert!(!beside(&session, ".marks").exists() && !beside(&session, ".replies").exists());
    let fourth = mark("think", "d4");
    fourth.append_to(&moved).unwrap();
    assert_eq!(marks.take(), [third, fourth]);
    marks.remove().unwrap();
    assert_eq!(fs::read_dir(folder.path().join(".live")).unwrap().count(), 0);
}

#[test]
fn where_something_stands_in_their_place_replies_come_behind_the_marks() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let mut marks = Marks::create(&session).unwrap();
    let sent = mark("answer", "a1");
    if cfg!(unix) {
        fs::remove_file(beside(&session, ".replies")).unwrap();
        fs::create_dir(beside(&session, ".replies")).unwrap();
        sent.append_to(&session).unwrap();
        assert_eq!(marks.take(), std::slice::from_ref(&sent));
        marks.answer(&sent, recorded());
        assert_eq!(reply(&session, ".marks", &sent), Some(recorded()));
        assert_eq!(marks.take(), [], "a reply is no mark");
        fs::remove_dir(beside(&session, ".replies")).unwrap();
    }
    marks.answer(&sent, recorded());
    assert_eq!(reply(&session, ".replies", &sent), Some(recorded()));
}

#[cfg(unix)]
#[test]
fn files_that_nobody_may_open_are_their_owners_again() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let mut marks = Marks::create(&session).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let paths = [".marks", ".replies"].map(|ending| beside(&session, ending));
    for (taken, given) in [(0o000, 0o600), (0o400, 0o600), (0o044, 0o644)] {
        for path in &paths {
            fs::set_permissions(path, fs::Permissions::from_mode(taken)).unwrap();
        }
        marks.keep(&session);
        assert_eq!(paths.each_ref().map(|path| mode(path)), [given; 2]);
    }
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_to_marks_and_replies() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let theirs = folder.path().join("theirs");
    fs::write(&theirs, "theirs").unwrap();
    fs::create_dir(folder.path().join(".live")).unwrap();
    symlink(&theirs, beside(&session, ".marks")).unwrap();
    assert!(Marks::create(&session).is_err());
    assert!(mark("answer", "a1").append_to(&session).is_err());
    fs::remove_file(beside(&session, ".marks")).unwrap();
    let mut marks = Marks::create(&session).unwrap();
    for ending in [".marks", ".replies"] {
        fs::remove_file(beside(&session, ending)).unwrap();
        symlink(&theirs, beside(&session, ending)).unwrap();
    }
    marks.keep(&session);
    marks.answer(&mark("answer", "a1"), recorded());
    assert_eq!(marks.take(), []);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
}
