//! Rungs of the story ladder, which a session tells by the ids of its questions:
//! `ladder-90-migration`. These ids are kept for them: a bank's question may have none of them.

use super::QuestionKind;

/// A question that asks for one story at one length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rung<'a> {
    /// How long the telling may take, in seconds.
    pub(crate) seconds: u64,
    /// The story's id.
    pub(crate) story: &'a str,
}

impl<'a> Rung<'a> {
    /// The rung that a question of a kind is by its id, if it is one: a question of another kind
    /// may be called so too.
    pub(crate) fn of(kind: QuestionKind, question: &'a str) -> Option<Self> {
        if kind != QuestionKind::Behavioral {
            return None;
        }
        let (seconds, story) = question.strip_prefix("ladder-")?.split_once('-')?;
        Some(Self { seconds: seconds.parse().ok()?, story })
    }

    /// The id of its question.
    pub(crate) fn id(self) -> String {
        format!("ladder-{}-{}", self.seconds, self.story)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_a_rung_or_none() {
        let rung = Rung { seconds: 90, story: "the-late-migration" };
        assert_eq!(Rung::of(QuestionKind::Behavioral, &rung.id()), Some(rung));
        assert_eq!(Rung::of(QuestionKind::Coding, &rung.id()), None);
        for other in ["ladder-90", "ladder-logic-puzzle", "word-ladder-90-x"] {
            assert_eq!(Rung::of(QuestionKind::Behavioral, other), None, "{other}");
        }
    }
}
