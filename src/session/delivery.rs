//! How it was spoken, against the speaker's own norm: beats of syllables a second, pauses inside
//! talk, stretches softer than the rest, phrases that fade. Pure: the cells that were told, and the
//! spans of speech, in. Nobody is compared with others, and nothing here says how clear it was.

mod level;
mod spoken;
mod tempo;

use std::time::Duration;

pub(crate) use self::level::SoftStretch;
pub(crate) use self::spoken::{CELL, SpokenCell, cells_of, written};
pub(crate) use self::tempo::UnusualTempo;
use super::hearing::Hearing;
use super::timeline::Timeline;
use crate::time::Stretch;
use crate::time::stretch::{find, joined};

/// A gap between two spans of speech is a pause from here on. Of 18 pauses in read and free speech
/// that were aligned by hand 13 were found and none was made up; they read 0.1 s short.
const PAUSE: Duration = Duration::from_millis(250);
/// Speech less than this apart is one phrase.
const PHRASE_GAP: Duration = Duration::from_millis(500);
/// With less speech, or more, it is no phrase that could fade.
const PHRASE: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(60)];
/// Where the noise is nearer to speech than this, dB, soft and fading speech can't be told from
/// speech that is lost in it …
const LEVEL_GAP_DB: f64 = 25.0;
/// … and here beats and pauses can't, either.
const SPEECH_GAP_DB: f64 = 10.0;

/// How much speech it takes before something is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LeastSpeech {
    /// For beats and pauses.
    pub(crate) tempo: Duration,
    /// For one's own level.
    pub(crate) level: Duration,
}

impl LeastSpeech {
    /// For an answer: one of 10 s differs from one's own others by 8 to 12%, one of 20 s by 1 to
    /// 7%.
    pub(crate) const ANSWER: Self =
        Self { tempo: Duration::from_secs(20), level: Duration::from_secs(30) };
    /// For a recording that is looked at by itself, and compared with nothing.
    pub(crate) const RECORDING: Self =
        Self { tempo: Duration::from_secs(10), level: Duration::from_secs(20) };
}

/// Why something is not known of how it was spoken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NotKnown {
    /// No speech was heard, or nothing of this was kept when it was.
    NotHeard,
    /// There was less speech than this.
    LittleSpeech(Duration),
    /// Speech is only so many dB above the noise.
    Noise(f64),
    /// There was nothing but speech, so that nobody knows how loud the room was.
    NoiseUnknown,
}

/// What was spoken in a session, or a recording.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Delivery {
    /// When sound came in, in order, apart.
    heard: Vec<Stretch>,
    /// Speech; gaps under 0.25 s are part of it.
    speech: Vec<Stretch>,
    /// Speech without gaps of half a second.
    phrases: Vec<Stretch>,
    cells: Vec<SpokenCell>,
    soft: Option<Vec<SoftStretch>>,
    unusual: Vec<UnusualTempo>,
    least: Option<LeastSpeech>,
}

/// How it was spoken in some stretches of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spoken {
    /// How much speech there was; none where nothing was heard.
    pub(crate) speech: Option<Duration>,
    /// Beats of syllables a second of speech.
    pub(crate) beats_per_s: Result<f64, NotKnown>,
    /// Stretches whose tempo is far from one's own usual one.
    pub(crate) unusual: Vec<UnusualTempo>,
    /// Pauses inside talk.
    pub(crate) pausing: Result<Pausing, NotKnown>,
    /// Stretches softer than one's own usual level.
    pub(crate) soft: Result<Vec<SoftStretch>, NotKnown>,
    /// Phrases, and how many of them faded.
    pub(crate) phrases: Result<Phrases, NotKnown>,
    /// How far speech is above the noise, dB.
    pub(crate) noise_gap_db: Option<f64>,
}

/// Pauses of 0.25 s and more, between first and last words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pausing {
    /// How many a minute.
    pub(crate) per_min: f64,
    /// How long speech was between two of them, seconds, on average.
    pub(crate) mean_run_s: f64,
}

/// Phrases of 2 s of speech and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrases {
    /// How many there were.
    pub(crate) all: usize,
    /// How many ended 6 dB and more softer than they began.
    pub(crate) faded: usize,
}

impl Delivery {
    /// What a timeline tells, and what was heard in it.
    pub(crate) fn of(timeline: &Timeline, hearing: &Hearing) -> Self {
        let windows = timeline.heard.windows();
        let heard = windows.iter().map(|window| window.stretch());
        let spans = hearing.spans().iter().copied();
        Self::new(heard, spans, timeline.heard.spoken(), LeastSpeech::ANSWER)
    }

    /// What was heard, the spans of speech in it, and the cells that were told, in order.
    pub(crate) fn new(
        heard: impl IntoIterator<Item = Stretch>,
        spans: impl IntoIterator<Item = Stretch>,
        cells: Vec<SpokenCell>,
        least: LeastSpeech,
    ) -> Self {
        // A hole as long as a frame is rounding.
        let heard = joined(heard, Duration::from_millis(50));
        let speech = joined(spans, PAUSE);
        let phrases = joined(speech.iter().copied(), PHRASE_GAP);
        let soft = level::soft(&cells, &speech, least.level);
        let unusual = tempo::unusual(&cells, &speech);
        Self { heard, speech, phrases, cells, soft, unusual, least: Some(least) }
    }

    /// How it was spoken in some stretches, in order and apart.
    pub(crate) fn within(&self, stretches: &[Stretch]) -> Spoken {
        let speech = parts(&self.speech, stretches);
        let cells = self.cells.iter().filter(|cell| find(stretches, cell.middle()).is_some());
        let cells: Vec<SpokenCell> = cells.copied().collect();
        let noise_gap_db = median_gap(&cells);
        let is_heard = !parts(&self.heard, stretches).is_empty();
        let least = self.least.unwrap_or(LeastSpeech::ANSWER);
        let gate = |needed_db: f64, needed: Duration| match noise_gap_db {
            _ if cells.is_empty() => Err(NotKnown::NotHeard),
            _ if length(&speech) < needed => Err(NotKnown::LittleSpeech(needed)),
            None => Err(NotKnown::NoiseUnknown),
            Some(gap) if gap < needed_db => Err(NotKnown::Noise(gap)),
            Some(_) => Ok(()),
        };
        let (tempo, any) = (gate(SPEECH_GAP_DB, least.tempo), gate(LEVEL_GAP_DB, Duration::ZERO));
        Spoken {
            speech: is_heard.then(|| length(&speech)),
            beats_per_s: tempo
                .and_then(|()| tempo::beats_per_s(&cells, &speech).ok_or(NotKnown::NotHeard)),
            unusual: {
                let is_in = |of: &&UnusualTempo| find(stretches, of.when.from).is_some();
                self.unusual.iter().filter(is_in).copied().collect()
            },
            pausing: tempo.map(|()| self.pausing(stretches, &speech)),
            soft: any.and_then(|()| {
                let all = self.soft.as_ref().ok_or(NotKnown::LittleSpeech(least.level))?;
                let is_in = |soft: &&SoftStretch| stretches.iter().any(|of| of.overlaps(soft.when));
                Ok(all.iter().filter(is_in).copied().collect())
            }),
            phrases: any.map(|()| self.phrases(stretches, &cells)),
            noise_gap_db,
        }
    }

    fn pausing(&self, stretches: &[Stretch], speech: &[Stretch]) -> Pausing {
        let heard = parts(&self.heard, stretches);
        let (mut pauses, mut talk) = (0, Duration::ZERO);
        for pair in speech.windows(2) {
            let gap = Stretch { from: pair[0].to, to: pair[1].from };
            // What wasn't heard, or wasn't running time, is no pause.
            let is_heard = find(&heard, gap.from).is_some_and(|heard| gap.to <= heard.to);
            if is_heard {
                talk += gap.length();
                pauses += usize::from(gap.length() >= PAUSE);
            }
        }
        let spoken = length(speech);
        talk += spoken;
        Pausing {
            per_min: pauses as f64 * 60.0 / talk.as_secs_f64(),
            mean_run_s: spoken.as_secs_f64() / speech.len() as f64,
        }
    }

    fn phrases(&self, stretches: &[Stretch], cells: &[SpokenCell]) -> Phrases {
        let ends_here =
            |phrase: &Stretch| stretches.iter().any(|of| of.from < phrase.to && phrase.to <= of.to);
        let mut all = 0;
        for phrase in self.phrases.iter().filter(|phrase| ends_here(phrase)) {
            let spoken = length(&parts(&self.speech, &[*phrase]));
            all += usize::from(PHRASE[0] <= spoken && spoken <= PHRASE[1]);
        }
        let faded: usize = cells.iter().map(|cell| cell.faded).sum();
        Phrases { all, faded: faded.min(all) }
    }
}

/// The parts of some stretches that lie in others; both in order and apart.
fn parts(of: &[Stretch], within: &[Stretch]) -> Vec<Stretch> {
    let mut parts = Vec::new();
    for stretch in within {
        let first = of.partition_point(|part| part.to <= stretch.from);
        let near = of[first..].iter().take_while(|part| part.from < stretch.to);
        parts.extend(near.map(|part| part.within(*stretch)));
    }
    parts
}

fn length(of: &[Stretch]) -> Duration {
    of.iter().map(|stretch| stretch.length()).sum()
}

/// How far speech is above the noise, in the middle of the cells with speech.
fn median_gap(cells: &[SpokenCell]) -> Option<f64> {
    let spoken = cells.iter().filter(|cell| cell.level_db.is_some());
    median(spoken.filter_map(|cell| cell.noise_gap_db).collect())
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests;
