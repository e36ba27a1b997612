//! Which stories the review offers for a question: those that fit its theme, least told first.

use jiff::Timestamp;

use super::Story;
use crate::round::Theme;
use crate::session::tellings::Telling;
use crate::text::clean_line;

/// A story that can have been told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its id.
    pub(crate) id: String,
    /// Its title, without control characters.
    pub(crate) title: String,
    /// The themes that it answers.
    pub(crate) themes: Vec<Theme>,
    /// How often it was told before.
    pub(crate) told: usize,
    /// When last.
    pub(crate) last: Option<Timestamp>,
}

/// The stories with what is known of their tellings, least told first; among those, the one not
/// told for longest.
pub(crate) fn of(stories: &[Story], tellings: &[Telling]) -> Vec<Choice> {
    let mut choices = Vec::new();
    for story in stories {
        let (told, last) = story.told(None, tellings);
        choices.push(Choice {
            id: story.id.clone(),
            title: clean_line(&story.title),
            themes: story.themes.clone(),
            told,
            last,
        });
    }
    choices.sort_by(|a, b| (a.told, a.last, &a.id).cmp(&(b.told, b.last, &b.id)));
    choices
}

/// The choices that fit a question: those of its theme, or all where it has none.
pub(crate) fn fitting(choices: &[Choice], theme: Option<Theme>) -> Vec<&Choice> {
    let fits = |choice: &&Choice| theme.is_none_or(|theme| choice.themes.contains(&theme));
    choices.iter().filter(fits).collect()
}
