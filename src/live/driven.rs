//! A round that a test drives: it says what comes in and what the clocks read, and sees what is
//! said, drawn and written.

use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::RoundSetup;
use super::frame::{LiveRound, Woken};
use super::hearing::sound::Sound;
use super::machine::clock::{self, Clock, Now};
use super::machine::keys::{Incoming, Input, Mode};
use super::machine::terminal::Terminal;
use super::rules::conductor::Conductor;
use crate::session::event::{GapWhy, What};
use crate::session::store::{Reopened, ReopenedFor, Sending, SentMark, Store};
use crate::session::{Header, parse_rfc3339, rfc3339};
use crate::time::Elapsed;
use crate::trial::Runner;

/// What the clock reads when the round begins.
const BOOTED: Duration = Duration::from_secs(1000);

pub(super) struct Driven {
    pub(super) round: LiveRound,
    /// Whether the round goes on.
    pub(super) goes_on: bool,
    /// Holds the session.
    folder: TempDir,
}

/// A round with live lines, keys, and a person to ask.
pub(super) fn with_keys(header: Header) -> Driven {
    Driven::new(header, Terminal::in_memory(true, true), Mode::Keys, Sound::Off)
}

/// A round without a terminal, whose standard input is a script.
pub(super) fn with_script(header: Header) -> Driven {
    Driven::new(header, Terminal::in_memory(false, false), Mode::Script, Sound::Off)
}

/// A script that goes on with a session.
pub(super) fn resumed_by_script(header: Header) -> Driven {
    let folder = tempfile::tempdir().unwrap();
    let (store, session) = Store::create(folder.path(), header).unwrap();
    let mut conductor = Conductor::new(session);
    let wall = rfc3339(&now(0.0).wall());
    conductor.record(Elapsed::ZERO, What::Returned { away_unknown: false, wall });
    let open = Reopened::note(store.path(), ReopenedFor::Round);
    let terminal = Terminal::in_memory(false, false);
    let begun = (store, conductor, Some(open));
    Driven::going_on(folder, begun, terminal, (Mode::Script, Sound::Off))
}

impl Driven {
    pub(super) fn new(header: Header, terminal: Terminal, mode: Mode, sound: Sound) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (store, session) = Store::create(folder.path(), header).unwrap();
        let begun = (store, Conductor::new(session), None);
        Self::going_on(folder, begun, terminal, (mode, sound))
    }

    fn going_on(
        folder: TempDir,
        (store, conductor, open): (Store, Conductor, Option<Reopened>),
        terminal: Terminal,
        (mode, sound): (Mode, Sound),
    ) -> Self {
        let clock = Clock::starting(BOOTED, Elapsed::ZERO, 1.0);
        let setup = RoundSetup {
            plain: false,
            colour: false,
            bell: true,
            title: true,
            alert_command: None,
            voice: None,
            stories: Vec::new(),
            runner: Runner {
                python: Some(vec!["no-such-python".to_string()].into()),
                temporary: folder.path().to_path_buf(),
                clock: clock::reading,
            },
            sound,
            announcement: None,
            open,
            script: None,
            folder: PathBuf::from("sessions"),
            level: None,
            intro: "intro".to_string(),
            summary: |_, slot, _| format!("summary of {slot}"),
        };
        let (input, clocks) = (Input::unattached(mode), (clock, now(0.0)));
        let mut round = LiveRound::new(conductor, store, clocks, terminal, input, setup).unwrap();
        round.begin();
        let goes_on = round.frame();
        Self { round, goes_on, folder }
    }

    /// A frame at a time of the round, in seconds; what it prints.
    pub(super) fn frame(&mut self, seconds: f64, incoming: Vec<Incoming>) -> String {
        self.woken(Woken { now: now(seconds), incoming, gap: None })
    }

    /// A frame after the tool did not run.
    pub(super) fn late(&mut self, seconds: f64, why: GapWhy) -> String {
        self.woken(Woken { now: now(seconds), incoming: Vec::new(), gap: Some(why) })
    }

    fn woken(&mut self, woken: Woken) -> String {
        self.round.wake(woken);
        self.goes_on = self.round.frame();
        self.round.terminal.take_printed()
    }

    pub(super) fn keys(&mut self, seconds: f64, keys: &str) -> String {
        self.frame(seconds, keys.chars().map(Incoming::Key).collect())
    }

    pub(super) fn line(&mut self, seconds: f64, line: &str) -> String {
        self.keys(seconds, &format!("{line}\n"))
    }

    pub(super) fn script(&mut self, seconds: f64, text: &str) -> String {
        self.frame(seconds, vec![Incoming::Script(text.to_string())])
    }

    /// Another process marks something, and waits for the reply.
    pub(super) fn send(&self, seconds: f64, word: &str) -> Sending {
        let stamp = now(seconds).stamp.as_nanos().to_string();
        let mark = SentMark { stamp, word: word.to_string(), sender: "1".to_string() };
        let mut sending = Sending::new(self.path(), mark);
        sending.send().unwrap();
        sending
    }

    pub(super) fn path(&self) -> PathBuf {
        self.round.store.path().to_path_buf()
    }

    pub(super) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The log as `seconds what`.
    pub(super) fn log(&self) -> Vec<(f64, What)> {
        let events = &self.round.conductor.session().events;
        events.iter().map(|e| (e.at.since_began().as_secs_f64(), e.what.clone())).collect()
    }
}

pub(super) fn now(seconds: f64) -> Now {
    let passed = Duration::from_secs_f64(seconds);
    let began = parse_rfc3339("2026-11-23T09:00:12+01:00").unwrap().timestamp();
    Now {
        at: Elapsed::new(passed),
        reading: BOOTED + passed,
        stamp: BOOTED + passed,
        wall: began + passed,
    }
}
