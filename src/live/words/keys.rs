//! The keys that mean something in the present phase of a question, in the order in which they are
//! learned.
//! Pure text.

use std::time::Duration;

use crate::live::rules::conductor::{Conductor, OpenQuestion};
use crate::text::clean_line;

/// What decides which keys mean something, beside the question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeysMeant {
    /// Whether the round waits for nobody.
    pub(crate) strict: bool,
    /// Running time in the question.
    pub(crate) running: Duration,
    /// The phase that what `i` asks belongs to.
    pub(crate) asked: usize,
    /// Whether there are live lines.
    pub(crate) live: bool,
    /// Whether a mark can be taken back.
    pub(crate) undo: bool,
}

/// What is pressed most.
pub(crate) fn first(open: &OpenQuestion<'_>, of: KeysMeant) -> String {
    let usual: &[&str] =
        if of.live { &["a", "Enter", "n", "Space"] } else { &["a", "Enter", "n", "Space", "b"] };
    let keys = meant(open, of).into_iter().filter(|(key, ..)| usual.contains(key));
    let keys: Vec<String> = keys.map(|(key, short, _)| format!("{key} {short}")).collect();
    format!("{} · ? all keys", keys.join(" · "))
}

/// All that can be pressed.
pub(crate) fn all(open: &OpenQuestion<'_>, of: KeysMeant) -> String {
    let keys = meant(open, of).into_iter();
    let keys: Vec<String> = keys.map(|(key, _, says)| format!("{key} {says}")).collect();
    format!("{} · Ctrl-C leave", keys.join(" · "))
}

/// What digits tick in the present phase, in a line to be read aloud; `None` where they tick
/// nothing, or where key points stood with their numbers as the answer was told.
pub(crate) fn checklist(conductor: &Conductor) -> Option<String> {
    let open = conductor.open().filter(|_| conductor.points_on_screen().points.is_empty())?;
    let phase = open.run.phase();
    let items = open.plan.ticked(phase).into_iter().take(9).enumerate();
    let item = |(at, item): (usize, &str)| {
        let is_ticked = open.run.ticked.contains(&(phase, at));
        format!("{} {}{}", at + 1, clean_line(item), if is_ticked { " (ticked)" } else { "" })
    };
    let items: Vec<String> = items.map(item).collect();
    let is_ticked = !items.is_empty() && !conductor.session().header.strict;
    is_ticked.then(|| format!("checklist: {}", items.join(", ")))
}

/// A key, what it says in a word, and what it says.
type Key = (&'static str, &'static str, &'static str);

fn meant(open: &OpenQuestion<'_>, of: KeysMeant) -> Vec<Key> {
    let KeysMeant { strict, running, asked, live, undo } = of;
    let (plan, phase) = (open.plan, open.run.phase());
    let last = plan.phases.len() - 1;
    // Where nothing follows the answer, the end of the question says the same.
    let awaits_answer = plan.answer_phase().is_some_and(|ends| ends < last);
    let is_answered = open.run.first_answer.is_some();
    let has_probes = open.next_probe(asked).is_some() || open.twist_due(running).is_some();
    let has_hints = open.run.hints.len() < plan.question.brief.hints().len();
    let has_facts = !open.plan.facts().is_empty();
    let is_last = open.question + 1 == open.slot_plan.questions.len();
    let runs_code = !strict && plan.question.brief.signature().is_some();
    let keys = [
        (awaits_answer && !is_answered, ("a", "answer", "answer given")),
        (phase < last, ("Enter", "phase", "next phase")),
        (!is_last, ("n", "next", "next question")),
        (is_last, ("n", "done", "question done")),
        (true, ("s", "skip", "skip it")),
        (!strict, ("Space", "pause", "pause")),
        (true, ("t", "think", "think")),
        (!strict && !plan.ticked(phase).is_empty(), ("1-9", "tick", "tick")),
        (has_probes, ("i", "probe", "probe")),
        (has_hints, ("h", "hint", "hint")),
        (has_facts, ("f", "facts", "facts to ask for")),
        (runs_code, ("c", "check", "run your code")),
        (undo, ("u", "undo", "undo")),
        (true, ("r", "again", "question again")),
        (live, ("b", "clock", "big clock")),
        (!live, ("b", "time", "time left")),
        (true, ("q", "end", "end slot")),
    ];
    keys.into_iter().filter_map(|(means, key)| means.then_some(key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Script, at, behavioral, coding, design};
    use crate::session::mark::Mark;

    fn keys(slot: crate::round::Slot, strict: bool) -> (String, String) {
        let mut round = Conductor::new(Script::new(vec![slot]).session().clone());
        round.mark(at(0.0), Mark::Start).unwrap();
        let open = round.open().unwrap();
        let of = KeysMeant { strict, running: Duration::ZERO, asked: 0, live: true, undo: true };
        (first(&open, of), all(&open, of))
    }

    #[test]
    fn only_keys_that_mean_something_in_the_question_are_named() {
        let (first, all) = keys(coding(), false);
        assert_eq!(first, "a answer · Enter phase · n next · Space pause · ? all keys");
        assert!(!all.contains("1-9") && !all.contains("probe"), "{all}");
        // A pitch has one phase, and its end is that of the answer.
        let (first, _) = keys(behavioral(), false);
        assert_eq!(first, "n next · Space pause · ? all keys");
        let (first, all) = keys(design(), false);
        assert_eq!(first, "a answer · Enter phase · n done · Space pause · ? all keys");
        assert!(!all.contains("1-9 tick"), "the first phase has no items: {all}");
        let (first, all) = keys(design(), true);
        assert_eq!(first, "a answer · Enter phase · n done · ? all keys");
        assert!(!all.contains("tick") && !all.contains("Space"), "{all}");
    }

    #[test]
    fn the_checklist_is_a_line_with_what_is_ticked() {
        let round = |strict: bool| {
            let mut session = Script::new(vec![design()]).session().clone();
            session.header.strict = strict;
            let mut round = Conductor::new(session);
            round.mark(at(0.0), Mark::Start).unwrap();
            assert_eq!(checklist(&round), None, "the first phase has no items");
            round.mark(at(10.0), Mark::Answer).unwrap();
            round
        };
        assert_eq!(checklist(&round(true)), None);
        let mut round = round(false);
        assert_eq!(checklist(&round).as_deref(), Some("checklist: 1 sources, 2 labels"));
        round.mark(at(11.0), Mark::Tick(1)).unwrap();
        assert_eq!(checklist(&round).as_deref(), Some("checklist: 1 sources, 2 labels (ticked)"));
    }

    #[test]
    fn a_key_is_named_from_when_it_means_something_until_it_does_no_more() {
        let mut round = Conductor::new(Script::new(vec![design()]).session().clone());
        round.mark(at(0.0), Mark::Start).unwrap();
        let of =
            KeysMeant { strict: false, running: Duration::ZERO, asked: 0, live: true, undo: true };
        round.mark(at(10.0), Mark::Answer).unwrap();
        let all = |round: &Conductor| all(&round.open().unwrap(), of);
        assert!(all(&round).starts_with("Enter next phase · ") && all(&round).contains("1-9 tick"));
        for _ in 0..4 {
            round.mark(at(20.0), Mark::Phase).unwrap();
        }
        assert!(all(&round).starts_with("n question done · "), "{}", all(&round));
        let mut round = Conductor::new(Script::new(vec![coding()]).session().clone());
        round.mark(at(0.0), Mark::Start).unwrap();
        for hints in 0..3 {
            assert!(all(&round).contains("h hint"), "{hints}");
            round.mark(at(10.0), Mark::Hint).unwrap();
        }
        assert!(!all(&round).contains("h hint"), "{}", all(&round));
    }
}
