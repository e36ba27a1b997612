//! What is longer than the screen is read in a pager.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::Context as _;

use super::Context;
use crate::text::{clean, system};

/// Prints a text: through the pager where standard output is a terminal with too few lines for it.
///
/// # Errors
/// `PAGER` can't be read as words; the text can't be printed.
pub(super) fn print(context: &Context, text: &str) -> anyhow::Result<()> {
    let fits = context.rows.is_none_or(|rows| text.lines().count() < rows);
    if fits {
        return context.print(text);
    }
    match pager(context)? {
        Some(pager) => read(pager, text),
        None => context.print(text),
    }
}

/// The pager, started: `$PAGER`, or `less` where there is one. An empty one, and `cat`, are none.
fn pager(context: &Context) -> anyhow::Result<Option<Child>> {
    let named = context.pager.as_deref();
    let words = shell_words::split(named.unwrap_or("less"))
        .with_context(|| format!("PAGER={} can't be read", clean(named.unwrap_or_default())))?;
    let Some((program, arguments)) = words.split_first().filter(|(program, _)| *program != "cat")
    else {
        return Ok(None);
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped());
    if !context.less_is_set {
        // Colours as they are, and what is read stays on the screen.
        command.env("LESS", "RX");
    }
    match command.spawn() {
        Ok(pager) => Ok(Some(pager)),
        Err(error) => {
            if named.is_some() {
                let (program, why) = (clean(program), system(&error));
                context.note(&format!("the pager {program:?} can't be started: {why}"));
            }
            Ok(None)
        }
    }
}

/// Waits until the person has read it. A Ctrl-C is the pager's meanwhile.
fn read(mut pager: Child, text: &str) -> anyhow::Result<()> {
    let left =
        signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::new(AtomicBool::new(false)));
    if let Some(mut stdin) = pager.stdin.take() {
        // Who has read enough closes the pipe.
        let _ = stdin.write_all(text.as_bytes());
    }
    pager.wait().context("the pager can't be waited for")?;
    if let Ok(id) = left {
        signal_hook::low_level::unregister(id);
    }
    Ok(())
}
