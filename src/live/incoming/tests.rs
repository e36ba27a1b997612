use std::time::Duration;

use crate::live::driven::{Driven, now, with_keys, with_script};
use crate::live::machine::keys::{Incoming, Signal};
use crate::round::Brief;
use crate::samples::{design, full, header, small};
use crate::session::Header;
use crate::session::event::{GapWhy, LeftWhy, What};
use crate::session::store::{Sending, SentMark, question_path};
use crate::session::timeline::Place;

#[test]
fn keys_count_at_the_time_of_their_frame() {
    let mut round = with_keys(small());
    let began = round.keys(10.0, "\n");
    assert!(began.contains("coding 1 began · 35:00 · 2 questions"), "{began}");
    assert!(began.contains("── question 1 of 2 ─"), "{began}");
    assert!(round.keys(200.0, "a").contains("   3:10  first answer 3:10\n"));
    assert!(round.keys(300.0, "nt").contains("   4:50  question 1 ended 4:50\n"));
    assert_eq!(round.log()[4..].iter().map(|(at, _)| *at).collect::<Vec<_>>(), [300.0, 300.0]);
}

#[test]
fn a_key_that_means_nothing_and_a_paste_say_so_once() {
    let mut round = with_keys(small());
    round.keys(10.0, "\n");
    let said = round.keys(301.0, "xyz");
    assert_eq!(said.matches("that key means nothing here: ? shows the keys").count(), 1, "{said}");
    assert!(round.frame(301.5, vec![Incoming::OtherKey]).is_empty());
    round.keys(301.7, "t");
    let said = round.keys(301.8, "ж").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("switch it to Latin letters"), "{said}");
    let pasted = round.frame(302.0, vec![Incoming::Pasted, Incoming::Pasted]);
    assert_eq!(pasted.matches("pasted text is ignored").count(), 1, "{pasted}");
    let end = Incoming::PasteEnded("ab".to_string());
    assert!(round.frame(302.1, vec![Incoming::Pasted, end]).is_empty());
    assert!(round.frame(303.0, vec![Incoming::Pasted]).contains("pasted text is ignored"));
}

#[test]
fn a_held_key_marks_once_and_a_double_press_twice_at_its_own_time() {
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    let before = round.log().len();
    for repeat in 0..40 {
        round.keys(10.0 + f64::from(repeat) * 0.03 + if repeat == 0 { 0.0 } else { 0.5 }, "n");
    }
    let ended = |round: &Driven| {
        let is_end = |(_, what): &&(f64, What)| matches!(what, What::QuestionEnded { .. });
        round.log().iter().filter(is_end).count()
    };
    assert_eq!(ended(&round), 1, "{:?}", &round.log()[before..]);
    round.keys(20.0, "t");
    round.keys(20.2, "t");
    // Due behind it, on waking up for it.
    assert_eq!(round.round.rest(now(20.2).reading).as_millis(), 61);
    round.frame(20.27, vec![]);
    let log = round.log();
    assert!(matches!(log[log.len() - 2..], [(20.0, What::Think), (20.2, What::ThinkEnded { .. })]));
}

#[test]
fn caps_lock_and_another_layout_mark_as_ever() {
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    assert!(round.keys(60.0, "A").contains("first answer 1:00"));
    assert!(round.keys(70.0, "т").contains("question 1 ended 1:10"));
}

#[test]
fn a_wait_of_a_script_lasts_whenever_its_end_comes() {
    let mut round = with_script(small());
    round.script(0.0, "start\nwait 10m\n");
    round.frame(5.0, vec![Incoming::Closed]);
    round.frame(599.0, vec![]);
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(0));
    let mut round = with_script(small());
    round.script(0.0, "start\nwait 10m\n");
    round.frame(5.0, vec![]);
    round.frame(300.0, vec![Incoming::Script("end\n".to_string())]);
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(0));
    round.frame(700.0, vec![Incoming::Closed]);
    let log = round.log();
    let ended = log.iter().find(|(_, what)| matches!(what, What::SlotEnded { .. }));
    assert!(matches!(ended, Some((600.0, _))), "{log:?}");
}

/// When the clock went on after a pause.
fn went_on(round: &Driven) -> Option<f64> {
    let log = round.log();
    log.iter().find(|(_, what)| *what == What::Resumed).map(|(at, _)| *at)
}

#[test]
fn a_pause_that_no_line_of_a_script_can_end_is_over() {
    // At its end, behind its waits; and at a line that waits for time which does not pass.
    for (script, over) in [
        ("start\npause\n", 5.0),
        ("start\npause\nwait 2m\n", 120.0),
        ("start\n@1:00 pause\n@2:00 next\n", 60.0),
        ("start\n@1:00 pause\nwait 30s\n@2:00 next\n", 90.0),
        ("start\n@1:00 end\npause\n@0:10 answer\n", 60.0),
    ] {
        let mut round = with_script(full());
        round.script(0.0, script);
        round.frame(5.0, vec![Incoming::Closed]);
        let said: String = (1..40).map(|n| round.frame(f64::from(n) * 5.0, vec![])).collect();
        assert_eq!(went_on(&round), Some(over), "{script}");
        let told = said.matches("the pause is over: no line of the script ends it").count();
        assert!(told <= 1 && !round.round.conductor.timeline().paused, "{script}: {said}");
    }
    // The next line ends it, or the one after a wait.
    let mut round = with_script(small());
    round.script(0.0, "start\n@1:00 pause\nwait 1m\npause\n@2:00 next\n");
    round.frame(500.0, vec![Incoming::Closed]);
    assert_eq!(went_on(&round), Some(120.0));
}

#[test]
fn a_pause_from_another_window_ends_there_though_the_script_is_over() {
    let mut round = with_script(small());
    round.script(0.0, "start\n");
    round.frame(5.0, vec![Incoming::Closed]);
    let sent = round.send(10.0, "pause");
    round.frame(10.0, vec![]);
    (11..60).for_each(|second| drop(round.frame(f64::from(second), vec![])));
    assert!(round.round.conductor.timeline().paused);
    drop(sent);
    let sent = round.send(60.0, "pause");
    round.frame(60.0, vec![]);
    assert_eq!(went_on(&round), Some(60.0));
    drop(sent);
}

#[test]
fn a_refused_key_names_the_key_that_helps() {
    let mut round = with_keys(small());
    assert!(round.keys(1.0, " ").contains("nothing is running yet: Enter begins"));
    round.keys(2.0, "\n ");
    assert!(round.keys(3.0, "a").contains("paused: Space goes on"));
}

#[test]
fn a_mark_from_elsewhere_counts_when_it_was_given_and_hears_what_to_run() {
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    round.keys(100.0, " ");
    let mut answer = round.send(105.0, "answer");
    let shown = round.frame(105.9, vec![]);
    assert!(shown.contains("paused: Space goes on (mark)"), "{shown}");
    let reply = answer.reply().unwrap();
    assert!(!reply.ok);
    assert_eq!(reply.text, "paused: `mockround mark pause` goes on");
    let (mut pause, mut dance) = (round.send(110.0, "pause"), round.send(108.0, "dance"));
    assert!(round.frame(110.9, vec![]).contains("going on (mark)"));
    assert_eq!(round.log().last(), Some(&(110.0, What::Resumed)));
    assert!(pause.reply().unwrap().ok);
    let unknown = dance.reply().unwrap();
    assert_eq!((unknown.ok, unknown.text.as_str()), (false, "\"dance\" is no mark"));
}

#[test]
fn a_mark_of_an_earlier_run_or_start_of_the_machine_hears_that_it_counts_no_more() {
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    let mut send = |stamp: Duration, sender: &str| {
        let (stamp, sender) = (stamp.as_nanos().to_string(), sender.to_string());
        let mark = SentMark { stamp, word: "think".to_string(), sender };
        let mut sending = Sending::new(round.path(), mark);
        sending.send().unwrap();
        round.frame(5.0, vec![]);
        (sending.reply().unwrap(), round.log().len())
    };
    let begun = send(Duration::ZERO, "1").1;
    let own = SentMark::of_this_process("1".to_string(), "think".to_string()).sender;
    let other_start = format!("0{own}");
    let began = now(0.0).stamp;
    for (stamp, sender) in [
        (began - Duration::from_nanos(1), &own),
        // Of a time when the machine ran for longer.
        (now(100.0).stamp, &own),
        (Duration::from_secs(9_000_000_000), &own),
        (now(4.0).stamp, &other_start),
    ] {
        let (reply, events) = send(stamp, sender);
        // Other platforms don't tell which start it was.
        let is_untold = !cfg!(target_os = "linux") && sender == &other_start;
        let text = "that was given before this run of the round, and doesn't count now";
        assert!(is_untold || (!reply.ok && reply.text == text && events == begun), "{reply:?}");
    }
    for stamp in [began, now(5.5).stamp] {
        assert!(send(stamp, &own).0.ok);
    }
}

#[test]
fn a_mark_from_elsewhere_hears_of_the_end_that_it_makes_and_one_too_late_that_it_is() {
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    let mut ends = [10.0, 11.0, 12.0].map(|seconds| round.send(seconds, "end"));
    round.frame(12.5, vec![]);
    assert!(!round.goes_on);
    let mut late = round.send(13.0, "think");
    let left = |round: &Driven| {
        round.log().into_iter().filter(|(_, what)| matches!(what, What::Left { .. })).count()
    };
    assert_eq!(left(&round), 1);
    round.round.end().unwrap();
    let replies = ends.each_mut().map(|end| end.reply().unwrap());
    assert_eq!(replies.each_ref().map(|reply| reply.ok), [true, true, false]);
    let over = late.reply().unwrap();
    assert_eq!((over.ok, over.text.as_str()), (false, "the round is over"));
    assert_eq!(replies[2], over);
}

#[test]
fn between_slots_to_end_is_to_leave() {
    let mut round = with_keys(small());
    assert!(round.keys(5.0, "q").contains("round left"));
    assert!(!round.goes_on);
    assert!(matches!(round.log()[..], [(5.0, What::Left { why: LeftWhy::Ended, .. })]));
}

#[test]
fn a_script_is_taken_line_by_line_at_the_times_that_it_names() {
    let mut round = with_script(small());
    let said = round.script(0.0, "start\n@3:00 answer\n@4:00 dance\n@5:00 answer\n");
    assert!(said.contains("script, line 3: \"dance\" is no mark"), "{said}");
    let said = round.frame(400.0, vec![]);
    assert!(said.contains("   3:00  first answer 3:00\n"), "{said}");
    let refused = "script, line 4: first answer is marked already, at 3:00: u takes it back\n";
    assert!(said.ends_with(refused), "{said}");
    assert_eq!(round.round.script_problems, 2);
    assert!(round.frame(5000.0, vec![Incoming::Closed]).contains("round finished"));
    assert!(!round.goes_on);
}

#[test]
fn a_script_goes_on_in_the_next_slot_however_late_a_frame_comes() {
    let script = "start\n@3:00 answer\n@10:00 end\n@2:00 answer\n@6:00 end\n@1:00 answer\n";
    let log = |frames: &[f64]| {
        let mut round = with_script(full());
        round.script(0.0, script);
        for &seconds in frames {
            round.frame(seconds, vec![]);
        }
        round.log()
    };
    let often: Vec<f64> = (1..100).map(|n| f64::from(n) * 20.0).collect();
    let log_of_few = log(&[1980.0]);
    assert_eq!(log_of_few, log(&often));
    let answers = log_of_few.iter().filter(|(_, what)| matches!(what, What::FirstAnswer));
    let at: Vec<f64> = answers.map(|(at, _)| *at).collect();
    // Each slot is followed by a break of five minutes.
    assert_eq!(at, [180.0, 900.0 + 120.0, 900.0 + 660.0 + 60.0]);
}

#[test]
fn a_signal_leaves_the_round_for_its_reason() {
    for (signal, why) in [
        (Signal::Interrupt, LeftWhy::Interrupted),
        (Signal::Quit, LeftWhy::Quit),
        (Signal::Terminate, LeftWhy::Terminated),
        (Signal::HangUp, LeftWhy::HungUp),
    ] {
        let mut round = with_keys(small());
        round.keys(1.0, "\n");
        round.frame(2.5, vec![Incoming::Signal(signal)]);
        assert!(!round.goes_on);
        let wall = "2026-11-23T09:00:14.5+01:00";
        let log = round.log();
        let Some((2.5, What::Left { why: left, wall: at })) = log.last() else { panic!("{log:?}") };
        let (at, wall) = (crate::session::parse_rfc3339(at), crate::session::parse_rfc3339(wall));
        assert_eq!((*left, at.unwrap().timestamp()), (why, wall.unwrap().timestamp()));
    }
}

#[test]
fn the_review_asks_line_by_line_and_one_enter_too_many_begins_nothing() {
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    let asked = round.keys(60.0, "q");
    assert!(asked.contains("u + Enter takes the end of the slot back"), "{asked}");
    assert!(round.line(61.0, "x").contains("x"), "what is not understood is asked again");
    assert!(round.round.conductor.reviewing.is_some());
    let summed = round.keys(70.0, "\u{4}");
    // Behind the prompt, on lines of their own.
    let open = "\n5 questions are open: `mockround review` asks them after the round\nsummary of 0";
    assert!(summed.contains(open), "{summed}");
    assert!(round.keys(70.9, "\n").contains("what is typed for the review marks nothing"));
    assert_eq!(round.keys(71.8, "\n"), "", "held, or pressed again");
    assert_eq!(round.round.conductor.timeline().place, Place::After(0));
    round.keys(72.8, "\n");
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(1));
    // What is open of all slots so far is told.
    round.keys(140.0, "q");
    let summed = round.keys(150.0, "\u{4}");
    assert!(summed.contains("\n10 questions are open: `mockround review` asks"), "{summed}");
}

#[test]
fn a_paste_at_a_prompt_is_one_line_and_answers_nothing_before_enter() {
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    round.keys(60.0, "q");
    let before = round.log().len();
    let pasted = |text: &str| vec![Incoming::Pasted, Incoming::PasteEnded(text.to_string())];
    assert_eq!(round.frame(61.0, pasted("0:10\n3\n4\n")), "");
    assert_eq!(round.log().len(), before);
    let refused = round.keys(62.0, "\n");
    assert_eq!(refused.matches("\"0:10 3 4\" is no time").count(), 1, "{refused}");
    round.frame(63.0, pasted("0:10\n"));
    // What is typed stays behind the prompt when it is asked again.
    let _sent = round.send(63.5, "answer");
    round.frame(63.6, vec![]);
    assert!(round.keys(64.0, "\n").contains("rating"));
    assert!(matches!(round.log().last(), Some((64.0, What::Corrected { .. }))));
    // The terminal is gone: the review stays open.
    round.frame(65.0, vec![Incoming::Closed]);
    assert!(!round.goes_on);
}

#[test]
fn whatever_ends_a_prompt_what_comes_next_begins_on_a_line_of_its_own() {
    let asking = || {
        let mut round = with_keys(full());
        round.keys(0.0, "\n");
        assert!(round.keys(60.0, "q").ends_with("] "));
        round
    };
    let mut round = asking();
    // A mark that changes nothing: the prompt is drawn again, below what was said.
    let _sent = round.send(61.0, "answer");
    let said = round.frame(61.5, vec![]);
    assert!(said.starts_with("\n") && said.ends_with("] "), "{said:?}");
    let _sent = round.send(62.0, "end");
    let left = round.frame(62.5, vec![]);
    assert!(!round.goes_on);
    let end = |left: &str| (left.starts_with('\n'), left.ends_with('\n'), left.contains("] "));
    assert_eq!(end(&left), (true, true, false), "{left:?}");
    // The next slot begins.
    let mut round = asking();
    let _sent = round.send(61.0, "phase");
    let begun = round.frame(61.5, vec![]);
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(1));
    assert!(begun.starts_with('\n') && !begun.contains("] "), "{begun:?}");
    let ended = asking().keys(61.0, "\u{4}");
    assert!(ended.ends_with("\nsummary of 0\n"), "{ended:?}");
}

#[test]
fn the_end_of_a_slot_is_taken_back_before_the_first_answer_only() {
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    round.keys(60.0, "q");
    assert!(round.line(61.0, "u").contains("taken back: end"));
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(0));
    // What isn't understood, or is skipped, is no answer.
    round.keys(62.0, "q");
    assert!(round.line(63.0, "x").contains("u + Enter takes"));
    assert!(round.line(64.0, "").contains("u + Enter takes"));
    assert!(round.line(65.0, "U").contains("taken back: end"));
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(0));
    round.keys(67.0, "q");
    let asked = round.line(68.0, "0:10");
    assert!(!asked.contains("u + Enter"), "{asked}");
    let before = round.log().len();
    assert!(round.line(69.0, "u").contains("u takes nothing back here"));
    assert_eq!(round.round.conductor.timeline().place, Place::After(0));
    assert_eq!(round.log().len(), before, "and answers nothing");
}

#[test]
fn a_slot_that_begins_under_a_question_says_so_and_takes_no_key_that_is_meant_for_it() {
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    let asked = round.keys(60.0, "q");
    assert!(asked.contains("First answer, question 1"), "{asked}");
    // The break is over.
    let begun = round.frame(360.0, vec![]);
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(1));
    assert!(begun.contains("the question above stays open, and `mockround review` asks it"));
    let before = round.log().len();
    let stray = round.keys(360.1, "0:1");
    assert_eq!(stray.matches("what is typed for the review marks nothing").count(), 1, "{stray}");
    assert_eq!(round.keys(361.0, "0n"), "");
    assert_eq!(round.keys(366.0, "\n"), "", "the end of that line");
    assert_eq!(round.log().len(), before);
    assert!(round.keys(370.0, "t").contains("thinking"));
}

#[test]
fn keys_that_are_meant_for_a_slot_answer_nothing_in_its_review() {
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    assert!(round.keys(60.0, "q").contains("First answer, question 1"));
    let before = round.log().len();
    // Pressed once more, and held.
    let said = round.keys(60.5, "n");
    assert_eq!(said.matches("what is typed as a slot ends answers nothing").count(), 1, "{said}");
    assert!(said.ends_with("] "), "asked again: {said}");
    for repeat in 0..60 {
        assert_eq!(round.keys(60.8 + f64::from(repeat) * 0.03, "n"), "");
    }
    assert_eq!(round.keys(64.0, "\n"), "", "the end of that line");
    assert_eq!(round.log().len(), before);
    assert!(round.line(65.5, "n").contains("rating"));
    assert!(matches!(round.log()[before..], [(65.5, What::Corrected { to: None, .. })]));
    // Ctrl-D is none of a slot's keys.
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    round.keys(60.0, "q");
    assert!(round.keys(60.2, "\u{4}").contains("summary of 0"));
    assert!(!round.keys(61.5, "\n").contains("answers nothing"));
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(1));
}

#[test]
fn an_enter_that_is_held_skips_one_question_of_the_review() {
    for every in [0.03, 0.09, 0.1, 0.25] {
        let mut round = with_keys(full());
        round.keys(0.0, "\n");
        round.keys(60.0, "q");
        let mut asked = round.keys(62.0, "\n");
        // A key begins to repeat after a while.
        asked.extend((0..40).map(|n| round.keys(62.5 + f64::from(n) * every, "\n")));
        // Asked again behind what is said, once.
        assert_eq!(asked.matches("· 2 of ").count(), 2, "{asked}");
        assert_eq!(asked.matches("] ").count(), 2, "{asked}");
        assert_eq!(asked.matches("Enter again: held or pressed twice, it counts once").count(), 1);
        // A second later it counts.
        let later = 63.5 + 39.0 * every;
        assert_eq!(round.keys(later, "\n").matches("· 3 of ").count(), 1);
        // Answers are taken as fast as they are typed.
        assert_eq!(round.keys(later + 0.1, "n\n").matches("] ").count(), 1);
        assert_eq!(round.keys(later + 0.2, "n\n").matches("] ").count(), 1);
    }
}

#[test]
fn an_enter_that_is_held_on_the_last_question_begins_no_slot() {
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    round.keys(60.0, "q");
    assert!(round.keys(70.0, "\u{4}").contains("summary of 0"));
    for n in 0..50 {
        round.keys(70.4 + f64::from(n) * 0.1, "\n");
    }
    round.frame(75.5, vec![]);
    assert_eq!(round.round.conductor.timeline().place, Place::After(0));
    round.keys(77.0, "\n");
    assert_eq!(round.round.conductor.timeline().place, Place::InSlot(1));
}

#[test]
fn keys_that_come_with_the_end_of_a_slot_are_meant_for_no_break() {
    let mut round = with_keys(full());
    round.keys(0.0, "\n");
    let asked = round.keys(60.0, "q\nq");
    assert_eq!(round.round.conductor.timeline().place, Place::After(0));
    assert!(round.goes_on && asked.ends_with("] "), "{asked}");
}

#[test]
fn a_review_that_nobody_answers_stays_open_at_the_end_of_its_round() {
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    round.keys(60.0, "q");
    round.line(100.0, "n");
    // Five minutes behind the last answer.
    round.frame(399.0, vec![]);
    assert!(round.goes_on);
    round.frame(400.0, vec![]);
    assert!(!round.goes_on);
    assert_eq!(round.log().last(), Some(&(400.0, What::Finished)));
}

#[test]
fn time_without_the_tool_is_a_gap_but_not_a_stop_in_a_strict_round() {
    let mut round = with_keys(small());
    round.keys(0.0, "\n");
    assert!(round.late(60.0, GapWhy::Suspended).contains("gap of 1:00 (the machine slept)"));
    let mut header = small();
    header.strict = true;
    let mut strict = with_keys(header);
    strict.keys(0.0, "\n");
    assert!(!strict.late(60.0, GapWhy::Stopped).contains("gap"));
    assert_eq!(strict.log().len(), 2);
}

/// A terse design with three facts: scale, not given, background.
fn terse() -> Header {
    let mut header = header(vec![design()]);
    let question = &mut header.round.slots[0].questions[0].question;
    question.statement = "A shop sells.\n\nDesign it. It is a large one.\n".to_string();
    question.brief = Brief::MlDesign {
        scale: vec!["7 a second".to_string()],
        given: Vec::new(),
        not_given: vec!["ratings".to_string()],
        opening: None,
        names: Vec::new(),
        twist: None,
    };
    header.round.tell(true);
    header
}

#[test]
fn digits_ask_for_facts_while_these_stand_in_the_checklists_place_and_tick_else() {
    let mut round = with_keys(terse());
    let shown = round.keys(1.0, "\n");
    assert!(
        shown.contains("A shop sells. Design it.\n") && !shown.contains("large one"),
        "{shown}"
    );
    let last = |round: &Driven| round.log().pop().unwrap().1;
    round.keys(10.0, "f");
    assert!(round.round.facts_stand());
    let told = round.keys(20.0, "3");
    assert!(told.contains("background: A shop sells. Design it. It is a large one."), "{told}");
    assert_eq!(last(&round), What::FactGiven { fact: 2 });
    let again = round.keys(30.0, "r");
    assert!(again.contains("background:\nA shop sells."), "{again}");
    round.keys(40.0, "f");
    assert!(!round.round.facts_stand());
    round.keys(50.0, "1");
    assert_eq!(last(&round), What::FactGiven { fact: 2 }, "a digit asks for none now");
    let file = std::fs::read_to_string(question_path(&round.path())).unwrap();
    assert!(file.ends_with("A shop sells. Design it.\n"), "{file}");
}

#[test]
fn a_script_and_another_process_ask_for_facts_by_their_numbers() {
    let mut round = with_script(terse());
    round.script(0.0, "start\n@0:10 fact 1\n@0:20 fact 1\n");
    let said = round.frame(30.0, vec![]);
    assert!(said.contains("script, line 3: "), "{said}");
    let names = round.send(31.0, "fact");
    let second = round.send(31.5, "fact--number=2");
    round.frame(32.0, vec![]);
    let reply = |mut sending: Sending| sending.reply().unwrap();
    assert!(reply(names).text.starts_with("ask for [1] "));
    assert!(reply(second).ok);
    let given = |(_, what): &(f64, What)| matches!(what, What::FactGiven { .. });
    assert_eq!(round.log().iter().filter(|of| given(of)).count(), 2);
}
