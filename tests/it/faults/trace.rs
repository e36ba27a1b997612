//! The program under strace, which sees each call of the system, whoever makes it, and can kill the
//! program before it or let it fail.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::support::{Ran, Workspace, has};

/// A command that takes longer hangs.
const LONGEST: &str = "30";

/// How strace is told to have the kernel choose the calls.
const BPF: &str = "--seccomp-bpf";

/// A call of the system.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// Its name.
    pub(super) name: String,
    /// Which of its name it is in its thread, from 1.
    pub(super) nth: usize,
    /// Its arguments, as strace writes them.
    pub(super) args: Vec<String>,
    /// What it gave; `None` where it never returned.
    pub(super) result: Option<i64>,
    /// The path that strace names behind the result, of a new descriptor.
    pub(super) opened: Option<PathBuf>,
    /// The whole line.
    line: String,
}

impl Call {
    /// A path among the arguments, of the file itself or of its descriptor.
    pub(super) fn path(&self, arg: usize) -> Option<PathBuf> {
        let arg = self.args.get(arg)?;
        let text = match arg.split_once('<') {
            Some((_, path)) if !arg.starts_with('"') => path.strip_suffix('>')?,
            _ => arg.strip_prefix('"')?.strip_suffix('"')?,
        };
        Some(PathBuf::from(OsString::from_vec(bytes(text))))
    }

    /// The bytes of an argument.
    pub(super) fn bytes(&self, arg: usize) -> Vec<u8> {
        let text = self.args[arg].strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        bytes(text.unwrap_or_else(|| panic!("cut short: {}", self.args[arg])))
    }

    /// Whether it reaches for something in a folder, in which the program was started.
    pub(super) fn touches(&self, folder: &Path) -> bool {
        // What they read or write is no path.
        let is_data = matches!(self.name.as_str(), "read" | "write" | "pread64" | "pwrite64");
        let named = (0..if is_data { 1 } else { self.args.len() }).filter_map(|arg| {
            let (text, path) = (&self.args[arg], self.path(arg)?);
            let is_name = text.starts_with('"') && text != "\"\"";
            let is_descriptor = text.starts_with(|c: char| c.is_ascii_digit());
            (is_name || is_descriptor).then(|| if is_name { folder.join(path) } else { path })
        });
        named.chain(self.opened.clone()).any(|path| path.starts_with(folder))
    }

    /// Whether it can change what is on the disk, or wait for it.
    pub(super) fn changes(&self) -> bool {
        match self.name.as_str() {
            "open" | "openat" | "creat" => {
                self.args.iter().any(|arg| arg.contains("O_CREAT") || arg.contains("O_TRUNC"))
            }
            "fsync" | "fdatasync" | "ftruncate" | "fallocate" | "flock" => true,
            name => ["write", "pwrite", "rename", "link", "symlink", "unlink", "mkdir", "rmdir"]
                .iter()
                .chain(&["chmod", "fchmod", "copy_file_range", "sendfile", "utimens"])
                .any(|changing| name.starts_with(changing)),
        }
    }
}

impl std::fmt::Display for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let paths = (0..self.args.len()).filter_map(|arg| self.path(arg));
        let paths: Vec<String> = paths.map(|path| path.display().to_string()).collect();
        write!(f, "{} of {}", self.name, paths.join(", "))
    }
}

/// What happens to a call.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// Of this name,
    pub(super) name: String,
    /// the one with this number,
    pub(super) nth: usize,
    /// what strace is to do: `signal=KILL`, `error=EIO`.
    pub(super) does: String,
    /// Whether it happens to each call of the name from then on.
    pub(super) stays: bool,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let on = if self.stays { "+" } else { "" };
        write!(f, "{} {}{on}:{}", self.name, self.nth, self.does)
    }
}

/// What a traced command did.
pub(super) struct Traced {
    pub(super) ran: Ran,
    pub(super) calls: Vec<Call>,
    /// The call that the fault fell on.
    pub(super) hit: Option<Call>,
    pub(super) was_killed: bool,
}

/// Whether strace is there and may trace.
pub(super) fn can_trace() -> bool {
    let tried = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    has("strace", tried.is_ok_and(|tried| tried.status.success()))
}

/// Runs a command, and lists its calls that have to do with files, with what they wrote.
pub(super) fn record(workspace: &Workspace, args: &[&str], input: &str) -> Traced {
    traced(workspace, args, input, &["-s", "100000000", "-e", "trace=%file,%desc"])
}

/// Runs a command, and lets a fault fall on one of its calls.
pub(super) fn with_fault(
    workspace: &Workspace,
    args: &[&str],
    input: &str,
    fault: &Fault,
) -> Traced {
    let trace = format!("trace={}", fault.name);
    let on = if fault.stays { "+" } else { "" };
    let inject = format!("inject={}:{}:when={}{on}", fault.name, fault.does, fault.nth);
    // A signal doesn't come so.
    let stops = if fault.does.starts_with("error=") { few_stops() } else { &[] };
    let options = [stops, &["-s", "0", "-e", &trace, "-e", &inject]].concat();
    let mut traced = traced(workspace, args, input, &options);
    let hit = traced.calls.iter().find(|call| call.line.ends_with("(INJECTED)"));
    traced.hit = match traced.was_killed {
        true => traced.calls.last().cloned(),
        false => hit.cloned(),
    };
    traced
}

/// Runs a command that must come to an end by itself.
pub(super) fn run(workspace: &Workspace, args: &[&str], input: &str) -> Ran {
    let ran = under(workspace, &[], args, input);
    assert!(ran.code != Some(124), "{args:?} hangs: {}", ran.stderr);
    ran
}

fn traced(workspace: &Workspace, args: &[&str], input: &str, options: &[&str]) -> Traced {
    // Outside of the workspace.
    let log = tempfile::NamedTempFile::new().unwrap();
    let log_path = log.path().to_str().unwrap();
    let strace = ["strace", "-f", "-y", "-xx", "-o", log_path];
    let ran = under(workspace, &[&strace, options, &["--"]].concat(), args, input);
    let log = fs::read_to_string(log.path()).unwrap();
    let was_killed = log.contains("+++ killed by SIGKILL +++");
    let hangs = ran.code == Some(124) || (ran.code == Some(137) && !was_killed);
    assert!(!hangs, "{args:?} hangs: {}", ran.stderr);
    Traced { ran, calls: calls(&log), hit: None, was_killed }
}

/// Lets a program stop at the calls that are listed only, where strace can: stops are most of what
/// it costs.
fn few_stops() -> &'static [&'static str] {
    static CAN: OnceLock<bool> = OnceLock::new();
    let can = CAN.get_or_init(|| {
        let args = ["-f", BPF, "-e", "trace=write", "-o", "/dev/null", "true"];
        let tried = Command::new("strace").args(args).output();
        tried.is_ok_and(|tried| tried.status.success() && tried.stderr.is_empty())
    });
    if *can { &[BPF] } else { &[] }
}

/// Runs a command under another program, and ends it where it doesn't end.
fn under(workspace: &Workspace, other: &[&str], args: &[&str], input: &str) -> Ran {
    let program = workspace.command(args);
    let mut command = Command::new("timeout");
    command.args(["-k", "5", LONGEST]).args(other);
    command.arg(program.get_program()).args(program.get_args());
    command.current_dir(workspace.path()).env("EDITOR", "true").env_remove("VISUAL");
    command.env("PATH", path_with_opener());
    for (key, value) in program.get_envs() {
        match value {
            Some(value) => command.env(key, value),
            None => command.env_remove(key),
        };
    }
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    // A program that was killed reads no more.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Ran::from(child.wait_with_output().unwrap())
}

/// Where programs are, and before all a browser that does nothing.
fn path_with_opener() -> OsString {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        std::os::unix::fs::symlink("/bin/true", folder.path().join("xdg-open")).unwrap();
        folder
    });
    let mut path = folder.path().as_os_str().to_os_string();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}

/// The calls of a log, in the order in which they began.
fn calls(log: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    for line in log.lines() {
        let Some((thread, line)) = line.split_once(' ') else { continue };
        let line = line.trim_start();
        if let Some(line) = line.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, line.to_string());
            continue;
        }
        let whole = match (line.starts_with("<... "), line.split_once(" resumed>")) {
            (true, Some((_, rest))) => begun.remove(thread).unwrap_or_default() + rest,
            _ => line.to_string(),
        };
        let Some(mut call) = call(&whole) else { continue };
        let nth = counts.entry((thread, call.name.clone())).or_default();
        *nth += 1;
        call.nth = *nth;
        calls.push(call);
    }
    // What the kill kept from returning.
    calls.extend(begun.values().filter_map(|line| call(&format!("{line}) = ?"))));
    calls
}

fn call(line: &str) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return None;
    }
    let (args, result) = split_args(rest);
    let result = result.trim_start().strip_prefix('=')?.trim_start();
    let number: String = result.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    let opened = result.split_once('<').and_then(|(_, path)| path.strip_suffix('>'));
    Some(Call {
        name: name.to_string(),
        nth: 0,
        args,
        result: number.parse().ok(),
        opened: opened.map(|path| PathBuf::from(OsString::from_vec(bytes(path)))),
        line: line.to_string(),
    })
}

/// The arguments up to the bracket that closes them, and what follows it.
fn split_args(text: &str) -> (Vec<String>, &str) {
    let (mut args, mut arg) = (Vec::new(), String::new());
    let (mut depth, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => {
                args.push(arg.trim().to_string());
                return (args, &text[at + 1..]);
            }
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                args.push(arg.trim().to_string());
                arg.clear();
                continue;
            }
            _ => {}
        }
        arg.push(c);
    }
    (args, "")
}

/// What `\x61\x62` stands for; strace was told to write every byte so.
fn bytes(text: &str) -> Vec<u8> {
    let hex = text.split("\\x").skip(1);
    hex.filter_map(|byte| u8::from_str_radix(byte.get(..2)?, 16).ok()).collect()
}

#[test]
fn a_line_of_strace_is_read() {
    let line = r#"openat(AT_FDCWD<\x2f\x61>, "\x2f\x62", O_RDWR|O_CREAT, 0600) = 3<\x2f\x62>"#;
    let opened = call(line).unwrap();
    assert_eq!((opened.name.as_str(), opened.result), ("openat", Some(3)));
    assert_eq!((opened.path(1), opened.opened.clone()), (Some("/b".into()), Some("/b".into())));
    assert!(opened.touches(Path::new("/b")) && !opened.touches(Path::new("/a")));
    assert!(opened.changes());
    let failed = call(r#"write(3<\x2f\x62>, "\x2c\x29", 2) = -1 EIO (INJECTED)"#).unwrap();
    assert_eq!((failed.bytes(1), failed.result), (b",)".to_vec(), Some(-1)));
    let log = "7 fsync(3<\\x2f\\x62> <unfinished ...>\n8 close(4) = 0\n7 <... fsync resumed>) = 0\n\
               7 fsync(3<\\x2f\\x62>) = ?\n7 +++ killed by SIGKILL +++\n";
    let numbers: Vec<(String, usize)> =
        calls(log).into_iter().map(|call| (call.name, call.nth)).collect();
    let expected = [("close", 1), ("fsync", 1), ("fsync", 2)];
    assert_eq!(numbers, expected.map(|(name, nth)| (name.to_string(), nth)));
}
