//! Transcribers: the one that the settings name, or one that is on `PATH` and how it is called.

use std::path::Path;

use super::fill::{Call, Placeholder};
use crate::program::Program;

/// With this before it a recogniser writes the hesitations down that it else leaves out. Measured
/// with two models of whisper: 14 and 10 of 14, in place of none.
pub(super) const PROMPT: &str = "Um, uh, hmm, er, ah.";

/// Where one is had that needs nothing else.
pub(super) const TO_GET: &str = "whisper-cli of https://github.com/ggml-org/whisper.cpp is one";

/// A transcriber that is known by its name.
struct Preset {
    name: &'static str,
    /// Its words behind its name.
    words: &'static [&'static str],
    /// Where a model for it is had, and what `transcriber-model` then is: a path beside
    /// `mockround.toml`, or a name.
    model: (&'static str, &'static str),
}

/// Each piece of sound is told apart from what was heard before in it: behind the last word whisper
/// makes more up else ("So, that's it."), and takes half as long again for it.
const PRESETS: [Preset; 5] = [
    Preset {
        name: "whisper-cli",
        words: &[
            "-m",
            "{model}",
            "-ojf",
            "-np",
            "--prompt",
            "{prompt}",
            "--carry-initial-prompt",
            "{wavs}",
        ],
        model: (
            "https://huggingface.co/ggerganov/whisper.cpp/resolve/main/ggml-base.en.bin (142 MiB)",
            "models/ggml-base.en.bin",
        ),
    },
    Preset {
        name: "whisper-ctranslate2",
        words: &[
            "{wavs}",
            "--model_directory",
            "{model}",
            "--language",
            "en",
            "--output_format",
            "json",
            "--output_dir",
            "{out}",
            "--word_timestamps",
            "True",
            "--initial_prompt",
            "{prompt}",
            "--condition_on_previous_text",
            "False",
        ],
        model: (
            "the folder of https://huggingface.co/Systran/faster-whisper-base.en (145 MiB)",
            "models/faster-whisper-base.en",
        ),
    },
    Preset {
        name: "whisper",
        words: &[
            "{wavs}",
            "--model",
            "{model}",
            "--language",
            "en",
            "--output_format",
            "json",
            "--output_dir",
            "{out}",
            "--word_timestamps",
            "True",
            "--initial_prompt",
            "{prompt}",
            "--condition_on_previous_text",
            "False",
        ],
        model: ("one by its name, which it may fetch by itself (base.en: 139 MiB)", "base.en"),
    },
    Preset {
        // Of several files it gives all outputs one name.
        name: "mlx_whisper",
        words: &[
            "{wav}",
            "--model",
            "{model}",
            "--language",
            "en",
            "--output-format",
            "json",
            "--output-dir",
            "{out}",
            "--initial-prompt",
            "{prompt}",
            "--condition-on-previous-text",
            "False",
        ],
        model: (
            "the folder of https://huggingface.co/mlx-community/whisper-base.en-mlx (138 MiB)",
            "models/whisper-base.en-mlx",
        ),
    },
    Preset {
        name: "vosk-transcriber",
        words: &["-m", "{model}", "-i", "{wav}", "-o", "{out}", "-t", "srt"],
        model: (
            "a folder of https://alphacephei.com/vosk/models, unpacked (40 MiB and more)",
            "models/vosk-model-small-en-us-0.15",
        ),
    },
];

/// A transcriber, and what it is called with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Transcriber {
    pub(super) program: Program,
    /// A file, a folder or a name, where one is set.
    pub(super) model: Option<String>,
}

/// What there is to transcribe with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FoundTranscriber {
    /// It can be run.
    Ready(Transcriber),
    /// The settings name it, and it isn't there.
    Missing(String),
    /// The settings name it, and none of its words is the sound.
    Soundless(String),
    /// The settings name it with a place for a model, and no model.
    Modelless(String),
    /// It is called with a model, and none is set.
    NoModel(&'static str),
    /// Nothing is named, and nothing known is on `PATH`.
    Nothing,
}

/// The transcriber that the settings name, or else the first known one that is on `PATH`.
pub(super) fn find(
    named: Option<&Program>,
    model: Option<&str>,
    is_there: impl Fn(&str) -> bool,
) -> FoundTranscriber {
    if let Some(program) = named {
        let first = program.words().first().map(String::as_str).unwrap_or_default();
        if !is_there(first) {
            return FoundTranscriber::Missing(first.to_string());
        }
        let model = model.map(str::to_string);
        let found = Transcriber { program: program.clone(), model };
        if !(found.takes(Placeholder::Wav) || found.takes(Placeholder::Wavs)) {
            return FoundTranscriber::Soundless(first.to_string());
        }
        let is_set = found.model.as_deref().is_some_and(|model| !model.trim().is_empty());
        return match found.takes(Placeholder::Model) && !is_set {
            true => FoundTranscriber::Modelless(first.to_string()),
            false => FoundTranscriber::Ready(found),
        };
    }
    let Some(preset) = PRESETS.iter().find(|preset| is_there(preset.name)) else {
        return FoundTranscriber::Nothing;
    };
    let Some(model) = model else { return FoundTranscriber::NoModel(preset.name) };
    let words = std::iter::once(&preset.name).chain(preset.words);
    let words: Vec<String> = words.map(|word| (*word).to_string()).collect();
    let program = Program::from(words);
    FoundTranscriber::Ready(Transcriber { program, model: Some(model.to_string()) })
}

/// How a transcriber comes to a model: where one for it is had, where to put it, and the setting;
/// of one that isn't known here, the setting alone.
pub(super) fn to_get_model(name: &str) -> String {
    const SET: &str = "transcriber-model under [listen] of mockround.toml";
    let Some(preset) = PRESETS.iter().find(|preset| preset.name == name) else {
        return format!("put it there, or name another: {SET}");
    };
    let (address, set) = preset.model;
    match set.starts_with("models/") {
        true => format!("get {address}, put it at {set} beside mockround.toml, and name it: {SET}"),
        false => format!("take {address}: {SET} names it"),
    }
}

/// The names of those that are looked for on `PATH`.
pub(super) fn names() -> String {
    PRESETS.map(|preset| preset.name).join(", ")
}

impl Transcriber {
    /// What it is called: its file's name.
    pub(super) fn name(&self) -> String {
        let first = self.program.words().first().map(String::as_str).unwrap_or_default();
        let name = Path::new(first).file_stem().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Whether it is asked for hesitations.
    pub(super) fn is_prompted(&self) -> bool {
        self.takes(Placeholder::Prompt)
    }

    /// How it is called: once with all clips, or once for each.
    pub(super) fn call(&self) -> Call {
        if self.takes(Placeholder::Wavs) { Call::All } else { Call::Each }
    }

    /// Whether one of its words has a place for something.
    pub(super) fn takes(&self, what: Placeholder) -> bool {
        self.program.words().iter().any(|word| word.contains(what.word()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_settings_name_comes_before_what_is_on_the_path() {
        let own = Program::from(vec!["./mine.sh".to_string(), "{wav}".to_string()]);
        let FoundTranscriber::Ready(found) = find(Some(&own), None, |_| true) else { panic!() };
        assert_eq!((found.name(), found.model.clone()), ("mine".to_string(), None));
        assert!(!found.is_prompted() && found.call() == Call::Each);
        let on_path = |wanted: &'static str| move |name: &str| name == wanted;
        let found = find(None, Some("/m/tiny"), on_path("whisper"));
        let FoundTranscriber::Ready(found) = found else { panic!() };
        assert_eq!((found.name(), found.model.clone()), ("whisper".into(), Some("/m/tiny".into())));
        assert!(found.is_prompted() && found.call() == Call::All);
        assert!(matches!(
            find(None, None, on_path("whisper-cli")),
            FoundTranscriber::NoModel("whisper-cli")
        ));
        let deaf = Program::from(vec!["./mine.sh".to_string(), "{out}".to_string()]);
        let soundless = FoundTranscriber::Soundless("./mine.sh".to_string());
        assert_eq!(find(Some(&deaf), None, |_| true), soundless);
        let words = ["./mine.sh", "{wav}", "--model={model}"].map(str::to_string);
        let taking = Program::from(words.to_vec());
        let modelless = FoundTranscriber::Modelless("./mine.sh".to_string());
        assert_eq!(find(Some(&taking), None, |_| true), modelless);
        assert_eq!(find(Some(&taking), Some(" "), |_| true), modelless);
        let FoundTranscriber::Ready(_) = find(Some(&taking), Some("m"), |_| true) else { panic!() };
        let gone = find(Some(&own), None, |_| false);
        assert_eq!(gone, FoundTranscriber::Missing("./mine.sh".to_string()));
        assert_eq!(find(None, None, |_| false), FoundTranscriber::Nothing);
    }

    #[test]
    fn every_preset_gets_sound_and_a_model_and_says_where_one_is_had() {
        for preset in PRESETS {
            let has =
                |what: Placeholder| preset.words.iter().any(|word| word.contains(what.word()));
            assert!(has(Placeholder::Wav) != has(Placeholder::Wavs), "{}", preset.name);
            assert!(has(Placeholder::Model), "{}", preset.name);
            let told = to_get_model(preset.name);
            assert!(told.contains(preset.model.0) && told.contains("MiB"), "{told}");
            assert!(told.contains("transcriber-model under [listen]"), "{told}");
        }
    }
}
