//! A program that may be run, with its arguments, and the files that it is made of. Whoever runs it
//! asks each time whether these are still what they were when they were looked at.

pub(crate) mod group;
pub(crate) mod scratch;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// What files are called that interpreters run.
const SCRIPTS: [&str; 26] = [
    "sh", "bash", "zsh", "dash", "ksh", "fish", "py", "pl", "pm", "rb", "js", "mjs", "cjs", "ts",
    "lua", "php", "r", "tcl", "awk", "sed", "jl", "ps1", "bat", "cmd", "exe", "com",
];

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program first.
    words: Vec<String>,
    files: Vec<(PathBuf, ExpectedFile)>,
    /// The command by which a person allows it as it is now.
    to_allow: String,
}

/// Why a program can't be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoProgram {
    /// Nothing has its name.
    #[error("{program} isn't found")]
    Missing {
        /// As it is named.
        program: String,
    },
    /// There is a folder.
    #[error("{} is a folder", path.display())]
    Folder {
        /// Where.
        path: PathBuf,
    },
    /// There is a file that is no program, for this user.
    #[error("{} can't be executed", path.display())]
    NotExecutable {
        /// Where.
        path: PathBuf,
    },
}

impl NoProgram {
    /// Nothing has this name.
    pub(crate) fn missing(program: &str) -> Self {
        Self::Missing { program: program.to_string() }
    }

    /// What to do about it, where settings name the program.
    pub(crate) fn what_to_do(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "install it, or name another in mockround.toml",
            Self::Folder { .. } => "name a program in it, or another, in mockround.toml",
            Self::NotExecutable { .. } => {
                "make it executable (`chmod +x`), or name another in mockround.toml"
            }
        }
    }
}

/// Looks for a program as the system does: where its path says, or in the folders of `PATH`, of
/// which one that can't be run hides none behind it.
///
/// # Errors
/// Why it can't be run: the first thing of its name.
pub(crate) fn look_up(program: &str, path: &OsStr) -> Result<(), NoProgram> {
    let places = match Path::new(program).components().count() {
        0 => Vec::new(),
        1 if !program.ends_with('/') => {
            std::env::split_paths(path).map(|folder| folder.join(program)).collect()
        }
        _ => vec![PathBuf::from(program)],
    };
    let mut why = None;
    for place in places {
        let with_ending = place.with_added_extension(std::env::consts::EXE_EXTENSION);
        let of = [place, with_ending].into_iter().find(|file| file.exists());
        match of {
            Some(path) if path.is_dir() => _ = why.get_or_insert(NoProgram::Folder { path }),
            Some(path) if may_execute(&path) => return Ok(()),
            Some(path) => _ = why.get_or_insert(NoProgram::NotExecutable { path }),
            None => {}
        }
    }
    Err(why.unwrap_or_else(|| NoProgram::missing(program)))
}

/// What has to be true of a file before each run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExpectedFile {
    /// It may hold anything, but nothing that is made to be run.
    Data,
    /// It is not there.
    Absent,
    /// It has this SHA-256.
    Sum(String),
}

impl ExpectedFile {
    fn is_true_of(&self, path: &Path) -> bool {
        // A pipe in its place would keep us waiting.
        match self {
            Self::Data => !is_runnable(path),
            Self::Absent => !path.is_file(),
            Self::Sum(expected) => path.is_file() && sum(path).is_ok_and(|sum| sum == *expected),
        }
    }
}

/// Of the words alone.
impl From<Vec<String>> for Program {
    fn from(words: Vec<String>) -> Self {
        Self::of(words, Vec::new(), String::new())
    }
}

/// A file that a program is made of is another one by now.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} is not what it was when this began; look at it, allow it with `{to_allow}`, and begin anew",
    path.display()
)]
pub(crate) struct NotAsItWas {
    path: PathBuf,
    to_allow: String,
}

impl Program {
    /// Of words, of the files that it is made of, and of the command that allows it anew.
    pub(crate) fn of(
        words: Vec<String>,
        files: Vec<(PathBuf, ExpectedFile)>,
        to_allow: String,
    ) -> Self {
        Self { words, files, to_allow }
    }

    /// The program and its arguments, for who doesn't run it.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// The program and its arguments, to be run now; `None` where there are no words.
    ///
    /// # Errors
    /// A file of it is another one by now, is gone, or was not there before.
    pub(crate) fn to_run(&self) -> Result<Option<(&String, &[String])>, NotAsItWas> {
        match self.files.iter().find(|(path, expected)| !expected.is_true_of(path)) {
            Some((path, _)) => {
                Err(NotAsItWas { path: path.clone(), to_allow: self.to_allow.clone() })
            }
            None => Ok(self.words.split_first()),
        }
    }
}

/// Whether a file is made to be run: by its name, its mode or its first letters.
pub(crate) fn is_runnable(path: &Path) -> bool {
    let Some(found) = fs::metadata(path).ok().filter(fs::Metadata::is_file) else { return false };
    let is_script = |ending: &str| SCRIPTS.iter().any(|of| of.eq_ignore_ascii_case(ending));
    path.extension().and_then(|ending| ending.to_str()).is_some_and(is_script)
        || is_executable(&found)
        || begins_as_script(path)
}

/// Whether this user may execute a file.
#[cfg(unix)]
fn may_execute(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::EXEC_OK).is_ok()
}

#[cfg(not(unix))]
fn may_execute(_: &Path) -> bool {
    true
}

#[cfg(unix)]
fn is_executable(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &fs::Metadata) -> bool {
    false
}

fn begins_as_script(path: &Path) -> bool {
    let mut begins = Vec::new();
    let read = File::open(path).and_then(|file| file.take(2).read_to_end(&mut begins));
    read.is_ok() && begins == *b"#!"
}

/// The SHA-256 of a file, in hexadecimal digits.
pub(crate) fn sum(path: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut buffer) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => hash.update(&buffer[..read]),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(files: Vec<(PathBuf, ExpectedFile)>) -> Program {
        let words = vec!["sh".to_string(), "alert.sh".to_string()];
        Program::of(words, files, "mockround init --allow".to_string())
    }

    #[test]
    fn a_program_is_looked_for_as_the_system_does() {
        let folder = tempfile::tempdir().unwrap();
        let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
        let file = |path: PathBuf, mode: u32| {
            fs::write(&path, "true").unwrap();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            }
            let _ = mode;
            path
        };
        fs::create_dir_all(first.join("tool")).unwrap();
        fs::create_dir(&second).unwrap();
        let path = std::env::join_paths([&first, &second]).unwrap();
        let found = |program: &str| look_up(program, &path);
        let at = |path: &Path| found(path.to_str().unwrap());
        assert_eq!(found("nope"), Err(NoProgram::missing("nope")));
        let folder = NoProgram::Folder { path: first.join("tool") };
        assert_eq!((found("tool"), at(&first.join("tool"))), (Err(folder.clone()), Err(folder)));
        let good = file(second.join("tool"), 0o755);
        assert_eq!((found("tool"), at(&good)), (Ok(()), Ok(())), "the folder hides no program");
        if cfg!(unix) {
            let path = file(first.join("text"), 0o644);
            let text = || Err(NoProgram::NotExecutable { path: path.clone() });
            assert_eq!((found("text"), at(&path)), (text(), text()));
            file(second.join("text"), 0o755);
            assert_eq!(found("text"), Ok(()));
        }
    }

    #[test]
    fn a_program_is_run_while_its_files_are_what_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("alert.sh");
        fs::write(&script, "true\n").unwrap();
        let expected = ExpectedFile::Sum(sum(&script).unwrap());
        let program = program(vec![(script.clone(), expected)]);
        assert!(program.to_run().is_ok_and(|words| words.is_some()));
        for rewritten in ["true\ntrue\n", "", "false"] {
            fs::write(&script, rewritten).unwrap();
            let error = program.to_run().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!(
                    "{} is not what it was when this began; look at it, allow it with \
                     `mockround init --allow`, and begin anew",
                    script.display()
                ),
                "{rewritten:?}"
            );
        }
        fs::write(&script, "true\n").unwrap();
        assert!(program.to_run().is_ok());
        fs::remove_file(&script).unwrap();
        assert!(program.to_run().is_err());
        fs::create_dir(&script).unwrap();
        assert!(program.to_run().is_err());
        assert_eq!(Program::from(Vec::new()).to_run(), Ok(None));
    }

    #[test]
    fn what_was_not_there_or_was_not_made_to_be_run_is_so_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let absent = program(vec![(path("alert"), ExpectedFile::Absent)]);
        assert!(absent.to_run().is_ok());
        fs::write(path("alert"), "").unwrap();
        assert!(absent.to_run().is_err());
        for (name, text, is_run) in [
            ("log", "late\n", false),
            ("state.json", "{}", false),
            ("rc", "#!/bin/sh\n", true),
            ("rec.sh", "true\n", true),
            ("REC.BAT", "rem\n", true),
        ] {
            let data = program(vec![(path(name), ExpectedFile::Data)]);
            assert!(data.to_run().is_ok(), "{name}");
            fs::write(path(name), text).unwrap();
            assert_eq!(data.to_run().is_err(), is_run, "{name}");
        }
    }
}
