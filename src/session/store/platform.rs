//! What the file systems and platforms differ in: which file a name stands for, and what a file
//! system can't do.

use std::fs::{File, Metadata, OpenOptions, Permissions};
use std::io;
use std::path::Path;
#[cfg(not(unix))]
use std::time::UNIX_EPOCH;

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

/// When a file was written or changed last; the platform's own numbers, which are compared only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Touched([i64; 4]);

#[cfg(unix)]
pub(super) fn touched(found: &Metadata) -> Touched {
    use std::os::unix::fs::MetadataExt;
    Touched([found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec()])
}

#[cfg(not(unix))]
pub(super) fn touched(found: &Metadata) -> Touched {
    let since = found.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let since = since.unwrap_or_default();
    Touched([since.as_secs().cast_signed(), since.subsec_nanos().into(), 0, 0])
}

/// Lets a file that may not grow any further be an error of its writer, as a full disk is: else the
/// signal that comes with it ends the process.
#[cfg(unix)]
pub(crate) fn outlive_size_limit() {
    // Caught and not ignored: programs that are run take it as ever.
    let raised = std::sync::Arc::default();
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, raised);
}

#[cfg(not(unix))]
pub(crate) fn outlive_size_limit() {}

/// Lets the same people read a new file as the one whose place it takes.
#[cfg(unix)]
pub(super) fn take_mode(new: &File, old: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let Ok(old) = std::fs::symlink_metadata(old) else { return Ok(()) };
    let (mode, is_now) = (old.permissions().mode(), new.metadata()?.permissions().mode());
    if !old.is_file() || (mode ^ is_now) & 0o777 == 0 {
        return Ok(());
    }
    new.set_permissions(Permissions::from_mode(mode & 0o777))
}

#[cfg(not(unix))]
pub(super) fn take_mode(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether a file that is open has a name somewhere.
#[cfg(unix)]
pub(super) fn has_name(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    found.nlink() > 0
}

#[cfg(not(unix))]
pub(super) fn has_name(_: &Metadata) -> bool {
    true
}

/// Gives the owner of a file, or of a folder, the rights again that somebody took away.
pub(super) fn let_owner(path: &Path, found: &Metadata) -> io::Result<()> {
    owners(found).map_or(Ok(()), |permissions| std::fs::set_permissions(path, permissions))
}

/// As [`let_owner`], of a file that is open.
pub(super) fn let_owner_of(file: &File, found: &Metadata) -> io::Result<()> {
    owners(found).map_or(Ok(()), |permissions| file.set_permissions(permissions))
}

/// The rights of a file or folder with those that its owner needs and hasn't; `None` where none is
/// missing.
#[cfg(unix)]
fn owners(found: &Metadata) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let (mode, needed) = (found.permissions().mode(), if found.is_dir() { 0o700 } else { 0o600 });
    let lacks = mode & needed != needed && !found.is_symlink();
    lacks.then(|| Permissions::from_mode(mode & 0o777 | needed))
}

#[cfg(not(unix))]
fn owners(_: &Metadata) -> Option<Permissions> {
    None
}

/// Whether an error says that nothing has that name.
pub(super) fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether an error says that the file system can't do what was asked, rather than that it failed.
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
        || has_no_locks(error)
}

/// Lets options open no link, and wait for nobody at the other end of a pipe.
#[cfg(unix)]
pub(super) fn without_following(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    // Bits of a mask: that they are a number with a sign is the system's own way.
    options.custom_flags(flags.bits().cast_signed());
}

#[cfg(not(unix))]
pub(super) fn without_following(_: &mut OpenOptions) {}

/// Whether an error says that a link stands where none is followed.
#[cfg(unix)]
pub(super) fn is_link(error: &io::Error) -> bool {
    use rustix::io::Errno;
    // FreeBSD's word for it is the second.
    Errno::from_io_error(error).is_some_and(|errno| [Errno::LOOP, Errno::MLINK].contains(&errno))
}

#[cfg(not(unix))]
pub(super) fn is_link(_: &io::Error) -> bool {
    false
}

/// Opens what is there and no file, to write to it: a terminal, a pipe that somebody reads.
///
/// # Errors
/// Nobody reads it, or it is a disk or a folder.
#[cfg(unix)]
pub(super) fn open_no_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};

    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    if std::fs::metadata(path)?.file_type().is_block_device() {
        return Err(io::Error::other("it is a disk, and no file"));
    }
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let opened = File::options().write(true).custom_flags(flags.bits().cast_signed()).open(path);
    let file = opened.map_err(|error| match rustix::io::Errno::from_io_error(&error) {
        Some(rustix::io::Errno::NXIO) => io::Error::other("it is a pipe that nobody reads"),
        _ => error,
    })?;
    // Who reads slowly is waited for.
    fcntl_setfl(&file, fcntl_getfl(&file)? - OFlags::NONBLOCK)?;
    Ok(file)
}

#[cfg(not(unix))]
pub(super) fn open_no_file(path: &Path) -> io::Result<File> {
    File::options().write(true).open(path)
}

/// Whether this process may make files in a folder.
///
/// # Errors
/// It may not.
#[cfg(unix)]
pub(super) fn may_write(dir: &Path) -> io::Result<()> {
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    let access = Access::WRITE_OK | Access::EXEC_OK;
    Ok(accessat(CWD, dir, access, AtFlags::EACCESS)?)
}

#[cfg(not(unix))]
pub(super) fn may_write(dir: &Path) -> io::Result<()> {
    match dir.metadata()?.permissions().readonly() {
        true => Err(io::ErrorKind::PermissionDenied.into()),
        false => Ok(()),
    }
}

/// How many bytes this user may still write to the file system of a folder.
#[cfg(unix)]
pub(super) fn free_bytes(dir: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(dir).ok()?;
    // Some network file systems count nothing.
    (found.f_blocks > 0).then(|| found.f_bavail.saturating_mul(found.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn free_bytes(_: &Path) -> Option<u64> {
    None
}

/// Gives a file another name in one step, unless that is taken.
///
/// # Errors
/// It is taken; or the system or the file system can't do that.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn rename_new(file: &Path, name: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, file, CWD, name, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn rename_new(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
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
