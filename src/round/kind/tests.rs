use super::*;
use crate::round::bank::Bank;
use crate::round::draw::{self, Wishes};
use crate::round::template::{self, Template};
use crate::round::{Brief, Round};

const QUESTION: &str = "[[question]]\nid = 'd-1'\nkind = 'deep-dive'\ntitle = 'D'\n\
                        statement = 'Tell me of a project.'\nlistens-for = ['a number']\n\
                        follow-ups = ['Why so?']\n";
const TEMPLATE: &str = "title = 'D'\n[[slot]]\nkind = 'deep-dive'\nlength = '30m'\n\
                        [[slot.ask]]\nphase = [\n\
                        { name = 'overview', budget = '10m', ends-with = 'answer' },\n\
                        { name = 'follow-ups', budget = '20m' }]\n";

#[test]
fn a_deep_dive_is_asked_and_kept() {
    let bank = Bank::read(&[("bank.toml", QUESTION)]).unwrap();
    let template = Template::parse("d", "d.toml", TEMPLATE).unwrap();
    let again = Template::parse("d", "d.toml", &template.to_toml()).unwrap();
    assert_eq!(again, template);
    let limits = Limits::default();
    let round = draw::build(&template, &bank, &limits, &Wishes::default()).unwrap();
    let planned = &round.slots[0].questions[0];
    assert_eq!(round.slots[0].kind, SlotKind::DeepDive);
    assert_eq!(planned.question.brief, Brief::DeepDive { listens_for: vec!["a number".into()] });
    assert!(planned.opens_with_probe(1));
    assert_eq!(planned.limits.first_words, Some(limits.first_words_behavioral));
    let text = toml::to_string(&round).unwrap();
    assert_eq!(toml::from_str::<Round>(&text).unwrap(), round);
}

#[test]
fn every_kind_has_a_drill_and_a_slot_asks_the_kind_of_its_name() {
    for kind in QuestionKind::all() {
        assert!(template::builtin(kind.drill()).is_some(), "{kind:?}");
        assert_eq!(Brief::blank(*kind).kind(), *kind);
    }
    for kind in SlotKind::all() {
        assert_eq!(kind.question().word(), kind.word());
    }
}

#[test]
fn an_answer_that_has_a_length_is_told() {
    let limits = Limits::default();
    for kind in QuestionKind::all() {
        let has_length = limits.for_question(*kind, &[]).answer.is_some();
        assert!(kind.answered().is_told() || !has_length, "{kind:?}");
    }
}

#[test]
fn a_kind_that_no_slot_is_of_only_opens_an_interview() {
    // Else a round of it alone would count, in trends, for the kind of its slot.
    for kind in QuestionKind::all() {
        let has_slot = SlotKind::all().iter().any(|slot| slot.question() == *kind);
        assert_eq!(kind.is_opening(), !has_slot, "{kind:?}");
    }
}

#[test]
fn a_follow_up_comes_unasked_for_after_an_answer_told_and_after_no_other() {
    use crate::samples::{behavioral, coding, design};
    let opening = |mut slot: crate::round::Slot| {
        let mut planned = slot.questions.pop().unwrap();
        planned.question.notes.clear();
        planned.question.follow_ups = vec!["Why so?".to_string()];
        let phases = 0..planned.phases.len();
        phases.filter(|phase| planned.opens_with_probe(*phase)).count()
    };
    assert_eq!([coding(), design(), behavioral()].map(opening), [0, 0, 1]);
}

#[test]
fn a_checklist_of_a_kind_fits_the_keys_and_the_live_line_and_names_no_phase_in_vain() {
    for kind in QuestionKind::all().iter().copied() {
        for phase in kind.phase_names() {
            let items = kind.checklist(phase);
            assert!(items.len() <= 9, "{phase}");
            assert!(items.iter().all(|item| item.chars().count() <= 16), "{items:?}");
            assert_eq!(items.is_empty(), kind != QuestionKind::MlDesign, "{phase}");
        }
    }
}
