//! Simulated candidates, with a forgetting curve and noise, who practise what `today` says for a
//! year up to their interview, the first of them in sessions of the real writer; beside others who
//! don't ask it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::{lengths, situation};
use crate::pacing::measure;
use crate::pacing::trends::{Taken, take_measured, trends};
use crate::practice::act::{Act, Asks, Lengths};
use crate::practice::agenda::{Agenda, TimeAsked};
use crate::practice::interviews;
use crate::practice::past::Practised;
use crate::practice::recall::{Recall, drill_due, due, recalls};
use crate::practice::{Situation, want};
use crate::round::bank::Bank;
use crate::round::draw::{self, Wishes};
use crate::round::limits::Limits;
use crate::round::part::Part;
use crate::round::{Difficulty, Planned, QuestionId, QuestionKind, Round};
use crate::samples::{header, id};
use crate::session::event::{Event, QuestionEnd, SlotEnd, What};
use crate::session::store::{Store, load};
use crate::session::{Header, LocalTime, Session};
use crate::settings::Interview;
use crate::time::Elapsed;
use crate::word::Word;

const FIRST: Date = date(2026, 1, 5);
const EVENING: Duration = Duration::from_secs(45 * 60);
const YEAR: i64 = 365;

/// So many candidates of each sort, who differ in their noise and their draws.
const SEEDS: u64 = 3;

/// First answers within their limits, and far beyond.
const QUICK: f64 = 0.9;
const SLOW: f64 = 1.5;

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
    fn new(seed: u64, slow: f64) -> Self {
        let (points, practised, minutes) = Default::default();
        let random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self { random, points, slow, practised, minutes }
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

    /// The points of the bank that are known on a day.
    fn known(&self, bank: &Bank, day: i64) -> f64 {
        let mut known = 0.0;
        for question in bank.of_kind(QuestionKind::Foundations) {
            for point in question.brief.key_points().unwrap_or_default() {
                known += self.knows(question.id.as_str(), point, day);
            }
        }
        known
    }

    /// How many times their limits first answers take in coding: each question makes them a little
    /// faster.
    fn pace(&self) -> f64 {
        let times = self.practised.get("coding").copied().unwrap_or_default();
        self.slow * 0.995_f64.powi(times)
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
                *self.practised.entry(word).or_default() += 1;
                let slow = if word == "coding" { self.pace() } else { QUICK };
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
    seed: u64,
    interviews: [Interview; 1],
    /// Where the sessions are written and read back, if they are.
    dir: Option<&'a Path>,
    mind: Mind,
    past: Vec<Practised>,
    taken: Vec<Taken>,
    asked: Vec<Vec<QuestionId>>,
}

impl Year<'_> {
    fn evening(&mut self, day: i64) {
        let today = FIRST.checked_add(day.days()).unwrap();
        let situation = Situation {
            today,
            interviews: &self.interviews,
            has_topic: &|_, _, _| false,
            ..situation(&self.past, &self.lengths)
        };
        let trends = trends(self.taken.clone(), None, None);
        let plan = || Agenda::of(&situation, &trends, TimeAsked::Now(EVENING));
        let agenda = plan();
        if day % 30 == 0 {
            assert_eq!(agenda, plan(), "the same history gives the same plan");
        }
        assert!(agenda.total() <= EVENING && !agenda.lines.is_empty());
        let due = due(&self.past, today);
        let is_light = interviews::is_light(self.interviews.first(), today);
        if day > 0 && !is_light && due.iter().any(|of| of.kind == QuestionKind::Foundations) {
            let has_due = agenda.lines.iter().any(|of| of.act.command().contains(" --due"));
            assert!(has_due || due.iter().all(|of| of.met), "{agenda:?}");
        }
        for (number, line) in agenda.lines.iter().enumerate() {
            let Act::Drill { .. } = line.act else { continue };
            let seed = draw_seed(self.seed, day as u64 * 10 + number as u64 + 1);
            let round = drawn(&line.act, self.bank, &self.lengths, (&due, &self.asked), seed);
            self.run(round, today, number);
        }
    }

    fn run(&mut self, round: Round, today: Date, number: usize) {
        let minute = i8::try_from(number * 10).unwrap();
        let started = today.at(18, minute, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap();
        note(&mut self.asked, &round);
        let day = crate::practice::days(FIRST, today);
        let events = self.mind.sits(&round, day);
        let mut header = header(Vec::new());
        header.id = id(&format!("{}-{}", started.strftime("%Y-%m-%dT%H-%M-%S"), round.template));
        header.started = LocalTime::from(started);
        header.round = round;
        let session = self.dir.map_or_else(
            || happened(header.clone(), &events),
            |dir| written(dir, header.clone(), &events),
        );
        let pacing = measure(&session);
        self.taken.push(take_measured(&session, &pacing));
        self.past.push(Practised::of(&session, &pacing).unwrap());
    }
}

/// A session in which that happened.
fn happened(header: Header, events: &[Event]) -> Session {
    let until = events.last().unwrap().at;
    Session { events: events.to_vec(), until, ..Session::new(header) }
}

/// The same, through the real writer and read back.
fn written(dir: &Path, header: Header, events: &[Event]) -> Session {
    let (mut store, _) = Store::create(dir, header).unwrap();
    store.append(events).unwrap();
    let (session, dropped) = load(store.path()).unwrap();
    assert_eq!(dropped, None);
    session
}

/// Each candidate's draws are others'.
fn draw_seed(seed: u64, number: u64) -> u64 {
    seed * 1_000_000 + number
}

/// Notes what a round asks, so that the next avoid it.
fn note(asked: &mut Vec<Vec<QuestionId>>, round: &Round) {
    let questions = round.slots.iter().flat_map(|slot| &slot.questions);
    asked.insert(0, questions.map(|of| of.question.id.clone()).collect());
    asked.truncate(20);
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
        difficulty: (*asks == Asks::Easy).then_some(Difficulty::Easy),
        ..Wishes::default()
    };
    draw::build(&template, bank, &Limits::default(), &wishes).unwrap()
}

/// An evening in three days.
fn evenings(days: i64) -> impl Iterator<Item = i64> {
    (0..days).filter(|day| day % 3 == 0)
}

/// Somebody who does what `today` says, `slow` in coding to begin with.
fn practised<'a>(
    bank: &'a Bank,
    days: i64,
    (seed, slow): (u64, f64),
    dir: Option<&'a Path>,
) -> Year<'a> {
    let date = FIRST.checked_add(days.days()).unwrap();
    let mut year = Year {
        bank,
        lengths: lengths(),
        seed,
        interviews: [Interview { date, name: None, template: None, line: 1 }],
        dir,
        mind: Mind::new(seed, slow),
        past: Vec::new(),
        taken: Vec::new(),
        asked: Vec::new(),
    };
    evenings(days).for_each(|day| year.evening(day));
    year
}

/// How somebody chooses what to do who asks no plan.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Unplanned {
    /// One to three questions of any kind.
    Any,
    /// The whole drills in turn.
    InTurn,
    /// Whole rounds, each as soon as the evenings since the last are as long.
    Rounds,
}

/// As many minutes an evening without a plan.
fn unplanned(bank: &Bank, days: i64, (seed, slow): (u64, f64), choice: Unplanned) -> Mind {
    let (mut mind, lengths) = (Mind::new(seed, slow), lengths());
    let kinds: Vec<QuestionKind> = want::kinds().collect();
    let (mut turn, mut asked): (usize, Vec<Vec<QuestionId>>) = (0, Vec::new());
    let mut left = Duration::ZERO;
    for day in evenings(days) {
        left = if choice == Unplanned::Rounds { left + EVENING } else { EVENING };
        for _ in 0..20 {
            let any = |roll: f64| kinds[(roll * kinds.len() as f64) as usize];
            let act = match choice {
                Unplanned::Any => {
                    let kind = any(mind.roll());
                    Act::drill(kind, 1 + (mind.roll() * 3.0) as usize)
                }
                Unplanned::InTurn => {
                    let kind = kinds[turn % kinds.len()];
                    Act::Drill { kind, asks: Asks::Any, count: None, due: false }
                }
                Unplanned::Rounds => Act::Round { template: None, adaptive: false },
            };
            let planned = lengths.of(&act).unwrap();
            if planned > left {
                // What never fits an evening is passed over.
                let never = choice == Unplanned::InTurn && planned > EVENING;
                turn += usize::from(never);
                match choice {
                    Unplanned::Any => continue,
                    Unplanned::InTurn if never => continue,
                    Unplanned::InTurn | Unplanned::Rounds => break,
                }
            }
            (left, turn) = (left - planned, turn + 1);
            let seed = draw_seed(seed, turn as u64);
            let round = match &act {
                Act::Round { .. } => {
                    let recent = asked.clone();
                    let wishes = Wishes { seed, recent, ..Wishes::default() };
                    draw::build(&lengths.rounds[""], bank, &Limits::default(), &wishes).unwrap()
                }
                act => drawn(act, bank, &lengths, (&[], &asked), seed),
            };
            mind.sits(&round, day);
            note(&mut asked, &round);
        }
    }
    mind
}

/// What became of some candidates, in the mean.
struct Mean {
    /// How many points each knows on the day of the interview.
    known: Vec<f64>,
    pace: f64,
    minutes: f64,
}

impl Mean {
    fn of(bank: &Bank, minds: &[Mind]) -> Self {
        let mean =
            |of: &dyn Fn(&Mind) -> f64| minds.iter().map(of).sum::<f64>() / minds.len() as f64;
        let minutes = |mind: &Mind| mind.minutes.values().sum::<Duration>().as_secs_f64() / 60.0;
        Self {
            known: minds.iter().map(|mind| mind.known(bank, YEAR)).collect(),
            pace: mean(&Mind::pace),
            minutes: mean(&minutes),
        }
    }

    fn mean(&self) -> f64 {
        self.known.iter().sum::<f64>() / self.known.len() as f64
    }

    fn least(&self) -> f64 {
        self.known.iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn most(&self) -> f64 {
        self.known.iter().copied().fold(0.0, f64::max)
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "docs/today.md has these numbers; --nocapture shows them")]
fn who_asks_today_knows_more_on_the_day_of_the_interview() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let told = |who: &str, minds: &[Mind]| {
        let of = Mean::of(&bank, minds);
        println!(
            "{who}: {:.0} points ({:.0} to {:.0}), first answers in coding {:.2}, {:.0} min",
            of.mean(),
            of.least(),
            of.most(),
            of.pace,
            of.minutes
        );
        of
    };
    let dir = tempfile::tempdir().unwrap();
    let first = practised(&bank, YEAR, (1, QUICK), Some(dir.path()));
    comes_back(&first);
    let mut minds = vec![first.mind];
    minds.extend((2..=SEEDS).map(|seed| practised(&bank, YEAR, (seed, QUICK), None).mind));
    let today = told("today", &minds);
    for choice in [Unplanned::Any, Unplanned::InTurn, Unplanned::Rounds] {
        let minds: Vec<Mind> =
            (1..=SEEDS).map(|seed| unplanned(&bank, YEAR, (seed, QUICK), choice)).collect();
        let other = told(&format!("{choice:?}"), &minds);
        assert!(today.mean() >= 1.5 * other.mean(), "{choice:?}");
    }
    told("today, slow in coding", &[practised(&bank, YEAR, (1, SLOW), None).mind]);
    told("Any, slow in coding", &[unplanned(&bank, YEAR, (1, SLOW), Unplanned::Any)]);
}

/// Most points that were ever missed were asked for again, and wait longer each time.
fn comes_back(year: &Year<'_>) {
    let stands = recalls(&year.past, FIRST.checked_add(YEAR.days()).unwrap());
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
#[expect(clippy::print_stdout, reason = "docs/today.md has these numbers; --nocapture shows them")]
fn a_weak_kind_gets_more_minutes() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let days = 120;
    // Per question a slow one takes longer; so the minutes are those that it was planned for.
    let planned = |mind: &Mind, slow: f64| mind.minutes["coding"].as_secs_f64() / slow;
    let year = |slow| practised(&bank, days, (1, slow), None).mind;
    let (quick, slow) = (year(QUICK), year(SLOW));
    let other = unplanned(&bank, days, (1, SLOW), Unplanned::Any);
    for (who, of) in [("today", &slow), ("Any", &other)] {
        let (known, pace) = (of.known(&bank, days), of.pace());
        println!("{who}, {days} days, slow in coding: {known:.0} points, {pace:.2}");
    }
    let (slow, quick) = (planned(&slow, SLOW), planned(&quick, QUICK));
    assert!(slow > 1.2 * quick, "{slow} {quick}");
}
