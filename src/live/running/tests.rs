use crate::live::driven::{Driven, with_keys};
use crate::round::{Brief, Example, Likeness, Parameter, Signature};
use crate::samples::small;
use crate::session::Header;
use crate::session::event::What;

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
    typed(&round);
    // Nothing stands before it.
    round.keys(20.0, "c");
    assert!(round.keys(21.0, "u").contains("nothing in this slot to take back"));
    round.keys(30.0, "a");
    said_until_run(&mut round, 31.0);
    round.keys(40.0, "c");
    let stays = "a run of your code stays: u again takes back: first answer";
    assert!(round.keys(41.0, "u").contains(stays));
    assert!(round.keys(43.0, "u").contains("taken back: first answer"));
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
