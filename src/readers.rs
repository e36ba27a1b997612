//! Each reader of a file that a person may hand over, and what the program makes of what it read:
//! for tests that throw files at them. All give what a user would be told.

use std::path::Path;
use std::sync::LazyLock;

use crate::pacing::measure;
use crate::report::{html, json, markdown, text};
use crate::round::bank::Bank;
use crate::round::draw::{Wishes, build};
use crate::round::limits::Limits;
use crate::round::template::Template;
use crate::settings::Settings;
use crate::voice::recording::Recording;
use crate::words::Transcript;
use crate::{session, stories};

/// The questions that are built in, read once.
static BANK: LazyLock<Bank> =
    LazyLock::new(|| Bank::with_builtin(&[]).unwrap_or_else(|error| panic!("{error}")));

/// The name of each file, in problems.
const FILE: &str = "given.toml";

/// Reads a session, and makes each of its reports; how long they are, in bytes.
///
/// # Errors
/// It is no session, or a broken one.
pub fn read_session(bytes: &[u8]) -> Result<usize, String> {
    let (session, _) = session::store::read(bytes).map_err(|error| error.to_string())?;
    let pacing = measure(&session);
    let pages = [text::render(&pacing, 80, true), markdown::render(&pacing), json::render(&pacing)];
    let length: usize = pages.iter().map(String::len).sum();
    Ok(length + html::render(&pacing).len())
}

/// Reads a template, writes it anew, and draws a round of it; how many slots that has.
///
/// # Errors
/// Every problem of the template, or why no round can be drawn.
pub fn read_template(text: &str) -> Result<usize, String> {
    let template = Template::parse("given", FILE, text).map_err(|error| error.to_string())?;
    Template::parse("given", FILE, &template.to_toml()).map_err(|error| error.to_string())?;
    let round = build(&template, &BANK, &Limits::default(), &Wishes::default());
    Ok(round.map_err(|error| error.to_string())?.slots.len())
}

/// Reads a bank of questions; how many entries it has.
///
/// # Errors
/// Every problem of the file.
pub fn read_bank(text: &str) -> Result<usize, String> {
    let bank = Bank::read(&[(FILE, text)]).map_err(|error| error.to_string())?;
    Ok(bank.entries().len())
}

/// Reads stories, and looks for what each lacks; how many findings there are.
///
/// # Errors
/// Every problem of the file.
pub fn read_stories(text: &str) -> Result<usize, String> {
    let read = stories::parse(FILE, text).map_err(|error| error.to_string())?;
    let limits = Limits::default().answer;
    let findings = read.iter().map(|story| stories::lint::findings(FILE, story, &limits).len());
    Ok(findings.sum())
}

/// Reads settings; how many of them name a program.
///
/// # Errors
/// Every problem of the file.
pub fn read_settings(text: &str) -> Result<usize, String> {
    let settings = Settings::parse(FILE, text).map_err(|error| error.to_string())?;
    Ok(settings.programs.len())
}

/// Reads a transcript; how many words it has.
///
/// # Errors
/// It is none, or a damaged one.
pub fn read_transcript(bytes: &[u8]) -> Result<usize, String> {
    let transcript = Transcript::read(bytes).map_err(|why| why.to_string())?;
    Ok(transcript.words.len())
}

/// Decodes a recording to its end; how many frames of 32 ms it has.
///
/// # Errors
/// It can't be read, or holds no sound.
pub fn read_recording(path: &Path) -> Result<usize, String> {
    let mut recording = Recording::open(path).map_err(|error| format!("{error:#}"))?;
    let mut frames = 0;
    while recording.next_frame().is_some() {
        frames += 1;
    }
    Ok(frames)
}
