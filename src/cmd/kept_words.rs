//! The words that are kept beside a session, and the files that a person hands over with them.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};

use super::Context;
use crate::pacing::Pacing;
use crate::pacing::said::{SaidRound, said};
use crate::session::Session;
use crate::session::store::read_words;
use crate::text::{causes, unreadable};
use crate::words::{LARGEST, WordsFile};

/// The words that are kept beside a session, if there are any.
///
/// # Errors
/// The file can't be read.
pub(super) fn of_session(
    context: &Context,
    path: &Path,
    session: &Session,
) -> anyhow::Result<Option<WordsFile>> {
    let id = &session.header.id;
    let of = |what: &str| format!("the words of session {id} {what}");
    let Some(text) = read_words(path).with_context(|| of("can't be read"))? else {
        return Ok(None);
    };
    let mut words = WordsFile::read(&text).map_err(|why| {
        let file = context.workspace.shown(&path.with_extension("").join("words.json"));
        let forget = format!("`mockround sessions forget {id} --only words` removes them");
        anyhow::anyhow!("{}: {file}; {forget}", of(&why.to_string()))
    })?;
    // The session may have another name by now.
    words.session = id.to_string();
    Ok(Some(words))
}

/// What was said in a session, where that is known; what is wrong with its words is said.
pub(super) fn said_in(
    context: &Context,
    path: &Path,
    session: &Session,
    pacing: &Pacing,
) -> Option<SaidRound> {
    let words = of_session(context, path, session).unwrap_or_else(|error| {
        context.note(&causes(&error));
        None
    })?;
    Some(said(session, &words, &pacing.flags))
}

/// The text of a file, called so in errors.
pub(super) fn text_of(file: &Path, name: &str) -> anyhow::Result<String> {
    let Ok(text) = String::from_utf8(bytes(file, name)?) else {
        bail!("{name} is no text in UTF-8");
    };
    if text.contains('\0') {
        bail!("{name} is no text");
    }
    Ok(text)
}

/// What a file holds, called so in errors.
pub(super) fn bytes(file: &Path, name: &str) -> anyhow::Result<Vec<u8>> {
    let found = fs::metadata(file).map_err(|error| anyhow::anyhow!("{name} {}", is(&error)))?;
    if !found.is_file() {
        bail!("{name} is no file");
    }
    if found.len() > LARGEST {
        bail!("{name} is larger than {} MiB", LARGEST >> 20);
    }
    fs::read(file).map_err(|error| anyhow::anyhow!("{name} {}", is(&error)))
}

/// Why a file can't be read, to stand behind its name.
fn is(error: &std::io::Error) -> String {
    match unreadable(error) {
        missing if missing == "no such file" => "is not there: no such file".to_string(),
        why => why,
    }
}
