//! A plan that fits its time: the most wanted first, each with as few questions as it can have,
//! then more of them while there is time. Bounds keep it short and mixed; where they would leave
//! more than a third of the time empty, they give way.

mod beside;

use std::time::Duration;

pub(crate) use self::beside::NoRoom;
use super::Situation;
use super::act::{Act, Asks};
use super::want::{Again, Want};
use crate::round::template::QUESTIONS;

/// So many lines have a plan at least, where that much is wanted …
const LINES: u64 = 3;
/// … and one more for each time so long.
const LINE_TIME: Duration = Duration::from_secs(30 * 60);

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

/// A line of the plan while it is made.
struct Growing<'w> {
    want: &'w Want,
    act: Act,
    count: usize,
    planned: Duration,
}

/// What fits the time, and what is told beside it.
pub(super) struct Filled {
    /// The lines of the plan.
    pub(super) lines: Vec<AgendaLine>,
    /// What is due and is in none of them.
    pub(super) no_room: Vec<NoRoom>,
    /// What else would have a line, were there not so many.
    pub(super) beyond: Vec<String>,
}

/// What still bounds a plan beside the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum BoundsKept {
    /// How many lines there are, how long each is, how much comes again.
    All,
    /// All but how many lines there are.
    Shares,
    /// How much comes again.
    Again,
    /// Nothing.
    Time,
}

/// The lines for so much time, and what is left beside them.
pub(super) fn fill(of: &Situation<'_>, wants: &[Want], left: Duration) -> Filled {
    let most = usize::try_from(LINES + left.as_secs() / LINE_TIME.as_secs()).unwrap_or(usize::MAX);
    let (again, bounds) = (Duration::ZERO, BoundsKept::All);
    let lines = Vec::new();
    let mut filling = Filling { of, most, time: left, left, again, bounds, lines };
    while filling.add_next(wants) {}
    let beyond = filling.beyond(wants);
    // What is weak grows twice as fast.
    while filling.grow(true) | filling.grow(false) {}
    for bounds in [BoundsKept::Shares, BoundsKept::Again, BoundsKept::Time] {
        filling.bounds = bounds;
        while filling.is_sparse() && (filling.add_next(wants) || filling.grow_one()) {}
    }
    // What is left out is explained by the bounds as they are kept.
    filling.bounds = BoundsKept::All;
    // A look at the stories leaves no session by which it could be checked off.
    filling.lines.sort_by_key(|line| line.act == Act::Stories);
    let line = |line: &Growing<'_>| AgendaLine {
        reason: line.reason(),
        act: line.act.clone(),
        why: line.want.why.clone(),
        planned: line.planned,
    };
    let no_room = filling.no_room(wants, &beyond);
    let mut beyond = filling.told_beyond(&beyond);
    beyond.retain(|of| no_room.iter().all(|told| told.what != *of));
    Filled { lines: filling.lines.iter().map(line).collect(), no_room, beyond }
}

/// A plan while it is made.
struct Filling<'w, 's> {
    of: &'s Situation<'s>,
    /// So many lines there are at most.
    most: usize,
    time: Duration,
    left: Duration,
    /// What comes again from the evening before takes so much of it.
    again: Duration,
    bounds: BoundsKept,
    lines: Vec<Growing<'w>>,
}

impl<'w> Filling<'w, '_> {
    /// Adds the line that is wanted most of those that have room; `false` where none has.
    ///
    /// What is due or weak comes before what was never practised; of either one line a kind first,
    /// so that one kind's many phases leave room for others.
    fn add_next(&mut self, wants: &'w [Want]) -> bool {
        if self.bounds == BoundsKept::All && self.lines.len() >= self.most {
            return false;
        }
        for (is_early, is_first) in [(true, true), (true, false), (false, true), (false, false)] {
            for want in wants.iter().filter(|want| want.is_early() == is_early) {
                if let Some((act, planned)) = self.room_for(want, is_first) {
                    self.add(want, act, planned);
                    return true;
                }
            }
        }
        false
    }

    /// The line that something could have, and what it takes, where it fits and is none that is
    /// there: of a kind that is there, or at all.
    fn room_for(&self, want: &Want, only_new_kinds: bool) -> Option<(Act, Duration)> {
        if self.lines.iter().any(|line| std::ptr::eq(line.want, want)) {
            return None;
        }
        let is_there = |act: &Act| match only_new_kinds {
            true => self.lines.iter().any(|line| line.is_for(want, act)),
            false => self.lines.iter().any(|line| line.covers(want, act)),
        };
        for act in want.acts.iter().filter(|act| !is_there(act)) {
            let planned = self.of.lengths.of(act).map(|of| self.cut(act, of));
            if let Some(planned) = planned.filter(|of| self.has_room(want, *of)) {
                return Some((act.clone(), planned));
            }
        }
        None
    }

    fn add(&mut self, want: &'w Want, act: Act, planned: Duration) {
        self.take(want, planned);
        let count = self.of.lengths.count(&act);
        self.lines.push(Growing { want, act, count, planned });
        // The first weak line begins with two questions.
        let is_weakest = self.lines.iter().filter(|line| line.want.is_weak).count() == 1;
        if want.is_weak && is_weakest {
            self.grow_line(self.lines.len() - 1);
        }
    }

    /// Whether more than a third of the time is left.
    fn is_sparse(&self) -> bool {
        self.left * 3 > self.time
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
        let within = self.bounds == BoundsKept::Time || self.again + more <= self.time / 2;
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

    /// Gives each line, or each that is weak, a question more; `false` where none grew.
    fn grow(&mut self, weak_only: bool) -> bool {
        let mut grew = false;
        for at in 0..self.lines.len() {
            grew |= (!weak_only || self.lines[at].want.is_weak) && self.grow_line(at);
        }
        grew
    }

    /// Gives the first line that can have one a question more; `false` where none can.
    fn grow_one(&mut self) -> bool {
        (0..self.lines.len()).any(|at| self.grow_line(at))
    }

    /// Gives a line a question more, where it wants one and there is time. None grows over half of
    /// the time, what is weak over four fifths, unless it is alone.
    fn grow_line(&mut self, at: usize) -> bool {
        let is_alone = self.lines.len() == 1 && !self.lines[at].want.is_weak;
        let is_bound = !is_alone && self.bounds <= BoundsKept::Shares;
        let line = &self.lines[at];
        let act = line.act.with_count(line.count + 1);
        let Some(planned) = self.of.lengths.of(&act) else { return false };
        let more = planned.saturating_sub(line.planned);
        let share = if line.want.is_weak { self.time * 4 / 5 } else { self.time / 2 };
        let is_wanted = line.count < line.most();
        let want = line.want;
        if !is_wanted || !self.has_room(want, more) || is_bound && planned > share {
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

    /// So many questions it grows to.
    fn most(&self) -> usize {
        self.want.most.min(QUESTIONS as usize)
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
