//! What is wrong with a question, or missing, that reading it doesn't show: for those who write
//! questions.

mod calls;

use super::Entry;
use crate::fields::Problem;
use crate::round::python::is_taken;
use crate::round::{Brief, Question};

/// A field, and what is wrong with it.
pub(crate) type Fault = (&'static str, String);

impl Entry {
    /// Where its parts contradict or repeat each other.
    pub(crate) fn contradictions(&self) -> Vec<Problem> {
        let mut found = self.repeats();
        if let Brief::Coding { signature: Some(signature), examples, cases, .. } =
            &self.question.brief
        {
            found.extend(calls::faults(signature, &self.question.statement, examples, cases));
        }
        found.into_iter().map(|(field, message)| self.problem(field, message)).collect()
    }

    /// What may be asked on top and has no answer, in the kinds where there is a right one, or, of
    /// a design's probes, no weak answer; what is asked twice; and names that hide what Python has
    /// under them.
    pub(crate) fn warnings(&self) -> Vec<Problem> {
        let question = &self.question;
        let mut found = Vec::new();
        let mut before: Vec<&str> = Vec::new();
        let probes = question.notes.iter().map(|notes| ("phase.probes", &notes.probes));
        for (field, asks) in probes.chain([("follow-ups", &question.follow_ups)]) {
            for ask in asks {
                if before.iter().any(|of| is_alike(of, ask)) {
                    found.push(self.problem(field, format!("{ask:?} is asked twice")));
                }
                before.push(ask);
                if !question.kind().has_right_answers() {
                    continue;
                }
                let message = match question.answer_to(ask) {
                    None => format!("no answer to {ask:?}"),
                    Some(of) if of.weak.is_none() && field == "phase.probes" => {
                        format!("no weak answer to {ask:?}, which says how a poor one sounds")
                    }
                    Some(_) => continue,
                };
                found.push(self.problem(field, message));
            }
        }
        let names = question.brief.signature().into_iter().flat_map(|of| {
            let parameters = of.parameters.iter().map(|of| ("parameters.name", &of.name));
            [("function", &of.function)].into_iter().chain(parameters)
        });
        for (field, name) in names.filter(|(_, name)| is_taken(name)) {
            let message = format!("{name:?} hides what Python has under that name from the code");
            found.push(self.problem(field, message));
        }
        found
    }

    /// What is said twice where each is to say something else.
    fn repeats(&self) -> Vec<Fault> {
        let question = &self.question;
        let mut found = Vec::new();
        let hints = question.brief.hints();
        let told = [&question.statement, &question.title];
        for (n, hint) in hints.iter().enumerate() {
            if hints[..n].iter().any(|before| is_alike(before, hint)) {
                found.push(("hints", format!("{hint:?} is there twice")));
            }
            if told.iter().any(|text| plain(text).contains(&plain(hint))) {
                found.push(("hints", format!("{hint:?} says what the statement says already")));
            }
        }
        let probes = question.notes.iter().flat_map(|notes| &notes.probes);
        let asks: Vec<&String> = probes.chain(&question.follow_ups).collect();
        if let Some(twist) = question.brief.twist() {
            if asks.iter().any(|ask| is_alike(ask, &twist.ask)) {
                let message = format!("{:?} is a probe or follow-up already", twist.ask);
                found.push(("twist.ask", message));
            }
            if is_alike(&twist.ask, &twist.good) {
                let message = "must say what a good reaction does, not what is asked".to_string();
                found.push(("twist.good", message));
            }
        }
        for of in &question.answers {
            let field = match question.follow_ups.contains(&of.ask) {
                true => "follow-ups.answer",
                false => "phase.probes.answer",
            };
            if is_alike(&of.ask, &of.answer) {
                found.push((field, format!("{:?} is what is asked, and no answer", of.answer)));
            }
            if of.weak.as_ref().is_some_and(|weak| is_alike(weak, &of.answer)) {
                found.push((field, format!("{:?} is the weak answer too", of.answer)));
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

/// What is wrong with the examples and the cases of a question so that no code could pass them,
/// each with its field.
pub(crate) fn case_faults(question: &Question) -> Vec<Fault> {
    match &question.brief {
        Brief::Coding { signature: Some(signature), examples, cases, .. } => {
            calls::case_faults(signature, &question.statement, examples, cases)
        }
        _ => Vec::new(),
    }
}

fn is_alike(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// A text without what makes no difference to a reader: case, line breaks, signs around words.
fn plain(text: &str) -> String {
    let bare = |word: &str| word.trim_matches(|c: char| c.is_ascii_punctuation()).to_lowercase();
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    // Whole words: a space on either side.
    format!(" {} ", words.join(" ").trim())
}

#[cfg(test)]
mod tests;
