//! Signals that would end a command while a program of another runs for it: noticed, so that all
//! can be cleaned up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
use signal_hook::consts::{SIGHUP, SIGQUIT};
use signal_hook::consts::{SIGINT, SIGTERM};

#[cfg(unix)]
const SIGNALS: &[i32] = &[SIGINT, SIGTERM, SIGHUP, SIGQUIT];
#[cfg(not(unix))]
const SIGNALS: &[i32] = &[SIGINT, SIGTERM];

/// Watches for Ctrl-C, the terminal's end and the like. Dropping it watches no more.
pub(super) struct Interruption {
    came: Arc<AtomicBool>,
    registered: Vec<signal_hook::SigId>,
}

impl Interruption {
    pub(super) fn watch() -> Self {
        let came = Arc::new(AtomicBool::new(false));
        let register = |signal: &i32| signal_hook::flag::register(*signal, Arc::clone(&came)).ok();
        let registered = SIGNALS.iter().filter_map(register).collect();
        Self { came, registered }
    }

    pub(super) fn came(&self) -> bool {
        self.came.load(Ordering::Relaxed)
    }

    /// As if one had come.
    pub(super) fn set(&self) {
        self.came.store(true, Ordering::Relaxed);
    }

    /// Set once one came.
    pub(super) fn flag(&self) -> &AtomicBool {
        &self.came
    }
}

impl Drop for Interruption {
    fn drop(&mut self) {
        for id in self.registered.drain(..) {
            signal_hook::low_level::unregister(id);
        }
    }
}
