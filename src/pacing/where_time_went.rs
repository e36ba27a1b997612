//! Where a slot's time went: what each phase used, and whose time it was. Time over a budget is
//! borrowed: from the spare time first, then from what earlier phases left over, then from the
//! slot's last phase backwards.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::QuestionPacing;
use super::phases::groups;

/// The time of a phase, or of several of one question that no mark tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spent {
    /// The question.
    pub(crate) question: usize,
    /// Its phases.
    pub(crate) phases: RangeInclusive<usize>,
    /// Their budgets together.
    pub(crate) planned: Duration,
    /// Their running time, so far if the question broke off in them; `None` if they were not
    /// reached.
    pub(crate) used: Option<Duration>,
    /// Whose time it was that they used over their budget.
    pub(crate) loans: Vec<Loan>,
}

/// Time used over a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loan {
    /// Whose it was.
    pub(crate) from: Lender,
    /// How much.
    pub(crate) time: Duration,
}

/// Whose time was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lender {
    /// Nobody's: no phase was given it.
    Spare,
    /// That of earlier phases, which left it over.
    Earlier,
    /// A later row's of [`super::SlotPacing::spent`], by its position.
    Later(usize),
    /// None of the slot's: it was past its end.
    Overtime,
}

/// Where a slot's time went, from its spare time and its questions.
pub(crate) fn of(spare: Duration, questions: &[QuestionPacing]) -> Vec<Spent> {
    let mut spent = Vec::new();
    for (position, question) in questions.iter().enumerate() {
        spent.extend(rows(position, question));
    }
    let mut left: Vec<Duration> = spent.iter().map(|row| row.planned).collect();
    let (mut spare, mut left_over) = (spare, Duration::ZERO);
    for row in 0..spent.len() {
        let Some(used) = spent[row].used else { continue };
        left_over += left[row].saturating_sub(used);
        let mut over = used.saturating_sub(left[row]);
        left[row] = Duration::ZERO;
        let mut loans = Vec::new();
        let mut lend = |from: Lender, has: &mut Duration| {
            let time = over.min(*has);
            if !time.is_zero() {
                over -= time;
                *has -= time;
                loans.push(Loan { from, time });
            }
        };
        lend(Lender::Spare, &mut spare);
        lend(Lender::Earlier, &mut left_over);
        for later in (row + 1..left.len()).rev() {
            lend(Lender::Later(later), &mut left[later]);
        }
        lend(Lender::Overtime, &mut Duration::MAX.clone());
        spent[row].loans = loans;
    }
    spent
}

fn rows(position: usize, question: &QuestionPacing) -> Vec<Spent> {
    let phases = question.phases.len();
    let groups = match (question.shown, phases.checked_sub(1)) {
        (_, None) => Vec::new(),
        (Some(_), _) => groups(phases, &question.stays),
        (None, Some(last)) => std::iter::once(0..=last).collect(),
    };
    let mut rows = Vec::new();
    for phases in groups {
        let of = &question.phases[phases.clone()];
        let mut is_reached = of.iter().any(|phase| phase.actual.is_some());
        let mut used = Duration::ZERO;
        for stay in question.stays.iter().filter(|stay| phases.contains(&stay.first)) {
            is_reached = true;
            used += stay.length();
        }
        rows.push(Spent {
            question: position,
            planned: of.iter().map(|phase| phase.planned).sum(),
            used: is_reached.then_some(used),
            loans: Vec::new(),
            phases,
        });
    }
    rows
}
