//! `mockround mark`: sends a mark to the round that is running, and prints what was recorded.

use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;

use super::{Context, NotRunning, StillWaiting, which};
use crate::cli;
use crate::live::machine::clock;
use crate::session::mark::{Late, Mark, MarkWord, NoteText};
use crate::session::store::{Reply, Sending, SentMark, expected_session};
use crate::text::{clean_line, system};

/// The run looks for marks once a second; this leaves it three looks.
const PATIENCE: Duration = Duration::from_millis(3500);

/// Longer than one look of the run: a mark that isn't answered until then is sent again.
const AGAIN: Duration = Duration::from_millis(1100);

/// How often the reply is looked for.
const LOOK: Duration = Duration::from_millis(25);

/// Sends the mark with the time of this call, and waits until the run says what it made of it.
///
/// # Errors
/// No round is running, one waits to go on, several are running, the round refuses the mark, or it
/// doesn't answer.
pub(super) fn run(context: &Context, args: &cli::MarkArgs) -> anyhow::Result<ExitCode> {
    let stamp = clock::stamp().as_nanos().to_string();
    let late = args.at.map(Late::At).or(args.ago.map(Late::Ago));
    let word = match (late, args.word, args.text.as_deref()) {
        (None, MarkWord::Note, text) => {
            let text = text.unwrap_or_default();
            NoteText::read(text).map_err(|why| anyhow::anyhow!("{why}"))?.word()
        }
        (None, MarkWord::Fact, Some(number)) => Mark::fact_word(fact_number(number)?),
        (Some(late), MarkWord::Answer, None) => late.answer_word(),
        (None, word, None) => word.word().to_string(),
        (Some(_), MarkWord::Answer, Some(_)) | (None, _, Some(_)) => {
            bail!("{} takes nothing behind it", args.word.word())
        }
        (Some(_), word, _) => bail!("{} can't be marked late, only answer can", word.word()),
    };
    let uncounted = |error: anyhow::Error| match error.is::<StillWaiting>() {
        true => error.context("the mark doesn't count"),
        false => error,
    };
    let session = running(context, args.session.as_deref()).map_err(uncounted)?;
    let mut sending = Sending::new(session, SentMark::of_this_process(stamp, word));
    if let Err(error) = send(&mut sending) {
        if sending.is_over() {
            return Err(NotRunning.into());
        }
        let (session, why) = (context.workspace.shown(sending.session()), system(&error));
        bail!("the mark can't be sent to {session} and doesn't count: {why}; send it again");
    }
    match reply(&mut sending) {
        Some(Reply { ok: true, text }) => {
            context.print(&format!("{}\n", clean_line(&text)))?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Reply { ok: false, text }) => bail!("{text}"),
        None if sending.is_over() => bail!(
            "the round ended before it answered: whether the mark counts is not known, \
             `mockround report` says what was recorded"
        ),
        None => bail!(
            "the round has not answered within 3 s, and whether the mark counts is not known: \
             where the round is stopped it counts once it goes on, else its screen tells"
        ),
    }
}

/// Which fact is meant.
fn fact_number(text: &str) -> anyhow::Result<u8> {
    match text.parse() {
        Ok(number @ 1..=9) => Ok(number),
        _ => bail!("no fact is called {text:?}: say its number, 1 to 9"),
    }
}

/// The session that is running. One whose files were taken away just now is there again at the
/// run's next look.
fn running(context: &Context, wanted: Option<&str>) -> anyhow::Result<PathBuf> {
    let since = clock::reading();
    loop {
        let error = match which::running(context, wanted) {
            Err(error) if error.is::<NotRunning>() => error,
            found => return found,
        };
        let Some(session) = expected_session(&context.workspace.running()) else {
            return Err(error);
        };
        if clock::reading().saturating_sub(since) >= PATIENCE {
            let files = match session.symlink_metadata() {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    format!("can't be reached ({})", system(&error))
                }
                Ok(_) | Err(_) => "are gone".to_string(),
            };
            let session = session.display();
            bail!("no round is found: the files of {session} {files}; mark it in its own window");
        }
        wait(LOOK);
    }
}

/// Sends a mark for the first time. Where the files beside the session were taken away, or nobody
/// may open them any more, the run mends that when it looks.
fn send(sending: &mut Sending) -> io::Result<()> {
    let since = clock::reading();
    loop {
        let sent = sending.send();
        let is_mended = |error: &io::Error| {
            use ErrorKind::{Interrupted, NotFound, PermissionDenied};
            matches!(error.kind(), Interrupted | NotFound | PermissionDenied)
        };
        let is_awaited = sent.as_ref().is_err_and(is_mended) && !sending.is_over();
        if !is_awaited || clock::reading().saturating_sub(since) >= PATIENCE {
            return sent;
        }
        wait(LOOK);
    }
}

/// The reply to a mark that was sent. Both may be lost on the way, where somebody changes the files
/// that they go through: then the mark is sent again.
fn reply(sending: &mut Sending) -> Option<Reply> {
    let since = clock::reading();
    let mut sent = since;
    loop {
        if let Some(reply) = sending.reply() {
            return Some(reply);
        }
        let now = clock::reading();
        if now.saturating_sub(since) >= PATIENCE {
            return None;
        }
        if now.saturating_sub(sent) >= AGAIN {
            if sending.is_over() {
                return sending.reply();
            }
            // It may be in the file still, and can be sent at the next time.
            let _ = sending.send();
            sent = now;
        }
        wait(LOOK);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the reply comes from another process, through a file"
)]
fn wait(time: Duration) {
    std::thread::sleep(time);
}
