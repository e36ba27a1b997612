//! Nothing is called good that the report says otherwise of elsewhere.

use super::*;
use crate::report::{html, json, markdown, text};

/// Two coding questions: of the first each phase is marked, of the second only the answer.
fn marked_apart(end: f64) -> Pacing {
    let first =
        Script::new(vec![coding()]).begin(0.0, 0).phase(100.0, 1).answer(310.0).phase(750.0, 3);
    let second = first.done(880.0).show(880.0, 1).answer(1240.0).done(end);
    measure(second.close(end).then(end, What::Finished).session())
}

fn phases(pacing: &Pacing) -> Option<String> {
    good(pacing).into_iter().find(|good| good.contains("phase"))
}

#[test]
fn phases_are_good_where_the_measure_that_counts_them_says_so() {
    // Code and test, which no mark tells apart, are given 10:30 together, and may take 11:33.
    let (kept, over) = (marked_apart(1900.0), marked_apart(2000.0));
    assert_eq!(phases(&kept).unwrap(), "all 4 phases marked apart kept to their budgets");
    let pacing = Pacing { earlier: Some(Earlier::of(&kept)), ..over };
    assert_eq!(pacing.flags, []);
    assert_eq!(changed(&pacing), ["coding: phases within budget 83%, was 100% (-17 points)"]);
    assert_eq!(phases(&pacing), None);
    assert_eq!(good(&pacing)[0], "every first answer was on time: 5:10, 6:00");
}

#[test]
fn follow_ups_that_nobody_asked_are_no_phases_out_of_budget() {
    let told = |end: f64| {
        let told = told().phase(215.0, 1).phase(230.0, 2).phase(300.0, 3).answer(318.0).done(end);
        measure(told.close(end).session())
    };
    let (asked, unasked) = (told(480.0), told(320.0));
    let says = "all 5 phases marked kept to their budgets";
    assert_eq!([&asked, &unasked].map(|of| phases(of).unwrap()), [says; 2]);
    // Nor does the measure say so.
    let pacing = Pacing { earlier: Some(Earlier::of(&asked)), ..unasked };
    assert!(!changed(&pacing).iter().any(|of| of.contains("budget")), "{:?}", changed(&pacing));
}

#[test]
fn what_is_skipped_is_said_everywhere_and_not_called_good() {
    let script = Script::new(vec![coding()]).begin(0.0, 0);
    let skipped = script.ended(1020.0, QuestionEnd::Skipped).show(1020.0, 1);
    let both = measure(skipped.ended(2040.0, QuestionEnd::Skipped).close(2040.0).session());
    assert_eq!(good(&both), [""; 0]);
    assert_eq!(slot_row(&both.slots[0]).questions, "2 of 2, 2 skipped");
    assert!(text::headline(&both, &[], 80, false).contains(" of 35:00  2 of 2, 2 skipped\n"));
    assert!(text::render(&both, 80, false).contains(" of 35:00  2 of 2, 2 skipped\n"));
    assert!(markdown::render(&both).contains("| 34:00 of 35:00 | 2 of 2, 2 skipped |\n"));
    let page = html::render(&both);
    assert!(page.contains("<span>0 of 2 first answers on time ·</span>"));
    assert!(page.contains("<span>2 of 2 questions reached, 2 skipped ·</span>"));
    assert!(page.contains("<span class=\"beside\">of 2, 2 skipped</span>"));
    // Of two, one answered in time.
    let one = Script::new(vec![coding()]).begin(0.0, 0).answer(310.0).done(1000.0);
    let one = one.show(1000.0, 1).ended(1060.0, QuestionEnd::Skipped).close(1060.0);
    let pacing = measure(one.session());
    assert_eq!(good(&pacing), ["1 of 2 first answers was on time: 5:10"]);
    assert!(html::render(&pacing).contains("<span>1 of 2 first answers on time ·</span>"));
    // For programs it was reached, and has no first answer.
    let report: serde_json::Value = serde_json::from_str(&json::render(&pacing)).unwrap();
    let slot = &report["summary"]["slots"][0];
    assert_eq!(slot["first_answers"].as_array().unwrap().len(), 1);
    assert_eq!((&slot["reached"], &slot["of"]), (&2.into(), &2.into()));
    // One that was skipped behind its answer has one.
    let late = Script::new(vec![coding()]).begin(0.0, 0).answer(310.0);
    let late = late.ended(1000.0, QuestionEnd::Skipped).close(1000.0);
    assert_eq!(good(&measure(late.session())), ["the first answer was on time: 5:10"]);
}

#[test]
fn a_silence_that_has_no_limit_is_not_said_to_be_none() {
    let mut slot = behavioral();
    slot.questions.remove(0);
    slot.questions.truncate(1);
    let told = Script::new(vec![slot]).begin(0.0, 0).answer(100.0).done(400.0).close(400.0);
    let pacing = measure(told.heard(0.0, 400.0, &[(2.0, 150.0), (250.0, 400.0)]).session());
    assert_eq!(slot_row(&pacing.slots[0]).silence, "1:40 no limit");
    let good = good(&pacing);
    assert!(good.contains(&"no silence was too long in the 6:40 heard".to_string()), "{good:?}");
}

#[test]
fn a_silence_that_nothing_was_held_against_is_not_called_good() {
    let mut slot = behavioral();
    slot.questions.remove(0);
    slot.questions.truncate(1);
    let told = Script::new(vec![slot]).begin(0.0, 0).done(400.0).close(400.0);
    let pacing = measure(told.heard(0.0, 400.0, &[(2.0, 150.0), (250.0, 400.0)]).session());
    let good = good(&pacing);
    assert!(!good.iter().any(|of| of.contains("silence")), "{good:?}");
}

#[test]
fn what_is_good_of_the_lengths_that_are_known_says_that_others_are_not() {
    let lengths = |script: Script| {
        let good = good(&measure(script.session()));
        good.into_iter().find(|good| good.contains("length")).unwrap()
    };
    // The pitch is told, and two questions follow it.
    let known = "the answer whose length is known had the right length";
    assert_eq!(lengths(told().done(400.0)), known);
    assert_eq!(lengths(told().ended(400.0, QuestionEnd::Skipped)), known);
    let both = told().answer(310.0).done(400.0);
    assert_eq!(lengths(both.clone()), "both answers had the right length");
    let known = "both answers whose length is known had the right length";
    assert_eq!(lengths(both.show(400.0, 2).done(600.0)), known);
}
