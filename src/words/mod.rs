//! What was said: transcripts as other programs write them, read into words with their times.
//! Which format a file has is seen by what is in it, not by its name; no file is opened here.

mod asking;
mod encoding;
mod everyday;
mod file;
mod json;
mod lines;
mod names;
mod noise;
mod overlaps;
mod place;
mod printed;
mod rolling;
mod runs;
mod seems;
mod signs;
mod sounds;
mod speakers;
mod subtitles;
#[cfg(test)]
mod tests;
mod turns;

use std::time::Duration;

use crate::text::{clean_line, counted};
use crate::time::stretch::{joined, without};
use crate::time::{Stretch, m_ss};
use crate::word::Word;
pub(crate) use asking::questions;
pub(crate) use encoding::{Undecoded, is_text, shown};
pub(crate) use everyday::is_everyday;
pub(crate) use file::{SaidWord, WordsFile};
use overlaps::SpokenPiece;
pub(crate) use runs::SaidRuns;
pub(crate) use seems::{SeemsSaid, seems_said};
pub(crate) use signs::plain;

/// No transcript is larger, in bytes.
pub(crate) const LARGEST: u64 = 64 << 20;

/// No time in one is later, in seconds: a day.
const LATEST_TIME: f64 = 24.0 * 3600.0;

/// None has more words: a person says half as many in a day without a pause.
const MOST_WORDS: usize = 500_000;

/// Words less far apart were said in one go.
const ONE_GO: Duration = Duration::from_secs(1);

/// How a transcript is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TranscriptForm {
    /// JSON of whisper.cpp.
    WhisperCpp,
    /// JSON of openai-whisper, whisper-ctranslate2, mlx_whisper and what writes alike.
    Whisper,
    /// A list of faster-whisper's segments.
    FasterWhisper,
    /// JSON of whisperX.
    WhisperX,
    /// JSON of vosk.
    Vosk,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
    /// Text in turns, a name and a time above each.
    Turns,
    /// Lines with their times before them, as recognisers print them.
    Lines,
}

impl Word for TranscriptForm {
    fn word(self) -> &'static str {
        match self {
            Self::WhisperCpp => "whisper.cpp",
            Self::Whisper => "whisper",
            Self::FasterWhisper => "faster-whisper",
            Self::WhisperX => "whisperx",
            Self::Vosk => "vosk",
            Self::Srt => "srt",
            Self::Vtt => "vtt",
            Self::Turns => "text",
            Self::Lines => "lines",
        }
    }
}

impl TranscriptForm {
    /// Whether it is what a recogniser itself wrote. Subtitles may have been cleaned: what is not
    /// in them may have been said.
    pub(crate) fn is_raw(self) -> bool {
        !matches!(self, Self::Srt | Self::Vtt | Self::Turns)
    }
}

/// A word of a transcript.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeardWord {
    /// When, from the beginning of what was transcribed.
    pub(crate) at: Stretch<Duration>,
    /// The word, with the marks that end a sentence.
    pub(crate) text: String,
    /// Who said it, by the position among the speakers, where the transcript tells.
    speaker: Option<usize>,
}

/// A transcript: its words, in the order of their beginnings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Transcript {
    /// How it was written.
    pub(crate) form: TranscriptForm,
    /// The model that it names.
    pub(crate) model: Option<String>,
    /// At least one.
    pub(crate) words: Vec<HeardWord>,
    /// Their names, as they are written there.
    pub(crate) speakers: Vec<String>,
    /// How many names of sounds, as `[Music]`, were left out; an oddity says so.
    pub(crate) sounds: usize,
    /// What was left out although somebody may have spoken there.
    pub(crate) unread: Vec<Stretch<Duration>>,
    /// When others spoke than the one whose words these are.
    pub(crate) others: Vec<Stretch<Duration>>,
    /// What a person should know of how it was read, a sentence each.
    pub(crate) oddities: Vec<String>,
}

/// A piece of a transcript as it is written: some words, and their time as far as it is told.
#[derive(Debug, Clone, Default, PartialEq)]
struct Cue {
    /// Seconds.
    from: Option<f64>,
    to: Option<f64>,
    text: String,
    /// The same, word by word, where that is told.
    words: Vec<CueWord>,
    speaker: Option<String>,
    /// The program itself doubts that anybody spoke there.
    is_doubtful: bool,
    /// It repeats itself, as the program says.
    is_loop: bool,
    /// Words of the piece before stood in it again, as in captions that roll.
    shows_again: bool,
}

/// A word of a piece: seconds, as far as they are told.
#[derive(Debug, Clone, Default, PartialEq)]
struct CueWord {
    from: Option<f64>,
    to: Option<f64>,
    text: String,
    speaker: Option<String>,
}

/// What was left out of a transcript or put right, and how often.
#[derive(Default)]
struct Mended {
    disordered: usize,
    overlapping: usize,
    untimed: usize,
    doubtful: usize,
    /// Names of sounds.
    sounds: usize,
    /// Lines in which somebody signs.
    signed: usize,
    /// Pieces that showed words of the one before again.
    rolled: usize,
    loops: Vec<Stretch<Duration>>,
    /// Where the doubtful ones are.
    doubted: Vec<Stretch<Duration>>,
}

/// Why a file gives no words.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoTranscript {
    /// Nothing was said in it.
    #[error("{0}")]
    Wordless(String),
    /// It is none, or damaged.
    #[error("{0}")]
    Unread(String),
    /// It is no text that is read here.
    #[error("{0}")]
    Undecoded(Undecoded),
}

impl From<String> for NoTranscript {
    fn from(why: String) -> Self {
        Self::Unread(why)
    }
}

impl Transcript {
    /// Reads a transcript.
    ///
    /// # Errors
    /// It has no format that is known here, is damaged, or holds no word with a time.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, NoTranscript> {
        Self::read_of(bytes, None)
    }

    /// Reads a transcript of sound with speech from and to here. Pieces that lie elsewhere nobody
    /// said: behind the last word a recogniser goes on by itself.
    ///
    /// # Errors
    /// As [`Transcript::read`].
    pub(crate) fn read_clip(bytes: &[u8], speech: Stretch<Duration>) -> Result<Self, NoTranscript> {
        Self::read_of(bytes, Some(speech))
    }

    fn read_of(bytes: &[u8], speech: Option<Stretch<Duration>>) -> Result<Self, NoTranscript> {
        if bytes.len() as u64 > LARGEST {
            return Err(format!("is larger than {} MiB", LARGEST >> 20).into());
        }
        let (text, unread) = encoding::decoded(bytes).map_err(NoTranscript::Undecoded)?;
        if text.trim().is_empty() {
            return Err(NoTranscript::Wordless("is empty".to_string()));
        }
        let (form, model, mut cues) = pieces(&text)?;
        let once = if form.is_raw() { Vec::new() } else { speakers::take_names(&mut cues) };
        let mut transcript = Self::of(form, model, cues, speech)?;
        transcript.oddities.extend(once);
        let is_subtitles = matches!(form, TranscriptForm::Srt | TranscriptForm::Vtt);
        if is_subtitles && subtitles::is_cut_off(&text) {
            transcript.oddities.push("it ends within a piece: is the file whole?".to_string());
        }
        let is_shown = |word: &HeardWord| word.text.contains(char::REPLACEMENT_CHARACTER);
        if unread > 0 && transcript.words.iter().any(is_shown) {
            let places = counted(unread, "place is", "places are");
            transcript
                .oddities
                .push(format!("{places} no UTF-8, and shown as \u{fffd}: save it as UTF-8"));
        }
        Ok(transcript)
    }

    fn of(
        form: TranscriptForm,
        model: Option<String>,
        cues: Vec<Cue>,
        speech: Option<Stretch<Duration>>,
    ) -> Result<Self, NoTranscript> {
        let (mut mended, mut words, mut speakers) = (Mended::default(), Vec::new(), Vec::new());
        let mut pieces = Vec::new();
        let found = cues.len();
        let mut before = 0.0;
        for (number, mut cue) in cues.into_iter().enumerate() {
            place::check(&cue, number)?;
            mended.rolled += usize::from(cue.shows_again);
            if printed::is_signed(&cue.text, number == 0 || number + 1 == found) {
                mended.signed += 1;
                continue;
            }
            mended.doubtful += usize::from(cue.is_doubtful);
            let range = place::range(&cue);
            let doubted = range.filter(|_| cue.is_doubtful);
            mended.doubted.extend(doubted.map(|(from, to)| place::stretch(from, to)));
            let (spoken, sounds) = noise::spoken(&mut cue);
            mended.sounds += if cue.is_doubtful { 0 } else { sounds };
            if cue.is_doubtful || spoken.is_empty() {
                continue;
            }
            let Some((from, to)) = range else {
                mended.untimed += 1;
                continue;
            };
            mended.disordered += usize::from(from < before || to < from);
            before = from;
            let to = to.max(from);
            if speech.is_some_and(|speech| place::is_invented(from, to, spoken.len(), speech)) {
                continue;
            }
            if cue.is_loop {
                mended.loops.push(place::stretch(from, to));
                continue;
            }
            pieces.push(SpokenPiece { from, to, words: spoken, speaker: cue.speaker });
        }
        mended.overlapping = overlaps::apart(&mut pieces);
        for SpokenPiece { from, to, words: spoken, speaker } in &pieces {
            for (word, at) in place::placed(spoken, *from, *to) {
                let name = word.speaker.as_ref().or(speaker.as_ref());
                let speaker = name.map(|name| speakers::position(&mut speakers, name));
                words.push(HeardWord { at, text: word.text.clone(), speaker });
            }
        }
        if words.len() > MOST_WORDS {
            return Err(format!("holds more than {MOST_WORDS} words").into());
        }
        words.sort_by_key(|word| word.at.from);
        mended.loops.extend(noise::take_loops(&mut words));
        if words.is_empty() {
            return Err(mended.nothing(form, found));
        }
        let (sounds, oddities) = (mended.sounds, mended.said());
        let unread = [mended.loops, mended.doubted].concat();
        let others = Vec::new();
        Ok(Self { form, model, words, speakers, sounds, unread, others, oddities })
    }

    /// Only what one of its speakers said: the one who is named, or who said the most. Where there
    /// are several and none is named, that is an oddity.
    ///
    /// # Errors
    /// Nobody of that name speaks in it.
    pub(crate) fn of_speaker(mut self, named: Option<&str>) -> Result<Self, String> {
        let Some(speaker) = speakers::chosen(&self, named)? else { return Ok(self) };
        if self.speakers.len() < 2 {
            // What stands before the only name is that speaker's too.
            return Ok(self);
        }
        if named.is_none() {
            self.oddities.push(speakers::told(&self, speaker));
        }
        let nameless = self.words.iter().filter(|word| word.speaker.is_none()).count();
        if nameless > 0 {
            let words = counted(nameless, "word has", "words have");
            self.oddities.push(format!("{words} no speaker's name: left out"));
        }
        let is_own = |word: &HeardWord| word.speaker == Some(speaker);
        let (own, others): (Vec<_>, Vec<_>) = self.words.into_iter().partition(is_own);
        let (others, anyones): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|word| word.speaker.is_some());
        let when = |words: &[HeardWord]| joined(words.iter().map(|word| word.at), ONE_GO);
        // They may be this one's.
        let anyones = without(&when(&anyones), &when(&own));
        self.others = without(&without(&when(&others), &when(&own)), &anyones);
        self.unread.extend(anyones);
        self.words = own;
        Ok(self)
    }
}

impl Mended {
    /// Why there is no word.
    fn nothing(&self, form: TranscriptForm, found: usize) -> NoTranscript {
        let (form, pieces) = (form.word(), counted(found, "piece", "pieces"));
        if let (Some(first), Some(last)) = (self.loops.first(), self.loops.last()) {
            let [from, to] = [first.from, last.to].map(m_ss);
            let why = format!(
                "is a transcript ({form}) without a word: from {from} to {to} the transcriber \
                 repeats itself"
            );
            return NoTranscript::Wordless(why);
        }
        if self.untimed == 0 {
            let why =
                format!("is a transcript ({form}) without a word: {pieces}, none with speech");
            return NoTranscript::Wordless(why);
        }
        let why = format!("is a transcript ({form}) without times: {pieces}, none with a time");
        NoTranscript::Unread(why)
    }

    fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.disordered > 0 {
            let times = counted(self.disordered, "time is", "times are");
            said.push(format!("{times} out of order: the words are put in order"));
        }
        if self.overlapping > 0 {
            let pieces = counted(self.overlapping, "piece begins", "pieces begin");
            said.push(format!(
                "{pieces} before the one before it is over: the words of each are kept together"
            ));
        }
        if self.untimed > 0 {
            let pieces = counted(self.untimed, "piece has", "pieces have");
            said.push(format!("{pieces} no time: left out"));
        }
        if self.doubtful > 0 {
            let pieces = counted(self.doubtful, "piece is", "pieces are");
            said.push(format!(
                "{pieces} where the transcriber doubts that anybody spoke: left out"
            ));
        }
        said.extend(sounds_left_out(self.sounds));
        if self.rolled > 0 {
            let pieces = counted(self.rolled, "piece shows", "pieces show");
            said.push(format!(
                "{pieces} words of the one before again, as captions do that roll: taken once"
            ));
        }
        if self.signed > 0 {
            let pieces = counted(self.signed, "piece says", "pieces say");
            said.push(format!("{pieces} who wrote the transcript: left out"));
        }
        for repeated in &self.loops {
            let [from, to] = [repeated.from, repeated.to].map(m_ss);
            said.push(format!("from {from} to {to} the transcriber repeats itself: left out"));
        }
        said
    }
}

/// That so many names of sounds were left out, in a sentence; nothing where there were none.
pub(crate) fn sounds_left_out(sounds: usize) -> Option<String> {
    let names = counted(sounds, "name of a sound", "names of sounds");
    (sounds > 0).then(|| format!("{names}, as [Music] is one: left out"))
}

/// The pieces of a transcript, in the format that its content shows, and the model that it names.
fn pieces(text: &str) -> Result<(TranscriptForm, Option<String>, Vec<Cue>), String> {
    let begins = text.trim_start();
    if begins.starts_with(['{', '[']) {
        match json::read(begins) {
            // Subtitles may begin with `[Music]`.
            Err(_) if text.contains("-->") && !begins.starts_with('{') => {}
            read => return read,
        }
    }
    let (form, cues) = if begins.starts_with("WEBVTT") {
        if subtitles::is_bare(begins) {
            return Ok((TranscriptForm::Vtt, None, Vec::new()));
        }
        (TranscriptForm::Vtt, subtitles::vtt(begins))
    } else {
        let lines = lines::read(text);
        if !lines.is_empty() {
            (TranscriptForm::Lines, lines)
        } else if text.contains("-->") {
            (TranscriptForm::Srt, subtitles::srt(text))
        } else {
            (TranscriptForm::Turns, turns::read(text))
        }
    };
    // A text in which nothing was understood is not one in which nothing was said.
    let is_timed = |cue: &Cue| cue.from.is_some() || cue.to.is_some();
    if cues.iter().any(is_timed) { Ok((form, None, cues)) } else { Err(unknown(begins)) }
}

fn unknown(text: &str) -> String {
    let first: String =
        clean_line(text.lines().next().unwrap_or_default()).chars().take(40).collect();
    format!(
        "is no transcript with times that is known here: it begins with \"{first}\"; read are JSON \
         of whisper.cpp, whisper, faster-whisper, whisperX and vosk, SRT, VTT, and text in turns \
         (`Ada Sample  0:05`)"
    )
}
