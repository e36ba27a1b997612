//! The file that a candidate types code in, as it stands ready: the statement as a comment, the
//! signature with its types, the examples. Code that is to be mended stands there as code.

use super::python::PyType;
use super::{Brief, Question, Signature, handout};
use crate::text::{clean, clean_line};

/// Comments are no longer, in columns, as Python's own style has it.
const WIDTH: usize = 79;

/// What stands above code in a statement, and below it.
const FENCE: &str = "```python";
const FENCE_ENDS: &str = "```";

/// The ending of a file's name.
pub(crate) const PYTHON: &str = "py";

/// The file in Python. A question without a signature is a comment only.
pub(crate) fn python(question: &Question) -> String {
    let Brief::Coding { signature: Some(signature), .. } = &question.brief else {
        return comment(question, false);
    };
    match to_mend(signature, &question.statement) {
        Some(code) => format!("{}\n\n{code}\n", comment(question, true)),
        None => {
            let head = head(signature, &question.statement);
            format!("{}\n\n{head}\n    pass\n", comment(question, false))
        }
    }
}

/// The question as a comment, with the code in it or without.
fn comment(question: &Question, has_code_below: bool) -> String {
    let mut lines = vec![clean_line(&question.title)];
    lines.extend(handout::untitled(question, WIDTH - "# ".len()));
    let (mut text, mut is_in_code) = (String::new(), false);
    for line in lines {
        if has_code_below && line == FENCE {
            (is_in_code, text) = (true, text + "# (the code below)\n");
        }
        if !is_in_code {
            text += format!("# {}", clean(&line)).trim_end();
            text += "\n";
        }
        is_in_code &= line != FENCE_ENDS;
    }
    text
}

/// Code in the statement that defines the function already: it is there to be mended.
fn to_mend(signature: &Signature, statement: &str) -> Option<String> {
    let (_, rest) = statement.split_once(&format!("\n{FENCE}\n"))?;
    let (code, _) = rest.split_once(&format!("\n{FENCE_ENDS}"))?;
    let defines = format!("def {}(", signature.function);
    code.lines().any(|line| line.starts_with(&defines)).then(|| clean(code))
}

/// Whether the file in Python is as it stands ready still; how an editor ends its lines doesn't
/// matter.
pub(crate) fn is_untouched(question: &Question, code: &[u8]) -> bool {
    let code = String::from_utf8_lossy(code);
    let lines = |text: &str| {
        let text = text.trim_start_matches('\u{feff}').trim_end();
        text.lines().map(|line| line.trim_end().to_string()).collect::<Vec<_>>()
    };
    lines(&code) == lines(&python(question))
}

/// The line that defines the function.
fn head(signature: &Signature, statement: &str) -> String {
    let parameters: Vec<String> =
        signature.parameters.iter().map(|of| format!("{}: {}", of.name, of.of)).collect();
    let returned = returned(signature, statement);
    let returned = returned.map(|of| format!(" -> {of}")).unwrap_or_default();
    format!("def {}({}){returned}:", signature.function, parameters.join(", "))
}

/// What the function returns, as its statement has it.
fn returned(signature: &Signature, statement: &str) -> Option<String> {
    let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, rest) = statement.split_once(&format!("`{}", signature.call()))?;
    let (written, _) = rest.trim_start_matches('`').strip_prefix(" -> ")?.split_once('`')?;
    PyType::parse(written).is_ok().then(|| written.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::QuestionKind;
    use crate::round::bank::Bank;

    #[test]
    fn every_built_in_question_has_its_signature_with_types_and_its_examples() {
        let bank = Bank::with_builtin(&[]).unwrap();
        for question in bank.of_kind(QuestionKind::Coding) {
            let text = python(question);
            let Brief::Coding { signature: Some(signature), examples, .. } = &question.brief else {
                panic!("{} has no signature", question.id);
            };
            assert!(text.contains(&format!("\ndef {}(", signature.function)), "{text}");
            if question.id.as_str() == "debug-this-transformer" {
                continue;
            }
            assert!(text.contains(") -> ") && text.ends_with(":\n    pass\n"), "{text}");
            for example in examples {
                let first = example.output.split(' ').next().unwrap();
                assert!(text.contains(&format!("→ {first}")), "{text}");
            }
            for line in text.lines() {
                let is_code = line.starts_with("def ") || line == "    pass" || line.is_empty();
                assert!(is_code || line.starts_with('#'), "{line}");
                assert!(is_code || console::measure_text_width(line) <= WIDTH, "{line}");
            }
        }
    }

    #[test]
    fn code_that_is_to_be_mended_stands_there_as_code() {
        let bank = Bank::with_builtin(&[]).unwrap();
        let question = &bank.get("debug-this-transformer").unwrap().question;
        let text = python(question);
        let (comment, code) = text.split_once("\n\n\n").unwrap();
        assert!(comment.lines().all(|line| line.starts_with('#')), "{comment}");
        assert!(comment.contains("\n# (the code below)\n#\n# Mend it,"), "{comment}");
        assert!(comment.contains("→ [[3.0, -1.0], [2.0, 2.0]]"), "{comment}");
        // The four faults, as they are told.
        for fault in [
            "    mixed = [[0.0] * width] * n\n",
            "            scores = [s / sqrt(width) for s in scores]\n",
            "            weights = softmax(scores)[:i + 1]\n",
            "    rows = add(normed, times(mixed, wo))\n",
        ] {
            assert!(code.contains(fault) && question.statement.contains(fault), "{code}");
        }
        assert!(code.starts_with("from math import exp, sqrt\n"), "{code}");
        assert_eq!(text.matches("def block(").count(), 1, "{text}");
        assert!(!text.contains("    pass\n") && !text.contains("```"), "{text}");
        assert!(is_untouched(question, text.as_bytes()));
    }

    #[test]
    fn a_file_is_untouched_until_something_is_written_in_it() {
        let question = crate::samples::coding().questions[0].question.clone();
        let text = python(&question);
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        for untouched in [text.clone(), windows, format!("{text}\n\n"), text.trim_end().into()] {
            assert!(is_untouched(&question, untouched.as_bytes()), "{untouched:?}");
        }
        for written in [text.replacen("# ", "#  ", 1), format!("{text}x = 1"), String::new()] {
            assert!(!is_untouched(&question, written.as_bytes()), "{written:?}");
        }
    }

    #[test]
    fn a_question_without_a_signature_is_a_comment() {
        let mut question = crate::samples::coding().questions[0].question.clone();
        question.statement = "One\n\"\"\" two\u{1b}[2J".to_string();
        assert_eq!(
            python(&question).lines().find(|line| !line.starts_with('#')),
            None,
            "{}",
            python(&question)
        );
        assert!(python(&question).is_ascii() || !python(&question).contains('\u{1b}'));
    }
}
