use super::*;
use crate::live::words::correction::{self as words, not_corrected};
use crate::samples::{Script, behavioral, coding, design, s};

/// The approach begins at 1:40, the answer is pressed at 6:40, testing begins at 10:00; nothing is
/// marked in the second question but its end.
fn marked() -> Script {
    let script = Script::new(vec![coding(), design()])
        .begin(100.0, 0)
        .think(130.5, 160.0)
        .phase(200.4, 1)
        .answer(500.0)
        .phase(700.0, 3)
        .done(1100.0);
    script.show(1100.0, 1).done(2000.0).close(2000.0)
}

fn marks(script: &Script) -> SlotMarks {
    SlotMarks::of(script.session(), &Timeline::of(script.session()), 0)
}

/// The list without its heading.
fn listed(script: &Script) -> Vec<String> {
    let list = words::list("coding 1", &marks(script));
    list.lines().skip(1).filter(|line| line.starts_with("   ")).map(str::to_string).collect()
}

/// The same session with what lines say, each of them understood.
fn after(script: Script, lines: &[&str]) -> Script {
    lines.iter().fold(script, |script, line| {
        let what = marks(&script).correct(line).unwrap().unwrap();
        script.then(2001.0, what)
    })
}

fn refused(script: &Script, line: &str) -> String {
    not_corrected(&marks(script).correct(line).unwrap_err())
}

#[test]
fn the_marks_of_a_slot_are_listed_in_their_order_and_an_answer_that_was_not_marked() {
    let expected = [
        "   1    0:30  think",
        "   2    1:40  approach began",
        "   3    6:40  first answer",
        "   4   10:00  test began",
        "   5       –  first answer: not marked",
    ];
    assert_eq!(listed(&marked()), expected);
    let script = after(marked(), &["3 5:00", "5 2:10", "4 never"]);
    let expected = [
        "   1    0:30  think",
        "   2    1:40  approach began",
        "   3    5:00  first answer (marked at 6:40)",
        "   4       –  test began: never (marked at 10:00)",
        "   5    2:10  first answer (said in the review)",
    ];
    assert_eq!(listed(&script), expected);
}

#[test]
fn what_is_said_last_counts_and_a_mark_that_never_was_can_have_been_after_all() {
    let script = after(marked(), &["3 5:00", "3 never", "3 4:00", "3 6:40"]);
    assert_eq!(marks(&script).rows[2].at, Some(s(400.0)), "to the millisecond, as it was given");
    let timeline = Timeline::of(script.session());
    let before = Timeline::of(marked().session());
    let question = |timeline: &Timeline| timeline.slots[0].questions[0].clone();
    assert_eq!(question(&timeline).moves, question(&before).moves);
    assert_eq!(question(&timeline).thinks, question(&before).thinks);
}

#[test]
fn a_mark_keeps_its_place_among_the_others_and_hears_where_that_is() {
    let script = marked();
    assert_eq!(
        refused(&script, "3 1:39"),
        "that is before the mark above it, next phase at 1:40: it can lie from 1:40 to 10:00"
    );
    assert_eq!(
        refused(&script, "2 6:41"),
        "that is after the mark below it, first answer at 6:40: it can lie from 1:00 to 6:40"
    );
    assert_eq!(
        refused(&script, "1 1:01"),
        "that is after the mark below it, end of the think at 1:00: it can lie from 0:00 to 1:00"
    );
    assert!(refused(&script, "4 17:00").contains("after the question's end at 16:40"));
    // At the same second it is beside its neighbour, which has a fraction.
    let beside = marks(&script).correct("3 1:40").unwrap().unwrap();
    assert!(matches!(beside, What::Corrected { to: Some(to), .. } if to == s(100.4)));
    // Where the neighbour has moved, there is more room.
    assert!(marks(&after(script, &["2 1:10"])).correct("3 1:39").is_ok());
}

#[test]
fn a_line_is_a_number_and_a_time_or_never() {
    let script = marked();
    for (line, why) in [
        ("now\n", "\"now\" is no number above"),
        ("6:10", "\"6:10\" is no number above: write one from 1 to 5"),
        ("0 6:10", "\"0\" is no number above"),
        ("6 6:10", "\"6\" is no number above"),
        ("3", "when was it? write 3 6:10, or 3 never"),
        ("3 6", "6: minutes or seconds?"),
        ("3 soon", "\"soon\" is no time: write 3 6:10, or 3 never"),
        ("2: now", "\"now\" is no time: write 2 6:10, or 2 never"),
    ] {
        assert!(refused(&script, line).starts_with(why), "{line}: {}", refused(&script, line));
    }
    for same in ["3 6:40", "3: 6m 40s", "2 1:40"] {
        assert_eq!(marks(&script).correct(same), Ok(None), "{same}");
    }
    let never = after(marked(), &["3 N"]);
    assert_eq!(marks(&never).correct("3 never"), Ok(None));
}

#[test]
fn what_follows_from_a_mark_follows_it() {
    let run = |script: &Script| Timeline::of(script.session()).slots[0].questions[0].clone();
    let moved = run(&after(marked(), &["1 0:20", "2 1:30", "3 5:00"]));
    let at = crate::samples::at;
    assert_eq!(moved.thinks.values().next().unwrap().from, at(120.0));
    let moves: Vec<_> = moved.moves.values().map(|to| (to.at, to.to)).collect();
    assert_eq!(moves, [(at(190.0), 1), (at(400.0), 2), (at(700.0), 3)]);
    assert_eq!(moved.first_answer, Some(at(400.0)));
    // A phase that never began tells nothing of the one before it.
    let without = run(&after(marked(), &["3 never"]));
    assert_eq!(without.first_answer, None);
    assert!(without.moves.values().nth(1).unwrap().passes, "{:?}", without.moves);
    let slots = crate::pacing::measure(after(marked(), &["3 never"]).session()).slots;
    let phases = slots[0].questions[0].phases.iter().map(|phase| phase.actual.is_some());
    assert_eq!(phases.collect::<Vec<_>>(), [true, false, false, true]);
}

#[test]
fn a_think_that_a_mark_ended_ends_with_it_wherever_that_goes() {
    let script = Script::new(vec![coding()])
        .begin(100.0, 0)
        .then(200.0, What::Think)
        .answer(230.0)
        .done(1100.0)
        .close(1100.0);
    let thinks = |script: &Script| {
        let run = &Timeline::of(script.session()).slots[0].questions[0];
        run.thinks.values().map(|think| think.to.unwrap().0).collect::<Vec<_>>()
    };
    let at = crate::samples::at;
    assert_eq!(thinks(&script), [at(230.0)]);
    assert_eq!(thinks(&after(script.clone(), &["2 1:50"])), [at(210.0)]);
    // And lasts no longer than thinks do.
    assert_eq!(thinks(&after(script, &["2 5:00"])), [at(260.0)]);
}

#[test]
fn a_refusal_calls_the_answer_as_its_list_does() {
    let script = Script::new(vec![behavioral()]).begin(0.0, 0).done(100.0).show(100.0, 1);
    let script = script.phase(120.0, 1).answer(220.0).then(250.0, What::Think).done(400.0);
    let script = script.close(400.0);
    assert_eq!(listed(&script)[1..], ["   2    2:00  answer told", "   3    2:30  think"]);
    let why = "that is before the mark above it, answer told at 2:00: it can lie from 2:00 to 5:00";
    assert_eq!(refused(&script, "3 1:00"), why);
}

#[test]
fn a_list_of_many_marks_looks_at_each_of_them_once() {
    use crate::session::given::LOOKS;
    for thinks in [10, 1000] {
        let mut script = Script::new(vec![coding(), design()]).begin(100.0, 0);
        for n in 0..thinks {
            let from = 100.0 + f64::from(n) / 2.0;
            script = script.think(from, from + 0.25);
        }
        let end = 100.0 + f64::from(thinks);
        let script = script.done(end).close(end);
        let timeline = Timeline::of(script.session());
        LOOKS.set(0);
        let marks = SlotMarks::of(script.session(), &timeline, 0);
        // A think and its end are a mark each.
        assert_eq!(LOOKS.get(), 2 * thinks as usize);
        let last = &marks.rows[thinks as usize - 1];
        assert_eq!((last.kind, last.which), (Correctable::Think, Some(thinks as usize - 1)));
    }
}

#[test]
fn numbers_stay_those_of_the_list_and_what_a_correction_adds_is_behind_them() {
    let script = Script::new(vec![behavioral()]).begin(0.0, 0).done(50.0);
    let past = behavioral().questions[1].answer_phase().unwrap() + 1;
    let script = script.show(50.0, 1).phase(80.0, 1).phase(170.0, past).done(250.0);
    let script = script.show(250.0, 2).phase(280.0, 1).done(500.0).close(500.0);
    let list = marks(&script);
    // Without the move that tells it an answer is open, which a new list has above what the next
    // question has.
    let without = after(script.clone(), &["2 never"]);
    let now = list.again(without.session(), &Timeline::of(without.session()));
    let questions =
        |marks: &SlotMarks| marks.rows.iter().map(|row| row.question).collect::<Vec<_>>();
    assert_eq!(questions(&list), [1, 1, 2, 2]);
    assert_eq!(questions(&marks(&without)), [1, 1, 1, 2, 2]);
    assert_eq!(questions(&now), [1, 1, 2, 2, 1]);
    assert_eq!(now.correct("3 0:40"), list.correct("3 0:40"));
    let added = words::listed_behind(&now, 4).unwrap();
    assert!(added.starts_with("question 2, ") && added.contains("\n   5 "), "{added}");
    assert_eq!(words::listed_behind(&list, 4), None);
    // What other marks tell again keeps its number, too.
    let back = without.then(2002.0, list.correct("2 1:50").unwrap().unwrap());
    let again = now.again(back.session(), &Timeline::of(back.session()));
    assert_eq!((questions(&again), again.rows[1].at), (questions(&now), Some(s(110.0))));
}
