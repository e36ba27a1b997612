//! Transcripts in JSON. Fields that aren't asked for are passed over: programs add some from
//! version to version.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Cue, CueWord, TranscriptForm};

/// A piece is doubted where the program says so of the sound and of its own text: as whisper itself
/// takes them for silence.
const NO_SPEECH: f64 = 0.6;
const UNSURE: f64 = -1.0;

/// Text that packs better than this repeats itself: as whisper itself takes it for a failure.
const REPEATS: f64 = 2.4;

/// An object of any of the formats, by the fields that they have.
#[derive(Default, Deserialize)]
#[serde(default)]
struct JsonTranscript {
    /// whisper.cpp.
    transcription: Option<Vec<CppSegment>>,
    params: Option<CppParams>,
    /// The family of whisper.
    segments: Option<Vec<HeardPiece>>,
    word_segments: Option<IgnoredAny>,
    words: Option<Vec<TimedText>>,
    /// vosk: its words. whisper.cpp: the language.
    result: Option<VoskResult>,
    text: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct CppParams {
    model: Option<String>,
}

#[derive(Deserialize)]
struct CppSegment {
    offsets: Option<Offsets>,
    #[serde(default)]
    text: String,
    tokens: Option<Vec<Token>>,
}

/// A part of a word.
#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    text: String,
    offsets: Option<Offsets>,
}

/// Milliseconds.
#[derive(Deserialize)]
struct Offsets {
    from: f64,
    to: f64,
}

#[derive(Deserialize)]
struct HeardPiece {
    start: Option<f64>,
    end: Option<f64>,
    #[serde(default)]
    text: String,
    words: Option<Vec<TimedText>>,
    speaker: Option<String>,
    avg_logprob: Option<f64>,
    no_speech_prob: Option<f64>,
    compression_ratio: Option<f64>,
    /// vosk.
    result: Option<Vec<TimedText>>,
}

/// A word; whisperX leaves its times away where it could not align it.
#[derive(Deserialize)]
struct TimedText {
    word: String,
    start: Option<f64>,
    end: Option<f64>,
    speaker: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum VoskResult {
    Words(Vec<TimedText>),
    Other(IgnoredAny),
}

/// Reads a transcript that begins with `{` or `[`.
///
/// # Errors
/// It is no JSON, or not of a transcript with times.
pub(super) fn read(text: &str) -> Result<(TranscriptForm, Option<String>, Vec<Cue>), String> {
    if text.starts_with('[') {
        let list: Vec<HeardPiece> = serde_json::from_str(text).map_err(|error| damaged(&error))?;
        let is_vosk = list.iter().any(|piece| piece.result.is_some());
        let form = if is_vosk { TranscriptForm::Vosk } else { TranscriptForm::FasterWhisper };
        return Ok((form, None, list.into_iter().map(Cue::from).collect()));
    }
    let mut all = Vec::new();
    // vosk writes an object for each utterance.
    for written in serde_json::Deserializer::from_str(text).into_iter::<JsonTranscript>() {
        all.push(written.map_err(|error| damaged(&error))?);
    }
    one(all)
}

fn one(all: Vec<JsonTranscript>) -> Result<(TranscriptForm, Option<String>, Vec<Cue>), String> {
    let (mut form, mut model, mut cues) = (None, None, Vec::new());
    let has_text = all.iter().any(|written| written.text.is_some());
    for written in all {
        let is_aligned = written.word_segments.is_some();
        if let Some(segments) = written.transcription {
            form = Some(TranscriptForm::WhisperCpp);
            model = model.or(written.params.and_then(|params| params.model));
            cues.extend(segments.into_iter().map(Cue::from));
        } else if let Some(segments) = written.segments {
            let of = if is_aligned { TranscriptForm::WhisperX } else { TranscriptForm::Whisper };
            form = Some(of);
            cues.extend(segments.into_iter().map(Cue::from));
        } else if let Some(words) = written.words {
            form = Some(TranscriptForm::Whisper);
            cues.push(Cue {
                words: words.into_iter().map(CueWord::from).collect(),
                ..Cue::default()
            });
        } else if let Some(VoskResult::Words(words)) = written.result {
            form = Some(TranscriptForm::Vosk);
            cues.push(Cue {
                words: words.into_iter().map(CueWord::from).collect(),
                ..Cue::default()
            });
        } else if matches!(written.result, Some(VoskResult::Other(_))) && form.is_none() {
            return Err(
                "is JSON without `transcription`: whisper.cpp writes it with -oj".to_string()
            );
        }
    }
    match form {
        // Of an utterance in which it understood nothing vosk writes an empty text alone.
        Some(form) => Ok((form, model, cues)),
        None if has_text => Err("is JSON with a text and no times: let your transcriber write \
                                 segments, as `--output_format json` does"
            .to_string()),
        None => Err("is JSON of no transcript that is known here: it has none of \
                     `transcription` (whisper.cpp), `segments` (whisper) and `result` (vosk)"
            .to_string()),
    }
}

fn damaged(error: &serde_json::Error) -> String {
    format!("is no whole transcript in JSON: {error}")
}

impl From<CppSegment> for Cue {
    fn from(segment: CppSegment) -> Self {
        let tokens = segment.tokens.into_iter().flatten();
        Self {
            from: segment.offsets.as_ref().map(|of| of.from / 1000.0),
            to: segment.offsets.as_ref().map(|of| of.to / 1000.0),
            text: segment.text,
            words: tokens.filter(|token| !token.is_control()).map(CueWord::from).collect(),
            ..Self::default()
        }
    }
}

impl Token {
    /// `[_BEG_]`, `[_TT_200]` and their like.
    fn is_control(&self) -> bool {
        self.text.trim_start().starts_with("[_")
    }
}

impl From<Token> for CueWord {
    fn from(token: Token) -> Self {
        Self {
            from: token.offsets.as_ref().map(|of| of.from / 1000.0),
            to: token.offsets.as_ref().map(|of| of.to / 1000.0),
            text: token.text,
            speaker: None,
        }
    }
}

impl From<HeardPiece> for Cue {
    fn from(segment: HeardPiece) -> Self {
        let is_silent = segment.no_speech_prob.is_some_and(|of| of > NO_SPEECH);
        let is_unsure = segment.avg_logprob.is_some_and(|of| of < UNSURE);
        let words = segment.words.or(segment.result).into_iter().flatten();
        Self {
            from: segment.start,
            to: segment.end,
            text: segment.text,
            words: words.map(CueWord::from).collect(),
            speaker: segment.speaker,
            is_doubtful: is_silent && is_unsure,
            is_loop: segment.compression_ratio.is_some_and(|of| of > REPEATS),
        }
    }
}

impl From<TimedText> for CueWord {
    fn from(word: TimedText) -> Self {
        Self { from: word.start, to: word.end, text: word.word, speaker: word.speaker }
    }
}
