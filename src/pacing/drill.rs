//! What a question rehearses: an interview's question whole, or only a part of one.

use super::{Flag, FlagKind, QuestionPacing, SlotPacing};
use crate::round::QuestionKind;
use crate::round::bank::has_builtin_topic;
use crate::round::rehearsal::Rehearsal;
use crate::text::{GivenText, clean_line};
use crate::word::Word;

/// What a drill is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DrillOf<'a> {
    /// Questions of a kind, on a topic.
    Kind(QuestionKind, Option<&'a str>),
    /// One phase of a kind's questions, by its name.
    Phase(QuestionKind, &'a str),
    /// One story at several lengths, by its id.
    Story(&'a str),
    /// What is asked on top of questions, alone.
    Probes,
}

impl<'a> DrillOf<'a> {
    /// What a question rehearses.
    pub(crate) fn question(question: &'a QuestionPacing) -> Self {
        let only = match &question.phases[..] {
            [only] => Some(only.name.whole()),
            _ => None,
        };
        match Rehearsal::of(question.kind, question.id.whole(), only) {
            Rehearsal::Whole(kind) => Self::Kind(kind, None),
            Rehearsal::Phase(kind, phase) => Self::Phase(kind, phase),
            Rehearsal::Story(story) => Self::Story(story),
            Rehearsal::Probes => Self::Probes,
        }
    }

    /// What rehearses again what a flag is about: its phase or the one that a late answer ends,
    /// where that has a drill, or its question, or the slot as a whole.
    pub(super) fn again(slot: &'a SlotPacing, flag: &'a Flag) -> Self {
        let question = flag.question.and_then(|at| slot.questions.get(at));
        let mut parts = slot.questions.iter().map(Self::question);
        match (slot.questions.first().map(Self::question), question) {
            (Some(part @ (Self::Story(_) | Self::Probes)), _) => part,
            (Some(only), None) if parts.all(|part| part == only) => only,
            (_, None) => Self::Kind(slot.about(), None),
            (_, Some(question)) => match (Self::question(question), phase(question, flag)) {
                (Self::Kind(kind, _), Some(phase)) => Self::Phase(kind, phase),
                (Self::Kind(kind, _), None) => Self::Kind(kind, topic(question)),
                (part, _) => part,
            },
        }
    }

    /// The command that runs it. Nothing in it needs quoting.
    pub(super) fn command(self) -> String {
        let (kind, only) = match self {
            Self::Story(story) => return format!("mockround drill story {story}"),
            Self::Probes => return "mockround drill probes".to_string(),
            Self::Phase(kind, phase) => {
                (kind, format!(" --phase {}", clean_line(phase).replace(' ', "-")))
            }
            Self::Kind(kind, Some(topic)) => (kind, format!(" --topic {topic}")),
            Self::Kind(kind, None) => (kind, String::new()),
        };
        format!("mockround drill {}{only}", kind.word())
    }
}

/// The phase that a flag is about, where there is a drill of it. A first answer ends its phase.
fn phase<'a>(question: &'a QuestionPacing, flag: &'a Flag) -> Option<&'a str> {
    let ends = || Some(question.answer_phase()?.name.whole());
    let phase = match flag.kind {
        FlagKind::SlowFirstAnswer | FlagKind::NoFirstAnswer => ends(),
        _ => flag.phase.as_ref().map(GivenText::whole),
    };
    let has_drill = |phase: &&str| question.kind.phase_names().contains(phase);
    phase.filter(|_| question.kind.has_phase_drill()).filter(has_drill)
}

/// A question's first topic that the built-in bank has questions on: a drill on a topic that is
/// gone by then would not run.
fn topic(question: &QuestionPacing) -> Option<&str> {
    let is_known = |topic: &&str| has_builtin_topic(question.kind, topic);
    let needs_no_quotes = |topic: &&str| topic.chars().all(|c| c.is_alphanumeric() || c == '-');
    question.topics.iter().map(GivenText::whole).filter(needs_no_quotes).find(is_known)
}

#[cfg(test)]
mod tests {
    use crate::pacing::summary::again;
    use crate::pacing::{FlagKind, measure};
    use crate::round::Slot;
    use crate::samples::{Script, behavioral, coding, design, m};

    /// What is asked for again of a slot that ran over, far.
    fn after_running_over(mut slot: Slot, keep: impl Fn(&mut Slot)) -> String {
        keep(&mut slot);
        slot.length = m(2, 0);
        let script = Script::new(vec![slot]).begin(0.0, 0).done(400.0).close(400.0).until(400.0);
        let pacing = measure(script.session());
        let over = pacing.flags.iter().find(|flag| flag.kind == FlagKind::SlotOver).unwrap();
        again(&pacing, over)
    }

    #[test]
    fn a_slot_that_ran_over_asks_for_the_drill_of_what_it_asked() {
        let one = |slot: &mut Slot| slot.questions.truncate(1);
        assert_eq!(after_running_over(behavioral(), one), "mockround drill pitch");
        assert_eq!(after_running_over(behavioral(), |_| {}), "mockround drill behavioral");
        assert_eq!(after_running_over(coding(), one), "mockround drill coding");
        let data = |slot: &mut Slot| {
            slot.questions[0].phases.retain(|phase| phase.name == "data");
        };
        assert_eq!(after_running_over(design(), data), "mockround drill ml-design --phase data");
    }
}
