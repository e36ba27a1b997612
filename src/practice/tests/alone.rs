//! What is due and takes a slot alone.

use super::*;
use crate::pacing::FlagKind;

/// Whether a question shares its slot, where its id says how hard it is.
fn hard_alone(_: QuestionKind, id: &str) -> Option<bool> {
    (id != "gone").then_some(!id.starts_with("hard"))
}

#[test]
fn a_due_question_that_takes_a_slot_alone_is_planned_alone() {
    let plan = |ids: &[&str], minutes: u64| {
        let missed = ids.iter().map(|id| question(id, false)).collect();
        let past = [
            drilled(4, QuestionKind::Coding, missed),
            drilled(1, QuestionKind::Foundations, Vec::new()),
        ];
        let lengths = lengths();
        let situation = Situation { shares: &hard_alone, ..situation(&past, &lengths) };
        let time = TimeAsked::Now(m(minutes, 0));
        let agenda = of_situation(&situation, Vec::new(), time);
        let due = commands(&agenda).into_iter().find(|of| of.contains("--due"));
        (due, no_room(&agenda).join(", "))
    };
    let drill = |count: usize| Some(format!("mockround drill coding --due --count {count}"));
    assert_eq!(plan(&["a", "b", "c"], 300).0, drill(3));
    // Beside others a hard one would not be asked.
    assert_eq!(plan(&["hard-1"], 300), (drill(1), String::new()));
    assert_eq!(plan(&["hard-1", "hard-2"], 300), (drill(1), "1 more of coding".to_string()));
    assert_eq!(plan(&["a", "b", "hard-1"], 300), (drill(2), "1 more of coding".to_string()));
    // The first that is due is asked first.
    assert_eq!(plan(&["hard-1", "x"], 300), (drill(1), "1 more of coding".to_string()));
    // What the bank has no longer is not asked at all.
    assert_eq!(plan(&["gone"], 300), (None, String::new()));
}

#[test]
fn a_hard_question_that_is_due_first_leaves_the_flag_for_questions_not_reached() {
    let kind = QuestionKind::Coding;
    let flag = Matter::Habit(FlagKind::QuestionNotReached);
    let flag = Sign { kind, matter: flag, met: false, basis: Basis::Time };
    let plan = |ids: &[&str], minutes: u64| {
        let mut signs: Vec<Sign> = ids.iter().map(|id| question(id, false)).collect();
        signs.push(flag.clone());
        let past = [drilled(4, kind, signs), drilled(1, QuestionKind::Foundations, Vec::new())];
        let lengths = lengths();
        let situation = Situation { shares: &hard_alone, ..situation(&past, &lengths) };
        let agenda = of_situation(&situation, Vec::new(), TimeAsked::Now(m(minutes, 0)));
        let mut coding = commands(&agenda);
        coding.retain(|of| of.contains("coding"));
        (coding, no_room(&agenda).join(", "))
    };
    let drill = |with: &str| format!("mockround drill coding {with}");
    let hard = drill("--due --count 1");
    let others = drill("--count 2");
    assert_eq!(plan(&["hard-1"], 300), (vec![hard.clone(), others], String::new()));
    // Where the time has no room for both, that is told.
    let rest = "2 questions of coding together".to_string();
    assert_eq!(plan(&["hard-1"], 45), (vec![hard.clone()], rest.clone()));
    // In these more was missed.
    let others = drill("--due --count 2");
    assert_eq!(plan(&["hard-1", "x"], 300), (vec![others.clone(), hard.clone()], String::new()));
    let rest_is_hard = "a hard question of coding".to_string();
    assert_eq!(plan(&["hard-1", "x"], 45), (vec![others.clone()], rest_is_hard));
    // So it is where no question is hard, and where the first is not.
    assert_eq!(plan(&["x"], 300), (vec![others.clone()], String::new()));
    assert_eq!(plan(&["x"], 20), (vec![hard], rest));
    let hard_waits = "1 more of coding".to_string();
    assert_eq!(plan(&["a", "hard-1"], 300), (vec![others], hard_waits));
}
