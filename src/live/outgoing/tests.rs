use std::time::Duration;

use crate::live::driven::{Driven, now, resumed_by_script, with_keys, with_script};
use crate::live::hearing::sound::Sound;
use crate::live::machine::keys::{Incoming, Mode, Signal};
use crate::live::machine::terminal::Terminal;
use crate::samples::{design, header, small};
use crate::session::store::{LiveFile, load, question_path};

#[test]
fn what_is_shown_is_written() {
    let mut round = with_keys(small());
    for (seconds, keys) in [(1.0, "\n"), (100.0, "a"), (200.0, "n"), (210.0, "u")] {
        let said = round.keys(seconds, keys);
        assert!(!said.is_empty());
        let written = load(&round.path()).unwrap().0.events;
        assert_eq!(written, round.round.conductor.session().events, "{said}");
    }
    assert!(question_path(&round.path()).exists());
}

#[test]
fn keys_are_shown_in_the_first_minute_and_when_asked_for() {
    let mut round = with_keys(small());
    assert!(round.round.terminal.drawn().starts_with("ready: coding 1   Enter starts"));
    round.keys(0.0, "\n");
    assert!(round.round.terminal.drawn().ends_with("? all keys"));
    round.frame(59.0, vec![]);
    assert!(round.round.terminal.drawn().ends_with("? all keys"));
    round.frame(60.0, vec![]);
    let drawn = round.round.terminal.drawn();
    assert_eq!(drawn.lines().count(), 3, "{drawn}");
    assert!(drawn.starts_with("coding 1 · question 1/2   1:00 / 35:00"), "{drawn}");
    round.keys(61.0, "?");
    assert!(round.round.terminal.drawn().ends_with("? hides this"));
}

#[test]
fn where_no_lines_are_drawn_each_phase_says_once_what_can_be_ticked_and_with_the_keys_again() {
    let plain = Terminal::in_memory(false, false);
    let mut round = Driven::new(header(vec![design()]), plain, Mode::Keys, Sound::Off);
    assert!(!round.keys(0.0, "\n").contains("checklist"));
    let said = round.keys(100.0, "a");
    assert!(said.ends_with("  first answer 1:40\nchecklist: 1 sources, 2 labels\n"), "{said}");
    assert!(!round.keys(101.0, "1").contains("checklist"));
    assert!(round.keys(102.0, "?").ends_with("\nchecklist: 1 sources (ticked), 2 labels\n"));
    let mut live = with_keys(header(vec![design()]));
    live.keys(0.0, "\n");
    assert!(!(live.keys(100.0, "a") + &live.keys(101.0, "?")).contains("checklist"));
}

#[test]
fn an_alert_is_said_and_rings_where_there_are_live_lines() {
    let (mut live, mut plain) = (with_keys(small()), with_script(small()));
    live.keys(0.0, "\n");
    plain.script(0.0, "start\n");
    let (rung, said) = (live.frame(391.0, vec![]), plain.frame(391.0, vec![]));
    assert!(rung.starts_with("   6:30  first answer due\n\u{7}"), "{rung}");
    assert_eq!(said, "   6:30  first answer due\n");
}

#[test]
fn what_a_mark_is_answered_with_has_its_time_and_stands_behind_what_came_before() {
    let due = "   6:30  first answer due\n";
    for (key, why) in [("6", "understand has no checklist item 6"), ("h", "hint 1 of 3")] {
        let mut round = with_keys(small());
        round.keys(0.0, "\n");
        let said = round.keys(395.0, key);
        let (before, behind) = said.split_once(due).unwrap_or_else(|| panic!("{said}"));
        assert!(!before.contains(why), "{said}");
        assert!(behind.contains("   6:35  ") && behind.contains(why), "{said}");
    }
    // A mark that counts, and one given elsewhere before what is on screen by then.
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    let said = round.keys(395.0, "a");
    let at = |said: &str, text: &str| said.find(text).unwrap_or_else(|| panic!("{said}"));
    assert!(at(&said, due) < at(&said, "   6:35  first answer 6:35\n"), "{said}");
    let _mark = round.send(390.0, "answer");
    let said = round.frame(400.0, vec![]);
    assert!(said.contains("   6:35  first answer is marked already, at 6:35"), "{said}");
}

#[test]
fn others_see_where_the_round_stands_once_a_second() {
    let mut round = with_keys(small());
    assert!(round.keys(10.0, "\n").contains("\u{1b}]0;understand 0/2m · coding 1 0/35m\u{7}"));
    round.frame(12.0, vec![]);
    let seen = LiveFile::read(&round.path()).unwrap();
    assert_eq!(seen.elapsed, now(12.0).at);
    assert!(seen.status.starts_with("understand 0:02/2:30 coding 1 0:02/35:00"), "{seen:?}");
    round.frame(12.5, vec![]);
    assert_eq!(LiveFile::read(&round.path()), Some(seen), "within the second nothing is written");
}

#[test]
fn files_beside_the_session_that_were_taken_away_are_there_again_within_a_second() {
    let mut round = with_keys(small());
    round.keys(10.0, "\n");
    let live = round.folder().join(".live");
    let names = || -> Vec<_> {
        let entries = std::fs::read_dir(&live).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    for (seconds, gone) in (12_u32..).zip(before.iter().filter(|name| {
        // The note on the question's file is no way to the round.
        !name.to_string_lossy().ends_with(".asked")
    })) {
        std::fs::remove_file(live.join(gone)).unwrap();
        round.frame(f64::from(seconds), vec![]);
        assert_eq!(names(), before, "{gone:?}");
    }
    // Moved with its folder, a file has its name still, and nobody looks there.
    std::fs::rename(&live, round.folder().join("moved")).unwrap();
    round.frame(30.0, vec![]);
    assert!(LiveFile::read(&round.path()).is_some());
}

#[test]
fn a_wait_ends_at_the_next_tick_or_when_something_is_due() {
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    round.frame(389.2, vec![]);
    let from = now(389.2).reading;
    assert_eq!(round.round.rest(from), Duration::from_millis(800));
    round.frame(390.0 - 0.1, vec![]);
    round.frame(389.95, vec![]);
    assert_eq!(round.round.rest(now(389.95).reading), Duration::from_millis(50));
}

#[test]
fn a_full_disk_is_said_once_and_so_is_its_end() {
    let mut round = with_keys(small());
    round.round.terminal.take_printed();
    for _ in 0..2 {
        round.round.note_disk(Some("no room".to_string()));
    }
    round.round.note_disk(None);
    let said = round.round.terminal.take_printed();
    assert_eq!(said, "no room; the round goes on\nwritten again: nothing is lost\n");
}

#[test]
fn what_was_beside_the_session_is_gone_at_the_end() {
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    round.keys(5.0, "q");
    let (path, folder) = (round.path(), round.folder().to_path_buf());
    let outcome = round.round.end().unwrap();
    assert_eq!((outcome.unwritten, outcome.left), (0, None));
    assert_eq!(LiveFile::read(&path), None);
    let left = std::fs::read_dir(folder.join(".live")).unwrap().count();
    assert_eq!(left, 0, "the small files are gone");
    assert!(!question_path(&path).exists());
}

#[test]
fn a_script_that_is_cut_off_at_once_leaves_the_session_that_it_goes_on_with_as_it_was() {
    let mut round = resumed_by_script(small());
    let path = round.path();
    let before = std::fs::read(&path).unwrap();
    for seconds in [0.1, 0.9] {
        assert_eq!(round.frame(seconds, vec![]), "");
        assert!(round.goes_on && std::fs::read(&path).unwrap() == before);
        assert_eq!(LiveFile::read(&path), None);
        // It waits for the second to end, not in a loop.
        assert!(round.round.rest(now(seconds).reading) > Duration::from_millis(50));
    }
    round.frame(0.95, vec![Incoming::Signal(Signal::Terminate)]);
    assert!(!round.goes_on);
    let error = round.round.end().err().expect("it never began").to_string();
    assert_eq!(error, "left in its first moments: the session is as it was");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let open = path.with_file_name(".live").read_dir().unwrap().count();
    assert_eq!(open, 0, "the small files are gone");
}

#[test]
fn a_script_goes_on_with_what_happens_first_or_after_a_second() {
    let returned = |round: &Driven| {
        let written = load(&round.path()).unwrap().0.events;
        assert_eq!(written, round.round.conductor.session().events);
        written.len()
    };
    let mut round = resumed_by_script(small());
    assert!(round.script(0.2, "start\n").starts_with("intro\n"));
    assert!(returned(&round) > 1);
    let mut round = resumed_by_script(small());
    assert!(round.frame(1.0, vec![]).starts_with("intro\n"));
    assert_eq!(returned(&round), 1);
    assert!(LiveFile::read(&round.path()).is_some());
}
