//! Lines that a transcriber prints about its work, and lines in which somebody signs: nobody said
//! them.

/// What lines begin with that programs print about their work.
const BEGINNINGS: [&str; 17] = [
    "whisper_",
    "ggml_",
    "output_srt:",
    "output_vtt:",
    "main: ",
    "system_info:",
    "init: ",
    "Detected language",
    "Detecting language",
    "Processing audio with duration",
    "VAD filter removed",
    "Transcription speed:",
    "Transcription results written",
    "Subtitles written to",
    "WARNING:",
    "INFO:",
    "DEBUG:",
];

/// What stands in lines that show how far they are.
const PROGRESS: [&str; 7] = ["%|", "it/s]", "s/it]", "frames/s]", "progress = ", "[download]", "█"];

/// What somebody signs with: before a name, or an address.
const SIGNS: [&str; 12] = [
    "subtitle",
    "subtitling",
    "caption",
    "transcri",
    "untertitel",
    "sous-titr",
    "subtítulo",
    "subtitul",
    "legend",
    "sottotitol",
    "ondertitel",
    "napisy",
];

/// What may stand before an address besides.
const MADE: [&str; 8] =
    ["created", "made", "powered", "generated", "provided", "uploaded", "downloaded", "translated"];

/// What stands before a name.
const BY: [&str; 9] = ["by", "von", "vom", "der", "par", "por", "di", "door", "im"];

/// Ends of addresses.
const ENDS: [&str; 12] =
    [".com", ".org", ".net", ".ai", ".io", ".de", ".tv", ".eu", ".co", ".app", ".info", ".us"];

/// A line that signs has no more words.
const LONGEST: usize = 10;

/// Whether a program prints a line about its work: it isn't what was said.
pub(super) fn is_printed(line: &str) -> bool {
    let line = line.trim();
    BEGINNINGS.iter().any(|of| line.starts_with(of)) || PROGRESS.iter().any(|of| line.contains(of))
}

/// Whether all of a piece says who wrote the transcript, with an address, or as the first or the
/// last piece: elsewhere a person may talk of captions.
pub(super) fn is_signed(text: &str, is_outermost: bool) -> bool {
    let text = text.trim().trim_matches(|c: char| "[](){}<>♪*-–— ".contains(c)).to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || words.len() > LONGEST {
        return false;
    }
    let signs = SIGNS.iter().any(|of| text.starts_with(of));
    let has_by = words.iter().take(4).skip(1).any(|word| BY.contains(word));
    let is_made = MADE.contains(&words[0]) && has_by;
    (signs || is_made) && words.iter().any(|word| is_address(word))
        || signs && has_by && is_outermost
}

fn is_address(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = word.split('/').find(|part| part.contains('.')).unwrap_or(word);
    ENDS.iter().any(|end| word.len() > end.len() + 1 && word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_is_nobody_who_spoke() {
        for text in [
            "Subtitles by the Amara.org community",
            "Transcribed by https://otter.ai",
            "[Captions by transcribe.example.com]",
            "Created with help by TurboScribe.ai",
            "Untertitel von stephanie.example.de",
        ] {
            assert!(is_signed(text, false), "{text}");
        }
        for text in ["Subtitles by Ada Sample", "Untertitelung im Auftrag des Hauses"] {
            assert!(is_signed(text, true) && !is_signed(text, false), "{text}");
        }
        for text in [
            "captions were made by a model that we had trained on a year of videos",
            "transcripts come first",
            "made by hand",
            "subtitles",
            "we sent it to example.com",
            "",
        ] {
            assert!(!is_signed(text, true), "{text}");
        }
    }

    #[test]
    fn what_a_program_prints_is_told_from_what_is_said() {
        for line in [
            "whisper_print_timings:     load time =   87.20 ms",
            " 45%|████▌     | 12/27 [00:03<00:04,  3.5it/s]",
            "Detected language 'English' with probability 0.98",
            "main: processing 'a.wav'",
        ] {
            assert!(is_printed(line), "{line}");
        }
        for line in ["the main: thing", "at 45% it was", "we detected language by script", "init"] {
            assert!(!is_printed(line), "{line}");
        }
    }
}
