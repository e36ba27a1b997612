//! When something was last asked for, whatever is known of how that went.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::matter::Matter;
use super::past::Practised;
use crate::pacing::FlagKind;
use crate::round::QuestionKind;
use crate::word::Word;

/// What a session asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum AskedFor<'a> {
    /// A question, by its id, whole or not.
    Question(&'a str),
    /// All of a question.
    Whole(&'a str),
    /// One phase of a question.
    Part(&'a str, &'a str),
    /// A theme of a kind, in its words.
    Theme(&'static str, &'static str),
    /// A story, by its id.
    Story(&'a str),
    /// One phase of a kind.
    Phase(&'static str, &'a str),
    /// A whole question of a kind.
    Kind(&'static str),
    /// Several of them.
    Several(&'static str),
}

/// The last day on which each thing was asked for.
#[derive(Debug, Default)]
pub(super) struct LastAsked<'a>(BTreeMap<AskedFor<'a>, Date>);

impl<'a> LastAsked<'a> {
    /// Adds a session of a day that is none before those that were added.
    pub(super) fn add(&mut self, day: Date, session: &'a Practised) {
        let mut asked = |what| {
            self.0.insert(what, day);
        };
        let mut whole: Vec<QuestionKind> = Vec::new();
        for did in &session.did {
            let kind = did.kind.word();
            asked(AskedFor::Question(&did.question));
            if let Some(story) = &did.story {
                asked(AskedFor::Story(story));
                continue;
            }
            if did.is_probe() {
                asked(AskedFor::Whole(&did.question));
                continue;
            }
            if let Some(theme) = did.theme {
                asked(AskedFor::Theme(kind, theme.word()));
            }
            match &did.phase {
                Some(phase) => {
                    asked(AskedFor::Part(&did.question, phase));
                    asked(AskedFor::Phase(kind, phase));
                }
                None => {
                    asked(AskedFor::Whole(&did.question));
                    asked(AskedFor::Kind(kind));
                    if whole.contains(&did.kind) {
                        asked(AskedFor::Several(kind));
                    }
                    whole.push(did.kind);
                }
            }
        }
        for telling in &session.tellings {
            asked(AskedFor::Story(&telling.story));
        }
    }

    /// The last day on which something was asked for in questions of a kind.
    pub(super) fn day(&self, kind: QuestionKind, matter: &Matter) -> Option<Date> {
        let kind = kind.word();
        let day = |what| self.0.get(&what).copied();
        match matter {
            Matter::Question { id, .. } => day(AskedFor::Question(id)),
            Matter::Point { question, phase, .. } => {
                day(AskedFor::Whole(question)).max(day(AskedFor::Part(question, phase)))
            }
            Matter::Theme(theme) => day(AskedFor::Theme(kind, theme.word())),
            Matter::Story(id) => day(AskedFor::Story(id)),
            Matter::Phase(phase) => {
                day(AskedFor::Kind(kind)).max(day(AskedFor::Phase(kind, phase)))
            }
            // One question alone is always reached.
            Matter::Habit(FlagKind::QuestionNotReached) => day(AskedFor::Several(kind)),
            Matter::Habit(_) => day(AskedFor::Kind(kind)),
        }
    }
}
