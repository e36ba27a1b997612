use std::time::Duration;

use jiff::SignedDuration;

use super::*;
use crate::samples::{at, small};
use crate::session::Session;
use crate::session::mark::{Late, Mark};

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

/// Coding of 35 minutes, begun at 0: two questions of 17 (understand 2:30, approach 4, code 8, test
/// 2:30), a minute to spare.
fn begun() -> Conductor {
    let mut round = Conductor::new(Session::new(small()));
    round.mark(at(0.0), Mark::Start).unwrap();
    round
}

fn pace(round: &Conductor, seconds: f64) -> QuestionPace {
    QuestionPace::of(round, &round.open().unwrap(), at(seconds))
}

#[test]
fn where_nothing_is_marked_nothing_is_late_but_the_slot() {
    // Up to 35 minutes, with the minute to spare, and then past its end by what is past that.
    let mut round = begun();
    for seconds in (0..=2_400).step_by(10) {
        round.advance(at(f64::from(seconds)));
        let pace = pace(&round, f64::from(seconds));
        let late = u32::try_from(seconds - 2_100).unwrap_or(0);
        assert_eq!(pace.behind, SignedDuration::from_secs(late.into()), "{seconds}");
        let verdict = if late > 105 { Verdict::Late } else { Verdict::OnTime };
        assert_eq!((pace.verdict, pace.answer_verdict), (verdict, Verdict::OnTime), "{seconds}");
    }
    assert_eq!(round.timeline().open(), Some((0, 1)), "the second question");
}

#[test]
fn with_two_marks_a_question_lateness_counts_from_one_to_the_next() {
    let mut round = begun();
    // Somebody is there, and the answer is planned at 6:30.
    round.mark(at(1.0), Mark::Think).unwrap();
    assert_eq!(pace(&round, 390.0).behind, SignedDuration::ZERO);
    assert_eq!(pace(&round, 400.0).behind, SignedDuration::from_secs(10));
    round.mark(at(400.0), Mark::Answer).unwrap();
    // What is left is code and test, of which no mark tells which it is.
    for seconds in [400.0, 881.0, 1030.0] {
        assert_eq!(pace(&round, seconds).behind, SignedDuration::from_secs(10), "{seconds}");
    }
    assert_eq!(pace(&round, 1040.0).behind, SignedDuration::from_secs(20));
}

#[test]
fn for_whom_marks_phases_lateness_counts_what_a_phase_takes_beyond_its_budget() {
    let mut round = begun();
    round.mark(at(60.0), Mark::Phase).unwrap();
    assert_eq!(pace(&round, 70.0).behind, SignedDuration::from_secs(-90));
    assert_eq!(pace(&round, 310.0).behind, SignedDuration::from_secs(-80), "ten past 4:00");
    let now = pace(&round, 70.0);
    assert_eq!((now.slot, now.question, now.phase.as_secs()), (now.slot, now.slot, 10));
    assert_eq!(now.ends, at(2100.0));
}

#[test]
fn who_pressed_enter_once_may_mark_no_phase_any_more() {
    let mut round = begun();
    round.mark(at(60.0), Mark::Phase).unwrap();
    round.mark(at(390.0), Mark::Answer).unwrap();
    // Code ends at 14:30 as planned, and the question with test at 17:00.
    assert_eq!(pace(&round, 960.0).behind, SignedDuration::ZERO);
    assert_eq!(pace(&round, 1030.0).behind, SignedDuration::from_secs(10));
    // Over by half of its 8:00 it isn't known to last still.
    assert!(!pace(&round, 1110.0).next_unmarked);
    assert!(pace(&round, 1111.0).next_unmarked);
    round.mark(at(1120.0), Mark::Phase).unwrap();
    assert!(!pace(&round, 1500.0).next_unmarked, "nothing comes after test");
    assert!(!pace(&begun(), 1000.0).next_unmarked, "nothing is marked");
}

#[test]
fn a_slot_is_late_by_a_share_of_its_length_and_an_answer_by_its_limit() {
    let mut round = begun();
    // A twentieth of 35 minutes is 1:45, and three are 5:15; the answer is planned at 6:30.
    round.mark(at(1.0), Mark::Think).unwrap();
    let held = |round: &Conductor, seconds| {
        let pace = pace(round, seconds);
        (pace.verdict, pace.answer_verdict)
    };
    use Verdict::{Late, OnTime, VeryLate};
    // First answers are due at 6:30, and very late past 8:30.
    assert_eq!(held(&round, 390.0), (OnTime, OnTime));
    assert_eq!(held(&round, 391.0), (OnTime, Late));
    assert_eq!(held(&round, 495.0), (OnTime, Late));
    assert_eq!(held(&round, 496.0), (Late, Late));
    assert_eq!(held(&round, 511.0), (Late, VeryLate));
    assert_eq!(held(&round, 706.0), (VeryLate, VeryLate));
    round.mark(at(400.0), Mark::Answer).unwrap();
    assert_eq!(held(&round, 1000.0).1, Late, "as it was when it was marked");
}

#[test]
fn a_pause_moves_the_end_and_nothing_else() {
    let mut round = begun();
    round.mark(at(100.0), Mark::Pause).unwrap();
    assert_eq!(pace(&round, 100.0).paused, Some(Duration::ZERO));
    let now = pace(&round, 130.0);
    assert_eq!(now.paused, Some(Duration::from_secs(30)));
    assert_eq!(now.slot, Duration::from_secs(100));
    assert_eq!(now.ends, at(2130.0));
    round.mark(at(130.0), Mark::Pause).unwrap();
    round.mark(at(140.0), Mark::Think).unwrap();
    round.mark(at(150.0), Mark::Answer).unwrap();
    let now = pace(&round, 150.0);
    assert_eq!((now.paused, now.think), (None, None), "the answer ends the think");
    assert_eq!(now.first_answer, Some(Duration::from_secs(120)));
}

#[test]
fn a_late_mark_counts_as_if_it_had_been_given_in_time() {
    let late = |seconds| Mark::LateAnswer(Late::At(Duration::from_secs(seconds)));
    let (mut in_time, mut corrected, mut unmarked) = (begun(), begun(), begun());
    in_time.mark(at(90.0), Mark::Answer).unwrap();
    corrected.mark(at(200.0), Mark::Answer).unwrap();
    corrected.mark(at(210.0), late(60)).unwrap();
    corrected.mark(at(220.0), late(90)).unwrap();
    unmarked.mark(at(220.0), late(90)).unwrap();
    let expected = pace(&in_time, 300.0);
    assert_eq!((expected.phase.as_secs(), expected.first_answer), (210, Some(minutes(1) * 3 / 2)));
    assert_eq!(pace(&corrected, 300.0), expected);
    assert_eq!(pace(&unmarked, 300.0), expected);
}

#[test]
fn overtime_is_borrowed_from_spare_first_and_then_from_the_end() {
    let round = begun();
    let slot = &round.session().header.round.slots[0];
    let part = |name: &str, time| (name.to_string(), time);
    assert_eq!(borrowed(slot, 0, 0, Duration::ZERO), []);
    assert_eq!(borrowed(slot, 0, 0, minutes(1)), [part("spare", minutes(1))]);
    let expected = [
        part("spare", minutes(1)),
        part("test", Duration::from_secs(150)),
        part("code", Duration::from_secs(30)),
    ];
    assert_eq!(borrowed(slot, 0, 0, minutes(4)), expected);
    let last = [part("spare", minutes(1)), part("past the end", minutes(2))];
    assert_eq!(borrowed(slot, 1, 3, minutes(3)), last);
}
