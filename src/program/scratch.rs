//! The empty folder that a program runs in, for its owner only: gone when the run is over, whatever
//! the program made of it, and swept away by the next run where this process was killed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// A run is over long before.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 3600);

/// A program that makes more files in its folder, folders in it counted …
pub(crate) const MOST_FILES: usize = 1000;

/// … or longer ones, all together in bytes …
pub(crate) const MOST_BYTES: u64 = 64 << 20;

/// … or folders in each other, fills it.
const DEEPEST: usize = 30;

/// An empty folder. Dropping it removes it.
#[derive(Debug)]
pub(crate) struct ScratchFolder {
    path: PathBuf,
    /// Others see by its lock that it is in use, where a folder can be locked.
    _lock: Option<File>,
}

impl ScratchFolder {
    /// A new one. Its name begins so, before the number of this process and letters that nobody can
    /// foretell.
    ///
    /// # Errors
    /// It can't be made.
    pub(crate) fn new(temporary: &Path, begins: &str) -> io::Result<Self> {
        let prefix = format!("{begins}{}-", std::process::id());
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let path = builder.tempdir_in(temporary)?.keep();
        let lock = File::open(&path).ok().filter(|folder| folder.try_lock().is_ok());
        Ok(Self { path, _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it, and waits for that so long at most: what isn't gone then goes on going, and
    /// where this process ends before, the next run sweeps it away. Its path where it stays so far.
    pub(crate) fn remove_within(self, limit: Duration) -> Option<PathBuf> {
        let path = self.path.clone();
        within(limit, move || drop(self));
        fs::symlink_metadata(&path).is_ok().then_some(path)
    }
}

/// Does what may take long, and waits for its end so long at most.
#[expect(clippy::disallowed_methods, reason = "a folder that somebody filled holds nobody up")]
pub(crate) fn within(limit: Duration, work: impl FnOnce() + Send + 'static) {
    let (end, ends) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        work();
        drop(end);
    });
    // Nothing comes but the end.
    let _ = ends.recv_timeout(limit);
}

/// Whether a program fills its folder. It is looked at no further than that takes.
pub(crate) fn is_filled(folder: &Path) -> bool {
    let (mut files, mut bytes, mut open) = (0, 0, vec![(folder.to_path_buf(), 0)]);
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            files += 1;
            let found = entry.metadata();
            bytes += found.as_ref().map_or(0, fs::Metadata::len);
            if found.is_ok_and(|found| found.is_dir()) {
                open.push((entry.path(), depth + 1));
            }
            if files > MOST_FILES || bytes > MOST_BYTES || depth > DEEPEST {
                return true;
            }
        }
    }
    false
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

/// A new file, or an empty one in the place of another, for its owner only.
///
/// # Errors
/// It can't be made.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Removes what processes left that were killed, of what begins so.
pub(crate) fn sweep(temporary: &Path, begins: &str) {
    for entry in fs::read_dir(temporary).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(begins)?.split('-').next());
        let Some(number) = number.and_then(|number| number.parse().ok()) else { continue };
        let Some(found) = entry.metadata().ok().filter(fs::Metadata::is_dir) else { continue };
        let age = found.modified().ok().and_then(|then| then.elapsed().ok());
        let is_old = age.is_some_and(|age| age > LEFT_BEHIND) && !is_in_use(&entry.path());
        if is_old || is_left_behind(&entry.path(), number) {
            remove(&entry.path());
        }
    }
}

/// Whether somebody holds a folder's lock.
fn is_in_use(folder: &Path) -> bool {
    let locked = File::open(folder).map(|folder| folder.try_lock());
    matches!(locked, Ok(Err(TryLockError::WouldBlock)))
}

/// Whether the process died that made a folder: it is none of this machine's, and holds no lock.
#[cfg(unix)]
fn is_left_behind(folder: &Path, process: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let is_dead =
        Pid::from_raw(process).is_some_and(|of| test_kill_process(of) == Err(Errno::SRCH));
    is_dead && File::open(folder).map_or(true, |folder| folder.try_lock().is_ok())
}

/// Only its age tells there.
#[cfg(not(unix))]
fn is_left_behind(_: &Path, _: i32) -> bool {
    false
}

/// Removes a folder, or what stands in its place. Code may have closed it to us.
fn remove(path: &Path) {
    if fs::remove_dir_all(path).is_err() {
        open_up(path);
        // What can't be removed now is swept away later.
        let _ = fs::remove_dir_all(path)
            .or_else(|_| remove_deep(path))
            .or_else(|_| fs::remove_file(path));
    }
}

/// Folders in each other, so many that they can't all be open at once.
#[cfg(unix)]
fn remove_deep(folder: &Path) -> io::Result<()> {
    use std::process::{Command, Stdio};
    if !fs::symlink_metadata(folder)?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let mut command = Command::new("rm");
    command.arg("-rf").arg("--").arg(folder).stdin(Stdio::null()).stderr(Stdio::null());
    command.status().map(drop)
}

#[cfg(not(unix))]
fn remove_deep(folder: &Path) -> io::Result<()> {
    fs::remove_dir_all(folder)
}

#[cfg(unix)]
fn open_up(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    if !fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) {
        return;
    }
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        open_up(&entry.path());
    }
}

#[cfg(not(unix))]
fn open_up(_: &Path) {}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    const NAME: &str = "mockround-check-";

    #[test]
    fn it_and_its_files_are_its_owners_alone() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = ScratchFolder::new(temporary.path(), NAME).unwrap();
        let file = folder.path().join("0001.wav");
        drop(create(&file).unwrap());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(folder.path()), mode(&file)), (0o700, 0o600));
    }

    #[test]
    fn whatever_code_made_of_its_folder_it_is_gone_with_its_run() {
        let temporary = tempfile::tempdir().unwrap();
        let makes: [fn(&Path); 6] = [
            // More of them than can be open at once, in each other.
            |folder| {
                let deep = |name| (0..600).fold(folder.join(name), |path, _| path.join("a"));
                [deep("a"), deep("b")].iter().for_each(|path| fs::create_dir_all(path).unwrap());
                fs::rename(folder.join("b"), deep("a").join("b")).unwrap();
            },
            |folder| {
                fs::create_dir_all(folder.join("a/b")).unwrap();
                for shut in ["a", "."] {
                    let mode = fs::Permissions::from_mode(0o000);
                    fs::set_permissions(folder.join(shut), mode).unwrap();
                }
            },
            |folder| fs::remove_dir(folder).unwrap(),
            |folder| {
                fs::remove_dir(folder).unwrap();
                fs::write(folder, "a file").unwrap();
            },
            |folder| {
                fs::remove_dir(folder).unwrap();
                std::os::unix::fs::symlink("/", folder).unwrap();
            },
            |folder| std::os::unix::fs::symlink("/", folder.join("link")).unwrap(),
        ];
        for make in makes {
            let folder = ScratchFolder::new(temporary.path(), NAME).unwrap();
            make(folder.path());
            drop(folder);
            assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_folder_is_filled_by_many_files_by_long_ones_and_by_deep_ones() {
        let temporary = tempfile::tempdir().unwrap();
        let filled = |make: &dyn Fn(&Path)| {
            let folder = ScratchFolder::new(temporary.path(), NAME).unwrap();
            make(folder.path());
            is_filled(folder.path())
        };
        let files = |count: usize| {
            move |folder: &Path| {
                (0..count).for_each(|at| fs::write(folder.join(at.to_string()), "").unwrap());
            }
        };
        let long = |bytes: u64| {
            move |folder: &Path| File::create(folder.join("a")).unwrap().set_len(bytes).unwrap()
        };
        let deep = |depth| {
            move |folder: &Path| {
                let path = (0..depth).fold(folder.to_path_buf(), |path, _| path.join("a"));
                fs::create_dir_all(path).unwrap();
            }
        };
        let within: [&dyn Fn(&Path); 5] =
            [&|_| {}, &files(MOST_FILES), &long(MOST_BYTES), &deep(20), &|folder| {
                std::os::unix::fs::symlink("/", folder.join("link")).unwrap();
            }];
        for make in within {
            assert!(!filled(make));
        }
        let past: [&dyn Fn(&Path); 3] = [&files(MOST_FILES + 1), &long(MOST_BYTES + 1), &deep(40)];
        for make in past {
            assert!(filled(make));
        }
    }

    #[test]
    fn what_takes_longer_than_it_may_is_not_waited_for() {
        let (sender, goes_on) = mpsc::channel::<()>();
        within(Duration::ZERO, move || {
            let _ = goes_on.recv();
        });
        // It waits still.
        sender.send(()).unwrap();
    }

    #[test]
    fn what_a_killed_process_left_is_swept_and_what_is_in_use_stays() {
        let temporary = tempfile::tempdir().unwrap();
        let path = |name: &str| temporary.path().join(name);
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = child.id();
        child.wait().unwrap();
        let left = path(&format!("{NAME}{dead}-abc"));
        let locked = path(&format!("{NAME}{dead}-locked"));
        let others = ["mockround-check-", "mockround-check-x-y", "mine"].map(path);
        others.iter().chain([&left, &locked]).for_each(|path| fs::create_dir(path).unwrap());
        fs::write(left.join("file"), "").unwrap();
        let lock = File::open(&locked).unwrap();
        lock.try_lock().unwrap();
        let used = ScratchFolder::new(temporary.path(), NAME).unwrap();
        sweep(temporary.path(), NAME);
        assert!(!left.exists());
        assert!(others.iter().chain([&locked]).all(|path| path.exists()) && used.path().exists());
    }
}
