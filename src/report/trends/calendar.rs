//! What stands beside the trends: on which days was practised for how long, and real interviews.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::text::counted;

/// So many weeks are shown on a page, those without practice not counted.
const WEEKS: usize = 26;

/// Running time by kind.
pub(super) type KindTimes = BTreeMap<&'static str, Duration>;

/// When was practised, and for what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PracticeDays {
    /// Running time by kind, by days in local time.
    pub(crate) days: BTreeMap<Date, KindTimes>,
    /// What was said of real interviews, by their days.
    pub(crate) interviews: Vec<RealInterview>,
}

/// A real interview, as its candidate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RealInterview {
    /// Its day.
    pub(crate) date: String,
    /// Whose it was.
    pub(crate) name: Option<String>,
    /// The kinds that were asked.
    pub(crate) kinds: Vec<String>,
    /// How it went.
    pub(crate) went: Option<String>,
    /// What was asked.
    pub(crate) asked: Option<String>,
}

/// A week of a calendar.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WeekView {
    /// `16 Nov 2026`, its Monday.
    pub(super) monday: String,
    /// Minutes from Monday to Sunday; empty where nothing was.
    pub(super) days: [String; 7],
    /// Minutes of each kind, the most first.
    pub(super) kinds: String,
}

impl PracticeDays {
    /// Adds what was practised on a day. Each kind's time of a day is told in minutes, rounded up,
    /// and every sum is one of these.
    pub(crate) fn add(&mut self, day: Date, kind: &'static str, time: Duration) {
        *self.days.entry(day).or_default().entry(kind).or_default() += time;
    }

    /// On how many days was practised, and for how long together; `None` where on none.
    pub(super) fn heading(&self) -> Option<String> {
        let all: u64 = self.days.values().flat_map(BTreeMap::values).map(minutes).sum();
        let days = counted(self.days.len(), "day", "days");
        (!self.days.is_empty()).then(|| format!("{days} practised, {all} min"))
    }

    /// The latest weeks in which was practised, the newest first.
    pub(super) fn weeks(&self) -> Vec<WeekView> {
        let mut weeks: BTreeMap<Date, Vec<(Date, &KindTimes)>> = BTreeMap::new();
        for (day, kinds) in &self.days {
            weeks.entry(monday(*day)).or_default().push((*day, kinds));
        }
        weeks.iter().rev().take(WEEKS).map(|(monday, days)| week(*monday, days)).collect()
    }
}

fn monday(day: Date) -> Date {
    let since = day.weekday().since(Weekday::Monday);
    day.checked_sub(i64::from(since).days()).unwrap_or(day)
}

fn week(monday: Date, days: &[(Date, &KindTimes)]) -> WeekView {
    let mut cells: [String; 7] = Default::default();
    let mut sums: Vec<(&'static str, u64)> = Vec::new();
    for (day, kinds) in days {
        let at = day.weekday().to_monday_zero_offset();
        cells[usize::try_from(at).unwrap_or_default()] =
            kinds.values().map(minutes).sum::<u64>().to_string();
        for (kind, time) in kinds.iter() {
            match sums.iter_mut().find(|(of, _)| of == kind) {
                Some((_, sum)) => *sum += minutes(time),
                None => sums.push((kind, minutes(time))),
            }
        }
    }
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    let kinds: Vec<String> = sums.iter().map(|(kind, sum)| format!("{kind} {sum}")).collect();
    let monday = monday.strftime("%-d %b %Y").to_string();
    WeekView { monday, days: cells, kinds: kinds.join(", ") }
}

/// Minutes, rounded up.
fn minutes(time: &Duration) -> u64 {
    time.as_secs().div_ceil(60)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_is_a_row_with_its_minutes_by_day_and_kind() {
        let mut practice = PracticeDays::default();
        assert_eq!((practice.heading(), practice.weeks()), (None, Vec::new()));
        let mut add = |day, kind, minutes: u64| {
            practice.add(day, kind, Duration::from_secs(minutes * 60 - 59));
        };
        add(date(2025, 12, 31), "coding", 20);
        add(date(2026, 1, 4), "ml-design", 45);
        add(date(2026, 1, 4), "coding", 5);
        add(date(2026, 1, 5), "pitch", 3);
        assert_eq!(practice.heading().unwrap(), "3 days practised, 73 min");
        let weeks = practice.weeks();
        assert_eq!(weeks.len(), 2);
        assert_eq!(weeks[0].monday, "5 Jan 2026");
        assert_eq!(weeks[1].monday, "29 Dec 2025");
        assert_eq!(weeks[1].days, ["", "", "20", "", "", "", "50"]);
        assert_eq!(weeks[1].kinds, "ml-design 45, coding 25");
    }
}
