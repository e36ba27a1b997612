use super::*;
use crate::samples::{at, full, small};
use crate::session::Session;
use crate::session::mark::Mark;

fn look(width: usize, rows: usize) -> ScreenLook {
    ScreenLook { width, rows, colour: false, keys: KEYS, ears: Some("quiet 0:07".to_string()) }
}

#[test]
fn no_line_is_wider_than_the_terminal_and_a_small_one_gets_one() {
    let mut round = Conductor::new(Session::new(full()));
    round.mark(at(0.0), Mark::Start).unwrap();
    for width in [1, 20, 41, 80, 200] {
        for rows in [1, 10, 24] {
            let lines = lines(&round, at(70.0), &look(width, rows));
            assert!(lines.iter().all(|line| measure_text_width(line) <= width), "{lines:?}");
            assert_eq!(lines.len() == 1, width <= 40 || rows <= 10, "{width} by {rows}");
        }
    }
}

#[test]
fn what_is_waited_for_is_said_with_the_key_that_begins_it() {
    let mut round = Conductor::new(Session::new(full()));
    let status_at = |round: &Conductor, seconds| status(round, at(seconds));
    assert_eq!(status_at(&round, 0.0), "ready: coding 1   Enter starts the clock   Ctrl-C leaves");
    round.mark(at(0.0), Mark::Start).unwrap();
    round.mark(at(60.0), Mark::End).unwrap();
    let waiting = "break 4:00 left   then coding 2   Enter starts it now";
    assert_eq!(status_at(&round, 120.0), waiting);
    round.mark(at(120.0), Mark::Pause).unwrap();
    assert_eq!(status_at(&round, 130.0), "break paused   then coding 2   Space goes on");
}

#[test]
fn the_status_is_the_short_line_and_says_a_pause() {
    let mut round = Conductor::new(Session::new(small()));
    round.mark(at(0.0), Mark::Start).unwrap();
    let running = "understand 3:00/2:30 coding 1 3:00/35:00 0:30 behind";
    assert_eq!(status(&round, at(180.0)), running);
    round.mark(at(180.0), Mark::Pause).unwrap();
    assert_eq!(status(&round, at(190.0)), format!("{running} · paused 0:10"));
    assert_eq!(title(&round, at(190.0)), "understand 3/2m · coding 1 3/35m paused");
}

#[test]
fn a_bar_is_full_when_the_budget_is_used() {
    let budget = Duration::from_secs(60);
    assert_eq!(bar(Duration::from_secs(30), budget, 12), "██████░░░░░░");
    assert_eq!(bar(Duration::from_secs(90), budget, 4), "████");
    assert_eq!(bar(Duration::ZERO, Duration::ZERO, 2), "░░");
}
