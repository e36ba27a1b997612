//! One phase of a design alone: the question says what the phases before it have settled.

use super::{Question, Round};

/// Adds to every design question of a round whose only phase is this one what its earlier phases
/// come to. A phase that the question's author gave no outcome is left to the candidate.
pub fn settle(round: &mut Round, phase: &str) {
    for planned in round.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
        if let [only] = &planned.phases[..]
            && only.name == phase
        {
            let settled = settled(&planned.question, phase);
            if !settled.is_empty() {
                planned.question.statement +=
                    &format!("\n\nSettled so far:\n{}", settled.join("\n"));
            }
            planned.question.statement += &format!("\n\nThis drill is about one phase: {phase}.");
        }
    }
}

fn settled(question: &Question, phase: &str) -> Vec<String> {
    let before = question.notes.iter().take_while(|notes| notes.name != phase);
    let says = |outcome: &Option<String>| match outcome {
        Some(outcome) => outcome.replace('\n', " "),
        None => "not said; decide it in a sentence".to_string(),
    };
    let known = question.notes.iter().any(|notes| notes.name == phase);
    before
        .filter(|_| known)
        .map(|notes| format!("- {}: {}", notes.name, says(&notes.outcome)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::{PhaseNotes, SlotKind};
    use crate::samples::{design, slot};

    /// A design whose question has notes on three phases, asked in one of them.
    fn round(phase: &str) -> Round {
        let mut planned = design().questions.remove(0);
        planned.phases.retain(|of| of.name == phase);
        let notes = |name: &str, outcome: Option<&str>| PhaseNotes {
            name: name.into(),
            checklist: Vec::new(),
            probes: Vec::new(),
            outcome: outcome.map(str::to_string),
        };
        planned.question.notes = vec![
            notes("problem exploration", Some("Rank by value.\nWeekly.")),
            notes("data", None),
            notes("features", Some("Not this.")),
        ];
        let slots = vec![slot(SlotKind::MlDesign, "ml-design", 6, vec![planned])];
        Round { template: "t".into(), title: "T".into(), seed: 1, slots }
    }

    fn statement(phase: &str) -> String {
        let mut round = round(phase);
        settle(&mut round, phase);
        round.slots[0].questions[0].question.statement.clone()
    }

    #[test]
    fn the_phases_before_are_settled_and_the_later_ones_are_not_told() {
        assert_eq!(
            statement("features"),
            "What about which-language?\n\nSettled so far:\n\
             - problem exploration: Rank by value. Weekly.\n- data: not said; decide it in a sentence\n\nThis drill is about one phase: features."
        );
    }

    #[test]
    fn before_the_first_phase_nothing_is_settled() {
        let first = statement("problem exploration");
        assert_eq!(
            first,
            "What about which-language?\n\nThis drill is about one phase: problem exploration."
        );
        // Nor where the question says nothing of the phase.
        assert!(!statement("modeling").contains("Settled"));
    }
}
