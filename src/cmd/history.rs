//! What is read of the sessions to say what to practise next.

use jiff::Timestamp;

use super::Context;
use crate::live::machine::clock;
use crate::pacing::measure_figures;
use crate::pacing::trends::{Taken, take, take_measured};
use crate::practice::past::Practised;
use crate::session::Session;
use crate::session::store::read_all;
use crate::session::timeline::Timeline;

/// What the sessions say of what was practised.
pub(super) struct PastRead {
    /// What is kept of each that counts.
    pub(super) practised: Vec<Practised>,
    /// What trends take from each.
    pub(super) taken: Vec<Taken>,
    /// How many don't count because their clock was sped up.
    pub(super) sped_up: usize,
    /// How many don't count because they are dated after now: some clock was set wrong.
    pub(super) ahead: usize,
    /// How many files could not be read.
    pub(super) skipped: usize,
}

/// Reads the sessions of the workspace.
///
/// # Errors
/// The folder can't be read.
pub(super) fn read(context: &Context) -> anyhow::Result<PastRead> {
    let now = clock::wall().timestamp();
    let listing = read_all(&context.workspace.sessions(), |stored| kept(&stored.session))?;
    let mut past = PastRead {
        practised: Vec::new(),
        taken: Vec::new(),
        sped_up: 0,
        ahead: 0,
        skipped: listing.skipped.len(),
    };
    for kept in listing.sessions {
        if kept.started > now {
            past.ahead += 1;
            continue;
        }
        past.taken.push(kept.taken);
        past.practised.extend(kept.practised);
        past.sped_up += usize::from(kept.is_sped_up);
    }
    Ok(past)
}

/// What is kept of a session.
pub(super) struct KeptSession {
    /// When it began.
    pub(super) started: Timestamp,
    /// What trends take from it.
    pub(super) taken: Taken,
    /// What was practised in it; `None` where it doesn't count.
    pub(super) practised: Option<Practised>,
    is_sped_up: bool,
}

/// What is read of one session.
pub(super) fn kept(session: &Session) -> KeptSession {
    let (started, is_sped_up) = (session.header.started.timestamp(), session.header.is_sped_up());
    if is_sped_up {
        return KeptSession { started, taken: take(session), practised: None, is_sped_up };
    }
    let pacing = measure_figures(session, &Timeline::of(session));
    let (taken, practised) = (take_measured(session, &pacing), Practised::of(session, &pacing));
    KeptSession { started, taken, practised, is_sped_up }
}
