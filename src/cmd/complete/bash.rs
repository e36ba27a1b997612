//! How bash asks and is answered: it takes the words apart at `=`, and puts an answer on the line
//! as it is.

use std::ffi::{OsStr, OsString};
use std::io::{Error, Write};
use std::path::Path;

use clap_complete::engine::complete;
use clap_complete::env::{Bash as Plain, EnvCompleter};

use super::variable;

pub(super) struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> Result<(), Error> {
        let mut script = Vec::new();
        Plain.write_registration(var, name, bin, completer, &mut script)?;
        // Where we know nothing, it may be a file.
        let script = String::from_utf8_lossy(&script);
        buf.write_all(script.replace("-o bashdefault", "-o bashdefault -o default").as_bytes())
    }

    fn write_complete(
        &self,
        cmd: &mut clap::Command,
        args: Vec<OsString>,
        current_dir: Option<&Path>,
        buf: &mut dyn Write,
    ) -> Result<(), Error> {
        let number = |name| variable(name)?.to_str()?.parse::<usize>().ok();
        let index = number("_CLAP_COMPLETE_INDEX").unwrap_or(args.len().saturating_sub(1));
        let (words, index) = without_equals(args, index);
        let found = complete(cmd, words, index, current_dir)?;
        let found: Vec<String> = found.iter().map(|of| escaped(of.get_value())).collect();
        let separator = variable("_CLAP_IFS").unwrap_or_else(|| "\n".into());
        buf.write_all(found.join(&*separator.to_string_lossy()).as_bytes())
    }
}

/// `--format`, `=` and `js` are `--format` and `js`; and where the word asked for is then.
pub(super) fn without_equals(words: Vec<OsString>, asked: usize) -> (Vec<OsString>, usize) {
    let (mut kept, mut index): (Vec<OsString>, _) = (Vec::new(), asked);
    for (position, word) in words.into_iter().enumerate() {
        let is_flag = |before: &OsString| before.to_string_lossy().starts_with("--");
        if position < asked && word == "=" && kept.last().is_some_and(is_flag) {
            index -= 1;
        } else {
            kept.push(word);
        }
    }
    (kept, index)
}

/// An answer as it is typed: with a backslash before what the shell would read.
pub(super) fn escaped(answer: &OsStr) -> String {
    let mut typed = String::new();
    for c in answer.to_string_lossy().chars() {
        if !c.is_alphanumeric() && !"_-./,:=@+%~".contains(c) {
            typed.push('\\');
        }
        typed.push(c);
    }
    typed
}
