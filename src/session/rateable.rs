//! What a candidate rates after a slot, and by which dimensions.

use super::asked::Dimension;
use crate::round::rehearsal::Rehearsal;
use crate::round::{Slot, SlotKind};

/// What was rehearsed, as far as that decides what its rating means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rateable {
    /// Questions of an interview, whole.
    Interview(SlotKind),
    /// Pitches alone.
    Pitch,
    /// One story, at several lengths.
    Story,
    /// One phase of designs.
    Phase,
}

impl Rateable {
    /// What a slot rehearses.
    pub(crate) fn of(slot: &Slot) -> Self {
        let all =
            |is: fn(Rehearsal<'_>) -> bool| slot.questions.iter().all(|of| is(of.rehearsal()));
        if all(|of| matches!(of, Rehearsal::Story(_))) {
            Self::Story
        } else if all(|of| matches!(of, Rehearsal::Phase(..))) {
            Self::Phase
        } else if all(|of| matches!(of, Rehearsal::Whole(kind) if kind.is_opening())) {
            Self::Pitch
        } else {
            Self::Interview(slot.kind)
        }
    }

    /// Whether it is rated by a dimension: answers on fundamentals are short, and rated by what is
    /// in them; a pitch by how it is told.
    pub(crate) fn is_rated(self, dimension: Dimension) -> bool {
        match (self, dimension) {
            (Self::Interview(SlotKind::Foundations), Dimension::Communication)
            | (Self::Pitch, Dimension::ProblemSolving | Dimension::TechnicalDepth) => false,
            (Self::Interview(_) | Self::Pitch | Self::Story | Self::Phase, _) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::rung::Rung;
    use crate::samples::{behavioral, coding, design};

    #[test]
    fn a_drill_of_a_part_is_no_interview() {
        assert_eq!(Rateable::of(&coding()), Rateable::Interview(SlotKind::Coding));
        assert_eq!(Rateable::of(&behavioral()), Rateable::Interview(SlotKind::Behavioral));
        let mut slot = behavioral();
        slot.questions.truncate(1);
        assert_eq!(Rateable::of(&slot), Rateable::Pitch);
        let mut slot = behavioral();
        slot.questions.remove(0);
        for of in &mut slot.questions {
            of.question.id = Rung { seconds: 90, story: "a" }.id().try_into().unwrap();
        }
        assert_eq!(Rateable::of(&slot), Rateable::Story);
        let mut slot = design();
        assert_eq!(Rateable::of(&slot), Rateable::Interview(SlotKind::MlDesign));
        slot.questions[0].phases.truncate(1);
        assert_eq!(Rateable::of(&slot), Rateable::Phase);
    }
}
