//! What is added to a session after its round: what a recording heard, what a review says. As in a
//! round, the session is kept on the disk whatever others do to its file meanwhile.

use std::path::Path;

use anyhow::{Context as _, bail};

use super::{Context, beside, report};
use crate::live::words::notices;
use crate::session::event::{Event, What};
use crate::session::store::{AppendError, Reopened, ReopenedFor, Rescued, Store};
use crate::session::{Session, SessionId};
use crate::text::counted;

/// Why nothing can be added yet to a session that was left in its first slot, and what to do.
pub(super) fn no_slot_over(id: &SessionId, what: &str) -> String {
    format!(
        "no slot of session {id} is over: there is nothing to {what} yet; `mockround resume {id}` \
         goes on with it, and q there ends the slot"
    )
}

/// A session that is added to, and how it reads with what was added.
pub(super) struct Addition {
    /// Dropped while the session is held still.
    open: Reopened,
    store: Store,
    pub(super) session: Session,
    is_begun: bool,
    /// How many answers were put down.
    pub(super) answers: usize,
}

impl Addition {
    /// Opens a session, and says what is not read of it. The reports are written anew where a
    /// process that added to it died before it came to that.
    ///
    /// # Errors
    /// It can't be opened or read, or another process has it.
    pub(super) fn to(context: &Context, path: &Path, what: ReopenedFor) -> anyhow::Result<Self> {
        let (store, session, warnings) = Store::open(path)?;
        for warning in warnings {
            context.note(&warning);
        }
        beside::catch_up(context, path, || report::measured(context, path, &session));
        let open = beside::take_up(&store, what)?;
        Ok(Self { store, session, open, is_begun: false, answers: 0 })
    }

    /// The session's file.
    pub(super) fn path(&self) -> &Path {
        self.store.path()
    }

    /// From here on the reports beside the session may not be of it.
    pub(super) fn begin(&mut self) {
        self.is_begun = true;
        self.open.begin();
    }

    /// Adds events, which are on the disk behind it.
    ///
    /// # Errors
    /// They can't be written; [`Addition::finish`] tries once more.
    pub(super) fn record(&mut self, context: &Context, events: Vec<Event>) -> anyhow::Result<()> {
        self.begin();
        let written = self.store.append(&events);
        self.session.events.extend(events);
        written.context("nothing more is taken")?;
        let kept = self.store.keep();
        self.open.keep(self.store.path());
        note(context, kept).context("nothing more is taken")
    }

    /// Adds what was found out after the round; its event is on the disk behind it.
    ///
    /// # Errors
    /// As [`Addition::record`].
    pub(super) fn put_down(&mut self, context: &Context, what: What) -> anyhow::Result<()> {
        let event = Event { at: self.session.until, what };
        self.record(context, vec![event])
    }

    /// Adds what somebody answered, likewise.
    ///
    /// # Errors
    /// As [`Addition::record`].
    pub(super) fn answer(&mut self, context: &Context, what: What) -> anyhow::Result<()> {
        self.put_down(context, what)?;
        self.answers += 1;
        Ok(())
    }

    /// How many answers were put down, in a sentence; of somebody else, with their name.
    pub(super) fn recorded(&self, by: Option<&str>) -> String {
        let id = &self.session.header.id;
        let by = by.map(|by| format!(" of {by}")).unwrap_or_default();
        match self.answers {
            0 => "nothing was recorded".to_string(),
            1 => format!("1 answer{by} is recorded: `mockround report {id}` shows it"),
            more => format!("{more} answers{by} are recorded: `mockround report {id}` shows them"),
        }
    }

    /// Sees to it that all is on the disk, and writes the reports beside the session anew. Where
    /// nothing was added it touches nothing.
    ///
    /// # Errors
    /// Not every event is on the disk: they are printed. Or a report can't be written.
    pub(super) fn finish(&mut self, context: &Context) -> anyhow::Result<()> {
        if !self.is_begun {
            return Ok(());
        }
        let kept = self.store.keep_to_the_end();
        self.open.keep(self.store.path());
        if let Err(error) = note(context, kept) {
            context.note(notices::UNWRITTEN);
            context.note(&self.store.backlog_text());
            let events = counted(self.store.backlog(), "event is", "events are");
            let file = context.workspace.shown(self.store.path());
            return Err(error.context(format!("{events} printed above and not in {file}")));
        }
        if let Some(id) = self.store.new_id() {
            self.session.header.id = id.clone();
        }
        let path = self.store.path();
        let pacing = report::measured(context, path, &self.session);
        let is_written = beside::write_anew(context, path, &pacing);
        self.open.end(is_written);
        if !is_written {
            let id = &self.session.header.id;
            bail!("the session is whole, its reports are not: `mockround report {id}` tries again");
        }
        Ok(())
    }
}

/// Says what became of the session's file.
fn note(context: &Context, kept: Result<Option<Rescued>, AppendError>) -> anyhow::Result<()> {
    if let Some(rescued) = kept? {
        context.note(&rescued.to_string());
    }
    Ok(())
}
