//! A program that ends with this process, and with it all that it started, however this process
//! ends: also where it is killed, and can end nothing itself any more.

use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};

#[cfg(unix)]
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

/// Waits until its input ends, which it does with the process that holds the other end, then kills
/// the group whose number it is given.
#[cfg(unix)]
const GUARD: &str = "read -r _; kill -s KILL -- \"-$1\"";

/// A program with all that it started. Dropping it ends them.
#[derive(Debug)]
pub(crate) struct ProcessGroup {
    /// The first of them, whose number is the group's.
    pub(crate) child: Child,
    /// Ends them where this process can't; none where there is no `sh`.
    #[cfg(unix)]
    guard: Option<Child>,
    /// Whether they are ended, and the number may be another's.
    is_over: bool,
}

impl ProcessGroup {
    /// Starts a program in a group of its own.
    ///
    /// # Errors
    /// It can't be started.
    #[cfg(unix)]
    pub(crate) fn start(command: &mut Command) -> io::Result<Self> {
        use std::os::unix::process::CommandExt as _;
        let child = command.process_group(0).spawn()?;
        let guard = Command::new("sh")
            .args(["-c", GUARD, "sh", &child.id().to_string()])
            // Nor do the terminal's signals end it.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Ok(Self { child, guard: guard.ok(), is_over: false })
    }

    /// Starts a program; there what it starts is known by whose child it is.
    ///
    /// # Errors
    /// It can't be started.
    #[cfg(not(unix))]
    pub(crate) fn start(command: &mut Command) -> io::Result<Self> {
        command.spawn().map(|child| Self { child, is_over: false })
    }

    /// Whether the first of them has ended. Its number stays its own until all are ended.
    #[cfg(unix)]
    pub(crate) fn has_ended(&mut self) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let waited = self.pid().map(|pid| waitid(WaitId::Pid(pid), options));
        matches!(waited, Some(Ok(Some(_))))
    }

    /// Whether the first of them has ended.
    #[cfg(not(unix))]
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Ends all of them; how the first one ended, by itself where it had.
    pub(crate) fn end(&mut self) -> Option<ExitStatus> {
        if !std::mem::replace(&mut self.is_over, true) {
            self.kill();
        }
        self.child.wait().ok()
    }

    #[cfg(unix)]
    fn kill(&mut self) {
        // What fails has ended by itself, or nothing can be done. The guard goes first, or it would
        // kill a group that is another's by then.
        if let Some(guard) = &mut self.guard.take() {
            let _ = guard.kill();
            let _ = guard.wait();
        }
        let _ = self.pid().map(|group| kill_process_group(group, Signal::KILL));
    }

    #[cfg(not(unix))]
    fn kill(&mut self) {
        // By its number while that is its own: it is not waited for yet.
        let number = self.child.id().to_string();
        let _ = Command::new("taskkill")
            .args(["/T", "/F", "/PID", &number])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let _ = self.child.kill();
    }

    #[cfg(unix)]
    fn pid(&self) -> Option<Pid> {
        i32::try_from(self.child.id()).ok().and_then(Pid::from_raw)
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::path::Path;

    use super::*;

    #[test]
    fn what_a_program_started_ends_with_it() {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 60 & echo $!; wait"]).stdout(Stdio::piped());
        let mut group = ProcessGroup::start(&mut command).unwrap();
        let mut number = String::new();
        BufReader::new(group.child.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let state = Path::new("/proc").join(number.trim()).join("stat");
        let runs = || std::fs::read_to_string(&state).is_ok_and(|of| !of.contains(") Z "));
        assert!(runs());
        drop(group);
        while runs() {
            std::thread::yield_now();
        }
    }
}
