//! What stands in the places that a transcriber's words leave open.

use std::path::{Path, PathBuf};

/// What a word of a transcriber can leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placeholder {
    /// One clip.
    Wav,
    /// All of them, a word each.
    Wavs,
    /// Where it is to write.
    Out,
    /// The model of the settings.
    Model,
    /// The short text that comes before what it hears.
    Prompt,
}

impl Placeholder {
    /// How it is written.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Wav => "{wav}",
            Self::Wavs => "{wavs}",
            Self::Out => "{out}",
            Self::Model => "{model}",
            Self::Prompt => "{prompt}",
        }
    }
}

/// How often a transcriber is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// Once, with all clips.
    All,
    /// Once for each.
    Each,
}

/// What is put into a transcriber's words.
pub(super) struct Placeholders<'a> {
    pub(super) wavs: &'a [PathBuf],
    pub(super) out: &'a Path,
    pub(super) model: &'a str,
    pub(super) prompt: &'a str,
}

/// The words with all places filled.
pub(super) fn filled(words: &[String], filling: &Placeholders) -> Vec<String> {
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    let mut full = Vec::with_capacity(words.len() + filling.wavs.len());
    for word in words {
        if word == Placeholder::Wavs.word() {
            full.extend(filling.wavs.iter().map(|wav| shown(wav)));
            continue;
        }
        let wav = filling.wavs.first().map(|wav| shown(wav)).unwrap_or_default();
        let word = word.replace(Placeholder::Wav.word(), &wav);
        let word = word.replace(Placeholder::Out.word(), &shown(filling.out));
        let word = word.replace(Placeholder::Model.word(), filling.model);
        full.push(word.replace(Placeholder::Prompt.word(), filling.prompt));
    }
    full
}

/// Where the transcript of a clip may stand: under the name that was asked for, in a folder of that
/// name, or beside the clip, with and without the ending of its format.
pub(super) fn outputs(wav: &Path, out: &Path) -> Vec<PathBuf> {
    let stem = wav.file_stem().unwrap_or_default();
    let mut found = vec![out.to_path_buf()];
    for base in [out.to_path_buf(), out.join(stem), wav.to_path_buf(), wav.with_extension("")] {
        for ending in ["json", "srt", "vtt"] {
            found.push(base.with_added_extension(ending));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::ProgramSetting;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_string()).collect()
    }

    #[test]
    fn places_are_filled_within_words_and_without_a_shell() {
        let wavs = [PathBuf::from("/t/0001.wav"), PathBuf::from("/t/0002.wav")];
        let of = |of: &[&str]| {
            let out = Path::new("/t/out");
            let filling = Placeholders { wavs: &wavs, out, model: "m $(x)", prompt: "Um, uh." };
            filled(&words(of), &filling)
        };
        assert_eq!(of(&["-f{wav}", "--model={model}"]), ["-f/t/0001.wav", "--model=m $(x)"]);
        assert_eq!(of(&["{wavs}", "{out}"]), ["/t/0001.wav", "/t/0002.wav", "/t/out"]);
        assert_eq!(of(&["{prompt}", "{wav}"]), ["Um, uh.", "/t/0001.wav"]);
    }

    #[test]
    fn a_place_that_is_filled_names_no_file() {
        let all = [
            Placeholder::Wav,
            Placeholder::Wavs,
            Placeholder::Out,
            Placeholder::Model,
            Placeholder::Prompt,
        ];
        assert_eq!(all.map(Placeholder::word), ProgramSetting::Transcriber.placeholders());
    }

    #[test]
    fn a_transcript_is_found_where_each_tool_writes_it() {
        let found = outputs(Path::new("/t/0001.wav"), Path::new("/t/out"));
        for place in ["/t/out", "/t/out.srt", "/t/out/0001.json", "/t/0001.wav.json", "/t/0001.vtt"]
        {
            assert!(found.contains(&PathBuf::from(place)), "{place}");
        }
    }
}
