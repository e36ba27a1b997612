//! A frame of a running round: with one reading of the clocks it takes in what came, lets happen
//! what is due, writes it, and only then shows it.

use std::collections::BTreeSet;
use std::time::Duration;

use super::hearing::ears::Ears;
use super::hearing::news::News;
use super::machine::alerts::Alerts;
use super::machine::beside::Beside;
use super::machine::checker::Checker;
use super::machine::clock::{Clock, Now};
use super::machine::keys::{Incoming, Input, Mode};
use super::machine::terminal::Terminal;
use super::machine::voice::SpeakingVoice;
use super::rules::conductor::{Conductor, PAUSE, TALKING};
use super::rules::noted::Lasting;
use super::rules::presses::Presses;
use super::rules::review::SlotReview;
use super::rules::script::ScriptLeft;
use super::rules::stray::StrayKeys;
use super::rules::typed_line::TypedLine;
use super::words::{hearing, notices, screen};
use super::{Outcome, RoundSetup};
use crate::round::handout;
use crate::session::event::{Event, GapWhy};
use crate::session::hearing::said_last;
use crate::session::rfc3339;
use crate::session::store::{CodeFile, Frame, QuestionFile, Reopened, Store};
use crate::session::timeline::Place;
use crate::time::Elapsed;

/// Live lines are drawn, and other processes' marks looked for, so often.
const TICK: Duration = Duration::from_secs(1);

/// While code runs, what comes of it is looked for so often.
const RUNNING: Duration = Duration::from_millis(100);

/// While the interviewer speaks, their end is looked for so often: answers are measured from it.
const SPEAKING: Duration = Duration::from_millis(25);

/// While the interviewer waits for a pause, it is looked for so often.
const LISTENING: Duration = Duration::from_millis(250);

/// The first slot waits this long for a microphone that opens: what comes before its first sound is
/// unknown.
const OPENING: Duration = Duration::from_secs(5);

/// What ended a wait.
pub(super) struct Woken {
    pub(super) now: Now,
    pub(super) incoming: Vec<Incoming>,
    /// Why the tool did not run until now, if it woke up late.
    pub(super) gap: Option<GapWhy>,
}

/// A running round, with all that it says, writes and hears. Whoever drives it waits, and reads the
/// clocks.
pub(super) struct LiveRound {
    pub(super) conductor: Conductor,
    pub(super) store: Store,
    pub(super) beside: Beside,
    pub(super) clock: Clock,
    /// The frame's reading of the clocks, the only one that it goes by.
    pub(super) now: Now,
    /// The next tick, on the clock's readings.
    tick: Duration,
    pub(super) input: Input,
    pub(super) terminal: Terminal,
    pub(super) alerts: Alerts,
    /// The interviewer's voice, where they talk.
    pub(super) voice: Option<SpeakingVoice>,
    pub(super) setup: RoundSetup,
    pub(super) ears: Ears,
    /// When the run began, on the clock's readings.
    pub(super) opened: Duration,
    /// When it began to take marks, as their senders count time.
    pub(super) marks_taken_since: Duration,
    /// Whether the candidate wants to start while the microphone opens.
    pub(super) start_asked: bool,
    pub(super) presses: Presses,
    pub(super) script: ScriptLeft,
    pub(super) script_problems: usize,
    /// The review that is being answered.
    pub(super) review: Option<SlotReview>,
    /// What is typed for it.
    pub(super) typed: TypedLine,
    /// The slot whose review is over.
    pub(super) reviewed: Option<usize>,
    /// What Enters are meant for that come behind the review which was over last.
    pub(super) behind_review: Option<StrayKeys>,
    /// What is typed for a review that a slot took off the screen.
    pub(super) stray: Option<StrayKeys>,
    /// Whether the candidate asked for the keys.
    pub(super) keys_shown: bool,
    /// Where the round waited when that was said last, where no lines are drawn.
    pub(super) waited: Option<Place>,
    /// The phase whose checklist was said last, where no lines are drawn: slot, question, phase.
    pub(super) phase_told: Option<(usize, usize, usize)>,
    /// The question whose facts stand in the checklist's place, as the candidate asked for them.
    pub(super) facts_shown: Option<(usize, usize)>,
    /// What the last mark asked for, where that can't be taken back.
    pub(super) lasting: Option<Lasting>,
    /// Whether the candidate asked for a large clock.
    pub(super) clock_shown: bool,
    /// Since when the candidate is heard to talk.
    pub(super) talking_since: Option<Elapsed>,
    /// The question in which the candidate was heard last to begin, and when, in its running time.
    pub(super) first_words: Option<((usize, usize), Duration)>,
    /// The question on screen, for an editor.
    pub(super) question: QuestionFile,
    /// The file to type its code in.
    pub(super) code: CodeFile,
    /// Whether there are notes in their file, as far as is known.
    pub(super) has_notes: bool,
    /// What runs it.
    pub(super) checker: Checker,
    /// The slots whose code was run against the cases kept back.
    pub(super) cases_run: BTreeSet<usize>,
    /// The slot whose numbers are still to be shown: code that counts in it is being run.
    pub(super) summary_due: Option<usize>,
    /// What keeps events from being written.
    pub(super) disk: Option<String>,
    /// With which events the session is gone on with, until they are written.
    pub(super) unbegun: Option<Vec<Event>>,
    /// Why the round can't begin, or isn't to.
    pub(super) never_begun: Option<anyhow::Error>,
}

impl LiveRound {
    /// Sets a round up.
    ///
    /// # Errors
    /// The small files beside the session can't be made.
    pub(super) fn new(
        mut conductor: Conductor,
        store: Store,
        (clock, now): (Clock, Now),
        terminal: Terminal,
        input: Input,
        setup: RoundSetup,
    ) -> anyhow::Result<Self> {
        let beside = Beside::open(&store)?;
        let unbegun = Some(conductor.take_new());
        let question = QuestionFile::of(store.path(), shown_last(&conductor));
        let code = CodeFile::of(store.path());
        Ok(Self {
            input,
            question,
            code,
            has_notes: conductor.session().has_notes(),
            checker: Checker::new(setup.runner.clone()),
            cases_run: BTreeSet::new(),
            summary_due: None,
            voice: setup.voice.clone().map(SpeakingVoice::new),
            alerts: Alerts::new(setup.alert_command.clone()),
            presses: Presses::default(),
            script: ScriptLeft::default(),
            script_problems: 0,
            review: None,
            typed: TypedLine::default(),
            reviewed: None,
            behind_review: None,
            stray: None,
            keys_shown: false,
            waited: None,
            phase_told: None,
            facts_shown: None,
            lasting: None,
            clock_shown: false,
            talking_since: None,
            first_words: None,
            disk: None,
            unbegun,
            never_begun: None,
            ears: Ears::default(),
            opened: now.reading,
            marks_taken_since: now.stamp,
            tick: now.reading,
            start_asked: false,
            clock,
            now,
            conductor,
            store,
            beside,
            terminal,
            setup,
        })
    }

    /// Begins the round. Where a script goes on with a session that waits for what happens first,
    /// at most a second: cut off before, it leaves the session as it was.
    pub(super) fn begin(&mut self) {
        if self.setup.open.is_some() && self.input.mode() == Mode::Script {
            self.tick += TICK;
        } else {
            self.take_up();
        }
    }

    /// Writes that the round runs, and then shows what comes before its first frame; whether it
    /// does run.
    pub(super) fn take_up(&mut self) -> bool {
        let Some(events) = self.unbegun.take() else { return self.never_begun.is_none() };
        // That it runs again is written when nothing can fail any more, and before the live file
        // says so: cut off in between, the time away is still known.
        let (session, standing) =
            (self.store.path().to_path_buf(), standing(&self.conductor, &self.now));
        let begun = self.store.begin(&events, || self.beside.begin(&session, &standing));
        self.never_begun = begun.err();
        if self.never_begun.is_some() {
            return false;
        }
        self.setup.open.iter_mut().for_each(Reopened::begin);
        self.terminal.mark_pastes(self.input.mode() == Mode::Keys);
        self.terminal.tell(&self.setup.intro);
        self.attend_question();
        self.show_question();
        true
    }

    /// Lets happen what is due, and shows where the round stands; whether the round goes on.
    ///
    /// The order matters: a script's line is stamped with its own time, so it comes before the
    /// round advances past that. All is written before it is shown. A review is asked for only
    /// behind the end of its slot, and what ends the round leaves nothing to draw. The small files
    /// beside the session say what stands at the end of the frame.
    pub(super) fn frame(&mut self) -> bool {
        let now = self.now.at;
        if self.never_begun.is_some() {
            return false;
        }
        if self.now.reading >= self.tick && !self.take_up() {
            return false;
        }
        self.take_what_settled();
        if self.start_asked && !self.is_opening() {
            self.start_asked = false;
            self.take_key('\n', self.now.at);
        }
        self.take_script(now);
        self.advance(now);
        self.take_ran();
        self.speak();
        self.flush();
        if self.unbegun.is_some() || self.never_begun.is_some() {
            return self.never_begun.is_none();
        }
        self.attend_review();
        self.run_kept_back();
        let timeline = self.conductor.timeline();
        if timeline.finished || timeline.left.is_some() {
            return false;
        }
        self.draw(now);
        self.tell_what_is_waited_for(now);
        let reading = self.now.reading;
        if reading >= self.tick {
            // Ticks that were missed are not made up for.
            let missed = (reading - self.tick).as_secs() + 1;
            self.tick += TICK * u32::try_from(missed).unwrap_or(1);
            self.keep_alive(now);
        }
        true
    }

    /// Takes in what ended a wait.
    pub(super) fn wake(&mut self, woken: Woken) {
        let before = std::mem::replace(&mut self.now, woken.now).at;
        if let Some(why) = woken.gap {
            // Only a strict round goes on running while its candidate has stopped it.
            if !(why == GapWhy::Stopped && self.conductor.session().header.strict) {
                self.conductor.gap(before, self.now.at, why);
            }
        }
        self.take_sent_marks();
        self.take_what_settled();
        for incoming in woken.incoming {
            self.take(incoming);
        }
    }

    /// How long nothing has to be done, from a reading on: until the next tick, or the next thing
    /// to fall due.
    pub(super) fn rest(&self, from: Duration) -> Duration {
        let script = self.script.due(self.conductor.timeline()).filter(|_| !self.is_opening());
        let due = [self.conductor.next_due(), script].into_iter().flatten().min();
        let until_due = due.map_or(TICK, |due| self.clock.real(self.now.at, due));
        let until_settled = self.presses.due().map_or(TICK, |due| due.saturating_sub(from));
        // A millisecond on top: the clock is cut to milliseconds, and what is due must be due on
        // waking up.
        let speaks = self.voice.as_ref().is_some_and(SpeakingVoice::is_busy);
        let until_ran = match self.checker.is_busy() {
            _ if speaks => SPEAKING,
            true => RUNNING,
            false => TICK,
        };
        let waits =
            self.conductor.awaits_pause(self.now.at) || self.conductor.awaits_talk(self.now.at);
        let until_paused = if waits { LISTENING } else { TICK };
        let until_due = until_due.min(until_settled).min(until_ran).min(until_paused);
        let until_due = until_due + Duration::from_millis(1);
        until_due.min(self.tick.saturating_sub(from))
    }

    /// Lets everything happen that falls due, and hears everything that sounds, up to a time.
    pub(super) fn advance(&mut self, to: Elapsed) {
        self.conductor.is_heard = self.ears.is_hearing();
        while let Some(step) = self.setup.sound.next_step(self.conductor.timeline(), to) {
            self.conductor.advance(step);
            self.hear(step);
        }
        self.conductor.advance(to);
        self.hear(to);
    }

    fn hear(&mut self, to: Elapsed) {
        let news = self.setup.sound.hear(
            self.clock,
            self.now.at,
            self.conductor.timeline(),
            to,
            &mut self.ears,
        );
        self.take_news(news, to);
        // A silence that reaches its limit is written at once, for its alert to come in time.
        // What follows our own voice begins with its end, which the ears may not have heard.
        let quiet = self.ears.quiet_since();
        let said = said_last(self.conductor.timeline()).filter(|said| Some(*said) > quiet);
        let is_due = quiet.is_some_and(|quiet| {
            let mut sinces = [Some(quiet), said].into_iter().flatten();
            sinces.any(|since| {
                let limit = self.conductor.silence_limit(since);
                limit.is_some_and(|limit| self.ears.holds(since + limit))
            })
        });
        for heard in self.ears.take(is_due) {
            self.conductor.hear(to, heard);
        }
        if is_due && let Some(pause) = self.ears.pause() {
            self.conductor.foresee(to, pause);
        }
        // What was not heard yet may be the next word.
        let heard = self.ears.known_to().map_or(Elapsed::ZERO, |known| known.min(to));
        let paused = self.ears.quiet_since().is_some_and(|since| since + PAUSE <= heard);
        if paused && self.conductor.awaits_pause(to) {
            self.conductor.take_pause(to);
        }
        // Its own voice is none.
        let is_heard = self.ears.speaking() && !self.is_asking_aloud();
        self.talking_since = self.talking_since.or(Some(to)).filter(|_| is_heard);
        let talks = self.talking_since.is_some_and(|since| since + TALKING <= to);
        if talks && self.conductor.awaits_talk(to) {
            self.conductor.take_talk(to);
        }
    }

    pub(super) fn take_news(&mut self, news: News, at: Elapsed) {
        for event in news.events {
            self.conductor.record(at, event);
        }
        if news.notices.is_empty() {
            return;
        }
        // What happened before is said before.
        self.flush();
        for notice in &news.notices {
            self.say(&hearing::notice(notice));
        }
        self.ask_again();
    }

    /// What sounded before the round's end is in the session, though it comes later.
    fn hear_the_rest(&mut self) {
        let end = self.conductor.timeline().now();
        let is_kept = !self.conductor.session().holds_nothing();
        let news = self.setup.sound.finish(self.clock, self.now.at, end, &mut self.ears, is_kept);
        self.take_news(news, end);
        for heard in self.ears.take(true) {
            self.conductor.record(end, heard);
        }
        self.flush();
    }

    /// Whether the first slot still has to wait for the microphone.
    pub(super) fn is_opening(&self) -> bool {
        self.setup.sound.is_opening()
            && self.conductor.timeline().place == Place::Intro
            && self.now.reading.saturating_sub(self.opened) < OPENING
    }

    /// Hears what is still on its way, and puts everything away.
    ///
    /// # Errors
    /// The round never began: the session is as it was.
    pub(super) fn end(mut self) -> anyhow::Result<Outcome> {
        if let Some(error) = self.never_begun.take() {
            self.refuse_sent_marks();
            self.beside.take_back(self.store.path());
            return Err(error);
        }
        self.hear_the_rest();
        // It ends what it says.
        self.voice = None;
        self.refuse_sent_marks();
        self.tell_open_review();
        self.end_code();
        let Self { conductor, mut store, beside, question, terminal, script_problems, .. } = self;
        let mut open = self.setup.open;
        // On a full disk what these leave is room for events.
        beside.remove();
        if let Some(line) = notices::question_file(question.end()) {
            terminal.tell(&line);
        }
        match store.keep_to_the_end() {
            Ok(None) => {}
            Ok(Some(rescued)) => terminal.tell(&rescued.to_string()),
            Err(error) => terminal.tell(&notices::disk(&error)),
        }
        let (unwritten, is_lost) = (store.backlog(), store.is_lost());
        if unwritten > 0 {
            terminal.tell(notices::UNWRITTEN);
            terminal.tell(&store.backlog_text());
        }
        let mut session = conductor.session().clone();
        if let Some(id) = store.new_id() {
            session.header.id = id.clone();
        }
        let timeline = conductor.timeline();
        let path = store.path().to_path_buf();
        open.iter_mut().for_each(|open| open.keep(&path));
        if session.holds_nothing() {
            // An empty session would only be in the way.
            if let Err(error) = store.discard() {
                terminal.tell(&notices::empty_session_stays(&error));
            }
        }
        let left = timeline.left;
        Ok(Outcome { session, left, script_problems, path, unwritten, is_lost, open })
    }
}

/// The question that was shown last, and how its file reads.
fn shown_last(conductor: &Conductor) -> Option<((usize, usize), String)> {
    let (mut last, mut place) = (None, None);
    for (slot, run) in conductor.timeline().slots.iter().enumerate() {
        for (question, run) in run.questions.iter().enumerate() {
            if run.shown.is_some() && run.shown >= last {
                (last, place) = (run.shown, Some((slot, question)));
            }
        }
    }
    let (slot, question) = place?;
    let planned = conductor.session().slot(slot)?.questions.get(question)?;
    Some(((slot, question), handout::told_markdown(planned)))
}

/// How a round stands, for other processes.
pub(super) fn standing(conductor: &Conductor, now: &Now) -> Frame {
    let status = screen::status(conductor, now.at);
    Frame { elapsed: now.at, wall: rfc3339(&now.wall()), status }
}
