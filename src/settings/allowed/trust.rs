//! Who may change what is run. Like ssh with its keys, nothing is believed that another user than
//! this one or root owns, or may write to.

use std::fs::Metadata;
use std::path::Path;

use super::{NotTrusted, unreadable};

/// Checks a file, which need not be there, and the folders that it is found in: where its name
/// stands, and where a link leads.
pub(super) fn check_with_folder(file: &Path) -> Result<(), NotTrusted> {
    let real = file.canonicalize().ok();
    let folders = [Some(file), real.as_deref()].into_iter().flatten().filter_map(Path::parent);
    for folder in folders.filter(|folder| folder.exists()) {
        check(folder)?;
    }
    if real.is_some() { check(file) } else { Ok(()) }
}

/// Checks one file or folder.
pub(super) fn check(path: &Path) -> Result<(), NotTrusted> {
    let found = path.metadata().map_err(|error| unreadable(path, &error))?;
    let shown = || path.display().to_string();
    match doubt(&found) {
        None => Ok(()),
        Some(Doubt::Foreign(owner)) => Err(NotTrusted::Foreign { path: shown(), owner }),
        Some(Doubt::OthersWrite) => Err(NotTrusted::OthersWrite { path: shown() }),
    }
}

/// What is wrong with a file or folder.
#[derive(Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), expect(dead_code, reason = "files have no owners and modes there"))]
enum Doubt {
    /// Another user owns it.
    Foreign(u32),
    /// Other users may write to it.
    OthersWrite,
}

#[cfg(unix)]
fn doubt(found: &Metadata) -> Option<Doubt> {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid().as_raw();
    let seen = Seen {
        owner: found.uid(),
        group: found.gid(),
        mode: found.mode(),
        is_folder: found.is_dir(),
    };
    judge(&seen, user, |group| {
        let read = |file| std::fs::read_to_string(file).unwrap_or_default();
        is_private(group, user, &read("/etc/passwd"), &read("/etc/group"))
    })
}

#[cfg(not(unix))]
fn doubt(_: &Metadata) -> Option<Doubt> {
    None
}

/// What a file or folder says of who may change it.
#[cfg(unix)]
struct Seen {
    owner: u32,
    group: u32,
    mode: u32,
    is_folder: bool,
}

#[cfg(unix)]
fn judge(seen: &Seen, user: u32, is_private: impl Fn(u32) -> bool) -> Option<Doubt> {
    const STICKY: u32 = 0o1000;
    if seen.owner != user && seen.owner != 0 {
        return Some(Doubt::Foreign(seen.owner));
    }
    // In such a folder, like /tmp, only its owner can move a file away.
    if seen.is_folder && seen.mode & STICKY != 0 {
        return None;
    }
    let group_writes = seen.mode & 0o020 != 0 && !is_private(seen.group);
    (group_writes || seen.mode & 0o002 != 0).then_some(Doubt::OthersWrite)
}

/// Whether a group is a user's alone, as many systems give each user one and let it write: no
/// other user has it, by the files of users and groups. Root has none of this kind.
#[cfg(unix)]
fn is_private(group: u32, user: u32, passwd: &str, groups: &str) -> bool {
    let number = |line: &str, at: usize| line.split(':').nth(at)?.parse::<u32>().ok();
    let mut of_group = passwd.lines().filter(|line| number(line, 3) == Some(group));
    let (Some(one), None) = (of_group.next(), of_group.next()) else { return false };
    let Some(entry) = groups.lines().find(|line| number(line, 2) == Some(group)) else {
        return false;
    };
    let name = one.split(':').next();
    let mut members = entry.split(':').nth(3).unwrap_or_default().split(',');
    user != 0
        && number(one, 2) == Some(user)
        && members.all(|member| member.trim().is_empty() || Some(member.trim()) == name)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const USERS: &str = "root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n\
                         bob:x:1001:100::/home/bob:/bin/sh\ncid:x:1002:100::/home/cid:/bin/sh\n";
    const GROUPS: &str = "root:x:0:\nann:x:1000:\nusers:x:100:\n";

    fn seen(owner: u32, mode: u32, is_folder: bool) -> Option<Doubt> {
        judge(&Seen { owner, group: 100, mode, is_folder }, 1000, |group| group != 100)
    }

    #[test]
    fn only_what_the_user_or_root_owns_and_nobody_else_may_write_is_believed() {
        assert_eq!(seen(1000, 0o100_644, false), None);
        assert_eq!(seen(0, 0o100_644, false), None);
        assert_eq!(seen(1001, 0o100_600, false), Some(Doubt::Foreign(1001)));
        assert_eq!(seen(1001, 0o041_777, true), Some(Doubt::Foreign(1001)));
        for mode in [0o100_664, 0o100_646] {
            assert_eq!(seen(1000, mode, false), Some(Doubt::OthersWrite), "{mode:o}");
        }
        assert_eq!(seen(1000, 0o040_757, true), Some(Doubt::OthersWrite));
        assert_eq!(seen(0, 0o041_777, true), None);
        // On a file the same bit keeps nobody off.
        assert_eq!(seen(1000, 0o101_666, false), Some(Doubt::OthersWrite));
    }

    #[test]
    fn a_group_that_is_the_users_alone_may_write() {
        let own = Seen { owner: 1000, group: 1000, mode: 0o100_664, is_folder: false };
        assert_eq!(judge(&own, 1000, |group| is_private(group, 1000, USERS, GROUPS)), None);
        assert!(!is_private(1000, 1001, USERS, GROUPS));
        assert!(!is_private(100, 1001, USERS, GROUPS), "shared by two");
        assert!(!is_private(1000, 1000, USERS, "ann:x:1000:bob\n"), "another is in it");
        assert!(is_private(1000, 1000, USERS, "ann:x:1000:ann\n"));
        assert!(!is_private(1000, 1000, USERS, ""), "nothing is known of it");
        assert!(!is_private(0, 0, USERS, GROUPS));
    }
}
