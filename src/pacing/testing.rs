//! Hand-made sessions for tests: default rounds of DESIGN §5 with invented questions, and a script
//! of what happened.

use std::time::Duration;

use crate::round::limits::Limits;
use crate::round::{
    Approach, Brief, CheckItem, Phase, PhaseNotes, Planned, Question, QuestionKind, Round, Slot,
    SlotKind, Theme,
};
use crate::session::asked::Dimension;
use crate::session::event::{
    Correctable, Event, GapWhy, LeftWhy, QuestionEnd, SlotEnd, Source, ThinkEnd, What,
};
use crate::session::{FORMAT, Header, Session, parse_rfc3339};
use crate::time::Elapsed;

/// Seconds, to the millisecond.
pub fn s(seconds: f64) -> Duration {
    crate::time::seconds::from_f64(seconds).unwrap()
}

/// Minutes and seconds.
pub fn m(minutes: u64, seconds: u64) -> Duration {
    Duration::from_secs(minutes * 60 + seconds)
}

/// A point of the session, in seconds since it began.
pub fn at(seconds: f64) -> Elapsed {
    Elapsed::new(s(seconds))
}

/// A slot of 35 minutes with two coding questions: understand 2:30, approach 4:00 (the first answer
/// ends it), code 8:00, test 2:30; 1:00 spare.
pub fn coding() -> Slot {
    let phases = [("understand", 150), ("approach", 240), ("code", 480), ("test", 150)];
    let brief = |n: u32| Brief::Coding {
        constraints: vec!["1 ≤ n ≤ 100".into()],
        examples: Vec::new(),
        first_approach: Some(Approach {
            idea: format!("try all pairs, {n}"),
            time: "O(n²)".into(),
            space: "O(1)".into(),
        }),
        better_approach: Some(Approach {
            idea: format!("keep a set, {n}"),
            time: "O(n)".into(),
            space: "O(n)".into(),
        }),
    };
    let question = |n| {
        planned(QuestionKind::Coding, &format!("pairs-{n}"), brief(n), &phases, Some("approach"))
    };
    slot(SlotKind::Coding, "coding 1", 35, vec![question(1), question(2)])
}

/// A slot of 35 minutes with one design question; the first answer ends `problem exploration`.
pub fn design() -> Slot {
    let phases = [
        ("problem exploration", 360),
        ("data", 240),
        ("features", 300),
        ("modeling", 600),
        ("monitoring", 480),
        ("wrap-up", 120),
    ];
    let brief = Brief::MlDesign { scale: Vec::new(), given: Vec::new(), not_given: Vec::new() };
    let mut question = planned(
        QuestionKind::MlDesign,
        "which-language",
        brief,
        &phases,
        Some("problem exploration"),
    );
    let item = |item: &str, detail: &str| CheckItem { item: item.into(), detail: detail.into() };
    question.question.notes = vec![PhaseNotes {
        name: "data".into(),
        checklist: vec![
            item("sources", "posts and their declared languages"),
            item("labels", "what users declare, and a sample labelled by hand"),
        ],
        probes: Vec::new(),
        outcome: None,
    }];
    slot(SlotKind::MlDesign, "ml-design", 35, vec![question])
}

/// A slot of 30 minutes with a pitch (2:00) and two questions: situation 0:15, task 0:15, action
/// 1:10, result 0:20, which the answer mark ends, follow-ups 3:00; 18:00 spare.
pub fn behavioral() -> Slot {
    let listens = || vec!["what you did yourself".to_string()];
    let pitch = Brief::Pitch { listens_for: listens() };
    let star =
        [("situation", 15), ("task", 15), ("action", 70), ("result", 20), ("follow-ups", 180)];
    let story = || Brief::Behavioral { theme: Some(Theme::Conflict), listens_for: listens() };
    let questions = vec![
        planned(QuestionKind::Pitch, "about-you", pitch, &[("pitch", 120)], Some("pitch")),
        planned(QuestionKind::Behavioral, "a-conflict", story(), &star, Some("result")),
        planned(QuestionKind::Behavioral, "a-setback", story(), &star, Some("result")),
    ];
    slot(SlotKind::Behavioral, "behavioral", 30, questions)
}

/// A slot of so many minutes.
pub fn slot(kind: SlotKind, title: &str, minutes: u64, questions: Vec<Planned>) -> Slot {
    Slot { kind, title: title.into(), length: m(minutes, 0), break_after: m(5, 0), questions }
}

/// A question with phases of so many seconds.
pub fn planned(
    kind: QuestionKind,
    id: &str,
    brief: Brief,
    phases: &[(&str, u64)],
    answer: Option<&str>,
) -> Planned {
    let limits = Limits::default();
    let ends = phases.iter().position(|(name, _)| Some(*name) == answer);
    let phase = |(position, (name, seconds)): (usize, &(&str, u64))| Phase {
        name: (*name).into(),
        budget: Duration::from_secs(*seconds),
        ends_with_answer: ends == Some(position),
        silence: limits.for_silence(kind, ends.is_some_and(|ends| position > ends)),
    };
    let phases: Vec<Phase> = phases.iter().enumerate().map(phase).collect();
    let question = Question {
        id: id.to_string().try_into().unwrap(),
        title: id.replace('-', " "),
        difficulty: None,
        topics: Vec::new(),
        statement: format!("What about {id}?"),
        follow_ups: Vec::new(),
        brief,
        notes: Vec::new(),
    };
    Planned { question, limits: limits.for_question(kind, &phases), phases }
}

/// A session made by hand: what happened, in order, each with its elapsed time in seconds.
#[derive(Debug, Clone)]
pub struct Script(Session);

impl Script {
    /// A session that began at 09:00:00 (+01:00) with these slots, in which nothing has happened
    /// yet.
    pub fn new(slots: Vec<Slot>) -> Self {
        Self(Session::new(Header {
            format: FORMAT,
            tool: "0.1.0".into(),
            id: "2026-11-23T09-00-00-test".to_string().try_into().unwrap(),
            started: parse_rfc3339("2026-11-23T09:00:00+01:00").unwrap().into(),
            speed: 1.0,
            strict: false,
            overtime: m(10, 0),
            limits: Limits::default(),
            round: Round { template: "test".into(), title: "Test round".into(), seed: 7, slots },
        }))
    }

    /// Changes the header.
    pub fn with(mut self, change: impl FnOnce(&mut Header)) -> Self {
        change(&mut self.0.header);
        self
    }

    /// Anything.
    pub fn then(mut self, seconds: f64, what: What) -> Self {
        let event = Event { at: at(seconds), what };
        self.0.until = self.0.until.max(event.at);
        self.0.events.push(event);
        self
    }

    /// A slot begins, and its first question is shown.
    pub fn begin(self, seconds: f64, slot: usize) -> Self {
        self.then(seconds, What::SlotBegan { slot }).show(seconds, 0)
    }

    /// A question is shown.
    pub fn show(self, seconds: f64, question: usize) -> Self {
        self.then(seconds, What::QuestionShown { question })
    }

    /// Enter: a phase begins.
    pub fn phase(self, seconds: f64, phase: usize) -> Self {
        self.then(seconds, What::PhaseBegan { phase })
    }

    /// `a`.
    pub fn answer(self, seconds: f64) -> Self {
        self.then(seconds, What::FirstAnswer)
    }

    /// A think, from and to.
    pub fn think(self, from: f64, to: f64) -> Self {
        self.then(from, What::Think).then(to, What::ThinkEnded { how: ThinkEnd::Marked })
    }

    /// A pause, from and to.
    pub fn pause(self, from: f64, to: f64) -> Self {
        self.then(from, What::Paused).then(to, What::Resumed)
    }

    /// A gap, from and to.
    pub fn gap(self, from: f64, to: f64) -> Self {
        self.then(to, What::Gap { from: at(from), why: GapWhy::Suspended })
    }

    /// `n`: the question ends.
    pub fn done(self, seconds: f64) -> Self {
        self.ended(seconds, QuestionEnd::Done)
    }

    /// The question ends so.
    pub fn ended(self, seconds: f64, how: QuestionEnd) -> Self {
        self.then(seconds, What::QuestionEnded { how })
    }

    /// The slot ends.
    pub fn close(self, seconds: f64) -> Self {
        self.then(seconds, What::SlotEnded { how: SlotEnd::Done })
    }

    /// The round is left.
    pub fn left(self, seconds: f64) -> Self {
        self.then(
            seconds,
            What::Left { why: LeftWhy::Interrupted, wall: "2026-11-23T10:00:00+01:00".into() },
        )
    }

    /// The review says when the first answer came; `None`: never.
    pub fn corrected(self, seconds: f64, slot: usize, question: usize, to: Option<f64>) -> Self {
        self.then(
            seconds,
            What::Corrected { mark: Correctable::FirstAnswer, slot, question, to: to.map(s) },
        )
    }

    /// Sound was heard from and to, with this speech in it.
    pub fn heard(self, from: f64, to: f64, spans: &[(f64, f64)]) -> Self {
        let end = self.0.until.since_began().as_secs_f64().max(to);
        let spans = spans.iter().map(|&(from, to)| (at(from), at(to))).collect();
        self.then(end, What::Heard { from: at(from), to: at(to), spans, level_db: None })
    }

    /// The microphone is on.
    pub fn listening(self, seconds: f64) -> Self {
        let device = "test".to_string();
        self.then(
            seconds,
            What::Listening { source: Source::Microphone, device, offset: at(seconds) },
        )
    }

    /// The tool is known to have run until here.
    pub fn until(mut self, seconds: f64) -> Self {
        self.0.until = at(seconds);
        self
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.0
    }
}

/// A round that was listened to and marked, with something of everything; it is not finished with
/// its last slot. Coding from 0:30 on, design from 40:00 on, behavioral from 81:40 on.
pub fn eventful() -> Script {
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
        .then(4490.0, rated(1, &[(Dimension::Time, 2)]));
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
    let coding = [
        (95.0, 290.0),
        (365.0, 500.0),
        (560.0, 700.0),
        (800.0, 1150.0),
        (1190.0, 1690.0),
        (1790.0, 2280.0),
    ];
    let others = [
        (2410.0, 3300.0),
        (3330.0, 4470.0),
        (4910.0, 5010.0),
        (5045.0, 5080.0),
        (5086.0, 5118.0),
        (5125.0, 5290.0),
    ];
    script.heard(0.0, 2320.0, &coding).heard(2400.0, 5310.0, &others).left(5330.0)
}

/// A round that nobody listened to and nobody marked, to its end.
pub fn untouched() -> Script {
    let script = Script::new(vec![coding(), design()])
        .begin(30.0, 0)
        .done(1050.0)
        .show(1050.0, 1)
        .done(2130.0)
        .close(2130.0);
    script.begin(2430.0, 1).done(4530.0).close(4530.0).then(4531.0, What::Finished)
}

fn rated(slot: usize, ratings: &[(Dimension, u8)]) -> What {
    What::Rated {
        slot,
        ratings: ratings.iter().map(|&(dimension, rating)| (dimension.into(), rating)).collect(),
    }
}
