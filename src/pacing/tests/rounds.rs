//! Whole rounds: accounts, standing, ranking, what to drill, gaps, text from files.

use super::*;
use crate::pacing::{HowFar, Reference};
use crate::samples::{at, behavioral, coding, design, m, s, started};
use crate::session::asked::Dimension;
use crate::session::event::{LeftWhy, What};
use crate::text::GivenText;

#[test]
fn the_accounts_make_up_the_whole() {
    // 100 s intro; slot 100–700 with 60 s paused and 40 s of gap: 500 running; 50 s after it.
    let script = Script::new(vec![design()]).begin(100.0, 0).pause(200.0, 260.0).gap(300.0, 340.0);
    let script = script.done(700.0).close(700.0).then(750.0, What::Finished);
    let times = measure(script.session()).times;
    assert_eq!((times.elapsed, times.running, times.waiting), (s(750.0), s(500.0), s(150.0)));
    assert_eq!((times.paused, times.gap), (s(60.0), s(40.0)));
}

#[test]
fn a_round_is_finished_left_or_broken_off() {
    let script = || Script::new(vec![coding()]).begin(100.0, 0);
    assert_eq!(
        measure(script().left(200.0).session()).standing,
        HowFar::Left(LeftWhy::Interrupted)
    );
    assert_eq!(measure(script().until(200.0).session()).standing, HowFar::Unfinished);
    let back = script()
        .left(200.0)
        .then(300.0, What::Returned { away_unknown: false, wall: "2026-11-23T10:00:00Z".into() });
    assert_eq!(measure(back.clone().until(310.0).session()).standing, HowFar::Unfinished);
    // The 100 s away are a gap, over 60 s: the question is interrupted.
    let pacing = measure(back.until(310.0).session());
    assert_eq!(
        pacing.gaps.iter().map(|gap| (gap.place, gap.length)).collect::<Vec<_>>(),
        [(Some((0, Some(0))), Some(s(100.0)))]
    );
    assert!(pacing.slots[0].questions[0].interrupted);
    assert_eq!(pacing.slots[0].actual, Some(s(110.0)));
}

#[test]
fn time_away_that_nobody_knows_has_no_length_and_interrupts_its_question() {
    let wall = "2026-11-23T10:00:00+01:00".to_string();
    let back = What::Returned { away_unknown: true, wall };
    let script = Script::new(vec![coding()]).begin(100.0, 0).left(200.0).then(200.0, back);
    let script = script.done(300.0).show(300.0, 1).until(400.0);
    let pacing = measure(script.session());
    let gaps: Vec<_> = pacing.gaps.iter().map(|gap| (gap.place, gap.from, gap.length)).collect();
    assert_eq!(gaps, [(Some((0, Some(0))), at(200.0), None)]);
    assert!(question(&script, 0).interrupted && !question(&script, 1).interrupted);
    assert_eq!((pacing.times.elapsed, pacing.times.gap), (s(400.0), s(0.0)));
    let said = crate::report::text::render(&pacing, 120, false);
    assert!(said.contains(": an unknown time in which the tool did not run"), "{said}");
}

#[test]
fn a_gap_over_a_minute_interrupts_a_question() {
    for (gap, interrupted) in [(60.0, false), (60.001, true)] {
        let script =
            Script::new(vec![coding()]).begin(100.0, 0).gap(200.0, 200.0 + gap).until(400.0);
        assert_eq!(question(&script, 0).interrupted, interrupted, "{gap}");
        assert!(!question(&script, 1).interrupted);
    }
}

#[test]
fn gaps_are_listed_with_their_place() {
    let script = Script::new(vec![coding()])
        .gap(20.0, 30.0)
        .begin(100.0, 0)
        .done(200.0)
        .show(200.0, 1)
        .gap(250.0, 260.0);
    let gaps = measure(script.until(300.0).session()).gaps;
    let seen: Vec<_> =
        gaps.iter().map(|gap| (gap.place, gap.wall_clock.as_str(), gap.length)).collect();
    assert_eq!(
        seen,
        [(None, "09:00:20", Some(s(10.0))), (Some((0, Some(1))), "09:04:10", Some(s(10.0)))]
    );
}

#[test]
fn flags_are_ranked_by_severity_then_by_how_far_past_the_limit_they_are() {
    // Coding, shown at 100 s, first words at 165 s: 65 s, late. Quiet 300–340 (40 s, late) and
    // 400–470 (70 s, very late). Answer at 500 s: 400 s, late by 10 s. One question of two: not
    // reached. Phases by Enter at 350 (understand 250 s of 150: very late), answer at 500 (approach
    // 150 s), done at 700 s: code 200 s, test missed.
    let script = Script::new(vec![coding()])
        .listening(0.0)
        .begin(100.0, 0)
        .phase(350.0, 1)
        .answer(500.0)
        .done(700.0);
    let script =
        script.close(700.0).heard(0.0, 700.0, &[(165.0, 300.0), (340.0, 400.0), (470.0, 700.0)]);
    let pacing = measure(script.session());
    let found: Vec<_> = pacing.flags.iter().map(|flag| (flag.kind, flag.severity)).collect();
    assert_eq!(
        found,
        [
            // 0.9 × 70/30 = 2.1, and 0.5 × 250/170 = 0.7.
            (FlagKind::SilentStretch, VeryLate),
            (FlagKind::PhaseOver, VeryLate),
            // 0.9 × 40/30 = 1.2, 1 × 400/390, 0.5 (missed is missed), 0.4 × 65/60, 0.4.
            (FlagKind::SilentStretch, Late),
            (FlagKind::SlowFirstAnswer, Late),
            (FlagKind::PhaseMissed, Late),
            (FlagKind::SlowFirstWords, Late),
            (FlagKind::QuestionNotReached, Late),
        ]
    );
}

#[test]
fn of_what_is_past_three_times_its_limit_the_farthest_comes_first() {
    // Quiet 300–399 (1:39) and 500–700 (3:20): both more than three times 0:30.
    let script = Script::new(vec![coding()]).begin(100.0, 0).done(900.0).close(900.0);
    let script = script.heard(0.0, 900.0, &[(101.0, 300.0), (399.0, 500.0), (700.0, 900.0)]);
    let pacing = measure(script.session());
    let silences: Vec<_> = flags(&pacing, FlagKind::SilentStretch)
        .iter()
        .map(|(severity, value, _)| (*severity, *value))
        .collect();
    assert_eq!(silences, [(VeryLate, Some(s(200.0))), (VeryLate, Some(s(99.0)))]);
    assert!(pacing.flags[0].text.contains("silent for 3:20"), "{}", pacing.flags[0].text);
    assert!(crate::report::summary::worst(&pacing).unwrap().contains("silent for 3:20"));
    // What is missed is missed; the one that got least of it comes first.
    let script = Script::new(vec![coding()]).begin(100.0, 0).phase(110.0, 1).phase(111.0, 2);
    let pacing = measure(script.phase(400.0, 3).done(700.0).session());
    let missed: Vec<_> = flags(&pacing, FlagKind::PhaseMissed).iter().map(|of| of.1).collect();
    assert_eq!(missed, [Some(s(1.0)), Some(s(10.0))]);
}

#[test]
fn what_reads_alike_ranks_alike_and_is_told_in_order_of_time() {
    // Quiet for 40.2 s and for 40.9 s.
    let script = Script::new(vec![coding()]).begin(0.0, 0).done(900.0).close(900.0);
    let spoken = [(1.0, 100.0), (140.2, 300.0), (340.9, 900.0)];
    let pacing = measure(script.heard(0.0, 900.0, &spoken).session());
    let values: Vec<_> = flags(&pacing, FlagKind::SilentStretch).iter().map(|of| of.1).collect();
    assert_eq!(values, [Some(s(40.2)), Some(s(40.9))]);
    // Situation and task took 45.6% and 46.4%: 46% both.
    let mut slot = behavioral();
    slot.questions = vec![slot.questions[1].clone(); 2];
    let mut script = Script::new(vec![slot]).begin(0.0, 0);
    for (at, setup) in [45.6, 46.4].into_iter().enumerate() {
        let began = 300.0 * at as f64;
        script = if at == 0 { script } else { script.show(began, at) };
        script = script.phase(began + 20.0, 1).phase(began + setup, 2);
        script = script.phase(began + setup + 40.0, 3).answer(began + 100.0).done(began + 300.0);
    }
    let pacing = measure(script.close(600.0).session());
    let off = pacing.flags.iter().filter(|flag| flag.kind == FlagKind::StarBalance);
    let questions: Vec<_> = off.map(|flag| flag.question).collect();
    assert_eq!(questions, [Some(0), Some(1)], "{:?}", texts(&pacing));
}

#[test]
fn of_a_fault_in_several_answers_the_worst_is_told_and_the_others_in_their_order() {
    // Situations of 0:50, 3:10, 1:46 and 0:45, where 0:35 are allowed.
    let mut slot = behavioral();
    slot.questions = vec![slot.questions[1].clone(); 4];
    let mut script = Script::new(vec![slot]).begin(0.0, 0);
    let mut now = 0.0;
    for (at, situation) in [50.0, 190.0, 106.0, 45.0].into_iter().enumerate() {
        if at > 0 {
            script = script.show(now, at);
        }
        script = script.phase(now + situation, 1).phase(now + situation + 20.0, 2);
        script = script.phase(now + situation + 520.0, 3).answer(now + situation + 540.0);
        now += 900.0;
        script = script.done(now);
    }
    let pacing = measure(script.close(now).session());
    let lines = crate::report::flags::lines(&pacing);
    let told = lines.iter().find(|line| line.text.contains("situation: took")).unwrap();
    assert!(told.text.contains("question 2, situation: took 3:10 of"), "{}", told.text);
    assert!(told.text.contains("; the same in questions 1, 3 and 4 (0:50, 31:46 and 45:45 into"));
}

#[test]
fn answers_out_of_balance_are_one_fault_where_the_same_is_wrong() {
    // Setup too long and action too short; setup too long alone; both again.
    let mut slot = behavioral();
    slot.questions = vec![slot.questions[1].clone(); 3];
    let mut script = Script::new(vec![slot]).begin(0.0, 0);
    let mut now = 0.0;
    for (at, [setup, action]) in [[45.0, 40.0], [40.0, 55.0], [50.0, 40.0]].into_iter().enumerate()
    {
        if at > 0 {
            script = script.show(now, at);
        }
        script = script.phase(now + setup - 10.0, 1).phase(now + setup, 2);
        script = script.phase(now + setup + action, 3).answer(now + 100.0);
        now += 300.0;
        script = script.done(now);
    }
    let pacing = measure(script.close(now).session());
    let lines = crate::report::flags::lines(&pacing);
    let told: Vec<&str> = lines
        .iter()
        .filter(|line| line.flag.kind == FlagKind::StarBalance)
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "behavioral, question 3: situation and task took 50% of the answer (at most 35%), \
             action took 40% (at least 50%), tolerance under 3 points; the same in \
             question 1 (1:40 into the slot)",
            "behavioral, question 2: situation and task took 40% of the answer (at most 35%), \
             tolerance under 3 points",
        ]
    );
}

#[test]
fn the_drill_is_that_of_the_worst_flag() {
    // Coding: only a question not reached. Design: exploration took 9:01, over 1.5 times 6:00: very
    // late as an answer.
    let script = Script::new(vec![coding(), design(), behavioral()])
        .begin(100.0, 0)
        .answer(200.0)
        .done(300.0)
        .close(300.0);
    let script = script.begin(400.0, 1).answer(941.0).done(2000.0).close(2000.0);
    assert_eq!(
        next(&measure(script.session())).as_deref(),
        Some("mockround drill ml-design --phase problem-exploration")
    );
}

#[test]
fn nobody_touched_it_and_nothing_is_claimed() {
    // A whole round in which every question and slot ended by its time.
    let script = Script::new(vec![coding(), behavioral()])
        .begin(0.0, 0)
        .done(1050.0)
        .show(1050.0, 1)
        .done(2100.0)
        .close(2100.0);
    let script = script
        .begin(2400.0, 1)
        .done(2520.0)
        .show(2520.0, 1)
        .done(3300.0)
        .show(3300.0, 2)
        .done(4200.0)
        .close(4200.0);
    let pacing = measure(script.then(4200.0, What::Finished).session());
    assert_eq!(texts(&pacing), [""; 0]);
    assert_eq!(next(&pacing), None);
    assert_eq!(pacing.standing, HowFar::Finished);
}

#[test]
fn references_wait_until_the_question_is_over() {
    let script = Script::new(vec![coding()]).begin(100.0, 0);
    assert_eq!(question(&script.clone().left(200.0), 0).reference, None);
    let over = question(&script.done(200.0), 0).reference;
    assert!(matches!(over, Some(Reference::Approaches { first: Some(_), better: Some(_) })));
}

#[test]
fn ticks_undone_ratings_and_debrief_are_taken_over() {
    let ticked = Script::new(vec![design()])
        .begin(100.0, 0)
        .answer(400.0)
        .then(410.0, What::Ticked { item: 1 });
    let script =
        ticked.then(420.0, What::Ticked { item: 0 }).then(421.0, What::Undone { events: vec![4] });
    let script = script.done(2000.0).close(2000.0);
    let script =
        script.then(2010.0, What::Rated { slot: 0, ratings: [(Dimension::Time.into(), 2)].into() });
    let pacing = measure(
        script.then(2020.0, What::Debrief { text: "ask\u{1b}[31m first".into() }).session(),
    );
    let data = &pacing.slots[0].questions[0].phases[1];
    assert_eq!(
        data.checklist.iter().map(|item| item.made).collect::<Vec<_>>(),
        [false, true].map(Some)
    );
    assert_eq!(pacing.slots[0].rating(Dimension::Time), Some(2));
    assert_eq!(pacing.debrief.as_ref().map(GivenText::shown).as_deref(), Some("ask[31m first"));
}

#[test]
fn text_from_files_is_shown_clean() {
    let mut slot = coding();
    slot.title = "cod\u{1b}[2Jing\n1".into();
    slot.questions[0].question.title = "a\u{202e}b\u{9b}c".into();
    slot.questions[0].phases[0].name = "under\u{7}stand".into();
    let script =
        Script::new(vec![slot]).with(|header| header.round.title = "T\u{1b}]0;x\u{7}".into());
    let pacing = measure(script.begin(100.0, 0).phase(500.0, 1).until(600.0).session());
    assert_eq!(pacing.title.shown(), "T]0;x");
    assert_eq!(pacing.slots[0].title.shown(), "cod[2Jing 1");
    assert_eq!(pacing.slots[0].questions[0].title.shown(), "abc");
    assert_eq!(
        texts(&pacing),
        ["cod[2Jing 1, question 1, understand: took 6:40 of a 2:30 budget \
          (limit 2:50)"]
    );
}

#[test]
fn clock_times_follow_the_local_offset() {
    let script =
        Script::new(vec![coding()]).begin(100.0, 0).done(200.0).close(m(61, 1).as_secs_f64());
    let pacing = measure(script.session());
    // 61:01 after 09:00:00.
    assert_eq!(pacing.flags[0].wall_clock, "10:01:01");
    assert_eq!(pacing.slots[0].wall_clock.as_deref(), Some("09:01:40"));
}

#[test]
fn clock_times_follow_summer_time_that_begins_or_ends_in_a_round() {
    let clock = |begins: &str, change: &str| {
        let mut session = Script::new(vec![coding()]).begin(0.0, 0).session().clone();
        session.header.started = started(begins);
        session.header.clock_changes = vec![started(change)];
        [0.0, 599.0, 600.0, 4200.0].map(|seconds| session.wall_clock(at(seconds)))
    };
    assert_eq!(
        clock("2026-03-29T01:50:00+01:00", "2026-03-29T03:00:00+02:00"),
        ["01:50:00", "01:59:59", "03:00:00", "04:00:00"]
    );
    assert_eq!(
        clock("2026-10-25T02:50:00+02:00", "2026-10-25T02:00:00+01:00"),
        ["02:50:00", "02:59:59", "02:00:00", "03:00:00"]
    );
}

#[test]
fn a_question_that_was_not_shown_is_kept_back_while_the_round_can_go_on() {
    let kept = |script: &Script| -> Vec<bool> {
        let pacing = measure(script.session());
        pacing
            .slots
            .iter()
            .flat_map(|slot| &slot.questions)
            .map(|question| question.seen().is_none())
            .collect()
    };
    let left = Script::new(vec![coding()]).begin(0.0, 0).done(100.0).left(100.0);
    let shown = measure(left.session()).slots[0].questions[1].shown;
    assert_eq!((kept(&left), shown), (vec![false, true], None));
    assert_eq!(kept(&left.then(101.0, What::Finished)), [false, false]);
}

#[test]
fn a_fact_is_told_once_and_stands_in_every_place() {
    // Approach, to 6:30, took until 8:20: the answer is late, and so is the phase that it ends.
    let script = Script::new(vec![coding()]).begin(100.0, 0).phase(250.0, 1).answer(600.0);
    let pacing = measure(script.until(700.0).session());
    assert_eq!(kinds(&pacing), [FlagKind::SlowFirstAnswer, FlagKind::PhaseOver]);
    let told = crate::pacing::told_flags(&pacing, &pacing.flags);
    assert_eq!((told.len(), told[0].lead, &told[0].beside[..]), (1, 0, &[1][..]));

    // Two answers too long, and one too short.
    let mut slot = behavioral();
    slot.questions =
        vec![slot.questions[1].clone(), slot.questions[1].clone(), slot.questions[2].clone()];
    let script = Script::new(vec![slot])
        .begin(0.0, 0)
        .answer(200.0)
        .done(300.0)
        .show(300.0, 1)
        .answer(495.0)
        .done(600.0)
        .show(600.0, 2)
        .answer(620.0)
        .done(700.0)
        .close(700.0);
    let pacing = measure(script.session());
    let lengths = flags(&pacing, FlagKind::AnswerLength);
    assert_eq!(lengths.len(), 3);
    let lines: Vec<String> =
        crate::report::flags::lines(&pacing).into_iter().map(|line| line.text).collect();
    let of_length: Vec<&String> =
        lines.iter().filter(|line| line.contains("answer took")).collect();
    assert_eq!(
        of_length,
        [
            "behavioral, question 3: answer took 0:20, 0:25 short of 0:45 (tolerance under 5 s)",
            "behavioral, question 1: answer took 3:20, 0:20 past the 3:00 limit \
             (tolerance under 5 s); the same in question 2 (8:15 into the slot)",
        ]
    );
}
