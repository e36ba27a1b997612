//! A transcriber at work: it ends with this process, at a Ctrl-C and when its time is up, and what
//! it said last is told where it fails.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::cmd::interruption::Interruption;
use crate::cmd::last_words::last;
use crate::live::machine::clock;
use crate::program::group::ProcessGroup;
use crate::program::scratch;
use crate::text::system;

/// How often it is looked after.
const LOOK: Duration = Duration::from_millis(50);

/// It writes no more than this, in bytes: hours of speech with the times of its tokens are less.
const MOST_OUTPUT: u64 = 64 << 20;

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
    /// The size of what it is given there, in bytes.
    pub(super) given: u64,
    pub(super) limit: Duration,
}

impl TranscriberRun<'_> {
    /// Runs it to its end; what it wrote to its standard output. `meanwhile` is called now and
    /// then.
    ///
    /// # Errors
    /// It can't be started, fails, takes too long, writes too much, or the person stopped it.
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
            .stdout(scratch::create(&out).with_context(cannot)?)
            .stderr(scratch::create(&err).with_context(cannot)?);
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
            self.check_size()?;
            meanwhile();
            wait();
        };
        self.check_size()?;
        if !status.is_some_and(|status| status.success()) {
            // Ctrl-C may reach it first.
            if stop.came() {
                return Err(Stopped.into());
            }
            bail!("{} failed ({}){}", self.name, how(status), last(&[err, out]));
        }
        Ok(fs::read(&out).unwrap_or_default())
    }

    /// What it writes without end would fill the disk.
    fn check_size(&self) -> anyhow::Result<()> {
        if size(self.folder).saturating_sub(self.given) > MOST_OUTPUT {
            let most = MOST_OUTPUT >> 20;
            bail!("{} wrote more than {most} MiB, and was ended{}", self.name, self.last_words());
        }
        Ok(())
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

/// The size of all files below a folder, in bytes.
pub(super) fn size(folder: &Path) -> u64 {
    let mut all = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // Links are counted as links.
        let Ok(found) = entry.metadata() else { continue };
        all += if found.is_dir() { size(&entry.path()) } else { found.len() };
    }
    all
}
