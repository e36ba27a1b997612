//! A transcriber at work: it ends with this process, at a Ctrl-C and when its time is up, and what
//! it said last is told where it fails.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::cmd::interruption::Interruption;
use crate::live::machine::clock;
use crate::program::group::ProcessGroup;
use crate::text::{clean_line, system};

/// How often it is looked after.
const LOOK: Duration = Duration::from_millis(50);

/// So many of its last lines are told, and so much of each.
const LAST_LINES: usize = 3;
const LONGEST_LINE: usize = 300;

/// What it wrote to its standard streams is read up to here, in bytes.
const LONGEST_OUTPUT: u64 = 64 << 20;

/// A person pressed Ctrl-C.
#[derive(Debug, thiserror::Error)]
#[error("stopped: no words were kept")]
pub(crate) struct Stopped;

/// A run of a transcriber.
pub(super) struct TranscriberRun<'a> {
    /// What it is called in errors.
    pub(super) name: &'a str,
    pub(super) program: &'a str,
    pub(super) arguments: &'a [String],
    /// Where its output goes: a folder of ours.
    pub(super) folder: &'a Path,
    pub(super) limit: Duration,
}

impl TranscriberRun<'_> {
    /// Runs it to its end; what it wrote to its standard output. `meanwhile` is called now and
    /// then.
    ///
    /// # Errors
    /// It can't be started, fails, takes too long, or the person stopped it.
    pub(super) fn finish(
        &self,
        stop: &Interruption,
        mut meanwhile: impl FnMut(),
    ) -> anyhow::Result<Vec<u8>> {
        let (out, err) = (self.folder.join("stdout"), self.folder.join("stderr"));
        let cannot = || format!("no output of {} can be kept", self.name);
        let mut command = Command::new(self.program);
        command
            .args(self.arguments)
            .stdin(Stdio::null())
            .stdout(File::create(&out).with_context(cannot)?)
            .stderr(File::create(&err).with_context(cannot)?);
        let mut group = ProcessGroup::start(&mut command).map_err(|error| {
            anyhow::anyhow!("{} can't be started: {}", self.name, system(&error))
        })?;
        let began = clock::reading();
        // What it left behind ends with it.
        let status = loop {
            if group.has_ended() {
                break group.end();
            }
            if stop.came() {
                return Err(Stopped.into());
            }
            if clock::reading().saturating_sub(began) >= self.limit {
                let limit = humantime::format_duration(self.limit);
                bail!(
                    "{} was not done after {limit}, and was ended{}",
                    self.name,
                    last(&[err, out])
                );
            }
            meanwhile();
            wait();
        };
        if !status.is_some_and(|status| status.success()) {
            // Ctrl-C may reach it first.
            if stop.came() {
                return Err(Stopped.into());
            }
            bail!("{} failed ({}){}", self.name, how(status), last(&[err, out]));
        }
        Ok(read(&out))
    }

    /// What it said last, where it wrote no transcript.
    pub(super) fn last_words(&self) -> String {
        last(&[self.folder.join("stderr"), self.folder.join("stdout")])
    }
}

#[expect(clippy::disallowed_methods, reason = "another program is at work")]
fn wait() {
    std::thread::sleep(LOOK);
}

fn how(status: Option<ExitStatus>) -> String {
    status
        .and_then(|status| status.code())
        .map_or("ended by a signal".to_string(), |code| format!("exit status {code}"))
}

fn read(path: &Path) -> Vec<u8> {
    match fs::metadata(path) {
        Ok(found) if found.len() <= LONGEST_OUTPUT => fs::read(path).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The last lines of the first of some files that has any.
fn last(files: &[PathBuf]) -> String {
    for file in files {
        let text = String::from_utf8_lossy(&read(file)).into_owned();
        let mut lines: Vec<String> = text.lines().map(clean_line).collect();
        lines.retain(|line| !line.trim().is_empty());
        let lines = &lines[lines.len().saturating_sub(LAST_LINES)..];
        if !lines.is_empty() {
            let short = |line: &String| line.trim().chars().take(LONGEST_LINE).collect::<String>();
            return format!(
                "; it said last: {}",
                lines.iter().map(short).collect::<Vec<_>>().join(" / ")
            );
        }
    }
    "; it said nothing".to_string()
}
