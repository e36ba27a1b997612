//! An interviewer who asks by themselves.

use super::*;
use crate::session::event::By;

/// One design of 35 minutes (exploration 6, data 4, …), asked about twice in the exploration, after
/// 2:00 and 4:30, and once in `data`, after 1:30.
pub(super) fn interviewed() -> Conductor {
    let mut slot = design();
    let planned = &mut slot.questions[0];
    let notes = |name: &str, probes: &[&str]| PhaseNotes {
        name: name.into(),
        checklist: Vec::new(),
        probes: probes.iter().map(ToString::to_string).collect(),
        outcome: None,
    };
    planned.question.notes = vec![
        notes("problem exploration", &["what is the goal?", "which metric?", "what scale?"]),
        notes("data", &["where do labels come from?", "what of privacy?"]),
    ];
    planned.phases[0].asks = vec![120, 270];
    planned.phases[1].asks = vec![90];
    let mut round = Conductor::new(Session::new(header(vec![slot])));
    round.mark(at(0), Mark::Start).unwrap();
    round
}

/// What the interviewer asked: when, of which phase, which.
fn asked(round: &Conductor) -> Vec<(u64, usize, usize)> {
    let probes = &round.timeline.slots[0].questions[0].probes;
    let own = probes.iter().filter(|probe| probe.by == By::Interviewer);
    own.map(|probe| (probe.at.since_began().as_secs(), probe.phase, probe.id)).collect()
}

#[test]
fn the_moments_of_the_plan_are_kept_and_each_probe_is_asked_once() {
    let mut round = interviewed();
    round.mark(at(350), Mark::Answer).unwrap();
    round.advance(at(2000));
    assert_eq!(asked(&round), [(120, 0, 0), (270, 0, 1), (440, 1, 0)]);
}

#[test]
fn where_nothing_is_marked_it_goes_by_the_plan() {
    let mut round = interviewed();
    round.advance(at(2000));
    assert_eq!(asked(&round), [(120, 0, 0), (270, 0, 1), (450, 1, 0)]);
    let last = What::Probe { phase: Some(1), id: 0, by: By::Interviewer };
    assert!(log(&round).contains(&(450, last)));
    assert!(round.is_untouched(), "nobody marked anything");
}

#[test]
fn behind_the_last_mark_it_goes_by_the_plan_from_there_on() {
    let asks = |marks: &[(u64, Mark)]| {
        let mut round = interviewed();
        let planned = &mut round.session.header.round.slots[0].questions[0];
        for (phase, name) in [(2, "features"), (3, "modeling")] {
            planned.question.notes.push(PhaseNotes {
                name: name.into(),
                checklist: Vec::new(),
                probes: vec![format!("what of {name}?")],
                outcome: None,
            });
            planned.phases[phase].asks = vec![100];
        }
        marks.iter().for_each(|(time, mark)| drop(round.mark(at(*time), *mark).unwrap()));
        round.advance(at(2050));
        asked(&round)
    };
    let early = [(120, 0, 0), (270, 0, 1)];
    // Data begins with the answer, and features four minutes on, modeling another five.
    let told = asks(&[(350, Mark::Answer)]);
    assert_eq!(told, [&early[..], &[(440, 1, 0), (690, 2, 0), (990, 3, 0)]].concat());
    // Who marks phases may have half as much again of one, until they seem to have stopped.
    let told = asks(&[(350, Mark::Phase), (400, Mark::Phase)]);
    assert_eq!(told, [&early[..], &[(500, 2, 0), (950, 3, 0)]].concat());
    let told = asks(&[(350, Mark::Phase), (400, Mark::Phase), (840, Mark::Phase)]);
    assert_eq!(told, [&early[..], &[(500, 2, 0), (940, 3, 0)]].concat());
}

/// A story of five minutes that nobody marks, which began at 20 s, with follow-ups.
fn unmarked_story() -> Conductor {
    let mut round = conductor(false);
    let planned = &mut round.session.header.round.slots[1].questions[0];
    planned.question.follow_ups = ["why?", "and then?", "what else?"].map(str::to_string).to_vec();
    planned.phases[1].asks = vec![100];
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(10), Mark::End).unwrap();
    round.mark(at(20), Mark::Start).unwrap();
    round
}

#[test]
fn where_nothing_is_marked_the_follow_ups_open_when_the_plan_has_them_begin() {
    let mut round = unmarked_story();
    round.advance(at(300));
    let probe = |id, by| What::Probe { phase: Some(1), id, by };
    let (opening, next) = (probe(0, By::Opening), probe(1, By::Interviewer));
    assert_eq!(log(&round)[6..], [(140, opening.clone()), (240, next)]);
    assert!(round.is_untouched(), "nobody marked anything");
    assert!(!round.timeline.slots[1].questions[0].probes[0].is_met(), "it was only shown");
    let shown = round.session.events[6].clone();
    let line = crate::live::words::events::line(&round, &shown, 80);
    assert_eq!(line.as_deref(), Some("the interviewer asks (i takes it up):\n         why?"));
    // It is taken up as any that was asked, and stays when that is taken back.
    let mut round = unmarked_story();
    let probe = "why?".to_string();
    assert_eq!(round.mark(at(150), Mark::Probe), Ok(Noted::TakenUp { probe }));
    assert!(round.timeline.slots[1].questions[0].probes[0].is_met());
    round.mark(at(151), Mark::Undo).unwrap();
    assert_eq!(round.timeline.slots[1].questions[0].probes.len(), 1);
    // Once open they aren't opened by the mark.
    round.mark(at(160), Mark::Answer).unwrap();
    assert_eq!(log(&round).last(), Some(&(160, What::FirstAnswer)));
    round.mark(at(161), Mark::Undo).unwrap();
    assert_eq!(round.timeline.slots[1].questions[0].probes.len(), 1);
    // Politely: whoever is heard is waited for.
    let mut round = unmarked_story();
    round.is_heard = true;
    assert!(!round.awaits_pause(at(139)) && round.awaits_pause(at(140)));
    round.advance(at(200));
    assert_eq!(log(&round).last(), Some(&(180, opening)));
    // Where nobody asks, nobody opens them.
    let mut round = unmarked_story();
    round.session.header.round.slots[1].questions[0].phases[1].asks.clear();
    round.advance(at(300));
    assert!(!log(&round).iter().any(|(_, what)| matches!(what, What::Probe { .. })));
}

#[test]
fn nobody_is_asked_in_a_think_nor_in_a_pause() {
    let mut round = interviewed();
    round.mark(at(110), Mark::Think).unwrap();
    round.mark(at(150), Mark::Think).unwrap();
    round.mark(at(151), Mark::Pause).unwrap();
    round.mark(at(251), Mark::Pause).unwrap();
    round.advance(at(265));
    // Ten seconds of running time behind the think.
    assert_eq!(asked(&round), [(260, 0, 0)]);
}

#[test]
fn nobody_is_asked_in_the_first_minute_nor_twice_within_one() {
    let mut round = interviewed();
    round.session.header.round.slots[0].questions[0].phases[0].asks = vec![10, 40];
    round.advance(at(360));
    assert_eq!(asked(&round), [(60, 0, 0), (120, 0, 1)]);
}

#[test]
fn a_probe_that_was_asked_for_stands_for_one_of_the_interviewers() {
    let mut round = interviewed();
    round.mark(at(100), Mark::Probe).unwrap();
    round.advance(at(360));
    assert_eq!(asked(&round), [(270, 0, 1)]);
}

#[test]
fn what_was_asked_is_taken_up_and_that_can_be_taken_back() {
    let mut round = interviewed();
    let probe = "what is the goal?".to_string();
    assert_eq!(round.mark(at(130), Mark::Probe), Ok(Noted::TakenUp { probe }));
    let taken = |round: &Conductor| round.timeline.slots[0].questions[0].probes[0].taken_up;
    assert_eq!(taken(&round), Some(at(130)));
    assert_eq!(round.mark(at(131), Mark::Undo), taken_back(Undoable::Probe));
    assert_eq!(taken(&round), None);
    // What was shown long ago isn't meant any more.
    let another = "which metric?".to_string();
    assert_eq!(round.mark(at(260), Mark::Probe), Ok(Noted::Probed { probe: another }));
}

#[test]
fn whoever_is_heard_is_waited_for_until_a_pause_but_not_for_ever() {
    let mut round = interviewed();
    round.is_heard = true;
    assert!(!round.awaits_pause(at(119)) && round.awaits_pause(at(120)));
    round.advance(at(159));
    assert_eq!(asked(&round), []);
    round.advance(at(160));
    assert_eq!(asked(&round), [(160, 0, 0)]);
    // A pause is taken once there was enough talk.
    for (from, to, pause) in [(220, 272, 275), (272, 282, 284)] {
        let spans = vec![(at(from + 2), at(to - 2))];
        let spans = if from == 220 { Vec::new() } else { spans };
        let pauses = Vec::new();
        let (from, to) = (at(from), at(to));
        round.record(to, What::Heard { from, to, spans, pauses, level_db: None });
        round.take_pause(at(pause));
    }
    assert_eq!(asked(&round).len(), 1, "six seconds of talk are too few");
    let (from, to) = (at(284), at(300));
    let spans = vec![(from, at(298))];
    let pauses = Vec::new();
    round.record(to, What::Heard { from, to, spans, pauses, level_db: None });
    round.take_pause(at(300));
    assert_eq!(asked(&round), [(160, 0, 0), (300, 0, 1)]);
}

#[test]
fn what_is_ticked_is_asked_about_last() {
    let mut round = interviewed();
    let planned = &mut round.session.header.round.slots[0].questions[0];
    planned.phases[0].checklist = vec!["goals".to_string(), "metrics".to_string()];
    round.mark(at(30), Mark::Tick(0)).unwrap();
    round.mark(at(31), Mark::Tick(1)).unwrap();
    round.advance(at(130));
    assert_eq!(asked(&round), [(120, 0, 2)]);
}

#[test]
fn a_told_answer_opens_its_follow_ups_with_one_as_an_event_and_undone_with_it() {
    let mut round = conductor(false);
    round.session.header.round.slots[1].questions[0].question.follow_ups =
        vec!["why?".to_string(), "and then?".to_string()];
    round.mark(at(0), Mark::Start).unwrap();
    round.mark(at(10), Mark::End).unwrap();
    round.mark(at(20), Mark::Start).unwrap();
    round.mark(at(100), Mark::Answer).unwrap();
    let opening = (100, What::Probe { phase: None, id: 0, by: By::Opening });
    assert_eq!(log(&round).last(), Some(&opening));
    let noted = round.mark(at(101), Mark::Probe);
    assert_eq!(noted, Ok(Noted::Probed { probe: "and then?".to_string() }));
    round.mark(at(102), Mark::Undo).unwrap();
    round.mark(at(103), Mark::Undo).unwrap();
    assert_eq!(round.timeline.slots[1].questions[0].probes, []);
}

#[test]
fn a_follow_up_that_phases_share_is_asked_in_one_of_them() {
    let mut session = session(false);
    let follow_ups = ["and if it streams?", "and with duplicates?"].map(str::to_string);
    session.header.round.slots[0].questions[0].question.follow_ups = follow_ups.to_vec();
    let mut round = Conductor::new(session);
    round.mark(at(0), Mark::Start).unwrap();
    let probed = |probe: &str| Ok(Noted::Probed { probe: probe.to_string() });
    assert_eq!(round.mark(at(10), Mark::Probe), probed("why?"), "a probe of the phase's own");
    round.mark(at(20), Mark::Phase).unwrap();
    assert_eq!(round.mark(at(30), Mark::Probe), probed(&follow_ups[0]));
    round.mark(at(40), Mark::Phase).unwrap();
    assert_eq!(round.mark(at(50), Mark::Probe), probed(&follow_ups[1]));
    let none = Refusal::NoMoreProbes { phase: "code".to_string() };
    assert_eq!(round.mark(at(60), Mark::Probe), Err(none));
}

#[test]
fn a_follow_up_that_was_asked_during_the_answer_is_not_put_again_behind_it() {
    let told = |follow_ups: &[&str]| {
        let mut round = conductor(false);
        round.session.header.round.slots[1].questions[0].question.follow_ups =
            follow_ups.iter().map(ToString::to_string).collect();
        round.mark(at(0), Mark::Start).unwrap();
        round.mark(at(10), Mark::End).unwrap();
        round.mark(at(20), Mark::Start).unwrap();
        let noted = round.mark(at(50), Mark::Probe);
        assert_eq!(noted, Ok(Noted::Probed { probe: follow_ups[0].to_string() }));
        round.mark(at(100), Mark::Answer).unwrap();
        round
    };
    let mut round = told(&["why?", "and then?", "what else?"]);
    let opening = (100, What::Probe { phase: None, id: 1, by: By::Opening });
    assert_eq!(log(&round).last(), Some(&opening));
    let shown = round.session.events.last().unwrap().clone();
    let line = crate::live::words::events::line(&round, &shown, 80);
    assert_eq!(line.as_deref(), Some("follow-up (i asks the next):\n         and then?"));
    let noted = round.mark(at(110), Mark::Probe);
    assert_eq!(noted, Ok(Noted::Probed { probe: "what else?".to_string() }));
    assert!(round.mark(at(120), Mark::Probe).is_err());
    // None is left to open with.
    let round = told(&["why?"]);
    assert_eq!(log(&round).last(), Some(&(100, What::FirstAnswer)));
    let planned = &round.session.header.round.slots[1].questions[0];
    let run = &round.timeline.slots[1].questions[0];
    assert_eq!(run.asked(planned).len(), 1);
}

#[test]
fn what_is_asked_for_belongs_to_the_phase_that_the_interviewer_is_in() {
    let probed = |probe: &str| Ok(Noted::Probed { probe: probe.to_string() });
    // Nothing is marked: data since 6:00, as the plan has it.
    let mut round = interviewed();
    round.advance(at(449));
    assert_eq!(round.mark(at(449), Mark::Probe), probed("where do labels come from?"));
    let by_key = What::Probe { phase: Some(1), id: 0, by: By::Key };
    assert_eq!(log(&round).last(), Some(&(449, by_key)));
    assert_eq!(round.mark(at(640), Mark::Probe), Err(no_more("features")));
    // Behind a mark it goes by the plan from there on.
    let mut round = interviewed();
    round.mark(at(100), Mark::Answer).unwrap();
    assert_eq!(round.mark(at(110), Mark::Probe), probed("where do labels come from?"));
    let by_key = What::Probe { phase: None, id: 0, by: By::Key };
    assert_eq!(log(&round).last(), Some(&(110, by_key)));
    assert_eq!(round.mark(at(341), Mark::Probe), Err(no_more("features")));
    // Without an interviewer the marks say where one is.
    let mut round = interviewed();
    let planned = &mut round.session.header.round.slots[0].questions[0];
    planned.phases.iter_mut().for_each(|phase| phase.asks.clear());
    assert_eq!(round.mark(at(449), Mark::Probe), probed("what is the goal?"));
}

fn no_more(phase: &str) -> Refusal {
    Refusal::NoMoreProbes { phase: phase.to_string() }
}

/// A story of five minutes, shown at 20 s, with follow-ups, whose answer is marked then.
fn told_at(answer: u64) -> Conductor {
    let mut round = unmarked_story();
    round.mark(at(answer), Mark::Answer).unwrap();
    round
}

#[test]
fn what_is_left_of_a_question_holds_as_many_as_fit_it() {
    let own = |round: &Conductor| {
        let probes = &round.timeline.slots[1].questions[0].probes;
        let own = probes.iter().filter(|probe| probe.by == By::Interviewer);
        own.map(|probe| probe.at.since_began().as_secs()).collect::<Vec<_>>()
    };
    let asked = |answer| {
        let mut round = told_at(answer);
        round.advance(at(500));
        own(&round)
    };
    assert_eq!(asked(130), [230]);
    // 180 s are left of 180, and 160: two fit, the one that opens among them, with the second
    // after the same share. Of 149 and 101 s only the one that opens does.
    assert_eq!(asked(140), [240]);
    assert_eq!(asked(160), [248]);
    assert!(asked(171).is_empty());
    assert!(asked(218).is_empty());
    // Who is heard is waited for, but not past the question's time: 5:00, at 320 s.
    let mut round = told_at(130);
    round.session.header.round.slots[1].questions[0].phases[1].asks = vec![160];
    round.is_heard = true;
    round.advance(at(300));
    assert!(round.awaits_pause(at(319)) && !round.awaits_pause(at(320)));
    round.advance(at(500));
    assert!(own(&round).is_empty());
}

#[test]
fn what_was_taken_back_is_not_asked_again_by_itself() {
    let mut round = interviewed();
    round.mark(at(70), Mark::Probe).unwrap();
    assert_eq!(round.mark(at(75), Mark::Undo), taken_back(Undoable::Probe));
    let file = round.session.clone();
    for mut round in [round, Conductor::new(file)] {
        // As if it had never happened, but for that: `i` asks it again.
        let probe = "what is the goal?".to_string();
        assert_eq!(round.clone().mark(at(80), Mark::Probe), Ok(Noted::Probed { probe }));
        round.advance(at(360));
        assert_eq!(asked(&round), [(120, 0, 1), (270, 0, 2)]);
    }
    // What was only taken up stays asked.
    let mut round = interviewed();
    round.mark(at(130), Mark::Probe).unwrap();
    round.mark(at(131), Mark::Undo).unwrap();
    round.advance(at(360));
    assert_eq!(asked(&round), [(120, 0, 0), (270, 0, 1)]);
}
