//! Which process runs a session, where no lock says so: its number and when it started, since
//! numbers are given out again.

/// A process of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Process {
    number: u32,
    /// In the platform's own words; they are compared only.
    started: String,
}

impl Process {
    /// This process, where the platform tells when it started.
    pub(super) fn this() -> Option<Self> {
        Self::of(std::process::id())
    }

    /// The process that has a number now.
    pub(super) fn of(number: u32) -> Option<Self> {
        Some(Self { number, started: started(number)? })
    }

    /// Whether it still runs.
    pub(super) fn is_running(&self) -> bool {
        started(self.number).as_ref() == Some(&self.started)
    }

    /// Whether it is this process.
    pub(super) fn is_this(&self) -> bool {
        self.number == std::process::id()
    }

    /// As one line.
    pub(super) fn to_line(&self) -> String {
        format!("process {} {}", self.number, self.started)
    }

    pub(super) fn from_line(line: &str) -> Option<Self> {
        let (number, started) = line.strip_prefix("process ")?.split_once(' ')?;
        Some(Self { number: number.parse().ok()?, started: started.to_string() })
    }
}

/// Whether a process of this machine has a number; `false` where that can't be told.
pub(super) fn exists(number: u32) -> bool {
    started(number).is_some()
}

/// Whether no process of this machine has a number; `false` where that can't be told.
pub(super) fn is_dead(number: u32) -> bool {
    Process::this().is_some() && !exists(number)
}

/// The 20th field behind the program's name, in ticks since the machine started, and which start
/// of the machine that was.
#[cfg(target_os = "linux")]
fn started(process: u32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may hold spaces and parentheses itself.
    let (_, fields) = stat.rsplit_once(") ")?;
    // A zombie is dead, though its parent has not asked for it yet.
    if fields.starts_with('Z') {
        return None;
    }
    let ticks = fields.split(' ').nth(19)?;
    Some(format!("{ticks} {}", machine_start().unwrap_or_default()).trim_end().to_string())
}

/// Which start of the machine this is, in one word; `None` where the platform doesn't tell.
pub(super) fn machine_start() -> Option<String> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let id = id.trim();
    (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| id.to_string())
}

#[cfg(all(unix, not(target_os = "linux")))]
fn started(process: u32) -> Option<String> {
    use std::process::Command;
    let process = process.to_string();
    let mut ps = Command::new("ps");
    // The same from every shell, whatever its zone and language.
    ps.args(["-o", "lstart=", "-p", &process]).env("TZ", "UTC").env("LC_ALL", "C");
    let output = ps.output().ok()?;
    let started = String::from_utf8_lossy(&output.stdout).trim().to_string();
    (!started.is_empty()).then_some(started)
}

/// Every file system of this platform has locks.
#[cfg(not(unix))]
fn started(_: u32) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_known_by_its_start_too() {
        let Some(this) = Process::this() else { return };
        assert!(this.is_running() && this.is_this());
        assert_eq!(Process::from_line(&this.to_line()), Some(this.clone()));
        // The number was given out again.
        let older = Process { started: "12 3".to_string(), ..this };
        assert!(!older.is_running());
        assert_eq!(Process::from_line("process x 12"), None);
        assert_eq!(Process::from_line("process 12"), None);
        assert_eq!(Process::from_line("12 13"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_process_that_ended_runs_no_more() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let number = child.id();
        let process = Process { number, started: started(number).unwrap() };
        assert!(process.is_running() && !process.is_this());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!process.is_running());
    }
}
