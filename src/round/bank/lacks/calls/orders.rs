//! Whether the pairs of a question whose result may have any order that keeps them say which.

use super::{can_be_pairs, fields};
use crate::round::bank::lacks::Fault;
use crate::round::python::PyValue;
use crate::round::{Example, Signature};

/// What is wrong with pairs that are no pairs, name what isn't in the order that is expected, or
/// point both ways. Where nothing is expected, as there is no such order, they may say anything.
pub(super) fn faults(signature: &Signature, examples: &[Example], cases: &[Example]) -> Vec<Fault> {
    let mut faults = Vec::new();
    // Whether the first of a pair stands before the second, as the first pair of all has it.
    let mut way = None;
    for (n, example) in examples.iter().chain(cases).enumerate() {
        let (input, output) = fields(n >= examples.len());
        let Some((pairs, order)) = read(signature, example) else { continue };
        for pair in &pairs {
            let Some((a, b)) = ends(pair) else {
                let why = "the list of pairs has an item that is no pair";
                faults.push((input, format!("{:?}: {why}", example.input)));
                break;
            };
            let place = |of: &PyValue| order.iter().position(|item| item.is_same(of));
            if order.is_empty() {
                continue;
            }
            let (Some(first), Some(second)) = (place(a), place(b)) else {
                let why = "a pair names what is not in the result";
                faults.push((input, format!("{:?}: {why}", example.input)));
                break;
            };
            if first != second && *way.get_or_insert(first < second) != (first < second) {
                let why = "a pair stands the other way round than those before it";
                faults.push((output, format!("{:?}: {why}", example.output)));
                break;
            }
        }
    }
    faults
}

/// The pairs that an example gives, and the order that it expects, if any.
fn read(signature: &Signature, example: &Example) -> Option<(Vec<PyValue>, Vec<PyValue>)> {
    let mut named = PyValue::named(&example.input).ok()?;
    let position = signature.parameters.iter().position(can_be_pairs)?;
    let items = |value| match value {
        PyValue::List(items) | PyValue::Tuple(items) => Some(items),
        _ => None,
    };
    let pairs = (position < named.len()).then(|| named.swap_remove(position).1)?;
    let order = PyValue::parse(&example.output).ok()?;
    Some((items(pairs)?, items(order).unwrap_or_default()))
}

fn ends(pair: &PyValue) -> Option<(&PyValue, &PyValue)> {
    match pair {
        PyValue::List(of) | PyValue::Tuple(of) => match of.as_slice() {
            [a, b] => Some((a, b)),
            _ => None,
        },
        _ => None,
    }
}
