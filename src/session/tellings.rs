//! Which stories were told, and when: what a session says of the story bank. Pure.

use jiff::Timestamp;

use super::Session;
use super::timeline::Timeline;
use crate::round::Theme;

/// A story that was told in answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Telling {
    /// The story's id.
    pub(crate) story: String,
    /// The theme that the question was after, where that is known.
    pub(crate) theme: Option<Theme>,
    /// When the question was shown.
    pub(crate) at: Timestamp,
}

/// The stories told in a session, in the order of its questions. A session whose clock was sped up
/// was no telling.
pub(crate) fn of(session: &Session) -> Vec<Telling> {
    if session.header.is_sped_up() {
        return Vec::new();
    }
    let timeline = Timeline::of(session);
    let mut tellings = Vec::new();
    for (slot, run) in session.header.round.slots.iter().zip(&timeline.slots) {
        for (planned, run) in slot.questions.iter().zip(&run.questions) {
            if let (Some(story), Some(shown)) = (&run.story, run.shown) {
                tellings.push(Telling {
                    story: story.clone(),
                    theme: planned.question.brief.theme(),
                    at: session.wall(shown).timestamp(),
                });
            }
        }
    }
    tellings
}
