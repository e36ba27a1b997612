//! What a planned round rehearses, as its questions tell: interviews' questions whole, or parts of
//! them. Rounds of one template can rehearse different things.

use super::probes::is_probe;
use super::rung::Rung;
use super::{Planned, QuestionKind, Round, Theme};

/// What a question rehearses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rehearsal<'a> {
    /// A question of a kind as an interview asks it.
    Whole(QuestionKind),
    /// One phase of several alone, by its name.
    Phase(QuestionKind, &'a str),
    /// A story at several lengths, by its id.
    Story(&'a str),
    /// What is asked on top of questions, alone.
    Probes,
}

impl<'a> Rehearsal<'a> {
    /// What a question of a kind rehearses, by its id and the name of its phase, where that is its
    /// only one.
    pub(crate) fn of(kind: QuestionKind, id: &'a str, only_phase: Option<&'a str>) -> Self {
        match (Rung::of(kind, id), only_phase) {
            (Some(rung), _) => Self::Story(rung.story),
            (None, _) if is_probe(kind, id) => Self::Probes,
            (None, Some(phase)) if kind.has_phase_drill() => Self::Phase(kind, phase),
            (None, _) => Self::Whole(kind),
        }
    }
}

impl Rehearsal<'_> {
    /// The same, where one story is as good as another.
    fn of_any_story(self) -> Self {
        match self {
            Self::Story(_) => Self::Story(""),
            Self::Whole(_) | Self::Phase(..) | Self::Probes => self,
        }
    }
}

impl Planned {
    /// What it rehearses.
    pub(crate) fn rehearsal(&self) -> Rehearsal<'_> {
        let only = match &self.phases[..] {
            [only] => Some(only.name.as_str()),
            _ => None,
        };
        Rehearsal::of(self.question.kind(), self.question.id.as_str(), only)
    }
}

impl Round {
    /// Whether all that another round rehearses is in this one too, so that the other can be held
    /// against it. A round of one theme is held against those of that theme, and no other round is.
    pub(crate) fn rehearses_all_of(&self, other: &Self) -> bool {
        let has = |of: &Planned| self.planned().any(|own| own.rehearsal() == of.rehearsal());
        let has_theme = other.themes().next().is_none() || self.only_theme() == other.only_theme();
        has_theme && other.planned().all(has)
    }

    /// Whether both rehearse the same kinds of questions or parts: whichever they drew, whatever
    /// story is told.
    pub(crate) fn is_of_a_kind_with(&self, other: &Self) -> bool {
        let has = |round: &Self, of: &Planned| {
            round
                .planned()
                .any(|own| own.rehearsal().of_any_story() == of.rehearsal().of_any_story())
        };
        other.planned().all(|of| has(self, of)) && self.planned().all(|of| has(other, of))
    }

    fn planned(&self) -> impl Iterator<Item = &Planned> {
        self.slots.iter().flat_map(|slot| &slot.questions)
    }

    /// The themes of its stories, as far as they have any and are no ladder's.
    fn themes(&self) -> impl Iterator<Item = Theme> {
        let is_whole = |of: &&Planned| matches!(of.rehearsal(), Rehearsal::Whole(_));
        self.planned().filter(is_whole).filter_map(|of| of.question.brief.theme())
    }

    /// The theme that all its stories have. No theme is drawn twice while others are left: several
    /// stories of one theme were asked for. Of one story alone that can't be told.
    fn only_theme(&self) -> Option<Theme> {
        let mut themes = self.themes();
        let first = themes.next()?;
        let mut others = themes.peekable();
        (others.peek().is_some() && others.all(|theme| theme == first)).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::{Brief, Slot};
    use crate::samples::{behavioral, coding, design};
    use crate::word::Word;

    fn round(slots: Vec<Slot>) -> Round {
        Round { template: "t".into(), title: "T".into(), seed: 1, slots }
    }

    /// Whether each of two rounds can be held against the other.
    fn both(one: &Round, other: &Round) -> [bool; 2] {
        [one.rehearses_all_of(other), other.rehearses_all_of(one)]
    }

    #[test]
    fn a_phase_a_story_and_a_whole_question_are_never_held_against_each_other() {
        let phase = |name: &str| {
            let mut slot = design();
            slot.questions[0].phases.retain(|phase| phase.name == name);
            round(vec![slot])
        };
        let story = |id: &str| {
            let mut slot = behavioral();
            slot.questions.truncate(2);
            for (of, seconds) in slot.questions.iter_mut().zip([180, 90]) {
                of.question.id = format!("ladder-{seconds}-{id}").try_into().unwrap();
                of.question.brief = Brief::blank(QuestionKind::Behavioral);
            }
            round(vec![slot])
        };
        let different = [
            round(vec![design()]),
            phase("data"),
            phase("modeling"),
            round(vec![behavioral()]),
            story("a"),
            story("b"),
        ];
        for (at, one) in different.iter().enumerate() {
            assert_eq!(both(one, one), [true; 2]);
            for other in &different[..at] {
                assert_eq!(both(one, other), [false; 2], "{one:?} {other:?}");
            }
        }
        // In other phases only designs are rehearsed alone.
        let mut one_phase = coding();
        one_phase.questions.iter_mut().for_each(|of| of.phases.truncate(1));
        assert_eq!(both(&round(vec![coding()]), &round(vec![one_phase])), [true; 2]);
    }

    #[test]
    fn one_slot_of_a_round_is_held_against_the_whole_and_not_the_other_way() {
        let whole = round(vec![coding(), design(), behavioral()]);
        assert_eq!(both(&whole, &round(vec![coding()])), [true, false]);
    }

    #[test]
    fn several_stories_of_one_theme_are_a_drill_of_it() {
        let stories = |themes: &[usize]| {
            let mut slot = behavioral();
            let story = slot.questions.remove(1);
            let of = |theme: &usize| {
                let mut story = story.clone();
                let theme = Some(Theme::all()[*theme]);
                story.question.brief = Brief::Behavioral { theme, listens_for: Vec::new() };
                story
            };
            slot.questions = themes.iter().map(of).collect();
            round(vec![slot])
        };
        let (whole, other) = (stories(&[0, 1, 2]), stories(&[1, 3, 4]));
        assert_eq!(both(&whole, &other), [true; 2]);
        assert_eq!(both(&whole, &stories(&[0, 0, 0])), [false; 2]);
        assert_eq!(both(&stories(&[0, 0]), &stories(&[1, 1])), [false; 2]);
        assert_eq!(both(&stories(&[0, 0]), &stories(&[0, 0, 0])), [true; 2]);
        assert_eq!(both(&whole, &stories(&[0])), [true; 2], "of one alone it can't be told");
    }

    #[test]
    fn rounds_are_of_a_kind_whatever_they_drew_and_whatever_story_is_told() {
        let of = |slots| round(slots);
        let alike = |one: &Round, other: &Round| {
            assert_eq!(one.is_of_a_kind_with(other), other.is_of_a_kind_with(one));
            one.is_of_a_kind_with(other)
        };
        let mut drawn_anew = coding();
        drawn_anew.questions.truncate(1);
        drawn_anew.questions[0].question.id = "another".to_string().try_into().unwrap();
        assert!(alike(&of(vec![coding()]), &of(vec![drawn_anew])));
        assert!(!alike(&of(vec![coding()]), &of(vec![design()])));
        assert!(!alike(&of(vec![coding()]), &of(vec![coding(), design()])));
        let mut data = design();
        data.questions[0].phases.retain(|phase| phase.name == "data");
        assert!(!alike(&of(vec![design()]), &of(vec![data])));
        let ladder = |story: &str| {
            let mut slot = behavioral();
            slot.questions.truncate(2);
            slot.questions.remove(0);
            let rung = Rung { seconds: 90, story };
            slot.questions[0].question.id = rung.id().try_into().unwrap();
            of(vec![slot])
        };
        assert!(alike(&ladder("one"), &ladder("two")));
        assert!(!alike(&ladder("one"), &of(vec![behavioral()])));
    }
}
