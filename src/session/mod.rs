//! What happened: a session is the plan of one run of a round, and every event of it.

pub(crate) mod asked;
pub(crate) mod event;
pub(crate) mod heard;
pub(crate) mod hearing;
mod ledger;
pub(crate) mod mark;
pub(crate) mod novelties;
#[cfg(test)]
mod properties;
pub(crate) mod run;
pub(crate) mod silence;
pub(crate) mod store;
pub(crate) mod tellings;
pub(crate) mod timeline;

use std::time::Duration;

use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::round::limits::Limits;
use crate::round::{Round, Slot};
use crate::time::Elapsed;
use event::{Event, What};
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
    pub started: Started,
    /// How many times faster than real time the round's clock ran; 1 but for tests and demos.
    pub speed: f64,
    /// Whether pauses were forbidden and moves forced.
    pub strict: bool,
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

    /// A slot of the plan; `None` where it has no such slot.
    pub fn slot(&self, slot: usize) -> Option<&Slot> {
        self.header.round.slots.get(slot)
    }

    /// Local wall-clock time at a point of the session. With a speed other than 1 it is the round's
    /// own clock.
    pub fn wall(&self, at: Elapsed) -> ZonedDateTime {
        let nanos = i64::try_from(at.since_began().as_nanos()).unwrap_or(i64::MAX);
        let start = self.header.started.zoned();
        start.checked_add(jiff::SignedDuration::from_nanos(nanos)).unwrap_or_else(|_| start.clone())
    }

    /// The same, `hh:mm:ss`.
    pub(crate) fn wall_clock(&self, at: Elapsed) -> String {
        self.wall(at).strftime("%H:%M:%S").to_string()
    }

    /// Whether the round was ended as planned; it can't be resumed then.
    pub fn is_finished(&self) -> bool {
        self.events.iter().any(|event| event.what == What::Finished)
    }
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

/// A local time with its offset, e.g. `2026-11-23T09:00:12.250+01:00`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Started(ZonedDateTime);

impl Started {
    /// The time as it was on the candidate's wall clock.
    pub fn zoned(&self) -> &ZonedDateTime {
        &self.0
    }
}

impl From<ZonedDateTime> for Started {
    /// Keeps the offset and drops the zone's name: the file is read where that zone may not be
    /// known.
    fn from(zoned: ZonedDateTime) -> Self {
        let offset = zoned.offset();
        Self(zoned.timestamp().to_zoned_datetime(TimeZone::fixed(offset)))
    }
}

impl From<Started> for String {
    fn from(started: Started) -> Self {
        rfc3339(&started.0)
    }
}

impl TryFrom<String> for Started {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        parse_rfc3339(&text).map(Self)
    }
}

/// A local time as RFC 3339 with its offset.
pub(crate) fn rfc3339(zoned: &ZonedDateTime) -> String {
    zoned.timestamp().display_with_offset(zoned.offset()).to_string()
}

/// Reads RFC 3339 and keeps the offset.
///
/// # Errors
/// Text that is no such time.
pub fn parse_rfc3339(text: &str) -> Result<ZonedDateTime, String> {
    let bad = |e: jiff::Error| format!("{text:?} is no local time with offset (RFC 3339): {e}");
    let timestamp: Timestamp = text.parse().map_err(bad)?;
    let pieces = jiff::fmt::temporal::Pieces::parse(text).map_err(bad)?;
    let offset = pieces.to_numeric_offset().unwrap_or(jiff::tz::Offset::UTC);
    Ok(timestamp.to_zoned_datetime(TimeZone::fixed(offset)))
}
