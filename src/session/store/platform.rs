//! What the file systems and platforms differ in: which file a name stands for, and what a file
//! system can't do.

use std::fs::Metadata;
use std::io;

/// Which file it is, whatever its name; where the platform doesn't say, all files look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

#[cfg(unix)]
pub(super) fn identity(found: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Identity(found.dev(), found.ino())
}

#[cfg(not(unix))]
pub(super) fn identity(_: &Metadata) -> Identity {
    Identity(0, 0)
}

/// Whether an open file has no name any more.
#[cfg(unix)]
pub(super) fn is_unlinked(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    found.nlink() == 0
}

#[cfg(not(unix))]
pub(super) fn is_unlinked(_: &Metadata) -> bool {
    false
}

/// Whether an error says that the file system can't do what was asked, rather than that it failed.
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
        || has_no_locks(error)
}

#[cfg(unix)]
fn has_no_locks(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let errno = Errno::from_io_error(error);
    errno.is_some_and(|errno| [Errno::NOLCK, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&errno))
}

#[cfg(not(unix))]
fn has_no_locks(_: &io::Error) -> bool {
    false
}
