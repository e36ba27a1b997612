//! The thread that owns the device: it opens it, looks at it once a period, and opens it again when
//! it is lost.

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, TrySendError};
use std::time::Duration;

use super::ends::{Absent, Lost, Stop};
use super::feed::Feed;
use super::platform::{OpenDevice, Opener};
use super::{State, Update};

/// A lost microphone is tried again so often.
const RETRY: Duration = Duration::from_secs(2);
/// Whether a device works shows in its first data or its first error: these are looked for more
/// often, for so long.
const EAGER: Duration = Duration::from_millis(100);
const BEGINNING: Duration = Duration::from_secs(3);
/// What lies between us and the device holds less than a period of sound where it comes in many
/// small pieces. After a read, so long until it has been filled again, and so often at most.
const REFILL: Duration = Duration::from_millis(5);
const REFILLS: u32 = 100;
/// A look that comes this late means that the tool didn't run: what has piled up is from a time
/// that isn't measured.
const ASLEEP: Duration = Duration::from_secs(5);

/// Updates on their way to the round, which may be slow to take them or never take them at all.
pub(crate) struct Outbox {
    updates: SyncSender<Update>,
    states: VecDeque<State>,
    last: Option<State>,
    dropped: bool,
}

impl Outbox {
    /// Into this channel.
    pub(crate) fn new(updates: SyncSender<Update>) -> Self {
        Self { updates, states: VecDeque::new(), last: None, dropped: false }
    }

    /// Hands over an update, without waiting. When there is no room, sound is dropped; states wait.
    pub(crate) fn put(&mut self, mut update: Update) {
        match update {
            Update::State(state) => {
                if !self.last.as_ref().is_some_and(|last| last.is_still(&state)) {
                    self.last = Some(state.clone());
                    self.states.push_back(state);
                }
                self.flush();
            }
            Update::Sound(ref mut chunk) | Update::Zeros(ref mut chunk) => {
                self.flush();
                chunk.joined &= !self.dropped;
                self.dropped = !self.states.is_empty() || self.updates.try_send(update).is_err();
            }
        }
    }

    fn flush(&mut self) {
        while let Some(state) = self.states.pop_front() {
            if let Err(TrySendError::Full(Update::State(state))) =
                self.updates.try_send(Update::State(state))
            {
                self.states.push_front(state);
                // Only where it got to matters to one who comes late.
                self.states.drain(..self.states.len() - 1);
                return;
            }
        }
    }
}

/// Why a look at a device was the last one.
enum Ended {
    Stopped,
    Asleep,
    Lost(Lost),
}

/// Listens until told to stop.
pub(crate) fn work(
    mut opener: Opener,
    period: Duration,
    clock: fn() -> Duration,
    stop: &Stop,
    mut outbox: Outbox,
) {
    let mut heard = false;
    loop {
        let why = match opener.open(period, clock, stop) {
            Ok(mut source) => {
                match listen(&mut source, period, clock, stop, &mut outbox, &mut heard) {
                    Ended::Stopped => return,
                    Ended::Asleep => continue,
                    Ended::Lost(_) if opener.has_another(source) => continue,
                    Ended::Lost(Lost(why)) => why,
                }
            }
            Err(Absent(why)) => why,
        };
        outbox.put(Update::State(if heard { State::Lost(why) } else { State::NoMicrophone(why) }));
        if stop.wait(RETRY) {
            return;
        }
    }
}

/// Looks at a device once a period, for as long as that works.
fn listen(
    source: &mut OpenDevice,
    period: Duration,
    clock: fn() -> Duration,
    stop: &Stop,
    outbox: &mut Outbox,
    heard: &mut bool,
) -> Ended {
    let opened = clock();
    let mut looked = opened;
    let mut feed = Feed::new(source.device(), opened);
    loop {
        let settled = feed.has_begun() || looked.saturating_sub(opened) >= BEGINNING;
        if stop.wait(if settled { period } else { period.min(EAGER) }) {
            return Ended::Stopped;
        }
        let mut now = clock();
        if now.saturating_sub(looked) >= ASLEEP {
            return Ended::Asleep;
        }
        let mut refills = 0;
        let lost = loop {
            feed.look(now);
            match source.read(now, &mut feed) {
                Err(lost) => break Some(lost),
                Ok(came) if !came || !feed.is_behind() || refills == REFILLS => break None,
                Ok(_) => refills += 1,
            }
            if stop.wait(REFILL) {
                return Ended::Stopped;
            }
            now = clock();
        };
        looked = now;
        for update in feed.take() {
            *heard |= matches!(update, Update::Sound(_));
            outbox.put(update);
        }
        if let Some(lost) = lost {
            return Ended::Lost(lost);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::voice::capture::{Chunk, Device};

    fn sound(second: u64) -> Update {
        let (from, to) = (Duration::from_secs(second), Duration::from_secs(second + 1));
        Update::Sound(Chunk { samples: vec![0.5; 16_000], from, to, joined: true })
    }

    fn hearing(name: &str) -> Update {
        let (name, description) = (name.to_owned(), String::new());
        Update::State(State::Hearing(Device {
            name,
            description,
            is_default: false,
            is_monitor: false,
        }))
    }

    fn lost(why: &str) -> Update {
        Update::State(State::Lost(why.to_owned()))
    }

    #[test]
    fn sound_is_dropped_when_nobody_takes_it_and_what_comes_next_does_not_join() {
        let (sender, updates) = mpsc::sync_channel(2);
        let mut outbox = Outbox::new(sender);
        (0..4).for_each(|second| outbox.put(sound(second)));
        assert_eq!(updates.try_iter().collect::<Vec<_>>(), [sound(0), sound(1)]);
        outbox.put(sound(4));
        outbox.put(sound(5));
        let joined = |update| matches!(update, Update::Sound(Chunk { joined: true, .. }));
        assert_eq!(updates.try_iter().map(joined).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn the_latest_state_is_never_dropped_and_comes_before_later_sound() {
        let (sender, updates) = mpsc::sync_channel(1);
        let mut outbox = Outbox::new(sender);
        outbox.put(sound(0));
        outbox.put(lost("unplugged"));
        outbox.put(hearing("desk"));
        outbox.put(sound(1));
        assert_eq!(updates.try_iter().collect::<Vec<_>>(), [sound(0)]);
        // There is room for one: the state.
        outbox.put(sound(2));
        assert_eq!(updates.try_iter().collect::<Vec<_>>(), [hearing("desk")]);
    }

    #[test]
    fn a_state_that_says_nothing_new_is_not_repeated() {
        let (sender, updates) = mpsc::sync_channel(9);
        let mut outbox = Outbox::new(sender);
        let all = [
            hearing("desk"),
            hearing("desk"),
            hearing("bed"),
            lost("unplugged"),
            lost("no server"),
            hearing("bed"),
        ];
        all.into_iter().for_each(|update| outbox.put(update));
        let expected = [hearing("desk"), hearing("bed"), lost("unplugged"), hearing("bed")];
        assert_eq!(updates.try_iter().collect::<Vec<_>>(), expected);
    }
}
