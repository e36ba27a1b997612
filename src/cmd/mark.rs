//! `mockround mark`: sends a mark to the round that is running, and prints what was recorded.

use std::io::ErrorKind;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::{Context, which};
use crate::cli;
use crate::live::machine::clock;
use crate::session::mark::{Late, MarkWord};
use crate::session::store::{Marks, Replies, SentMark, is_live};
use crate::text::clean_line;

/// The run looks for marks once a second; this leaves it three looks.
const PATIENCE: Duration = Duration::from_millis(3500);

/// How often the reply is looked for.
const LOOK: Duration = Duration::from_millis(25);

/// Sends the mark with the time of this call, and waits until the run says what it made of it.
///
/// # Errors
/// No round is running, several are, the round refuses the mark, or it doesn't answer.
pub(super) fn run(context: &Context, args: &cli::MarkArgs) -> anyhow::Result<ExitCode> {
    let stamp = clock::stamp();
    let session = which::running(context, args.session.as_deref())?;
    let nonce = format!("{}-{}", std::process::id(), stamp.as_nanos());
    let word = match (args.at.map(Late::At).or(args.ago.map(Late::Ago)), args.word) {
        (None, word) => word.word().to_string(),
        (Some(late), MarkWord::Answer) => late.answer_word(),
        (Some(_), word) => bail!("{} can't be marked late, only answer can", word.word()),
    };
    let mark = SentMark { stamp: stamp.as_nanos().to_string(), word, nonce: nonce.clone() };
    // Where the files beside the session were taken away, the run makes them again when it looks.
    let is_awaited =
        |error: &std::io::Error| error.kind() == ErrorKind::NotFound && is_live(&session);
    let mut since = clock::reading();
    while let Err(error) = Marks::send(&session, &mark) {
        if !is_awaited(&error) || clock::reading().saturating_sub(since) >= PATIENCE {
            let cannot = format!("the mark can't be sent to {}", context.workspace.shown(&session));
            return Err(error).context(cannot);
        }
        wait(LOOK);
    }
    since = clock::reading();
    while clock::reading().saturating_sub(since) < PATIENCE {
        let reply = match Replies::find(&session, &nonce) {
            Err(error) if is_awaited(&error) => None,
            found => found?,
        };
        if let Some(reply) = reply {
            if reply.ok {
                context.print(&format!("{}\n", clean_line(&reply.text)))?;
                return Ok(ExitCode::SUCCESS);
            }
            bail!("{}", reply.text);
        }
        wait(LOOK);
    }
    bail!("the round has not answered within 3 s: is it stopped? The mark counts once it goes on")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the reply comes from another process, through a file"
)]
fn wait(time: Duration) {
    std::thread::sleep(time);
}
