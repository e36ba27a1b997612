//! The review's prompts while a round runs: what they ask, what is typed behind them, and when they
//! come and go.

use super::frame::LiveRound;
use super::machine::keys::Mode;
use super::rules::review::{SlotReview, is_undo};
use super::rules::stray::{MeantFor, StrayKeys};
use super::rules::typed_line::{Entered, TypedLine};
use super::words::marks::{Voice, in_words};
use super::words::notices;
use super::words::review::{self, PromptRoom};
use crate::session::mark::Mark;
use crate::session::timeline::Place;

impl LiveRound {
    /// Begins, drops or goes on with the review, as the round's place asks for.
    pub(super) fn attend_review(&mut self) {
        let Place::After(slot) = self.conductor.timeline().place else {
            self.reviewed = None;
            self.conductor.reviewing = None;
            if self.review.take().is_some() {
                let is_begun = !self.typed.text().is_empty();
                self.read_lines(false);
                self.stray = Some(StrayKeys::since(self.now.reading, is_begun));
                self.terminal.tell(notices::REVIEW_BROKEN_OFF);
                if is_begun {
                    self.say(notices::STRAY_KEYS);
                }
            }
            return;
        };
        if self.is_review_due(slot) {
            self.review = Some(self.review_of(slot));
            self.read_lines(true);
            self.stray = Some(StrayKeys::since(self.now.reading, false));
            self.terminal.tell(notices::REVIEW_HINT);
            self.ask();
        }
    }

    /// Whether a slot is over whose review is still to be asked.
    pub(super) fn is_review_due(&self, slot: usize) -> bool {
        self.input.mode() == Mode::Keys
            && self.terminal.is_prompting()
            && self.reviewed != Some(slot)
    }

    fn review_of(&self, slot: usize) -> SlotReview {
        let (session, timeline) = (self.conductor.session(), self.conductor.timeline());
        SlotReview::of(session, timeline, slot, &self.setup.stories)
    }

    pub(super) fn ask(&mut self) {
        self.tell_answers();
        let can_undo = self.conductor.can_undo(self.now.at);
        let (rows, width) = self.terminal.size();
        let rows = self.terminal.is_live().then_some(rows);
        let room = PromptRoom { rows, width: width.saturating_sub(1).max(20) };
        match self.review.as_ref().and_then(|review| review::asked(review, can_undo, room)) {
            Some((asked, until)) => {
                self.review.iter_mut().for_each(|review| review.was_shown(until));
                self.terminal.prompt(&asked);
                self.terminal.show_typed(self.typed.text());
            }
            None => self.end_review(),
        }
    }

    /// Once the review is under way, or asks what gives it away: what good answers say. From then
    /// on the end of its slot isn't taken back.
    fn tell_answers(&mut self) {
        let Some(review) = &self.review else { return };
        let (slot, gives_away) = (review.slot(), review.gives_away());
        if self.conductor.told == Some(slot) || !(gives_away || review.number().0 > 1) {
            return;
        }
        let (session, timeline) = (self.conductor.session(), self.conductor.timeline());
        let width = self.terminal.size().1.saturating_sub(1);
        let answers = review::answers(session, timeline, slot, width, self.setup.level);
        if gives_away || answers.is_some() {
            self.conductor.told = Some(slot);
        }
        if let Some(answers) = answers {
            self.terminal.print(&answers);
        }
    }

    /// Asks once more, after something else was said; not where that ended the review.
    pub(super) fn ask_again(&mut self) {
        let timeline = self.conductor.timeline();
        let goes_on = timeline.left.is_none() && !timeline.finished;
        let is_asked = |review: &SlotReview| timeline.place == Place::After(review.slot());
        if goes_on && self.review.as_ref().is_some_and(is_asked) {
            self.ask();
        }
    }

    pub(super) fn take_typed(&mut self, key: char) {
        match self.typed.take(key, self.now.reading) {
            Entered::More => self.terminal.show_typed(self.typed.text()),
            Entered::Line(line) => self.take_line(&line),
            Entered::TooSoon => {
                self.say(notices::ENTER_TOO_SOON);
                self.ask_again();
            }
            Entered::Over => self.end_review(),
        }
    }

    fn take_line(&mut self, line: &str) {
        self.terminal.answered();
        let now = self.now.at;
        let Some(review) = &mut self.review else { return };
        if is_undo(line) && self.conductor.can_undo(now) {
            let said = in_words(&self.conductor.mark(now, Mark::Undo), Voice::Keys);
            self.flush_saying(now, said.as_deref());
            match self.conductor.open() {
                Some(_) => {
                    (self.review, self.stray) = (None, None);
                    self.read_lines(false);
                }
                None => self.ask(),
            }
            return;
        }
        match review.answer(line) {
            Ok(Some(what)) => self.conductor.record(now, what),
            Ok(None) => {}
            Err(why) => self.terminal.tell(&why),
        }
        self.conductor.reviewing = Some(now);
        self.flush();
        self.ask();
    }

    pub(super) fn end_review(&mut self) {
        let Some(review) = self.review.take() else { return };
        let slot = review.slot();
        self.reviewed = Some(slot);
        self.stray = None;
        self.behind_review = Some(StrayKeys::since(self.now.reading, false));
        self.conductor.reviewing = None;
        self.read_lines(false);
        self.tell_open(slot);
        self.summary_due = Some(slot);
        if !self.checker.is_asked() {
            self.tell_summary();
        }
        if self.conductor.session().slot(slot + 1).is_none() {
            let _ = self.conductor.mark(self.now.at, Mark::Start);
        }
    }

    /// Whether an Enter in the break is one too many at the review's end, or held from there: it
    /// isn't meant for the next slot.
    pub(super) fn is_for_review(&mut self) -> bool {
        let Some(stray) = &mut self.behind_review else { return false };
        match stray.take('\n', self.now.reading) {
            MeantFor::Present => self.behind_review = None,
            MeantFor::GoneAtFirst => self.say(notices::STRAY_KEYS),
            MeantFor::Gone => {}
        }
        self.behind_review.is_some()
    }

    /// A review on screen when its round is finished stays open.
    pub(super) fn tell_open_review(&self) {
        let finished = self.conductor.timeline().finished;
        let Some(review) = self.review.as_ref().filter(|_| finished) else { return };
        self.tell_open(review.slot());
    }

    /// Says what the reviews up to a slot's leave open.
    fn tell_open(&self, slot: usize) {
        let open = (0..=slot).map(|slot| self.review_of(slot).open()).sum();
        if let Some(open) = notices::review_open(open) {
            self.terminal.tell(&open);
        }
    }

    /// Reads a line at a prompt, of which a paste is a part, or keys.
    fn read_lines(&mut self, lines: bool) {
        self.input.set_lines(lines);
        self.typed = TypedLine::default();
    }
}
