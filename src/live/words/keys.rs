//! The keys that mean something while a question is open, in the order in which they are learned.
//! Pure text.

use crate::live::rules::conductor::OpenQuestion;

/// What decides which keys mean something, beside the question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeysMeant {
    /// Whether the round waits for nobody.
    pub(crate) strict: bool,
    /// Whether there are live lines.
    pub(crate) live: bool,
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

/// A key, what it says in a word, and what it says.
type Key = (&'static str, &'static str, &'static str);

fn meant(open: &OpenQuestion<'_>, KeysMeant { strict, live }: KeysMeant) -> Vec<Key> {
    let plan = open.plan;
    let phases = 0..plan.phases.len();
    let has_items = phases.clone().any(|phase| !plan.ticked(phase).is_empty());
    let has_probes = phases.clone().any(|phase| !plan.probes(phase).is_empty());
    let is_last = open.question + 1 == open.slot_plan.questions.len();
    let runs_code = !strict && plan.question.brief.signature().is_some();
    let keys = [
        (plan.answer_phase().is_some(), ("a", "answer", "answer given")),
        (phases.len() > 1, ("Enter", "phase", "next phase")),
        (!is_last, ("n", "next", "next question")),
        (is_last, ("n", "done", "question done")),
        (true, ("s", "skip", "skip it")),
        (!strict, ("Space", "pause", "pause")),
        (true, ("t", "think", "think")),
        (!strict && has_items, ("1-9", "tick", "tick")),
        (has_probes, ("i", "probe", "probe")),
        (!plan.question.brief.hints().is_empty(), ("h", "hint", "hint")),
        (runs_code, ("c", "check", "run your code")),
        (true, ("u", "undo", "undo")),
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
    use crate::live::rules::conductor::Conductor;
    use crate::samples::{Script, at, behavioral, coding, design};
    use crate::session::mark::Mark;

    fn keys(slot: crate::round::Slot, strict: bool) -> (String, String) {
        let mut round = Conductor::new(Script::new(vec![slot]).session().clone());
        round.mark(at(0.0), Mark::Start).unwrap();
        let open = round.open().unwrap();
        let of = KeysMeant { strict, live: true };
        (first(&open, of), all(&open, of))
    }

    #[test]
    fn only_keys_that_mean_something_in_the_question_are_named() {
        let (first, all) = keys(coding(), false);
        assert_eq!(first, "a answer · Enter phase · n next · Space pause · ? all keys");
        assert!(!all.contains("1-9") && !all.contains("probe"), "{all}");
        // A pitch has one phase.
        let (first, _) = keys(behavioral(), false);
        assert_eq!(first, "a answer · n next · Space pause · ? all keys");
        let (first, all) = keys(design(), false);
        assert_eq!(first, "a answer · Enter phase · n done · Space pause · ? all keys");
        assert!(all.contains("1-9 tick · u undo"), "{all}");
        let (first, all) = keys(design(), true);
        assert_eq!(first, "a answer · Enter phase · n done · ? all keys");
        assert!(!all.contains("tick") && !all.contains("Space"), "{all}");
    }
}
