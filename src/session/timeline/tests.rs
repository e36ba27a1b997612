use super::*;
use crate::samples::{Script, at, behavioral, coding, s};
use crate::session::asked::ReviewAsk;
use crate::session::asked::SelfCheck;
use crate::session::event::{Correctable, QuestionEnd};
use crate::session::kept::Kept;

fn reviewed(question: usize, ask: ReviewAsk, answer: &str) -> What {
    What::Reviewed {
        slot: 0,
        question: Some(question),
        ask: ask.into(),
        answer: answer.into(),
        note: None,
    }
}

/// What was asked in the review of the first slot, as (question, ask).
fn asked(timeline: &Timeline) -> Vec<(Option<usize>, &Kept<ReviewAsk>)> {
    let reviews = timeline.slots[0].reviews.iter();
    reviews.map(|review| (review.question, &review.ask)).collect()
}

#[test]
fn a_story_takes_the_place_of_none_and_of_nothing_else() {
    let script = Script::new(vec![behavioral()])
        .begin(0.0, 0)
        .close(900.0)
        .then(901.0, reviewed(1, ReviewAsk::Story, "none"))
        .then(902.0, reviewed(1, ReviewAsk::KeyPoints, "1 2"))
        .then(903.0, reviewed(2, ReviewAsk::Story, "none"))
        .then(904.0, What::Story { slot: 0, question: 1, id: "outage".into() });
    let timeline = Timeline::of(script.session());
    let (points, none) = (ReviewAsk::KeyPoints.into(), ReviewAsk::Story.into());
    assert_eq!(asked(&timeline), [(Some(1), &points), (Some(2), &none)]);
    assert_eq!(timeline.slots[0].questions[1].story.as_deref(), Some("outage"));
    // And none takes the place of the story.
    let script = script.then(905.0, reviewed(1, ReviewAsk::Story, "none"));
    let timeline = Timeline::of(script.session());
    assert_eq!(asked(&timeline), [(Some(1), &points), (Some(2), &none), (Some(1), &none)]);
    assert_eq!(timeline.slots[0].questions[1].story, None);
}

#[test]
fn what_is_said_again_in_the_review_counts_once() {
    let own = ReviewAsk::Check(SelfCheck::Ownership);
    let script = Script::new(vec![behavioral()])
        .begin(0.0, 0)
        .close(900.0)
        .then(901.0, reviewed(1, own, "unsure"))
        .then(902.0, reviewed(2, own, "no"))
        .then(903.0, reviewed(1, own, "yes"));
    let timeline = Timeline::of(script.session());
    let reviews = timeline.slots[0].reviews.iter();
    let answers: Vec<_> =
        reviews.map(|review| (review.question.unwrap(), review.answer.as_str())).collect();
    assert_eq!(answers, [(2, "no"), (1, "yes")]);
}

#[test]
fn a_pause_ends_with_its_slot() {
    let script = Script::new(vec![coding(), coding()])
        .begin(0.0, 0)
        .then(100.0, What::Paused)
        .close(160.0)
        .until(200.0);
    let timeline = Timeline::of(script.session());
    assert_eq!(timeline.account(), Account::Waiting);
    let spent = |account| timeline.spent(account, Elapsed::ZERO, at(200.0)).as_secs();
    assert_eq!(spent(Account::Running), 100);
    assert_eq!(spent(Account::Paused), 60);
    assert_eq!(spent(Account::Waiting), 40);
}

#[test]
fn a_pause_in_the_break_ends_where_the_next_slot_begins() {
    let script = Script::new(vec![coding(), coding()])
        .begin(0.0, 0)
        .close(100.0)
        .then(110.0, What::Paused)
        .begin(170.0, 1)
        .until(200.0);
    let timeline = Timeline::of(script.session());
    assert_eq!(timeline.account(), Account::Running);
    assert_eq!(timeline.spent(Account::Paused, Elapsed::ZERO, at(200.0)).as_secs(), 60);
}

fn checked(place: Option<(usize, usize)>, passed: usize) -> What {
    let (slot, question) = place.unzip();
    What::Checked { slot, question, asked: None, passed, of: 2 }
}

fn cases(passed: usize) -> What {
    What::CasesRun { slot: 0, question: 0, failed: None, passed, of: 14 }
}

/// How many passed in the runs of a question of the first slot that were not broken off, and when.
fn runs(timeline: &Timeline, question: usize) -> Vec<(usize, f64)> {
    let runs = timeline.slots[0].questions[question].checks.iter();
    runs.filter_map(|run| Some((run.came?.0, run.at.since_began().as_secs_f64()))).collect()
}

#[test]
fn a_run_counts_for_the_question_whose_code_it_ran() {
    let begun = Script::new(vec![coding()])
        .begin(0.0, 0)
        .then(10.0, checked(Some((0, 0)), 0))
        .ended(20.0, QuestionEnd::MovedOn)
        .show(20.0, 1);
    // One that was over after its question's end counts as at that.
    let script = begun.then(30.0, checked(Some((0, 1)), 1)).then(35.0, checked(Some((0, 0)), 2));
    let timeline = Timeline::of(script.session());
    assert_eq!(runs(&timeline, 0), [(0, 10.0), (2, 20.0)]);
    assert_eq!(runs(&timeline, 1), [(1, 30.0)]);
    // One that took its time stood so when it was asked for.
    let asked = |asked: f64| What::Checked {
        slot: Some(0),
        question: Some(0),
        asked: Some(at(asked)),
        passed: 1,
        of: 2,
    };
    let early = Script::new(vec![coding()]).begin(5.0, 0).then(12.0, asked(9.0));
    let timeline = Timeline::of(early.then(13.0, asked(2.0)).session());
    assert_eq!(runs(&timeline, 0), [(1, 9.0), (1, 5.0)]);
    // The question on screen was shown by mistake.
    let script = script.then(40.0, What::Undone { events: vec![3, 4] });
    let timeline = Timeline::of(script.session());
    assert_eq!(runs(&timeline, 0), [(0, 10.0), (2, 35.0)]);
    assert_eq!(runs(&timeline, 1), []);
    // An earlier version said no question, and a place that isn't there has no run.
    let script = script.then(50.0, checked(None, 1)).then(60.0, checked(Some((7, 9)), 1));
    assert_eq!(runs(&Timeline::of(script.session()), 0), [(0, 10.0), (2, 35.0), (1, 50.0)]);
}

#[test]
fn a_run_that_was_broken_off_is_one_of_which_nothing_came() {
    let cut_off = |asked: f64| What::CheckCutOff { slot: 0, question: 0, asked: at(asked) };
    let script = Script::new(vec![coding()]).begin(5.0, 0).then(30.0, cut_off(29.0));
    let script = script.done(40.0).then(50.0, cut_off(45.0)).then(51.0, cut_off(2.0));
    let timeline = Timeline::of(script.session());
    let runs = timeline.slots[0].questions[0].checks.iter();
    let runs: Vec<_> = runs.map(|run| (run.came, run.at.since_began().as_secs_f64())).collect();
    assert_eq!(runs, [(None, 29.0), (None, 40.0), (None, 5.0)]);
    // One that had begun is known where nothing follows, and else counts once.
    let began = |asked: f64| What::CheckBegan { slot: 0, question: 0, asked: at(asked) };
    let (slot, question, asked) = (Some(0), Some(0), Some(at(12.0)));
    let came = What::Checked { slot, question, asked, passed: 1, of: 2 };
    let script = Script::new(vec![coding()]).begin(5.0, 0).then(10.5, began(10.0));
    let script = script.then(11.0, cut_off(10.0)).then(12.5, began(12.0)).then(13.0, came);
    let timeline = Timeline::of(script.then(20.5, began(20.0)).session());
    let runs: Vec<_> = timeline.slots[0].questions[0].checks.iter().map(|run| run.came).collect();
    assert_eq!(runs, [None, Some((1, 2)), None]);
    // It had been shown by mistake.
    let script = Script::new(vec![coding()])
        .begin(0.0, 0)
        .ended(20.0, QuestionEnd::Done)
        .show(20.0, 1)
        .then(25.0, What::CheckCutOff { slot: 0, question: 1, asked: at(24.0) })
        .then(30.0, What::Undone { events: vec![2, 3] });
    assert!(Timeline::of(script.session()).slots[0].questions[1].checks.is_empty());
}

#[test]
fn of_cases_kept_back_the_last_result_of_the_end_that_counts_is_told() {
    let passed = |script: &Script| {
        let run = &Timeline::of(script.session()).slots[0].questions[0];
        run.cases.as_ref().map(|cases| cases.passed)
    };
    let over = Script::new(vec![coding()]).begin(0.0, 0).done(20.0).close(20.0);
    let script = over.then(25.0, cases(3));
    assert_eq!(passed(&script), Some(3));
    let script = script.then(30.0, What::Undone { events: vec![2, 3] });
    assert_eq!(passed(&script), None);
    // What an earlier version let run on.
    let script = script.then(31.0, cases(4));
    assert_eq!(passed(&script), None);
    let script = script.done(40.0).close(40.0);
    assert_eq!(passed(&script), None);
    let script = script.then(41.0, cases(5)).then(42.0, cases(6));
    assert_eq!(passed(&script), Some(6));
}

#[test]
fn however_many_marks_are_corrected_each_is_looked_at_as_often_as_one() {
    use crate::session::given::LOOKS;
    let looks = |marks: u32, rounds: u32| {
        let mut script = Script::new(vec![coding()]).begin(0.0, 0);
        for n in 0..marks {
            let at = f64::from(n);
            script = script.then(at + 0.25, What::Think).answer(at + 0.5);
        }
        let end = f64::from(marks) + 1.0;
        let mut script = script.done(end).close(end);
        for n in 0..rounds * marks {
            let which = usize::try_from(n % marks).unwrap();
            let to = (n / marks).is_multiple_of(2).then(|| s(f64::from(n % marks) + 0.4));
            for mark in [Correctable::Think, Correctable::FirstAnswer] {
                script = script.then(
                    end + 1.0,
                    What::Corrected { mark, which: Some(which), to, slot: 0, question: 0 },
                );
            }
        }
        LOOKS.set(0);
        let timeline = Timeline::of(script.session());
        let live = timeline.slots[0].questions[0].thinks.len();
        assert_eq!(live, if rounds.is_multiple_of(2) { 0 } else { marks as usize });
        LOOKS.get()
    };
    for marks in [10, 100, 1000] {
        assert_eq!((looks(marks, 1), looks(marks, 4)), (2 * marks as usize, 2 * marks as usize));
    }
}

#[test]
fn however_much_is_said_in_a_review_the_last_word_on_each_is_kept_in_order() {
    let mut script = Script::new(vec![behavioral()]).begin(0.0, 0).close(900.0);
    for n in 0..2000 {
        let ask = Kept::read(&format!("ask {}", n % 1000));
        let (answer, note) = (n.to_string(), None);
        let said = What::Reviewed { slot: 0, question: Some(0), ask, answer, note };
        script = script.then(901.0, said);
    }
    let timeline = Timeline::of(script.session());
    let answers = timeline.slots[0].reviews.iter().map(|review| review.answer.as_str());
    assert!(answers.eq((1000..2000).map(|n| n.to_string())));
}
