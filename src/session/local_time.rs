//! Local times as sessions keep them: RFC 3339 with the offset that held.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

/// A local time with its offset, e.g. `2026-11-23T09:00:12.250+01:00`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalTime(ZonedDateTime);

impl LocalTime {
    /// The time as it was on the candidate's wall clock.
    pub(crate) fn zoned(&self) -> &ZonedDateTime {
        &self.0
    }

    /// The moment that it is everywhere.
    pub(crate) fn timestamp(&self) -> Timestamp {
        self.0.timestamp()
    }

    /// The first moment of each new offset in the two years after a time, in order: of summer time
    /// and winter time, and of what else a zone has decided by then. A round may be taken up again
    /// long after it began, and its file is read where its zone may not be known.
    pub(crate) fn changes_after(now: &ZonedDateTime) -> Vec<Self> {
        let until = now.timestamp().as_second() + 2 * 366 * 24 * 60 * 60;
        let mut offset = now.offset();
        let mut changes = Vec::new();
        for change in now.time_zone().following(now.timestamp()) {
            if change.timestamp().as_second() > until {
                break;
            }
            // A zone may change its name alone.
            if std::mem::replace(&mut offset, change.offset()) != change.offset() {
                let fixed = TimeZone::fixed(change.offset());
                changes.push(Self(change.timestamp().to_zoned_datetime(fixed)));
            }
        }
        changes
    }
}

impl From<ZonedDateTime> for LocalTime {
    /// Keeps the offset and drops the zone's name: the file is read where that zone may not be
    /// known.
    fn from(zoned: ZonedDateTime) -> Self {
        let offset = zoned.offset();
        Self(zoned.timestamp().to_zoned_datetime(TimeZone::fixed(offset)))
    }
}

impl From<LocalTime> for String {
    fn from(time: LocalTime) -> Self {
        rfc3339(&time.0)
    }
}

impl TryFrom<String> for LocalTime {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(now: &str, zone: &TimeZone) -> Vec<String> {
        let now: Timestamp = now.parse().unwrap();
        let changes = LocalTime::changes_after(&now.to_zoned_datetime(zone.clone()));
        changes.into_iter().map(String::from).collect()
    }

    #[test]
    fn the_changes_of_two_years_are_known_of_every_zone_that_has_rules() {
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        assert_eq!(
            changes("2026-03-28T12:00:00Z", &berlin),
            [
                "2026-03-29T03:00:00+02:00",
                "2026-10-25T02:00:00+01:00",
                "2027-03-28T03:00:00+02:00",
                "2027-10-31T02:00:00+01:00",
                "2028-03-26T03:00:00+02:00",
            ]
        );
        // At the moment of a change it has been made.
        assert_eq!(changes("2026-03-29T01:00:00Z", &berlin)[0], "2026-10-25T02:00:00+01:00");
        let half_an_hour = TimeZone::posix("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0").unwrap();
        assert_eq!(changes("2026-09-01T00:00:00Z", &half_an_hour)[0], "2026-10-04T02:30:00+11:00");
    }

    #[test]
    fn at_the_ends_of_the_calendar_there_are_the_changes_before_them() {
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        assert_eq!(changes("9999-12-30T12:00:00Z", &berlin), Vec::<String>::new());
        let last = ["9999-03-28T03:00:00+02:00", "9999-10-31T02:00:00+01:00"];
        assert_eq!(changes("9998-11-30T12:00:00Z", &berlin), last);
        assert_eq!(changes(&Timestamp::MAX.to_string(), &berlin), Vec::<String>::new());
        assert!(!changes(&Timestamp::MIN.to_string(), &berlin).is_empty());
    }

    #[test]
    fn zones_without_summer_time_have_no_changes() {
        let fixed = TimeZone::fixed(jiff::tz::offset(-3));
        for zone in [TimeZone::UTC, TimeZone::unknown(), fixed] {
            assert!(changes("2026-03-28T12:00:00Z", &zone).is_empty());
        }
    }
}
