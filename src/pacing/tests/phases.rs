use super::*;
use crate::samples::{behavioral, coding, design, m, s};
use crate::session::event::{By, QuestionEnd, SlotEnd, What};
use crate::text::GivenText;

fn times(script: &Script) -> Vec<Option<Duration>> {
    question(script, 0).phases.iter().map(|phase| phase.actual).collect()
}

fn begun() -> Script {
    Script::new(vec![coding()]).begin(100.0, 0)
}

#[test]
fn unmarked_phases_are_not_known_and_not_missed() {
    let script = begun().done(1100.0).show(1100.0, 1).done(2000.0).close(2000.0);
    assert_eq!(times(&script), [None; 4]);
    assert_eq!(kinds(&measure(script.session())), []);
}

#[test]
fn the_only_phase_of_a_question_is_over_with_it() {
    let mut slot = design();
    slot.questions[0].phases.truncate(1);
    let script = Script::new(vec![slot]).begin(100.0, 0).done(820.0);
    assert_eq!(times(&script), [Some(m(12, 0))]);
    assert!(kinds(&measure(script.session())).contains(&FlagKind::PhaseOver));
    // Nobody said that it was over.
    let mut slot = design();
    slot.questions[0].phases.truncate(1);
    let script = Script::new(vec![slot]).begin(100.0, 0).ended(820.0, QuestionEnd::TimeUp);
    assert_eq!(times(&script), [None]);
    // A pitch is one phase and one answer, whose length is flagged once.
    let pitch = Script::new(vec![behavioral()]).begin(100.0, 0).done(350.0);
    assert_eq!(
        (times(&pitch), kinds(&measure(pitch.session()))),
        (vec![Some(s(250.0))], vec![FlagKind::AnswerLength])
    );
}

#[test]
fn enter_closes_the_phase_it_leaves() {
    // 150 s, 240 s, 480 s, and the rest until 1100 s: 130 s.
    let script = begun().phase(250.0, 1).phase(490.0, 2).phase(970.0, 3).done(1100.0);
    assert_eq!(times(&script), [150.0, 240.0, 480.0, 130.0].map(|time| Some(s(time))));
    assert_eq!(kinds(&measure(script.session())), []);
}

#[test]
fn the_answer_mark_closes_the_phase_that_it_is_given_in() {
    // Enter at 250 s, the answer in approach at 490 s: both known. Then `n` in code, with phases
    // marked: code got 510 s, test none.
    let script = begun().phase(250.0, 1).answer(490.0).done(1000.0);
    assert_eq!(times(&script), [Some(s(150.0)), Some(s(240.0)), Some(s(510.0)), Some(s(0.0))]);
    let pacing = measure(script.session());
    assert_eq!(texts(&pacing), ["coding 1, question 1, test: missed: got 0:00 of its 2:30"]);
    assert_eq!(pacing.flags[0].at_elapsed.since_began(), s(1000.0));
}

#[test]
fn the_answer_mark_does_not_tell_apart_what_it_passes_over() {
    // `a` in understand: understand and approach are known only together, and so are code and test,
    // as nothing but `a` and `n` was marked.
    let script = begun().answer(490.0).done(1100.0);
    assert_eq!(times(&script), [None; 4]);
    assert_eq!(kinds(&measure(script.session())), []);
    // With an Enter afterwards, code and test are known.
    let script = begun().answer(490.0).phase(900.0, 3).done(1100.0);
    assert_eq!(times(&script), [None, None, Some(s(410.0)), Some(s(200.0))]);
    // In design the answer ends the first phase: known.
    let design = Script::new(vec![design()]).begin(100.0, 0).answer(460.0).done(2200.0);
    let known = question(&design, 0).phases[0].actual;
    assert_eq!(known, Some(s(360.0)));
    assert_eq!(question(&design, 0).phases[1].actual, None);
}

#[test]
fn what_comes_after_the_last_mark_is_not_known_where_the_clock_ended_the_question() {
    // Enter at 250 s and nothing more: approach, code and test are known only together.
    for how in [QuestionEnd::TimeUp, QuestionEnd::Forced] {
        let script = begun().phase(250.0, 1).ended(2200.0, how);
        assert_eq!(times(&script), [Some(s(150.0)), None, None, None], "{how:?}");
        assert_eq!(kinds(&measure(script.session())), []);
    }
    let script = begun().phase(250.0, 1).answer(490.0).ended(2200.0, QuestionEnd::TimeUp);
    assert_eq!(times(&script), [Some(s(150.0)), Some(s(240.0)), None, None]);
    // Nor is it where the answer wasn't marked either: the marks stopped before it.
    for how in [QuestionEnd::Done, QuestionEnd::Ended] {
        let script = begun().phase(250.0, 1).ended(1100.0, how);
        assert_eq!(times(&script), [Some(s(150.0)), None, None, None], "{how:?}");
        assert_eq!(kinds(&measure(script.session())), []);
    }
    // In the last phase nothing comes after it.
    let script = begun().phase(250.0, 1).answer(490.0).phase(900.0, 3);
    let last = script.ended(1100.0, QuestionEnd::Forced);
    assert_eq!(times(&last)[3], Some(s(200.0)));
}

#[test]
fn a_phase_may_take_its_budget_and_a_tenth_or_20_seconds() {
    let over = |script: Script| {
        let pacing = measure(script.session());
        let found = pacing.flags.iter().filter(|flag| flag.kind == FlagKind::PhaseOver);
        let found: Vec<_> =
            found.map(|flag| (flag.severity, flag.phase.clone(), flag.value, flag.limit)).collect();
        found
    };
    let expected = |severity: Option<Verdict>, phase: &str, used: f64, limit: f64| {
        let flag = |severity| (severity, Some(phase.into()), Some(s(used)), Some(s(limit)));
        severity.map(flag).into_iter().collect::<Vec<_>>()
    };
    // code: 480 s + 48 = 528; over by half: 720.
    for (used, severity) in
        [(528.999, None), (529.0, Some(Late)), (720.999, Some(Late)), (721.0, Some(VeryLate))]
    {
        let script =
            begun().phase(200.0, 1).phase(300.0, 2).phase(300.0 + used, 3).done(400.0 + used);
        assert_eq!(over(script), expected(severity, "code", used, 528.0), "{used}");
    }
    // understand: 150 s + 20 = 170; over by half: 225.
    for (used, severity) in
        [(170.999, None), (171.0, Some(Late)), (225.999, Some(Late)), (226.0, Some(VeryLate))]
    {
        let script = begun().phase(100.0 + used, 1).until(400.0);
        assert_eq!(over(script), expected(severity, "understand", used, 170.0), "{used}");
    }
    // The phase that a session breaks off in can be over already: 301 s of 150.
    assert_eq!(
        over(begun().phase(200.0, 1).phase(250.0, 0).until(451.0)),
        expected(Some(VeryLate), "understand", 301.0, 170.0)
    );
}

#[test]
fn a_phase_that_got_less_than_15_seconds_is_missed() {
    for (used, missed) in [(14.999, 1), (15.0, 0), (15.001, 0)] {
        let script = begun().phase(250.0, 1).phase(490.0, 2).phase(970.0, 3).done(970.0 + used);
        assert_eq!(
            flags(&measure(script.session()), FlagKind::PhaseMissed).len(),
            missed,
            "{used}"
        );
    }
    // A skipped question is not missed phase by phase, however short the last one was.
    for last in [50.0, 5.0] {
        let skipped = begun().phase(250.0, 1).ended(250.0 + last, QuestionEnd::Skipped);
        assert_eq!(kinds(&measure(skipped.session())), [], "{last}");
        assert_eq!(times(&skipped), [Some(s(150.0)), Some(s(last)), None, None]);
    }
}

#[test]
fn a_phase_passed_over_got_nothing() {
    // From understand to code at 300 s: approach was missed then.
    let script = begun().phase(300.0, 2).phase(800.0, 3).done(900.0);
    assert_eq!(times(&script), [200.0, 0.0, 500.0, 100.0].map(|time| Some(s(time))));
    let pacing = measure(script.session());
    let missed = pacing.flags.iter().find(|flag| flag.kind == FlagKind::PhaseMissed).unwrap();
    assert_eq!(
        (missed.phase.as_ref().map(GivenText::whole), missed.at_elapsed.since_began()),
        (Some("approach"), s(300.0))
    );
}

#[test]
fn phase_times_are_running_time() {
    // understand 100–300 with 60 s paused and 40 s of gap: 100 s.
    let script = begun().pause(120.0, 180.0).gap(200.0, 240.0).phase(300.0, 1).phase(500.0, 2);
    assert_eq!(times(&script)[0], Some(s(100.0)));
}

#[test]
fn a_question_that_broke_off_is_judged_as_far_as_it_came() {
    // Left in code after 50 s of it; then the tool knows of nothing more.
    let script = begun().phase(250.0, 1).phase(490.0, 2).left(540.0);
    assert_eq!(times(&script), [Some(s(150.0)), Some(s(240.0)), Some(s(50.0)), None]);
    assert_eq!(kinds(&measure(script.session())), []);
    // Cut off 5 s after the move: 5 s so far are not missed.
    let script = begun().phase(250.0, 1).phase(490.0, 2).until(495.0);
    assert_eq!(times(&script), [Some(s(150.0)), Some(s(240.0)), Some(s(5.0)), None]);
    assert_eq!(kinds(&measure(script.session())), []);
    // With only `a` marked, code can't be told from test.
    assert_eq!(times(&begun().answer(490.0).left(540.0)), [None; 4]);
    assert_eq!(times(&begun().left(540.0)), [None; 4]);
}

#[test]
fn a_phase_that_was_come_back_to_has_both_its_times() {
    // understand 100 s, approach 50 s, understand again 30 s, approach 70 s, …
    let script = begun()
        .phase(200.0, 1)
        .phase(250.0, 0)
        .phase(280.0, 1)
        .phase(350.0, 2)
        .phase(800.0, 3)
        .done(900.0);
    assert_eq!(times(&script), [130.0, 120.0, 450.0, 100.0].map(|time| Some(s(time))));
}

#[test]
fn a_slot_may_run_two_minutes_over() {
    // 35:00 + 2:00 = 2220 s. The slot's second question takes the rest.
    for (length, expected) in [(2219.999, None), (2220.0, None), (2221.0, Some(Late))] {
        let end = 100.0 + length;
        let script = begun().done(1100.0).show(1100.0, 1).done(end).close(end);
        let expected: Vec<_> = expected
            .map(|severity| (severity, Some(s(length)), Some(m(37, 0))))
            .into_iter()
            .collect();
        assert_eq!(flags(&measure(script.session()), FlagKind::SlotOver), expected, "{length}");
    }
    // Paused time is no overtime, and a slot that is left can be over as well.
    let paused = begun().pause(200.0, 400.0).done(2400.0).close(2400.0);
    assert_eq!(flags(&measure(paused.session()), FlagKind::SlotOver), []);
    let left = measure(begun().left(2400.0).session());
    assert_eq!(texts(&left), ["coding 1: ran 38:20, 1:20 past the 37:00 limit (planned 35:00)"]);
    assert_eq!(left.flags[0].question, None);
}

#[test]
fn a_slot_in_which_nobody_marked_anything_is_not_over() {
    let close = |script: Script| {
        let script = script.ended(2400.0, QuestionEnd::TimeUp);
        let ended = script.then(2400.0, What::SlotEnded { how: SlotEnd::TimeUp });
        flags(&measure(ended.session()), FlagKind::SlotOver).len()
    };
    assert_eq!(close(begun()), 0);
    // Any mark says that somebody was there.
    let marked = [
        begun().think(200.0, 230.0),
        begun().then(200.0, What::Ticked { item: 0 }),
        begun().then(200.0, What::Probe { phase: None, id: 0, by: By::Key }),
        begun().phase(200.0, 1),
        begun().answer(200.0),
    ];
    assert_eq!(marked.map(close), [1; 5]);
}

#[test]
fn a_question_is_not_reached_when_the_slot_ended_before_it() {
    let ended = measure(begun().done(2100.0).close(2100.0).session());
    assert_eq!(texts(&ended), ["coding 1, question 2: not reached before the slot ended"]);
    assert_eq!(ended.flags[0].at, s(2000.0));
    assert_eq!(kinds(&measure(begun().done(2100.0).left(2100.0).session())), []);
    assert_eq!(kinds(&measure(begun().until(500.0).session())), []);
    assert_eq!(kinds(&measure(Script::new(vec![coding()]).left(50.0).session())), []);
}
