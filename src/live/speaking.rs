//! The interviewer's voice in a running round: what is said aloud, and that it was.

use super::frame::LiveRound;
use super::machine::voice::{SpeakingVoice, Spoke};
use super::words::{events, notices};
use crate::session::event::{Event, What};

impl LiveRound {
    /// Says aloud what an interviewer would, if anybody talks; whether it is said.
    pub(super) fn say_aloud(&mut self, event: &Event) -> bool {
        if self.voice.is_none() {
            return false;
        }
        match event.what {
            What::QuestionEnded { .. }
            | What::SlotEnded { .. }
            | What::Paused
            | What::Left { .. }
            | What::Finished => self.hush(),
            _ => {}
        }
        let Some((text, of)) = events::aloud(&self.conductor, event, self.now.at) else {
            return false;
        };
        let Some(voice) = self.voice.as_mut().filter(|voice| voice.is_well()) else { return false };
        voice.say(&text, of);
        if !voice.is_speaking() {
            self.speak();
        }
        true
    }

    /// Whether the interviewer speaks now.
    pub(super) fn is_asking_aloud(&self) -> bool {
        self.voice.as_ref().is_some_and(SpeakingVoice::is_speaking)
    }

    /// Goes on with what is said.
    pub(super) fn speak(&mut self) {
        let now = self.now;
        let spoke = self.voice.as_mut().map(|voice| voice.attend(&now)).unwrap_or_default();
        spoke.into_iter().for_each(|spoke| self.note_spoken(spoke));
    }

    fn hush(&mut self) {
        let now = self.now.at;
        let spoke = self.voice.as_mut().and_then(|voice: &mut SpeakingVoice| voice.hush(now));
        spoke.into_iter().for_each(|spoke| self.note_spoken(spoke));
    }

    fn note_spoken(&mut self, spoke: Spoke) {
        match spoke {
            // A recording that is played into the round doesn't hear the room.
            Spoke::Said(..) if self.setup.sound.is_recording() => {}
            Spoke::Said(from, to, what) => {
                self.conductor.record(to, What::Played { from, to, voice: Some(what) });
            }
            Spoke::Failed(why) => self.terminal.tell(&notices::voice_failed(&why)),
        }
    }
}
