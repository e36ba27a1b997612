//! Which arrivals of keys are presses that are meant: a key that is held is one, a slip on a key
//! that ends something too, and a letter of another keyboard layout is the key at its place. Pure:
//! when a key arrived is an argument, on the clock's readings.

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::time::Elapsed;

/// Arrivals of one key that are less apart come from holding it.
const HELD: Duration = Duration::from_millis(60);

/// Repeats of a key that is held may come late, but less late than any keyboard begins to repeat.
const LATE: Duration = Duration::from_millis(250);

/// Keyboards begin to repeat a held key by then, the latest after 0.66 s.
pub(super) const REPEATS: Duration = Duration::from_millis(700);

/// The keys that end something count again so long after the last of them.
const ENDING: Duration = Duration::from_secs(1);

/// A paste whose end doesn't come is over when nothing of it has come for so long.
const PASTE: Duration = Duration::from_secs(2);

/// An arrival of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arrival {
    /// The key.
    pub(crate) key: char,
    /// When, in the round.
    pub(crate) at: Elapsed,
    /// When, on the clock's readings.
    pub(crate) reading: Duration,
}

/// What an arrival is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    /// A key that was pressed then; one of [`is_key`].
    Meant(char, Elapsed),
    /// It ends something, too soon after the last that did, which was this key.
    TooSoon(char, char),
    /// No key of ours, in an alphabet of its own or not.
    Unknown {
        /// Whether it is a letter of another keyboard layout, whose places aren't known here.
        is_foreign: bool,
    },
}

/// The key that came last, as far as it tells whether the next is a repeat of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct LastKey {
    came: Option<(char, Duration)>,
    /// Whether it is known to be held.
    held: bool,
}

/// What a key is to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeats {
    /// Another key, or the same long after it.
    Not,
    /// The same, pressed twice or the first repeat of a held one: the next arrival tells.
    Perhaps,
    /// The same, held.
    Held,
}

impl LastKey {
    /// Takes the next key. No other comes between the repeats of one that is held.
    fn take(&mut self, key: char, reading: Duration) -> Repeats {
        let before = self.came.replace((key, reading)).filter(|(last, _)| *last == key);
        let since = before.map(|(_, before)| reading.saturating_sub(before));
        let was_held = self.held && since.is_some_and(|since| since < LATE);
        self.held = was_held || since.is_some_and(|since| since < HELD);
        match since {
            _ if self.held => Repeats::Held,
            Some(since) if since < REPEATS => Repeats::Perhaps,
            _ => Repeats::Not,
        }
    }
}

/// The presses so far, as far as the next ones depend on them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Presses {
    last: LastKey,
    ended: Option<(char, Duration)>,
    /// The key again, soon enough to be the first repeat of a held one: the next arrival tells.
    doubtful: Option<Arrival>,
    /// Whether it was said that a press is not understood; a press that is meant forgets it.
    told: bool,
    /// When something was pasted last, while that goes on.
    pasted: Option<Duration>,
}

impl Presses {
    /// What a key that arrived is, and what it tells of the one before. What was said once isn't
    /// given again.
    pub(crate) fn take(&mut self, arrival: Arrival) -> Vec<Press> {
        let mut presses = Vec::new();
        let key = latin(arrival.key);
        if self.doubtful.is_some_and(|before| before.key != key) {
            presses.extend(self.settle());
        }
        let press = self.press(Arrival { key, ..arrival });
        let is_new =
            !matches!(press, Some(Press::TooSoon(..) | Press::Unknown { .. })) || !self.told;
        if let Some(press) = press.filter(|_| is_new) {
            self.told = !matches!(press, Press::Meant(..));
            presses.push(press);
        }
        presses
    }

    fn press(&mut self, arrival: Arrival) -> Option<Press> {
        let Arrival { key, at, reading } = arrival;
        let repeats = self.last.take(key, reading);
        if !is_key(key) {
            let is_foreign = key.is_alphabetic() && !is_latin(key);
            return Some(Press::Unknown { is_foreign });
        }
        if matches!(key, 'n' | 's' | 'q') {
            let before = self.ended.replace((key, reading));
            let soon = before.filter(|(_, before)| reading.saturating_sub(*before) < ENDING);
            let too_soon = soon.map(|(before, _)| Press::TooSoon(key, before));
            return Some(too_soon.unwrap_or(Press::Meant(key, at)));
        }
        match repeats {
            Repeats::Held => {
                self.doubtful = None;
                None
            }
            Repeats::Perhaps => {
                self.doubtful = Some(arrival);
                None
            }
            Repeats::Not => Some(Press::Meant(key, at)),
        }
    }

    /// When it is known whether a key was pressed twice or held, on the clock's readings.
    pub(crate) fn due(&self) -> Option<Duration> {
        self.doubtful.map(|arrival| arrival.reading + HELD)
    }

    /// The key that was pressed twice, where none followed in time to say that it is held.
    pub(crate) fn settled(&mut self, reading: Duration) -> Option<Press> {
        self.due().filter(|due| *due <= reading).and_then(|_| self.settle())
    }

    fn settle(&mut self) -> Option<Press> {
        let Arrival { key, at, .. } = self.doubtful.take()?;
        self.told = false;
        Some(Press::Meant(key, at))
    }

    /// A part of a paste came; whether it is the first.
    pub(crate) fn paste(&mut self, reading: Duration) -> bool {
        self.pasted.replace(reading).is_none()
    }

    /// The paste has ended, as the terminal says.
    pub(crate) fn paste_ended(&mut self) {
        self.pasted = None;
    }

    /// Whether a paste goes on of which nothing has come for long: its end is lost.
    pub(crate) fn paste_is_lost(&mut self, reading: Duration) -> bool {
        let is_lost = |last: &Duration| reading.saturating_sub(*last) >= PASTE;
        self.pasted.take_if(|last| is_lost(last)).is_some()
    }
}

/// Whether a key means something while a round runs.
pub(crate) fn is_key(key: char) -> bool {
    matches!(key, '1'..='9') || "anstihfcuqrb?\n ".contains(key)
}

/// The letters at the places of ours, on keyboards of other alphabets: Russian and its neighbours,
/// Greek, Hebrew, Arabic and Persian.
const PLACES: [(char, &str); 13] = [
    ('a', "фαשش"),
    ('n', "тνמىد"),
    ('s', "ыіσדس"),
    ('t', "еτאف"),
    ('i', "шιןه"),
    ('h', "рηיا"),
    ('f', "аφכب"),
    ('c', "сψבزؤ"),
    ('u', "гθוع"),
    ('q', "йض"),
    ('r', "кρרق"),
    ('b', "иβנ"),
    // It means something in a review only.
    ('y', "нυטغ"),
];

/// Whether a line is this letter alone, by its place on the keyboard.
pub(super) fn is_letter(line: &str, letter: char) -> bool {
    let mut typed = line.chars();
    typed.next().is_some_and(|typed| latin(typed) == letter) && typed.next().is_none()
}

/// The key at the place of this one on a Latin keyboard, without Shift or Caps Lock; itself where
/// that isn't known.
fn latin(key: char) -> char {
    // Wide forms, as input methods of East Asia write them.
    let narrow = match key {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(key as u32 - 0xfee0).unwrap_or(key),
        '\u{3000}' => ' ',
        '\r' => '\n',
        _ => key,
    };
    let mut lower = narrow.to_lowercase();
    let key = match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => narrow,
    };
    let at_its_place = PLACES.iter().find(|(_, others)| others.contains(key));
    at_its_place.map_or(key, |(latin, _)| *latin)
}

fn is_latin(key: char) -> bool {
    // The blocks from Basic Latin to IPA, and what was added later.
    matches!(key, '\0'..='\u{2af}' | '\u{1e00}'..='\u{1eff}')
}
