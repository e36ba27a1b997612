//! What ends listening: it is time to stop, there is nothing to listen to, or that is gone.

use std::convert::Infallible;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

/// Dropping it ends what waits for its [`Stop`].
pub(crate) type Running = SyncSender<Infallible>;

/// Tells the thread when to end.
pub(crate) struct Stop(Receiver<Infallible>);

impl Stop {
    /// A stop, and what holds it off.
    pub(crate) fn pair() -> (Running, Self) {
        let (running, stopped) = mpsc::sync_channel(0);
        (running, Self(stopped))
    }

    /// Waits this long, or less: true when it is time to end.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        self.0.recv_timeout(time) == Err(RecvTimeoutError::Disconnected)
    }
}

/// Why there is nothing to listen to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Absent(pub(crate) String);

/// Why a device that was listened to is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost(pub(crate) String);
