//! Told answers: which story each was, how often that was told lately, and what the candidate says
//! of them.

use std::time::Duration;

use jiff::Timestamp;

use super::Pacing;
use crate::session::asked::ReviewAsk;
use crate::session::kept::Kept;
use crate::session::run::ReviewAnswer;
use crate::session::tellings::Telling;
use crate::text::GivenText;

/// Tellings in so long a time before an answer are "lately": 30 days, our own choice.
pub(crate) const LATELY: Duration = Duration::from_secs(30 * 24 * 3600);

/// The story that answered a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoryTold {
    /// Its id in the story bank.
    pub(crate) id: GivenText,
    /// How often it was told before; `None` where the other sessions were not looked at.
    pub(crate) before: Option<Before>,
}

impl StoryTold {
    /// The story of this id, of which no other telling is known.
    pub(super) fn new(id: &str) -> Self {
        Self { id: id.into(), before: None }
    }
}

/// Earlier tellings of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Before {
    /// How often in the time of [`LATELY`] before this answer.
    pub(crate) lately: usize,
    /// When last before this answer, however long ago.
    pub(crate) last: Option<Timestamp>,
    /// How long before this answer that was.
    pub(crate) ago: Option<Duration>,
}

/// What the candidate answered in the review of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reviewed {
    /// The question that it is about, by its position; `None` for the slot.
    pub(crate) question: Option<usize>,
    /// What was asked.
    pub(crate) ask: Kept<ReviewAsk>,
    /// What was answered.
    pub(crate) answer: GivenText,
    /// What the candidate added.
    pub(crate) note: Option<GivenText>,
}

impl From<&ReviewAnswer> for Reviewed {
    fn from(review: &ReviewAnswer) -> Self {
        Self {
            question: review.question,
            ask: review.ask.clone(),
            answer: GivenText::from(&review.answer),
            note: review.note.as_deref().map(GivenText::from).filter(GivenText::shows),
        }
    }
}

impl Pacing {
    /// Notes how often each story of this session had been told before, as all sessions of the
    /// workspace say.
    pub(crate) fn note_tellings(&mut self, tellings: &[Telling]) {
        let started = self.started.timestamp();
        for question in self.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
            let Some((story, shown)) = question.story.as_mut().zip(question.shown) else {
                continue;
            };
            let since = i64::try_from(shown.elapsed.since_began().as_nanos()).unwrap_or(i64::MAX);
            let at =
                started.checked_add(jiff::SignedDuration::from_nanos(since)).unwrap_or(started);
            story.before = Some(Before::of(story.id.whole(), at, tellings));
        }
    }
}

impl Before {
    /// What was told of a story before a time.
    fn of(story: &str, at: Timestamp, tellings: &[Telling]) -> Self {
        let (mut lately, mut last) = (0, None);
        for telling in tellings {
            if telling.at < at && telling.story == story {
                lately += usize::from(time_between(telling.at, at) <= LATELY);
                last = last.max(Some(telling.at));
            }
        }
        Self { lately, last, ago: last.map(|last| time_between(last, at)) }
    }
}

/// From one time to a later one.
fn time_between(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(later.duration_since(earlier)).unwrap_or_default()
}
