//! What happened: a session is the plan of one run of a round, and every event of it.

pub(crate) mod anchors;
pub(crate) mod asked;
pub(crate) mod delivery;
pub(crate) mod event;
pub(crate) mod given;
pub(crate) mod heard;
pub(crate) mod hearing;
pub(crate) mod kept;
mod ledger;
mod local_time;
pub(crate) mod mark;
pub(crate) mod novelties;
#[cfg(test)]
mod properties;
pub(crate) mod rateable;
pub(crate) mod run;
pub(crate) mod silence;
pub(crate) mod store;
pub(crate) mod tellings;
pub(crate) mod timeline;

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::ZonedDateTime;
use serde::{Deserialize, Deserializer, Serialize};

use crate::round::level::Seniority;
use crate::round::limits::Limits;
use crate::round::{Round, Slot};
use crate::time::Elapsed;
use crate::word::Word;
use event::{Event, What};
pub(crate) use local_time::rfc3339;
pub use local_time::{LocalTime, parse_rfc3339};
use novelties::Novelties;

/// The number of the file format that this version writes; it reads this and none newer.
///
/// Within a format, versions read each other's files: a kind of event or a word that a version
/// doesn't know is skipped and named, a field that it doesn't know is passed over, a field that
/// comes later is optional on reading, and no event, field or word ever changes its meaning.
pub const FORMAT: u32 = 1;

/// One run of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The plan and the circumstances.
    pub header: Header,
    /// What happened, in order; `at` never decreases.
    pub events: Vec<Event>,
    /// The tool is known to have run until here: the last event, or the last frame before a crash.
    pub until: Elapsed,
    /// What a newer version wrote and this one doesn't know.
    pub newer: Novelties,
}

/// What a session file begins with: enough to read the file alone, for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Header {
    /// The file format, [`FORMAT`].
    pub format: u32,
    /// Version of the tool that wrote it.
    pub tool: String,
    /// The session's name: local start time and template.
    pub id: SessionId,
    /// When the round began.
    pub started: LocalTime,
    /// When the offset of local time changes, as was known when the round began: the first moment
    /// of each new offset, in order. Sessions of earlier versions have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clock_changes: Vec<LocalTime>,
    /// How many times faster than real time the round's clock ran; 1 but for tests and demos.
    pub speed: f64,
    /// Whether pauses were forbidden and moves forced.
    pub strict: bool,
    /// The level that the round was run for, where one was named; of a level that only a later
    /// version knows nothing is known.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "known_level")]
    pub level: Option<Seniority>,
    /// Whether what is asked is said aloud.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aloud: bool,
    /// How long a slot may run over before it ends by itself (not strict).
    #[serde(with = "humantime_serde")]
    pub overtime: Duration,
    /// What measures are held against.
    pub limits: Limits,
    /// The plan, questions in full.
    pub round: Round,
}

impl Header {
    /// Whether the round's clock ran at another speed than real time.
    pub(crate) fn is_sped_up(&self) -> bool {
        #[expect(clippy::float_cmp, reason = "1 is what is written when nobody asked for a speed")]
        let is_sped_up = self.speed != 1.0;
        is_sped_up
    }
}

impl Session {
    /// A session in which nothing has happened yet.
    pub fn new(header: Header) -> Self {
        let newer = Novelties::default();
        Self { header, events: Vec::new(), until: Elapsed::ZERO, newer }
    }

    /// Whether a note was kept in it.
    pub(crate) fn has_notes(&self) -> bool {
        self.events.iter().any(|event| matches!(event.what, What::NoteWritten))
    }

    /// The positions of the events that were taken back.
    pub(crate) fn undone(&self) -> BTreeSet<usize> {
        self.events.iter().flat_map(Event::undoes).copied().collect()
    }

    /// Whether nothing happened in it: no slot began, and the run that made it is its only one.
    pub(crate) fn holds_nothing(&self) -> bool {
        let happened =
            |event: &Event| matches!(event.what, What::SlotBegan { .. } | What::Returned { .. });
        !self.events.iter().any(happened)
    }

    /// A slot of the plan; `None` where it has no such slot.
    pub fn slot(&self, slot: usize) -> Option<&Slot> {
        self.header.round.slots.get(slot)
    }

    /// Local wall-clock time at a point of the session. With a speed other than 1 it is the round's
    /// own clock.
    pub fn wall(&self, at: Elapsed) -> ZonedDateTime {
        let nanos = i64::try_from(at.since_began().as_nanos()).unwrap_or(i64::MAX);
        let (start, changes) = (&self.header.started, &self.header.clock_changes);
        let since = jiff::SignedDuration::from_nanos(nanos);
        let Ok(moment) = start.timestamp().checked_add(since) else {
            return start.zoned().clone();
        };
        let changed = changes.partition_point(|change| change.timestamp() <= moment);
        let latest = changed.checked_sub(1).map_or(start, |latest| &changes[latest]);
        moment.to_zoned_datetime(latest.zoned().time_zone().clone())
    }

    /// The same, `hh:mm:ss`.
    pub(crate) fn wall_clock(&self, at: Elapsed) -> String {
        self.wall(at).strftime("%H:%M:%S").to_string()
    }

    /// Whether the round was ended as planned; it can't be resumed then.
    pub(crate) fn is_finished(&self) -> bool {
        self.events.iter().any(|event| event.what == What::Finished)
    }
}

fn known_level<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Seniority>, D::Error> {
    Ok(Seniority::parse(&String::deserialize(from)?))
}

/// A session's name, e.g. `2026-11-23T09-00-12-ml-onsite`: letters, digits, `-`, `_` and inner
/// dots, at most 128, so that it can't name a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SessionId(String);

impl SessionId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SessionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<SessionId> for String {
    fn from(id: SessionId) -> Self {
        id.0
    }
}

impl TryFrom<String> for SessionId {
    type Error = String;

    fn try_from(id: String) -> Result<Self, String> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if id.is_empty() || id.len() > 128 || id.starts_with('.') || !id.chars().all(allowed) {
            return Err(format!(
                "session id {id:?} must be 1 to 128 letters, digits, '-', '_' or '.', \
                 and not begin with '.'"
            ));
        }
        Ok(Self(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_kept_and_one_that_only_a_later_version_knows_is_none() {
        let header = Header { level: Some(Seniority::Staff), ..crate::samples::header(Vec::new()) };
        let text = toml::to_string(&header).unwrap();
        assert_eq!(toml::from_str::<Header>(&text).unwrap().level, Some(Seniority::Staff));
        for (level, expected) in [("level = \"junior\"\n", Some(Seniority::Junior)), ("", None)] {
            let text = text.replace("level = \"staff\"\n", level);
            assert_eq!(toml::from_str::<Header>(&text).unwrap().level, expected, "{level}");
        }
        let later = text.replace("\"staff\"", "\"principal\"");
        assert_eq!(toml::from_str::<Header>(&later).unwrap().level, None);
    }

    #[test]
    fn a_round_that_is_said_aloud_says_so_and_no_other() {
        let header = crate::samples::header(Vec::new());
        assert!(!toml::to_string(&header).unwrap().contains("aloud"));
        let text = toml::to_string(&Header { aloud: true, ..header }).unwrap();
        assert!(toml::from_str::<Header>(&text).unwrap().aloud);
        let text = text.replace("aloud = true\n", "");
        assert!(!toml::from_str::<Header>(&text).unwrap().aloud);
    }

    #[test]
    fn an_id_names_a_file_and_no_path() {
        let long = "a".repeat(128);
        for id in ["2026-11-23T09-00-12-ml-onsite", "a.b_c", &long] {
            assert_eq!(SessionId::try_from(id.to_string()).unwrap().as_str(), id);
        }
        let too_long = "a".repeat(129);
        for id in ["", ".", ".live", "../x", "a/b", "a b", "é", "a\nb", &too_long] {
            assert!(SessionId::try_from(id.to_string()).is_err(), "{id:?}");
        }
    }
}
