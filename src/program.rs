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

/// Whether a program is where its path says, or in one of the folders of `PATH`.
pub(crate) fn is_found(program: &str, path: &OsStr) -> bool {
    let is_file = |file: PathBuf| {
        file.is_file() || file.with_added_extension(std::env::consts::EXE_EXTENSION).is_file()
    };
    if Path::new(program).components().count() > 1 {
        return is_file(PathBuf::from(program));
    }
    !program.is_empty() && std::env::split_paths(path).any(|folder| is_file(folder.join(program)))
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
