use super::*;
use crate::pacing::measures::{
    ACTION_SHARE, ANSWER, FIRST_ANSWER, IN_LENGTH, LONGEST_SILENCE, POINTS_SAID, Reading,
    SELF_RATING, StandIn, TALKING_SHARE, WITHIN_BUDGET,
};
use crate::round::limits::Limit;
use crate::round::{Brief, CheckItem, PhaseNotes, Slot, SlotKind};
use crate::samples::{Script, behavioral, coding, design, eventful, planned, slot, untouched};

use crate::session::event::{QuestionEnd, What};
use crate::session::parse_rfc3339;
use crate::word::Word;

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
    trends.exercises[0].series.iter().find(|series| series.followed.measure == measure).unwrap()
}

#[test]
fn a_round_is_one_value_of_each_measure() {
    let trends = trends(taken(&[drill(1, [300.0, 400.0])]), None, None);
    assert_eq!((trends.rounds, trends.exercises.len()), (1, 1));
    assert_eq!(
        of(&trends, &FIRST_ANSWER).values(),
        [Some(350.0)],
        "the median of two is their mean"
    );
    // Question 1: understand 100 of 150 s, approach 200 of 240, code 600 of 480 (528 allowed), test
    // 100 of 150: three of four. Question 2: understand to approach 400 of 390 s (429 allowed),
    // code to test 600 of 630: two of two.
    assert_eq!(of(&trends, &WITHIN_BUDGET).values(), [Some(5.0 / 6.0)]);
    // Nothing was heard, nothing rated.
    let measures: Vec<&Measure> =
        trends.exercises[0].series.iter().map(|series| series.followed.measure).collect();
    assert_eq!(measures, [&FIRST_ANSWER, &WITHIN_BUDGET]);
}

#[test]
fn a_first_answer_that_never_came_counts_with_its_whole_question_and_an_unknown_one_not() {
    let never = drill(1, [300.0, 400.0]).corrected(2001.0, 0, 1, None);
    let trends_of = |script: Script| trends(taken(&[script]), None, None);
    assert_eq!(
        of(&trends_of(never), &FIRST_ANSWER).readings,
        [Some(Reading { value: 660.0, stand_in: StandIn::Part })],
        "300, and the 17 minutes planned where 1000 s were used"
    );
    let both = drill(1, [300.0, 400.0]).corrected(2001.0, 0, 0, None).corrected(2001.0, 0, 1, None);
    let both = of(&trends_of(both), &FIRST_ANSWER).readings.clone();
    assert_eq!(both, [Some(Reading { value: 1020.0, stand_in: StandIn::All })]);
    let unknown = Script::new(vec![coding()])
        .begin(0.0, 0)
        .answer(300.0)
        .done(1000.0)
        .show(1000.0, 1)
        .done(2000.0);
    let unknown = unknown.close(2000.0).then(2001.0, What::Finished);
    assert_eq!(of(&trends_of(unknown), &FIRST_ANSWER).values(), [Some(300.0)]);
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
    assert_eq!(trends.exercises[0].series, []);
}

#[test]
fn sped_up_and_unfinished_sessions_are_out_and_counted() {
    let fast = drill(1, [300.0, 300.0]).with(|header| header.speed = 60.0);
    let slow = drill(2, [300.0, 300.0]).with(|header| header.speed = 0.5);
    let trends = trends(taken(&[fast, slow, eventful(), drill(3, [200.0, 200.0])]), None, None);
    assert_eq!(trends.rounds, 1);
    assert_eq!((trends.left_out.sped_up, trends.left_out.unfinished), (2, 1));
    assert_eq!(of(&trends, &FIRST_ANSWER).values(), [Some(200.0)]);
}

#[test]
fn the_last_five_are_held_against_the_five_before() {
    // In any order; 20 seconds sooner each day.
    let drills: Vec<Script> =
        (1..=10).rev().map(|day| drill(day, [600.0 - 20.0 * f64::from(day); 2])).collect();
    let ten = trends(taken(&drills), None, None);
    // Days 1 to 5: 580 … 500, days 6 to 10: 480 … 400; no overlap, 2 of 252 deals.
    let expected =
        Change { before: Reading::measured(540.0), last: Reading::measured(440.0), p: 2.0 / 252.0 };
    assert_eq!(of(&ten, &FIRST_ANSWER).change, Some(expected));
    assert!(expected.is_real());
    // Only on days 9 and 10 question 2 came to its answer in the time of two phases (429 s). Of 45
    // ways to deal two such days, 10 have both of them in one group, and 10 in the other.
    let same = of(&ten, &WITHIN_BUDGET).change.unwrap();
    assert_eq!([same.before, same.last], [Reading::measured(4.0 / 6.0); 2]);
    assert!((same.p - 20.0 / 45.0).abs() < 1e-9 && !same.is_real(), "{}", same.p);
    let nine = trends(taken(&drills), None, Some(9));
    assert_eq!((nine.rounds, of(&nine, &FIRST_ANSWER).change), (9, None), "too few");
    assert_eq!(nine.exercises[0].rounds[0].0, "2026-01-02-drill", "the newest nine, oldest first");
}

#[test]
fn kinds_are_told_apart_and_can_be_chosen() {
    let both = untouched();
    let all = trends(taken(&[both.clone(), drill(1, [300.0, 300.0])]), None, None);
    assert_eq!(
        all.exercises
            .iter()
            .map(|of| (of.exercise.to_string(), of.rounds.len()))
            .collect::<Vec<_>>(),
        [("coding".to_string(), 2), ("ml-design".to_string(), 1)]
    );
    let design =
        trends(taken(&[both, drill(1, [300.0, 300.0])]), Some(QuestionKind::MlDesign), Some(1));
    assert_eq!((design.rounds, design.exercises.len()), (1, 1));
    let none = trends(taken(&[drill(1, [300.0, 300.0])]), Some(QuestionKind::Behavioral), None);
    assert_eq!((none.rounds, none.exercises.len(), none.span), (0, 0, None));
}

#[test]
fn what_is_left_out_is_counted_among_what_is_asked_for() {
    let fast = |day| drill(day, [300.0; 2]).with(|header| header.speed = 60.0);
    let unfinished = Script::new(vec![pitches(1)]).begin(0.0, 0);
    let sessions = [fast(1), drill(2, [300.0; 2]), fast(3), drill(4, [300.0; 2]), unfinished];
    let out = |kind, last| {
        let left_out = trends(taken(&sessions), kind, last).left_out;
        (left_out.sped_up, left_out.unfinished)
    };
    assert_eq!(out(None, None), (2, 1));
    assert_eq!(out(Some(QuestionKind::Coding), None), (2, 0));
    assert_eq!(out(Some(QuestionKind::Pitch), None), (0, 1));
    assert_eq!(out(Some(QuestionKind::Behavioral), None), (0, 0));
    assert_eq!(out(Some(QuestionKind::Coding), Some(1)), (0, 0), "none since day 4");
    assert_eq!(out(Some(QuestionKind::Coding), Some(2)), (2, 0), "no older round is hidden");
}

/// A slot of so many pitches.
fn pitches(count: usize) -> Slot {
    slot(SlotKind::Behavioral, "pitch", 7, vec![behavioral().questions[0].clone(); count])
}

/// A finished round of these slots, each question told for so many seconds and then followed up.
fn told(slots: Vec<Slot>, seconds: &[f64]) -> Script {
    let counts: Vec<usize> = slots.iter().map(|slot| slot.questions.len()).collect();
    let (mut script, mut now, mut at) = (Script::new(slots), 0.0, 0);
    for (slot, count) in counts.into_iter().enumerate() {
        script = script.then(now, What::SlotBegan { slot });
        for question in 0..count {
            let answered = now + seconds[at];
            script = script.show(now, question).answer(answered).done(answered + 10.0);
            (now, at) = (answered + 10.0, at + 1);
        }
        script = script.close(now);
    }
    script.then(now, What::Finished)
}

fn named<'a>(trends: &'a Trends, exercise: &str) -> &'a ExerciseTrend {
    trends.exercises.iter().find(|of| of.exercise.to_string() == exercise).unwrap()
}

fn figure(trends: &Trends, exercise: &str, measure: &Measure) -> (Option<f64>, Bounds) {
    let series = &named(trends, exercise).series;
    let series = series.iter().find(|series| series.followed.measure == measure).unwrap();
    (series.values()[0], series.bounds[0])
}

#[test]
fn pitches_phases_and_ladders_are_followed_apart_from_interviews_and_from_each_other() {
    let mut data = design();
    data.questions[0].phases.retain(|phase| phase.name == "data");
    let mut ladder = behavioral();
    ladder.questions.remove(0);
    for (question, seconds) in ladder.questions.iter_mut().zip([180, 90]) {
        question.question.id = format!("ladder-{seconds}-a-story").try_into().unwrap();
    }
    let sessions = [
        told(vec![pitches(3)], &[100.0, 110.0, 120.0]),
        told(vec![data], &[200.0]),
        told(vec![ladder], &[170.0, 80.0]),
        told(vec![behavioral()], &[90.0, 130.0, 150.0]),
        told(vec![design()], &[300.0]),
    ];
    let all = trends(taken(&sessions), None, None);
    let rounds: Vec<(String, usize)> =
        all.exercises.iter().map(|of| (of.exercise.to_string(), of.rounds.len())).collect();
    let expected = [
        ("ml-design", 1),
        ("ml-design data", 1),
        ("behavioral", 1),
        ("story ladder", 1),
        ("pitch", 2),
    ];
    assert_eq!(rounds, expected.map(|(name, rounds)| (name.to_string(), rounds)));
    // The pitch that opens the interview is none of its stories.
    assert_eq!(figure(&all, "behavioral", &ANSWER).0, Some(140.0));
    let answers = |exercise| {
        let series = &named(&all, exercise).series;
        series.iter().find(|series| series.followed.measure == &ANSWER).map(|of| of.values())
    };
    assert_eq!(answers("pitch"), Some(vec![Some(110.0), Some(90.0)]));
    assert_eq!(answers("story ladder"), None, "each telling has a length of its own");
    assert_eq!(figure(&all, "story ladder", &IN_LENGTH).0, Some(1.0));
    // A kind of question is followed with its parts.
    let of_kind = |kind| -> Vec<String> {
        let trends = trends(taken(&sessions), Some(kind), None);
        trends.exercises.iter().map(|of| of.exercise.to_string()).collect()
    };
    assert_eq!(of_kind(QuestionKind::MlDesign), ["ml-design", "ml-design data"]);
    assert_eq!(of_kind(QuestionKind::Behavioral), ["behavioral", "story ladder"]);
    assert_eq!(of_kind(QuestionKind::Pitch), ["pitch"]);
    assert!(of_kind(QuestionKind::Coding).is_empty());
}

#[test]
fn a_slot_that_a_pitch_opens_is_rated_for_its_stories() {
    let script = told(vec![behavioral()], &[90.0, 130.0, 150.0]);
    let end = script.session().until.since_began().as_secs_f64();
    let rated = What::Rated { slot: 0, ratings: [(Dimension::Time.into(), 3)].into() };
    let trends = trends(taken(&[script.then(end, rated)]), None, None);
    assert_eq!(figure(&trends, "behavioral", &SELF_RATING).0, Some(3.0));
    let pitch = &named(&trends, "pitch").series;
    assert!(pitch.iter().all(|series| series.followed.measure != &SELF_RATING));
}

#[test]
fn what_behavioral_drills_train_is_followed() {
    // situation 20, task 20, action 60, result 20 s: the action is half.
    let mut slot = behavioral();
    slot.questions.truncate(2);
    slot.questions.remove(0);
    let script = Script::new(vec![slot]).begin(0.0, 0).phase(20.0, 1).phase(40.0, 2);
    let script = script.phase(100.0, 3).answer(120.0).done(200.0).close(200.0);
    let trends = trends(taken(&[script.then(200.0, What::Finished)]), None, None);
    let answer = Bounds { least: Some(45.0), most: Some(180.0), flag: Some(185.0) };
    assert_eq!(figure(&trends, "behavioral", &ANSWER), (Some(120.0), answer));
    let action = Bounds { least: Some(0.5), most: None, ..Bounds::NONE };
    assert_eq!(figure(&trends, "behavioral", &ACTION_SHARE), (Some(0.5), action));
}

#[test]
fn what_foundations_drills_train_is_followed_where_anything_was_ticked() {
    let points = ["one", "two", "three", "four"];
    let item = |point: &str| CheckItem { item: point.into(), detail: point.into() };
    let question = |id: &str| {
        let phases = [("answer", 120), ("follow-ups", 60)];
        let brief = Brief::Foundations { key_points: points.map(str::to_string).to_vec() };
        let mut planned = planned(QuestionKind::Foundations, id, brief, &phases, Some("answer"));
        planned.question.notes = vec![PhaseNotes {
            name: "follow-ups".into(),
            checklist: points.map(item).to_vec(),
            probes: Vec::new(),
            outcome: None,
        }];
        planned
    };
    let slot = slot(SlotKind::Foundations, "foundations", 15, ["a", "b", "c"].map(question).into());
    let script = Script::new(vec![slot]).begin(0.0, 0).answer(60.0);
    let tick = |item| What::Ticked { item };
    let script = script.then(61.0, tick(0)).then(62.0, tick(3)).done(70.0).show(70.0, 1);
    let script = script.answer(130.0).then(131.0, tick(1)).done(140.0).show(140.0, 2);
    let script = script.answer(200.0).done(210.0).close(210.0).then(210.0, What::Finished);
    let trends = trends(taken(&[script]), None, None);
    // 2 of 4 and 1 of 4; of the third nobody looked.
    assert_eq!(figure(&trends, "foundations", &POINTS_SAID), (Some(0.375), Bounds::NONE));
}

#[test]
fn a_value_stands_beside_the_limits_of_its_own_round() {
    let shorter = drill(2, [300.0, 400.0]).with(|header| {
        for planned in &mut header.round.slots[0].questions {
            planned.limits.first_answer = Some(Limit::secs(300, 400));
        }
    });
    let trends = trends(taken(&[drill(1, [300.0, 400.0]), shorter]), None, None);
    let limits: Vec<Option<f64>> =
        of(&trends, &FIRST_ANSWER).bounds.iter().map(|bounds| bounds.most).collect();
    assert_eq!(limits, [Some(390.0), Some(300.0)]);
    assert_eq!(
        of(&trends, &WITHIN_BUDGET).bounds[0],
        Bounds { least: Some(1.0), most: None, ..Bounds::NONE }
    );
}

#[test]
fn what_no_flag_is_raised_for_is_not_beyond_its_limit() {
    // Due by 6:30, and a flag from 6:40 on.
    let beyond = |at: f64| {
        let rounds: Vec<Script> = (1..5).map(|day| drill(day, [at, at])).collect();
        of(&trends(taken(&rounds), None, None), &FIRST_ANSWER).beyond()
    };
    assert_eq!([380.0, 391.0, 399.9].map(beyond), [None; 3]);
    assert!(beyond(400.0).unwrap().is_real());
}

#[test]
fn a_silence_is_held_against_the_limit_of_where_it_was() {
    let limit = |spans: &[(f64, f64)]| {
        let script = Script::new(vec![coding()]).begin(0.0, 0).phase(100.0, 1).answer(300.0);
        let script = script.done(1000.0).close(1000.0).heard(0.0, 1000.0, spans);
        let trends = trends(taken(&[script.then(1001.0, What::Finished)]), None, None);
        let series = of(&trends, &LONGEST_SILENCE);
        (series.values()[0], series.bounds[0].most)
    };
    // In the approach, behind the first answer, and before the first words.
    assert_eq!(limit(&[(5.0, 150.0), (190.0, 1000.0)]), (Some(40.0), Some(30.0)));
    assert_eq!(limit(&[(5.0, 400.0), (450.0, 1000.0)]), (Some(50.0), Some(45.0)));
    assert_eq!(limit(&[(70.0, 400.0), (450.0, 1000.0)]), (Some(70.0), Some(60.0)));
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
    assert_eq!(of(&trends, &LONGEST_SILENCE).values(), [Some(1000.0)]);
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
    let rated: Vec<(&str, u8, usize, Option<f64>)> = trends.exercises[0]
        .ratings
        .iter()
        .map(|of| {
            (of.dimension.word(), of.rating, of.rounds, of.median(&FIRST_ANSWER).map(|of| of.value))
        })
        .collect();
    let expected = [
        ("time", 2, 2, Some(400.0)),
        ("time", 3, 1, Some(200.0)),
        ("communication", 2, 3, Some(300.0)),
    ];
    assert_eq!(rated, expected);
    assert_eq!(of(&trends, &SELF_RATING).values(), [Some(2.0), Some(2.0), Some(2.5)]);
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
    assert_eq!(of(&trends, &LONGEST_SILENCE).values(), [Some(150.0)]);
    assert_eq!(of(&trends, &TALKING_SHARE).values(), [Some(0.72)]);
}

#[test]
fn a_run_of_phases_that_got_little_time_is_not_missed() {
    // understand to approach in 10 s, code to test in 590 of 630 s, twice: no mark says that one of
    // them was left out.
    let script = Script::new(vec![coding()]).begin(0.0, 0).answer(10.0).done(600.0);
    let script = script.show(600.0, 1).answer(610.0).done(1200.0).close(1200.0);
    let trends = trends(taken(&[script.then(1201.0, What::Finished)]), None, None);
    assert_eq!(of(&trends, &WITHIN_BUDGET).values(), [Some(1.0)]);
}
