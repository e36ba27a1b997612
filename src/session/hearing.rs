//! What was heard in a session, whatever the round did meanwhile: when sound came in, and the
//! islands of speech in it.

use std::time::Duration;

use super::heard::Window;
use super::timeline::Timeline;
use crate::time::stretch::{find, joined, without};
use crate::time::{Elapsed, Stretch};

/// Speech less than this apart is one island. Measured: with this and [`VOICED`], on 24 hard
/// recordings, every silent stretch of 10 s and more was found and none was made up; onsets were
/// off by 0.1 s (median).
const MERGE: Duration = Duration::from_millis(500);

/// An island with less voiced time than this is a cough or a lone "um": no words, and no end of a
/// silence, unless it stands in a [`ROW`].
const VOICED: Duration = Duration::from_millis(500);

/// So many islands make a row, whatever their length: slow single words are talk, where a lone "um"
/// is not.
const ROW: usize = 3;

/// Less far apart, islands stand in one row: a word every three seconds is slow talk. Measured on
/// single digits, one every 2.8 to 3.2 s, with pauses of up to 3.0 s, and on recordings of keys,
/// breath and knocks, in which clicks make no row at this, either.
const ROW_GAP: Duration = Duration::from_millis(3500);

/// An island with less voiced time that is a second and more from all others is the click of a key
/// or of lips, and stands in no row. Measured on single digits and on gaps with keys, breath and
/// knocks: digits have 0.22 s of voice and more, such clicks 0.13 to 0.16 s.
const CLICK: Duration = Duration::from_millis(200);
const ALONE: Duration = Duration::from_secs(1);

/// A hole between two heard stretches shorter than this is rounding, not unknown time: the
/// detector's frame is 32 ms.
const ROUNDING: Duration = Duration::from_millis(50);

/// A shorter hole by itself is unknown time, but can't hide words: an island of so little voice is
/// none.
pub(crate) const HOLE: Duration = VOICED;

/// Holes with less heard time between them are one, with the scraps between them: what listens
/// begins anew behind each, and in a scrap hears too little to tell words.
pub(crate) const SCRAP: Duration = Duration::from_secs(1);

/// A voice's program may end before all of it has sounded, by what the sound server holds: 0.35 s
/// of espeak-ng at PulseAudio. Speech that goes on for no longer than this is its end.
const TAIL: Duration = Duration::from_millis(600);

/// Or so long behind its last sound: texts end in silence, 0.3 s of espeak-ng's, and the program's
/// end is noticed later.
const PADDING: Duration = Duration::from_secs(1);

/// When the interviewer's voice sounded: while its program ran, but for its end, which is where it
/// was heard to end.
pub(super) fn said_in(timeline: &Timeline) -> impl Iterator<Item = Stretch> {
    let windows = timeline.heard.windows();
    let spans = if timeline.said.is_empty() {
        Vec::new()
    } else {
        joined(windows.iter().flat_map(Window::speech), Duration::ZERO)
    };
    timeline.said.iter().map(move |(said, _)| sounded(*said, &spans))
}

/// When the interviewer's voice ended last, as far as is known.
pub(crate) fn said_last(timeline: &Timeline) -> Option<Elapsed> {
    let (said, _) = *timeline.said.last()?;
    let windows = timeline.heard.windows();
    let near = windows.iter().filter(|window| window.stretch().to >= said.from);
    Some(sounded(said, &joined(near.flat_map(Window::speech), Duration::ZERO)).to)
}

/// What sounded of a voice whose program ran for a stretch, by the spans of speech.
fn sounded(said: Stretch, spans: &[Stretch]) -> Stretch {
    let begun = spans.partition_point(|span| span.from < said.to);
    let last = begun.checked_sub(1).map(|last| spans[last].to).filter(|to| *to > said.from);
    let is_its = |to: &Elapsed| *to + PADDING >= said.to && *to <= said.to + TAIL;
    Stretch { from: said.from, to: last.filter(is_its).unwrap_or(said.to) }
}

/// When sound came in, and the speech in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Hearing {
    heard: Vec<Stretch>,
    spans: Vec<Stretch>,
    speech: Vec<Stretch>,
    since: Vec<Elapsed>,
    voice: Vec<Stretch>,
    short: Vec<Stretch>,
}

impl Hearing {
    /// What a timeline heard. The tool's own sounds are cut out of the speech; nothing else is
    /// speech for being loud.
    pub(crate) fn of(timeline: &Timeline) -> Self {
        let windows = timeline.heard.windows();
        let heard = windows.iter().map(Window::stretch);
        let played = timeline.played.iter().copied().chain(said_in(timeline));
        let played = joined(played, Duration::ZERO);
        let (spans, pauses) = (Window::speech, Window::pauses);
        Self::new(heard, windows.iter().flat_map(spans), windows.iter().flat_map(pauses), &played)
    }

    /// What was heard, from the windows that were listened to, the spans of speech, the pauses in
    /// them, and the tool's own sounds.
    ///
    /// Whether spans are words is asked of them as they are, pauses or not, as it was measured, but
    /// for what was held on to at the end: an island ends where its voice did.
    pub(crate) fn new(
        heard: impl Iterator<Item = Stretch>,
        spans: impl Iterator<Item = Stretch>,
        pauses: impl Iterator<Item = Stretch>,
        played: &[Stretch],
    ) -> Self {
        let heard = joined(heard, ROUNDING);
        let (mut speech, mut short) = (Vec::new(), Vec::new());
        let uncut = joined(spans, Duration::ZERO);
        let spans = without(&uncut, played);
        let voice = without(&spans, &joined(pauses, Duration::ZERO));
        let (words, clicks) = without_clicks(islands(&spans));
        let near = |a: &Island, b: &Island| b.stretch.from - a.stretch.to < ROW_GAP;
        for row in words.chunk_by(near) {
            let is_talk = is_talk(row);
            for Island { stretch, voiced } in row {
                let ended = voiced_to_its_end(*stretch, &voice);
                let voiced = voiced.saturating_sub(stretch.to - ended.to);
                let to = if is_talk || voiced >= VOICED { &mut speech } else { &mut short };
                to.push(ended);
            }
        }
        short.extend(clicks.iter().map(|click| voiced_to_its_end(click.stretch, &voice)));
        short.sort_by_key(|island| island.from);
        let heard = without(&heard, &without(&blind(&heard), &speech));
        let since = talking_since(&speech, &uncut, played);
        Self { heard, spans, speech, since, voice, short }
    }

    /// The same, had this been heard too, and held no speech.
    pub(crate) fn with_silence(mut self, silent: Stretch) -> Self {
        self.heard = joined(self.heard.into_iter().chain([silent]), ROUNDING);
        self
    }

    /// The stretches, at least so long, that were heard and held no speech, whatever the round did
    /// meanwhile. They go on through holes that can't hide words.
    pub(crate) fn silent(&self, min: Duration) -> Vec<Stretch> {
        let mut silent = without(&joined(self.heard.iter().copied(), HOLE), &self.speech);
        silent.retain(|stretch| stretch.length() >= min);
        silent
    }

    /// When sound came in and words would have been heard, in order, apart.
    pub(crate) fn heard(&self) -> &[Stretch] {
        &self.heard
    }

    /// All that sounded like speech, words or not, in order, apart.
    pub(super) fn spans(&self) -> &[Stretch] {
        &self.spans
    }

    /// The islands of speech, in order, at least half a second apart. Empty: no speech was
    /// detected, which a voice below the noise and a silent candidate have in common.
    pub(crate) fn speech(&self) -> &[Stretch] {
        &self.speech
    }

    /// Since when whoever speaks in an island of speech has been speaking: its beginning, or one
    /// before sounds of the tool's own that they went on through.
    pub(super) fn talking_since(&self, island: Stretch) -> Elapsed {
        let at = self.speech.partition_point(|speech| speech.from < island.from);
        self.since.get(at).copied().unwrap_or(island.from)
    }

    /// The words without the pauses in them, in order, apart.
    pub(crate) fn voice(&self) -> impl Iterator<Item = Stretch> {
        let words = |voice: &&Stretch| find(&self.speech, voice.from).is_some();
        self.voice.iter().filter(words).copied()
    }

    /// The islands too short to be words.
    #[cfg(test)]
    pub(crate) fn short(&self) -> &[Stretch] {
        &self.short
    }

    /// Running time between two points in which sound was heard.
    pub(crate) fn heard_running(
        &self,
        timeline: &Timeline,
        from: Elapsed,
        to: Elapsed,
    ) -> Duration {
        let mut running = Duration::ZERO;
        for stretch in &self.heard {
            let part = stretch.within(Stretch { from, to });
            if !part.is_empty() {
                running += timeline.running(part.from, part.to);
            }
        }
        running
    }
}

/// Speech without a break that could be one between words.
struct Island {
    stretch: Stretch,
    /// How much of it is voice.
    voiced: Duration,
}

/// An island without the pause at its end, if there is one.
fn voiced_to_its_end(island: Stretch, voice: &[Stretch]) -> Stretch {
    let before = voice.partition_point(|voice| voice.from < island.to);
    let last = voice[..before].last().filter(|last| last.from >= island.from);
    Stretch { to: last.map_or(island.to, |last| last.to), ..island }
}

/// The islands that may be words, and the clicks among them.
fn without_clicks(islands: Vec<Island>) -> (Vec<Island>, Vec<Island>) {
    let places: Vec<Stretch> = islands.iter().map(|island| island.stretch).collect();
    let is_alone = |i: usize| {
        let gaps = places[i.saturating_sub(1)..places.len().min(i + 2)].windows(2);
        gaps.map(|pair| pair[1].from - pair[0].to).all(|gap| gap >= ALONE)
    };
    let mut at = 0..;
    islands.into_iter().partition(|island| {
        let i = at.next().unwrap_or_default();
        island.voiced >= CLICK || !is_alone(i)
    })
}

/// Whether islands that follow closely are words in a row: enough of them, and together with as
/// much voice as a single one needs.
fn is_talk(row: &[Island]) -> bool {
    row.len() >= ROW && row.iter().map(|island| island.voiced).sum::<Duration>() >= VOICED
}

/// Where words can be hidden between stretches that were heard: in long holes, and in short ones
/// that follow closely.
fn blind(heard: &[Stretch]) -> Vec<Stretch> {
    let holes = heard.windows(2).map(|pair| Stretch { from: pair[0].to, to: pair[1].from });
    let mut rows = joined(holes, SCRAP);
    rows.retain(|row| row.length() >= HOLE);
    rows
}

/// Since when whoever speaks in each island has been speaking. Sounds of the tool's own cut what
/// was heard while they lasted: who spoke when they began, and is heard over their end, went on.
fn talking_since(speech: &[Stretch], uncut: &[Stretch], played: &[Stretch]) -> Vec<Elapsed> {
    if played.is_empty() {
        return speech.iter().map(|island| island.from).collect();
    }
    // Words of the tool's own that follow closely are no talk between them.
    let (talk, played) = (joined(uncut.iter().copied(), MERGE), joined(played.to_vec(), MERGE));
    let over = |at: Elapsed| {
        let last = talk.partition_point(|talk| talk.to < at);
        talk.get(last).filter(|talk| talk.from < at)
    };
    let mut since: Vec<Elapsed> = Vec::with_capacity(speech.len());
    for (at, island) in speech.iter().enumerate() {
        let before = played.partition_point(|played| played.from < island.from);
        let sound = played[..before].last().filter(|_| over(island.from).is_some());
        let begun = sound.and_then(|sound| over(sound.from)).map(|begun| {
            let earlier = at.checked_sub(1).filter(|earlier| speech[*earlier].to > begun.from);
            earlier.map_or(begun.from, |earlier| since[earlier])
        });
        since.push(begun.unwrap_or(island.from));
    }
    since
}

/// Spans of voice, in order and apart, as islands.
fn islands(spans: &[Stretch]) -> Vec<Island> {
    let mut islands: Vec<Island> = Vec::new();
    for span in spans {
        match islands.last_mut() {
            Some(island) if span.from - island.stretch.to < MERGE => {
                island.stretch.to = span.to;
                island.voiced += span.length();
            }
            _ => islands.push(Island { stretch: *span, voiced: span.length() }),
        }
    }
    islands
}
