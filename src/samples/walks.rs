//! Walks through a plan: what could have happened in any run, step by step.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::round::{Planned, Slot};
use crate::session::asked::{Dimension, ReviewAsk};
use crate::session::event::{
    By, Correctable, Event, GapWhy, LeftWhy, Levels, Nudge, Pressure, QuestionEnd, SlotEnd, Source,
    ThinkEnd, What,
};
use crate::session::kept::Kept;
use crate::session::timeline::{Place, Timeline};
use crate::session::{Header, Session};
use crate::time::Elapsed;

const WALL: &str = "2026-11-23T09:30:00+01:00";

/// One step of a walk: what to do among all that is possible, how much later, and what to say.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Picks among what is possible.
    pub(crate) choice: usize,
    /// Picks among positions.
    pub(crate) detail: usize,
    /// Milliseconds since the step before.
    pub(crate) later: u64,
    /// A text, if one is needed.
    pub(crate) text: String,
}

/// A session in which these steps were taken.
pub(crate) fn walk(header: Header, steps: &[Step]) -> Session {
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
            pauses: vec![(half, at)],
            spans: vec![(before, half), (half, at)],
            level_db: Some(levels),
        },
        What::Heard { from: half, to: at, spans: Vec::new(), pauses: Vec::new(), level_db: None },
        What::Played { from: half, to: at, voice: None },
        What::SoundStored { from: half, file: step.text.clone() },
        What::Mic { state: Kept::read(&step.text) },
        What::Listening { source: Source::Microphone, device: step.text.clone(), offset: half },
        What::Nudged { why: Nudge::Silence },
    ]
}

/// What can be marked where the round stands.
fn in_place(session: &Session, timeline: &Timeline, step: &Step) -> Vec<What> {
    let slots = &session.header.round.slots;
    let wall = WALL.to_string();
    if timeline.left.is_some() {
        let returned = |away_unknown| What::Returned { away_unknown, wall: wall.clone() };
        return vec![returned(false), returned(true)];
    }
    let pause = if timeline.paused { What::Resumed } else { What::Paused };
    let left = What::Left { why: [LeftWhy::Interrupted, LeftWhy::HungUp][step.detail % 2], wall };
    match (timeline.place, timeline.open()) {
        (Place::InSlot(_), Some((slot, question))) => {
            let planned = &slots[slot].questions[question];
            let phase = timeline.slots[slot].questions[question].phase();
            let mut possible = in_question(planned, phase, step);
            possible.extend([pause, left]);
            possible.extend(last_mark(session).map(|events| What::Undone { events }));
            possible
        }
        (Place::InSlot(slot), None) => {
            let how = [SlotEnd::Done, SlotEnd::TimeUp][step.detail % 2];
            let mut possible = vec![What::SlotEnded { how }, pause];
            let next = timeline.slots[slot].questions.iter().position(|run| run.shown.is_none());
            possible.extend(next.map(|question| What::QuestionShown { question }));
            possible
        }
        (place @ (Place::Intro | Place::After(_)), _) => {
            let next = if let Place::After(slot) = place { slot + 1 } else { 0 };
            let mut possible = in_review(slots, step);
            possible.extend([pause, left]);
            if next < slots.len() {
                possible.extend([What::SlotBegan { slot: next }, What::SlotBegan { slot: next }]);
            } else {
                possible.push(What::Finished);
            }
            possible
        }
    }
}

/// What can be marked in a phase of a question.
fn in_question(planned: &Planned, phase: usize, step: &Step) -> Vec<What> {
    let how = [QuestionEnd::Done, QuestionEnd::Skipped, QuestionEnd::Forced][step.detail % 3];
    let mut possible = vec![
        What::PhaseBegan { phase: step.detail % planned.phases.len() },
        What::FirstAnswer,
        What::Think,
        What::ThinkEnded { how: ThinkEnd::Limit },
        What::QuestionEnded { how },
    ];
    if let items @ 1.. = planned.ticked(phase).len() {
        possible.push(What::Ticked { item: step.detail % items });
    }
    if let probes @ 1.. = planned.probes(phase).len() {
        possible.push(What::Probe { phase: None, id: step.detail % probes, by: By::Key });
    }
    if planned.question.brief.twist().is_some() {
        possible.push(What::Twist { by: By::Key });
    }
    if planned.pressure.is_some() {
        let how = [Pressure::Interruption, Pressure::WhatToCut][step.detail % 2];
        possible.push(What::Pressed { how });
    }
    if let hints @ 1.. = planned.question.brief.hints().len() {
        possible.push(What::Hint { id: step.detail % hints });
    }
    if let facts @ 1.. = planned.facts().len() {
        possible.push(What::FactGiven { fact: step.detail % facts });
    }
    let of = step.detail % 4;
    let passed = step.detail % (of + 1);
    possible.push(What::Checked { slot: None, question: None, asked: None, passed, of });
    let asked = Elapsed::new(Duration::from_millis(step.detail as u64));
    possible.push(What::CheckBegan { slot: 0, question: 0, asked });
    possible.push(What::CheckCutOff { slot: 0, question: 0, asked });
    possible.push(What::NoteWritten);
    possible
}

/// What a review can say of any slot.
fn in_review(slots: &[Slot], step: &Step) -> Vec<What> {
    let slot = step.detail % slots.len();
    let question = step.detail % slots[slot].questions.len();
    let text = step.text.clone();
    let is_even = step.detail.is_multiple_of(2);
    vec![
        What::Rated {
            slot,
            ratings: BTreeMap::from([(Kept::read(&text), 3), (Dimension::Communication.into(), 4)]),
        },
        What::RatedBy {
            slot,
            by: text.clone(),
            note: is_even.then(|| text.clone()),
            ratings: BTreeMap::from([(Kept::read(&text), 1)]),
        },
        What::Reviewed {
            slot,
            question: step.detail.is_multiple_of(3).then_some(question),
            ask: Kept::read(&text),
            answer: text.clone(),
            note: is_even.then(|| text.clone()),
        },
        What::ReviewedSoFar {
            slot,
            question,
            ask: ReviewAsk::Checklist.into(),
            until: step.detail % 5,
            answer: text.clone(),
        },
        What::Corrected {
            mark: [
                Correctable::FirstAnswer,
                Correctable::PhaseBegan,
                Correctable::Think,
                Correctable::Ticked,
            ][step.choice % 4],
            which: (!step.detail.is_multiple_of(5)).then_some(step.detail % 3),
            slot,
            question,
            to: is_even.then(|| Duration::from_millis(step.later)),
        },
        What::Story { slot, question, id: text.clone() },
        What::Debrief { text },
    ]
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
    let is_mark = |n: &usize| {
        matches!(
            session.events[*n].what,
            What::PhaseBegan { .. }
                | What::FirstAnswer
                | What::Think
                | What::Ticked { .. }
                | What::Probe { .. }
                | What::Twist { .. }
        )
    };
    let is_shown = |n: &usize| matches!(session.events[*n].what, What::QuestionShown { .. });
    let mut since = happened.into_iter().rev().take_while(|n| !is_shown(n));
    Some(vec![since.find(is_mark)?])
}
