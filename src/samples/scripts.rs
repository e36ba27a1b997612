//! A session as a list of what happened, and the rounds that most tests tell.

use super::{at, behavioral, coding, design, event, header, id, s, slot, started};
use crate::round::{Slot, SlotKind};
use crate::session::asked::Dimension;
use crate::session::event::{
    Correctable, GapWhy, LeftWhy, QuestionEnd, SlotEnd, Source, ThinkEnd, What,
};
use crate::session::{Header, Session};

/// A session made by hand: what happened, in order, each with its elapsed time in seconds.
#[derive(Debug, Clone)]
pub(crate) struct Script(Session);

impl Script {
    /// A session that began at 09:00:00 (+01:00) with these slots, in which nothing has happened
    /// yet.
    pub(crate) fn new(slots: Vec<Slot>) -> Self {
        let mut header = header(slots);
        header.id = id("2026-11-23T09-00-00-test");
        header.started = started("2026-11-23T09:00:00+01:00");
        header.round.template = "test".into();
        header.round.title = "Test round".into();
        Self(Session::new(header))
    }

    /// Changes the header.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Header)) -> Self {
        change(&mut self.0.header);
        self
    }

    /// Anything.
    pub(crate) fn then(mut self, seconds: f64, what: What) -> Self {
        let event = event(seconds, what);
        self.0.until = self.0.until.max(event.at);
        self.0.events.push(event);
        self
    }

    /// A slot begins, and its first question is shown.
    pub(crate) fn begin(self, seconds: f64, slot: usize) -> Self {
        self.then(seconds, What::SlotBegan { slot }).show(seconds, 0)
    }

    /// A question is shown.
    pub(crate) fn show(self, seconds: f64, question: usize) -> Self {
        self.then(seconds, What::QuestionShown { question })
    }

    /// Enter: a phase begins.
    pub(crate) fn phase(self, seconds: f64, phase: usize) -> Self {
        self.then(seconds, What::PhaseBegan { phase })
    }

    /// `a`.
    pub(crate) fn answer(self, seconds: f64) -> Self {
        self.then(seconds, What::FirstAnswer)
    }

    /// A think, from and to.
    pub(crate) fn think(self, from: f64, to: f64) -> Self {
        self.then(from, What::Think).then(to, What::ThinkEnded { how: ThinkEnd::Marked })
    }

    /// A pause, from and to.
    pub(crate) fn pause(self, from: f64, to: f64) -> Self {
        self.then(from, What::Paused).then(to, What::Resumed)
    }

    /// A gap, from and to.
    pub(crate) fn gap(self, from: f64, to: f64) -> Self {
        self.then(to, What::Gap { from: at(from), why: GapWhy::Suspended })
    }

    /// `n`: the question ends.
    pub(crate) fn done(self, seconds: f64) -> Self {
        self.ended(seconds, QuestionEnd::Done)
    }

    /// The question ends so.
    pub(crate) fn ended(self, seconds: f64, how: QuestionEnd) -> Self {
        self.then(seconds, What::QuestionEnded { how })
    }

    /// The slot ends.
    pub(crate) fn close(self, seconds: f64) -> Self {
        self.then(seconds, What::SlotEnded { how: SlotEnd::Done })
    }

    /// The round is left.
    pub(crate) fn left(self, seconds: f64) -> Self {
        self.then(
            seconds,
            What::Left { why: LeftWhy::Interrupted, wall: "2026-11-23T10:00:00+01:00".into() },
        )
    }

    /// The review says when the first answer came; `None`: never.
    pub(crate) fn corrected(
        self,
        seconds: f64,
        slot: usize,
        question: usize,
        to: Option<f64>,
    ) -> Self {
        self.then(
            seconds,
            What::Corrected {
                mark: Correctable::FirstAnswer,
                which: None,
                to: to.map(s),
                slot,
                question,
            },
        )
    }

    /// Sound was heard from and to, with this speech in it.
    pub(crate) fn heard(self, from: f64, to: f64, spans: &[(f64, f64)]) -> Self {
        let end = self.0.until.since_began().as_secs_f64().max(to);
        let spans = spans.iter().map(|&(from, to)| (at(from), at(to))).collect();
        let pauses = Vec::new();
        self.then(end, What::Heard { from: at(from), to: at(to), spans, pauses, level_db: None })
    }

    /// The microphone is on.
    pub(crate) fn listening(self, seconds: f64) -> Self {
        let device = "test".to_string();
        self.then(
            seconds,
            What::Listening { source: Source::Microphone, device, offset: at(seconds) },
        )
    }

    /// The tool is known to have run until here.
    pub(crate) fn until(mut self, seconds: f64) -> Self {
        self.0.until = at(seconds);
        self
    }

    /// The session.
    pub(crate) fn session(&self) -> &Session {
        &self.0
    }
}

/// The speech in the first slot of [`eventful`].
const SAID_AT_FIRST: [(f64, f64); 6] = [
    (95.0, 290.0),
    (365.0, 500.0),
    (560.0, 700.0),
    (800.0, 1150.0),
    (1190.0, 1690.0),
    (1790.0, 2280.0),
];

/// The speech in its other slots.
const SAID_LATER: [(f64, f64); 6] = [
    (2410.0, 3300.0),
    (3330.0, 4470.0),
    (4910.0, 5010.0),
    (5045.0, 5080.0),
    (5086.0, 5118.0),
    (5125.0, 5290.0),
];

/// A round that was listened to and marked, with something of everything; it is not finished with
/// its last slot. Coding from 0:30 on, design from 40:00 on, behavioral from 81:40 on.
pub(crate) fn eventful() -> Script {
    let script = Script::new(vec![
        coding(),
        design(),
        behavioral(),
        slot(SlotKind::Coding, "coding 2", 35, coding().questions),
    ]);
    let script = script
        .listening(0.0)
        .begin(30.0, 0)
        .think(60.0, 90.0)
        .phase(200.0, 1)
        .pause(300.0, 360.0)
        .answer(630.0);
    let script = script
        .phase(1100.0, 3)
        .done(1160.0)
        .show(1160.0, 1)
        .answer(1500.0)
        .gap(1700.0, 1780.0)
        .done(2290.0);
    let script = script
        .close(2290.0)
        .corrected(2300.0, 0, 1, Some(360.0))
        .then(2310.0, rated(0, &[(Dimension::Communication, 2), (Dimension::Time, 3)]));
    let script = script
        .begin(2400.0, 1)
        .answer(2700.0)
        .then(2710.0, What::Ticked { item: 0 })
        .phase(2940.0, 2);
    let script = script
        .phase(3240.0, 3)
        .phase(4080.0, 4)
        .done(4480.0)
        .close(4480.0)
        .then(4490.0, rated(1, &[(Dimension::Time, 2)]))
        .then(4495.0, rated_by(1, "Sam", &[(Dimension::ProblemSolving, 3), (Dimension::Time, 1)]));
    let script = script
        .begin(4900.0, 2)
        .done(5020.0)
        .show(5020.0, 1)
        .phase(5040.0, 1)
        .phase(5060.0, 2)
        .phase(5100.0, 3);
    let script = script
        .answer(5120.0)
        .done(5300.0)
        .show(5300.0, 2)
        .ended(5310.0, QuestionEnd::Skipped)
        .close(5310.0);
    let script = script.then(5320.0, What::Debrief { text: "say the plan before typing".into() });
    script.heard(0.0, 2320.0, &SAID_AT_FIRST).heard(2400.0, 5310.0, &SAID_LATER).left(5330.0)
}

/// A round that nobody listened to and nobody marked, to its end.
pub(crate) fn untouched() -> Script {
    let script = Script::new(vec![coding(), design()])
        .begin(30.0, 0)
        .done(1050.0)
        .show(1050.0, 1)
        .done(2130.0)
        .close(2130.0);
    script.begin(2430.0, 1).done(4530.0).close(4530.0).then(4531.0, What::Finished)
}

fn rated_by(slot: usize, by: &str, ratings: &[(Dimension, u8)]) -> What {
    let What::Rated { slot, ratings } = rated(slot, ratings) else { return What::Finished };
    let note = Some("the *last* phase was rushed".to_string());
    What::RatedBy { slot, by: by.to_string(), note, ratings }
}

fn rated(slot: usize, ratings: &[(Dimension, u8)]) -> What {
    What::Rated {
        slot,
        ratings: ratings.iter().map(|&(dimension, rating)| (dimension.into(), rating)).collect(),
    }
}
