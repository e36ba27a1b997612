//! A plan for a day: where the candidate stands, what was done, and what fits the time.

use std::time::Duration;

use jiff::civil::Date;

pub(crate) use super::fill::{AgendaLine, NoRoom};
use super::fill::{Filled, fill};
use super::past::Practised;
use super::standing::standing;
use super::wants::{running, wants};
use super::weak::weaknesses;
use super::{Situation, by_day};
use crate::pacing::trends::Trends;
use crate::word::Word;

/// What to do in some time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Agenda {
    /// The day.
    pub(crate) today: Date,
    /// The time that there is: of an evening what is left of it.
    pub(crate) for_time: Duration,
    /// The evening, where some of it was practised already.
    pub(crate) evening: Option<Duration>,
    /// Where the candidate stands, in a sentence.
    pub(crate) standing: String,
    /// What was done on this day: what kinds, and for how long.
    pub(crate) done: Vec<(String, Duration)>,
    /// What was practised in the last four weeks.
    pub(crate) calendar: Calendar,
    /// What to do, in order.
    pub(crate) lines: Vec<AgendaLine>,
    /// What is due and is in no line.
    pub(crate) no_room: Vec<NoRoom>,
    /// What else would have its line, were there not so many.
    pub(crate) beyond: Vec<String>,
}

impl Agenda {
    /// The plan for so much time. Without one, for an evening, less what was practised on the day.
    pub(crate) fn of(situation: &Situation<'_>, trends: &Trends, time: TimeAsked) -> Self {
        let dated = by_day(situation.past, situation.today);
        let mut today = Vec::new();
        for (day, session) in &dated {
            if *day == situation.today {
                today.push(*session);
            }
        }
        let practised = running(&today);
        let (for_time, evening) = match time {
            TimeAsked::Evening(time) if !practised.is_zero() => {
                (time.saturating_sub(practised), Some(time))
            }
            TimeAsked::Now(time) | TimeAsked::Evening(time) => (time, None),
        };
        let weak = weaknesses(situation.past, trends, situation.today);
        let wants = wants(situation, &weak);
        let Filled { lines, no_room, beyond } = fill(situation, &wants, for_time);
        Self {
            today: situation.today,
            for_time,
            evening,
            standing: standing(situation, &dated, &weak, &wants),
            done: today.iter().map(|session| done(session)).collect(),
            calendar: Calendar::of(&dated, situation.today),
            lines,
            no_room,
            beyond,
        }
    }

    /// How long all of it takes.
    pub(crate) fn total(&self) -> Duration {
        self.lines.iter().map(|line| line.planned).sum()
    }
}

/// How much time there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeAsked {
    /// So much from now on.
    Now(Duration),
    /// So much on a day.
    Evening(Duration),
}

/// What was practised in the last four weeks, today the last day of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calendar {
    /// Each day's time, the oldest first.
    pub(crate) days: [Duration; 28],
    /// Each kind's time, the most first.
    pub(crate) kinds: Vec<(&'static str, Duration)>,
}

impl Calendar {
    fn of(dated: &[(Date, &Practised)], today: Date) -> Self {
        let mut calendar = Self { days: [Duration::ZERO; 28], kinds: Vec::new() };
        for (day, session) in dated {
            let ago = usize::try_from(super::days(*day, today)).unwrap_or(usize::MAX);
            let Some(at) = calendar.days.len().checked_sub(ago + 1) else { continue };
            calendar.days[at] += session.running();
            for (kind, time) in &session.minutes {
                match calendar.kinds.iter_mut().find(|(word, _)| *word == kind.word()) {
                    Some((_, sum)) => *sum += *time,
                    None => calendar.kinds.push((kind.word(), *time)),
                }
            }
        }
        calendar.kinds.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
        calendar
    }
}

fn done(session: &Practised) -> (String, Duration) {
    let kinds: Vec<&str> = session.minutes.iter().map(|(kind, _)| kind.word()).collect();
    (kinds.join(", "), session.running())
}
