//! The running round: each frame reads the clock once, takes in marks, writes what happened, and
//! only then shows it.

pub mod hearing;
mod incoming;
pub mod machine;
mod outgoing;
pub mod rules;
pub mod words;

use std::path::PathBuf;
use std::time::Duration;

use crate::session::event::{GapWhy, LeftWhy};
use crate::session::store::{
    Announcement, Frame, LiveFile, Marks, Replies, Store, remove_question,
};
use crate::session::timeline::Place;
use crate::session::{Session, rfc3339};
use crate::stories::choices::Choice;
use crate::time::Elapsed;
use hearing::ears::Ears;
use hearing::sound::{News, Sound};
use machine::alerts::Alerts;
use machine::clock::{self, Clock};
use machine::keys::{Incoming, Input, Signal};
use machine::terminal::Terminal;
use rules::conductor::Conductor;
use rules::review::SlotReview;
use rules::script::Script;
use words::screen;

/// Live lines are drawn, and other processes' marks looked for, so often.
const TICK: Duration = Duration::from_secs(1);

/// A frame that comes this late means that the tool did not run in between.
const GAP: Duration = Duration::from_secs(5);

/// The first slot waits this long for a microphone that opens: what comes before its first sound is
/// unknown.
const OPENING: Duration = Duration::from_secs(5);

/// After the review, Enter means nothing for so long.
const SETTLING: Duration = Duration::from_secs(1);

/// The keys pressed most are shown for so long.
const FIRST_KEYS_SHOWN: Duration = Duration::from_secs(60);

/// A terminal's bell is over after this long at the latest.
const BELL: Duration = Duration::from_secs(1);

/// How a round runs, apart from its plan.
pub struct Setup {
    /// One line an event instead of live lines.
    pub plain: bool,
    /// Whether colours are used.
    pub colour: bool,
    /// Whether alerts ring the terminal's bell.
    pub bell: bool,
    /// Whether the window's title shows the pace.
    pub title: bool,
    /// The command that gives alerts outside the terminal, as an argument list; empty for none.
    pub alert_command: Vec<String>,
    /// The stories that the review offers after a behavioral slot.
    pub stories: Vec<Choice>,
    /// Where sound comes from.
    pub sound: Sound,
    /// By which other workspaces find the session; `None` where it could not be made.
    pub announcement: Option<Announcement>,
    /// What is printed before the first slot.
    pub intro: String,
    /// What is printed after a slot and its review: the slot's numbers.
    pub summary: fn(&Session, usize) -> String,
}

/// How a run ended.
pub struct Outcome {
    /// Everything that happened.
    pub session: Session,
    /// Why the round was left; `None` when it is finished.
    pub left: Option<LeftWhy>,
    /// How many lines of the script were not understood or refused.
    pub script_problems: usize,
    /// The session's file. Where no slot began, it is gone.
    pub path: PathBuf,
    /// How many events the disk did not take; they were printed.
    pub unwritten: usize,
}

/// Runs a round until it is finished or left.
///
/// # Errors
/// The terminal or the small files beside the session can't be set up. Once the round runs, nothing
/// ends it but the candidate.
pub fn run(
    conductor: Conductor,
    store: Store,
    clock: Clock,
    setup: Setup,
) -> anyhow::Result<Outcome> {
    let terminal = Terminal::new(setup.plain, setup.title);
    let beside = Beside::create(&store, &frame(&conductor, clock.now()))?;
    let live = Live {
        input: Input::open()?,
        clock,
        alerts: Alerts::new(setup.alert_command.clone()),
        script: Script::default(),
        script_problems: 0,
        review: None,
        reviewed: None,
        review_ended: Duration::ZERO,
        keys_shown: false,
        disk: None,
        ears: Ears::default(),
        opened: clock::reading(),
        start_asked: false,
        conductor,
        store,
        beside,
        terminal,
        setup,
    };
    live.run()
}

/// The small files beside the session while it runs.
struct Beside {
    live: LiveFile,
    marks: Marks,
    replies: Replies,
}

impl Beside {
    fn create(store: &Store, frame: &Frame) -> anyhow::Result<Self> {
        let path = store.path();
        // Last comes the file by which others know that the session runs.
        let (replies, marks) = (Replies::create(path)?, Marks::create(path)?);
        Ok(Self { live: LiveFile::create(path, frame)?, marks, replies })
    }

    /// At a clean end everything is in the session. What can't be removed does no harm: the lock is
    /// what counts.
    fn remove(self) {
        let _ = self.live.remove();
        let _ = self.marks.remove();
        let _ = self.replies.remove();
    }
}

struct Live {
    conductor: Conductor,
    store: Store,
    beside: Beside,
    clock: Clock,
    input: Input,
    terminal: Terminal,
    alerts: Alerts,
    setup: Setup,
    ears: Ears,
    /// When the run began, on the clock's readings.
    opened: Duration,
    /// Whether the candidate wants to start while the microphone opens.
    start_asked: bool,
    script: Script,
    script_problems: usize,
    /// The review that is being answered.
    review: Option<SlotReview>,
    /// The slot whose review is over.
    reviewed: Option<usize>,
    /// When a review was over last, on the clock's readings.
    review_ended: Duration,
    /// Whether the candidate asked for the keys.
    keys_shown: bool,
    /// What keeps events from being written.
    disk: Option<String>,
}

impl Live {
    fn run(mut self) -> anyhow::Result<Outcome> {
        self.terminal.print(&self.setup.intro.clone());
        self.show_question();
        let mut tick = clock::reading();
        loop {
            let now = self.clock.now();
            if self.start_asked && !self.is_opening() {
                self.start_asked = false;
                self.take_key('\n');
            }
            self.take_script(now);
            self.advance(now);
            self.flush();
            self.attend_review();
            let timeline = self.conductor.timeline();
            if timeline.finished || timeline.left.is_some() {
                break;
            }
            self.draw(now);
            let reading = clock::reading();
            if reading >= tick {
                // Ticks that were missed are not made up for.
                tick += TICK * u32::try_from((reading - tick).as_secs() + 1).unwrap_or(1);
                self.keep_alive(now);
            }
            self.wait(now, tick);
        }
        self.hear_the_rest();
        Ok(self.end())
    }

    /// Lets everything happen that falls due, and hears everything that sounds, up to a time.
    fn advance(&mut self, to: Elapsed) {
        while let Some(step) = self.setup.sound.next_step(self.conductor.timeline(), to) {
            self.conductor.advance(step);
            self.hear(step);
        }
        self.conductor.advance(to);
        self.hear(to);
    }

    fn hear(&mut self, to: Elapsed) {
        let news =
            self.setup.sound.hear(&self.clock, self.conductor.timeline(), to, &mut self.ears);
        self.take_news(news, to);
        // A silence that reaches its limit is written at once, for its alert to come in time.
        let due = self
            .ears
            .quiet_since()
            .zip(self.conductor.silence_limit())
            .map(|(since, limit)| since + limit);
        for heard in self.ears.take(due.is_some_and(|due| self.ears.holds(due))) {
            self.conductor.hear(to, heard);
        }
    }

    fn take_news(&mut self, news: News, at: Elapsed) {
        for event in news.events {
            self.conductor.record(at, event);
        }
        // What happened before is said before.
        if !news.lines.is_empty() {
            self.flush();
        }
        let prompting = self.review.is_some() && !news.lines.is_empty();
        if prompting {
            self.terminal.print("");
        }
        for line in news.lines {
            self.say(&line);
        }
        if prompting {
            self.ask();
        }
    }

    /// What sounded before the round's end is in the session, though it comes later.
    fn hear_the_rest(&mut self) {
        let end = self.conductor.timeline().now();
        let news = self.setup.sound.finish(&self.clock, end, &mut self.ears);
        self.take_news(news, end);
        for heard in self.ears.take(true) {
            self.conductor.record(end, heard);
        }
        self.flush();
    }

    /// Whether the first slot still has to wait for the microphone.
    fn is_opening(&self) -> bool {
        self.setup.sound.is_opening()
            && self.conductor.timeline().place == Place::Intro
            && clock::reading().saturating_sub(self.opened) < OPENING
    }

    /// Waits for input, the next tick, or the next thing to fall due, and takes in what came.
    fn wait(&mut self, last_frame: Elapsed, tick: Duration) {
        let before = clock::reading();
        let script = self.script.due(self.conductor.timeline()).filter(|_| !self.is_opening());
        let due = [self.conductor.next_due(), script].into_iter().flatten().min();
        let until_due = due.map_or(TICK, |due| self.clock.real(last_frame, due));
        // A millisecond on top: the clock is cut to milliseconds, and what is due must be due on
        // waking up.
        let wait = (until_due + Duration::from_millis(1)).min(tick.saturating_sub(before));
        let incoming = self.input.wait(wait);
        let stopped = incoming.contains(&Incoming::Signal(Signal::Stop));
        if stopped {
            self.terminal.clear();
            self.input.stop();
        }
        if clock::reading().saturating_sub(before + wait) >= GAP {
            // Only a strict round goes on running while its candidate has stopped it.
            if !(stopped && self.conductor.session().header.strict) {
                let why = if stopped { GapWhy::Stopped } else { GapWhy::Suspended };
                self.conductor.gap(last_frame, self.clock.now(), why);
            }
        }
        self.take_sent_marks();
        for incoming in incoming {
            self.take(incoming);
        }
    }

    fn end(self) -> Outcome {
        let Self { conductor, mut store, beside, terminal, script_problems, .. } = self;
        // On a full disk what these leave is room for events.
        beside.remove();
        remove_question(store.path());
        match store.keep_to_the_end() {
            Ok(None) => {}
            Ok(Some(rescued)) => terminal.print(&rescued.to_string()),
            Err(error) => terminal.print(&format!("{error}: {}", error.source)),
        }
        let unwritten = store.backlog();
        if unwritten > 0 {
            terminal
                .print("these events could not be written; they are not in the session's file:");
            terminal.print(&store.backlog_text());
        }
        let mut session = conductor.session().clone();
        if let Some(id) = store.new_id() {
            session.header.id = id.clone();
        }
        let timeline = conductor.timeline();
        let path = store.path().to_path_buf();
        if timeline.slots.iter().all(|slot| slot.began.is_none()) {
            // Nothing was recorded, and an empty session would only be in the way.
            if let Err(error) = store.discard() {
                terminal.print(&format!("cannot remove the empty session: {error}"));
            }
        }
        Outcome { session, left: timeline.left, script_problems, path, unwritten }
    }
}

fn frame(conductor: &Conductor, now: Elapsed) -> Frame {
    Frame { elapsed: now, wall: rfc3339(&clock::wall()), status: screen::status(conductor, now) }
}
