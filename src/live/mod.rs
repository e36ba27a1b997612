//! The running round: each frame reads the clock once, takes in marks, writes what happened, and
//! only then shows it.

#[cfg(test)]
mod driven;
#[cfg(test)]
mod example;
mod frame;
pub(crate) mod hearing;
mod incoming;
pub(crate) mod kept_back;
pub(crate) mod machine;
mod outgoing;
mod reviewing;
pub(crate) mod rules;
mod running;
mod speaking;
pub(crate) mod words;

use std::path::PathBuf;
use std::time::Duration;

use self::frame::{LiveRound, Woken};
use self::hearing::sound::Sound;
use self::machine::clock::{self, Clock};
use self::machine::keys::{Incoming, Input, Mode, Signal};
use self::machine::terminal::Terminal;
use self::rules::conductor::Conductor;
use crate::program::Program;
use crate::round::level::Seniority;
use crate::session::Session;
use crate::session::event::{GapWhy, LeftWhy};
use crate::session::store::{Announcement, Reopened, Store};
use crate::stories::choices::Choice;
use crate::trial::Runner;

/// A frame that comes this late means that the tool did not run in between.
const GAP: Duration = Duration::from_secs(5);

/// How a round runs, apart from its plan.
pub(crate) struct RoundSetup {
    /// One line an event instead of live lines.
    pub(crate) plain: bool,
    /// Whether colours are used.
    pub(crate) colour: bool,
    /// Whether alerts ring the terminal's bell.
    pub(crate) bell: bool,
    /// Whether the window's title shows the pace.
    pub(crate) title: bool,
    /// The command that gives alerts outside the terminal, if there is one.
    pub(crate) alert_command: Option<Program>,
    /// What says aloud what the interviewer asks, where that is wanted.
    pub(crate) voice: Option<Program>,
    /// The stories that the review offers after a behavioral slot.
    pub(crate) stories: Vec<Choice>,
    /// What runs the candidate's code.
    pub(crate) runner: Runner,
    /// Where sound comes from.
    pub(crate) sound: Sound,
    /// By which other workspaces find the session; `None` where it could not be made, or nobody is
    /// to find it.
    pub(crate) announcement: Option<Announcement>,
    /// By which others know that a session is gone on with; `None` where the round is new.
    pub(crate) open: Option<Reopened>,
    /// What a round that plays itself does, in place of standard input.
    pub(crate) script: Option<&'static str>,
    /// The folder of the sessions, as the candidate finds it.
    pub(crate) folder: PathBuf,
    /// The level that is interviewed for, where one was said.
    pub(crate) level: Option<Seniority>,
    /// What is printed before the first slot.
    pub(crate) intro: String,
    /// What is printed after a slot and its review: the slot's numbers, on so many columns.
    pub(crate) summary: fn(&Session, usize, usize) -> String,
}

/// How a run ended.
pub(crate) struct Outcome {
    /// Everything that happened.
    pub(crate) session: Session,
    /// Why the round was left; `None` when it is finished.
    pub(crate) left: Option<LeftWhy>,
    /// How many lines of the script were not understood or refused.
    pub(crate) script_problems: usize,
    /// The session's file. Where no slot began, it is gone.
    pub(crate) path: PathBuf,
    /// How many events the disk did not take; they were printed.
    pub(crate) unwritten: usize,
    /// Whether nothing of the session is where its file was.
    pub(crate) is_lost: bool,
    /// Where it was gone on with: the reports beside it are still to be written.
    pub(crate) open: Option<Reopened>,
}

/// Why nothing of a session changes that was to be gone on with.
#[derive(Debug, thiserror::Error)]
#[error("left in its first moments: the session is as it was")]
pub(crate) struct LeftAsItWas(pub(crate) LeftWhy);

/// Runs a round until it is finished or left.
///
/// # Errors
/// It was [`LeftAsItWas`]; or the terminal or the small files beside the session can't be set up.
/// Once the round runs, nothing ends it but the candidate.
pub(crate) fn run(
    conductor: Conductor,
    store: Store,
    clock: Clock,
    setup: RoundSetup,
) -> anyhow::Result<Outcome> {
    let terminal = Terminal::new(setup.plain, setup.title);
    let (now, input) = (clock.read(), Input::open(setup.script)?);
    let mut round = LiveRound::new(conductor, store, (clock, now), terminal, input, setup)?;
    round.begin();
    while round.frame() {
        let woken = wait(&mut round);
        round.wake(woken);
    }
    round.end()
}

/// Waits for input, the next tick, or the next thing to fall due.
fn wait(round: &mut LiveRound) -> Woken {
    // Read once more than the frame's: what a frame took isn't waited for again, and is no gap.
    let from = clock::reading();
    let wait = round.rest(from);
    let incoming = round.input.wait(wait);
    let stopped = incoming.contains(&Incoming::Signal(Signal::Stop));
    if stopped {
        round.terminal.clear();
        round.terminal.mark_pastes(false);
        round.input.stop();
        round.terminal.mark_pastes(round.input.mode() != Mode::Script);
    }
    let now = round.clock.read();
    let late = now.reading.saturating_sub(from + wait) >= GAP;
    let why = if stopped { GapWhy::Stopped } else { GapWhy::Suspended };
    Woken { now, incoming, gap: late.then_some(why) }
}
