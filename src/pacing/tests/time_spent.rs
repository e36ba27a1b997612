use super::*;
use crate::pacing::{Lender, Loan, Spent};
use crate::samples::{coding, m, s};

fn spent(script: &Script) -> Vec<Spent> {
    measure(script.session()).slots[0].spent.clone()
}

fn loan(from: Lender, time: Duration) -> Loan {
    Loan { from, time }
}

#[test]
fn time_over_a_budget_is_borrowed_from_spare_first_and_then_from_the_end() {
    // Question 1, shown at 0: understand 3:00 (0:30 over 2:30), approach 8:00 (4:00 over), code
    // 7:00 (1:00 left), test 3:00 (0:30 over); question 2 with only `a` and `n`: 6:00 and 8:00.
    // Spare: 1:00.
    let script =
        Script::new(vec![coding()]).begin(0.0, 0).phase(180.0, 1).phase(660.0, 2).phase(1080.0, 3);
    let script = script.done(1260.0).show(1260.0, 1).answer(1620.0).done(2100.0).close(2100.0);
    let spent = spent(&script);
    // Rows: 0–3 question 1's phases, 4 understand and approach of question 2 (6:30), 5 its code and
    // test (10:30).
    let seen: Vec<_> =
        spent.iter().map(|row| (row.question, row.phases.clone(), row.planned, row.used)).collect();
    assert_eq!(
        seen,
        [
            (0, 0..=0, m(2, 30), Some(m(3, 0))),
            (0, 1..=1, m(4, 0), Some(m(8, 0))),
            (0, 2..=2, m(8, 0), Some(m(7, 0))),
            (0, 3..=3, m(2, 30), Some(m(3, 0))),
            (1, 0..=1, m(6, 30), Some(m(6, 0))),
            (1, 2..=3, m(10, 30), Some(m(8, 0))),
        ]
    );
    // understand takes 0:30 of the spare 1:00; approach the other 0:30 and 3:30 of the last row's
    // 10:30, which leaves it 7:00.
    assert_eq!(spent[0].loans, [loan(Lender::Spare, m(0, 30))]);
    assert_eq!(spent[1].loans, [loan(Lender::Spare, m(0, 30)), loan(Lender::Later(5), m(3, 30))]);
    // code leaves 1:00, of which test takes 0:30; row 4 leaves 0:30 more.
    assert_eq!(spent[2].loans, []);
    assert_eq!(spent[3].loans, [loan(Lender::Earlier, m(0, 30))]);
    assert_eq!(spent[4].loans, []);
    // The last row used 8:00 of the 7:00 that were left to it: 0:30 + 0:30 were left over by then,
    // so the slot is in time.
    assert_eq!(spent[5].loans, [loan(Lender::Earlier, m(1, 0))]);
}

#[test]
fn what_nobody_can_lend_is_past_the_end() {
    // Question 1 takes 30:00 of its 17:00: 1:00 spare, 12:00 of question 2, which then has 5:00; it
    // uses 8:00: 3:00 past the end.
    let script = Script::new(vec![coding()])
        .begin(0.0, 0)
        .done(1800.0)
        .show(1800.0, 1)
        .done(2280.0)
        .close(2280.0);
    let spent = spent(&script);
    assert_eq!(spent[0].loans, [loan(Lender::Spare, m(1, 0)), loan(Lender::Later(1), m(12, 0))]);
    assert_eq!(spent[1].loans, [loan(Lender::Overtime, m(3, 0))]);
}

#[test]
fn a_question_that_was_not_reached_used_nothing_known() {
    let script = Script::new(vec![coding()]).begin(0.0, 0).done(2100.0).close(2100.0);
    let spent = spent(&script);
    assert_eq!((spent[1].question, spent[1].phases.clone(), spent[1].used), (1, 0..=3, None));
    // 35:00 of 17:00: 1:00 spare and all 17:00 of question 2.
    assert_eq!(spent[0].loans, [loan(Lender::Spare, m(1, 0)), loan(Lender::Later(1), m(17, 0))]);
}

#[test]
fn phases_that_a_question_broke_off_before_used_nothing_known() {
    let script =
        Script::new(vec![coding()]).begin(0.0, 0).phase(150.0, 1).phase(390.0, 2).until(400.0);
    let used: Vec<_> = spent(&script).iter().map(|row| row.used).collect();
    assert_eq!(used, [Some(s(150.0)), Some(s(240.0)), Some(s(10.0)), None, None]);
}

#[test]
fn spare_time_lends_before_earlier_phases_and_those_before_later_ones() {
    // understand leaves 0:50 of its 2:30; approach takes 3:20 more than its 4:00.
    let script = Script::new(vec![coding()]).begin(0.0, 0).phase(100.0, 1).phase(540.0, 2);
    let loans = spent(&script.until(600.0))[1].loans.clone();
    let expected = [
        loan(Lender::Spare, m(1, 0)),
        loan(Lender::Earlier, m(0, 50)),
        loan(Lender::Later(4), m(1, 30)),
    ];
    assert_eq!(loans, expected);
}
