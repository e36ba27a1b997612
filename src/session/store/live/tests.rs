use std::fs;
use std::path::PathBuf;

use super::{Frame, LiveFile, Marks, Process, Replies, Reply, SentMark};
use crate::samples::at;

fn session(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("2026-11-23T09-00-12-my.round.toml")
}

fn frame(seconds: f64, status: &str) -> Frame {
    let wall = "2026-11-23T09:12:53.250+01:00".to_string();
    Frame { elapsed: at(seconds), wall, status: status.to_string() }
}

fn mark(word: &str, nonce: &str) -> SentMark {
    SentMark {
        stamp: "8731512345678".to_string(),
        word: word.to_string(),
        nonce: nonce.to_string(),
    }
}

#[test]
fn a_frame_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    assert_eq!(LiveFile::read(&session), None);
    let mut live = LiveFile::create(&session, &frame(0.0, "")).unwrap();
    assert_eq!(LiveFile::read(&session), Some(frame(0.0, "")));
    live.update(&frame(761.25, "ml-design 3/4 12:41 / 35:00 — ▸ data 3:12 / 4:00")).unwrap();
    assert_eq!(
        LiveFile::read(&session),
        Some(frame(761.25, "ml-design 3/4 12:41 / 35:00 — ▸ data 3:12 / 4:00"))
    );
    live.update(&frame(762.0, "short")).unwrap();
    assert_eq!(LiveFile::read(&session), Some(frame(762.0, "short")));
    let path = folder.path().join(".live/2026-11-23T09-00-12-my.round");
    assert_eq!(fs::metadata(&path).unwrap().len(), 1024);
    live.remove().unwrap();
    assert!(!path.exists());
}

#[test]
fn a_frame_fits_whatever_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let long = Frame { wall: "é".repeat(900), ..frame(1e9, &"▸".repeat(900)) };
    let _live = LiveFile::create(&session, &long).unwrap();
    let read = LiveFile::read(&session).unwrap();
    assert_eq!(read.wall, "é".repeat(100));
    assert!(long.status.starts_with(&read.status) && read.status.chars().count() > 200);
    // How much room is left depends on how long the line of the process is, so by every length.
    for length in 0..60 {
        let process = "p".repeat(length);
        let text = super::record(&long, &process);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[3], process);
        // 1024 bytes less 13 of the time twice, 200 of the wall clock, the process, 5 line ends.
        let room = 1024 - 2 * 13 - 200 - length - 5;
        assert_eq!(lines[2], "▸".repeat(room / 3), "a process of {length} bytes");
        assert_eq!(text.len(), 1024);
    }

    let lines = frame(1.0, "one\ntwo\r\u{1b}[2J");
    let _live = LiveFile::create(&session, &lines).unwrap();
    assert_eq!(LiveFile::read(&session).unwrap().status, "one two  [2J");
}

#[test]
fn the_process_that_runs_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    assert_eq!(LiveFile::process(&session), None);
    let _live = LiveFile::create(&session, &frame(10.0, "a")).unwrap();
    assert_eq!(LiveFile::process(&session), Process::this());

    // As version 0.1.0 wrote it.
    let old = format!("10000\n{}\na\n", frame(0.0, "").wall);
    let old = format!("{old}{:>width$}\n", 10000, width = 1023 - old.len());
    fs::write(folder.path().join(".live/2026-11-23T09-00-12-my.round"), old).unwrap();
    assert_eq!(LiveFile::read(&session), Some(frame(10.0, "a")));
    assert_eq!(LiveFile::process(&session), None);
}

#[test]
fn a_mixture_of_two_frames_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let path = folder.path().join(".live/2026-11-23T09-00-12-my.round");
    let _live = LiveFile::create(&session, &frame(10.0, "a")).unwrap();
    let old = fs::read(&path).unwrap();
    let _live = LiveFile::create(&session, &frame(11.0, "b")).unwrap();
    let new = fs::read(&path).unwrap();
    fs::write(&path, [&new[..300], &old[300..]].concat()).unwrap();
    assert_eq!(LiveFile::read(&session), None);
    for broken in [&b""[..], &new[..500], &[0; 1024], &[0xff; 1024]] {
        fs::write(&path, broken).unwrap();
        assert_eq!(LiveFile::read(&session), None);
    }
}

#[test]
fn marks_come_once_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    assert!(Marks::send(&session, &mark("answer", "a1")).is_err(), "nobody runs");
    let mut marks = Marks::create(&session).unwrap();
    assert_eq!(marks.take().unwrap(), []);
    Marks::send(&session, &mark("answer", "a1")).unwrap();
    Marks::send(&session, &mark("next", "b2")).unwrap();
    assert_eq!(marks.take().unwrap(), [mark("answer", "a1"), mark("next", "b2")]);
    assert_eq!(marks.take().unwrap(), []);
    Marks::send(&session, &mark("undo", "c3")).unwrap();
    assert_eq!(marks.take().unwrap(), [mark("undo", "c3")]);

    // The next run of the session begins anew.
    Marks::send(&session, &mark("pause", "d4")).unwrap();
    let mut marks = Marks::create(&session).unwrap();
    assert_eq!(marks.take().unwrap(), []);
    marks.remove().unwrap();
    assert!(Marks::send(&session, &mark("answer", "e5")).is_err(), "nobody runs any more");
}

#[test]
fn what_is_no_mark_is_passed_over_and_what_is_cut_short_waits() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let path = folder.path().join(".live/2026-11-23T09-00-12-my.round.marks");
    let mut marks = Marks::create(&session).unwrap();
    let mut text = b"\n1 2\n1 2 3 4\n1  3\n1 \x1b 3\n\xff\xfe\n7 next a1\n8 un".to_vec();
    fs::write(&path, &text).unwrap();
    let found = marks.take().unwrap();
    assert_eq!(found, [SentMark { stamp: "7".to_string(), ..mark("next", "a1") }]);
    assert_eq!(marks.take().unwrap(), []);
    text.extend(b"do b2\n");
    fs::write(&path, &text).unwrap();
    assert_eq!(marks.take().unwrap(), [SentMark { stamp: "8".to_string(), ..mark("undo", "b2") }]);

    // A flood without a line end doesn't stop what comes after it.
    text.extend(vec![b'x'; 200_000]);
    text.extend(b"\n9 end c3\n");
    fs::write(&path, &text).unwrap();
    let found: Vec<SentMark> = (0..5).flat_map(|_| marks.take().unwrap()).collect();
    assert_eq!(found, [SentMark { stamp: "9".to_string(), ..mark("end", "c3") }]);

    assert!(Marks::send(&session, &mark("two words", "d4")).is_err());
    assert!(Marks::send(&session, &mark("next", "d4\n1 end e5")).is_err());
}

#[test]
fn a_reply_is_found_by_its_mark() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    assert!(Replies::find(&session, "a1").is_err(), "nobody runs");
    let mut replies = Replies::create(&session).unwrap();
    assert_eq!(Replies::find(&session, "a1").unwrap(), None);
    let recorded = Reply { ok: true, text: "first answer 6:42".to_string() };
    let refused = Reply { ok: false, text: "no question\nis open".to_string() };
    replies.send("a1", &recorded).unwrap();
    replies.send("a2", &refused).unwrap();
    assert_eq!(Replies::find(&session, "a1").unwrap(), Some(recorded));
    assert_eq!(
        Replies::find(&session, "a2").unwrap(),
        Some(Reply { text: "no question is open".to_string(), ..refused })
    );
    assert_eq!(Replies::find(&session, "a").unwrap(), None);

    let path = folder.path().join(".live/2026-11-23T09-00-12-my.round.replies");
    fs::write(&path, "a1 ok first ans").unwrap();
    assert_eq!(Replies::find(&session, "a1").unwrap(), None, "half of it is no reply yet");
    replies.remove().unwrap();
    assert!(!path.exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_read_where_the_folder_or_a_file_is_a_link() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let (elsewhere, sessions) = (folder.path().join("elsewhere"), folder.path().join("sessions"));
    fs::create_dir(&sessions).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    let session = sessions.join("one.toml");
    symlink(&elsewhere, sessions.join(".live")).unwrap();
    let error = LiveFile::open(&session).unwrap_err().to_string();
    assert!(error.ends_with(".live is a link, which is not followed; remove it"), "{error}");
    assert!(Marks::create(&session).is_err() && Replies::create(&session).is_err());
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    fs::remove_file(sessions.join(".live")).unwrap();

    let theirs = elsewhere.join("theirs");
    fs::write(&theirs, "theirs").unwrap();
    fs::create_dir(sessions.join(".live")).unwrap();
    for name in ["one", "one.marks", "one.replies"] {
        symlink(&theirs, sessions.join(".live").join(name)).unwrap();
    }
    assert!(LiveFile::open(&session).is_err());
    assert!(Marks::create(&session).is_err() && Replies::create(&session).is_err());
    let mark = SentMark { stamp: "1".into(), word: "answer".into(), nonce: "n".into() };
    assert!(Marks::send(&session, &mark).is_err());
    assert!(Replies::find(&session, "n").is_err());
    assert_eq!(LiveFile::read(&session), None);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
}

#[test]
fn marks_and_replies_that_another_program_cut_short_lose_nothing_and_come_once() {
    let given = |stamp: u64, nonce: &str| SentMark {
        stamp: (8_731_512_345_678 + stamp).to_string(),
        ..mark("answer", nonce)
    };
    let line = |of: &SentMark| format!("{} {} {}\n", of.stamp, of.word, of.nonce);
    let (first, second) = (given(1, "a1"), given(2, "b2"));
    // Empty; cut in the middle of the second; its nonce cut; the first one alone, rewritten.
    let both = line(&first) + &line(&second);
    let beginnings = ["", &both[..both.len() - 12], &both[..both.len() - 2], &line(&first)];
    for left in beginnings {
        for more in 1..6_u64 {
            let folder = tempfile::tempdir().unwrap();
            let session = session(&folder);
            let path = folder.path().join(".live/2026-11-23T09-00-12-my.round.marks");
            let mut marks = Marks::create(&session).unwrap();
            Marks::send(&session, &first).unwrap();
            Marks::send(&session, &second).unwrap();
            assert_eq!(marks.take().unwrap(), [first.clone(), second.clone()]);
            fs::write(&path, left).unwrap();
            // Shorter than what was read, as long, and longer.
            let news: Vec<SentMark> = (0..more).map(|n| given(10 + n, &format!("c{n}"))).collect();
            news.iter().for_each(|new| Marks::send(&session, new).unwrap());
            // Some systems count the time in steps of 4 ms, in which all this may happen.
            let file = fs::File::options().write(true).open(&path).unwrap();
            let later = file.metadata().unwrap().modified().unwrap();
            file.set_modified(later + std::time::Duration::from_secs(1)).unwrap();
            assert_eq!(marks.take().unwrap(), news, "{left:?}");
            assert_eq!(marks.take().unwrap(), []);
        }
    }

    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let path = folder.path().join(".live/2026-11-23T09-00-12-my.round.replies");
    let mut replies = Replies::create(&session).unwrap();
    let recorded = Reply { ok: true, text: "first answer 6:42".to_string() };
    replies.send("a1", &recorded).unwrap();
    for left in ["", "\na1 ok first"] {
        fs::write(&path, left).unwrap();
        replies.send("b2", &recorded).unwrap();
        assert_eq!(Replies::find(&session, "b2").unwrap().as_ref(), Some(&recorded));
        assert!(!fs::read(&path).unwrap().contains(&0), "no hole");
    }
}
