//! Folders and files that only their owner may read, where the platform has such permissions.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder and those above it, unless they are there.
pub(crate) fn create_dir(dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    owners(&mut builder, &mut OpenOptions::new());
    builder.recursive(true).create(dir)
}

/// Options that make a private file where they make one.
pub(crate) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    owners(&mut DirBuilder::new(), &mut options);
    options
}

#[cfg(unix)]
fn owners(dir: &mut DirBuilder, file: &mut OpenOptions) {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
    dir.mode(0o700);
    file.mode(0o600);
}

#[cfg(not(unix))]
fn owners(_: &mut DirBuilder, _: &mut OpenOptions) {}

/// Makes a private file, or empties the one that is there.
///
/// # Errors
/// It can't be written.
pub(crate) fn file(path: &Path) -> io::Result<File> {
    options().write(true).create(true).truncate(true).open(path)
}

/// Makes sure that a file's new name is on the disk. Only Unix can, and a failure there leaves the
/// file as it is.
pub(crate) fn sync_dir(dir: &Path) {
    if cfg!(unix) {
        let _ = File::open(dir).and_then(|dir| dir.sync_all());
    }
}

/// Gives a file another name, unless that is taken; whether it has it now.
///
/// # Errors
/// It can't be given.
pub(super) fn name_new(file: &Path, name: &Path) -> io::Result<bool> {
    // Only a second link tells for sure, and not every file system has them.
    match if cfg!(unix) {
        fs::hard_link(file, name)
    } else {
        Err(io::ErrorKind::Unsupported.into())
    } {
        Ok(()) => {
            fs::remove_file(file)?;
            return Ok(true);
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(_) => {}
    }
    if fs::symlink_metadata(name).is_ok() {
        return Ok(false);
    }
    fs::rename(file, name)?;
    Ok(true)
}
