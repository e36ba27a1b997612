//! What comes in while a round runs: keys, marks from elsewhere, lines of a script, signals. What
//! is typed at the review's prompts goes to `reviewing`.

#[cfg(test)]
mod tests;

use std::time::Duration;

use super::LeftAsItWas;
use super::frame::LiveRound;
use super::machine::clock::Now;
use super::machine::keys::{Incoming, Mode, Signal};
use super::rules::noted::{Lasting, Noted};
use super::rules::presses::{Arrival, Press};
use super::rules::refusal::Refusal;
use super::rules::script::ScriptStep;
use super::rules::stray::MeantFor;
use super::words::marks::{self, Voice, in_words};
use super::words::{notices, screen};
use crate::session::event::{LeftWhy, What};
use crate::session::mark::{Mark, NoteText};
use crate::session::rfc3339;
use crate::session::store::{Reply, SentMark, add_note};
use crate::session::timeline::Place;
use crate::text::{clean_line, system};
use crate::time::{Elapsed, m_ss};

/// A mark may be given while a frame, whose clocks are read at its beginning, takes its time.
const AHEAD: Duration = Duration::from_secs(10);

impl LiveRound {
    pub(super) fn take(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Key(key) if self.input.mode() == Mode::Lines => {
                // Ctrl-D is no key of a slot.
                let can_be_stray = key == '\n' || !key.is_control();
                if can_be_stray && self.is_stray(key) {
                    return;
                }
                self.take_typed(key);
            }
            Incoming::OtherKey if self.input.mode() == Mode::Lines => {}
            Incoming::Key(key) => {
                let Now { at, reading, .. } = self.now;
                if self.is_stray(key) {
                    return;
                }
                for press in self.presses.take(Arrival { key, at, reading }) {
                    self.take_press(press);
                }
            }
            Incoming::OtherKey => self.take(Incoming::Key('\0')),
            Incoming::Pasted => {
                let is_text = self.input.mode() == Mode::Lines;
                // What is left of a prompt's line comes at once, too.
                if self.presses.paste(self.now.reading) && !is_text && !self.is_stray('\0') {
                    self.say(notices::PASTED);
                }
            }
            Incoming::PasteEnded(text) => {
                self.presses.paste_ended();
                if self.input.mode() == Mode::Lines {
                    self.typed.paste(&text);
                    self.terminal.show_typed(self.typed.text());
                }
            }
            Incoming::Script(text) => {
                self.script.more_at(self.now.at);
                for problem in self.script.add(&text) {
                    self.script_problem(&problem);
                }
            }
            Incoming::Closed => match self.input.mode() {
                Mode::Script => {
                    self.script.more_at(self.now.at);
                    self.script.close();
                }
                Mode::Keys | Mode::Lines => self.leave(LeftWhy::HungUp),
            },
            Incoming::Signal(signal) => match signal {
                Signal::Interrupt => self.leave(LeftWhy::Interrupted),
                Signal::Quit => self.leave(LeftWhy::Quit),
                Signal::Terminate => self.leave(LeftWhy::Terminated),
                Signal::HangUp => self.leave(LeftWhy::HungUp),
                Signal::Continue => {
                    self.input.apply();
                    // What a shell wrote meanwhile stands behind the prompt.
                    self.terminal.leave_prompt();
                    self.terminal.resized();
                    self.ask_again();
                }
                Signal::Resize => self.terminal.resized(),
                Signal::Stop => {}
            },
        }
    }

    /// What is known only some time after a key came: that it was not held, that a paste has no
    /// end.
    pub(super) fn take_what_settled(&mut self) {
        if self.presses.paste_is_lost(self.now.reading) {
            self.input.forget_paste();
        }
        if let Some(press) = self.presses.settled(self.now.reading) {
            self.take_press(press);
        }
    }

    /// Whether a key is meant for what has just gone off the screen: a question of the review that
    /// a slot took the place of, or the slot before its review.
    fn is_stray(&mut self, key: char) -> bool {
        let Some(stray) = &mut self.stray else { return false };
        match stray.take(key, self.now.reading) {
            MeantFor::Present => {
                self.stray = None;
                return false;
            }
            MeantFor::GoneAtFirst if self.input.mode() == Mode::Lines => {
                self.say(notices::EARLY_KEYS);
                self.ask_again();
            }
            MeantFor::GoneAtFirst => self.say(notices::STRAY_KEYS),
            MeantFor::Gone => {}
        }
        true
    }

    fn take_press(&mut self, press: Press) {
        let place = self.conductor.timeline().place;
        match press {
            // What is left of the keys when a prompt begins is not meant for it.
            _ if self.input.mode() == Mode::Lines => {}
            // Nor for the break before it.
            _ if matches!(place, Place::After(slot) if self.is_review_due(slot)) => {}
            Press::Meant(key, at) => self.take_key(key, at),
            Press::TooSoon(key, before) => self.say(&notices::too_soon(key, before)),
            Press::Unknown { is_foreign: true } => self.say(notices::FOREIGN_KEY),
            Press::Unknown { is_foreign: false } => self.say(notices::UNKNOWN_KEY),
        }
    }

    pub(super) fn take_key(&mut self, key: char, at: Elapsed) {
        let mark = match key {
            'a' => Mark::Answer,
            '\n' if self.is_opening() => {
                self.start_asked = true;
                return self.say(notices::MICROPHONE_OPENS);
            }
            '\n' if self.is_for_review() => return,
            '\n' => Mark::Phase,
            'n' => Mark::Next,
            's' => Mark::Skip,
            ' ' => Mark::Pause,
            't' => Mark::Think,
            'i' => Mark::Probe,
            'h' => Mark::Hint,
            'c' => Mark::Check,
            'u' => Mark::Undo,
            'q' => Mark::End,
            'r' => return self.show_question(),
            '?' => return self.show_keys(),
            'b' => return self.show_clock(),
            'f' => return self.show_facts(at),
            '1'..='9' if self.facts_stand() => Mark::Fact(key as usize - '1' as usize),
            '1'..='9' => Mark::Tick(key as usize - '1' as usize),
            _ => return,
        };
        let marked = self.mark(at, mark);
        self.flush_saying(at, in_words(&marked, Voice::Keys).as_deref());
    }

    /// Puts the facts that can be asked for in the checklist's place, or takes them away; where no
    /// lines are drawn, or one, they are said.
    fn show_facts(&mut self, at: Elapsed) {
        let stood = self.facts_stand();
        let marked = self.mark(at, Mark::Facts);
        let is_asked = marked.is_ok() && !stood;
        self.facts_shown = self.conductor.timeline().open().filter(|_| is_asked);
        let (rows, width) = self.terminal.size();
        let has_place = self.terminal.is_live() && !screen::is_small(rows, width);
        let said = match stood {
            true => Some(notices::FACTS_CLOSED.to_string()),
            false => in_words(&marked, Voice::Keys),
        };
        let said = said.filter(|_| marked.is_err() || !has_place);
        self.flush_saying(at, said.as_deref());
    }

    /// Takes a mark, from wherever it came. Between slots, to end means to leave the round.
    fn mark(&mut self, at: Elapsed, mark: Mark) -> Result<Noted, Refusal> {
        self.advance(at);
        let timeline = self.conductor.timeline();
        let between = !matches!(timeline.place, Place::InSlot(_));
        if mark == Mark::End && between && !timeline.finished && timeline.left.is_none() {
            self.conductor.leave(at, LeftWhy::Ended, rfc3339(&self.now.wall()));
            return Ok(Noted::RoundLeft);
        }
        // Who takes back what lasts, or came to nothing, may not know what comes before it.
        let last = std::mem::replace(&mut self.lasting, Lasting::of(mark));
        if let (Mark::Undo, Some(last)) = (mark, last)
            && let Some(before) = self.conductor.undoable(at)
        {
            return Err(Refusal::Lasts { last, before });
        }
        let noted = self.conductor.mark(at, mark)?;
        if noted == Noted::Checking {
            self.run_code()?;
        }
        Ok(noted)
    }

    /// Keeps a note with its time: what it says in its file, that there is one in the session.
    fn note(&mut self, at: Elapsed, note: &NoteText) -> Result<Noted, Refusal> {
        self.advance(at);
        let timeline = self.conductor.timeline();
        if timeline.finished || timeline.left.is_some() {
            return Err(Refusal::RoundOver);
        }
        if timeline.place == Place::Intro {
            return Err(Refusal::NothingRuns);
        }
        let at = at.max(timeline.now());
        let place = match self.conductor.open() {
            Some(open) => format!(
                "{} s{}q{}",
                m_ss(timeline.running(open.began, at)),
                open.slot + 1,
                open.question + 1
            ),
            None => format!("{} between slots", m_ss(at.since_began())),
        };
        add_note(self.store.path(), &format!("- {place}: {}", note.line()))
            .map_err(|error| Refusal::NoteUnwritten { why: system(&error) })?;
        self.has_notes = true;
        self.conductor.record(at, What::NoteWritten);
        Ok(Noted::NoteKept)
    }

    /// Marks from other processes, each at the time when it was given.
    pub(super) fn take_sent_marks(&mut self) {
        let sent = self.beside.marks.take().into_iter();
        let mut sent: Vec<_> =
            sent.map(|mark| (mark.stamp.parse().ok().map(Duration::from_nanos), mark)).collect();
        sent.sort_by_key(|(stamp, _)| *stamp);
        for (stamp, mark) in sent {
            let (meant, note) = (Mark::read(&mark.word), NoteText::of_word(&mark.word));
            let is_known = meant.is_some() || note.is_some();
            let mut at = self.now.at;
            let marked = match (stamp, meant, note) {
                (Some(stamp), ..) if is_known && !self.is_of_this_run(&mark, stamp) => {
                    Err(Refusal::EarlierRun)
                }
                (Some(stamp), Some(meant), _) => {
                    at = self.clock.at_stamp(&self.now, stamp);
                    let marked = self.mark(at, meant);
                    if meant == Mark::Pause {
                        self.script.paused_elsewhere(self.conductor.timeline().paused);
                    }
                    marked
                }
                (Some(stamp), None, Some(note)) => {
                    at = self.clock.at_stamp(&self.now, stamp);
                    self.note(at, &note)
                }
                _ => Err(Refusal::UnknownWord { word: mark.word.clone() }),
            };
            let shown = in_words(&marked, Voice::Keys);
            let shown = shown.map(|shown| notices::sent_mark(&clean_line(&shown)));
            self.flush_saying(at, shown.as_deref());
            let text = clean_line(&in_words(&marked, Voice::Elsewhere).unwrap_or_default());
            self.beside.marks.answer(&mark, Reply { ok: marked.is_ok(), text });
            self.ask_again();
        }
    }

    /// Whether a mark was given since this run takes marks. An older file of marks may come back,
    /// with what an earlier run took up; one from before the machine was started anew may be
    /// stamped later than now.
    fn is_of_this_run(&self, mark: &SentMark, stamp: Duration) -> bool {
        let given = self.marks_taken_since..=self.now.stamp + AHEAD;
        given.contains(&stamp) && !mark.is_of_an_earlier_start()
    }

    /// Tells the senders of marks that came when the round was over.
    pub(super) fn refuse_sent_marks(&mut self) {
        for mark in self.beside.marks.take() {
            let text = marks::refusal(&Refusal::RoundOver, Voice::Elsewhere);
            self.beside.marks.answer(&mark, Reply { ok: false, text });
        }
    }

    /// Takes every line of the script that is due, between the things that fall due by themselves.
    pub(super) fn take_script(&mut self, now: Elapsed) {
        if self.is_opening() {
            return;
        }
        loop {
            let line = self.script.due(self.conductor.timeline()).filter(|&at| at <= now);
            match (line, self.conductor.next_due()) {
                (Some(at), Some(due)) if due <= at => self.advance(due),
                (Some(at), _) => self.take_script_line(at),
                // Between slots, when a line is due is known only once its slot began.
                (None, Some(due)) if due <= now && self.script.next().is_some() => {
                    self.advance(due);
                }
                (None, _) => break,
            }
            self.flush();
        }
    }

    pub(super) fn take_script_line(&mut self, at: Elapsed) {
        let timeline = self.conductor.timeline();
        if self.script.ends_pause(timeline) {
            self.advance(at);
            self.conductor.record(at, What::Resumed);
            return self.flush_saying(at, Some(notices::PAUSE_OVER));
        }
        let timed = self.script.next().is_some_and(|line| line.at.is_some());
        let between = !matches!(timeline.place, Place::InSlot(_));
        let line = if between && timed { None } else { self.script.advance() };
        let Some(line) = line else {
            // Where the script has nothing more to say, the round starts and finishes by itself.
            let _ = self.mark(at, Mark::Start);
            return;
        };
        let marked = match line.step {
            ScriptStep::Wait(time) => return self.script.wait_until(at + time),
            ScriptStep::Mark(mark) => {
                self.script.paused_elsewhere(false);
                self.mark(at, mark)
            }
            ScriptStep::Note(note) => self.note(at, &note),
        };
        match &marked {
            Ok(_) => self.flush_saying(at, in_words(&marked, Voice::Keys).as_deref()),
            Err(why) => {
                let why = marks::refusal(why, Voice::Keys);
                self.script_problem(&notices::script_line(line.number, &why));
            }
        }
    }

    pub(super) fn script_problem(&mut self, problem: &str) {
        self.script_problems += 1;
        self.terminal.tell(problem);
    }

    pub(super) fn leave(&mut self, why: LeftWhy) {
        if self.unbegun.is_some() {
            self.never_begun = Some(LeftAsItWas(why).into());
            return;
        }
        let now = self.now.at;
        self.conductor.leave(now, why, rfc3339(&self.now.wall()));
        self.flush();
    }
}
