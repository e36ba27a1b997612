//! `mockround status`: where the round that is running stands.

use std::path::Path;
use std::process::ExitCode;

use super::{Context, which};
use crate::cli::{self, ListFormat};
use crate::live::rules::conductor::Conductor;
use crate::live::words::standing::RoundStanding;
use crate::session::store::{Frame, LiveFile, load};
use crate::text::{clean, escape_json};

/// Prints a line, or an object. Where no round is running nothing, or an object of `null`, and the
/// exit status is 1, so that a status bar shows nothing.
///
/// # Errors
/// Several rounds are running, and none was named.
pub(super) fn run(context: &Context, args: &cli::StatusArgs) -> anyhow::Result<ExitCode> {
    let frame = match which::running(context, args.session.as_deref()) {
        Ok(session) => LiveFile::read(&session).map(|frame| (session, frame)),
        Err(error) if error.is::<super::NotRunning>() => None,
        Err(error) => return Err(error),
    };
    let code = if frame.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    match (args.format, frame) {
        (ListFormat::Text, Some((_, frame))) => {
            context.print(&format!("{}\n", clean(&frame.status)))?;
        }
        (ListFormat::Text, None) => {}
        (ListFormat::Json, frame) => {
            let standing =
                frame.map_or_else(RoundStanding::none, |(path, frame)| of(&path, &frame));
            let page = serde_json::to_string_pretty(&standing)? + "\n";
            context.print(&escape_json(&page))?;
        }
    }
    Ok(code)
}

/// The session's file says more than the frame, where it is there.
fn of(path: &Path, frame: &Frame) -> RoundStanding {
    match load(path) {
        Ok((session, _)) => {
            RoundStanding::of(&Conductor::new(session), frame.elapsed, &frame.status)
        }
        Err(_) => {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            RoundStanding::of_frame(&name, frame.elapsed, &frame.status)
        }
    }
}
