use crate::live::driven::{Driven, with_keys};
use crate::live::machine::checker::Checker;
use crate::live::machine::keys::{Incoming, Signal};
use crate::round::{Brief, Example, Likeness, Parameter, Signature};
use crate::samples::small;
use crate::session::Header;
use crate::session::event::What;
use crate::trial::Runner;

/// A round whose first question has a function, `twice(n)`, and this example of it.
fn header(input: &str, output: &str) -> Header {
    let mut header = small();
    let Brief::Coding { signature, examples, .. } =
        &mut header.round.slots[0].questions[0].question.brief
    else {
        panic!("it is coding");
    };
    *signature = Some(Signature {
        function: "twice".to_string(),
        parameters: vec![Parameter { name: "n".to_string(), of: "int".to_string() }],
        compare: Likeness::Exact,
    });
    examples.push(Example { input: input.to_string(), output: output.to_string(), why: None });
    header
}

/// What is typed into the file of the question on screen.
fn typed(round: &Driven) {
    std::fs::write(round.round.code.path().unwrap(), "def twice(n): return 2 * n\n").unwrap();
}

/// What is said until nothing is run any more, all of it at one time.
fn said_until_run(round: &mut Driven, seconds: f64) -> String {
    let mut said = String::new();
    loop {
        said += &round.frame(seconds, vec![]);
        if !round.round.checker.is_busy() {
            return said;
        }
        std::thread::yield_now();
    }
}

fn checks(round: &Driven) -> usize {
    let is_check = |(_, what): &&(f64, What)| matches!(what, What::Checked { .. });
    round.log().iter().filter(is_check).count()
}

#[test]
fn a_file_that_nobody_wrote_in_is_not_run_and_counts_nowhere() {
    let mut round = with_keys(header("n = 1", "2"));
    round.keys(10.0, "\n");
    let said = round.keys(70.0, "c");
    assert!(said.contains("   1:00  nothing is written in s1q1.py yet\n"), "{said}");
    let sent = round.send(80.0, "check");
    let said = round.frame(80.0, vec![]);
    assert!(said.contains("   1:10  nothing is written in s1q1.py yet (mark)\n"), "{said}");
    assert_eq!((checks(&round), round.round.checker.is_busy()), (0, false));
    drop(sent);
}

#[test]
fn that_code_runs_is_said_when_it_does_and_why_not_when_it_does_not() {
    let mut round = with_keys(header("n = 1", "2"));
    round.keys(10.0, "\n");
    typed(&round);
    let said = round.keys(70.0, "c") + &said_until_run(&mut round, 71.0);
    assert!(!said.contains("running your code"), "{said}");
    assert!(said.contains("no-such-python can't be started"), "{said}");
    assert!(said.contains("   1:00  ") || said.contains("   1:01  "), "{said}");
    assert_eq!(checks(&round), 0);
}

#[test]
fn who_takes_back_a_run_is_told_which_mark_goes_before_it_does() {
    let mut round = with_keys(header("n = 1", "2"));
    round.keys(10.0, "\n");
    let file = round.round.code.path().unwrap();
    let ready = std::fs::read_to_string(&file).unwrap();
    typed(&round);
    // Nothing stands before it.
    round.keys(20.0, "c");
    assert!(round.keys(21.0, "u").contains("nothing in this slot to take back"));
    round.keys(30.0, "a");
    said_until_run(&mut round, 31.0);
    round.keys(40.0, "c");
    let stays = "no run is taken back: u again takes back: first answer";
    assert!(round.keys(41.0, "u").contains(stays));
    assert!(round.keys(43.0, "u").contains("taken back: first answer"));
    said_until_run(&mut round, 44.0);
    // So it is where it ran nothing.
    for key in ["c", "h", "f"] {
        round.keys(45.0, "a");
        std::fs::write(&file, &ready).unwrap();
        round.keys(46.0, key);
        assert!(!round.round.checker.is_busy());
        let said = round.keys(47.0, "u");
        assert!(said.contains(" is taken back: u again takes back: first answer"), "{said}");
        assert!(round.keys(49.0, "u").contains("taken back: first answer"));
    }
    typed(&round);
    // Behind another mark it is that which is meant, also where it was refused.
    round.keys(50.0, "a");
    said_until_run(&mut round, 51.0);
    round.keys(60.0, "c");
    assert!(round.keys(61.0, "a").contains("marked already, at 0:40: u takes it back"));
    assert!(round.keys(63.0, "u").contains("taken back: first answer"));
}

#[test]
fn an_example_that_no_code_can_pass_is_the_question_s_fault() {
    for (input, output, field) in
        [("n = ", "2", "example.input"), ("m = 1", "2", "example.input"), ("n = 1", "[", "output")]
    {
        let mut round = with_keys(header(input, output));
        round.keys(10.0, "\n");
        typed(&round);
        let said = round.keys(70.0, "c").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("1:00 two-sum is not run: its question."), "{said}");
        assert!(said.contains(field), "{said}");
        assert!(!round.round.checker.is_busy() && checks(&round) == 0);
    }
}

#[test]
fn a_strict_round_runs_no_code_nor_says_that_it_could() {
    let mut header = header("n = 1", "2");
    header.strict = true;
    let mut round = with_keys(header);
    let said = round.keys(10.0, "\n");
    assert!(said.contains("s1q1.py") && !said.contains("c runs it"), "{said}");
    typed(&round);
    assert!(round.keys(70.0, "c").contains("   1:00  a strict round runs no code"));
    round.keys(80.0, "nn");
    assert!(!round.round.checker.is_busy());
}

/// A Python that never begins.
fn hang(round: &mut Driven) {
    let hangs = ["sh", "-c", "exec sleep 60"].map(str::to_string).to_vec();
    let runner = round.round.setup.runner.clone();
    round.round.checker = Checker::new(Runner { python: Some(hangs.into()), ..runner });
}

#[test]
fn a_run_that_is_broken_off_with_the_round_is_none_that_never_was() {
    let mut round = with_keys(header("n = 1", "2"));
    hang(&mut round);
    round.keys(10.0, "\n");
    typed(&round);
    round.keys(70.0, "c");
    // It goes on behind the end of its question, too.
    round.keys(72.0, "s");
    round.frame(75.0, vec![Incoming::Signal(Signal::Interrupt)]);
    assert!(!round.goes_on);
    let session = round.round.end().unwrap().session;
    let cut_off = session.events.iter().find_map(|event| match event.what {
        What::CheckCutOff { slot, question, asked } => Some((slot, question, asked)),
        _ => None,
    });
    let asked = crate::live::driven::now(70.0).at;
    assert_eq!(cut_off, Some((0, 0, asked)));
    let pacing = crate::pacing::measure(&session);
    let code = pacing.slots[0].questions[0].code.as_ref().unwrap();
    assert_eq!((code.runs.len(), code.has_passed(), code.broken_off()), (1, None, 1));
}

/// A round whose first slot is one question with cases kept back, and the second another.
fn with_cases() -> Driven {
    let mut header = header("n = 1", "2");
    let mut second = header.round.slots[0].clone();
    second.questions.remove(0);
    header.round.slots.push(second);
    header.round.slots[0].questions.truncate(1);
    let Brief::Coding { cases, .. } = &mut header.round.slots[0].questions[0].question.brief else {
        panic!("it is coding");
    };
    cases.push(Example { input: "n = 2".to_string(), output: "4".to_string(), why: None });
    let mut round = with_keys(header);
    round.keys(10.0, "\n");
    typed(&round);
    round
}

const UNDO: &str = "u + Enter takes the end of the slot back";

#[test]
fn while_the_end_of_a_slot_can_be_taken_back_no_cases_are_run() {
    let mut round = with_cases();
    assert!(round.keys(70.0, "n").contains(UNDO));
    round.frame(80.0, vec![]);
    assert!(!round.round.checker.is_busy());
    // Nothing of them was shown.
    assert!(round.line(90.0, "u").contains("taken back: next question"));
    assert!(round.keys(100.0, "n").contains(UNDO));
    // Nor while a question of the review is skipped; an answer stays.
    assert!(round.line(110.0, "").contains(UNDO) && !round.round.checker.is_busy());
    let said = round.line(111.0, "3") + &said_until_run(&mut round, 112.0);
    assert!(said.contains("no-such-python can't be started") && !said.contains(UNDO), "{said}");
    assert!(!round.line(120.0, "u").contains("taken back"));
}

#[test]
fn who_leaves_the_review_lets_the_cases_run_and_the_end_stand() {
    let mut round = with_cases();
    hang(&mut round);
    assert!(round.keys(70.0, "n").contains(UNDO));
    round.keys(80.0, "\u{4}");
    assert!(round.round.checker.is_busy());
    let said = round.keys(90.0, "u");
    assert!(said.contains("next question stays: what is kept back until then"), "{said}");
}

#[test]
fn a_slot_that_comes_before_the_review_is_over_leaves_its_cases_for_the_round_s_end() {
    let mut round = with_cases();
    hang(&mut round);
    round.keys(70.0, "n");
    let sent = round.send(80.0, "phase");
    round.frame(80.0, vec![]);
    assert!(round.round.conductor.open().is_some() && !round.round.checker.is_busy());
    drop(sent);
    round.keys(200.0, "q");
    assert!(round.round.conductor.open().is_none() && !round.round.checker.is_busy());
    round.keys(210.0, "\u{4}");
    assert!(!round.goes_on && round.round.checker.is_busy());
}

#[test]
fn a_kept_copy_that_can_not_be_read_is_told() {
    let mut round = with_cases();
    round.keys(70.0, "n");
    let copy = crate::session::store::code_at_its_end(&round.path(), (0, 0), "py");
    std::fs::remove_file(&copy).unwrap();
    std::fs::create_dir(&copy).unwrap();
    let said = round.keys(80.0, "\u{4}").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("s1q1-end.py can't be read: "), "{said}");
    assert!(said.contains("its cases kept back are not run"), "{said}");
}
