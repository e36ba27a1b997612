//! How a session came back to the disk after other programs touched its file.

use std::path::PathBuf;

use crate::text::clean_line;

/// How the session is on the disk again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rescued {
    /// Its file was taken away, and is written again.
    Again,
    /// Its file was cut short or replaced by a beginning of the session, and is written on.
    On,
    /// It never left: its file is as it was written, and written on, but can't be looked at under
    /// its name.
    OutOfSight {
        /// The system's reason.
        why: String,
    },
    /// Its file was replaced by another, which stays. The session has another name now.
    Beside {
        /// The name, without the folder.
        name: String,
        /// Where it was.
        was: PathBuf,
        /// What stands there now can't be looked at.
        unseen: bool,
        /// The folder of what belongs to the session, where it could not go with it.
        left: Option<PathBuf>,
    },
}

impl std::fmt::Display for Rescued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Again => {
                f.write_str("the session's file was taken away: it is written again, whole")
            }
            Self::On => f.write_str(
                "the session's file was cut short or put back by another program: \
                 it is whole again",
            ),
            Self::OutOfSight { why } => write!(
                f,
                "the session's file can't be reached under its name ({}): it is open, and written \
                 on",
                clean_line(why)
            ),
            Self::Beside { name, unseen, left, .. } => {
                f.write_str(match unseen {
                    true => "what stands in the place of the session's file can't be seen: ",
                    false => {
                        "the session's file was replaced by another file, which stays as it is: "
                    }
                })?;
                write!(f, "the session goes on in {name}")?;
                match left {
                    Some(folder) => {
                        write!(f, ", and what belongs to it is in {}", folder.display())
                    }
                    None => Ok(()),
                }
            }
        }
    }
}
