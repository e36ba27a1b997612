use super::*;
use crate::pacing::measures::{
    FIRST_ANSWER, LONGEST_SILENCE, SELF_RATING, TALKING_SHARE, WITHIN_BUDGET,
};
use crate::samples::{Script, behavioral, coding, design, eventful, slot, untouched};
use crate::session::event::QuestionEnd;
use crate::session::parse_rfc3339;

/// A finished drill of two coding questions on a day of January, with first answers so many seconds
/// after their questions.
fn drill(day: u32, answers: [f64; 2]) -> Script {
    let script = Script::new(vec![coding()]).with(|header| {
        header.id = format!("2026-01-{day:02}-drill").try_into().unwrap();
        header.started = parse_rfc3339(&format!("2026-01-{day:02}T09:00:00+01:00")).unwrap().into();
    });
    let script =
        script.begin(0.0, 0).phase(100.0, 1).answer(answers[0]).phase(900.0, 3).done(1000.0);
    script
        .show(1000.0, 1)
        .answer(1000.0 + answers[1])
        .done(2000.0)
        .close(2000.0)
        .then(2001.0, What::Finished)
}

fn taken(scripts: &[Script]) -> Vec<Taken> {
    scripts.iter().map(|script| take(script.session())).collect()
}

fn of<'a>(trends: &'a Trends, measure: &Measure) -> &'a Series {
    trends.kinds[0].series.iter().find(|series| series.followed.measure == measure).unwrap()
}

#[test]
fn a_round_is_one_value_of_each_measure() {
    let trends = trends(taken(&[drill(1, [300.0, 400.0])]), None, None);
    assert_eq!((trends.rounds, trends.kinds.len()), (1, 1));
    assert_eq!(of(&trends, &FIRST_ANSWER).values, [Some(350.0)], "the median of two is their mean");
    // Question 1: understand 100 of 150 s, approach 200 of 240, code 600 of 480 (528 allowed), test
    // 100 of 150: three of four. Question 2: understand to approach 400 of 390 s (429 allowed),
    // code to test 600 of 630: two of two.
    assert_eq!(of(&trends, &WITHIN_BUDGET).values, [Some(5.0 / 6.0)]);
    // Nothing was heard, nothing rated.
    let measures: Vec<&Measure> =
        trends.kinds[0].series.iter().map(|series| series.followed.measure).collect();
    assert_eq!(measures, [&FIRST_ANSWER, &WITHIN_BUDGET]);
}

#[test]
fn a_first_answer_that_never_came_counts_with_its_whole_question_and_an_unknown_one_not() {
    let never = drill(1, [300.0, 400.0]).corrected(2001.0, 0, 1, None);
    let trends_of = |script: Script| trends(taken(&[script]), None, None);
    assert_eq!(
        of(&trends_of(never), &FIRST_ANSWER).values,
        [Some(660.0)],
        "300, and the 17 minutes planned where 1000 s were used"
    );
    let unknown = Script::new(vec![coding()])
        .begin(0.0, 0)
        .answer(300.0)
        .done(1000.0)
        .show(1000.0, 1)
        .done(2000.0);
    let unknown = unknown.close(2000.0).then(2001.0, What::Finished);
    assert_eq!(of(&trends_of(unknown), &FIRST_ANSWER).values, [Some(300.0)]);
}

#[test]
fn a_drill_of_one_phase_is_no_round() {
    let drill = |phases: usize| {
        let mut slot = design();
        slot.questions[0].phases.truncate(phases);
        let script = Script::new(vec![slot]).begin(0.0, 0).answer(300.0).done(400.0).close(400.0);
        take(script.then(401.0, What::Finished).session()).figures
    };
    assert_eq!(drill(1), Err(Out::Part));
    assert!(drill(2).is_ok_and(|figures| figures.len() == 1));
}

#[test]
fn interrupted_and_skipped_questions_are_out_and_counted() {
    let script =
        Script::new(vec![coding()]).begin(0.0, 0).answer(300.0).gap(400.0, 470.0).done(1000.0);
    let script = script
        .show(1000.0, 1)
        .ended(1100.0, QuestionEnd::Skipped)
        .close(1100.0)
        .then(1101.0, What::Finished);
    let trends = trends(taken(&[script]), None, None);
    assert_eq!(trends.rounds, 1);
    assert_eq!((trends.left_out.interrupted, trends.left_out.skipped), (1, 1));
    assert_eq!(trends.kinds[0].series, []);
}

#[test]
fn sped_up_and_unfinished_sessions_are_out_and_counted() {
    let fast = drill(1, [300.0, 300.0]).with(|header| header.speed = 60.0);
    let slow = drill(2, [300.0, 300.0]).with(|header| header.speed = 0.5);
    let trends = trends(taken(&[fast, slow, eventful(), drill(3, [200.0, 200.0])]), None, None);
    assert_eq!(trends.rounds, 1);
    assert_eq!((trends.left_out.sped_up, trends.left_out.unfinished), (2, 1));
    assert_eq!(of(&trends, &FIRST_ANSWER).values, [Some(200.0)]);
}

#[test]
fn the_last_five_are_held_against_the_five_before() {
    // In any order; 20 seconds sooner each day.
    let drills: Vec<Script> =
        (1..=10).rev().map(|day| drill(day, [600.0 - 20.0 * f64::from(day); 2])).collect();
    let ten = trends(taken(&drills), None, None);
    // Days 1 to 5: 580 … 500, days 6 to 10: 480 … 400; no overlap, 2 of 252 deals.
    let expected = Change { before: 540.0, last: 440.0, p: 2.0 / 252.0 };
    assert_eq!(of(&ten, &FIRST_ANSWER).change, Some(expected));
    assert!(expected.is_real());
    // Only on days 9 and 10 question 2 came to its answer in the time of two phases (429 s). Of 45
    // ways to deal two such days, 10 have both of them in one group, and 10 in the other.
    let same = of(&ten, &WITHIN_BUDGET).change.unwrap();
    assert_eq!((same.before, same.last), (4.0 / 6.0, 4.0 / 6.0));
    assert!((same.p - 20.0 / 45.0).abs() < 1e-9 && !same.is_real(), "{}", same.p);
    let nine = trends(taken(&drills), None, Some(9));
    assert_eq!((nine.rounds, of(&nine, &FIRST_ANSWER).change), (9, None), "too few");
    assert_eq!(nine.kinds[0].rounds[0].0, "2026-01-02-drill", "the newest nine, oldest first");
}

#[test]
fn kinds_are_told_apart_and_can_be_chosen() {
    let both = untouched();
    let all = trends(taken(&[both.clone(), drill(1, [300.0, 300.0])]), None, None);
    assert_eq!(
        all.kinds.iter().map(|of| (of.kind, of.rounds.len())).collect::<Vec<_>>(),
        [(SlotKind::Coding, 2), (SlotKind::MlDesign, 1)]
    );
    let design =
        trends(taken(&[both, drill(1, [300.0, 300.0])]), Some(SlotKind::MlDesign), Some(1));
    assert_eq!((design.rounds, design.kinds.len()), (1, 1));
    let none = trends(taken(&[drill(1, [300.0, 300.0])]), Some(SlotKind::Behavioral), None);
    assert_eq!((none.rounds, none.kinds.len(), none.span), (0, 0, None));
}

#[test]
fn drills_of_a_part_are_out_and_counted_and_so_is_only_what_is_asked_for() {
    let pitch = Script::new(vec![slot(
        SlotKind::Behavioral,
        "pitch",
        7,
        behavioral().questions[..1].to_vec(),
    )]);
    let pitch = pitch.begin(0.0, 0).done(100.0).close(100.0).then(101.0, What::Finished);
    let fast = |day| drill(day, [300.0; 2]).with(|header| header.speed = 60.0);
    let sessions = [fast(1), drill(2, [300.0; 2]), fast(3), drill(4, [300.0; 2]), pitch];
    let all = trends(taken(&sessions), None, None);
    assert_eq!((all.rounds, all.left_out.sped_up, all.left_out.parts), (2, 2, 1));
    let coding = trends(taken(&sessions), Some(SlotKind::Coding), None).left_out;
    assert_eq!((coding.sped_up, coding.parts), (2, 0));
    let behavioral = trends(taken(&sessions), Some(SlotKind::Behavioral), None).left_out;
    assert_eq!((behavioral.sped_up, behavioral.parts), (0, 1));
    assert_eq!(trends(taken(&sessions), None, Some(1)).left_out.sped_up, 0, "none since day 4");
}

#[test]
fn a_question_without_a_word_was_silent_throughout() {
    let script = Script::new(vec![coding()])
        .begin(0.0, 0)
        .done(1000.0)
        .show(1000.0, 1)
        .done(1100.0)
        .close(1100.0);
    let script = script.heard(0.0, 1100.0, &[(1005.0, 1090.0)]).then(1101.0, What::Finished);
    let trends = trends(taken(&[script]), None, None);
    assert_eq!(of(&trends, &LONGEST_SILENCE).values, [Some(1000.0)]);
}

#[test]
fn numbers_stand_beside_the_ratings() {
    let rate = |script: Script, time: u8| {
        let ratings = [(Dimension::Time.into(), time), (Dimension::Communication.into(), 2)].into();
        script.then(2001.0, What::Rated { slot: 0, ratings })
    };
    let sessions = [
        rate(drill(1, [300.0; 2]), 2),
        rate(drill(2, [500.0; 2]), 2),
        rate(drill(3, [200.0; 2]), 3),
    ];
    let trends = trends(taken(&sessions), None, None);
    let rated: Vec<(&str, u8, usize, Option<f64>)> = trends.kinds[0]
        .ratings
        .iter()
        .map(|of| (of.dimension.word(), of.rating, of.rounds, of.median(&FIRST_ANSWER)))
        .collect();
    let expected = [
        ("time", 2, 2, Some(400.0)),
        ("time", 3, 1, Some(200.0)),
        ("communication", 2, 3, Some(300.0)),
    ];
    assert_eq!(rated, expected);
    assert_eq!(of(&trends, &SELF_RATING).values, [Some(2.0), Some(2.0), Some(2.5)]);
}

#[test]
fn silence_and_talking_are_those_of_the_questions_that_count() {
    let slots = vec![slot(SlotKind::MlDesign, "ml-design", 35, design().questions)];
    let script = Script::new(slots).begin(0.0, 0).done(1000.0).close(1000.0);
    // Talking from 50 to 400 and from 480 to 850: 720 of 1000 s; silent for 80 s, and for 150 s at
    // the end.
    let script =
        script.heard(0.0, 1000.0, &[(50.0, 400.0), (480.0, 850.0)]).then(1001.0, What::Finished);
    let trends = trends(taken(&[script]), None, None);
    assert_eq!(of(&trends, &LONGEST_SILENCE).values, [Some(150.0)]);
    assert_eq!(of(&trends, &TALKING_SHARE).values, [Some(0.72)]);
}

#[test]
fn a_run_of_phases_that_got_little_time_is_not_missed() {
    // understand to approach in 10 s, code to test in 590 of 630 s, twice: no mark says that one of
    // them was left out.
    let script = Script::new(vec![coding()]).begin(0.0, 0).answer(10.0).done(600.0);
    let script = script.show(600.0, 1).answer(610.0).done(1200.0).close(1200.0);
    let trends = trends(taken(&[script.then(1201.0, What::Finished)]), None, None);
    assert_eq!(of(&trends, &WITHIN_BUDGET).values, [Some(1.0)]);
}
