use super::*;
use crate::samples::{at, design, full, header, small};
use crate::session::Session;
use crate::session::mark::Mark;

fn look(width: usize, rows: usize) -> ScreenLook {
    let (keys, ears) = (format!("a answer · n next{HIDES}"), Some("quiet 0:07".to_string()));
    ScreenLook { width, rows, colour: false, keys, first_words: None, ears, facts: false }
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
    let running = "understand 3:00/2:30 coding 1 3:00/35:00 on plan";
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

/// The small round, so many seconds after its start, on a terminal so wide.
fn drawn(round: &Conductor, seconds: f64, width: usize, colour: bool) -> Vec<String> {
    let look = ScreenLook { colour, keys: String::new(), ears: None, ..look(width, 24) };
    lines(round, at(seconds), &look)
}

#[test]
fn lateness_is_a_word_and_a_colour() {
    let mut round = Conductor::new(Session::new(full()));
    round.mark(at(0.0), Mark::Start).unwrap();
    // Of whom presses nothing it isn't known.
    let untouched = drawn(&round, 559.0, 80, true)[0].clone();
    assert!(untouched.ends_with("   on plan"), "{untouched}");
    // The answer is planned at 6:30.
    round.mark(at(1.0), Mark::Think).unwrap();
    round.mark(at(2.0), Mark::Think).unwrap();
    let lag = |seconds, colour| drawn(&round, seconds, 80, colour)[0].clone();
    let plain = "coding 1 · slot 1/4 · question 1/2  13:19 / 35:00  ends 09:35  6:49 very late";
    assert_eq!(lag(799.0, false), plain);
    assert!(lag(799.0, true).contains("\u{1b}[31m\u{1b}[1m6:49 very late"), "{}", lag(799.0, true));
    assert!(lag(540.0, true).contains("\u{1b}[33m2:30 late"), "{}", lag(540.0, true));
    assert!(lag(440.0, true).ends_with("   0:50 behind"), "{}", lag(440.0, true));
    // A terminal that is too narrow keeps what is late.
    assert_eq!(
        drawn(&round, 799.0, 60, false)[0],
        "coding 1 · question 1/2  13:19 / 35:00  6:49 very late"
    );
    assert_eq!(drawn(&round, 799.0, 41, false)[0], "coding 1  13:19 / 35:00  6:49 very late");
    let small = |width| lines(&round, at(799.0), &ScreenLook { ears: None, ..look(width, 10) });
    assert_eq!(small(60), ["understand 13:19/2:30 coding 1 13:19/35:00 6:49 very late"]);
    assert_eq!(small(50), ["understand 13:19/2:30 13:19/35:00 6:49 very late"]);
    assert_eq!(small(40), ["under… 13:19/2:30 13/35m 6:49 very late"]);
    assert_eq!(small(30), ["13:19/35:00 6:49 very late"]);
    let answer = &drawn(&round, 799.0, 80, false)[2];
    assert!(answer.starts_with("first answer: press a, very late"), "{answer}");
}

#[test]
fn a_phase_that_was_due_long_ago_is_said_to_be_unmarked() {
    let mut round = Conductor::new(Session::new(small()));
    round.mark(at(0.0), Mark::Start).unwrap();
    round.mark(at(150.0), Mark::Phase).unwrap();
    let phase = |seconds| drawn(&round, seconds, 80, false)[1..].join("\n");
    assert!(
        phase(500.0)
            .ends_with("next code\nfirst answer: press a, late · borrows spare 1:00, test 0:50"),
        "{}",
        phase(500.0)
    );
    // Nothing is said to be taken from what may be under way.
    assert!(
        phase(520.0).ends_with("code not marked\nfirst answer: press a, very late"),
        "{}",
        phase(520.0)
    );
}

#[test]
fn a_strict_round_shows_times_only() {
    let mut session = Session::new(full());
    session.header.strict = true;
    let mut round = Conductor::new(session);
    round.mark(at(0.0), Mark::Start).unwrap();
    let expected = [
        "coding 1 · slot 1/4 · question 1/2   9:19 / 35:00   ends 09:35",
        "▸ understand  ████████████  9:19 / 2:30   next approach",
        "first answer: press a",
    ];
    assert_eq!(drawn(&round, 559.0, 80, false), expected);
    assert_eq!(status(&round, at(559.0)), "understand 9:19/2:30 coding 1 9:19/35:00");
}

#[test]
fn what_is_heard_stands_beside_what_is_marked() {
    let mut round = Conductor::new(Session::new(small()));
    round.mark(at(0.0), Mark::Start).unwrap();
    round.mark(at(60.0), Mark::Answer).unwrap();
    let look = ScreenLook { first_words: Some(Duration::from_secs(12)), ..look(80, 24) };
    let heard = &lines(&round, at(70.0), &look)[2];
    assert_eq!(heard, "first words 0:12 · first answer 1:00 · quiet 0:07");
}

#[test]
fn a_question_says_where_else_it_stands_and_that_it_is_longer_than_the_screen() {
    let mut round = Conductor::new(Session::new(full()));
    round.mark(at(0.0), Mark::Start).unwrap();
    let open = round.open().unwrap();
    let below = |rows, file| {
        let files = QuestionFiles { question: file, ..QuestionFiles::default() };
        question(&open, 79, rows, files).trim_end().lines().last().unwrap().to_string()
    };
    assert_eq!(below(None, Some("s/q.md")), "also in s/q.md");
    assert_eq!(below(Some(60), Some("s/q.md")), "also in s/q.md");
    let long = "longer than this screen: its beginning is above, and all of it in s/q.md";
    assert_eq!(below(Some(24), Some("s/q.md")), long);
    assert_eq!(below(Some(24), None), "longer than this screen: its beginning is above");
    let code = |runs| {
        let files = QuestionFiles { code: Some("s/s1q1.py"), runs, ..QuestionFiles::default() };
        question(&open, 79, None, files).trim_end().lines().last().unwrap().to_string()
    };
    assert_eq!(code(true), "code in s/s1q1.py (c runs it)");
    assert_eq!(code(false), "code in s/s1q1.py");
}

#[test]
fn on_a_small_terminal_the_phase_stays_and_its_own_points_stand_below_where_they_were_asked_for() {
    let mut slot = design();
    let questions = &mut slot.questions;
    questions[0].own_points = Some(true);
    let mut round = Conductor::new(Session::new(header(vec![slot])));
    round.mark(at(0.0), Mark::Start).unwrap();
    let drawn = |round: &Conductor, seconds, width| {
        lines(round, at(seconds), &ScreenLook { ears: None, ..look(width, 10) })
    };
    // This phase has no points of its own.
    assert_eq!(drawn(&round, 60.0, 40).len(), 1);
    round.mark(at(120.0), Mark::Answer).unwrap();
    round.mark(at(130.0), Mark::Tick(1)).unwrap();
    let lines = drawn(&round, 180.0, 40);
    assert_eq!(lines[0], "data 1:00/4:00 3:00/35:00 4:00 ahead");
    assert_eq!(lines[1..].join(" "), "[1] sources [2] labels ✓");
    assert!(drawn(&round, 180.0, 20).len() <= 4, "the lines leave room");
    // A think or a pause takes the slot's time before the phase's name.
    round.mark(at(180.0), Mark::Pause).unwrap();
    assert_eq!(drawn(&round, 190.0, 40)[0], "data 1:00/4:00 4:00 ahead · paused 0:10");
    assert_eq!(drawn(&round, 190.0, 30)[0], "data 1:00/4:00 · paused 0:10");
}
