//! What holds for every sequence of marks, however time was cut into frames, and wherever a round
//! was cut off.

use proptest::prelude::*;

use super::*;
use crate::round::pressure::PressurePlan;
use crate::session::event::{By, Pressure};
use crate::session::run::ShownProbe;

/// Something a candidate may do, so many milliseconds later.
fn any_step() -> impl Strategy<Value = (u64, Option<Mark>)> {
    let mark = prop_oneof![
        Just(Mark::Start),
        Just(Mark::Answer),
        Just(Mark::Phase),
        Just(Mark::Next),
        Just(Mark::Skip),
        Just(Mark::Pause),
        Just(Mark::Think),
        (0..2usize).prop_map(Mark::Tick),
        Just(Mark::Probe),
        Just(Mark::Hint),
        (0..400u64).prop_map(|seconds| Mark::LateAnswer(Late::At(after(seconds)))),
        (0..400u64).prop_map(|seconds| Mark::LateAnswer(Late::Ago(after(seconds)))),
        Just(Mark::Undo),
        Just(Mark::End),
    ];
    (0..400_000u64, prop::option::weighted(0.9, mark))
}

/// A round in which an interviewer asks.
fn interviewed(strict: bool) -> Conductor {
    let mut session = session(strict);
    for planned in session.header.round.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
        planned.question.follow_ups = ["a?", "b?", "c?"].map(ToString::to_string).to_vec();
        planned.phases[0].asks = vec![70];
        // What a phase opens with is one of its two.
        let opens = planned.opens_with_probe(1);
        planned.phases[1].asks = if opens { vec![100] } else { vec![20, 100] };
        let (says, good) = ("Where are we?".to_string(), "says it".to_string());
        planned.pressure = Some(PressurePlan { after: Some(130), says, good });
    }
    Conductor::new(session)
}

fn play(steps: &[(u64, Option<Mark>)], strict: bool, frames_between: u64) -> Conductor {
    let mut round = interviewed(strict);
    let mut now = 0;
    for (later, mark) in steps {
        for frame in 1..=frames_between {
            round.advance(Elapsed::new(Duration::from_millis(
                now + later * frame / (frames_between + 1),
            )));
        }
        now += later;
        let now = Elapsed::new(Duration::from_millis(now));
        match mark {
            Some(mark) => drop(round.mark(now, *mark)),
            None => round.gap(
                now + Duration::from_secs(1),
                now + Duration::from_secs(9),
                GapWhy::Suspended,
            ),
        }
    }
    round.advance(Elapsed::new(Duration::from_millis(now + 50_000)));
    round
}

fn steps() -> impl Strategy<Value = Vec<(u64, Option<Mark>)>> {
    prop::collection::vec(any_step(), 0..40)
}

proptest! {
    #[test]
    fn how_time_was_cut_into_frames_never_changes_the_log(
        steps in steps(), strict: bool, frames in 1..7u64,
    ) {
        prop_assert_eq!(play(&steps, strict, 0).session, play(&steps, strict, frames).session);
    }

    #[test]
    fn the_live_state_is_the_refolded_file(steps in steps(), strict: bool) {
        let round = play(&steps, strict, 0);
        let mut refolded = Timeline::new(&round.session.header.round);
        refolded.catch_up(&round.session);
        prop_assert_eq!(&round.timeline, &refolded);
    }

    #[test]
    fn every_moment_is_on_one_account(steps in steps(), strict: bool) {
        let timeline = play(&steps, strict, 0).timeline;
        let spent = |account| timeline.spent(account, Elapsed::ZERO, timeline.now());
        let accounts = [Account::Running, Account::Waiting, Account::Paused, Account::Gap];
        let sum: Duration = accounts.into_iter().map(spent).sum();
        prop_assert_eq!(timeline.now().since_began(), sum);
    }

    #[test]
    fn undo_is_as_if_it_had_never_happened(
        steps in prop::collection::vec(any_step(), 1..30), later in 0..400u64,
    ) {
        let mut round = play(&steps, false, 0);
        let now = round.timeline.now() + Duration::from_millis(later);
        round.advance(now);
        let before = round.timeline.clone();
        for mark in [
            Mark::Answer, Mark::Phase, Mark::Next, Mark::Skip,
            Mark::Think, Mark::Tick(0), Mark::Probe, Mark::End,
        ] {
            let events = round.session.events.len();
            // Then it takes the clock's move back first, and that stays.
            let is_open = round.timeline.open().is_some() && !round.has_just_moved_on(now);
            if is_open && round.mark(now, mark).is_ok() && round.session.events.len() > events {
                round.mark(now, Mark::Undo).unwrap();
                prop_assert_eq!(&round.timeline.slots, &before.slots, "{:?}", mark);
                prop_assert_eq!(round.timeline.place, before.place);
                let running = |timeline: &Timeline| timeline.running(Elapsed::ZERO, now);
                prop_assert_eq!(running(&round.timeline), running(&before));
            }
        }
    }

    #[test]
    fn an_interviewer_keeps_to_the_limits(steps in steps(), strict: bool) {
        let round = play(&steps, strict, 0);
        // What is taken back later doesn't count: each is held against what stood when it came.
        for (position, event) in round.session.events.iter().enumerate() {
            let What::Probe { phase: Some(phase), by, .. } = event.what else { continue };
            if !matches!(by, By::Interviewer | By::Opening) {
                continue;
            }
            let mut before = round.session.clone();
            before.events.truncate(position);
            let timeline = Timeline::of(&before);
            let (slot, question) = timeline.open().expect("it is asked in a question");
            let run = &timeline.slots[slot].questions[question];
            prop_assert!(timeline.running(run.shown.unwrap(), event.at) >= after(60));
            prop_assert!(run.thinking().is_none() && !timeline.paused);
            let plan = &round.session.header.round.slots[slot];
            if question + 1 < plan.questions.len() {
                let running = timeline.running(run.shown.unwrap(), event.at);
                prop_assert!(running < plan.questions[question].budget(), "its time is over");
            }
            let last = run.probes.last().map_or(Elapsed::ZERO, |last| last.at);
            prop_assert!(timeline.running(last, event.at) >= after(60) || run.probes.is_empty());
            let in_phase = |of: &&ShownProbe| of.phase == phase && of.is_unasked();
            prop_assert!(run.probes.iter().filter(in_phase).count() < 2);
        }
    }

    #[test]
    fn pressure_keeps_to_the_limits(steps in steps(), strict: bool) {
        let round = play(&steps, strict, 0);
        for (position, event) in round.session.events.iter().enumerate() {
            let What::Pressed { how } = event.what else { continue };
            let mut before = round.session.clone();
            before.events.truncate(position);
            let timeline = Timeline::of(&before);
            let (slot, question) = timeline.open().expect("it is done in a question");
            let run = &timeline.slots[slot].questions[question];
            prop_assert!(run.thinking().is_none() && !timeline.paused);
            prop_assert!(run.pressed.iter().all(|(_, before)| *before != how));
            if how == Pressure::Interruption {
                let running = timeline.running(run.shown.unwrap(), event.at);
                prop_assert!(running >= after(130));
            }
        }
    }

    #[test]
    fn times_never_decrease(steps in steps(), strict: bool) {
        let session = play(&steps, strict, 0).session;
        prop_assert!(session.events.is_sorted_by_key(|event| event.at));
    }
}

/// What became of a round that is taken up again behind its first so many events, ten minutes
/// later, and then only started and woken from its pause.
fn taken_up(whole: &Session, events: usize) -> Conductor {
    let mut session = whole.clone();
    session.events.truncate(events);
    session.until = session.events.last().map_or(Elapsed::ZERO, |last| last.at);
    let (from, mut now) = (session.until, session.until + after(600));
    let mut round = Conductor::new(session);
    if round.timeline.left.is_none() {
        round.record(now, What::Gap { from, why: GapWhy::Crashed });
    }
    round.record(now, What::Returned { away_unknown: false, wall: String::new() });
    for _ in 0..20 {
        round.advance(now);
        if round.timeline.finished {
            break;
        }
        let mark = if round.timeline.paused { Mark::Pause } else { Mark::Start };
        if round.timeline.paused || round.timeline.place == Place::Intro {
            round.mark(now, mark).unwrap();
        }
        now = now + after(3600);
    }
    round
}

#[test]
fn a_round_cut_off_between_two_events_of_a_kind_goes_on_where_it_was() {
    let mut whole = conductor(false);
    whole.mark(at(10), Mark::Start).unwrap();
    whole.mark(at(100), Mark::Next).unwrap();
    whole.mark(at(200), Mark::End).unwrap();
    let events = |round: &Conductor, from: usize| -> Vec<What> {
        let new = round.session.events.iter().skip(from);
        new.map(|event| event.what.clone()).take(3).collect()
    };
    let away = |from: u64| {
        let gap = What::Gap { from: at(from), why: GapWhy::Crashed };
        [gap, What::Returned { away_unknown: false, wall: String::new() }]
    };
    for (cut, left, next) in [
        (1, 10, What::QuestionShown { question: 0 }),
        (3, 100, What::QuestionShown { question: 1 }),
        (5, 200, What::SlotEnded { how: SlotEnd::Ended }),
    ] {
        let [gap, returned] = away(left);
        assert_eq!(events(&taken_up(&whole.session, cut), cut), [gap, returned, next], "{cut}");
    }
    // The slot that was ended in its first question doesn't go on to the second.
    let mut ended = conductor(false);
    ended.mark(at(10), Mark::Start).unwrap();
    ended.mark(at(100), Mark::End).unwrap();
    let [gap, returned] = away(100);
    let next = What::SlotEnded { how: SlotEnd::Ended };
    assert_eq!(events(&taken_up(&ended.session, 3), 3), [gap, returned, next]);
}

proptest! {
    #[test]
    fn behind_every_event_a_round_can_be_taken_up_and_goes_on(
        steps in prop::collection::vec(any_step(), 0..40), strict: bool,
    ) {
        let whole = play(&steps, strict, 0).session;
        for cut in 0..=whole.events.len() {
            prop_assert!(taken_up(&whole, cut).timeline.finished, "cut at {}", cut);
        }
    }
}
