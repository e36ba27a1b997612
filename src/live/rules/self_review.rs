//! What the candidate is asked about a behavioral slot before any number is shown, in an
//! interviewer's words.

/// A question of the self-review, answered yes, unsure or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its name in sessions and reports.
    pub ask: &'static str,
    /// What the candidate is asked.
    pub question: &'static str,
    /// Whether it is one of the risks that an interviewer weighs in the person; else it is about
    /// the answers.
    pub risk: bool,
}

/// What is asked, in order: about the answers, then the five risks (issue 4).
pub const CHECKS: [Check; 9] = [
    about("ownership", "Ownership: was it clear what you did yourself?"),
    about("structure", "Structure: situation, task, action, result, in this order?"),
    about("result with a number", "Result: did every answer end on one, with a number?"),
    about("scale", "Scale: did you say how large it was, beyond one to one?"),
    risk(
        "collapses under ambiguity",
        "From your answers: would this person collapse under ambiguity?",
    ),
    risk("spins their wheels", "Would they spin their wheels?"),
    risk("blames others", "Would they blame others?"),
    risk("needs hand-holding", "Would they need hand-holding?"),
    risk("thinks in systems", "Do they think in systems?"),
];

const fn about(ask: &'static str, question: &'static str) -> Check {
    Check { ask, question, risk: false }
}

const fn risk(ask: &'static str, question: &'static str) -> Check {
    Check { ask, question, risk: true }
}

/// Reads `y`, `?`, `n` …, and what is said after it.
///
/// # Errors
/// What is allowed.
pub fn read(line: &str) -> Result<(&'static str, Option<String>), String> {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let answer = match word.trim_end_matches([',', ':', '.', ';']).to_lowercase().as_str() {
        "y" | "yes" => "yes",
        "u" | "unsure" | "?" => "unsure",
        "n" | "no" => "no",
        _ => {
            return Err(format!(
                "{word:?} is no answer: allowed are y, ?, n, and what shows it; or Enter to skip"
            ));
        }
    };
    let rest = rest.trim();
    Ok((answer, (!rest.is_empty()).then(|| rest.to_string())))
}
