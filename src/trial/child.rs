//! The child process: started, listened to, and ended when its time is up.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use super::answers::{CaseAnswer, Tally};
use super::job::{BOOT, job};
use super::{CodeTrial, Runner, TrialError};
use crate::program::group::ProcessGroup;
use crate::program::scratch::{self, ScratchFolder};

/// A case runs no longer …
const A_CASE: Duration = Duration::from_secs(2);

/// … and all of them, with what comes between and behind them, no longer than this …
const IN_ALL: Duration = Duration::from_secs(10);

/// … of which so much is for what comes behind them.
const TO_END: Duration = Duration::from_millis(500);

/// What killed processes left is removed meanwhile, and waited for so long.
const TO_SWEEP: Duration = Duration::from_millis(500);

/// Python has begun by then, and a file that imports much has run.
const TO_BEGIN: Duration = Duration::from_secs(5);

/// How often is looked whether it goes on.
const LOOK: Duration = Duration::from_millis(50);

/// After its end, what is on its way is waited for so long.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// The oldest Python that the harness runs on.
const OLDEST: (u32, u32) = (3, 8);

/// What the folders that code runs in begin with.
const FOLDER: &str = "mockround-check-";

/// What one process answers is not read any further, in bytes.
const MOST: u64 = 4 << 20;

/// The exit status by which the harness says that its way back was closed …
const HAS_CLOSED: i32 = 86;

/// … and what is said of that.
const CLOSED: &str = "the code closed files that it had not opened, or began another program in \
                      its place: what it returned is not known";

/// The Pythons that are looked for, the first that is there.
const FOUND: &[&[&str]] = if cfg!(windows) { ON_WINDOWS } else { &[&["python3"], &["python"]] };

/// There the launcher knows all that are installed.
const ON_WINDOWS: &[&[&str]] = &[&["py", "-3"], &["python"], &["python3"]];

/// How one process ended.
enum Over {
    /// It ran all that it was given.
    Done,
    /// Time was up for what it was at.
    TimeUp,
    /// It fills its folder, and was ended.
    Fills,
    /// It writes without end where its answers come from, and was ended.
    Prints,
    /// The way that its answers go is closed: by the code, which ended it, or since another program
    /// stands in its place.
    Closed,
    /// It has ended by itself, in these words.
    Gone(String),
}

/// Runs a trial, in one process after the other where one doesn't end by itself.
pub(super) fn run(
    runner: &Runner,
    trial: &CodeTrial,
    tally: &mut Tally,
    flags: (&AtomicBool, &AtomicBool),
) -> Result<(), TrialError> {
    let end = (runner.clock)() + IN_ALL;
    let (until, temporary) = (end - TO_END, runner.temporary.clone());
    scratch::within(TO_SWEEP, move || scratch::sweep(&temporary, FOLDER));
    while let Some(first) = tally.next() {
        if (runner.clock)() >= until {
            tally.out_of_time(IN_ALL);
            break;
        }
        let folder = ScratchFolder::new(&runner.temporary, FOLDER);
        let folder = folder.map_err(|why| TrialError::NoFolder(runner.temporary.clone(), why))?;
        let over = one_process(runner, trial, (first, until), tally, (folder.path(), flags));
        tally.left =
            folder.remove_within(end.saturating_sub((runner.clock)())).or(tally.left.take());
        match over? {
            // One that says so and left a case out would be asked for ever.
            Over::Done if tally.next() == Some(first) => tally.cut_off("Python skipped it"),
            Over::Done => {}
            // What was at hand is told with what wasn't run.
            Over::TimeUp if (runner.clock)() >= until => {}
            Over::TimeUp => tally.too_slow(A_CASE, TO_BEGIN),
            Over::Fills => tally.cut_off(&filled()),
            Over::Prints => {
                tally.cut_off(&format!("ended: it printed more than {} MiB", MOST >> 20))
            }
            Over::Closed => tally.cut_off(CLOSED),
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
    (folder, (broken_off, has_begun)): (&Path, (&AtomicBool, &AtomicBool)),
) -> Result<Over, TrialError> {
    // What the code prints by accident begins otherwise.
    let word = format!("{:016x} ", rand::random::<u64>());
    let (program, mut group) = start(runner, FOUND, folder)?;
    let (input, output) = (group.child.stdin.take(), group.child.stdout.take());
    if let Some(input) = input {
        hand_over(input, job(trial, first, &word));
    }
    let lines = output.map(|output| listen(output, word));
    let Some(lines) = lines else {
        return Err(TrialError::Mute { program, how: in_words(group.end()) });
    };
    let mut process = ChildState {
        limit: (runner.clock)() + TO_BEGIN,
        has_begun: false,
        file_began: None,
        has_ended: false,
    };
    loop {
        let now = (runner.clock)();
        let limit = process.limit.min(until);
        match lines.recv_timeout(limit.saturating_sub(now).min(LOOK)) {
            Ok(answer) => {
                if let Some((major, minor)) = answer.python.filter(|python| *python < OLDEST) {
                    return Err(TrialError::Old { program, major, minor });
                }
                if answer.no_numpy {
                    return Err(TrialError::NoNumPy(program));
                }
                if answer.is_too_much {
                    return match process.has_begun {
                        true => Ok(Over::Prints),
                        false => Err(TrialError::Prints { program, most: MOST }),
                    };
                }
                if let Some(took) = process.hear(&answer, (runner.clock)()) {
                    tally.file_ran(took);
                }
                has_begun.fetch_or(process.has_begun, Ordering::Relaxed);
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
                let last = (runner.clock)() + LAST_WORDS;
                while process.has_begun && !group.has_ended() {
                    // It lives on and says nothing more, as another program in its place does.
                    if (runner.clock)() >= last {
                        return Ok(Over::Closed);
                    }
                    wait();
                }
                let ended = group.end();
                return match process.has_begun {
                    true if ended.and_then(|of| of.code()) == Some(HAS_CLOSED) => Ok(Over::Closed),
                    true => Ok(Over::Gone(in_words(ended))),
                    false => Err(TrialError::Mute { program, how: in_words(ended) }),
                };
            }
        }
        if broken_off.load(Ordering::Relaxed) {
            return Err(TrialError::BrokenOff);
        }
        if scratch::is_filled(folder) {
            return Ok(Over::Fills);
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
    /// When the file began to run by itself, while it does.
    file_began: Option<Duration>,
    has_ended: bool,
}

impl ChildState {
    /// Hears an answer; how long the file took, where it says that its function begins.
    fn hear(&mut self, answer: &CaseAnswer, now: Duration) -> Option<Duration> {
        self.has_begun |= answer.python.is_some();
        let is_of_the_file = answer.begins? < 0;
        if !self.has_ended {
            self.limit = now + if is_of_the_file { TO_BEGIN } else { A_CASE };
        }
        let began = self.file_began.take();
        self.file_began = is_of_the_file.then_some(now);
        began.map(|began| now.saturating_sub(began))
    }
}

#[expect(clippy::disallowed_methods, reason = "nothing tells that another program has ended")]
fn wait() {
    std::thread::sleep(LOOK / 10);
}

/// Why code was ended that fills its folder.
fn filled() -> String {
    let (files, bytes) = (scratch::MOST_FILES, scratch::MOST_BYTES >> 20);
    format!("ended: it filled its folder ({files} files and {bytes} MiB at most)")
}

fn in_words(ended: Option<ExitStatus>) -> String {
    ended.map_or_else(|| "nobody knows how".to_string(), |status| status.to_string())
}

/// Starts the Python that is named, or the first that is found, and says which.
fn start(
    runner: &Runner,
    found: &[&[&str]],
    folder: &Path,
) -> Result<(String, ProcessGroup), TrialError> {
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
    for words in found {
        match ProcessGroup::start(&mut command(words[0], &words[1..], folder)) {
            Ok(group) => return Ok((words[0].to_string(), group)),
            Err(why) if why.kind() == io::ErrorKind::NotFound => {}
            Err(why) => return Err(TrialError::NotStarted { program: words[0].to_string(), why }),
        }
    }
    Err(TrialError::NoPython(found.iter().map(|words| words.join(" ")).collect()))
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
        let mut output = BufReader::new(output.take(MOST));
        for line in output.by_ref().split(b'\n') {
            let Ok(line) = line else { return };
            let line = String::from_utf8_lossy(&line);
            let answer = line.strip_prefix(&word).and_then(|line| serde_json::from_str(line).ok());
            if answer.is_some_and(|answer| sender.send(answer).is_err()) {
                return;
            }
        }
        if output.get_ref().limit() == 0 {
            let _ = sender.send(CaseAnswer::too_much());
        }
    });
    answers
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A program that says its arguments, in a folder.
    fn fake(folder: &Path, name: &str) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\necho {name} $1\n")).expect("it can be written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))
            .expect("it can be written");
        path.to_str().expect("it is text").to_string()
    }

    #[test]
    fn on_windows_the_launcher_is_asked_for_python_3_before_any_other() {
        let folder = tempfile::tempdir().unwrap();
        let runner = Runner {
            python: None,
            temporary: folder.path().to_path_buf(),
            clock: || Duration::ZERO,
        };
        // The programs stand in a folder, for a `PATH`.
        let found = |of: &[&[&str]]| -> Vec<Vec<String>> {
            let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
            let with_path = |words: &&[&str]| {
                let rest = words[1..].iter().map(ToString::to_string);
                std::iter::once(path(words[0])).chain(rest).collect()
            };
            of.iter().map(with_path).collect()
        };
        let said = || {
            let words = found(ON_WINDOWS);
            let words: Vec<Vec<&str>> =
                words.iter().map(|of| of.iter().map(String::as_str).collect()).collect();
            let words: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
            let (program, mut group) = start(&runner, &words, folder.path())?;
            let mut said = String::new();
            group.child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
            Ok::<_, TrialError>((program, said))
        };
        let missing = said().unwrap_err().to_string();
        assert!(missing.contains("py -3, ") && missing.contains("python3)"), "{missing}");
        let python3 = fake(folder.path(), "python3");
        assert_eq!(said().unwrap(), (python3, "python3 -B\n".to_string()));
        let python = fake(folder.path(), "python");
        assert_eq!(said().unwrap(), (python, "python -B\n".to_string()));
        let py = fake(folder.path(), "py");
        assert_eq!(said().unwrap(), (py, "py -3\n".to_string()));
    }
}
