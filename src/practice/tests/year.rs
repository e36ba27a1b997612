//! A simulated candidate, with a forgetting curve and noise, who practises what `today` says for a
//! year, in sessions of the real writer; beside two who don't ask it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::lengths;
use crate::pacing::measure;
use crate::pacing::trends::{Taken, take_measured, trends};
use crate::practice::act::{Act, Asks, Lengths};
use crate::practice::agenda::{Agenda, TimeAsked};
use crate::practice::past::Practised;
use crate::practice::recall::{Recall, drill_due, due, recalls};
use crate::practice::{Situation, want};
use crate::round::bank::Bank;
use crate::round::draw::{self, Wishes};
use crate::round::limits::Limits;
use crate::round::part::Part;
use crate::round::{Planned, QuestionId, QuestionKind, Round};
use crate::samples::{header, id};
use crate::session::LocalTime;
use crate::session::event::{Event, QuestionEnd, SlotEnd, What};
use crate::session::store::{Store, load};
use crate::time::Elapsed;
use crate::word::Word;

const FIRST: Date = date(2026, 1, 5);
const EVENING: Duration = Duration::from_secs(45 * 60);

/// What stays of a point that was looked at.
struct Memory {
    /// Days until two thirds of it are gone.
    strength: f64,
    day: i64,
}

/// Somebody who learns and forgets.
struct Mind {
    random: u64,
    points: BTreeMap<(String, String), Memory>,
    /// How many times their limits first answers take in coding, to begin with.
    slow: f64,
    practised: BTreeMap<&'static str, i32>,
    minutes: BTreeMap<&'static str, Duration>,
}

impl Mind {
    fn new(slow: f64) -> Self {
        let (points, practised, minutes) = Default::default();
        Self { random: 0x9e37_79b9_7f4a_7c15, points, slow, practised, minutes }
    }

    /// From 0 to 1 (xorshift64*).
    fn roll(&mut self) -> f64 {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        (self.random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// How likely a point is known on a day.
    fn knows(&self, question: &str, point: &str, day: i64) -> f64 {
        let memory = self.points.get(&(question.to_string(), point.to_string()));
        memory.map_or(0.0, |of| (-((day - of.day) as f64) / of.strength).exp())
    }

    /// The points of the bank that are known on a day, and all of them.
    fn known(&self, bank: &Bank, day: i64) -> (f64, usize) {
        let (mut known, mut all) = (0.0, 0);
        for question in bank.of_kind(QuestionKind::Foundations) {
            for point in question.brief.key_points().unwrap_or_default() {
                known += self.knows(question.id.as_str(), point, day);
                all += 1;
            }
        }
        (known, all)
    }

    /// Sits through a round: what happens, and what is learned.
    fn sits(&mut self, round: &Round, day: i64) -> Vec<Event> {
        let mut events = Vec::new();
        let mut now = 10.0;
        let mut happens = |seconds: f64, what| {
            events.push(Event { at: Elapsed::new(Duration::from_secs_f64(seconds)), what });
        };
        for (position, slot) in round.slots.iter().enumerate() {
            happens(now, What::SlotBegan { slot: position });
            let began = now;
            for (number, planned) in slot.questions.iter().enumerate() {
                happens(now, What::QuestionShown { question: number });
                let word = planned.question.kind().word();
                let times =
                    *self.practised.entry(word).and_modify(|times| *times += 1).or_insert(1);
                let slow = if word == "coding" { self.slow * 0.995_f64.powi(times) } else { 0.9 };
                for (at, phase) in planned.phases.iter().enumerate() {
                    now += phase.budget.as_secs_f64() * slow * (0.85 + 0.3 * self.roll());
                    let next = at + 1 < planned.phases.len();
                    if phase.ends_with_answer {
                        happens(now, What::FirstAnswer);
                        for item in self.recalls(planned, day) {
                            now += 1.0;
                            happens(now, What::Ticked { item });
                        }
                    } else if next {
                        happens(now, What::PhaseBegan { phase: at + 1 });
                    }
                }
                now += 1.0;
                happens(now, What::QuestionEnded { how: QuestionEnd::Done });
            }
            happens(now, What::SlotEnded { how: SlotEnd::Done });
            let took = Duration::from_secs_f64(now - began);
            let word = slot.questions[0].question.kind().word();
            *self.minutes.entry(word).or_default() += took;
        }
        happens(now + 30.0, What::Finished);
        events
    }

    /// The points of a question that come to mind; all of them are looked at afterwards.
    fn recalls(&mut self, planned: &Planned, day: i64) -> Vec<usize> {
        let mut ticked = Vec::new();
        let id = planned.question.id.as_str();
        for (at, point) in
            planned.question.brief.key_points().unwrap_or_default().iter().enumerate()
        {
            let met = self.roll() < self.knows(id, point, day).max(0.3);
            let before = self.points.get(&(id.to_string(), point.clone()));
            let strength = before.map_or(4.0, |before| before.strength);
            let strength = if met { strength * 2.0 } else { (strength * 0.7).max(3.0) };
            self.points.insert((id.to_string(), point.clone()), Memory { strength, day });
            if met {
                ticked.push(at);
            }
        }
        ticked
    }
}

/// A candidate who asks `today`, with all that is read of the sessions so far.
struct Year<'a> {
    bank: &'a Bank,
    lengths: Lengths,
    mind: Mind,
    past: Vec<Practised>,
    taken: Vec<Taken>,
    asked: Vec<Vec<QuestionId>>,
}

impl Year<'_> {
    fn evening(&mut self, dir: &Path, day: i64) {
        let today = FIRST.checked_add(day.days()).unwrap();
        let plan = || {
            let situation = Situation {
                past: &self.past,
                sped_up: 0,
                ahead: 0,
                today,
                interviews: &[],
                debriefs: &[],
                stories: Some(&[]),
                lengths: &self.lengths,
                has_topic: &|_, _, _| false,
                shares: &|_, _| Some(true),
            };
            let trends = trends(self.taken.clone(), None, None);
            Agenda::of(&situation, &trends, TimeAsked::Now(EVENING))
        };
        let agenda = plan();
        if day % 30 == 0 {
            assert_eq!(agenda, plan(), "the same history gives the same plan");
        }
        assert!(agenda.total() <= EVENING && !agenda.lines.is_empty());
        let due = due(&self.past, today);
        if day > 0 && due.iter().any(|of| of.kind == QuestionKind::Foundations) {
            let has_due = agenda.lines.iter().any(|of| of.act.command().contains(" --due"));
            assert!(has_due || due.iter().all(|of| of.met), "{agenda:?}");
        }
        for (number, line) in agenda.lines.iter().enumerate() {
            let Act::Drill { .. } = line.act else { continue };
            let seed = day as u64 * 10 + number as u64 + 1;
            let round = drawn(&line.act, self.bank, &self.lengths, (&due, &self.asked), seed);
            self.run(dir, round, today, number);
        }
    }

    /// Runs a round through the real writer, and reads it back.
    fn run(&mut self, dir: &Path, round: Round, today: Date, number: usize) {
        let minute = i8::try_from(number * 10).unwrap();
        let started = today.at(18, minute, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap();
        let asked = round.slots[0].questions.iter().map(|of| of.question.id.clone()).collect();
        self.asked.insert(0, asked);
        self.asked.truncate(20);
        let day = crate::practice::days(FIRST, today);
        let events = self.mind.sits(&round, day);
        let mut header = header(Vec::new());
        header.id = id(&format!("{}-{}", started.strftime("%Y-%m-%dT%H-%M-%S"), round.template));
        header.started = LocalTime::from(started);
        header.round = round;
        let (mut store, _) = Store::create(dir, header).unwrap();
        store.append(&events).unwrap();
        let (session, dropped) = load(store.path()).unwrap();
        assert_eq!(dropped, None);
        let pacing = measure(&session);
        self.taken.push(take_measured(&session, &pacing));
        self.past.push(Practised::of(&session, &pacing).unwrap());
    }
}

fn drawn(
    act: &Act,
    bank: &Bank,
    lengths: &Lengths,
    (due, asked): (&[Recall], &[Vec<QuestionId>]),
    seed: u64,
) -> Round {
    let Act::Drill { kind, asks, count, due: is_due } = act else { panic!("{act:?}") };
    let mut template = lengths.drills[kind.word()].clone();
    let phase = |name: &String| kind.phase_names().iter().find(|known| *known == name).unwrap();
    let part = match asks {
        Asks::Phase(name) => Part::Phase(phase(name)),
        _ => Part::Whole,
    };
    part.narrow(&mut template, *kind, count.map(|count| count as u32));
    let questions = || drill_due(due, bank, (*kind, part), |_| true).questions;
    let wishes = Wishes {
        seed,
        recent: asked.to_vec(),
        due: if *is_due { questions() } else { Vec::new() },
        ..Wishes::default()
    };
    draw::build(&template, bank, &Limits::default(), &wishes).unwrap()
}

/// An evening in three days.
fn evenings(days: i64) -> impl Iterator<Item = i64> {
    (0..days).filter(|day| day % 3 == 0)
}

fn practised(bank: &Bank, days: i64, slow: f64) -> Year<'_> {
    let dir = tempfile::tempdir().unwrap();
    let (mind, lengths) = (Mind::new(slow), lengths());
    let mut year =
        Year { bank, lengths, mind, past: Vec::new(), taken: Vec::new(), asked: Vec::new() };
    for day in evenings(days) {
        year.evening(dir.path(), day);
    }
    year
}

/// As many minutes an evening without a plan: drills in turn, or of any kind.
fn unplanned(bank: &Bank, days: i64, in_turn: bool) -> Mind {
    let (mut mind, lengths) = (Mind::new(0.9), lengths());
    let kinds: Vec<QuestionKind> = want::kinds().collect();
    let (mut turn, mut asked): (usize, Vec<Vec<QuestionId>>) = (0, Vec::new());
    for day in evenings(days) {
        let mut left = EVENING;
        for _ in 0..20 {
            let at = if in_turn { turn } else { (mind.roll() * kinds.len() as f64) as usize };
            let kind = kinds[at % kinds.len()];
            let act = match in_turn {
                true => Act::Drill { kind, asks: Asks::Any, count: None, due: false },
                false => Act::drill(kind, 1 + (mind.roll() * 3.0) as usize),
            };
            let planned = lengths.of(&act).unwrap();
            if planned > left {
                // What never fits an evening is passed over.
                turn += usize::from(planned > EVENING);
                match in_turn && planned <= EVENING {
                    true => break,
                    false => continue,
                }
            }
            (left, turn) = (left - planned, turn + 1);
            let round = drawn(&act, bank, &lengths, (&[], &asked), turn as u64);
            mind.sits(&round, day);
            let ids = round.slots[0].questions.iter().map(|of| of.question.id.clone());
            asked.insert(0, ids.collect());
            asked.truncate(20);
        }
    }
    mind
}

#[test]
#[expect(clippy::print_stdout, reason = "docs/today.md has these numbers; --nocapture shows them")]
fn what_was_missed_comes_back_over_a_year() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let days = 365;
    let year = practised(&bank, days, 0.9);
    let minutes = |mind: &Mind| mind.minutes.values().sum::<Duration>().as_secs() / 60;
    for (name, year) in [("today", &year), ("weak in coding", &practised(&bank, days, 1.5))] {
        let (known, all) = year.mind.known(&bank, days);
        println!("{name}: {known:.0} of {all} points, {} min", minutes(&year.mind));
    }
    for (name, in_turn) in [("in turn", true), ("any kind", false)] {
        let mind = unplanned(&bank, days, in_turn);
        println!("{name}: {:.0} points, {} min", mind.known(&bank, days).0, minutes(&mind));
    }
    // Most points that were ever missed were asked for again.
    let stands = recalls(&year.past, FIRST.checked_add(days.days()).unwrap());
    let signs = year.past.iter().flat_map(|of| &of.signs);
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for sign in signs.filter(|sign| sign.kind == QuestionKind::Foundations) {
        *times.entry(format!("{:?}", sign.matter)).or_default() += 1;
    }
    let again = times.values().filter(|times| **times > 1).count();
    assert!(again * 2 > times.len(), "{again} of {}", times.len());
    assert!(stands.iter().any(|of| of.wait() >= 16), "and waits longer each time");
}

#[test]
fn a_weak_kind_gets_more_minutes() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let coding = |slow: f64| practised(&bank, 120, slow).mind.minutes["coding"];
    // Per question a slow one takes longer; so the minutes are those that it was planned for.
    let planned = |slow: f64| coding(slow).as_secs_f64() / slow;
    assert!(planned(1.6) > 1.2 * planned(0.9), "{} {}", planned(1.6), planned(0.9));
}
