//! What a round asks beside the topics that its template names, and why.

use std::iter::zip;

use super::{Ask, Template, Wishes, is_too_hard};
use crate::round::bank::Bank;
use crate::round::{Planned, Question, QuestionId, Round};
use crate::text::clean_line;
use crate::word::Word;

/// A line for each ask of a template whose own topics a drawn round doesn't keep to. What the
/// candidate brought along, or is to be asked again, needs none.
pub(crate) fn beside_the_topics(
    template: &Template,
    bank: &Bank,
    wishes: &Wishes,
    round: &Round,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (slot, planned) in zip(&template.slots, &round.slots) {
        let mut questions = planned.questions.iter();
        for ask in &slot.asks {
            let own: Vec<QuestionId> =
                wishes.own.iter().map(|own| own.question(ask.kind).id).collect();
            let asked: Vec<&Planned> = questions.by_ref().take(ask.count).collect();
            let is_beside = |of: &&Planned| {
                let id = &of.question.id;
                !is_on(&of.question, &ask.topics) && !own.contains(id) && !wishes.due.contains(id)
            };
            let beside: Vec<&Planned> = asked.into_iter().filter(is_beside).collect();
            if !ask.topics.is_empty() && !beside.is_empty() {
                let why = why(ask, &beside, bank, wishes);
                lines.push(format!("{}: {why}", clean_line(&slot.title)));
            }
        }
    }
    lines
}

fn is_on(question: &Question, topics: &[String]) -> bool {
    question.topics.iter().any(|topic| topics.contains(topic))
}

/// Whether a round of a template can ask a question at all, by what is wished for.
pub(crate) fn can_ask(template: &Template, wishes: &Wishes, question: &Question) -> bool {
    let mut slots = template
        .slots
        .iter()
        .filter(|slot| slot.asks.iter().any(|ask| ask.kind == question.kind()));
    wishes.allow(question) && slots.any(|slot| !is_too_hard(wishes, slot, question))
}

/// The topics that were wished for on which every question of the template's kinds is too hard for
/// the slots that could ask it: they stay without one.
pub(crate) fn too_hard_topics<'w>(
    template: &Template,
    bank: &Bank,
    wishes: &'w Wishes,
) -> Vec<&'w str> {
    let is_too_hard = |topic: &&String| {
        let could = template.slots.iter().flat_map(|slot| {
            let of_kind = slot.asks.iter().flat_map(|ask| bank.of_kind(ask.kind));
            let on_topic = of_kind.filter(|of| of.topics.contains(topic) && wishes.allow(of));
            on_topic.map(move |of| (slot, of))
        });
        let mut could = could.peekable();
        could.peek().is_some() && could.all(|(slot, of)| is_too_hard(wishes, slot, of))
    };
    wishes.topics.iter().filter(is_too_hard).map(String::as_str).collect()
}

/// Why what an ask gets is on none of its topics.
fn why(ask: &Ask, beside: &[&Planned], bank: &Bank, wishes: &Wishes) -> String {
    let topics = clean_line(&ask.topics.join(" or "));
    if beside.iter().all(|of| is_on(&of.question, &wishes.topics)) {
        return format!("asks on {}, not on {topics}", clean_line(&wishes.topics.join(" or ")));
    }
    let mut there = bank.of_kind(ask.kind).filter(|of| is_on(of, &ask.topics));
    let another = if beside.len() == 1 { "another is asked" } else { "others are asked" };
    match wishes.difficulty {
        Some(difficulty) if !there.any(|of| wishes.allow(of)) => {
            format!("nothing on {topics} is {}: {another}", difficulty.word())
        }
        _ => format!("too few questions on {topics}: {another}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::limits::Limits;
    use crate::round::own::Own;
    use crate::round::template::{BUILTIN, builtin};
    use crate::round::{Difficulty, QuestionKind, draw};

    fn lines(name: &str, wishes: &Wishes) -> Vec<String> {
        lines_of(&template(name), wishes)
    }

    fn template(name: &str) -> Template {
        Template::parse(name, name, builtin(name).unwrap()).unwrap()
    }

    fn lines_of(template: &Template, wishes: &Wishes) -> Vec<String> {
        let bank = Bank::with_builtin(&[]).unwrap();
        let round = draw::build(template, &bank, &Limits::default(), wishes).unwrap();
        beside_the_topics(template, &bank, wishes, &round)
    }

    fn seed() -> Wishes {
        Wishes { seed: 1, ..Wishes::default() }
    }

    #[test]
    fn what_a_template_names_and_gets_needs_no_line() {
        for (name, _) in BUILTIN {
            assert_eq!(lines(name, &seed()), [""; 0], "{name}");
        }
    }

    #[test]
    fn a_difficulty_that_a_topic_lacks_is_named() {
        let wishes = Wishes { difficulty: Some(Difficulty::Easy), ..seed() };
        let expected = [
            "ml debug: nothing on debugging is easy: another is asked",
            "llm design: nothing on llm is easy: another is asked",
        ];
        assert_eq!(lines("frontier-lab-style", &wishes), expected);
    }

    #[test]
    fn topics_that_were_wished_for_take_the_place_of_a_slots_own() {
        let wishes = Wishes { topics: vec!["graphs".into()], ..seed() };
        let expected = ["coding 2: asks on graphs, not on ml or ml-coding"];
        assert_eq!(lines("ml-onsite", &wishes), expected);
    }

    #[test]
    fn a_hard_question_can_be_asked_where_a_slot_is_its_own_or_hard_ones_are_wished_for() {
        let bank = Bank::with_builtin(&[]).unwrap();
        let mut on_bridges = bank.of_kind(QuestionKind::Coding);
        let hard = on_bridges.find(|of| of.topics.contains(&"bridges".to_string())).unwrap();
        let mut template = template("coding-screen");
        let any = seed();
        let only = |difficulty| Wishes { difficulty: Some(difficulty), ..seed() };
        assert!(!can_ask(&template, &any, hard));
        assert!(can_ask(&template, &only(Difficulty::Hard), hard));
        template.slots[0].asks[0].count = 1;
        assert!(can_ask(&template, &any, hard));
        assert!(!can_ask(&template, &only(Difficulty::Easy), hard));
        assert!(!can_ask(&self::template("ml-design-drill"), &any, hard));
    }

    #[test]
    fn topics_with_hard_questions_only_are_named_where_these_share_a_slot() {
        let bank = Bank::with_builtin(&[]).unwrap();
        let topics = ["bridges".to_string(), "arrays".to_string()];
        let named = |count, difficulty| {
            let mut template = template("coding-screen");
            template.slots[0].asks[0].count = count;
            let wishes = Wishes { topics: topics.to_vec(), difficulty, ..seed() };
            too_hard_topics(&template, &bank, &wishes).len()
        };
        assert_eq!((named(1, None), named(2, Some(Difficulty::Hard))), (0, 0));
        let wishes = Wishes { topics: topics.to_vec(), ..seed() };
        assert_eq!(too_hard_topics(&template("coding-screen"), &bank, &wishes), ["bridges"]);
    }

    #[test]
    fn too_few_questions_are_told_and_what_is_brought_along_or_due_is_not() {
        let mut many = template("frontier-lab-style");
        many.keep(&[crate::round::SlotKind::Coding]);
        many.slots.remove(0);
        many.slots[0].asks[0].count = 9;
        let expected = ["ml debug: too few questions on debugging: others are asked"];
        assert_eq!(lines_of(&many, &seed()), expected);
        many.slots[0].asks[0].count = 1;
        let bank = Bank::with_builtin(&[]).unwrap();
        let other = &bank.get("gift-card-pair").unwrap().question;
        let due = Wishes { due: vec![other.id.clone()], ..seed() };
        let own = Wishes { own: vec![Own::Question(Box::new(other.clone()))], ..seed() };
        for wishes in [due, own] {
            assert_eq!(lines_of(&many, &wishes), [""; 0]);
        }
    }
}
