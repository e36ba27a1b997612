//! The cases of a question that are kept back until it has ended: its own, or of one that is built
//! in, those that stand in `builtin/cases.txt`.

use crate::round::{Brief, Example, Question};

/// Made by `tests/it/bank_coding/cases.rs` from the proven solvers: a question's id on a line of
/// its own, and a case a line below it, input and output with a tab between them.
const BUILTIN: &str = include_str!("../builtin/cases.txt");

/// The cases of a question that are kept back; there may be none.
pub(crate) fn kept_back(question: &Question) -> Vec<Example> {
    match &question.brief {
        Brief::Coding { cases, .. } if !cases.is_empty() => cases.clone(),
        Brief::Coding { signature: Some(_), .. } => builtin(question.id.as_str()),
        _ => Vec::new(),
    }
}

fn builtin(id: &str) -> Vec<Example> {
    let mut lines = BUILTIN.lines().skip_while(|line| *line != id).skip(1);
    let mut cases = Vec::new();
    while let Some((input, output)) = lines.next().and_then(|line| line.split_once('\t')) {
        cases.push(Example { input: input.to_string(), output: output.to_string(), why: None });
    }
    cases
}
