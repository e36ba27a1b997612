//! The child process: started, listened to, and ended when its time is up.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use super::answers::{CaseAnswer, Tally};
use super::job::{BOOT, job};
use super::{CodeTrial, Runner, TrialError};
use crate::program::group::ProcessGroup;

/// A case runs no longer …
const A_CASE: Duration = Duration::from_secs(2);

/// … and all of them, with what comes between, no longer than this.
const IN_ALL: Duration = Duration::from_secs(10);

/// Python has begun by then, and a file that imports much has run.
const TO_BEGIN: Duration = Duration::from_secs(5);

/// How often is looked whether it goes on.
const LOOK: Duration = Duration::from_millis(50);

/// After its end, what is on its way is waited for so long.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// The oldest Python that the harness runs on.
const OLDEST: (u32, u32) = (3, 8);

/// What one process answers is not read any further, in bytes.
const MOST: u64 = 4 << 20;

/// The folder's name, before letters that nobody can foretell.
const NAME: &str = "mockround-check-";

/// The Pythons that are looked for, the first that is there.
const FOUND: &[&[&str]] = if cfg!(windows) {
    &[&["py", "-3"], &["python"], &["python3"]]
} else {
    &[&["python3"], &["python"]]
};

/// How one process ended.
enum Over {
    /// It ran all that it was given.
    Done,
    /// Time was up for what it was at.
    TimeUp,
    /// It has ended by itself, in these words.
    Gone(String),
}

/// Runs a trial, in one process after the other where one doesn't end by itself.
pub(super) fn run(
    runner: &Runner,
    trial: &CodeTrial,
    tally: &mut Tally,
    broken_off: &AtomicBool,
) -> Result<(), TrialError> {
    let until = (runner.clock)() + IN_ALL;
    while let Some(first) = tally.next() {
        if (runner.clock)() >= until {
            tally.out_of_time(IN_ALL);
            break;
        }
        let folder = tempfile::Builder::new().prefix(NAME).tempdir_in(&runner.temporary);
        let folder = folder.map_err(|why| TrialError::NoFolder(runner.temporary.clone(), why))?;
        match one_process(runner, trial, (first, until), tally, (folder.path(), broken_off))? {
            // One that says so and left a case out would be asked for ever.
            Over::Done if tally.next() == Some(first) => tally.cut_off("Python skipped it"),
            Over::Done => {}
            // What was at hand is told with what wasn't run.
            Over::TimeUp if (runner.clock)() >= until => {}
            Over::TimeUp => tally.too_slow(A_CASE, TO_BEGIN),
            Over::Gone(how) => tally.cut_off(&format!("Python ended without a result ({how})")),
        }
    }
    Ok(())
}

fn one_process(
    runner: &Runner,
    trial: &CodeTrial,
    (first, until): (usize, Duration),
    tally: &mut Tally,
    (folder, broken_off): (&Path, &AtomicBool),
) -> Result<Over, TrialError> {
    // What the code prints by accident begins otherwise.
    let word = format!("{:016x} ", rand::random::<u64>());
    let (program, mut group) = start(runner, folder)?;
    let (input, output) = (group.child.stdin.take(), group.child.stdout.take());
    if let Some(input) = input {
        hand_over(input, job(trial, first, &word));
    }
    let lines = output.map(|output| listen(output, word));
    let Some(lines) = lines else { return Err(mute(program, &mut group)) };
    let mut process =
        ChildState { limit: (runner.clock)() + TO_BEGIN, has_begun: false, has_ended: false };
    loop {
        let now = (runner.clock)();
        let limit = process.limit.min(until);
        match lines.recv_timeout(limit.saturating_sub(now).min(LOOK)) {
            Ok(answer) => {
                if let Some((major, minor)) = answer.python.filter(|python| *python < OLDEST) {
                    return Err(TrialError::Old { program, major, minor });
                }
                process.hear(&answer, (runner.clock)());
                let is_over = answer.over;
                tally.take(answer);
                if is_over || tally.next().is_none() {
                    return Ok(Over::Done);
                }
                continue;
            }
            // What it said last may be on its way still.
            Err(RecvTimeoutError::Timeout) if !process.has_ended && group.has_ended() => {
                process.has_ended = true;
                process.limit = (runner.clock)() + LAST_WORDS;
            }
            Err(RecvTimeoutError::Timeout) if !process.has_ended || now < process.limit => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                return match process.has_begun {
                    true => Ok(Over::Gone(how_it_ended(&mut group))),
                    false => Err(mute(program, &mut group)),
                };
            }
        }
        if broken_off.load(Ordering::Relaxed) {
            return Err(TrialError::BrokenOff);
        }
        if !process.has_ended && (runner.clock)() >= limit {
            // One that comes late, as time for all is up, doesn't hang.
            return match process.has_begun || process.limit > until {
                true => Ok(Over::TimeUp),
                false => Err(TrialError::Hung { program, after: TO_BEGIN }),
            };
        }
    }
}

/// A process, as far as it is known.
struct ChildState {
    /// When what it is at has to be over.
    limit: Duration,
    has_begun: bool,
    has_ended: bool,
}

impl ChildState {
    fn hear(&mut self, answer: &CaseAnswer, now: Duration) {
        self.has_begun |= answer.python.is_some();
        if let Some(begins) = answer.begins.filter(|_| !self.has_ended) {
            self.limit = now + if begins < 0 { TO_BEGIN } else { A_CASE };
        }
    }
}

fn mute(program: String, group: &mut ProcessGroup) -> TrialError {
    TrialError::Mute { program, how: how_it_ended(group) }
}

fn how_it_ended(group: &mut ProcessGroup) -> String {
    // Closed output comes a moment before the end.
    group.end().map_or_else(|| "nobody knows how".to_string(), |status| status.to_string())
}

/// Starts the Python that is named, or the first that is found, and says which.
fn start(runner: &Runner, folder: &Path) -> Result<(String, ProcessGroup), TrialError> {
    let named = match &runner.python {
        Some(named) => named.to_run()?,
        None => None,
    };
    if let Some((program, arguments)) = named {
        return match ProcessGroup::start(&mut command(program, arguments, folder)) {
            Ok(group) => Ok((program.clone(), group)),
            Err(why) => Err(TrialError::NotStarted { program: program.clone(), why }),
        };
    }
    for words in FOUND {
        match ProcessGroup::start(&mut command(words[0], &words[1..], folder)) {
            Ok(group) => return Ok((words[0].to_string(), group)),
            Err(why) if why.kind() == io::ErrorKind::NotFound => {}
            Err(why) => return Err(TrialError::NotStarted { program: words[0].to_string(), why }),
        }
    }
    Err(TrialError::NoPython(FOUND.iter().map(|words| words.join(" ")).collect()))
}

fn command<S: AsRef<str>>(program: &str, arguments: &[S], folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments.iter().map(AsRef::as_ref))
        .args(["-B", "-X", "utf8", "-c", BOOT])
        .current_dir(folder)
        // Sets are walked alike each time; libraries for numbers take one thread and its memory.
        .env("PYTHONHASHSEED", "0")
        .envs(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"].map(|of| (of, "1")))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

#[expect(clippy::disallowed_methods, reason = "a program that doesn't read must not hold us up")]
fn hand_over(mut input: ChildStdin, job: String) {
    std::thread::spawn(move || {
        // Closed behind it. Where it isn't read, no answer comes either.
        let _ = input.write_all(job.as_bytes());
    });
}

#[expect(clippy::disallowed_methods, reason = "what a pipe holds can only be waited for")]
fn listen(output: ChildStdout, word: String) -> Receiver<CaseAnswer> {
    let (sender, answers) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output.take(MOST)).split(b'\n') {
            let Ok(line) = line else { return };
            let line = String::from_utf8_lossy(&line);
            let answer = line.strip_prefix(&word).and_then(|line| serde_json::from_str(line).ok());
            if answer.is_some_and(|answer| sender.send(answer).is_err()) {
                return;
            }
        }
    });
    answers
}
