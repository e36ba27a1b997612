//! Sessions as a candidate leaves them behind, made by the real writer: drawn from the built-in
//! bank, marked, heard and rated. The nth session of a folder is always the same, and later ones
//! are a little better.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{ToSpan, ZonedDateTime};
use mockround::inside::{
    Bank, Dimension, Elapsed, Event, FORMAT, Header, Kept, Levels, Limits, LocalTime, Planned,
    QuestionEnd, QuestionKind, Round, SessionId, SlotEnd, Source, Store, Template, What, Wishes,
    builtin_template, draw, parse_rfc3339,
};

/// What a rehearsal needs, read once.
pub(crate) struct Rehearsals {
    bank: Bank,
    templates: Vec<Template>,
}

impl Rehearsals {
    pub(crate) fn new() -> Self {
        let drills = [QuestionKind::Coding, QuestionKind::MlDesign, QuestionKind::Behavioral]
            .map(QuestionKind::drill);
        let parse =
            |name: &str| Template::parse(name, name, builtin_template(name).unwrap()).unwrap();
        Self {
            bank: Bank::with_builtin(&[]).unwrap(),
            templates: drills.into_iter().chain(["ml-onsite"]).map(parse).collect(),
        }
    }

    /// Nine drills of one slot, then a whole round; every other one was listened to.
    pub(crate) fn write(&self, dir: &Path, n: usize) -> PathBuf {
        let template = if n % 10 == 9 { &self.templates[3] } else { &self.templates[n % 3] };
        self.write_as(dir, n, template, n.is_multiple_of(2), |_| {})
    }

    /// A round of this many coding drills in a row, all listened to; `change` may spoil the plan.
    pub(crate) fn write_coding(
        &self,
        dir: &Path,
        n: usize,
        change: impl FnOnce(&mut Header),
    ) -> PathBuf {
        self.write_as(dir, n, &self.templates[0], true, change)
    }

    /// A whole round that was listened to.
    pub(crate) fn write_onsite(
        &self,
        dir: &Path,
        n: usize,
        change: impl FnOnce(&mut Header),
    ) -> PathBuf {
        self.write_as(dir, n, &self.templates[3], true, change)
    }

    fn write_as(
        &self,
        dir: &Path,
        n: usize,
        template: &Template,
        heard: bool,
        change: impl FnOnce(&mut Header),
    ) -> PathBuf {
        let wishes = Wishes { seed: n as u64 + 1, ..Wishes::default() };
        let round = draw(template, &self.bank, &Limits::default(), &wishes).unwrap();
        let first: ZonedDateTime = parse_rfc3339("2024-01-08T18:30:00+01:00").unwrap();
        let started = first.checked_add((n as i64).days()).unwrap();
        let id = format!("{}-{}", started.strftime("%Y-%m-%dT%H-%M-%S"), round.template);
        let mut header = Header {
            format: FORMAT,
            tool: env!("CARGO_PKG_VERSION").to_string(),
            id: SessionId::try_from(id).unwrap(),
            started: LocalTime::from(started),
            clock_changes: Vec::new(),
            speed: 1.0,
            strict: false,
            level: None,
            aloud: false,
            overtime: Duration::from_secs(300),
            limits: Limits::default(),
            round,
        };
        change(&mut header);
        let events = Candidate::new(n, heard).plays(&header.round);
        let (mut store, _) = Store::create(dir, header).unwrap();
        store.append(&events).unwrap();
        store.path().to_path_buf()
    }
}

/// Somebody who answers, talks and falls silent, at random but the same every time.
struct Candidate {
    random: u64,
    /// How slow, 1 for the plan's own time.
    slow: f64,
    heard: bool,
    events: Vec<Event>,
}

impl Candidate {
    fn new(n: usize, heard: bool) -> Self {
        let slow = 0.95 + 0.35 / (1.0 + n as f64 / 8.0);
        Self {
            random: (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
            slow,
            heard,
            events: Vec::new(),
        }
    }

    /// From 0 to 1 (xorshift64*).
    fn roll(&mut self) -> f64 {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        (self.random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn at(&mut self, seconds: f64, what: What) {
        self.events.push(Event { at: Elapsed::new(Duration::from_secs_f64(seconds)), what });
    }

    fn plays(mut self, round: &Round) -> Vec<Event> {
        let mut now = 20.0;
        if self.heard {
            let device = "built-in microphone".to_string();
            self.at(
                0.0,
                What::Listening { source: Source::Microphone, device, offset: Elapsed::ZERO },
            );
        }
        for (position, slot) in round.slots.iter().enumerate() {
            let began = now;
            self.at(now, What::SlotBegan { slot: position });
            let end = now + slot.length.as_secs_f64() + 200.0;
            for (number, planned) in slot.questions.iter().enumerate() {
                if now + 60.0 > end {
                    break;
                }
                self.at(now, What::QuestionShown { question: number });
                now = self.answers(planned, now, end);
                self.at(now, What::QuestionEnded { how: QuestionEnd::Done });
            }
            self.at(now, What::SlotEnded { how: SlotEnd::Done });
            if self.heard {
                self.talks(began, now);
            }
            let mut rating = || 1 + ((self.roll() * 2.0 + 3.0 / self.slow - 1.2) as u8).min(3);
            let ratings: BTreeMap<Kept<Dimension>, u8> =
                ["problem solving", "communication", "technical depth", "time"]
                    .map(|dimension| (Kept::read(dimension), rating()))
                    .into();
            self.at(now + 30.0, What::Rated { slot: position, ratings });
            now += 300.0;
        }
        self.at(now, What::Debrief { text: "say the plan aloud before typing".to_string() });
        self.at(now, What::Finished);
        self.events.sort_by_key(|event| event.at);
        self.events
    }

    fn answers(&mut self, planned: &Planned, shown: f64, end: f64) -> f64 {
        let mut now = shown;
        for (position, phase) in planned.phases.iter().enumerate() {
            let took = phase.budget.as_secs_f64() * self.slow * (0.7 + 0.4 * self.roll());
            if !planned.checklist(position).is_empty() && now + took * 0.5 < end {
                self.at(now + took * 0.5, What::Ticked { item: 0 });
            }
            now = (now + took).min(end);
            if position + 1 < planned.phases.len() {
                let what = if phase.ends_with_answer {
                    What::FirstAnswer
                } else {
                    What::PhaseBegan { phase: position + 1 }
                };
                self.at(now, what);
            } else if phase.ends_with_answer {
                self.at(now, What::FirstAnswer);
            }
        }
        now
    }

    /// What was heard, written every five seconds.
    fn talks(&mut self, began: f64, end: f64) {
        let mut speech: Vec<(f64, f64)> = Vec::new();
        let mut now = began + 8.0 + 50.0 * self.roll() * (self.slow - 0.9);
        while now < end {
            let spoke = 1.5 + 7.0 * self.roll();
            speech.push((now, (now + spoke).min(end)));
            let rest = if self.roll() > 0.99 {
                60.0 * self.slow * self.roll()
            } else {
                0.6 + 1.8 * self.roll()
            };
            now += spoke + rest;
        }
        let point = |seconds: f64| Elapsed::new(Duration::from_secs_f64(seconds));
        let mut from = began;
        while from < end {
            let to = (from + 5.0).min(end);
            let spans = speech.iter().filter(|(a, b)| *a < to && *b > from);
            let spans = spans.map(|(a, b)| (point(a.max(from)), point(b.min(to)))).collect();
            let level_db = Some(Levels { speech: Some(-24.5), noise: Some(-58.25), clipped: None });
            let (begin, end, pauses) = (point(from), point(to), Vec::new());
            self.at(to, What::Heard { from: begin, to: end, spans, pauses, level_db });
            from = to;
        }
    }
}
