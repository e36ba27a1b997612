//! What goes out while a round runs: what happened is written, and only then shown, said and
//! alerted to.

#[cfg(test)]
mod tests;

use std::path::Path;
use std::time::Duration;

use super::frame::{LiveRound, standing};
use super::machine::keys::Mode;
use super::rules::conductor::OpenQuestion;
use super::words::hearing::{self, HearingLook};
use super::words::keys::KeysMeant;
use super::words::screen::{self, ScreenLook};
use super::words::{clock, events, keys, notices};
use crate::round::handout;
use crate::session::event::{Event, What};
use crate::session::store::{AppendError, Rescued, notes_are_gone};
use crate::session::timeline::Place;
use crate::text::{causes, clean, clean_line};
use crate::time::Elapsed;

/// The keys pressed most are shown for so long.
const FIRST_KEYS_SHOWN: Duration = Duration::from_secs(60);

/// Where no lines are drawn, what is said may be read aloud: none is broken before so many columns.
const UNBROKEN: usize = 65_535;

/// A terminal's bell is over after this long at the latest.
const BELL: Duration = Duration::from_secs(1);

impl LiveRound {
    /// Writes what happened, then shows it.
    pub(super) fn flush(&mut self) {
        self.flush_saying(self.now.at, None);
    }

    /// Writes what happened, then shows it, with what a mark given at a time recorded, or why it
    /// did not: behind what came before the mark, and before what followed from it.
    pub(super) fn flush_saying(&mut self, at: Elapsed, said: Option<&str>) {
        let new = self.conductor.take_new();
        if self.unbegun.is_some() && new.is_empty() && said.is_none() {
            return;
        }
        if !self.take_up() {
            return;
        }
        if !new.is_empty() {
            let written = self.store.append(&new);
            self.note_disk(written.err().as_ref().map(notices::disk));
        }
        let (before, since) = new.split_at(new.partition_point(|event| event.at < at));
        before.iter().for_each(|event| self.show(event));
        // A slot that begins is announced by its own line.
        let announced = since.iter().any(|event| matches!(event.what, What::SlotBegan { .. }));
        if let Some(said) = said.filter(|_| !announced) {
            // What was shown already may be later than a mark that came from elsewhere.
            self.say_at(at.max(self.conductor.timeline().now()), said);
        }
        since.iter().for_each(|event| self.show(event));
        self.attend_question();
    }

    /// Shows what happened.
    fn show(&mut self, event: &Event) {
        let width = if self.terminal.is_live() { self.terminal.size().1.min(80) } else { UNBROKEN };
        if let Some(line) = events::line(&self.conductor, event, width) {
            self.say_at(event.at, &line);
        }
        match event.what {
            What::QuestionShown { .. } => {
                self.attend_question();
                self.show_question();
            }
            What::Heard { .. } => self.note_first_words(),
            _ => {}
        }
        let is_said = self.say_aloud(event);
        if let Some(alert) = events::alert(&self.conductor, &event.what) {
            self.alert(&alert, is_said);
        }
    }

    pub(super) fn note_disk(&mut self, trouble: Option<String>) {
        if trouble.is_some() != self.disk.is_some() {
            match &trouble {
                Some(trouble) => self.terminal.tell(&notices::disk_trouble(trouble)),
                None => self.terminal.tell(notices::WRITTEN_AGAIN),
            }
        }
        self.disk = trouble;
    }

    /// What became of the session's file.
    pub(super) fn note_kept(&mut self, kept: Result<Option<Rescued>, AppendError>) {
        match kept {
            Ok(None) => self.note_disk(None),
            Ok(Some(rescued)) => {
                self.disk = None;
                self.terminal.tell(&rescued.to_string());
                match rescued {
                    // It stands where it stood.
                    Rescued::OutOfSight { .. } => return,
                    Rescued::Beside { .. } => self.move_beside(),
                    Rescued::Again | Rescued::On => {}
                }
                self.question.look_again();
                self.attend_question();
            }
            Err(error) => self.note_disk(Some(notices::disk(&error))),
        }
    }

    /// The small files beside the session and its announcement follow it to its new name.
    fn move_beside(&mut self) {
        self.beside.keep(self.store.path(), &standing(&self.conductor, &self.now));
        if let Some(announced) = self.setup.announcement.take() {
            self.setup.announcement = Some(announced.moved(self.store.path()));
        }
        self.setup.sound.follow(self.store.path());
        self.code.follow(self.store.path());
        if let Err(error) = self.question.follow(self.store.path()) {
            self.terminal.tell(&notices::question_unwritten(&error));
        }
    }

    /// Gives an alert; without the bell where it is said aloud.
    pub(super) fn alert(&mut self, text: &str, is_said: bool) {
        if self.setup.bell && self.terminal.is_live() && !is_said {
            self.terminal.bell();
            if self.setup.sound.hears_us() {
                let from = self.now.at;
                self.conductor.record(from, What::Played { from, to: from + BELL, voice: None });
            }
        }
        if let Err(error) = self.alerts.give(text) {
            self.terminal.tell(&causes(&error));
        }
    }

    pub(super) fn draw(&mut self, now: Elapsed) {
        if self.review.is_some() || !self.terminal.is_live() || !self.input.is_foreground() {
            return;
        }
        let (rows, width) = self.terminal.size();
        let large = self.clock_shown.then(|| clock::large(&self.conductor, now, (rows, width)));
        let mut lines = match large.flatten() {
            Some(lines) => lines,
            None => screen::lines(&self.conductor, now, &self.look(now)),
        };
        if self.disk.is_some() {
            lines.push(notices::backlog(self.store.backlog()));
        }
        self.terminal.draw(&lines);
    }

    /// Where no lines are drawn, says once which key is waited for, in the first slot which there
    /// are, and with each phase what can be ticked in it.
    pub(super) fn tell_what_is_waited_for(&mut self, now: Elapsed) {
        let place = self.conductor.timeline().place;
        let is_told = self.waited.replace(place) == Some(place);
        let reads_keys = self.input.mode() == Mode::Keys && self.review.is_none();
        if self.terminal.is_live() || !reads_keys {
            self.waited = None;
        } else if !is_told {
            match self.conductor.open() {
                None => self.terminal.print(&screen::status(&self.conductor, now)),
                Some(open) if open.slot == 0 => {
                    self.terminal.print(&keys::first(&open, self.keys_meant(&open)));
                }
                Some(_) => {}
            }
        }
        let phase = self.conductor.open().map(|open| (open.slot, open.question, open.run.phase()));
        if !self.terminal.is_live() && reads_keys && self.phase_told != phase {
            self.phase_told = phase;
            self.tell_checklist();
        }
    }

    fn tell_checklist(&self) {
        if let Some(checklist) = keys::checklist(&self.conductor) {
            self.terminal.print(&checklist);
        }
    }

    fn keys_meant(&self, open: &OpenQuestion<'_>) -> KeysMeant {
        let strict = self.conductor.session().header.strict;
        let running = self.conductor.timeline().running(open.shown, self.now.at);
        let undo = self.conductor.can_undo(self.now.at);
        let asked = self.conductor.asked_phase(open, self.now.at);
        KeysMeant { strict, running, asked, live: self.terminal.is_live(), undo }
    }

    fn look(&self, now: Elapsed) -> ScreenLook {
        let (rows, width) = self.terminal.size();
        let open = self.conductor.timeline().open();
        ScreenLook {
            width,
            rows,
            colour: self.setup.colour,
            keys: self.keys(now),
            first_words: self.first_words.filter(|(of, _)| Some(*of) == open).map(|(_, at)| at),
            ears: hearing::live_line(&self.hearing_look(now)),
            facts: self.facts_stand(),
        }
    }

    /// Whether the facts of the open question stand in the checklist's place.
    pub(super) fn facts_stand(&self) -> bool {
        self.facts_shown.is_some() && self.facts_shown == self.conductor.timeline().open()
    }

    /// Shows the keys below the live lines, or takes them away; where there is no room for them,
    /// above.
    pub(super) fn show_keys(&mut self) {
        let (rows, width) = self.terminal.size();
        let has_room = !screen::is_small(rows, width) && !self.clock_shown;
        if self.terminal.is_live() && has_room {
            self.keys_shown = !self.keys_shown;
            return;
        }
        self.terminal.tell(&self.all_keys());
        if !self.terminal.is_live() {
            self.tell_checklist();
        }
    }

    /// Shows the time large, or small again; in a line where no lines are drawn.
    pub(super) fn show_clock(&mut self) {
        if self.terminal.is_live() {
            self.clock_shown = !self.clock_shown;
            return;
        }
        let now = self.now.at;
        let line = clock::line(&self.conductor, now);
        self.terminal.print(&line.unwrap_or_else(|| screen::status(&self.conductor, now)));
    }

    fn keys(&self, now: Elapsed) -> String {
        let timeline = self.conductor.timeline();
        let began = timeline.slots.iter().find_map(|slot| slot.began);
        match self.conductor.open() {
            Some(_) if self.keys_shown => self.all_keys() + screen::HIDES,
            Some(open)
                if began.is_some_and(|began| timeline.running(began, now) < FIRST_KEYS_SHOWN) =>
            {
                keys::first(&open, self.keys_meant(&open))
            }
            Some(_) | None => String::new(),
        }
    }

    /// All keys of the open question, or of the one that comes.
    fn all_keys(&self) -> String {
        let open = self.conductor.open();
        let between = || notices::keys_between(self.conductor.can_undo(self.now.at));
        open.map_or_else(between, |open| keys::all(&open, self.keys_meant(&open)))
    }

    /// Notes when the candidate began to speak in the open question, once that is heard.
    fn note_first_words(&mut self) {
        let Some(open) = self.conductor.open() else { return };
        let place = (open.slot, open.question);
        // What the interviewer says is known to be theirs once it is said.
        if self.is_asking_aloud() || self.first_words.is_some_and(|(of, _)| of == place) {
            return;
        }
        self.first_words = self.conductor.first_words().map(|at| (place, at));
    }

    fn hearing_look(&self, now: Elapsed) -> HearingLook<'_> {
        let sound = &self.setup.sound;
        let asked = self.conductor.open().is_some();
        let loudness = if asked { None } else { sound.loudness() };
        let trial = loudness.map(|of| (of, self.conductor.timeline().heard.latest_levels()));
        HearingLook {
            microphone: sound.state(),
            stored: sound.is_stored(),
            speaking: self.ears.speaking() && !self.is_asking_aloud(),
            quiet: self.ears.quiet_since().map(|since| now - since),
            trial,
            asked,
        }
    }

    /// Once a second: tells other processes where the round stands, and tries to write what could
    /// not be written.
    pub(super) fn keep_alive(&mut self, now: Elapsed) {
        let kept = self.store.keep();
        self.note_kept(kept);
        let news = self.setup.sound.keep();
        self.take_news(news, now);
        self.beside.keep(self.store.path(), &standing(&self.conductor, &self.now));
        self.question.keep();
        if self.has_notes && notes_are_gone(self.store.path()) {
            self.has_notes = false;
            self.say(notices::NOTES_GONE);
        }
        if let Some(open) = &mut self.setup.open {
            open.keep(self.store.path());
        }
        if self.input.is_foreground() {
            self.terminal.set_title(&screen::title(&self.conductor, now));
        }
    }

    /// Sees to it that the question that is asked stands in its file, and no other.
    pub(super) fn attend_question(&mut self) {
        if self.conductor.timeline().open() == self.question.asked() {
            return;
        }
        self.attend_code();
        let away = match self.conductor.open() {
            Some(open) => {
                let text = handout::told_markdown(open.plan);
                self.question.show((open.slot, open.question), &text)
            }
            None => self.question.put_away(),
        };
        if let Some(line) = notices::question_file(away) {
            self.say(&line);
        }
    }

    pub(super) fn show_question(&self) {
        let Some(open) = self.conductor.open() else { return };
        let (rows, width) = self.terminal.size();
        let rows = self.terminal.is_live().then_some(rows);
        let file = self.question.path().map(|path| self.named(&path));
        let code = self.code.path().map(|path| self.named_inside(&path));
        let runs = self.conductor.runs_code(&open);
        let (question, code) = (file.as_deref(), code.as_deref());
        let files = screen::QuestionFiles { question, code, runs };
        let text = screen::question(&open, width.saturating_sub(1), rows, files);
        self.terminal.print(&text);
    }

    /// A file beside the session, as the candidate finds it.
    fn named(&self, path: &Path) -> String {
        let name = path.file_name().unwrap_or_default();
        clean_line(&self.setup.folder.join(name).display().to_string())
    }

    /// A file in the session's folder, as the candidate finds it.
    fn named_inside(&self, path: &Path) -> String {
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        let name = Path::new(folder).join(path.file_name().unwrap_or_default());
        clean_line(&self.setup.folder.join(name).display().to_string())
    }

    pub(super) fn say(&self, text: &str) {
        self.say_at(self.now.at, text);
    }

    pub(super) fn say_at(&self, at: Elapsed, text: &str) {
        let text = clean(text);
        let timeline = self.conductor.timeline();
        let slot = match timeline.place {
            Place::InSlot(slot) | Place::After(slot) => timeline.slots[slot].began,
            Place::Intro => None,
        };
        let running = slot.map(|began| timeline.running(began, at));
        let line = match self.terminal.is_live() {
            true => {
                notices::stamped(running, &text, Some(self.terminal.size().1.saturating_sub(1)))
            }
            false => notices::stamped(running, &notices::on_one_line(&text), None),
        };
        self.terminal.print(&line);
    }
}
