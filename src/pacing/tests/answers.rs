//! Behavioral answers: length, pauses inside, STAR balance.

use super::*;
use crate::pacing::measures::{PROBED, PROBED_WORST};
use crate::samples::{behavioral, m, s};
use crate::session::event::{By, QuestionEnd, What};

/// The behavioral slot from 100 s on; its second question, a story, is shown at 200 s.
fn story() -> Script {
    Script::new(vec![behavioral()]).begin(100.0, 0).answer(195.0).done(200.0).show(200.0, 1)
}

fn length(script: &Script) -> Option<Duration> {
    question(script, 1).answer.map(|answer| answer.length())
}

#[test]
fn without_a_microphone_an_answer_runs_from_the_question_to_its_mark() {
    assert_eq!(length(&story().answer(320.0).done(500.0)), Some(s(120.0)));
    // Enter to the follow-ups says the same; a pause doesn't count.
    let entered =
        story().phase(215.0, 1).phase(230.0, 2).phase(300.0, 3).pause(305.0, 315.0).phase(330.0, 4);
    assert_eq!(length(&entered.done(500.0)), Some(s(120.0)));
    // Nothing says when the follow-ups began.
    assert_eq!(length(&story().done(500.0)), None);
    // The review does.
    assert_eq!(length(&story().done(500.0).corrected(600.0, 0, 1, Some(110.0))), Some(s(110.0)));
    assert_eq!(length(&story().answer(320.0).done(500.0).corrected(600.0, 0, 1, None)), None);
    // Nothing follows a pitch: its end will do, unless it was skipped.
    let pitch = || Script::new(vec![behavioral()]).begin(100.0, 0);
    assert_eq!(
        question(&pitch().done(220.0), 0).answer.map(|answer| answer.length()),
        Some(s(120.0))
    );
    assert_eq!(question(&pitch().ended(220.0, QuestionEnd::Skipped), 0).answer, None);
    assert_eq!(question(&pitch().until(220.0), 0).answer, None);
}

#[test]
fn with_a_microphone_it_runs_from_its_first_words_to_its_last() {
    // Shown at 200 s, heard to speak 205–280 and 285–310, marked at 320 s, follow-ups from 330 s
    // on: 105 s.
    let script = || story().answer(320.0).done(500.0);
    let speech = [(101.0, 199.0), (205.0, 280.0), (285.0, 310.0), (330.0, 480.0)];
    assert_eq!(length(&script().heard(0.0, 500.0, &speech)), Some(s(105.0)));
    // Not heard from 312 s on: the mark is the end, 115 s.
    let lost = script().heard(0.0, 312.0, &speech[..3]).heard(400.0, 500.0, &[]);
    assert_eq!(length(&lost), Some(s(115.0)));
    // Not heard until 240 s: the question is the beginning, 110 s.
    let late = script().heard(0.0, 199.0, &speech[..1]).heard(
        240.0,
        500.0,
        &[(240.0, 280.0), (285.0, 310.0)],
    );
    assert_eq!(length(&late), Some(s(110.0)));
    // Heard, and nothing was told before the mark.
    assert_eq!(length(&script().heard(0.0, 500.0, &[(101.0, 199.0), (330.0, 480.0)])), None);
}

#[test]
fn an_answer_takes_45_seconds_to_3_minutes() {
    for (took, expected) in [
        (40.0, Some((Late, s(45.0)))),
        (40.999, Some((Late, s(45.0)))),
        (41.0, None),
        (180.0, None),
        (184.999, None),
        (185.0, Some((Late, m(3, 0)))),
        (210.0, Some((Late, m(3, 0)))),
        (210.999, Some((Late, m(3, 0)))),
        (211.0, Some((VeryLate, m(3, 0)))),
    ] {
        let pacing = measure(story().answer(200.0 + took).done(500.0).session());
        let expected: Vec<_> = expected
            .map(|(severity, limit)| (severity, Some(s(took)), Some(limit)))
            .into_iter()
            .collect();
        assert_eq!(flags(&pacing, FlagKind::AnswerLength), expected, "{took}");
    }
    let long = measure(story().answer(420.0).done(500.0).session());
    assert_eq!(
        texts(&long),
        ["behavioral, question 2: answer took 3:40, 0:40 past the 3:00 limit \
          (tolerance under 5 s)"]
    );
    let short = measure(story().answer(232.0).done(400.0).session());
    assert_eq!(
        texts(&short),
        ["behavioral, question 2: answer took 0:32, 0:13 short of 0:45 (tolerance under 5 s)"]
    );
    let near = measure(story().answer(244.0).done(400.0).session());
    assert_eq!(
        near.notes[0].text,
        "behavioral, question 2: answer took 0:44, 0:01 short of 0:45 (tolerance under 5 s)"
    );
}

#[test]
fn a_pause_inside_an_answer_is_late_from_half_a_second_past_4_on() {
    for (pause, expected) in [
        (3.999, None),
        (4.499, None),
        (4.5, Some(Late)),
        (9.999, Some(Late)),
        (10.0, Some(VeryLate)),
        (10.099, Some(VeryLate)),
    ] {
        // Told 205–250 and, after the pause, to 310 s; quiet to the mark at 320 s, and again in the
        // follow-ups.
        let speech = [
            (101.0, 200.0),
            (205.0, 250.0),
            (250.0 + pause, 310.0),
            (350.0, 360.0),
            (400.0, 490.0),
        ];
        let pacing =
            measure(story().answer(320.0).done(500.0).heard(0.0, 500.0, &speech).session());
        let expected: Vec<_> =
            expected.map(|severity| (severity, Some(s(pause)), Some(s(4.0)))).into_iter().collect();
        assert_eq!(flags(&pacing, FlagKind::SilentStretch), expected, "{pause}");
    }
    let speech = [(101.0, 200.0), (205.0, 250.0), (256.0, 310.0)];
    let pacing = measure(story().answer(320.0).done(500.0).heard(0.0, 500.0, &speech).session());
    assert_eq!(
        texts(&pacing),
        ["behavioral, question 2: paused inside the answer for 0:06 from 0:50 into the question \
          (limit 0:04, tolerance under 0.5 s)"]
    );
    let speech = [(101.0, 200.0), (205.0, 250.0), (254.75, 310.0)];
    let tenths = measure(story().answer(320.0).done(500.0).heard(0.0, 500.0, &speech).session());
    assert!(texts(&tenths)[0].contains("for 0:04.7 from 0:50"), "{:?}", texts(&tenths));
    // Where the end of the answer isn't known, nothing is known to be inside it.
    let open = measure(story().done(500.0).heard(0.0, 500.0, &speech).session());
    assert_eq!(texts(&open), [""; 0]);
}

/// The story with parts of so many seconds, all marked.
fn star(situation: f64, task: f64, action: f64, result: f64) -> Script {
    let ends = [situation, task, action, result].into_iter().scan(200.0, |end, part| {
        *end += part;
        Some(*end)
    });
    let ends: Vec<f64> = ends.collect();
    story()
        .phase(ends[0], 1)
        .phase(ends[1], 2)
        .phase(ends[2], 3)
        .answer(ends[3])
        .done(ends[3] + 60.0)
}

#[test]
fn the_action_is_half_of_an_answer_and_what_leads_to_it_35_percent_at_most() {
    // Of 100 s: 50 s action and 35 s before it are right.
    assert_eq!(flags(&measure(star(20.0, 15.0, 50.0, 15.0).session()), FlagKind::StarBalance), []);
    let setup = flags(&measure(star(23.1, 15.0, 51.0, 10.9).session()), FlagKind::StarBalance);
    assert_eq!(setup, [(Late, Some(s(38.1)), Some(s(35.0)))]);
    let action = measure(star(20.0, 15.0, 46.9, 18.1).session());
    let found = flags(&action, FlagKind::StarBalance);
    assert_eq!(found, [(Late, Some(s(46.9)), Some(s(50.0)))]);
    // Only what is out of balance is named.
    assert!(texts(&action).contains(
        &"behavioral, question 2: action took 47% of the answer (at least 50%), \
        tolerance under 3 points"
    ));
    // Less than three points are a note, as they are shown.
    for near in [star(22.4, 15.0, 51.0, 11.6), star(20.0, 15.0, 47.5, 17.5)] {
        let pacing = measure(near.session());
        assert_eq!(flags(&pacing, FlagKind::StarBalance), []);
        assert!(pacing.notes.iter().any(|note| note.kind == FlagKind::StarBalance));
    }
    for past in [star(22.5, 15.0, 51.0, 11.5), star(20.0, 15.0, 47.4, 17.6)] {
        assert_eq!(flags(&measure(past.session()), FlagKind::StarBalance).len(), 1);
    }
    // What is within its tolerance is not named beside what isn't.
    let one = measure(star(24.0, 15.0, 49.0, 12.0).session());
    assert!(texts(&one).contains(
        &"behavioral, question 2: situation and task took 39% of the answer (at most 35%), \
        tolerance under 3 points"
    ));
    let note = measure(star(22.0, 15.0, 49.0, 14.0).session());
    assert!(note.notes[0].text.contains("took 37% of the answer (at most 35%), action took 49% ("));
    let both = measure(star(25.0, 20.0, 40.0, 15.0).session());
    assert!(texts(&both).contains(
        &"behavioral, question 2: situation and task took 45% of the answer (at most 35%), \
        action took 40% (at least 50%), tolerance under 3 points"
    ));
}

#[test]
fn star_balance_needs_all_four_parts_marked() {
    // `a` in the action: action and result are known only together.
    let partly = story().phase(260.0, 1).phase(300.0, 2).answer(310.0).done(400.0);
    assert_eq!(question(&partly, 1).star, None);
    assert_eq!(question(&story().answer(310.0).done(400.0), 1).star, None);
}

#[test]
fn a_part_planned_as_short_as_15_seconds_is_not_missed_for_being_on_time() {
    // 12 s of 15 for the situation; the limit is half of 15 s.
    assert_eq!(flags(&measure(star(12.0, 7.5, 60.0, 20.0).session()), FlagKind::PhaseMissed), []);
    let missed = flags(&measure(star(12.0, 6.999, 60.0, 20.0).session()), FlagKind::PhaseMissed);
    assert_eq!(missed, [(Late, Some(s(6.999)), Some(s(7.5)))]);
}

#[test]
fn follow_ups_that_were_not_asked_are_known_when_the_question_is_over() {
    let mut slot = behavioral();
    slot.questions.truncate(2);
    let asks = ["a", "b", "c"].map(str::to_string);
    slot.questions[1].question.follow_ups = asks.to_vec();
    // The first is asked unasked for, the third by a key.
    let asked = Script::new(vec![slot])
        .begin(100.0, 0)
        .answer(195.0)
        .done(200.0)
        .show(200.0, 1)
        .answer(320.0)
        .then(400.0, What::Probe { phase: None, id: 2, by: By::Key });
    assert_eq!(question(&asked.clone().until(450.0), 1).unasked, []);
    assert_eq!(question(&asked.done(500.0), 1).unasked, ["b".into()]);
}

#[test]
fn a_probe_is_measured_where_it_was_taken_notice_of() {
    let mut slot = behavioral();
    slot.questions.truncate(2);
    let asks = ["a", "b", "c"].map(str::to_string);
    slot.questions[1].question.follow_ups = asks.to_vec();
    let probe = |id, by| What::Probe { phase: None, id, by };
    // Opened at 320, one asked at 380 and taken up, one only shown.
    let script = Script::new(vec![slot])
        .begin(100.0, 0)
        .answer(195.0)
        .done(200.0)
        .show(200.0, 1)
        .answer(320.0)
        .then(320.0, probe(0, By::Opening))
        .then(380.0, probe(1, By::Interviewer))
        .then(381.0, probe(1, By::Key))
        .then(440.0, probe(2, By::Interviewer))
        .done(500.0)
        .heard(100.0, 500.0, &[(210.0, 318.0), (322.5, 379.0), (390.0, 430.0), (450.0, 490.0)]);
    let question = question(&script, 1);
    let told: Vec<_> = question.probes.iter().map(|of| (of.by, of.response)).collect();
    let expected =
        [(By::Opening, Some(s(2.5))), (By::Interviewer, Some(s(10.0))), (By::Interviewer, None)];
    assert_eq!(told, expected);
    assert_eq!((PROBED.read)(&question), Some(6.25));
    assert_eq!((PROBED_WORST.read)(&question), Some(10.0));
}

#[test]
fn what_is_said_from_the_mark_on_is_no_part_of_the_answer() {
    // Told until 250 s, quiet until the mark at 320 s, and then the follow-ups.
    let script = story().answer(320.0).done(500.0);
    let script = script.heard(0.0, 500.0, &[(101.0, 199.0), (205.0, 250.0), (320.0, 400.0)]);
    let answer = question(&script, 1).answer;
    assert_eq!(answer.map(|answer| answer.to.in_question), Some(s(50.0)));
}

#[test]
fn a_pause_that_ends_with_the_answer_is_inside_it() {
    // Spoken until 280 s, not heard 282–290, quiet until the mark at 320 s: that is where the
    // answer ended, as far as is known.
    let script = story().answer(320.0).done(500.0);
    let script = script.heard(0.0, 282.0, &[(101.0, 199.0), (205.0, 280.0)]);
    let question = question(&script.heard(290.0, 320.0, &[]), 1);
    assert_eq!(question.answer.map(|answer| answer.to.in_question), Some(s(120.0)));
    let pauses: Vec<_> = question
        .silent_stretches
        .iter()
        .map(|of| (of.from.in_question, of.to.in_question, of.in_answer, of.verdict))
        .collect();
    assert_eq!(pauses, [(s(90.0), s(120.0), true, VeryLate)]);
}
