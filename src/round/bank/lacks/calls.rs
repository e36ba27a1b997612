//! How a coding question's function is called, held against its statement, its examples and its
//! cases.

mod orders;

use std::collections::BTreeSet;

use super::Fault;
use crate::round::python::{PyFault, PyType, PyValue};
use crate::round::{Example, Likeness, Parameter, Signature};

/// Everything that is wrong with it.
pub(super) fn faults(
    signature: &Signature,
    statement: &str,
    examples: &[Example],
    cases: &[Example],
) -> Vec<Fault> {
    let mut faults = names(signature);
    let mut result = None;
    match returned(signature, statement) {
        Ok(of) => result = of,
        Err(why) => faults.push(("function", why)),
    }
    for parameter in &signature.parameters {
        let of = PyType::parse(&parameter.of).ok().filter(PyType::is_impossible);
        faults.extend(of.map(|_| ("parameters.type", unhashable(&parameter.of))));
    }
    if result.as_ref().is_some_and(PyType::is_impossible) {
        faults.push(("function", unhashable("what the statement says comes back")));
    }
    let all = || examples.iter().chain(cases);
    let why = match &result {
        Some(of) => uncomparable(signature, of),
        None => untyped(signature, all()),
    };
    faults.extend(why.map(|why| ("compare", why.to_string())));
    let mut inputs = BTreeSet::new();
    for (n, example) in all().enumerate() {
        let (input, output) = fields(n >= examples.len());
        if let Err(why) = given(&signature.parameters, example) {
            faults.push((input, why));
        } else if !inputs.insert(example.input.split_whitespace().collect::<String>()) {
            faults.push((input, format!("{:?} is there twice", example.given())));
        }
        if let Err(why) = returns(signature.compare, result.as_ref(), example) {
            faults.push((output, why));
        }
    }
    if signature.compare == Likeness::TopologicalOrder && has_pairs(signature) {
        faults.extend(orders::faults(signature, examples, cases));
    }
    faults
}

/// What is wrong with the examples and the cases so that no code could pass them.
pub(super) fn case_faults(
    signature: &Signature,
    statement: &str,
    examples: &[Example],
    cases: &[Example],
) -> Vec<Fault> {
    let result = returned(signature, statement).ok().flatten();
    let mut faults = Vec::new();
    for (n, example) in examples.iter().chain(cases).enumerate() {
        let (input, output) = fields(n >= examples.len());
        let returned = returns(signature.compare, result.as_ref(), example);
        faults.extend(given(&signature.parameters, example).err().map(|why| (input, why)));
        faults.extend(returned.err().map(|why| (output, why)));
    }
    faults
}

/// The fields of an example, or of a case that is kept back.
fn fields(is_case: bool) -> (&'static str, &'static str) {
    match is_case {
        false => ("example.input", "example.output"),
        true => ("case.input", "case.output"),
    }
}

/// Names that stand for two things.
fn names(signature: &Signature) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for Parameter { name, .. } in &signature.parameters {
        if !seen.insert(name) {
            faults.push(("parameters.name", format!("{name:?} is there twice")));
        } else if *name == signature.function {
            faults.push(("parameters.name", format!("{name:?} is the function's name")));
        }
    }
    faults
}

fn unhashable(what: &str) -> String {
    format!("{what}: a set's items and a dict's keys can't be lists, sets or dicts")
}

/// What the function returns, as the statement has it; `None` where it doesn't say.
///
/// # Errors
/// The statement doesn't name the function with its parameters, or a type that is none.
fn returned(signature: &Signature, statement: &str) -> Result<Option<PyType>, String> {
    let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let call = signature.call();
    let Some((_, rest)) = statement.split_once(&format!("`{call}")) else {
        return Err(format!("the statement has no `{call}`"));
    };
    let Some(rest) = rest.strip_prefix(" -> ") else { return Ok(None) };
    PyType::begins(rest).map(Some).map_err(|fault| format!("the statement's `{call}`: {fault}"))
}

/// Why results of a type can't be compared as the question says, where they can't.
fn uncomparable(signature: &Signature, result: &PyType) -> Option<&'static str> {
    let can_be = |is_meant: fn(&PyType) -> bool| result.alternatives().into_iter().any(is_meant);
    let is_list =
        |of: &PyType| matches!(of, PyType::List(_) | PyType::Tuple(_) | PyType::LongTuple(_));
    // Of a bare list nothing more is known.
    let may_be_a_float = |of: &PyType| matches!(of, PyType::Float | PyType::List(None));
    match signature.compare {
        Likeness::AnyOrder if !can_be(is_list) => Some(NO_ORDER),
        Likeness::Tolerance if !result.has(&may_be_a_float) => Some(NO_FLOAT),
        Likeness::TopologicalOrder if !can_be(is_list) => Some(NO_ORDER),
        Likeness::TopologicalOrder if !has_pairs(signature) => Some(NO_PAIRS),
        _ => None,
    }
}

/// The same where the statement says no type: what is expected tells.
fn untyped<'a>(
    signature: &Signature,
    mut examples: impl Iterator<Item = &'a Example>,
) -> Option<&'static str> {
    let mut some = |is_meant: fn(&PyValue) -> bool| {
        examples.any(|of| PyValue::parse(&of.output).is_ok_and(|value| value.has(&is_meant)))
    };
    let is_list = |value: &PyValue| matches!(value, PyValue::List(_) | PyValue::Tuple(_));
    let is_number = |value: &PyValue| matches!(value, PyValue::Float(_) | PyValue::Int(_));
    match signature.compare {
        Likeness::AnyOrder if !some(is_list) => Some(NO_ORDER),
        Likeness::Tolerance if !some(is_number) => Some(NO_FLOAT),
        Likeness::TopologicalOrder if !some(is_list) => Some(NO_ORDER),
        Likeness::TopologicalOrder if !has_pairs(signature) => Some(NO_PAIRS),
        _ => None,
    }
}

const NO_ORDER: &str = "what comes back has no order of its own: exact is meant";
const NO_FLOAT: &str = "no float comes back, and nothing else is rounded: exact is meant";
const NO_PAIRS: &str = "needs one parameter that is a list of pairs, such as list[list[int]]";

/// Whether one parameter, and no other, can be a list of pairs.
fn has_pairs(signature: &Signature) -> bool {
    signature.parameters.iter().filter(|of| can_be_pairs(of)).count() == 1
}

fn can_be_pairs(parameter: &Parameter) -> bool {
    match PyType::parse(&parameter.of) {
        Ok(PyType::List(Some(pair))) => match *pair {
            PyType::List(_) => true,
            PyType::Tuple(of) => of.len() == 2,
            _ => false,
        },
        _ => false,
    }
}

/// Whether an example gives each parameter a value of its type, in order.
fn given(parameters: &[Parameter], example: &Example) -> Result<(), String> {
    let input = &example.input;
    let named = PyValue::named(input).map_err(|fault| unreadable(input, &fault))?;
    let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    let wanted: Vec<&str> = parameters.iter().map(|of| of.name.as_str()).collect();
    if names != wanted {
        let listed = |names: &[&str]| match names {
            [] => "nothing".to_string(),
            names => names.join(", "),
        };
        let (names, wanted) = (listed(&names), listed(&wanted));
        return Err(format!("{input:?} gives {names}, and the parameters are {wanted}"));
    }
    for (Parameter { name, of }, (_, value)) in parameters.iter().zip(&named) {
        if PyType::parse(of).is_ok_and(|of| !of.holds(value)) {
            return Err(format!("{input:?}: {name} is no {of}"));
        }
    }
    Ok(())
}

/// Whether an example's output is a value of what the function returns, or of several such values.
fn returns(compare: Likeness, result: Option<&PyType>, example: &Example) -> Result<(), String> {
    let output = &example.output;
    let value = PyValue::parse(output).map_err(|fault| unreadable(output, &fault))?;
    let values = match (compare, &value) {
        (Likeness::OneOf, PyValue::List(values)) if !values.is_empty() => values.as_slice(),
        (Likeness::OneOf, _) => {
            return Err(format!("{output:?} must be a list of all results that are right"));
        }
        _ => std::slice::from_ref(&value),
    };
    let is_endless = |value: &PyValue| matches!(value, PyValue::Float(of) if !of.is_finite());
    if compare == Likeness::Tolerance && value.has(&is_endless) {
        return Err(format!("{output:?}: every number is within a tolerance of infinity"));
    }
    if result.is_some_and(|of| !values.iter().all(|value| of.holds(value))) {
        return Err(format!("{output:?} is not of the type that the statement says"));
    }
    Ok(())
}

fn unreadable(text: &str, fault: &PyFault) -> String {
    format!("{text:?} can't be read as Python: {fault}")
}
