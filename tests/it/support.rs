//! One builder for all tests: a workspace of its own in a temporary folder, the real program in it,
//! and a terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use snapbox::Data;
use snapbox::data::DataFormat;
use tempfile::TempDir;

/// A workspace in a temporary folder, and nothing of the user's around it.
pub(crate) struct Workspace {
    dir: TempDir,
}

/// What a command printed, and how it ended.
pub(crate) struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }.with_settings()
    }

    fn with_settings(self) -> Self {
        self.file("mockround.toml", "[live]\nbell = false\n\n[listen]\nmic = \"off\"\n");
        self
    }

    /// One that no disk holds, where the system has such folders: there syncing costs nothing.
    #[cfg(target_os = "linux")]
    pub(crate) fn in_memory() -> Self {
        let dir = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
        Self { dir }.with_settings()
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The program, run in the workspace.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mockround"));
        command.args(args).current_dir(self.path());
        for (key, value) in self.environment() {
            command.env(key, value);
        }
        command
            .env_remove("MOCKROUND_WORKSPACE")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env("COLUMNS", "100");
        command
    }

    /// What the program sees of the user: a home of its own, in UTC.
    pub(crate) fn environment(&self) -> [(&'static str, String); 5] {
        let home = self.path().join("home").display().to_string();
        [
            ("HOME", home.clone()),
            ("XDG_DATA_HOME", format!("{home}/data")),
            ("XDG_CONFIG_HOME", format!("{home}/config")),
            ("APPDATA", format!("{home}/config")),
            ("TZ", "UTC".to_string()),
        ]
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.script(args, "")
    }

    /// Runs the program with a text on its standard input.
    pub(crate) fn script(&self, args: &[&str], input: &str) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // On a busy machine Wine fails to start one in a thousand.
        let mut child = match command.spawn() {
            Err(_) if cfg!(windows) => command.spawn().unwrap(),
            child => child.unwrap(),
        };
        // A program that reads no input may have closed it.
        let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes());
        Ran::from(child.wait_with_output().unwrap())
    }

    /// A text without what differs from machine to machine and from version to version.
    pub(crate) fn redacted(&self, text: &str) -> String {
        let path = |path: &Path| path.display().to_string();
        text.replace(&path(&self.path().canonicalize().unwrap()), "[WORKSPACE]")
            .replace(&path(self.path()), "[WORKSPACE]")
            .replace(concat!("mockround ", env!("CARGO_PKG_VERSION")), "mockround [VERSION]")
            .replace(concat!("v", env!("CARGO_PKG_VERSION")), "v[VERSION]")
            .replace("mockround.exe", "mockround")
    }

    /// What a command that succeeds prints as JSON.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--format", "json"]].concat());
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
        serde_json::from_str(&ran.stdout).unwrap()
    }

    /// The newest session's report.
    pub(crate) fn report(&self) -> Value {
        self.json(&["report"])
    }

    /// The session files, by name.
    pub(crate) fn sessions(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.path().join("sessions")) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .collect();
        paths.sort();
        paths
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }
}

/// Compares a text with a file of `snapshots`; `SNAPSHOTS=overwrite` writes the file instead.
pub(crate) fn assert_snapshot(name: &str, text: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots");
    let expected = Data::read_from(&folder.join(name), Some(DataFormat::Text)).raw();
    snapbox::assert_data_eq!(text, expected);
}

/// Whether a tool that a test needs is there. Where it is not, the test says so and passes, but in
/// continuous integration (`CI=true`), where it fails.
pub(crate) fn has(tool: &str, found: bool) -> bool {
    let is_ci = std::env::var_os("CI").is_some_and(|value| value == "true" || value == "1");
    assert!(found || !is_ci, "{tool} is missing, and CI is set: .ci/run installs it");
    if !found {
        let _ = std::io::Write::write_fmt(
            &mut std::io::stderr(),
            format_args!("SKIPPED: {tool} is missing, so this was not checked\n"),
        );
    }
    found
}

/// Waits for something that another process does; fails after three minutes with what was there
/// instead. A demo that hears at level 1 beside other tests takes more than one.
pub(crate) fn wait_for<T>(what: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
    let mut last = String::new();
    for _ in 0..9000 {
        match look() {
            Ok(found) => return found,
            Err(seen) => last = seen,
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("{what} never came; last seen:\n{last}");
}

#[cfg(unix)]
pub(crate) mod terminal {
    //! The program in a terminal of its own, with a screen to look at.

    use std::collections::HashMap;
    use std::io::{Read, Write};
    use std::num::NonZero;
    use std::os::fd::BorrowedFd;
    use std::path::Path;
    use std::sync::{Arc, Mutex};
    use std::thread::JoinHandle;
    use std::time::{Duration, Instant};

    use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
    use rustix::process::{Pid, Signal, kill_process};
    use rustix::termios::{InputModes, LocalModes, tcgetattr};

    use super::{Workspace, wait_for};

    pub(crate) struct Terminal {
        master: Box<dyn MasterPty + Send>,
        writer: Box<dyn Write + Send>,
        child: Box<dyn Child + Send + Sync>,
        screen: Arc<Mutex<vt100::Parser>>,
        raw: Arc<Mutex<Vec<u8>>>,
        /// Reads what the program writes, to its end.
        reading: JoinHandle<()>,
        modes: (LocalModes, InputModes),
        /// When a key was pressed last.
        pressed: HashMap<String, Instant>,
        /// Whether that ended something, and nothing was answered since.
        has_ended: bool,
    }

    fn nonzero(cells: u16) -> NonZero<u16> {
        NonZero::new(cells).unwrap()
    }

    fn size(rows: u16, cols: u16) -> PtySize {
        PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
    }

    impl Terminal {
        pub(crate) fn start(workspace: &Workspace, args: &[&str], rows: u16, cols: u16) -> Self {
            Self::start_with(workspace, args, rows, cols, &[])
        }

        /// As [`Terminal::start`], with more variables of the environment.
        pub(crate) fn start_with(
            workspace: &Workspace,
            args: &[&str],
            rows: u16,
            cols: u16,
            variables: &[(&str, &Path)],
        ) -> Self {
            let pair = native_pty_system().openpty(size(rows, cols)).unwrap();
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mockround"));
            command.args(args);
            command.cwd(workspace.path());
            command.env("TERM", "xterm-256color");
            command.env_remove("NO_COLOR");
            for (key, value) in workspace.environment() {
                command.env(key, value);
            }
            variables.iter().for_each(|(key, value)| command.env(key, value));
            let modes = modes(&*pair.master);
            let child = pair.slave.spawn_command(command).unwrap();
            drop(pair.slave);
            let screen =
                Arc::new(Mutex::new(vt100::Parser::new(nonzero(rows), nonzero(cols), 500)));
            let raw = Arc::new(Mutex::new(Vec::new()));
            let mut reader = pair.master.try_clone_reader().unwrap();
            let (drawn, bytes) = (Arc::clone(&screen), Arc::clone(&raw));
            let reading = std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    drawn.lock().unwrap().process(&buffer[..count]);
                    bytes.lock().unwrap().extend_from_slice(&buffer[..count]);
                }
            });
            Self {
                writer: pair.master.take_writer().unwrap(),
                master: pair.master,
                child,
                screen,
                raw,
                reading,
                modes,
                pressed: HashMap::new(),
                has_ended: false,
            }
        }

        /// Starts the program, and the clock: in this phase.
        pub(crate) fn begun(workspace: &Workspace, args: &[&str], rows: u16, phase: &str) -> Self {
            let mut terminal = Self::start(workspace, args, rows, 100);
            terminal.expect("Enter starts the clock");
            terminal.keys("\n");
            terminal.expect(&format!("▸ {phase}"));
            assert!(terminal.reads_keys());
            terminal
        }

        /// Presses keys as a person does: what ends something, and Enter alone, a second after the
        /// last that did.
        pub(crate) fn keys(&mut self, keys: &str) {
            let is_end = matches!(keys, "n" | "s" | "q");
            let pace = if is_end || keys == "\n" { 1100 } else { 120 };
            // Enter ends every line, and would be held.
            let last = if keys.ends_with('\n') { "\n" } else { keys };
            if let Some(last) = self.pressed.get(last) {
                std::thread::sleep(Duration::from_millis(pace).saturating_sub(last.elapsed()));
            }
            // A line answers a question of the review once that is on screen for so long.
            let answers = keys.ends_with('\n') || keys.chars().count() > 1;
            if answers && std::mem::take(&mut self.has_ended) {
                std::thread::sleep(Duration::from_millis(1100));
            }
            self.has_ended |= keys.ends_with(['n', 's', 'q']);
            self.send(keys);
            let ends = ["n", "s", "q"];
            let pressed = if is_end { ends.to_vec() } else { vec![last] };
            self.pressed.extend(pressed.into_iter().map(|key| (key.to_string(), Instant::now())));
        }

        /// Holds a key, which repeats.
        pub(crate) fn hold(&mut self, key: &str) {
            for _ in 0..10 {
                self.send(key);
                std::thread::sleep(Duration::from_millis(30));
            }
        }

        fn send(&mut self, keys: &str) {
            self.writer.write_all(keys.as_bytes()).unwrap();
            self.writer.flush().unwrap();
        }

        /// What is on the screen.
        pub(crate) fn screen(&self) -> String {
            self.screen.lock().unwrap().screen().contents()
        }

        /// Everything that the program wrote, as it came.
        pub(crate) fn written(&self) -> String {
            String::from_utf8_lossy(&self.raw.lock().unwrap()).into_owned()
        }

        /// Waits until a text is on the screen.
        pub(crate) fn expect(&self, text: &str) {
            wait_for(&format!("{text:?} on the screen"), || {
                let screen = self.screen();
                if screen.contains(text) { Ok(()) } else { Err(screen) }
            });
        }

        /// Waits until a text was written, on the screen still or scrolled away.
        pub(crate) fn expect_written(&self, text: &str) {
            wait_for(&format!("{text:?}"), || {
                let written = self.written();
                if written.contains(text) { Ok(()) } else { Err(written) }
            });
        }

        pub(crate) fn resize(&self, rows: u16, cols: u16) {
            self.master.resize(size(rows, cols)).unwrap();
            self.screen.lock().unwrap().screen_mut().set_size(nonzero(rows), nonzero(cols));
        }

        pub(crate) fn signal(&self, signal: Signal) {
            kill_process(self.pid(), signal).unwrap();
        }

        pub(crate) fn pid(&self) -> Pid {
            Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
        }

        /// Waits for the program's end, and until what it wrote last is here; its exit status, and
        /// 128 + n for signal n as a shell says it.
        pub(crate) fn end(&mut self) -> u32 {
            let code = wait_for("the program's end", || match self.child.try_wait().unwrap() {
                Some(status) => Ok(status.exit_code()),
                None => Err(self.screen()),
            });
            // What it started may hold the terminal open.
            for _ in 0..100 {
                if self.reading.is_finished() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            code
        }

        /// Whether the terminal's settings are as they were before the program started.
        pub(crate) fn is_restored(&self) -> bool {
            modes(&*self.master) == self.modes
        }

        /// Whether keys are read one by one, without echo.
        pub(crate) fn reads_keys(&self) -> bool {
            !modes(&*self.master).0.intersects(LocalModes::ICANON | LocalModes::ECHO)
        }

        /// Whether Ctrl-C leaves what was typed before it to be read.
        pub(crate) fn keeps_typed(&self) -> bool {
            modes(&*self.master).0.contains(LocalModes::NOFLSH)
        }
    }

    impl Drop for Terminal {
        fn drop(&mut self) {
            // It has usually ended; a failed test must leave nothing running.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    #[expect(unsafe_code, reason = "portable-pty lends its descriptor as a number only")]
    fn modes(master: &dyn MasterPty) -> (LocalModes, InputModes) {
        let fd = master.as_raw_fd().unwrap();
        // SAFETY: `master` owns the descriptor and outlives this borrow of it.
        let fd = unsafe { BorrowedFd::borrow_raw(fd) };
        let settings = tcgetattr(fd).unwrap();
        (settings.local_modes, settings.input_modes)
    }
}
