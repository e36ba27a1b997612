//! How a recording was spoken, as fields and as lines.

use serde::Serialize;

use super::rows;
use crate::live::hearing::ears::spoken_cells;
use crate::report::spoken::{beats, pauses, phrases, reason};
use crate::session::delivery::{Delivery, LeastSpeech, Spoken};
use crate::time::seconds::to_f64;
use crate::time::{Elapsed, Stretch};
use crate::voice::HeardRecording;
use crate::voice::speech::Span;

/// How it was spoken. Null where that is not known.
#[derive(Serialize)]
pub(super) struct DeliveryFields {
    /// Beats of syllables a second of speech.
    beats_per_s: Option<f64>,
    /// How much speech there was, short pauses and all.
    speech_s: Option<f64>,
    /// Pauses of 0.25 s and more between the first words and the last.
    pauses_per_min: Option<f64>,
    /// How long speech was between two of them, on average.
    mean_run_s: Option<f64>,
    /// Stretches recorded at least 7 dB softer than usual.
    soft: Option<Vec<[f64; 2]>>,
    /// Phrases of 2 s of speech and more.
    phrases: Option<usize>,
    /// How many of them ended at least 6 dB softer than they began.
    faded_phrases: Option<usize>,
    /// How far speech was above the noise.
    noise_gap_db: Option<f64>,
}

/// How a whole recording was spoken.
pub(super) fn of(heard: &HeardRecording) -> Spoken {
    let elapsed =
        |span: &Span| Stretch { from: Elapsed::new(span.from), to: Elapsed::new(span.to) };
    let cells = heard.delivery.iter();
    let cells = cells.flat_map(|told| spoken_cells(Elapsed::new(told.window.from), told));
    Delivery::new(
        heard.windows().iter().map(elapsed),
        heard.speech.iter().map(elapsed),
        cells.collect(),
        LeastSpeech::RECORDING,
    )
    .within(&[Stretch { from: Elapsed::ZERO, to: Elapsed::new(heard.duration) }])
}

impl DeliveryFields {
    pub(super) fn of(spoken: &Spoken) -> Self {
        let rounded = |value: f64| (value * 1000.0).round() / 1000.0;
        let (pausing, phrases) = (spoken.pausing.ok(), spoken.phrases.ok());
        let soft = spoken.soft.as_ref().ok();
        Self {
            beats_per_s: spoken.beats_per_s.ok().map(rounded),
            speech_s: spoken.speech.map(to_f64),
            pauses_per_min: pausing.map(|of| rounded(of.per_min)),
            mean_run_s: pausing.map(|of| rounded(of.mean_run_s)),
            soft: soft.map(|all| all.iter().map(|of| seconds(of.when)).collect()),
            phrases: phrases.map(|of| of.all),
            faded_phrases: phrases.map(|of| of.faded),
            noise_gap_db: spoken.noise_gap_db,
        }
    }
}

/// The same for a person; what is not known with the reason.
pub(super) fn text(spoken: &Spoken) -> String {
    let mut text = "\nhow it was spoken\n".to_string();
    let mut line = |line: String| text += &format!("  {line}\n");
    line(match spoken.beats_per_s {
        Ok(per_s) => beats(per_s),
        Err(why) => format!("syllable beats: unknown, {}", reason(why)),
    });
    line(match spoken.pausing {
        Ok(of) => pauses(of),
        Err(why) => format!("pauses: unknown, {}", reason(why)),
    });
    line(match spoken.phrases {
        Ok(of) => phrases(of),
        Err(why) => format!("phrases that fade: unknown, {}", reason(why)),
    });
    match &spoken.soft {
        Ok(soft) => {
            line(format!("recorded at least 7 dB softer than your usual level ({})", soft.len()));
            text += &rows(&soft.iter().map(|of| seconds(of.when)).collect::<Vec<_>>());
        }
        Err(why) => line(format!("softer stretches: unknown, {}", reason(*why))),
    }
    if spoken.soft.is_ok() || spoken.phrases.is_ok() {
        text += "  (softer: as it was recorded, with the microphone's automatic gain off)\n";
    }
    text
}

fn seconds(of: Stretch) -> [f64; 2] {
    [of.from, of.to].map(|at| to_f64(at.since_began()))
}
