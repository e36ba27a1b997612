//! Sessions on disk: one append-only TOML file each, and small files beside it while it runs. What
//! is written is synced before the screen says so, whatever is torn is cut off again, and one
//! process at a time may append.

mod append;
mod belongings;
mod check;
mod code;
mod copies;
mod file;
mod find;
mod footing;
mod forget;
mod hearable;
mod leftovers;
mod list;
mod live;
mod marks;
mod newer;
mod notes;
mod plain;
mod platform;
mod private;
mod process;
mod question;
mod read;
mod reopened;
mod rescued;
mod running;
mod sending;
mod text;
mod texts;
mod unreadable;
mod watch;
mod watched;
mod whole;
mod words;
mod written;

pub(crate) use append::AppendError;
pub use append::Store;
pub(crate) use belongings::{
    Belonging, BelongingKind, Belongings, NamedSound, TypedText, belongings, code, in_the_way,
    new_sound, notes_path, remove_folder, running_owner, sounds, typed, written as written_text,
};
pub(crate) use code::{
    CodeFile, Ready, code_at_its_end, code_owner, code_path, read_code, read_named_code,
};
pub(crate) use file::{can_be_opened, is_live, load};
pub(crate) use find::{
    LATEST, begins_as_session, earlier_round, find, live_sessions, load_latest, recent_questions,
    session_names,
};
pub(crate) use footing::{FREE_NEEDED, NotWritable, footing};
pub(crate) use forget::{expect_session, forget, forget_held};
pub(crate) use hearable::{
    HearableFile, LostSound, hearable, is_there, kept_path, known_recording, lost,
};
pub use list::read_all;
pub(crate) use list::{Listing, SessionState, SkippedFile, Stored};
pub(crate) use live::{Frame, LiveFile};
pub(crate) use marks::{Marks, Reply, SentMark};
pub(crate) use notes::{add_note, gone, names_of, notes_are_gone};
pub(crate) use platform::outlive_size_limit;
pub(crate) use private::{
    create_dir as private_dir, folder_caveat, is_open_to_others, is_read_by_others,
    options as private_options,
};
#[cfg(test)]
pub(crate) use question::question_path;
pub(crate) use question::{QuestionFile, read_question};
pub(crate) use read::read;
pub(crate) use reopened::{Reopened, ReopenedFor, caught_up, taken, was_cut_off};
pub(crate) use rescued::Rescued;
pub(crate) use running::{
    Announcement, announces, expected_session, running_names, running_sessions, waiting_sessions,
};
pub(crate) use sending::Sending;
pub(crate) use texts::{TextFiles, texts_below, texts_of};
pub(crate) use watched::{Meddled, Watch, WatchedFile};
pub(crate) use whole::{is_persons, write_report, write_whole};
pub(crate) use words::{read_words, write_words};
pub(crate) use written::{is_as_written, note_written};

#[cfg(test)]
pub(crate) use read::Dropped;
#[cfg(test)]
pub(crate) use text::{event_text, to_text};
#[cfg(test)]
pub(crate) use unreadable::{MAX_BYTES, ReadError};
