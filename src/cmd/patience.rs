//! How long a terminal is waited for that takes nothing. By itself for ever: whoever stopped it may
//! want to read. A round takes signals for itself, so that what is written after it has to heed
//! them: once one came, such a terminal gets a moment more.

use std::cell::{Cell, OnceCell};

use super::interruption::Interruption;
use crate::live::machine::outlet::{Standard, write_until};

#[derive(Default)]
pub(crate) struct Patience {
    asked: OnceCell<Interruption>,
    is_over: Cell<bool>,
}

impl Patience {
    /// From now on signals are heeded, of which one may have come already.
    pub(super) fn limit(&self, is_asked: bool) {
        let asked = self.asked.get_or_init(Interruption::watch);
        if is_asked {
            asked.set();
        }
    }

    /// Whether a text was not taken, and the end is asked for.
    pub(super) fn is_over(&self) -> bool {
        self.is_over.get()
    }

    /// Writes a text where patience is limited; whether it is done with, written or not.
    pub(super) fn write(&self, to: Standard, text: &str) -> bool {
        let Some(asked) = self.asked.get() else { return false };
        let is_taken = write_until(to, text, || asked.came());
        if is_taken == Some(false) {
            self.is_over.set(true);
        }
        is_taken.is_some()
    }
}
