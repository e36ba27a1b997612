//! mockround: timed solo mock interviews for machine-learning engineers, with a pacing report.
//!
//! Data goes one way: a [`round`] is planned, a [`session`] records what happens while it is
//! [`live`], [`pacing`] measures it, and [`report`] shows it. [`cmd`] joins them to the command
//! line of [`cli`]. The library is for the binary, the tests and the benchmarks; it promises no
//! semver.

mod apportion;
mod cli;
mod cmd;
mod copied;
mod fields;
mod live;
mod on_disk;
mod others;
mod pacing;
mod practice;
mod program;
mod readers;
mod report;
mod round;
#[cfg(test)]
mod samples;
mod session;
mod settings;
mod stories;
mod text;
mod time;
mod trial;
mod voice;
mod word;
mod words;

pub use cli::{Cli, exit_status};
pub use cmd::{complete, run};
pub use text::{causes, clean};

/// What the tests and benchmarks that stand outside take from inside.
#[doc(hidden)]
pub mod inside {
    pub use crate::readers::{
        read_bank, read_recording, read_session, read_settings, read_stories, read_template,
        read_transcript,
    };

    pub use crate::pacing::trends::{Trends, take, trends};
    pub use crate::report::trends::text::render as trends_text;
    pub use crate::round::bank::Bank;
    pub use crate::round::draw::{Wishes, build as draw};
    pub use crate::round::level::Seniority;
    pub use crate::round::limits::Limits;
    pub use crate::round::template::{Template, builtin as builtin_template};
    pub use crate::round::{Planned, QuestionKind, Round};
    pub use crate::session::asked::Dimension;
    pub use crate::session::event::{Event, Levels, QuestionEnd, SlotEnd, Source, What};
    pub use crate::session::kept::Kept;
    pub use crate::session::store::{Store, read_all};
    pub use crate::session::{FORMAT, Header, LocalTime, SessionId, parse_rfc3339};
    pub use crate::time::Elapsed;
    pub use crate::voice::capture::{
        Capture, Chunk, Device, Setup, State, Surroundings, Update, Which, list_devices,
    };
    pub use crate::voice::detector::{Detector, FRAME};
}
