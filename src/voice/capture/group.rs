//! A program that ends with this process, and with it all that it started, however this process
//! ends: also where it is killed, and can end nothing itself any more.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

/// Waits until its input ends, which it does with the process that holds the other end, then kills
/// the group whose number it is given.
const GUARD: &str = "read -r _; kill -s KILL -- \"-$1\"";

/// A program with all that it started. Dropping it ends them.
#[derive(Debug)]
pub(super) struct ProcessGroup {
    /// The first of them, whose number is the group's.
    pub(super) child: Child,
    /// Ends them where this process can't; none where there is no `sh`.
    guard: Option<Child>,
}

impl ProcessGroup {
    /// Starts a program in a group of its own.
    ///
    /// # Errors
    /// It can't be started.
    pub(super) fn start(command: &mut Command) -> io::Result<Self> {
        let child = command.process_group(0).spawn()?;
        let guard = Command::new("sh")
            .args(["-c", GUARD, "sh", &child.id().to_string()])
            // Nor do the terminal's signals end it.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Ok(Self { child, guard: guard.ok() })
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        // What fails has ended by itself, or nothing can be done. The guard goes first, or it would
        // kill a group that is another's by then.
        if let Some(guard) = &mut self.guard {
            let _ = guard.kill();
            let _ = guard.wait();
        }
        let group = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        let _ = group.map(|group| kill_process_group(group, Signal::KILL));
        let _ = self.child.wait();
    }
}

#[cfg(test)]
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
