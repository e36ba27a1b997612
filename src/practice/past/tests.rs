use super::*;
use crate::pacing::measure;
use crate::round::{Brief, Slot, SlotKind};
use crate::samples::{Script, coding, planned, slot};
use crate::session::event::QuestionEnd;

fn kept(script: &Script) -> Option<Practised> {
    Practised::of(script.session(), &measure(script.session()))
}

/// Coding questions, of which there are one or two.
fn coded(count: usize) -> Script {
    let mut slot = coding();
    slot.questions.truncate(count);
    Script::new(vec![slot]).begin(0.0, 0)
}

fn foundations() -> Script {
    let kind = QuestionKind::Foundations;
    let phases = [("answer", 120), ("follow-ups", 60)];
    let question = planned(kind, "why", Brief::blank(kind), &phases, Some("answer"));
    let slot: Slot = slot(SlotKind::Foundations, "foundations", 15, vec![question]);
    Script::new(vec![slot]).begin(0.0, 0)
}

#[test]
fn a_drill_that_was_left_in_its_question_did_nothing_that_it_was_for() {
    let act = Act::drill(QuestionKind::Coding, 1);
    // Marked, and left a while later.
    let left = kept(&coded(1).answer(60.0).left(400.0).until(400.0)).unwrap();
    assert!(left.did.is_empty() && !left.has_done(&act), "{left:?}");
    assert_eq!((left.slots, left.minutes.len()), (0, 1), "its time counts all the same");
    // One of two that ended is done.
    let half = kept(&coded(2).answer(60.0).done(600.0).show(600.0, 1).left(700.0).until(700.0));
    assert!(half.as_ref().unwrap().has_done(&act), "{half:?}");
    assert_eq!(half.unwrap().did.len(), 1);
}

/// A design whose phases took so many seconds, the first of 360 (396 allowed), the second of 240.
fn designed(first: f64, second: f64) -> Script {
    let phases = [("problem exploration", 360), ("data", 240), ("features", 300)];
    let kind = QuestionKind::MlDesign;
    let answer = Some("problem exploration");
    let question = planned(kind, "feed", Brief::blank(kind), &phases, answer);
    let slot: Slot = slot(SlotKind::MlDesign, "ml-design", 35, vec![question]);
    let script = Script::new(vec![slot]).begin(0.0, 0).phase(first, 1).phase(first + second, 2);
    let end = first + second + 300.0;
    script.done(end).close(end).until(end)
}

#[test]
fn a_phase_is_held_against_what_it_may_take_as_its_flag_is() {
    let shares = |first| kept(&designed(first, 240.0)).unwrap().phases;
    for within in [362.0, 396.0, 396.9] {
        let share = shares(within)[0].1;
        assert!(share > 0.9 && share <= 1.0, "{within}: {share}");
    }
    assert!(shares(397.0)[0].1 > 1.0 && shares(397.0)[0].1 < 1.01);
    assert_eq!(shares(594.0)[0], ("problem exploration".to_string(), 1.5));
}

#[test]
fn a_first_answer_that_is_no_flag_is_not_late() {
    // Due by 6:30, and a flag from 6:40 on.
    let share =
        |at| kept(&coded(1).answer(at).done(600.0).close(600.0).until(600.0)).unwrap().topics[0].2;
    assert_eq!([390.0, 395.0, 399.0].map(share), [1.0; 3]);
    assert!(share(400.0) > 1.02 && share(195.0) == 0.5);
}

#[test]
fn a_question_that_was_skipped_without_an_answer_is_missed_whatever_its_kind() {
    let met = |script: Script| {
        let kept = kept(&script.close(600.0).until(600.0));
        let signs = kept.into_iter().flat_map(|kept| kept.signs);
        let of_questions = signs.filter(|sign| matches!(sign.matter, Matter::Question { .. }));
        of_questions.map(|sign| (sign.met, sign.basis)).collect::<Vec<_>>()
    };
    let missed = [(false, Basis::Time)];
    assert_eq!(met(coded(1).ended(110.0, QuestionEnd::Skipped)), missed);
    assert_eq!(met(foundations().ended(110.0, QuestionEnd::Skipped)), missed);
    // What was answered is not given up, and what was only looked at is not done.
    assert_eq!(met(foundations().phase(80.0, 1).ended(110.0, QuestionEnd::Skipped)), []);
    assert_eq!(met(foundations().ended(110.0, QuestionEnd::Done)), []);
    assert_eq!(met(foundations().ended(10.0, QuestionEnd::Skipped)), []);
    assert_eq!(met(coded(1).ended(10.0, QuestionEnd::Skipped)), []);
}
