//! What is wrong with a question, or missing, that reading it doesn't show: for those who write
//! questions.

use super::Entry;
use crate::fields::Problem;
use crate::round::python::{PyFault, PyType, PyValue};
use crate::round::{Brief, Example, Parameter, Signature};

impl Entry {
    /// Where its signature, its statement and its examples contradict each other.
    pub(crate) fn contradictions(&self) -> Vec<Problem> {
        let Brief::Coding { signature: Some(signature), examples, cases, .. } =
            &self.question.brief
        else {
            return Vec::new();
        };
        let mut problems = Vec::new();
        let mut result = None;
        match returned(signature, &self.question.statement) {
            Ok(of) => result = of,
            Err(why) => problems.push(self.problem("function", why)),
        }
        let cases = cases.iter().map(|case| (["case.input", "case.output"], case));
        let examples = examples.iter().map(|of| (["example.input", "example.output"], of));
        for ([input, output], example) in examples.chain(cases) {
            if let Err(why) = given(&signature.parameters, example) {
                problems.push(self.problem(input, why));
            }
            if let Err(why) = returns(result.as_ref(), example) {
                problems.push(self.problem(output, why));
            }
        }
        problems
    }

    /// What may be asked on top and has no answer, in the kinds where there is a right one.
    pub(crate) fn unanswered(&self) -> Vec<Problem> {
        let question = &self.question;
        if !question.kind().has_right_answers() {
            return Vec::new();
        }
        let probes = question.notes.iter().map(|notes| ("phase.probes", &notes.probes));
        let mut found = Vec::new();
        for (field, asks) in probes.chain([("follow-ups", &question.follow_ups)]) {
            for ask in asks.iter().filter(|ask| question.answer_to(ask).is_none()) {
                found.push(self.problem(field, format!("no answer to {ask:?}")));
            }
        }
        found
    }

    fn problem(&self, field: &str, message: String) -> Problem {
        Problem {
            line: Some(self.line),
            field: format!("question.{field}"),
            ..Problem::with_file(&self.file, message)
        }
    }
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

/// Whether an example gives each parameter a value of its type, in order.
fn given(parameters: &[Parameter], example: &Example) -> Result<(), String> {
    let input = &example.input;
    let named = PyValue::named(input).map_err(|fault| unreadable(input, &fault))?;
    let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    let wanted: Vec<&str> = parameters.iter().map(|of| of.name.as_str()).collect();
    if names != wanted {
        let (names, wanted) = (names.join(", "), wanted.join(", "));
        return Err(format!("{input:?} gives {names}, and the parameters are {wanted}"));
    }
    for (Parameter { name, of }, (_, value)) in parameters.iter().zip(&named) {
        if PyType::parse(of).is_ok_and(|of| !of.holds(value)) {
            return Err(format!("{input:?}: {name} is no {of}"));
        }
    }
    Ok(())
}

/// Whether an example's output is a value of what the function returns.
fn returns(result: Option<&PyType>, example: &Example) -> Result<(), String> {
    let output = &example.output;
    let value = PyValue::parse(output).map_err(|fault| unreadable(output, &fault))?;
    if result.is_some_and(|of| !of.holds(&value)) {
        return Err(format!("{output:?} is not of the type that the statement says"));
    }
    Ok(())
}

fn unreadable(text: &str, fault: &PyFault) -> String {
    format!("{text:?} can't be read as Python: {fault}")
}

#[cfg(test)]
mod tests;
