//! `mockround mark`: sends a mark to the round that is running, and prints what was recorded.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::{Context, which};
use crate::cli;
use crate::live::machine::clock;
use crate::session::mark::{Late, MarkWord};
use crate::session::store::{Marks, Replies, SentMark};
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
    Marks::send(
        &session,
        &SentMark { stamp: stamp.as_nanos().to_string(), word, nonce: nonce.clone() },
    )
    .with_context(|| format!("the mark can't be sent to {}", context.workspace.shown(&session)))?;
    let since = clock::reading();
    while clock::reading().saturating_sub(since) < PATIENCE {
        if let Some(reply) = Replies::find(&session, &nonce)? {
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
