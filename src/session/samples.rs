//! Sessions for tests: a small plan, a plan of full size, and walks through a plan that any run
//! could have taken.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use super::asked::{Dimension, Kept};
use super::event::{
    By, Correctable, Event, GapWhy, LeftWhy, Levels, Nudge, QuestionEnd, SlotEnd, ThinkEnd,
};
use super::event::{Source, What};
use super::store::Store;
use super::timeline::{Place, Timeline};
use super::{FORMAT, Header, Session, SessionId, Started, parse_rfc3339};
use crate::round::limits::Limits;
use crate::round::{
    Approach, Brief, CheckItem, Difficulty, Example, Phase, PhaseNotes, Planned, Question,
    QuestionKind, Round, Slot, SlotKind, Theme,
};
use crate::time::Elapsed;

/// Opens a session that this process has just let go of. Where a test beside this one starts a
/// program at that moment, the program holds a copy of the lock until it runs.
pub fn reopened(path: &Path) -> (Store, Session, Vec<String>) {
    for _ in 0..100_000 {
        match Store::open(path) {
            Err(error) if error.to_string().contains("running in another process") => {
                std::thread::yield_now()
            }
            opened => return opened.unwrap(),
        }
    }
    Store::open(path).unwrap()
}

const WALL: &str = "2026-11-23T09:30:00+01:00";

pub fn started(text: &str) -> Started {
    Started::try_from(text.to_string()).unwrap()
}

pub fn id(text: &str) -> SessionId {
    SessionId::try_from(text.to_string()).unwrap()
}

pub fn secs(seconds: f64) -> Elapsed {
    Elapsed::new(Duration::from_secs_f64(seconds))
}

pub fn event(seconds: f64, what: What) -> Event {
    Event { at: secs(seconds), what }
}

/// A header that was begun at 2026-11-23T09:00:12+01:00, of a round of these slots.
pub fn header(slots: Vec<Slot>) -> Header {
    Header {
        format: FORMAT,
        tool: "0.1.0".to_string(),
        id: id("2026-11-23T09-00-12-ml-onsite"),
        started: Started::from(parse_rfc3339("2026-11-23T09:00:12+01:00").unwrap()),
        speed: 1.0,
        strict: false,
        overtime: Duration::from_secs(600),
        limits: Limits::default(),
        round: Round {
            template: "ml-onsite".to_string(),
            title: "ML onsite".to_string(),
            seed: 7,
            slots,
        },
    }
}

/// One coding slot of two short questions, `two-sum` and `rotate-list`, 17 minutes each.
pub fn small() -> Header {
    let questions =
        vec![coding("two-sum", "Add up to a target."), coding("rotate-list", "Turn a list.")];
    header(vec![slot(SlotKind::Coding, "coding 1", 35, questions)])
}

/// The default round at its full size: 4 slots, 11 questions, about 30 kB of text.
pub fn full() -> Header {
    let long =
        "Every message passes a service that decides what happens to it, and it has to do so quickly.\n".repeat(14);
    let pair = |a: &str, b: &str| vec![coding(a, &long), coding(b, &long)];
    let told = (0..6).map(|n| behavioral(&format!("story-{n}"), &long[..500])).collect();
    header(vec![
        slot(SlotKind::Coding, "coding 1", 35, pair("islands", "intervals")),
        slot(SlotKind::Coding, "coding 2", 35, pair("top-words", "meeting-rooms")),
        slot(SlotKind::MlDesign, "ml-design", 35, vec![design("language-identification", &long)]),
        slot(SlotKind::Behavioral, "behavioral", 30, told),
    ])
}

fn slot(kind: SlotKind, title: &str, minutes: u64, questions: Vec<Planned>) -> Slot {
    let length = Duration::from_secs(minutes * 60);
    Slot {
        kind,
        title: title.to_string(),
        length,
        break_after: Duration::from_secs(300),
        questions,
    }
}

fn planned(question: Question, phases: Vec<Phase>) -> Planned {
    let limits = Limits::default().for_question(question.kind(), &phases);
    Planned { question, phases, limits }
}

fn phase(kind: QuestionKind, name: &str, seconds: u64, ends_with_answer: bool) -> Phase {
    let silence = Limits::default().for_silence(kind, false);
    Phase {
        name: name.to_string(),
        budget: Duration::from_secs(seconds),
        ends_with_answer,
        silence,
    }
}

fn question(id: &str, statement: &str, brief: Brief) -> Question {
    Question {
        id: id.to_string().try_into().unwrap(),
        title: format!("The question {id}"),
        difficulty: Some(Difficulty::Medium),
        topics: vec!["arrays".to_string(), "hashing".to_string()],
        statement: statement.to_string(),
        follow_ups: vec![
            "What if it doesn't fit into memory?".to_string(),
            "And in parallel?".to_string(),
        ],
        brief,
        notes: Vec::new(),
    }
}

/// understand 2m30 · approach 4m (ends with the answer) · code 8m · test 2m30.
fn coding(id: &str, statement: &str) -> Planned {
    let approach = |time: &str| Approach {
        idea: "Walk once and keep what was seen in a map. ".repeat(4),
        time: time.to_string(),
        space: "O(n)".to_string(),
    };
    let brief = Brief::Coding {
        constraints: vec!["1 <= n <= 100000".to_string(), "values fit into 32 bits".to_string()],
        examples: vec![Example {
            input: "nums = [1, 2]".to_string(),
            output: "\"3\"".to_string(),
            why: None,
        }],
        first_approach: Some(approach("O(n^2)")),
        better_approach: Some(approach("O(n)")),
    };
    let kind = QuestionKind::Coding;
    let phases = vec![
        phase(kind, "understand", 150, false),
        phase(kind, "approach", 240, true),
        phase(kind, "code", 480, false),
        phase(kind, "test", 150, false),
    ];
    planned(question(id, statement, brief), phases)
}

/// Six phases, with a checklist of four items and two probes each.
fn design(id: &str, statement: &str) -> Planned {
    let brief = Brief::MlDesign {
        scale: vec!["40,000 messages a second".to_string(), "60 languages".to_string()],
        given: vec!["two years of messages".to_string()],
        not_given: vec!["labels for most of them".to_string()],
    };
    let names = ["problem exploration", "data", "features", "modeling", "monitoring", "wrap-up"];
    let item = |n: usize| CheckItem {
        item: format!("item {n}"),
        detail: "What a good answer says here. ".repeat(5),
    };
    let notes = names.iter().map(|name| PhaseNotes {
        name: (*name).to_string(),
        checklist: (0..4).map(item).collect(),
        probes: vec!["What breaks first?".repeat(4), "How do you know?".repeat(4)],
        outcome: Some("This much is settled now. ".repeat(6)),
    });
    let question = Question { notes: notes.collect(), ..question(id, statement, brief) };
    let minutes = [6, 4, 5, 10, 8, 2];
    let phase =
        |(n, name): (usize, &&str)| phase(QuestionKind::MlDesign, name, minutes[n] * 60, n == 0);
    planned(question, names.iter().enumerate().map(phase).collect())
}

fn behavioral(id: &str, statement: &str) -> Planned {
    let brief = Brief::Behavioral {
        theme: Some(Theme::Conflict),
        listens_for: vec!["the other side told fairly".repeat(3)],
    };
    let kind = QuestionKind::Behavioral;
    let phases = ["situation", "task", "action", "result", "follow-ups"]
        .map(|name| phase(kind, name, 60, name == "result"));
    planned(question(id, statement, brief), phases.to_vec())
}

/// One step of a walk: what to do among all that is possible, how much later, and what to say.
#[derive(Debug, Clone)]
pub struct Step {
    /// Picks among what is possible.
    pub choice: usize,
    /// Picks among positions.
    pub detail: usize,
    /// Milliseconds since the step before.
    pub later: u64,
    /// A text, if one is needed.
    pub text: String,
}

/// A session in which these steps were taken.
pub fn walk(header: Header, steps: &[Step]) -> Session {
    let mut session = Session::new(header);
    let mut timeline = Timeline::new(&session.header.round);
    for step in steps {
        let at = session.until + Duration::from_millis(step.later);
        let mut possible = anywhere(&session, at, step);
        possible.extend(in_place(&session, &timeline, step));
        let what = possible.swap_remove(step.choice % possible.len());
        session.events.push(Event { at, what });
        session.until = at;
        timeline.catch_up(&session);
    }
    session
}

/// What a machine does at any time.
fn anywhere(session: &Session, at: Elapsed, step: &Step) -> Vec<What> {
    let before = session.until;
    let half = before + (at - before) / 2;
    let levels = Levels {
        speech: Some(-30.5),
        noise: step.detail.is_multiple_of(2).then_some(-61.25),
        clipped: None,
    };
    vec![
        What::Gap {
            from: half,
            why: [GapWhy::Suspended, GapWhy::Stopped, GapWhy::Crashed][step.detail % 3],
        },
        What::Heard {
            from: before,
            to: at,
            spans: vec![(before, half), (half, at)],
            level_db: Some(levels),
        },
        What::Heard { from: half, to: at, spans: Vec::new(), level_db: None },
        What::Played { from: half, to: at },
        What::Mic { state: step.text.clone() },
        What::Listening { source: Source::Microphone, device: step.text.clone(), offset: half },
        What::Nudged { why: Nudge::Silence },
    ]
}

/// What can be marked where the round stands.
fn in_place(session: &Session, timeline: &Timeline, step: &Step) -> Vec<What> {
    let slots = &session.header.round.slots;
    let wall = WALL.to_string();
    if timeline.left.is_some() {
        return vec![What::Returned { wall: wall.clone() }, What::Returned { wall }];
    }
    let pause = if timeline.paused { What::Resumed } else { What::Paused };
    let left = What::Left { why: [LeftWhy::Interrupted, LeftWhy::HungUp][step.detail % 2], wall };
    match (timeline.place, timeline.open()) {
        (Place::InSlot(_), Some((slot, question))) => {
            let planned = &slots[slot].questions[question];
            let phase = timeline.slots[slot].questions[question].phase();
            let how =
                [QuestionEnd::Done, QuestionEnd::Skipped, QuestionEnd::Forced][step.detail % 3];
            let mut possible = vec![
                What::PhaseBegan { phase: step.detail % planned.phases.len() },
                What::FirstAnswer,
                What::Think,
                What::ThinkEnded { how: ThinkEnd::Limit },
                What::QuestionEnded { how },
                pause,
                left,
            ];
            let items = planned.checklist(phase).len();
            possible.extend((items > 0).then(|| What::Ticked { item: step.detail % items }));
            let probes = planned.probes(phase).len();
            possible.extend(
                (probes > 0).then(|| What::Probe { id: step.detail % probes, by: By::Key }),
            );
            possible.extend(last_mark(session).map(|events| What::Undone { events }));
            possible
        }
        (Place::InSlot(slot), None) => {
            let next = timeline.slots[slot].questions.iter().position(|run| run.shown.is_none());
            let mut possible = vec![
                What::SlotEnded { how: [SlotEnd::Done, SlotEnd::TimeUp][step.detail % 2] },
                pause,
            ];
            possible.extend(next.map(|question| What::QuestionShown { question }));
            possible
        }
        (place @ (Place::Intro | Place::After(_)), _) => {
            let next = if let Place::After(slot) = place { slot + 1 } else { 0 };
            let slot = step.detail % slots.len();
            let question = step.detail % slots[slot].questions.len();
            let text = step.text.clone();
            let to = step.detail.is_multiple_of(2).then(|| Duration::from_millis(step.later));
            let note = step.detail.is_multiple_of(2).then(|| text.clone());
            let question_of = step.detail.is_multiple_of(3).then_some(question);
            let mut possible = vec![
                What::Rated {
                    slot,
                    ratings: BTreeMap::from([
                        (Kept::read(&text), 3),
                        (Dimension::Communication.into(), 4),
                    ]),
                },
                What::Reviewed {
                    slot,
                    question: question_of,
                    ask: Kept::read(&text),
                    answer: text.clone(),
                    note,
                },
                What::Corrected { mark: Correctable::FirstAnswer, slot, question, to },
                What::Story { slot, question, id: text.clone() },
                What::Debrief { text },
                pause,
                left,
            ];
            if next < slots.len() {
                possible.extend([What::SlotBegan { slot: next }, What::SlotBegan { slot: next }]);
            } else {
                possible.push(What::Finished);
            }
            possible
        }
    }
}

/// The last mark that isn't undone; for the mark that ended a question and showed the next, both of
/// its events.
fn last_mark(session: &Session) -> Option<Vec<usize>> {
    let undone: BTreeSet<usize> = session.events.iter().flat_map(Event::undoes).copied().collect();
    let happened: Vec<usize> = (0..session.events.len()).filter(|n| !undone.contains(n)).collect();
    if let [.., ended, shown] = happened[..]
        && matches!(session.events[ended].what, What::QuestionEnded { .. })
        && matches!(session.events[shown].what, What::QuestionShown { .. })
    {
        return Some(vec![ended, shown]);
    }
    let is_mark = |what: &What| {
        matches!(
            what,
            What::PhaseBegan { .. }
                | What::FirstAnswer
                | What::Think
                | What::Ticked { .. }
                | What::Probe { .. }
        )
    };
    let is_shown = |n: &usize| matches!(session.events[*n].what, What::QuestionShown { .. });
    let since = happened.iter().rev().take_while(|n| !is_shown(n));
    since.copied().find(|n| is_mark(&session.events[*n].what)).map(|mark| vec![mark])
}
