//! Sessions on disk: one append-only TOML file each, and small files beside it while it runs. What
//! is written is synced before the screen says so, whatever is torn is cut off again, and one
//! process at a time may append.

mod append;
mod check;
mod file;
mod list;
mod live;
mod newer;
mod platform;
mod private;
mod process;
mod read;
mod rescued;
mod running;
mod text;
mod watch;
mod whole;

pub use append::{AppendError, Store};
pub use file::{MAX_BYTES, is_live, load};
pub use list::{
    LATEST, Listing, SessionState, SkippedFile, Stored, find, list, live_sessions, load_latest,
    read_all, recent_questions,
};
pub use live::{
    Frame, LiveFile, Marks, Replies, Reply, SentMark, question_path, remove_question,
    write_question,
};

pub use private::{create_dir as private_dir, file as private_file, options as private_options};
pub use read::{Dropped, ReadError, read};
pub use rescued::Rescued;
pub use running::{Announcement, running_sessions};
pub use text::{event_text, to_text};
pub use whole::{write_report, write_whole};
