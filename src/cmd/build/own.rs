//! The candidate's own questions, as `--question` gives them.

use std::path::Path;

use anyhow::bail;

use crate::fields::{nearest, suggestion};
use crate::round::QuestionKind;
use crate::round::own::Own;
use crate::settings::Workspace;
use crate::word::Word;

/// The questions given with `--question [KIND=]FILE|TEXT`.
///
/// # Errors
/// One of them is none: no such file, nothing in it, or a word that is nearly a kind.
pub(super) fn read(workspace: &Workspace, given: &[String]) -> anyhow::Result<Vec<Own>> {
    let mut own = Vec::new();
    for given in given {
        let (kind, what) = split_kind(given)?;
        let path = Path::new(what);
        // A long text is no file name: asking for such a file is an error on some platforms.
        if what.len() < 1000 && path.exists() && !path.is_dir() {
            own.extend(from_file(workspace, kind, path)?);
        } else if what.trim().is_empty() {
            bail!("--question {given:?}: no question in it");
        } else if looks_like_a_file(path) {
            bail!("--question {what}: no such file");
        } else {
            own.push(Own::from_text(kind, what));
        }
    }
    Ok(own)
}

fn from_file(
    workspace: &Workspace,
    kind: Option<QuestionKind>,
    path: &Path,
) -> anyhow::Result<Vec<Own>> {
    let (name, text) = workspace.read(path)?;
    if path.extension().is_none_or(|extension| extension != "toml") {
        if text.trim().is_empty() {
            bail!("{name}: no question in it");
        }
        return Ok(vec![Own::from_text(kind, &text)]);
    }
    let questions = Own::from_bank(kind, &name, &text)?;
    match kind {
        _ if !questions.is_empty() => Ok(questions),
        Some(kind) => bail!("{name}: no {} question in it", kind.word()),
        None => bail!("{name}: no question in it"),
    }
}

/// `KIND=` before a file or text; a single word that is nearly a kind is a slip.
fn split_kind(given: &str) -> anyhow::Result<(Option<QuestionKind>, &str)> {
    let Some((word, rest)) = given.split_once('=') else { return Ok((None, given)) };
    if let Some(kind) = QuestionKind::parse(word) {
        return Ok((Some(kind), rest));
    }
    let kinds = QuestionKind::words();
    if nearest(word, kinds.iter().copied()).is_some() {
        bail!("--question {word}=…: {word:?} is no kind: {}", suggestion(word, &kinds));
    }
    Ok((None, given))
}

/// A single word with a folder or an ending in it is no question.
fn looks_like_a_file(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let word = !text.contains(char::is_whitespace) && !text.is_empty();
    word && (text.contains(std::path::is_separator)
        || path.extension().is_some_and(|ending| ending.len() <= 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmd::build::tests::{context, write};
    use crate::round::Brief;

    #[test]
    fn own_questions_come_from_text_or_file_with_a_kind_or_without() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "mine.md", "# Mine\nDo it.\n");
        let context = context(folder.path());
        let path = folder.path().join("mine.md").display().to_string();
        let given = [
            "behavioral=Tell me of a = b".to_string(),
            format!("ml-design={path}"),
            "a = b, why?".to_string(),
        ];
        let own = read(&context.workspace, &given).unwrap();
        let questions: Vec<_> = own.iter().map(|own| own.question(QuestionKind::Coding)).collect();
        assert_eq!(questions[0].statement, "Tell me of a = b");
        assert!(matches!(questions[0].brief, Brief::Behavioral { theme: None, .. }));
        assert_eq!(
            (questions[1].title.as_str(), questions[1].statement.as_str()),
            ("Mine", "Do it.")
        );
        assert_eq!(
            (questions[2].kind(), questions[2].statement.as_str()),
            (QuestionKind::Coding, "a = b, why?")
        );
    }

    #[test]
    fn own_questions_that_are_none_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(folder.path());
        let error =
            |given: &str| read(&context.workspace, &[given.to_string()]).unwrap_err().to_string();
        assert_eq!(
            error("codng=x"),
            "--question codng=…: \"codng\" is no kind: did you mean \"coding\"?"
        );
        assert_eq!(error("coding=none.md"), "--question none.md: no such file");
        assert_eq!(error("coding= "), "--question \"coding= \": no question in it");
        write(folder.path(), "empty.toml", "");
        let path = folder.path().join("empty.toml").display().to_string();
        assert_eq!(error(&format!("coding={path}")), "empty.toml: no coding question in it");
    }
}
