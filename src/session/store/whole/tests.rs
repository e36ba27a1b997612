use std::fs;
use std::time::{Duration, SystemTime};

use super::{
    NotedReports, beside_as_written, is_changed_report, live, note_beside, write_report,
    write_whole,
};

fn names(dir: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_report_that_a_person_changed_stays_and_others_are_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("one.toml");
    write_report(&session, "md", "first").unwrap();
    write_report(&session, "html", "<first>").unwrap();
    write_report(&session, "md", "second").unwrap();
    write_report(&session, "md", "second").unwrap();
    let report = folder.path().join("one.md");
    assert_eq!(fs::read_to_string(&report).unwrap(), "second");

    fs::write(&report, "second, and my notes").unwrap();
    let error = write_report(&session, "md", "third").unwrap_err().to_string();
    assert!(error.starts_with("it was changed since it was written"), "{error}");
    assert_eq!(fs::read_to_string(&report).unwrap(), "second, and my notes");
    write_report(&session, "html", "<third>").unwrap();

    // Taken away, it is written again; what a version that kept no note wrote is set aside.
    fs::remove_file(&report).unwrap();
    write_report(&session, "md", "third").unwrap();
    fs::remove_dir_all(folder.path().join(".live")).unwrap();
    let aside = write_report(&session, "md", "fourth").unwrap();
    assert_eq!(aside, Some(folder.path().join("one.before.md")));
    assert_eq!(fs::read_to_string(aside.unwrap()).unwrap(), "third");
    assert_eq!(fs::read_to_string(&report).unwrap(), "fourth");
    assert_eq!(write_report(&session, "md", "fifth").unwrap(), None);
    assert_eq!(names(folder.path()), [".live", "one.before.md", "one.html", "one.md"]);
}

#[test]
fn a_report_whose_writing_was_cut_off_counts_as_written() {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("one.toml");
    let report = folder.path().join("one.md");
    // Behind the note, before the first report, and before others.
    live::make_folder(&session).unwrap();
    NotedReports::of(&session).write(&session, "md", "zeroth", None).unwrap();
    write_report(&session, "md", "first").unwrap();
    for next in ["second", "third"] {
        NotedReports::of(&session).write(&session, "md", next, Some(b"first")).unwrap();
        assert!(!is_changed_report(&report) && beside_as_written(&report));
    }
    assert_eq!(write_report(&session, "md", "fourth").unwrap(), None);
    assert_eq!(fs::read_to_string(&report).unwrap(), "fourth");
    // By another way.
    note_beside(&report, "fifth").unwrap();
    assert!(!is_changed_report(&report));
    assert_eq!(write_report(&session, "md", "sixth").unwrap(), None);
}

#[test]
fn what_stands_in_a_reports_place_is_read_only_where_it_can_be_ours() {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("one.toml");
    let report = folder.path().join("one.md");
    // Far more than memory holds, and nothing on the disk.
    let huge = || fs::File::create(&report).unwrap().set_len(1 << 40).unwrap();
    huge();
    let aside = write_report(&session, "md", "first").unwrap().unwrap();
    assert_eq!(fs::metadata(&aside).unwrap().len(), 1 << 40);
    huge();
    assert!(write_report(&session, "md", "second").is_err());
    assert!(is_changed_report(&report) && !beside_as_written(&report));
    assert_eq!(super::copied_report(&session, "ID.md", &report), None);
    note_beside(&report, "third").unwrap();
    // Whatever a note says of it.
    let note = folder.path().join(".live/one.reports");
    fs::write(&note, format!("md {} 0000000000000000\n", 1_u64 << 40)).unwrap();
    assert!(is_changed_report(&report));
    assert_eq!(fs::metadata(&report).unwrap().len(), 1 << 40);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_out_of_the_sessions_folder() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("elsewhere");
    fs::write(&elsewhere, "theirs").unwrap();
    fs::create_dir(folder.path().join("sessions")).unwrap();
    let session = folder.path().join("sessions/one.toml");
    std::os::unix::fs::symlink(&elsewhere, session.with_extension("md")).unwrap();
    assert!(write_report(&session, "md", "ours").is_err());
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "theirs");
}

#[test]
fn what_a_killed_process_left_unfinished_is_swept_and_a_living_one_is_let_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let hour_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for (name, is_old) in [
        (".report.md.1.tmp", true),
        // The first process of the machine lives, and none has the highest number.
        (".report.md.01.tmp", false),
        (".report.md.4294967295.tmp", false),
        (".other.md.12.tmp", true),
        ("report.md.12.tmp", true),
    ] {
        let file = fs::File::create(path(name)).unwrap();
        if is_old {
            file.set_modified(hour_ago).unwrap();
        }
    }
    // Even one of our own number.
    fs::write(path(&format!(".report.md.{}.tmp", std::process::id())), "half").unwrap();
    write_whole(&path("report.md"), "whole").unwrap();
    let left = [".other.md.12.tmp", ".report.md.01.tmp", "report.md", "report.md.12.tmp"];
    assert_eq!(names(folder.path()), left);
}
