//! What stands under a name, before it is opened: a pipe would keep us waiting, a device for its
//! bytes.

use std::fs::{self, ReadDir};
use std::io::{self, ErrorKind};
use std::path::Path;

/// What stands where a file should, and what to do about it, to stand behind its name; `None`
/// where a file stands, or nothing.
pub(crate) fn no_file(path: &Path) -> Option<&'static str> {
    let is_link = fs::symlink_metadata(path).ok()?.is_symlink();
    match fs::metadata(path) {
        Ok(found) if found.is_file() => None,
        Ok(found) if found.is_dir() => Some("is a folder and no file; move it away"),
        Ok(_) => Some("is a pipe or a device and no file; move it away"),
        // What can't be looked at tells why when it is opened.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => None,
        Err(_) if is_link => Some("is a link that leads to no file; mend it, or remove it"),
        Err(_) => None,
    }
}

/// Opens a folder to list it, also where a signal comes in between.
///
/// # Errors
/// It is none, or can't be read.
pub(crate) fn list(folder: &Path) -> io::Result<ReadDir> {
    loop {
        match fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            opened => return opened,
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn what_is_no_file_is_told_with_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "").unwrap();
        fs::create_dir(path("folder")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(path("pipe")).status();
        assert!(made.unwrap().success());
        for (name, to) in [("to-file", "file"), ("to-pipe", "pipe"), ("nowhere", "none")] {
            symlink(to, path(name)).unwrap();
        }
        symlink("round", path("round")).unwrap();
        for name in ["file", "to-file", "missing"] {
            assert_eq!(no_file(&path(name)), None, "{name}");
        }
        let told = [
            ("folder", "is a folder"),
            ("pipe", "is a pipe"),
            ("to-pipe", "is a pipe"),
            ("nowhere", "is a link that leads to no file"),
            ("round", "is a link that leads to no file"),
        ];
        for (name, begins) in told {
            assert!(no_file(&path(name)).unwrap().starts_with(begins), "{name}");
        }
        assert!(no_file(Path::new("/dev/null")).unwrap().starts_with("is a pipe or a device"));
    }
}
