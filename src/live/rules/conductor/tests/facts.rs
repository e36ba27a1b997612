//! What has to be asked for in a terse round.

use proptest::prelude::*;

use super::*;
use crate::session::event::What;

/// A terse design with four facts: traffic, labels, cost and the background.
fn terse() -> Conductor {
    let mut slot = design();
    let texts = |of: &[&str]| of.iter().map(ToString::to_string).collect::<Vec<_>>();
    slot.questions[0].question.brief = Brief::MlDesign {
        scale: texts(&["7 a second", "9 at night"]),
        given: texts(&["clicks"]),
        not_given: texts(&["ratings"]),
        opening: Some("A shop sells. Design it.".into()),
        names: texts(&["traffic", "cost", "labels", "labels"]),
        twist: None,
    };
    let mut header = header(vec![slot]);
    header.round.tell(true);
    let mut round = Conductor::new(Session::new(header));
    round.mark(at(0), Mark::Start).unwrap();
    round
}

fn given(round: &Conductor) -> Vec<usize> {
    round.timeline.slots[0].questions[0].facts.iter().map(|(_, fact)| *fact).collect()
}

#[test]
fn a_fact_is_told_once_and_stays_told_whatever_is_taken_back() {
    let mut round = terse();
    let names = |ticks: [bool; 4]| {
        let names = ["traffic", "cost", "labels", "background"].map(str::to_string);
        Ok(Noted::FactNames { names: names.into_iter().zip(ticks).collect() })
    };
    assert_eq!(round.mark(at(1), Mark::Facts), names([false; 4]));
    let says = "given: clicks; not given: ratings".to_string();
    let told = Noted::FactGiven { name: "labels".into(), says };
    assert_eq!(round.mark(at(2), Mark::Fact(2)), Ok(told));
    let again = Refusal::FactGivenAlready { name: "labels".into() };
    assert_eq!(round.mark(at(3), Mark::Fact(2)), Err(again));
    assert_eq!(round.mark(at(4), Mark::Fact(4)), Err(Refusal::NoSuchFact { number: 5, of: 4 }));
    round.mark(at(5), Mark::Answer).unwrap();
    assert_eq!(round.mark(at(6), Mark::Undo), taken_back(Undoable::FirstAnswer));
    assert_eq!(round.mark(at(7), Mark::Undo), Err(Refusal::NothingToUndo));
    assert_eq!(given(&round), [2]);
    assert_eq!(round.mark(at(8), Mark::Facts), names([false, false, true, false]));
    assert_eq!(round.session.events.last().unwrap().what, What::Undone { events: vec![3] });
}

#[test]
fn what_is_told_in_full_has_no_facts() {
    let mut round = conductor(false);
    assert_eq!(round.mark(at(0), Mark::Fact(0)), Err(Refusal::NoSlotRuns));
    round.mark(at(0), Mark::Start).unwrap();
    for mark in [Mark::Facts, Mark::Fact(0)] {
        assert_eq!(round.mark(at(1), mark), Err(Refusal::ToldInFull));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn each_fact_counts_once_in_the_order_in_which_it_was_asked_for(
        asked in prop::collection::vec((0..9usize, any::<bool>()), 0..20)
    ) {
        let mut round = terse();
        let mut expected = Vec::new();
        for (second, (fact, undo)) in asked.into_iter().enumerate() {
            let is_new = fact < 4 && !expected.contains(&fact);
            let marked = round.mark(at(second as u64), Mark::Fact(fact));
            prop_assert_eq!(marked.is_ok(), is_new);
            expected.extend(is_new.then_some(fact));
            if undo {
                let _ = round.mark(at(second as u64), Mark::Undo);
            }
        }
        prop_assert_eq!(given(&round), expected);
    }
}
