//! Transcripts in JSON. Fields that aren't asked for are passed over: programs add some from
//! version to version.

mod lenient;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;

pub(super) use self::lenient::string;
use self::lenient::{NamedFields, list, name, number, said, with_null};
use super::{Cue, CueWord, TranscriptForm};

/// A piece is doubted where the program says so of the sound and of its own text: as whisper itself
/// takes them for silence.
const NO_SPEECH: f64 = 0.6;
const UNSURE: f64 = -1.0;

/// Text that packs better than this repeats itself: as whisper itself takes it for a failure.
const REPEATS: f64 = 2.4;

/// A word that begins less long behind a segment belongs to that, in seconds.
const AT_ONCE: f64 = 0.3;

/// Parts of a word are less far apart, in seconds.
const PARTS_APART: f64 = 1.0;

/// An object of any of the formats, by the fields that they have.
#[derive(Default, Deserialize)]
#[serde(default)]
struct JsonTranscript {
    /// whisper.cpp.
    transcription: Option<Vec<CppSegment>>,
    params: Option<CppParams>,
    /// The family of whisper.
    segments: Option<Vec<NamedFields<HeardPiece>>>,
    /// Pipelines of transformers.
    #[serde(deserialize_with = "list")]
    chunks: Option<Vec<NamedFields<HeardPiece>>>,
    word_segments: Option<IgnoredAny>,
    /// vosk-transcriber.
    monologues: Option<Vec<Monologue>>,
    /// A piece on a line of its own.
    #[serde(flatten)]
    piece: HeardPiece,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct CppParams {
    #[serde(deserialize_with = "name")]
    model: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CppSegment {
    offsets: Option<Offsets>,
    #[serde(deserialize_with = "said")]
    text: Option<String>,
    tokens: Option<Vec<Token>>,
}

/// A part of a word.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Token {
    #[serde(deserialize_with = "said")]
    text: Option<String>,
    offsets: Option<Offsets>,
}

/// Milliseconds.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Offsets {
    #[serde(deserialize_with = "number")]
    from: Option<f64>,
    #[serde(deserialize_with = "number")]
    to: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct HeardPiece {
    #[serde(deserialize_with = "number")]
    start: Option<f64>,
    #[serde(deserialize_with = "number")]
    end: Option<f64>,
    /// Both of them, as pipelines of transformers write them.
    #[serde(deserialize_with = "list")]
    timestamp: Option<Vec<Option<f64>>>,
    #[serde(deserialize_with = "said")]
    text: Option<String>,
    #[serde(deserialize_with = "list")]
    words: Option<Vec<NamedFields<TimedText>>>,
    #[serde(deserialize_with = "name")]
    speaker: Option<String>,
    #[serde(deserialize_with = "number")]
    avg_logprob: Option<f64>,
    #[serde(deserialize_with = "number")]
    no_speech_prob: Option<f64>,
    #[serde(deserialize_with = "number")]
    compression_ratio: Option<f64>,
    /// vosk: its words. whisper.cpp: the language.
    result: Option<VoskResult>,
    /// vosk's newer versions: what it may have heard, the likeliest first.
    alternatives: Option<Vec<HeardPiece>>,
}

/// A word; whisperX leaves its times away where it could not align it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct TimedText {
    #[serde(deserialize_with = "said", alias = "text")]
    word: Option<String>,
    #[serde(deserialize_with = "number")]
    start: Option<f64>,
    #[serde(deserialize_with = "number")]
    end: Option<f64>,
    #[serde(deserialize_with = "name")]
    speaker: Option<String>,
}

/// What one speaker said in one go.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Monologue {
    #[serde(deserialize_with = "name")]
    speaker: Option<String>,
    #[serde(deserialize_with = "list")]
    terms: Option<Vec<TimedText>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum VoskResult {
    Words(Vec<TimedText>),
    Other(IgnoredAny),
}

impl VoskResult {
    fn words(self) -> Option<Vec<TimedText>> {
        match self {
            Self::Words(words) => Some(words),
            Self::Other(_) => None,
        }
    }
}

/// Reads a transcript that begins with `{` or `[`.
///
/// # Errors
/// It is no JSON, or not of a transcript with times.
pub(super) fn read(text: &str) -> Result<(TranscriptForm, Option<String>, Vec<Cue>), String> {
    let text = &*with_null(text);
    if text.starts_with('[') {
        let list: Vec<NamedFields<HeardPiece>> =
            serde_json::from_str(text).map_err(|error| damaged(&error))?;
        let list: Vec<HeardPiece> = list.into_iter().map(|of| of.0.likeliest()).collect();
        if !list.is_empty() && !list.iter().any(HeardPiece::is_known) {
            return Err(unknown());
        }
        let is_vosk = list.iter().any(HeardPiece::has_result);
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
    let has_text = all.iter().any(|written| written.piece.text.is_some());
    // Of an utterance in which it understood nothing vosk writes an empty text alone.
    let is_silent = has_text && all.iter().all(|written| written.piece.is_silent());
    for written in all {
        let piece = written.piece.likeliest();
        if let Some(segments) = written.transcription {
            if !segments.is_empty() && segments.iter().all(|of| of.text.is_none()) {
                return Err(unknown());
            }
            form = Some(TranscriptForm::WhisperCpp);
            model = model.or(written.params.and_then(|params| params.model));
            cues.extend(joined(segments.into_iter().map(Cue::from).collect()));
        } else if let Some(segments) = written.segments.or(written.chunks) {
            let segments: Vec<HeardPiece> = segments.into_iter().map(|of| of.0).collect();
            if !segments.is_empty() && !segments.iter().any(HeardPiece::is_known) {
                return Err(unknown());
            }
            form = Some(match written.word_segments {
                Some(_) => TranscriptForm::WhisperX,
                None => TranscriptForm::Whisper,
            });
            let last = segments.iter().filter_map(|of| of.end).reduce(f64::max);
            cues.extend(segments.into_iter().map(Cue::from));
            cues.extend(words_behind(piece, last));
        } else if let Some(monologues) = written.monologues {
            form = Some(TranscriptForm::Vosk);
            cues.extend(monologues.into_iter().map(Cue::from));
        } else if let Some(of) = piece.form() {
            form = Some(of);
            cues.push(piece.into());
        } else if piece.result.is_some() && form.is_none() {
            return Err(
                "is JSON without `transcription`: whisper.cpp writes it with -oj".to_string()
            );
        }
    }
    match form {
        Some(form) => Ok((form, model, cues)),
        None if is_silent => Ok((TranscriptForm::Vosk, None, cues)),
        None if has_text => Err("is JSON with a text and no times: let your transcriber write \
                                 segments, as `--output_format json` does"
            .to_string()),
        None => Err(unknown()),
    }
}

/// The words beside the segments that begin behind the last of these, where a list of both goes on.
fn words_behind(beside: HeardPiece, last: Option<f64>) -> Option<Cue> {
    let last = last? + AT_ONCE;
    let words = beside.words?.into_iter().map(|of| of.0);
    let words: Vec<CueWord> = words
        .skip_while(|word| word.start.is_none_or(|from| from < last))
        .map(CueWord::from)
        .collect();
    (!words.is_empty()).then(|| Cue { words, ..Cue::default() })
}

/// Pieces of single tokens (`-ml 1`) joined to words: where others have a space before them, one
/// without goes on with the one before.
fn joined(pieces: Vec<Cue>) -> Vec<Cue> {
    let is_spaced = |cue: &Cue| cue.text.starts_with(char::is_whitespace);
    if !pieces.iter().any(is_spaced) {
        return pieces;
    }
    let mut whole: Vec<Cue> = Vec::with_capacity(pieces.len());
    for cue in pieces {
        let is_part = !cue.text.contains(char::is_whitespace) && !cue.text.starts_with(['[', '(']);
        let before = whole.iter_mut().rfind(|before| !before.text.is_empty());
        let is_near = |before: &Cue| {
            let apart = cue.from.zip(before.to).map(|(from, to)| from - to);
            apart.is_none_or(|apart| apart < PARTS_APART)
        };
        match before.filter(|before| is_part && !cue.text.is_empty() && is_near(before)) {
            Some(before) => {
                before.text += &cue.text;
                before.to = cue.to.or(before.to);
                before.words.extend(cue.words);
            }
            None => whole.push(cue),
        }
    }
    whole
}

fn unknown() -> String {
    "is JSON of no transcript that is known here: it has none of `transcription` (whisper.cpp), \
     `segments` (whisper) and `result` (vosk) with texts in it"
        .to_string()
}

impl HeardPiece {
    /// Whether it is a piece of a transcript at all.
    fn is_known(&self) -> bool {
        self.text.is_some() || self.words.is_some() || self.has_result()
    }

    /// Whether it has words as vosk writes them.
    fn has_result(&self) -> bool {
        matches!(self.result, Some(VoskResult::Words(_)))
    }

    /// Whether there is a text, and nothing in it.
    fn is_silent(&self) -> bool {
        self.text.as_ref().is_some_and(|text| text.trim().is_empty())
    }

    /// What writes such a piece by itself.
    fn form(&self) -> Option<TranscriptForm> {
        if self.has_result() {
            Some(TranscriptForm::Vosk)
        } else if self.start.is_some() && self.text.is_some() {
            Some(TranscriptForm::FasterWhisper)
        } else {
            self.words.is_some().then_some(TranscriptForm::Whisper)
        }
    }

    /// What was heard, of what may have been.
    fn likeliest(self) -> Self {
        match self.alternatives {
            Some(of) => of.into_iter().next().unwrap_or_default(),
            None => self,
        }
    }
}

fn damaged(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        Category::Data => "JSON of no transcript that is known here",
        Category::Syntax | Category::Eof | Category::Io => "no whole transcript in JSON",
    };
    format!("is {what}: {}", place(error))
}

/// What is wrong with a text in JSON, and where.
pub(super) fn place(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Eof => format!("it ends in line {line}, before it is over"),
        Category::Data if error.to_string().starts_with("invalid type: sequence") => {
            format!(
                "line {line} has a list of values where an object names them (start, end, text)"
            )
        }
        Category::Data => format!("something else than is expected stands in line {line}"),
        Category::Syntax | Category::Io => format!("line {line}, column {column} is no JSON"),
    }
}

impl From<CppSegment> for Cue {
    fn from(segment: CppSegment) -> Self {
        let mut tokens = segment.tokens.unwrap_or_default();
        // A letter may be cut into two of them: the text has it whole.
        if tokens.iter().any(Token::is_cut) {
            tokens.clear();
        }
        Self {
            from: segment.offsets.as_ref().and_then(Offsets::from),
            to: segment.offsets.as_ref().and_then(Offsets::to),
            text: segment.text.unwrap_or_default(),
            words: tokens
                .into_iter()
                .filter(|token| !token.is_control())
                .map(CueWord::from)
                .collect(),
            ..Self::default()
        }
    }
}

impl Offsets {
    fn from(&self) -> Option<f64> {
        self.from.map(|from| from / 1000.0)
    }

    fn to(&self) -> Option<f64> {
        self.to.map(|to| to / 1000.0)
    }
}

impl Token {
    /// Whether it is a part of a letter.
    fn is_cut(&self) -> bool {
        self.text.as_ref().is_some_and(|text| text.contains(char::REPLACEMENT_CHARACTER))
    }

    /// `[_BEG_]`, `[_TT_200]` and their like.
    fn is_control(&self) -> bool {
        self.text.as_ref().is_some_and(|text| text.trim_start().starts_with("[_"))
    }
}

impl From<Token> for CueWord {
    fn from(token: Token) -> Self {
        Self {
            from: token.offsets.as_ref().and_then(Offsets::from),
            to: token.offsets.as_ref().and_then(Offsets::to),
            text: token.text.unwrap_or_default(),
            speaker: None,
        }
    }
}

impl From<HeardPiece> for Cue {
    fn from(segment: HeardPiece) -> Self {
        let is_silent = segment.no_speech_prob.is_some_and(|of| of > NO_SPEECH);
        let is_unsure = segment.avg_logprob.is_some_and(|of| of < UNSURE);
        let result = segment.result.and_then(VoskResult::words);
        let words = segment.words.map(|words| words.into_iter().map(|of| of.0).collect());
        let words = words.or(result).into_iter().flatten();
        let both = segment.timestamp.unwrap_or_default();
        let told = |at: usize| both.get(at).copied().flatten();
        Self {
            from: segment.start.or(told(0)),
            to: segment.end.or(told(1)),
            text: segment.text.unwrap_or_default(),
            words: words.map(CueWord::from).collect(),
            speaker: segment.speaker,
            is_doubtful: is_silent && is_unsure,
            is_loop: segment.compression_ratio.is_some_and(|of| of > REPEATS),
            ..Self::default()
        }
    }
}

impl From<TimedText> for CueWord {
    fn from(word: TimedText) -> Self {
        let text = word.word.unwrap_or_default();
        Self { from: word.start, to: word.end, text, speaker: word.speaker }
    }
}

impl From<Monologue> for Cue {
    fn from(of: Monologue) -> Self {
        let words = of.terms.into_iter().flatten().map(CueWord::from).collect();
        Self { words, speaker: of.speaker, ..Self::default() }
    }
}
