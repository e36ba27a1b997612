//! Where sound servers and recorders are: what the environment says, and what follows from it.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

/// A cookie has this many bytes; the server hangs up on a shorter one.
const COOKIE: usize = 256;

/// What the environment says about microphones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `PULSE_SERVER`.
    pub pulse_server: Option<OsString>,
    /// `PULSE_RUNTIME_PATH`.
    pub pulse_runtime: Option<PathBuf>,
    /// `PULSE_COOKIE`.
    pub pulse_cookie: Option<PathBuf>,
    /// `XDG_RUNTIME_DIR`.
    pub runtime: Option<PathBuf>,
    /// `HOME`.
    pub home: Option<PathBuf>,
    /// `PATH`.
    pub path: Option<OsString>,
    /// The user's number.
    pub user: Option<u32>,
}

impl Surroundings {
    /// Reads the environment. An empty variable counts as unset.
    #[expect(clippy::disallowed_methods, reason = "only microphones need these variables")]
    pub fn read() -> Self {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        Self {
            pulse_server: variable("PULSE_SERVER"),
            pulse_runtime: variable("PULSE_RUNTIME_PATH").map(PathBuf::from),
            pulse_cookie: variable("PULSE_COOKIE").map(PathBuf::from),
            runtime: variable("XDG_RUNTIME_DIR").map(PathBuf::from),
            home: variable("HOME").map(PathBuf::from),
            path: variable("PATH"),
            user: Some(rustix::process::getuid().as_raw()),
        }
    }

    /// The sockets that a sound server may listen on, the likeliest first. A socket that is missing
    /// says nothing about the next.
    pub(super) fn sockets(&self) -> Vec<PathBuf> {
        let servers = self.pulse_server.as_deref().unwrap_or_default().as_bytes();
        let named = servers.split(u8::is_ascii_whitespace);
        let mut sockets: Vec<_> = named.filter_map(local).collect();
        if let Some(folder) = &self.pulse_runtime {
            sockets.extend([folder.join("native"), folder.join("pulse/native")]);
        }
        if let Some(folder) = &self.runtime {
            sockets.push(folder.join("pulse/native"));
        }
        if let Some(user) = self.user {
            sockets.push(PathBuf::from(format!("/run/user/{user}/pulse/native")));
        }
        sockets.push(PathBuf::from("/run/pulse/native"));
        // The two ways to the user's folder stand side by side.
        sockets.dedup();
        sockets
    }

    /// The cookie to show the server. One that is missing is all zeros: a local server lets its own
    /// user in anyway.
    pub(super) fn cookie(&self) -> Vec<u8> {
        let in_home = |name: &str| self.home.as_ref().map(|home| home.join(name));
        let files =
            [self.pulse_cookie.clone(), in_home(".config/pulse/cookie"), in_home(".pulse-cookie")];
        let read = files.into_iter().flatten().find_map(|file| std::fs::read(file).ok());
        let mut cookie = read.unwrap_or_default();
        cookie.resize(COOKIE, 0);
        cookie
    }

    /// The variables by which the sound library that recorders use keeps in a folder what it makes
    /// in a home that has nothing of it: its cookie, and the way to its runtime folder.
    pub(super) fn kept_in(&self, folder: &Path) -> Vec<(&'static str, PathBuf)> {
        let is_there = |name: &str| self.home.as_ref().is_none_or(|home| home.join(name).exists());
        let has_cookie = is_there(".config/pulse/cookie") || is_there(".pulse-cookie");
        let has_runtime = self.runtime.is_some() || is_there(".config/pulse");
        let mut variables = Vec::new();
        if self.pulse_cookie.is_none() && !has_cookie {
            variables.push(("PULSE_COOKIE", folder.join("cookie")));
        }
        if self.pulse_runtime.is_none() && !has_runtime {
            variables.push(("PULSE_RUNTIME_PATH", folder.join("runtime")));
        }
        variables
    }

    /// Where a program is on `PATH`.
    pub(super) fn program(&self, name: &str) -> Option<PathBuf> {
        let path = self.path.as_ref()?;
        let mut programs = std::env::split_paths(path).map(|folder| folder.join(name));
        programs.find(|program| program.is_file())
    }
}

/// The socket that an entry of `PULSE_SERVER` names: `{machine-id}unix:/path`, with both prefixes
/// optional. `None` for a server on another machine.
fn local(entry: &[u8]) -> Option<PathBuf> {
    let entry = match entry.strip_prefix(b"{") {
        Some(rest) => &rest[rest.iter().position(|&byte| byte == b'}')? + 1..],
        None => entry,
    };
    let path = Path::new(OsStr::from_bytes(entry.strip_prefix(b"unix:").unwrap_or(entry)));
    path.is_absolute().then(|| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sockets(surroundings: Surroundings) -> Vec<String> {
        surroundings.sockets().iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn sockets_are_tried_from_the_most_particular_to_the_most_general() {
        let surroundings = Surroundings {
            pulse_server: Some("unix:/srv/a".into()),
            pulse_runtime: Some("/pulse".into()),
            runtime: Some("/run/user/7".into()),
            user: Some(7),
            ..Surroundings::default()
        };
        // The user's folder is listed once although two variables lead to it.
        let expected = [
            "/srv/a",
            "/pulse/native",
            "/pulse/pulse/native",
            "/run/user/7/pulse/native",
            "/run/pulse/native",
        ];
        assert_eq!(sockets(surroundings), expected);
        assert_eq!(sockets(Surroundings::default()), ["/run/pulse/native"]);
    }

    #[test]
    fn pulse_server_lists_servers_with_and_without_prefixes() {
        let list = "{0123abcd}unix:/srv/a {0123abcd}/srv/b  /srv/c unix:/srv/d \
                    tcp:desk:4713 desk unix:relative {broken";
        let surroundings =
            Surroundings { pulse_server: Some(list.into()), ..Surroundings::default() };
        assert_eq!(
            sockets(surroundings),
            ["/srv/a", "/srv/b", "/srv/c", "/srv/d", "/run/pulse/native"]
        );
    }

    #[test]
    fn what_sound_libraries_make_is_kept_from_a_home_that_has_nothing_of_it() {
        let home = tempfile::tempdir().unwrap();
        let here = Path::new("/spare");
        let of = |surroundings: &Surroundings| {
            let names = surroundings.kept_in(here).into_iter().map(|(name, path)| {
                assert!(path.starts_with(here), "{name}");
                name
            });
            names.collect::<Vec<_>>()
        };
        let mut surroundings =
            Surroundings { home: Some(home.path().to_path_buf()), ..Surroundings::default() };
        assert_eq!(of(&surroundings), ["PULSE_COOKIE", "PULSE_RUNTIME_PATH"]);
        surroundings.runtime = Some("/run/user/7".into());
        assert_eq!(of(&surroundings), ["PULSE_COOKIE"]);
        surroundings.runtime = None;
        std::fs::create_dir_all(home.path().join(".config/pulse")).unwrap();
        assert_eq!(of(&surroundings), ["PULSE_COOKIE"]);
        std::fs::write(home.path().join(".config/pulse/cookie"), "").unwrap();
        assert_eq!(of(&surroundings), [""; 0]);
        assert_eq!(of(&Surroundings::default()), [""; 0]);
    }

    #[test]
    fn a_cookie_is_always_256_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_path_buf();
        let mut surroundings = Surroundings { home: Some(home.clone()), ..Surroundings::default() };
        assert_eq!(surroundings.cookie(), [0; 256]);
        std::fs::write(home.join(".pulse-cookie"), [1; 300]).unwrap();
        assert_eq!(surroundings.cookie(), [1; 256]);
        std::fs::create_dir_all(home.join(".config/pulse")).unwrap();
        std::fs::write(home.join(".config/pulse/cookie"), [2; 10]).unwrap();
        let mut padded = [0; 256];
        padded[..10].fill(2);
        assert_eq!(surroundings.cookie(), padded);
        surroundings.pulse_cookie = Some(home.join("missing"));
        assert_eq!(surroundings.cookie(), padded);
        std::fs::write(home.join("own"), [3; 256]).unwrap();
        surroundings.pulse_cookie = Some(home.join("own"));
        assert_eq!(surroundings.cookie(), [3; 256]);
    }

    #[test]
    fn a_program_is_looked_for_in_every_folder_of_path() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(two.path().join("parec"), "").unwrap();
        std::fs::create_dir(one.path().join("parec")).unwrap();
        let path = std::env::join_paths([one.path(), two.path()]).unwrap();
        let surroundings = Surroundings { path: Some(path), ..Surroundings::default() };
        assert_eq!(surroundings.program("parec"), Some(two.path().join("parec")));
        assert_eq!(surroundings.program("arecord"), None);
    }
}
