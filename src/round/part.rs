//! What a drill leaves of its questions: they are asked whole, or of one theme, or in one phase.

use super::probes::ProbesOf;
use super::template::Template;
use super::{QuestionKind, Round, Theme, one_phase};

/// How many questions are asked of one phase where nobody says: a phase takes 2 to 10 minutes.
pub(crate) const PHASE_COUNT: u32 = 3;

/// What is rehearsed of a kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// Behavioral questions of one theme.
    Theme(Theme),
    /// One phase, by its name.
    Phase(&'static str),
    /// What is asked on top of them, alone.
    Probes(ProbesOf),
}

impl Part {
    /// The theme that questions must have.
    pub(crate) fn theme(self) -> Option<Theme> {
        match self {
            Self::Theme(theme) => Some(theme),
            Self::Whole | Self::Phase(_) | Self::Probes(_) => None,
        }
    }

    /// The only phase.
    pub(crate) fn phase(self) -> Option<&'static str> {
        match self {
            Self::Phase(phase) => Some(phase),
            Self::Whole | Self::Theme(_) | Self::Probes(_) => None,
        }
    }

    /// The probes, where these are all that is asked.
    pub(crate) fn probes(self) -> Option<ProbesOf> {
        match self {
            Self::Probes(of) => Some(of),
            Self::Whole | Self::Theme(_) | Self::Phase(_) => None,
        }
    }

    /// Leaves only this of a template's questions of a kind, and asks so many. `false` where they
    /// have no such phase.
    pub(crate) fn narrow(
        self,
        template: &mut Template,
        kind: QuestionKind,
        count: Option<u32>,
    ) -> bool {
        if let Self::Phase(phase) = self
            && !template.keep_phase(kind, phase)
        {
            return false;
        }
        if let Some(count) = count.or(self.phase().map(|_| PHASE_COUNT)) {
            template.set_count(kind, count);
        }
        true
    }

    /// Tells a drawn round's questions what the phases before the only one have settled.
    pub(crate) fn settle(self, round: &mut Round) {
        if let Self::Phase(phase) = self {
            one_phase::settle(round, phase);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::Word;

    #[test]
    fn a_part_is_a_theme_or_a_phase_or_neither() {
        let theme = Theme::all()[0];
        let told = |part: Part| (part.theme(), part.phase());
        assert_eq!(told(Part::Whole), (None, None));
        assert_eq!(told(Part::Theme(theme)), (Some(theme), None));
        assert_eq!(told(Part::Phase("data")), (None, Some("data")));
    }
}
