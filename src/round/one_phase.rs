//! One phase of a design alone: the question says what the phases before it have settled.

use super::{PhaseNotes, Question, Round};

/// Adds to every design question of a round whose only phase is this one what its earlier phases
/// come to. A phase that the question's author gave no outcome is left to the candidate.
pub(crate) fn settle(round: &mut Round, phase: &str) {
    for slot in &mut round.slots {
        for planned in &mut slot.questions {
            if let [only] = &planned.phases[..]
                && only.name == phase
            {
                settle_question(&mut planned.question, phase);
            }
        }
    }
}

fn settle_question(question: &mut Question, phase: &str) {
    let settled = settled(&question.notes, phase);
    if !settled.is_empty() {
        question.statement += &format!("\n\nSettled so far:\n{}", settled.join("\n"));
    }
    question.statement += &format!("\n\nThis drill is about one phase: {phase}.");
}

/// What the phases before one come to, a line each; nothing where that one isn't known.
fn settled(notes: &[PhaseNotes], phase: &str) -> Vec<String> {
    let Some(phase) = notes.iter().position(|notes| notes.name == phase) else {
        return Vec::new();
    };
    let mut lines = Vec::with_capacity(phase);
    for notes in &notes[..phase] {
        let outcome = match &notes.outcome {
            Some(outcome) => outcome.replace('\n', " "),
            None => "not said; decide it in a sentence".to_string(),
        };
        lines.push(format!("- {}: {outcome}", notes.name));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::SlotKind;
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
             - problem exploration: Rank by value. Weekly.\n\
             - data: not said; decide it in a sentence\n\n\
             This drill is about one phase: features."
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
