//! What the Python is handed on its standard input: the harness, the code and the cases.

use serde_json::json;

use super::CodeTrial;
use crate::word::Word as _;

/// Runs the cases and answers; it stands in the job.
const HARNESS: &str = include_str!("harness.py");

/// What Python is given as its program: it reads the job, and runs the harness that is in it.
/// The harness has the built-in names for itself, whatever the code makes of them.
pub(super) const BOOT: &str = "import sys, json; JOB = json.loads(sys.stdin.buffer.read()); \
     exec(compile(JOB['harness'], '<mockround>', 'exec'), {'__name__': '<mockround>', \
     '__builtins__': dict(__builtins__.__dict__), 'JOB': JOB})";

/// The job: its cases from one on. Answers begin with `word`.
pub(super) fn job(trial: &CodeTrial, first: usize, word: &str) -> String {
    let cases: Vec<_> = trial
        .examples
        .iter()
        .chain(trial.cases.iter().flatten())
        .map(|case| json!({ "input": case.input, "output": case.output }))
        .collect();
    json!({
        "harness": HARNESS,
        "word": word,
        "name": trial.name,
        // A character for each byte.
        "code": trial.code.iter().map(|&byte| char::from(byte)).collect::<String>(),
        "function": trial.signature.function,
        "compare": trial.signature.compare.word(),
        "cases": cases,
        "first": first,
    })
    .to_string()
}
