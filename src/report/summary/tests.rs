mod praise;

use super::*;
use crate::pacing::{Earlier, measure};
use crate::samples::{Script, behavioral, coding, design, started};
use crate::session::event::{QuestionEnd, SlotEnd, What};

/// Two coding questions, answered after so many seconds each, in time and to the end.
fn answered(first: f64, second: f64) -> Script {
    Script::new(vec![coding()])
        .begin(0.0, 0)
        .answer(first)
        .done(1000.0)
        .show(1000.0, 1)
        .answer(1000.0 + second)
        .done(1900.0)
        .close(1900.0)
        .then(1900.0, What::Finished)
}

#[test]
fn a_slot_stands_on_a_line() {
    let row = |script: &Script| slot_row(&measure(script.session()).slots[0]).cells().join(" | ");
    assert_eq!(
        row(&answered(310.0, 430.0)),
        "coding 1 | 5:10 ✓, 7:10 0:40 late | - | 31:40 of 35:00 | 2 of 2"
    );
    // 6:35 is within the tolerance, 9:00 very late.
    assert_eq!(
        row(&answered(395.0, 540.0)),
        "coding 1 | 6:35 ✓, 9:00 2:30 late !! | - | 31:40 of 35:00 | 2 of 2"
    );
    let unknown = Script::new(vec![coding()])
        .begin(0.0, 0)
        .done(1000.0)
        .show(1000.0, 1)
        .done(1900.0)
        .close(1900.0);
    assert_eq!(row(&unknown), "coding 1 | ?, ? | - | 31:40 of 35:00 | 2 of 2");
    assert_eq!(
        row(&unknown.corrected(1950.0, 0, 1, None)),
        "coding 1 | ?, never !! | - | 31:40 of 35:00 | 2 of 2"
    );
    let skipped = Script::new(vec![coding()]).begin(0.0, 0).ended(60.0, QuestionEnd::Skipped);
    assert_eq!(row(&skipped.close(60.0)), "coding 1 | - | - | 1:00 of 35:00 | 1 of 2, 1 skipped");
    let heard = Script::new(vec![design()]).listening(0.0).begin(0.0, 0).until(600.0).heard(
        0.0,
        600.0,
        &[(50.0, 100.0), (120.0, 600.0)],
    );
    assert_eq!(row(&heard), "ml-design | ? | 0:50 | 10:00 of 35:00 | 1 of 1");
    assert_eq!(row(&Script::new(vec![behavioral()])), "behavioral | - | - | - of 30:00 | 0 of 3");
}

#[test]
fn a_longest_silence_that_none_is_held_against_says_so() {
    use crate::report::{html, json, markdown, text};
    // A pause of 6.9 s in the answer, and quiet in the follow-ups, from 2:30 on.
    let quiet = |to: f64| {
        let mut slot = behavioral();
        slot.questions = vec![slot.questions[1].clone()];
        let told = Script::new(vec![slot]).begin(0.0, 0).answer(100.0).done(400.0).close(400.0);
        let spoken = [(5.0, 30.0), (36.95, 99.0), (100.5, 150.0), (to, 400.0)];
        measure(told.heard(0.0, 400.0, &spoken).session())
    };
    let pacing = quiet(250.0);
    let pause = pacing.flags.iter().find(|flag| flag.is_pause()).unwrap();
    assert_eq!(pause.value_told().unwrap(), "0:06.9");
    let row = slot_row(&pacing.slots[0]);
    assert_eq!(row.silence, "1:40 no limit");
    let wide = "behavioral  -              1:40 no limit  6:40 of 30:00";
    assert!(text::headline(&pacing, &[], 80, false).contains(wide));
    assert!(text::render(&pacing, 80, false).contains(wide));
    assert!(markdown::render(&pacing).contains("| 1:40 no limit |"));
    let page = html::render(&pacing);
    assert!(page.contains("longest silence 1:40, where none is too long"));
    assert!(page.contains("no limit"));
    let report: serde_json::Value = serde_json::from_str(&json::render(&pacing)).unwrap();
    assert_eq!(report["summary"]["slots"][0]["longest_silence_s"], 100.0);
    // Where the longest is one that has a limit, nothing is said beside it.
    let pacing = quiet(152.0);
    assert_eq!(slot_row(&pacing.slots[0]).silence, "0:06.9");
    assert!(html::render(&pacing).contains("longest silence 0:06.9 ·</span>"));
}

#[test]
fn what_was_not_measured_is_not_good() {
    let untouched = measure(Script::new(vec![coding()]).begin(0.0, 0).done(1000.0).session());
    assert_eq!(good(&untouched), [""; 0]);
    assert_eq!((worst(&untouched), tomorrow(&untouched).is_none()), (None, true));
    assert_eq!(
        good(&measure(answered(310.0, 360.0).session())),
        ["every first answer was on time: 5:10, 6:00", "every question was reached in its time"]
    );
    assert_eq!(
        good(&measure(answered(310.0, 430.0).session()))[0],
        "1 of 2 first answers was on time: 5:10"
    );
}

#[test]
fn what_is_good_of_the_answers_that_are_known_says_that_others_are_not() {
    let of = |answers: &[f64]| {
        let mut script = Script::new(vec![coding(), coding()]);
        for (slot, began) in [0.0, 3000.0].into_iter().enumerate() {
            script = script.begin(began, slot);
            if let Some(answer) = answers.get(slot) {
                script = script.answer(began + answer);
            }
            script = script.done(began + 1000.0).show(began + 1000.0, 1).done(began + 2000.0);
            script = script.close(began + 2000.0);
        }
        good(&measure(script.session()))[0].clone()
    };
    assert_eq!(of(&[310.0]), "the known first answer was on time: 5:10");
    assert_eq!(of(&[310.0, 320.0]), "every known first answer was on time: 5:10, 5:20");
    assert_eq!(of(&[310.0, 430.0]), "1 of 2 known first answers was on time: 5:10");
}

#[test]
fn where_nothing_that_was_measured_was_good_that_is_said_everywhere() {
    use crate::report::{html, json, markdown, text};
    // Both answers late, and the slot over its length.
    let bad = Script::new(vec![coding()])
        .begin(0.0, 0)
        .answer(540.0)
        .done(1500.0)
        .show(1500.0, 1)
        .answer(2100.0)
        .done(2400.0)
        .close(2400.0);
    let pacing = measure(bad.session());
    let says = "nothing that was measured was good throughout";
    assert_eq!((good(&pacing), none_good(&pacing)), (vec![], Some(says)));
    assert!(text::headline(&pacing, &[], 80, false).contains(&format!("\n  good: {says}\n")));
    assert!(text::render(&pacing, 80, false).contains(says));
    assert!(markdown::render(&pacing).contains(&format!("\n{says}\n")));
    assert!(html::render(&pacing).contains(&format!("<p>{says}</p>")));
    let report: serde_json::Value = serde_json::from_str(&json::render(&pacing)).unwrap();
    assert_eq!(report["summary"]["good"], serde_json::json!([]));
    // Where nothing is known, or something was good, it is not said.
    let untouched = measure(Script::new(vec![coding()]).begin(0.0, 0).done(1000.0).session());
    assert_eq!(none_good(&untouched), None);
    assert_eq!(none_good(&measure(answered(310.0, 540.0).session())), None);
}

#[test]
fn the_parts_of_an_answer_are_good_where_they_are_in_balance() {
    let told = |action: f64| {
        let told = told().phase(215.0, 1).phase(230.0, 2).phase(230.0 + action, 3);
        good(&measure(told.answer(300.0).done(400.0).session()))
    };
    let share = "the action had its share of the answer".to_string();
    assert!(told(50.0).contains(&share) && !told(30.0).contains(&share));
}

#[test]
fn tomorrow_is_the_worst_flag_with_its_target() {
    let pacing = measure(answered(310.0, 540.0).session());
    let tomorrow = tomorrow(&pacing).unwrap();
    assert_eq!(tomorrow.command, "mockround drill coding");
    assert_eq!(tomorrow.target, "state a workable approach by 6:30");
    assert_eq!(Some(tomorrow.reason), worst(&pacing));
}

#[test]
fn the_drill_is_on_a_topic_that_the_bank_has() {
    let mut slot = coding();
    slot.questions[0].question.topics = vec!["no such".to_string(), "graphs".to_string()];
    let script = Script::new(vec![slot]).begin(0.0, 0).answer(540.0).until(600.0);
    let command = tomorrow(&measure(script.session())).unwrap().command;
    assert_eq!(command, "mockround drill coding --topic graphs");
}

#[test]
fn a_question_of_one_phase_is_no_drill_of_a_phase_but_in_a_design() {
    let command = |mut slot: crate::round::Slot| {
        slot.questions.truncate(1);
        slot.questions[0].phases.truncate(1);
        let script = Script::new(vec![slot]).begin(0.0, 0).done(1000.0).close(1000.0);
        tomorrow(&measure(script.session())).unwrap().command
    };
    assert_eq!(command(coding()), "mockround drill coding");
    assert_eq!(command(design()), "mockround drill ml-design --phase problem-exploration");
}

#[test]
fn two_rounds_are_compared_in_numbers() {
    let mut pacing = measure(answered(310.0, 360.0).session());
    assert_eq!(changed(&pacing), [""; 0]);
    let mut before = answered(430.0, 430.0).session().clone();
    before.header.started = started("2026-11-20T09:00:00+01:00");
    pacing.earlier = Some(Earlier::of(&measure(&before)));
    // The median of 5:10 and 6:00 against 7:10.
    assert_eq!(
        changed(&pacing),
        [
            "coding: median first answer 5:35, was 7:10 (-1:35)",
            "coding: phases within budget 100%, was 50% (+50 points)",
        ]
    );
    assert_eq!(since(&pacing).unwrap().0, "Since Fri 20 Nov");
    // The same again: nothing changed.
    pacing.earlier = Some(Earlier::of(&measure(answered(310.0, 360.0).session())));
    assert_eq!(since(&pacing), None);
}

#[test]
fn what_never_came_is_said_and_nothing_is_reckoned_with_what_stands_in_for_it() {
    let never = |script: Script| script.corrected(1950.0, 0, 0, None).corrected(1950.0, 0, 1, None);
    let first = |now: &Script, before: &Script| {
        let mut pacing = measure(now.session());
        pacing.earlier = Some(Earlier::of(&measure(before.session())));
        changed(&pacing).into_iter().find(|line| line.contains("first answer"))
    };
    let on_time = answered(310.0, 360.0);
    assert_eq!(
        first(&never(answered(310.0, 360.0)), &on_time).unwrap(),
        "coding: median first answer never, was 5:35"
    );
    assert_eq!(
        first(&on_time, &never(answered(310.0, 360.0))).unwrap(),
        "coding: median first answer 5:35, was never"
    );
    // 5:10, and one that would have taken longer than the 17:00 planned.
    assert_eq!(
        first(&answered(310.0, 360.0).corrected(1950.0, 0, 1, None), &on_time).unwrap(),
        "coding: median first answer at least 11:05, was 5:35"
    );
    assert_eq!(first(&never(answered(310.0, 360.0)), &never(answered(1.0, 2.0))), None);
}

#[test]
fn a_value_of_one_question_each_is_no_median() {
    let design = |answer: f64, day: &str| {
        let script = Script::new(vec![design()]).begin(0.0, 0).answer(answer).done(2000.0);
        let began = started(&format!("2026-11-{day}T09:00:00+01:00"));
        measure(script.with(|header| header.started = began).close(2000.0).session())
    };
    let mut pacing = design(300.0, "23");
    pacing.earlier = Some(Earlier::of(&design(330.0, "20")));
    assert_eq!(changed(&pacing)[0], "ml-design: first answer 5:00, was 5:30 (-0:30)");
}

#[test]
fn of_a_slot_that_nobody_touched_nothing_is_claimed() {
    // Its second question was not reached: nobody was there to move on.
    let script = Script::new(vec![coding()]).begin(0.0, 0).ended(2700.0, QuestionEnd::TimeUp);
    let script = script.then(2700.0, What::SlotEnded { how: SlotEnd::TimeUp });
    let pacing = measure(script.session());
    assert_eq!((worst(&pacing), tomorrow(&pacing).is_none()), (None, true));
    assert_eq!(good(&pacing), [""; 0]);
    let summary = SlotSummary::of(&pacing.slots[0]);
    let verdicts: Vec<AnswerVerdict> = summary.first_answers.iter().map(|of| of.verdict).collect();
    assert_eq!((&verdicts[..], summary.reached), (&[AnswerVerdict::Unknown][..], 1));
    let says = "nothing was marked, and nothing was heard: how it went is not known";
    let headline = crate::report::text::headline(&pacing, &[], 80, false);
    assert!(headline.replace("\n    ", " ").contains(&format!("no flags: {says}")), "{headline}");
    assert!(crate::report::html::render(&pacing).contains(&format!("<span>{says} ·</span>")));
    assert!(crate::report::text::summary(&pacing, 0, 80).contains("  nothing was marked, and "));
    // Heard, the silence is known, and nothing else.
    let heard = script.heard(0.0, 2700.0, &[(10.0, 2690.0)]);
    let pacing = measure(heard.session());
    assert_eq!(good(&pacing), ["no silence was too long in the 45:00 heard"]);
    let headline = crate::report::text::headline(&pacing, &[], 80, false);
    assert!(headline.contains("first answers in 0 of 1 question, "), "{headline}");
}

fn told() -> Script {
    Script::new(vec![behavioral()]).begin(100.0, 0).answer(195.0).done(200.0).show(200.0, 1)
}

fn star(ends: [f64; 4]) -> String {
    let [situation, task, action, result] = ends;
    let told = told().phase(situation, 1).phase(task, 2).phase(action, 3).answer(result);
    tomorrow(&measure(told.done(result + 60.0).session())).unwrap().target
}

#[test]
fn the_target_of_an_answer_names_what_was_out_of_balance() {
    // Of 100 s: 40 before the action, and 50 or 30 of action.
    let setup = "be through situation and task in 35% of the answer";
    assert_eq!(star([220.0, 240.0, 290.0, 300.0]), setup);
    assert_eq!(star([220.0, 240.0, 270.0, 300.0]), "give the action 50% of the answer");
}

#[test]
fn a_silence_in_an_answer_is_a_pause() {
    let speech = [(101.0, 200.0), (205.0, 250.0), (258.0, 310.0), (330.0, 490.0)];
    let told = told().answer(320.0).done(500.0).heard(0.0, 500.0, &speech);
    let target = tomorrow(&measure(told.session())).unwrap().target;
    assert_eq!(target, "pause for less than 0:04 in an answer");
}

#[test]
fn a_late_first_answer_comes_before_a_missed_phase() {
    // test got nothing; the answer of the second question is 1:00 late.
    let script = Script::new(vec![coding()])
        .begin(0.0, 0)
        .phase(100.0, 1)
        .answer(300.0)
        .done(700.0)
        .show(700.0, 1)
        .answer(1150.0)
        .done(1900.0)
        .close(1900.0);
    let pacing = measure(script.session());
    assert!(pacing.flags.iter().any(|flag| flag.kind == FlagKind::PhaseMissed));
    assert_eq!(tomorrow(&pacing).unwrap().target, "state a workable approach by 6:30");
}
