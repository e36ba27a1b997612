//! Links from a page to the sound beside it, which a browser plays by itself: no script.

use std::time::Duration;

use crate::pacing::SlotPacing;
use crate::time::Elapsed;

/// So much is heard before what a link names: it says what came before.
const BEFORE: Duration = Duration::from_secs(2);

/// A file of sound that a page may lead to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SoundLink {
    /// Its path from the page, parts parted by `/`.
    pub(crate) file: String,
    /// When its sound begins …
    pub(crate) from: Elapsed,
    /// … and where the next one does: it goes on to there, at most.
    pub(crate) to: Elapsed,
    /// Where in the file the first of that is.
    pub(crate) begins: Duration,
}

/// A place in a file of sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HearLink {
    /// The file's path from the page.
    pub(super) file: String,
    /// Seconds since its beginning.
    pub(super) second: u64,
}

/// Where a moment can be heard, from two seconds before.
pub(super) fn hear(sounds: &[SoundLink], at: Elapsed) -> Option<HearLink> {
    let sound = sounds.iter().rfind(|sound| sound.from <= at && at < sound.to)?;
    let second = (sound.begins + (at - sound.from)).saturating_sub(BEFORE).as_secs();
    Some(HearLink { file: sound.file.clone(), second })
}

/// What plays a slot: the file that was written when it began, and those begun in it.
pub(super) fn players(sounds: &[SoundLink], slot: &SlotPacing) -> Vec<HearLink> {
    let shown = slot.questions.iter().find_map(|question| question.shown);
    let Some(began) = shown.map(|moment| moment.elapsed) else { return Vec::new() };
    let ended = slot.ended.map_or(Elapsed::LAST, |moment| moment.elapsed);
    let within = |sound: &&SoundLink| began < sound.from && sound.from < ended;
    let begun =
        |sound: &SoundLink| HearLink { file: sound.file.clone(), second: sound.begins.as_secs() };
    hear(sounds, began).into_iter().chain(sounds.iter().filter(within).map(begun)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;

    fn sounds() -> Vec<SoundLink> {
        let link = |(file, from, to): (&str, f64, f64)| SoundLink {
            file: file.to_string(),
            from: at(from),
            to: at(to),
            begins: Duration::ZERO,
        };
        [("a/sound.flac", 1.5, 100.0), ("a/sound-2.flac", 100.0, 200.0)].map(link).to_vec()
    }

    #[test]
    fn a_moment_is_heard_from_two_seconds_before_in_the_piece_that_holds_it() {
        let hear = |seconds: f64| hear(&sounds(), at(seconds));
        let link = |file: &str, second| Some(HearLink { file: file.to_string(), second });
        assert_eq!(hear(1.0), None, "nothing was stored then");
        assert_eq!(hear(2.0), link("a/sound.flac", 0));
        assert_eq!(hear(61.5), link("a/sound.flac", 58));
        assert_eq!(hear(99.9), link("a/sound.flac", 96));
        assert_eq!(hear(101.0), link("a/sound-2.flac", 0));
        assert_eq!(hear(201.0), None, "what was stored then is gone");
    }

    #[test]
    fn a_recording_that_began_before_the_session_is_heard_from_further_on_in_it() {
        let (file, begins) = ("../talk.wav".to_string(), Duration::from_secs(30));
        let talk = SoundLink { file: file.clone(), from: at(0.0), to: at(90.0), begins };
        assert_eq!(
            hear(std::slice::from_ref(&talk), at(61.5)),
            Some(HearLink { file, second: 89 })
        );
        // It counts where it was added later.
        assert_eq!(hear(&[sounds(), vec![talk]].concat(), at(10.0)).unwrap().file, "../talk.wav");
    }
}
