//! A program that may be run, with its arguments, and the files that it is made of. Whoever runs it
//! asks each time whether these are still what they were when they were looked at.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program first.
    words: Vec<String>,
    /// Each with the SHA-256 that it has to have.
    files: Vec<(PathBuf, String)>,
}

/// Of the words alone.
impl From<Vec<String>> for Program {
    fn from(words: Vec<String>) -> Self {
        Self { words, files: Vec::new() }
    }
}

/// A file that a program is made of is another one by now.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} is not what it was when this began", .0.display())]
pub(crate) struct NotAsItWas(PathBuf);

impl Program {
    /// Of words, and of the files that it is made of, with their sums.
    pub(crate) fn of(words: Vec<String>, files: Vec<(PathBuf, String)>) -> Self {
        Self { words, files }
    }

    /// The program and its arguments, for who doesn't run it.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// The program and its arguments, to be run now; `None` where there are no words.
    ///
    /// # Errors
    /// A file of it is another one by now, or gone.
    pub(crate) fn to_run(&self) -> Result<Option<(&String, &[String])>, NotAsItWas> {
        for (path, expected) in &self.files {
            // A pipe in its place would keep us waiting.
            if !path.is_file() || !sum(path).is_ok_and(|sum| sum == *expected) {
                return Err(NotAsItWas(path.clone()));
            }
        }
        Ok(self.words.split_first())
    }
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

    #[test]
    fn a_program_is_run_while_its_files_are_what_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("alert.sh");
        std::fs::write(&script, "true\n").unwrap();
        let words = vec!["sh".to_string(), "alert.sh".to_string()];
        let program = Program::of(words, vec![(script.clone(), sum(&script).unwrap())]);
        assert!(program.to_run().is_ok_and(|words| words.is_some()));
        for rewritten in ["true\ntrue\n", "", "false"] {
            std::fs::write(&script, rewritten).unwrap();
            assert_eq!(program.to_run(), Err(NotAsItWas(script.clone())), "{rewritten:?}");
        }
        std::fs::write(&script, "true\n").unwrap();
        assert!(program.to_run().is_ok());
        std::fs::remove_file(&script).unwrap();
        assert!(program.to_run().is_err());
        std::fs::create_dir(&script).unwrap();
        assert!(program.to_run().is_err());
        assert_eq!(Program::from(Vec::new()).to_run(), Ok(None));
    }
}
