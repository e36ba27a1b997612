//! Sessions on disk: one append-only TOML file each, and small files beside it while it runs. What
//! is written is synced before the screen says so, whatever is torn is cut off again, and one
//! process at a time may append.

mod append;
mod check;
mod file;
mod find;
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

pub(crate) use append::AppendError;
pub use append::Store;
pub(crate) use file::{MAX_BYTES, load};
pub(crate) use find::{LATEST, find, live_sessions, load_latest, recent_questions};
pub use list::read_all;
pub(crate) use list::{Listing, SessionState, SkippedFile, Stored};
pub(crate) use live::{
    Frame, LiveFile, Marks, Replies, Reply, SentMark, question_path, remove_question,
    write_question,
};

pub(crate) use private::{
    create_dir as private_dir, file as private_file, options as private_options,
};
pub(crate) use rescued::Rescued;
pub(crate) use running::{Announcement, running_sessions};
pub(crate) use whole::{write_report, write_whole};

#[cfg(test)]
pub(crate) use file::is_live;
#[cfg(test)]
pub(crate) use read::{Dropped, ReadError, read};
#[cfg(test)]
pub(crate) use text::{event_text, to_text};
