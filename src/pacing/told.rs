//! Told answers: which story each was, how often that was told lately, and what the candidate says
//! of them.

use std::collections::BTreeSet;
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
    /// How often in this session.
    pub(crate) here: usize,
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
    /// workspace say, and this one: also where its clock was sped up, which for others is no
    /// telling.
    pub(crate) fn note_tellings(&mut self, tellings: &[Telling]) {
        let started = self.started.timestamp();
        let mut here: Vec<(GivenText, Timestamp)> = Vec::new();
        for question in self.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
            let Some((story, shown)) = question.story.as_mut().zip(question.shown) else {
                continue;
            };
            let since = i64::try_from(shown.elapsed.since_began().as_nanos()).unwrap_or(i64::MAX);
            let at =
                started.checked_add(jiff::SignedDuration::from_nanos(since)).unwrap_or(started);
            let is_it = |of: &&(GivenText, Timestamp)| of.0 == story.id;
            let times = here.iter().filter(is_it).map(|(_, at)| *at).collect();
            story.before = Some(Before::of(story.id.whole(), at, tellings, times));
            here.push((story.id.clone(), at));
        }
    }
}

impl Before {
    /// What was told of a story before a time: at some times in this session, which may be among
    /// the tellings.
    fn of(story: &str, at: Timestamp, tellings: &[Telling], here: BTreeSet<Timestamp>) -> Self {
        let told = tellings.iter().filter(|telling| telling.story == story).map(|of| of.at);
        let all: BTreeSet<Timestamp> = told.filter(|of| *of < at).chain(here.clone()).collect();
        let last = all.last().copied();
        let ago = last.map(|last| time_between(last, at));
        let lately = all.iter().filter(|of| time_between(**of, at) <= LATELY).count();
        Self { lately, last, ago, here: here.len() }
    }
}

/// From one time to a later one.
fn time_between(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(later.duration_since(earlier)).unwrap_or_default()
}
