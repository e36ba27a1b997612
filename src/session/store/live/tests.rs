use std::fs;
use std::path::PathBuf;

use super::{Frame, LiveFile, Process};
use crate::samples::at;

fn session(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("2026-11-23T09-00-12-my.round.toml")
}

fn frame(seconds: f64, status: &str) -> Frame {
    let wall = "2026-11-23T09:12:53.250+01:00".to_string();
    Frame { elapsed: at(seconds), wall, status: status.to_string() }
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

#[cfg(unix)]
#[test]
fn nothing_is_written_or_read_where_the_folder_or_the_file_is_a_link() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let (elsewhere, sessions) = (folder.path().join("elsewhere"), folder.path().join("sessions"));
    fs::create_dir(&sessions).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    let session = sessions.join("one.toml");
    symlink(&elsewhere, sessions.join(".live")).unwrap();
    let error = LiveFile::open(&session).unwrap_err().to_string();
    assert!(error.ends_with(".live is a link, which is not followed; remove it"), "{error}");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    fs::remove_file(sessions.join(".live")).unwrap();

    let theirs = elsewhere.join("theirs");
    fs::write(&theirs, "theirs").unwrap();
    fs::create_dir(sessions.join(".live")).unwrap();
    symlink(&theirs, sessions.join(".live/one")).unwrap();
    assert!(LiveFile::open(&session).is_err());
    assert_eq!(LiveFile::read(&session), None);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
}

#[test]
fn a_live_file_is_where_others_look_for_it_whatever_took_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(&folder);
    let path = folder.path().join(".live/2026-11-23T09-00-12-my.round");
    let mut live = LiveFile::create(&session, &frame(1.0, "one")).unwrap();
    let older = fs::read(&path).unwrap();
    for (seconds, found) in [(2.0, None), (3.0, Some(&older[..])), (4.0, Some(b"theirs\n"))] {
        fs::remove_file(&path).unwrap();
        if let Some(found) = found {
            fs::write(&path, found).unwrap();
        }
        live.keep(&session, &frame(seconds, "two")).unwrap();
        assert_eq!(LiveFile::read(&session), Some(frame(seconds, "two")));
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(live.keep(&session, &frame(5.0, "three")).is_err());
    // The session has another name now.
    fs::remove_dir(&path).unwrap();
    live.keep(&session, &frame(6.0, "four")).unwrap();
    let moved = session.with_file_name("moved.toml");
    live.keep(&moved, &frame(7.0, "five")).unwrap();
    assert_eq!(LiveFile::read(&moved), Some(frame(7.0, "five")));
    assert!(!path.exists());
}
