//! `mockround status`: where the round that is running stands.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Context, NotRunning, StillWaiting, which};
use crate::cli::{self, ListFormat};
use crate::live::rules::conductor::Conductor;
use crate::live::words::screen;
use crate::live::words::standing::RoundStanding;
use crate::session::store::{Frame, LiveFile, load};
use crate::text::{clean, escape_json};

/// Prints a line, or an object; also of a round that waits to go on. Where there is none nothing,
/// or an object of `null`, and the exit status is 1, so that a status bar shows nothing.
///
/// # Errors
/// Several rounds are running, and none was named.
pub(super) fn run(context: &Context, args: &cli::StatusArgs) -> anyhow::Result<ExitCode> {
    let found = match which::running(context, args.session.as_deref()) {
        Ok(session) => LiveFile::read(&session).map(|frame| FoundRound::Running(session, frame)),
        Err(error) if error.is::<NotRunning>() => None,
        Err(error) => match error.downcast::<StillWaiting>() {
            Ok(StillWaiting { session }) => {
                Some(FoundRound::Waiting(Box::new(Conductor::new(load(&session)?.0))))
            }
            Err(error) => return Err(error),
        },
    };
    match (args.format, &found) {
        (ListFormat::Text, Some(found)) => context.print(&format!("{}\n", clean(&found.line())))?,
        (ListFormat::Text, None) => {}
        (ListFormat::Json, found) => {
            let standing = found.as_ref().map_or_else(RoundStanding::none, FoundRound::standing);
            let page = serde_json::to_string_pretty(&standing)? + "\n";
            context.print(&escape_json(&page))?;
        }
    }
    Ok(if found.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A round that is there.
enum FoundRound {
    /// It runs: its file, and how it stood a moment ago.
    Running(PathBuf, Frame),
    /// Its clock has yet to be started.
    Waiting(Box<Conductor>),
}

impl FoundRound {
    fn line(&self) -> String {
        match self {
            Self::Running(_, frame) => frame.status.clone(),
            Self::Waiting(conductor) => {
                let until = conductor.session().until;
                format!("waits for Enter in its terminal: {}", screen::status(conductor, until))
            }
        }
    }

    fn standing(&self) -> RoundStanding {
        match self {
            Self::Running(session, frame) => of(session, frame),
            Self::Waiting(conductor) => RoundStanding::waiting(conductor, &self.line()),
        }
    }
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
