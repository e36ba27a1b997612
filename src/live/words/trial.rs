//! What is said of code that was run. Pure text, on lines of their own.

use std::io;
use std::path::Path;

use crate::round::Question;
use crate::text::{clean_line, counted, system};
use crate::trial::{CaseFailure, Passed, TrialResult};

/// A text is cut behind so many characters …
const LONGEST: usize = 160;

/// … and what a case was given, where what came of it stands on the same line, behind so many.
const GIVEN: usize = 60;

/// A Python has taken the code up.
pub(crate) const RUNNING: &str = "running your code";

/// The question was un-shown while its code was run.
pub(crate) const NEVER_SHOWN: &str =
    "its question was taken back before its code was run through: that run counts nowhere";

/// The round is over, and code that the candidate wants to see run is waited for …
pub(crate) const AWAITED: &str = "your code is still being run: Ctrl-C or q skips that";

/// … or code that is run against the cases kept back.
pub(crate) const CASES_AWAITED: &str =
    "running your code against the cases kept back: Ctrl-C or q skips them";

/// It is waited for no longer …
pub(crate) const SKIPPED: &str = "skipped: what would have come of it stays unknown";

/// … but is run later.
pub(crate) const CASES_SKIPPED: &str = "skipped: `mockround review` runs them";

/// It is run now, which was not when its slot was over.
pub(crate) const CASES_RUN: &str =
    "running your code against the cases kept back: Ctrl-C ends that";

/// What came of the examples; of a question that ended meanwhile, with its title.
pub(crate) fn examples(result: &TrialResult, late: Option<&str>) -> String {
    let Passed { passed, of } = result.examples;
    let seconds = result.took.as_secs_f64();
    let mut text = late.map(|title| format!("{}: ", clean_line(title))).unwrap_or_default();
    text += &match result.examples.is_all() {
        true => format!("all {} passed ({seconds:.1} s)", counted(of, "example", "examples")),
        false => {
            format!("{passed} of {} passed ({seconds:.1} s)", counted(of, "example", "examples"))
        }
    };
    let notes = result.notes.iter().cloned().chain(left(result));
    for line in result.first_failure.iter().flat_map(failure).chain(notes) {
        text += &format!("\n           {}", clean_line(&line));
    }
    text
}

/// What a run has left so far.
pub(crate) fn left(result: &TrialResult) -> Option<String> {
    let folder = result.left.as_ref()?.display().to_string();
    Some(clean_line(&format!("{folder} is not removed yet: a later run goes on with that")))
}

/// A case that failed, in lines.
pub(crate) fn failure(failure: &CaseFailure) -> Vec<String> {
    let CaseFailure { input, expected, got, error, printed } = failure;
    let mut lines = vec![format!("first to fail: {}", cut(input))];
    lines.push(format!("expected: {}", cut(expected)));
    lines.extend(got.iter().map(|got| format!("got:      {}", cut(got))));
    lines.extend(error.iter().map(|error| format!("error:    {}", cut(error))));
    let printed: Vec<&str> = printed.lines().take(5).collect();
    if !printed.is_empty() {
        lines.push(format!("printed:  {}", cut(&printed.join(" / "))));
    }
    lines
}

/// The first case that failed, in a line, for the session.
pub(crate) fn failed(failure: &CaseFailure) -> String {
    let CaseFailure { input, expected, got, error, .. } = failure;
    let came = match (got, error) {
        (_, Some(error)) => cut(error),
        (Some(got), None) => {
            format!("expected {}, got {}", cut_to(expected, GIVEN), cut_to(got, GIVEN))
        }
        (None, None) => format!("expected {}", cut(expected)),
    };
    format!("{}: {came}", cut_to(input, GIVEN))
}

/// A case that nobody's code could pass: the question is to be mended.
pub(crate) fn bad_case(question: &Question, field: &str, why: &str) -> String {
    clean_line(&format!("{} is not run: its question.{field}: {why}", question.id.as_str()))
}

/// Code as it stood at its question's end that can't be read any more.
pub(crate) fn copy_unread(copy: &Path, why: &io::Error) -> String {
    let (name, why) = (copy.file_name().unwrap_or_default().to_string_lossy(), system(why));
    clean_line(&format!("{name} can't be read: {why}; its cases kept back are not run"))
}

/// What came of the cases that were kept back.
pub(crate) fn kept_back(title: &str, cases: Passed, failed: Option<&str>) -> String {
    let Passed { passed, of } = cases;
    let failed = failed.map(|failed| format!(" · {failed}")).unwrap_or_default();
    clean_line(&format!("{title}, as it stood at the end: {passed} of {of} cases{failed}"))
}

fn cut(text: &str) -> String {
    cut_to(text, LONGEST)
}

fn cut_to(text: &str, longest: usize) -> String {
    let text = clean_line(text);
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_case_is_told_however_long_it_is_what_it_was_given() {
        let mut failure = CaseFailure {
            input: format!("names = [{}]", "7, ".repeat(90)),
            expected: "[1]".to_string(),
            got: None,
            error: Some("time: not over in 2 s".to_string()),
            printed: String::new(),
        };
        let told = failed(&failure);
        assert!(told.starts_with("names = [7, 7,") && told.ends_with("…: time: not over in 2 s"));
        failure.error = None;
        failure.got = Some("2, ".repeat(90));
        assert!(failed(&failure).contains("…: expected [1], got 2, 2, "), "{}", failed(&failure));
    }
}
