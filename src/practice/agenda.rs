//! A plan that fits its time: the most wanted first, each with as few questions as it can have,
//! then more of them while there is time.

use std::time::Duration;

use jiff::civil::Date;

use super::act::{Act, Asks};
use super::past::Practised;
use super::standing::standing;
use super::want::{Again, Want};
use super::wants::{running, wants};
use super::weak::weaknesses;
use super::{Situation, by_day};
use crate::pacing::trends::Trends;
use crate::round::template::QUESTIONS;
use crate::word::Word;

/// So many lines have a plan at least, where that much is wanted …
const LINES: u64 = 3;
/// … and one more for each time so long.
const LINE_TIME: Duration = Duration::from_secs(30 * 60);

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
    /// What is due and has no room in the time.
    pub(crate) no_room: Vec<NoRoom>,
}

/// Something that is due and has no room in the time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NoRoom {
    /// What, in a few words.
    pub(crate) what: String,
    /// What would be done.
    pub(crate) act: Act,
    /// How long that takes, with one question.
    pub(crate) planned: Duration,
    /// Why, in full.
    pub(crate) why: Vec<String>,
}

/// Something to do, and why.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AgendaLine {
    /// What.
    pub(crate) act: Act,
    /// Why.
    pub(crate) reason: String,
    /// Why, in full.
    pub(crate) why: Vec<String>,
    /// How long it takes.
    pub(crate) planned: Duration,
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
        let (lines, no_room) = fill(situation, &wants, for_time);
        Self {
            today: situation.today,
            for_time,
            evening,
            standing: standing(situation, &dated, &weak, &wants),
            done: today.iter().map(|session| done(session)).collect(),
            calendar: Calendar::of(&dated, situation.today),
            lines,
            no_room,
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

/// A line of the plan while it is made.
struct Growing<'w> {
    want: &'w Want,
    act: Act,
    count: usize,
    planned: Duration,
}

/// The lines for so much time, and what is due beside them.
fn fill(of: &Situation<'_>, wants: &[Want], left: Duration) -> (Vec<AgendaLine>, Vec<NoRoom>) {
    let most = LINES + left.as_secs() / LINE_TIME.as_secs();
    let again = Duration::ZERO;
    let mut filling = Filling { of, time: left, left, again, lines: Vec::new() };
    // What is due or weak before what was never practised; of either one line a kind first, so that
    // one kind's many phases leave room for others.
    for (is_early, is_first) in [(true, true), (true, false), (false, true), (false, false)] {
        for want in wants.iter().filter(|want| want.is_early() == is_early) {
            if (filling.lines.len() as u64) < most {
                filling.add(want, is_first);
            }
        }
    }
    // What is weak grows twice as fast.
    while filling.grow(true) | filling.grow(false) {}
    // A look at the stories leaves no session by which it could be checked off.
    filling.lines.sort_by_key(|line| line.act == Act::Stories);
    let line = |line: Growing<'_>| AgendaLine {
        reason: line.reason(),
        act: line.act,
        why: line.want.why.clone(),
        planned: line.planned,
    };
    let no_room = filling.no_room(wants);
    (filling.lines.into_iter().map(line).collect(), no_room)
}

/// A plan while it is made.
struct Filling<'w, 's> {
    of: &'s Situation<'s>,
    time: Duration,
    left: Duration,
    /// What comes again from the evening before takes so much of it.
    again: Duration,
    lines: Vec<Growing<'w>>,
}

impl<'w> Filling<'w, '_> {
    /// Adds a line, where it fits and is none that is there: of a kind that is there, or at all.
    fn add(&mut self, want: &'w Want, only_new_kinds: bool) {
        if self.lines.iter().any(|line| std::ptr::eq(line.want, want)) {
            return;
        }
        let is_there = |act: &Act| match only_new_kinds {
            true => self.lines.iter().any(|line| line.is_for(want, act)),
            false => self.lines.iter().any(|line| line.covers(want, act)),
        };
        for act in want.acts.iter().filter(|act| !is_there(act)) {
            let planned = self.of.lengths.of(act).map(|of| self.cut(act, of));
            if let Some(planned) = planned.filter(|of| self.has_room(want, *of)) {
                self.take(want, planned);
                let count = self.of.lengths.count(act);
                self.lines.push(Growing { want, act: act.clone(), count, planned });
                // The first weak line begins with two questions.
                let is_weakest = self.lines.iter().filter(|line| line.want.is_weak).count() == 1;
                if want.is_weak && is_weakest {
                    self.grow_line(self.lines.len() - 1);
                }
                return;
            }
        }
    }

    /// What a line takes where the time is enough but for its reviews: these get what is left. A
    /// kind of this week waits for more time, so that a long one leaves evenings for the others.
    fn cut(&self, act: &Act, planned: Duration) -> Duration {
        let reviews = self.of.lengths.reviews(act);
        let fits = planned.saturating_sub(reviews) <= self.left;
        if fits && !self.of.is_of_this_week(act) { planned.min(self.left) } else { planned }
    }

    /// Whether so much more has room: in the time, and what comes again from the evening before in
    /// half of it, so that there is something new beside. The first thing that comes again for the
    /// first time may take all.
    fn has_room(&self, want: &Want, more: Duration) -> bool {
        let within = self.again + more <= self.time / 2;
        let is_new = match want.again {
            Again::No => true,
            Again::First => within || self.again.is_zero(),
            Again::More => within,
        };
        is_new && more <= self.left
    }

    fn take(&mut self, want: &Want, time: Duration) {
        self.left -= time;
        if want.again != Again::No {
            self.again += time;
        }
    }

    /// What is due and has no line, and how many questions more than a line asks are.
    fn no_room(&self, wants: &[Want]) -> Vec<NoRoom> {
        let mut told: Vec<NoRoom> = Vec::new();
        for want in wants.iter().filter(|want| want.is_due) {
            let act = &want.acts[0];
            let least = act.least();
            let is_it = |line: &&Growing<'_>| {
                std::ptr::eq(line.want, want) || line.count >= least && line.covers(want, act)
            };
            let what = match self.lines.iter().find(is_it) {
                None if want.alone => format!("a hard question of {}", act.called()),
                None if least > 1 => format!("{least} questions of {} together", act.called()),
                None => act.called(),
                Some(line) if std::ptr::eq(line.want, want) && line.due_asked() < want.due => {
                    format!("{} more of {}", want.due - line.due_asked(), act.called())
                }
                Some(_) => continue,
            };
            // A phase of what is told whole is told with it.
            if told.iter().any(|had| had.act.is_whole() && !act.is_whole() && had.act.covers(act)) {
                continue;
            }
            // What a line explains is not explained again.
            let line = self.lines.iter().find(|line| std::ptr::eq(line.want, want));
            let why = match line {
                Some(line) => vec![format!("the rest of what `{}` is for", line.act.command())],
                None => want.why.clone(),
            };
            match told.iter_mut().find(|had| had.what == what) {
                Some(had) => {
                    let new = why.into_iter().filter(|of| !had.why.contains(of));
                    had.why.extend(new.collect::<Vec<String>>());
                }
                None => told.extend(self.of.lengths.of(act).map(|planned| {
                    let act = act.clone();
                    NoRoom { what, act, planned, why }
                })),
            }
        }
        told
    }

    /// Gives each line, or each that is weak, a question more; `false` where none grew.
    fn grow(&mut self, weak_only: bool) -> bool {
        let mut grew = false;
        for at in 0..self.lines.len() {
            grew |= (!weak_only || self.lines[at].want.is_weak) && self.grow_line(at);
        }
        grew
    }

    /// Gives a line a question more, where it wants one and there is time. None grows over half of
    /// the time, what is weak over four fifths, unless it is alone.
    fn grow_line(&mut self, at: usize) -> bool {
        let alone = self.lines.len() == 1 && !self.lines[at].want.is_weak;
        let line = &self.lines[at];
        let act = line.act.with_count(line.count + 1);
        let Some(planned) = self.of.lengths.of(&act) else { return false };
        let more = planned.saturating_sub(line.planned);
        let share = if line.want.is_weak { self.time * 4 / 5 } else { self.time / 2 };
        let is_wanted = line.count < line.want.most.min(QUESTIONS as usize);
        let want = line.want;
        if !is_wanted || !self.has_room(want, more) || !(alone || planned <= share) {
            return false;
        }
        self.take(want, more);
        let line = &mut self.lines[at];
        (line.act, line.planned, line.count) = (act, planned, line.count + 1);
        true
    }
}

impl Growing<'_> {
    /// Whether it is, or holds, what another act is: where it only asks again what was missed on
    /// the evening before, new questions are something else.
    fn covers(&self, want: &Want, act: &Act) -> bool {
        let is_enough = act.least() <= self.count.max(self.want.most);
        let is_drawn = self.draws_for(want) && (self.want.alone || !want.alone);
        is_enough && is_drawn && self.act.covers(act) && self.holds(act)
    }

    /// Why, and how much of what is due it asks where that is not all.
    fn reason(&self) -> String {
        let Want { reason, due, .. } = self.want;
        let first = match self.due_asked() {
            all if all >= *due => return reason.clone(),
            1 => "the first".to_string(),
            some => format!("the first {some}"),
        };
        format!("{reason}; it asks {first} of {due} questions")
    }

    /// How many of its questions are among those that are due: others stand beside them where
    /// these are too few for it.
    fn due_asked(&self) -> usize {
        self.count.min(self.want.most.max(1))
    }

    /// Whether it is the line of a kind that what is wanted needs beside no other: of something
    /// weak, too, where that is, and where questions are due asking for these.
    fn is_for(&self, want: &Want, act: &Act) -> bool {
        let is_weak = || self.holds(act) && (self.want.is_weak || self.act.covers(act));
        let is_it = !want.is_weak || is_weak();
        self.act.kind() == act.kind() && is_it && self.draws_for(want)
    }

    /// Whether it asks first what is due, where questions of their own are.
    fn draws_for(&self, want: &Want) -> bool {
        !want.draws || self.act.is_due()
    }

    /// Whether it could hold that: it asks for more than what comes again, or any question, or that
    /// does, too.
    fn holds(&self, act: &Act) -> bool {
        self.want.again == Again::No || act.is_due() || !self.act.is_due()
    }
}

impl Act {
    /// Whether it asks first what is due.
    fn is_due(&self) -> bool {
        matches!(self, Self::Drill { due: true, .. })
    }

    /// Whether another is the same, but for how much of it, or a phase of what is done whole.
    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Drill { kind, asks, .. },
                Self::Drill { kind: other_kind, asks: other_asks, .. },
            ) => {
                let is_whole = *asks == Asks::Any && matches!(other_asks, Asks::Phase(_));
                kind == other_kind && (asks == other_asks || is_whole)
            }
            _ => self == other,
        }
    }
}
