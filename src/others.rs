//! Who else than the user may change a file, a folder or what is in it, by owners and modes. Other
//! platforms than Unix don't tell, and nobody else may there.

use std::fs::Metadata;
#[cfg(unix)]
use std::sync::LazyLock;

/// Another user that a file or a folder belongs to, neither this one nor root: its number.
#[cfg(unix)]
pub(crate) fn foreign_owner(found: &Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    Seen::of(found).foreign_owner(rustix::process::geteuid().as_raw()).then(|| found.uid())
}

#[cfg(not(unix))]
pub(crate) fn foreign_owner(_: &Metadata) -> Option<u32> {
    None
}

/// Whether other users may write to a file, or make files in a folder.
pub(crate) fn others_write(found: &Metadata) -> bool {
    others_may(found, 0o2, 0o2)
}

/// Whether other users may read a file, or list or reach what is in a folder.
pub(crate) fn others_read(found: &Metadata) -> bool {
    others_may(found, 0o4, 0o5)
}

/// Whether other users may do one of these things with a file, or with a folder.
#[cfg(unix)]
fn others_may(found: &Metadata, file: u32, folder: u32) -> bool {
    // Asked of each of many files, and the same for all.
    static USERS: LazyLock<[String; 2]> = LazyLock::new(|| {
        ["/etc/passwd", "/etc/group"].map(|file| std::fs::read_to_string(file).unwrap_or_default())
    });
    let user = rustix::process::geteuid().as_raw();
    let (seen, is_private) =
        (Seen::of(found), |group| is_private(group, user, &USERS[0], &USERS[1]));
    seen.others_may(if seen.is_folder { folder } else { file }, is_private)
}

#[cfg(not(unix))]
fn others_may(_: &Metadata, _: u32, _: u32) -> bool {
    false
}

/// Whether other users may put something else in the place of a file, or of what is in a folder.
pub(crate) fn others_replace(found: &Metadata) -> bool {
    !is_sticky(found) && others_write(found)
}

/// Whether it is a folder in which, like in /tmp, only its owner can move a file away.
#[cfg(unix)]
fn is_sticky(found: &Metadata) -> bool {
    Seen::of(found).is_sticky()
}

#[cfg(not(unix))]
fn is_sticky(_: &Metadata) -> bool {
    false
}

/// What a file or a folder says of who may change it.
#[cfg(unix)]
#[derive(Debug, Clone, Copy)]
struct Seen {
    owner: u32,
    group: u32,
    mode: u32,
    is_folder: bool,
}

#[cfg(unix)]
impl Seen {
    fn of(found: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            owner: found.uid(),
            group: found.gid(),
            mode: found.mode(),
            is_folder: found.is_dir(),
        }
    }

    /// Root may change all anyway.
    fn foreign_owner(self, user: u32) -> bool {
        self.owner != user && self.owner != 0
    }

    fn others_may(self, bits: u32, is_private: impl Fn(u32) -> bool) -> bool {
        self.mode & bits != 0 || (self.mode & (bits << 3) != 0 && !is_private(self.group))
    }

    fn is_sticky(self) -> bool {
        const STICKY: u32 = 0o1000;
        self.is_folder && self.mode & STICKY != 0
    }
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

    fn seen(owner: u32, mode: u32, is_folder: bool) -> Seen {
        Seen { owner, group: 100, mode, is_folder }
    }

    #[test]
    fn only_the_user_and_root_own_what_is_not_foreign() {
        assert!(!seen(1000, 0o100_644, false).foreign_owner(1000));
        assert!(!seen(0, 0o100_644, false).foreign_owner(1000));
        assert!(seen(1001, 0o100_600, false).foreign_owner(1000));
        assert!(seen(1000, 0o100_600, false).foreign_owner(0));
    }

    #[test]
    fn others_write_where_the_mode_lets_all_or_a_shared_group() {
        let others_write = |mode| seen(1000, mode, false).others_may(0o2, |group| group != 100);
        assert!(!others_write(0o100_644));
        assert!(others_write(0o100_664) && others_write(0o100_646));
        assert!(seen(1000, 0o040_757, true).others_may(0o2, |_| true));
        assert!(!seen(1000, 0o040_750, true).others_may(0o5, |_| true));
        assert!(seen(1000, 0o040_710, true).others_may(0o5, |_| false));
    }

    #[test]
    fn only_a_folder_keeps_others_from_moving_what_is_in_it() {
        assert!(seen(0, 0o041_777, true).is_sticky());
        assert!(!seen(0, 0o040_777, true).is_sticky());
        assert!(!seen(1000, 0o101_666, false).is_sticky());
    }

    #[test]
    fn a_group_that_is_the_users_alone_may_write() {
        let own = Seen { owner: 1000, group: 1000, mode: 0o100_664, is_folder: false };
        assert!(!own.others_may(0o2, |group| is_private(group, 1000, USERS, GROUPS)));
        assert!(!is_private(1000, 1001, USERS, GROUPS));
        assert!(!is_private(100, 1001, USERS, GROUPS), "shared by two");
        assert!(!is_private(1000, 1000, USERS, "ann:x:1000:bob\n"), "another is in it");
        assert!(is_private(1000, 1000, USERS, "ann:x:1000:ann\n"));
        assert!(!is_private(1000, 1000, USERS, ""), "nothing is known of it");
        assert!(!is_private(0, 0, USERS, GROUPS));
    }
}
