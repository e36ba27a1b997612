//! Folders and files that only their owner may read, where the platform has such permissions. The
//! files beside a session are never reached through a link: it could point out of the folder.

use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::platform::{is_link, is_unsupported, let_owner, rename_new, without_following};
use crate::others::{foreign_owner, others_read, others_replace, others_write};

/// Makes a folder and those above it, unless they are there. The folder may be a link by its
/// owner's choice.
///
/// # Errors
/// It can't be made; what stands in its place, or above it, is named.
pub(crate) fn create_dir(dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    owners(&mut builder, &mut OpenOptions::new());
    let no_folder = || no_folder(dir).map(io::Error::other);
    builder.recursive(true).create(dir).map_err(|error| no_folder().unwrap_or(error))
}

/// What stands where something of mockround's own should, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{} {is}; {what_to_do}", path.display())]
pub(crate) struct InTheWay {
    path: PathBuf,
    is: &'static str,
    pub(crate) what_to_do: &'static str,
}

impl InTheWay {
    /// What it is.
    pub(crate) fn says(&self) -> String {
        format!("{} {}", self.path.display(), self.is)
    }
}

/// What stands where a folder should, or one above it, and is none.
pub(super) fn no_folder(dir: &Path) -> Option<InTheWay> {
    let (stands, found) =
        dir.ancestors().find_map(|dir| Some((dir, fs::symlink_metadata(dir).ok()?)))?;
    let (is, what_to_do) = match fs::metadata(stands) {
        Ok(leads) if leads.is_dir() => return None,
        Ok(leads) if leads.is_file() => ("is a file and no folder", "move it away"),
        Ok(_) => ("is a pipe or a device and no folder", "move it away"),
        Err(_) if found.is_symlink() => ("is a link to nowhere", "mend it, or remove it"),
        Err(_) => return None,
    };
    Some(InTheWay { path: stands.to_path_buf(), is, what_to_do })
}

/// Makes a folder of mockround's own, as [`create_dir`], which its owner may use.
///
/// # Errors
/// It can't be made, or is a link.
pub(super) fn own_dir(dir: &Path) -> io::Result<()> {
    create_dir(dir).or_else(|error| if is_own_dir(dir)? { Ok(()) } else { Err(error) })?;
    if !is_own_dir(dir)? {
        return Err(in_the_way(dir));
    }
    // What can't be mended is told by what is done there next.
    let _ = fs::symlink_metadata(dir).and_then(|found| let_owner(dir, &found));
    Ok(())
}

/// Whether a folder is there, and no link.
///
/// # Errors
/// Something else stands there, or it can't be seen.
pub(super) fn is_own_dir(dir: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => Ok(true),
        Ok(_) => Err(in_the_way(dir)),
    }
}

/// What stands where a file or a folder of mockround's own should be.
pub(super) fn in_the_way(path: &Path) -> io::Error {
    io::Error::other(standing(path))
}

/// As [`in_the_way`], of what is known to be none of mockround's.
pub(super) fn standing(path: &Path) -> InTheWay {
    let (is, what_to_do) = match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => ("is a link, which is not followed", "remove it"),
        Ok(found) if found.is_dir() => ("is a folder", "move it away"),
        Ok(found) if found.is_file() => ("is a file", "move it away"),
        _ => ("is a pipe or a device", "move it away"),
    };
    InTheWay { path: path.to_path_buf(), is, what_to_do }
}

/// Opens a file of mockround's own, private where it is made.
///
/// # Errors
/// It can't be opened, is a link, or no file.
pub(super) fn open(
    path: &Path,
    how: impl FnOnce(&mut OpenOptions) -> &mut OpenOptions,
) -> io::Result<File> {
    let mut options = options();
    without_following(&mut options);
    match how(&mut options).open(path) {
        Ok(file) if file.metadata()?.is_file() => Ok(file),
        Ok(_) => Err(in_the_way(path)),
        // Windows denies access to a folder.
        Err(error) if is_link(&error) || path.is_dir() => Err(in_the_way(path)),
        Err(error) => Err(error),
    }
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

/// Makes a private file.
///
/// # Errors
/// It can't be made, or is there already.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    open(path, |options| options.write(true).create_new(true))
}

/// That others can change what is recorded in the folder of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FolderCaveat {
    pub(crate) says: String,
    pub(crate) what_to_do: String,
}

impl fmt::Display for FolderCaveat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.says, self.what_to_do)
    }
}

/// That others can change what is recorded in the folder of a session, and what to do about it;
/// `None` where they can't.
pub(crate) fn folder_caveat(session: &Path) -> Option<FolderCaveat> {
    let dir = session.parent().filter(|dir| !dir.as_os_str().is_empty());
    let dir = dir.unwrap_or(Path::new("."));
    let (shown, found) = (dir.display(), fs::metadata(dir).ok()?);
    if let Some(user) = foreign_owner(&found) {
        return Some(FolderCaveat {
            says: format!(
                "the sessions folder {shown} belongs to another user (number {user}), who can \
                 change what is recorded"
            ),
            what_to_do: "--workspace names another folder".to_string(),
        });
    }
    let keep_out = |folder: &Path| format!("`chmod go-w {}` keeps them out", folder.display());
    if others_write(&found) {
        return Some(FolderCaveat {
            says: format!(
                "others may write to the sessions folder {shown}, and change what is recorded"
            ),
            what_to_do: keep_out(dir),
        });
    }
    let above = open_above(dir)?;
    Some(FolderCaveat {
        says: format!(
            "others may write to {}, above the sessions folder, and put another in its place",
            above.display()
        ),
        what_to_do: keep_out(&above),
    })
}

/// Whether other users may write to a file.
pub(crate) fn is_open_to_others(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| others_write(&found))
}

/// Whether other users may read a file, or what is in a folder.
pub(crate) fn is_read_by_others(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| others_read(&found))
}

/// The nearest folder above one in which others may put another in its place: where its name
/// stands, and where a link leads.
fn open_above(dir: &Path) -> Option<PathBuf> {
    let real = dir.canonicalize().ok()?;
    let above = dir.ancestors().skip(1).chain(real.ancestors().skip(1));
    let mut above = above.filter(|above| !above.as_os_str().is_empty());
    above
        .find(|above| fs::metadata(above).is_ok_and(|found| others_replace(&found)))
        .map(Path::to_path_buf)
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
    match rename_new(file, name) {
        Err(error) if is_unsupported(&error) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        renamed => return renamed.map(|()| true),
    }
    // A second link tells as surely, but not every file system has them.
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_file_of_ours_is_never_reached_through_a_link_or_a_pipe() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("theirs"), "theirs").unwrap();
        symlink(path("theirs"), path("link")).unwrap();
        symlink(path("nowhere"), path("dangling")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(path("pipe")).status();
        assert!(made.unwrap().success());
        for name in ["link", "dangling", "pipe"] {
            let opened = [
                open(&path(name), |options| options.read(true)),
                open(&path(name), |options| options.write(true).create(true).truncate(true)),
                open(&path(name), |options| options.append(true)),
            ];
            for error in opened.map(|opened| opened.unwrap_err().to_string()) {
                let ours = [
                    "is a link, which is not followed; remove it",
                    "is a pipe or a device; move it",
                ];
                // Nobody reads the pipe.
                let nobody = error.contains("os error 6");
                assert!(nobody || ours.iter().any(|of| error.contains(of)), "{name}: {error}");
            }
        }
        assert_eq!(fs::read_to_string(path("theirs")).unwrap(), "theirs");
        assert!(!path("nowhere").exists());
    }

    #[test]
    fn a_folder_of_ours_is_made_and_is_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        own_dir(&path("new")).unwrap();
        for taken in [0o700, 0o000, 0o500] {
            fs::set_permissions(path("new"), fs::Permissions::from_mode(taken)).unwrap();
            own_dir(&path("new")).unwrap();
            assert_eq!(fs::metadata(path("new")).unwrap().permissions().mode() & 0o777, 0o700);
        }
        symlink(path("new"), path("link")).unwrap();
        symlink(path("nowhere"), path("dangling")).unwrap();
        fs::write(path("file"), "").unwrap();
        for name in ["link", "dangling", "file"] {
            assert!(own_dir(&path(name)).is_err(), "{name}");
        }
        assert!(!is_own_dir(&path("missing")).unwrap());
    }

    #[test]
    fn what_stands_where_a_folder_should_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        symlink(path("nowhere"), path("dangling")).unwrap();
        fs::write(path("file"), "").unwrap();
        symlink(path("file"), path("link")).unwrap();
        for (name, what) in [
            ("dangling", "is a link to nowhere; mend it, or remove it"),
            ("file", "is a file and no folder; move it away"),
            ("link", "is a file and no folder; move it away"),
        ] {
            let why = format!("{} {what}", path(name).display());
            assert_eq!(create_dir(&path(name)).unwrap_err().to_string(), why);
            assert_eq!(create_dir(&path(name).join("a/b")).unwrap_err().to_string(), why);
        }
        fs::create_dir(path("real")).unwrap();
        symlink(path("real"), path("to-real")).unwrap();
        create_dir(&path("to-real/a/b")).unwrap();
    }

    #[test]
    fn a_folder_that_others_may_write_to_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let session = folder.path().join("one.toml");
        assert_eq!(folder_caveat(&session), None);
        for mode in [0o702, 0o777, 0o1777] {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
            let caveat = folder_caveat(&session).unwrap().to_string();
            assert!(caveat.starts_with("others may write to the sessions folder "), "{caveat}");
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(folder_caveat(&session), None);
    }

    #[test]
    fn a_folder_above_the_sessions_that_others_may_write_to_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let set = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        let sessions = folder.path().join("workspace/sessions");
        create_dir(&sessions).unwrap();
        let link = folder.path().join("workspace/link");
        symlink(&sessions, &link).unwrap();
        for sessions in [&sessions, &link] {
            let caveat = || folder_caveat(&sessions.join("one.toml"));
            set(0o777);
            let said = caveat().unwrap().to_string();
            let above = format!("others may write to {}, above", folder.path().display());
            assert!(said.starts_with(&above), "{said}");
            // As in /tmp, others can't move it away.
            set(0o1777);
            assert_eq!(caveat(), None);
        }
    }

    #[test]
    fn a_name_that_is_taken_is_not_given_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("one"), "one").unwrap();
        fs::write(path("two"), "two").unwrap();
        assert!(!name_new(&path("one"), &path("two")).unwrap());
        assert_eq!(fs::read_to_string(path("two")).unwrap(), "two");
        assert!(name_new(&path("one"), &path("three")).unwrap());
        assert_eq!(fs::read_to_string(path("three")).unwrap(), "one");
        assert!(!path("one").exists());
    }
}
