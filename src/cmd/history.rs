//! What is read of the sessions to say what to practise next.

use super::Context;
use crate::pacing::measure;
use crate::pacing::trends::{Taken, take, take_measured};
use crate::practice::past::Practised;
use crate::session::Session;
use crate::session::store::read_all;

/// What the sessions say of what was practised.
pub(super) struct PastRead {
    /// What is kept of each that counts.
    pub(super) practised: Vec<Practised>,
    /// What trends take from each.
    pub(super) taken: Vec<Taken>,
    /// How many don't count because their clock was sped up.
    pub(super) sped_up: usize,
    /// How many files could not be read.
    pub(super) skipped: usize,
}

/// Reads the sessions of the workspace.
///
/// # Errors
/// The folder can't be read.
pub(super) fn read(context: &Context) -> anyhow::Result<PastRead> {
    let listing = read_all(&context.workspace.sessions(), |stored| kept(&stored.session))?;
    let mut past = PastRead {
        practised: Vec::new(),
        taken: Vec::new(),
        sped_up: 0,
        skipped: listing.skipped.len(),
    };
    for (taken, practised, is_sped_up) in listing.sessions {
        past.taken.push(taken);
        past.practised.extend(practised);
        past.sped_up += usize::from(is_sped_up);
    }
    Ok(past)
}

fn kept(session: &Session) -> (Taken, Option<Practised>, bool) {
    if session.header.is_sped_up() {
        return (take(session), None, true);
    }
    let pacing = measure(session);
    (take_measured(session, &pacing), Practised::of(session, &pacing), false)
}
