//! Invented transcripts in every format, and any text at all.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::time::Elapsed;

/// The words of a transcript as `from-to text`, in hundredths of a second.
fn words(transcript: &Transcript) -> Vec<String> {
    let shown = |word: &HeardWord| {
        let [from, to] = [word.at.from, word.at.to].map(|at| at.as_millis() / 10);
        format!("{from}-{to} {}", word.text)
    };
    transcript.words.iter().map(shown).collect()
}

fn read(text: &str) -> Transcript {
    Transcript::read(text.as_bytes()).unwrap_or_else(|why| panic!("{why}: {text}"))
}

fn refused(text: &str) -> String {
    Transcript::read(text.as_bytes()).unwrap_err().to_string()
}

fn text(transcript: &Transcript) -> String {
    transcript.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

const CPP: &str = r#"{"systeminfo":"x","params":{"model":"ggml-base.en.bin"},
 "result":{"language":"en"},"transcription":[
  {"timestamps":{"from":"00:00:01,200","to":"00:00:03,400"},"offsets":{"from":1200,"to":3400},
   "text":" I owned the label.","tokens":[
    {"text":"[_BEG_]","offsets":{"from":0,"to":0},"id":1},
    {"text":" I","offsets":{"from":1200,"to":1310},"id":2,"t_dtw":-1},
    {"text":" own","offsets":{"from":1310,"to":1500}},{"text":"ed","offsets":{"from":1500,
        "to":1790}},
    {"text":" the","id":6},{"text":" label","offsets":{"from":9000,"to":9900}},
    {"text":".","offsets":{"from":9900,"to":9900}},{"text":"[_TT_200]","offsets":{"from":0,
        "to":0}}]}]}"#;

#[test]
fn tokens_of_whisper_cpp_are_joined_to_words_and_stay_in_their_segment() {
    let transcript = read(CPP);
    assert_eq!(
        (transcript.form, transcript.model.as_deref()),
        (TranscriptForm::WhisperCpp, Some("ggml-base.en.bin"))
    );
    assert_eq!(words(&transcript), ["120-131 I", "131-179 owned", "179-340 the", "340-340 label."]);
    let untold = r#"{"transcription":[{"offsets":{"from":1000,"to":3000},"text":" so label"}]}"#;
    assert_eq!(words(&read(untold)), ["100-166 so", "166-300 label"]);
}

#[test]
fn a_sign_that_stands_alone_is_no_word_and_a_mark_goes_with_the_word_before_it() {
    let said = "1\n00:00:01,000 --> 00:00:05,000\n- >> Hello there … [ on → & on ♪ 🎵 5 %\n";
    assert_eq!(text(&read(said)), "Hello there… on & on 5%");
    let none = "1\n00:00:01,000 --> 00:00:05,000\n>> … – ♪♪ [\n";
    assert!(refused(none).contains("without a word: 1 piece, none with speech"));
}

/// Segments of whisper.cpp as `-ml 1` writes them, each with its token or without.
fn single_tokens(parts: &[(u32, u32, &str)], with_tokens: bool) -> String {
    let segment = |&(from, to, text): &(u32, u32, &str)| {
        let offsets = format!(r#""offsets":{{"from":{from},"to":{to}}},"text":"{text}""#);
        let tokens = format!(r#","tokens":[{{"text":"[_TT_1]"}},{{{offsets}}}]"#);
        format!("{{{offsets}{}}}", if with_tokens { &tokens } else { "" })
    };
    let segments: Vec<String> = parts.iter().map(segment).collect();
    format!(r#"{{"transcription":[{}]}}"#, segments.join(","))
}

#[test]
fn segments_of_single_tokens_are_joined_to_words() {
    let parts = [
        (0, 0, ""),
        (0, 300, " U"),
        (300, 400, "m"),
        (400, 500, ","),
        (500, 900, " it"),
        (900, 1000, " fell"),
        (2000, 2100, " 4"),
        (2100, 2200, "2"),
        (2300, 2400, "%"),
        (2400, 2500, "."),
        (9000, 9500, "Right"),
        (9500, 9900, "[Music]"),
    ];
    for with_tokens in [false, true] {
        let transcript = read(&single_tokens(&parts, with_tokens));
        assert_eq!(
            words(&transcript),
            ["0-50 Um,", "50-90 it", "90-100 fell", "200-250 42%.", "900-950 Right"]
        );
    }
    // Where none has a space before it each is a word, or a script without spaces.
    let bare = single_tokens(&[(0, 300, "so"), (300, 400, "it")], false);
    assert_eq!(words(&read(&bare)), ["0-30 so", "30-40 it"]);
}

#[test]
fn segments_of_whisper_have_words_or_share_their_time() {
    let told = r#"{"text":" I owned it.","segments":[{"id":0,"start":1.2,"end":3.4,
        "text":" I owned it.",
        "avg_logprob":-0.3,"no_speech_prob":0.03,"compression_ratio":1.1,
        "words":[{"word":" I","start":1.2,"end":1.31},{"word":" state","start":1.31,"end":1.79},
        {"word":"-of","start":1.8,"end":1.9},{"word":" it.","start":2.0,"end":2.2}]}],
            "language":"en"}"#;
    let transcript = read(told);
    assert_eq!(transcript.form, TranscriptForm::Whisper);
    assert_eq!(words(&transcript), ["120-131 I", "131-190 state-of", "200-220 it."]);
    let plain = r#"{"segments":[{"start":1.0,"end":3.0,"text":" I own it"}]}"#;
    assert_eq!(words(&read(plain)), ["100-144 I", "144-233 own", "233-300 it"]);
    let list = r#"[{"start":1.0,"end":2.0,"text":" So","words":null}]"#;
    assert_eq!(read(list).form, TranscriptForm::FasterWhisper);
    let verbose = r#"{"text":"so we","words":[{"word":"so","start":1.0,"end":1.5},{"word":"we",
        "start":1.5,"end":2.0}]}"#;
    assert_eq!(words(&read(verbose)), ["100-150 so", "150-200 we"]);
}

#[test]
fn a_word_that_whisperx_could_not_align_stands_between_its_neighbours() {
    let text = r#"{"segments":[{"start":1.0,"end":4.0,"text":"In 2014 we won",
        "speaker":"SPEAKER_00","words":[
        {"word":"In","start":1.0,"end":1.2,"score":0.9},{"word":"2014"},
        {"word":"we","start":2.2,"end":2.4,"speaker":"SPEAKER_01"},{"word":"won"}]}],
            "word_segments":[]}"#;
    let transcript = read(text);
    assert_eq!(transcript.form, TranscriptForm::WhisperX);
    assert_eq!(words(&transcript), ["100-120 In", "120-220 2014", "220-240 we", "240-400 won"]);
    assert_eq!(transcript.speakers, ["SPEAKER_00", "SPEAKER_01"]);
}

#[test]
fn vosk_writes_an_object_for_each_utterance_or_a_list_of_them() {
    let one = r#"{"result":[{"conf":0.97,"start":1.2,"end":1.31,"word":"i"},
        {"conf":1.0,"start":1.31,"end":1.8,"word":"owned"}],"text":"i owned"}"#;
    for text in [format!("{one}\n{{\"text\":\"\"}}\n"), format!("[{one},{{\"text\":\"\"}}]")] {
        let transcript = read(&text);
        assert_eq!(transcript.form, TranscriptForm::Vosk);
        assert_eq!(words(&transcript), ["120-131 i", "131-180 owned"]);
    }
}

#[test]
fn subtitles_are_read_with_and_without_numbers_blank_lines_and_marks() {
    let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>I own</i> {\\an8}it\r\n2\r\n\
               00:00:04.000 --> 00:00:05,000\r\n1 < 2 &amp; so\r\n\r\n";
    let transcript = read(srt);
    assert_eq!(transcript.form, TranscriptForm::Srt);
    assert_eq!(text(&transcript), "I own it 1 < 2 & so");
    assert!(!transcript.form.is_raw());
    let vtt = "WEBVTT - made up\n\nNOTE\n00:00:00.000 --> 00:00:01.000 no cue\n\nSTYLE\n\
                 ::cue {}\n\n\
               one\n00:01.000 --> 00:03.000 align:start\nI <c.loud>own</c>\n\
                 <00:02.500>it&nbsp;all\n\n\
               00:00:04.000 --> 00:00:05.000\nright.\n";
    assert_eq!(
        words(&read(vtt)),
        ["100-150 I", "150-250 own", "250-271 it", "271-300 all", "400-500 right."]
    );
}

#[test]
fn who_speaks_is_told_by_voices_names_and_turns() {
    let teams = "WEBVTT\n\n3f2a0c1e-0000-4000-8000-1a2b3c4d5e6f/12-0\n\
                 00:00:01.200 --> 00:00:03.400\n\
                 <v Ada Sample>I owned the label.</v>\n\n00:00:04.000 --> 00:00:05.000\n\
                 <v Bo>Why?\n";
    let zoom = "WEBVTT\n\n1\n00:00:01.200 --> 00:00:02.000\nAda Sample: I owned\n\n2\n\
                00:00:02.000 --> 00:00:03.400\nAda Sample: the label.\n\n3\n\
                 00:00:04.000 --> 00:00:05.000\n\
                Bo: Why?\n\n4\n00:00:06.000 --> 00:00:07.000\nBo: 10:30\n";
    let otter = "Ada Sample  0:01\nI owned the label.\n\nBo  0:04\nWhy?\n\n\
                 Transcribed by https://otter.ai\n";
    for (name, given) in [("teams", teams), ("zoom", zoom), ("otter", otter)] {
        let transcript = read(given);
        assert_eq!(transcript.speakers, ["Ada Sample", "Bo"], "{name}");
        let most = transcript.clone().of_speaker(None).unwrap();
        assert_eq!(text(&most), "I owned the label.", "{name}");
        assert!(
            most.oddities[0].starts_with("several speak: Ada Sample (4 words), Bo ("),
            "{:?}",
            most.oddities
        );
        let named = transcript.clone().of_speaker(Some("bo")).unwrap();
        assert_eq!(named.words[0].text, "Why?", "{name}");
        assert!(!text(&named).contains("Transcribed"), "{name}");
        let why = transcript.of_speaker(Some("Cy")).unwrap_err();
        assert!(why.starts_with("has no speaker \"Cy\": it has Ada Sample (4 words)"), "{why}");
    }
    let none = read("1\n00:00:01,000 --> 00:00:02,000\nResult: churn fell\n");
    assert_eq!((text(&none), none.speakers.len()), ("Result: churn fell".to_string(), 0));
    let once = "1\n00:00:01,000 --> 00:00:02,000\n10:30 Meeting: with all\n\n2\n\
                 00:00:03,000 --> 00:00:04,000\n\
                10:30 Meeting: again\n";
    assert_eq!(read(once).speakers, [""; 0]);
    assert!(none.of_speaker(Some("Ada")).unwrap_err().contains("names no speakers"));
}

#[test]
fn what_nobody_said_is_left_out() {
    let cue = |from: usize, text: &str| {
        format!("00:00:{from:02},000 --> 00:00:{:02},000\n{text}\n\n", from + 1)
    };
    let srt = [
        "[BLANK_AUDIO]",
        "(coughs)",
        "♪ la la ♪",
        "* sighs *",
        "So [Music] we - go",
        "[not closed",
        "(or so) we",
        "(as I said)",
    ];
    let all: String = srt.iter().enumerate().map(|(at, text)| cue(at * 2 + 1, text)).collect();
    let transcript = read(&all);
    assert_eq!(text(&transcript), "So we go [not closed (or so) we (as I said)");
    assert_eq!(transcript.oddities, ["5 names of sounds, as [Music] is one: left out"]);
    let doubted = r#"{"segments":[{"start":0,"end":2,"text":" Thank you.","no_speech_prob":0.9,
        "avg_logprob":-1.3},
        {"start":2,"end":4,"text":" you you you","compression_ratio":9.1},{"start":5,"end":6,
            "text":" Right."}]}"#;
    let transcript = read(doubted);
    assert_eq!(text(&transcript), "Right.");
    assert_eq!(transcript.oddities.len(), 2, "{:?}", transcript.oddities);
    let again = cue(1, "we split it") + &cue(3, &"so it is ".repeat(5)) + &cue(5, "that way");
    let transcript = read(&again);
    assert_eq!(text(&transcript), "we split it that way");
    assert_eq!(transcript.oddities, ["from 0:03 to 0:04 the transcriber repeats itself: left out"]);
    assert_eq!(text(&read(&cue(1, "no no no no no"))), "no no no no no", "people say that");
}

#[test]
fn text_behind_a_blank_line_belongs_to_its_cue() {
    let srt = "1\n00:00:01,000 --> 00:00:02,000\n\nso it\n\nfell\n\n2\n\
               00:00:03,000 --> 00:00:04,000\nthen\n\nwe <unk> go\n";
    assert_eq!(text(&read(srt)), "so it fell then we go");
    let vtt = "WEBVTT\n\na-b/1-0\n00:01.000 --> 00:02.000\n\nso\n\nNOTE no word\n\n\
               a-b/2-0\n00:03.000 --> 00:04.000\nit\n";
    assert_eq!(text(&read(vtt)), "so it");
}

#[test]
fn subtitles_that_end_within_a_piece_are_told() {
    let whole = "1\n00:00:01,000 --> 00:00:02,000\nso\n";
    for end in [
        "\n2\n00:00:03,000 --> 00:00",
        "\n2\n00:00:03,000 --> 00:00:04,000\n\n",
        "\n2\n00:00:03,0",
        "\n2\n00:00:03,000 -->",
        "\n2\n",
    ] {
        for text in [format!("{whole}{end}"), format!("WEBVTT\n\n{whole}{end}")] {
            let transcript = read(&text);
            assert_eq!(words(&transcript), ["100-200 so"], "{text}");
            assert_eq!(
                transcript.oddities,
                ["it ends within a piece: is the file whole?"],
                "{text}"
            );
        }
    }
    for end in ["", "\n\n", "10:30\n", "in\n2024"] {
        assert_eq!(read(&format!("{whole}{end}")).oddities, [""; 0], "{end}");
    }
}

#[test]
fn segments_on_lines_of_their_own_are_read() {
    let lines = "{\"start\":1.0,\"end\":2.0,\"text\":\" so\"}\n\
                 {\"start\":2.0,\"end\":3.0,\"text\":\" we\",\"words\":[{\"word\":\" we\",\
                 \"start\":2.5,\"end\":2.75}],\"speaker\":\"Ada\"}\n\
                 {\"start\":4.0,\"end\":5.0,\"text\":\" thanks\",\"no_speech_prob\":0.9,\
                 \"avg_logprob\":-2.0,\"words\":null}\n";
    let transcript = read(lines);
    assert_eq!(transcript.form, TranscriptForm::FasterWhisper);
    assert_eq!(words(&transcript), ["100-200 so", "250-275 we"]);
    assert_eq!(transcript.speakers, ["Ada"]);
    assert_eq!(transcript.oddities.len(), 1, "{:?}", transcript.oddities);
    assert!(refused(&lines[..lines.len() - 3]).starts_with("is no whole transcript in JSON"));
}

#[test]
fn times_that_run_backwards_are_put_in_order_and_told() {
    let srt = "1\n00:00:05,000 --> 00:00:06,000\nsecond\n\n1\n00:00:01,000 --> 00:00:02,000\n\
                 first\n\n\
               00:00:08,000 --> 00:00:07,000\nthird\n";
    let transcript = read(srt);
    assert_eq!(words(&transcript), ["100-200 first", "500-600 second", "800-800 third"]);
    assert_eq!(transcript.oddities, ["2 times are out of order: the words are put in order"]);
}

#[test]
fn lists_without_names_are_refused_for_what_they_are_and_pairs_of_times_are_read() {
    for text in [
        r#"[[0.0, 1.0, "so we went"]]"#,
        r#"[["so we went", 0.0, 1.0]]"#,
        r#"[[1, 0, 0.0, 3.4, " so we went", [1], -0.2, 1.1, 0.1, null, 0.0]]"#,
        r#"{"segments": [[0.0, 1.0, "so we went"]]}"#,
    ] {
        let why = refused(text);
        assert!(why.contains("line 1 has a list of values where an object names them"), "{why}");
    }
    // Words in such lists are read from their piece's text.
    let words_listed = r#"[{"start":1,"end":2,"text":" so we","words":[[1.0,1.5," so",0.9]]}]"#;
    assert_eq!(words(&read(words_listed)), ["100-150 so", "150-200 we"]);
    let pairs = r#"{"text":" so we","chunks":[{"timestamp":[0.5,1.5],"text":" so"},
        {"timestamp":[2.0,null],"text":" we"}]}"#;
    assert_eq!(words(&read(pairs)), ["50-150 so", "200-200 we"]);
}

#[test]
fn turns_have_hours_and_may_be_a_single_one() {
    let turns = "Ada Sample  59:58\nso we\n\nAda Sample  1:02:03\nwent home\n";
    let transcript = read(turns);
    assert_eq!(transcript.form, TranscriptForm::Turns);
    assert_eq!(transcript.words[2].at.from, Duration::from_secs(3723));
    assert_eq!(text(&read("Ada Sample  0:05\nso we went\n")), "so we went");
    assert!(refused("Notes\nstandup  10:30\nbring tea\n").contains("text in turns"));
}

#[test]
fn words_of_pieces_that_overlap_are_kept_together_and_that_is_told() {
    let srt = "1\n00:00:00,000 --> 00:00:04,000\nfirst I count them\n\n\
               2\n00:00:02,000 --> 00:00:06,000\nthen we sort all\n";
    let transcript = read(srt);
    assert_eq!(text(&transcript), "first I count them then we sort all");
    assert_eq!(transcript.words[3].at.to, Duration::from_secs(2));
    assert_eq!(transcript.words[4].at.from, Duration::from_secs(2));
    assert_eq!(
        transcript.oddities,
        ["1 piece begins before the one before it is over: the words of each are kept together"]
    );
    // Each speaker has words in order, whoever speaks at the same time.
    let vtt = "WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ada>first I count them\n\n\
               00:01.000 --> 00:02.000\n<v Bob>yes do so\n";
    let transcript = read(vtt);
    assert_eq!(transcript.oddities, [""; 0]);
    let own = transcript.of_speaker(Some("Ada")).unwrap();
    assert_eq!(text(&own), "first I count them");
    assert_eq!(own.others.len(), 0, "within what she says herself");
}

/// Captions as a video's page hands them out: two lines, of which the second has its words' times,
/// and between two of them what stands there for a moment.
const ROLLING: &str = "WEBVTT\nKind: captions\n\n\
    00:00:00.000 --> 00:00:02.000 align:start position:0%\n \n\
    so<00:00:00.500><c> we</c><00:00:01.000><c> had</c>\n\n\
    00:00:02.000 --> 00:00:02.010 align:start position:0%\nso we had\n \n\n\
    00:00:02.010 --> 00:00:04.000 align:start position:0%\nso we had\n\
    a<00:00:03.000><c> cold</c><00:00:03.500><c> cache</c>\n\n\
    00:00:04.000 --> 00:00:04.010 align:start position:0%\na cold cache\n \n\n\
    00:00:04.010 --> 00:00:06.000 align:start position:0%\na cold cache\n\
    a<00:00:05.000><c> cold</c><00:00:05.500><c> cache</c>\n\n\
    00:00:06.000 --> 00:00:06.010 align:start position:0%\na cold cache\n \n\n\
    00:00:06.010 --> 00:00:08.000 align:start position:0%\na cold cache\nat night\n";

#[test]
fn captions_that_roll_have_each_word_once_and_what_was_said_twice_twice() {
    let transcript = read(ROLLING);
    assert_eq!(text(&transcript), "so we had a cold cache a cold cache at night");
    assert_eq!(words(&transcript)[3..6], ["201-300 a", "300-350 cold", "350-400 cache"]);
    assert_eq!(
        transcript.oddities,
        ["6 pieces show words of the one before again, as captions do that roll: taken once"]
    );
    let srt = "1\n00:00:00,000 --> 00:00:02,000\n<i>so we had</i>\n\n\
               2\n00:00:02,000 --> 00:00:04,000\n<i>so we had</i>\n<b>a cold cache</b>\n\n\
               3\n00:00:04,000 --> 00:00:06,000\na cold cache\nat night\n\n";
    assert_eq!(text(&read(srt)), "so we had a cold cache at night");
    let plain = "1\n00:00:00,000 --> 00:00:02,000\nso we had\n\n\
                 2\n00:00:02,000 --> 00:00:04,000\nso we had\n\n\
                 3\n00:00:04,000 --> 00:00:06,000\na cold cache\n\n";
    assert_eq!(text(&read(plain)), "so we had so we had a cold cache");
}

#[test]
fn what_a_program_prints_and_who_signs_is_nobody_who_spoke() {
    let srt = "1\n00:00:01,000 --> 00:00:02,000\nso we go\n\n\
               2\n00:00:03,000 --> 00:00:04,000\n[BLANK_AUDIO]\n\n\
               3\n00:00:05,000 --> 00:00:06,000\nright\n\n\
               whisper_print_timings:     load time =    87.20 ms\n\
               100%|#########| 27/27 [00:03<00:04,  3.5it/s]\n\n\
               4\n00:00:07,000 --> 00:00:08,000\nSubtitles by the Amara.org community\n";
    let transcript = read(srt);
    assert_eq!(text(&transcript), "so we go right");
    assert_eq!(
        transcript.oddities,
        [
            "1 name of a sound, as [Music] is one: left out",
            "1 piece says who wrote the transcript: left out"
        ]
    );
    let json = r#"{"segments":[{"start":0,"end":1,"text":" so"},{"start":1,"end":2,
        "text":" Transcription by Ada Sample"}]}"#;
    assert_eq!(text(&read(json)), "so");
}

#[test]
fn words_behind_the_last_piece_are_read() {
    let json = r#"{"segments":[{"start":0.0,"end":1.0,"text":" so we"}],"words":[
        {"word":"so","start":0.0,"end":0.5},{"word":"we","start":0.5,"end":1.0},
        {"word":"go","start":2.0,"end":2.5},{"word":"on","start":2.5,"end":3.0}]}"#;
    assert_eq!(words(&read(json)), ["0-50 so", "50-100 we", "200-250 go", "250-300 on"]);
    let behind = "1\n00:00:01,000 --> 00:00:02,000\nso we\n\nwent on\n";
    assert_eq!(text(&read(behind)), "so we went on");
}

#[test]
fn what_is_no_transcript_is_said_in_one_sentence() {
    for (text, why) in [
        ("", "is empty"),
        ("  \n", "is empty"),
        (
            "Dear all,\nhello",
            "is no transcript with times that is known here: it begins with \"Dear all,\"",
        ),
        ("a\0b", "is no text"),
        ("{\"transcription\": [", "is no whole transcript in JSON: it ends in line 1"),
        ("{\"text\": \"so\"}", "is JSON with a text and no times"),
        ("{\"a\": 1}", "is JSON of no transcript that is known here"),
        ("{\"result\": {\"language\": \"en\"}}", "is JSON without `transcription`"),
        ("[1, 2]", "is JSON of no transcript that is known here: something else than"),
        ("{\"segments\": []}", "is a transcript (whisper) without a word"),
        ("[{\"text\": \"so\"}]", "is a transcript (faster-whisper) without times"),
        ("WEBVTT\n", "is a transcript (vtt) without a word"),
        (
            "{\"segments\": [{\"start\": 1200, \"end\": 900000, \"text\": \"a\"}]}",
            "has in piece 1 a time of 900000 s",
        ),
        ("so\nAda  0:05\nso\n", "is no transcript with times"),
    ] {
        assert!(refused(text).starts_with(why), "{text:?}: {}", refused(text));
    }
}

#[test]
fn other_encodings_are_read() {
    let srt = "1\n00:00:01,000 --> 00:00:02,000\ngrößer\n";
    let utf_16: Vec<u8> =
        [0xfeff].into_iter().chain(srt.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(Transcript::read(&utf_16).unwrap().words[0].text, "größer");
    let cut = [b"1\n00:00:01,000 --> 00:00:02,000\ngr", &[0xc3][..], b"\n"].concat();
    assert_eq!(Transcript::read(&cut).unwrap().words[0].text, "gr\u{fffd}");
}

#[test]
fn words_become_a_sessions_and_are_read_again_as_they_were_kept() {
    let transcript =
        read("{\"segments\":[{\"start\":1,\"end\":5,\"text\":\" so we \\\"go\\\" on\"}]}");
    let of = |offset| {
        WordsFile::of(&transcript, "a", SignedDuration::from_secs(offset), Elapsed::from_secs(12))
    };
    assert_eq!(of(10).words.len(), 2, "the others are behind its end");
    assert_eq!(of(-60).words, []);
    let kept = of(2);
    assert_eq!(
        kept.words[0],
        SaidWord {
            from: Elapsed::from_secs(3),
            to: Elapsed::new(Duration::from_millis(3857)),
            text: "so".to_string()
        }
    );
    assert_eq!(WordsFile::read(&kept.to_json()).unwrap(), kept);
    let value: serde_json::Value = serde_json::from_str(&kept.to_json()).unwrap();
    assert_eq!(value["words"][0]["start_s"], 3.0);
    assert_eq!(value["model"], serde_json::Value::Null);
    for model in ["/home/ada/models/m", "C:\\ada\\m", "Ada/m/", "m"] {
        let of = WordsFile::new("a", "x", Some(model), Vec::new());
        assert_eq!(of.model.as_deref(), Some("m"), "{model}");
    }
    let empty = WordsFile::new("a", "x", Some("m"), Vec::new());
    assert_eq!(WordsFile::read(&empty.to_json()).unwrap(), empty);
    assert!(
        WordsFile::read(&kept.to_json().replace("\"schema\": 1", "\"schema\": 2"))
            .unwrap_err()
            .to_string()
            .contains("newer")
    );
}

/// Subtitles of these pieces, two seconds each.
fn srt_of(pieces: &[&str]) -> String {
    let cue = |(at, text): (usize, &&str)| {
        let from = at * 2;
        format!("{at}\n00:00:{from:02},000 --> 00:00:{:02},000\n{text}\n\n", from + 2)
    };
    pieces.iter().enumerate().map(cue).collect()
}

#[test]
fn a_name_is_read_in_any_letters_and_in_brackets() {
    for name in [
        "[SPEAKER_00]",
        "SPEAKER_00",
        "Ada Sample (she/her)",
        "Ada Sample (Host)",
        "ada sample",
        "Ludwig van Beethoven",
        "Ada Maria de la Cruz",
        "d'Arcy",
        "iPhone",
        "\u{738b}\u{5c0f}\u{660e}",
        "ada@example.org",
        "Ada | Acme",
        "+44 20 7946 0000",
        "020 7946 0000",
    ] {
        let of = |text: &str| format!("{name}: {text}");
        let (first, again) = (of("so I led it"), of("and we won"));
        let given = srt_of(&[&first, "Bo: why?", &again, "Bo: right."]);
        for given in [given.clone(), "WEBVTT\n\n".to_string() + &given.replace(',', ".")] {
            let transcript = read(&given);
            assert_eq!(transcript.speakers, [name.trim_matches(['[', ']']), "Bo"], "{given}");
            let own = transcript.clone().of_speaker(None).unwrap();
            assert_eq!(text(&own), "so I led it and we won", "{given}");
            assert_eq!(text(&transcript.of_speaker(Some("bo")).unwrap()), "why? right.");
        }
    }
    let wide = srt_of(&["\u{738b}\u{ff1a}hello there", "Bo: why?", "\u{738b}\u{ff1a}so", "Bo: a"]);
    assert_eq!(text(&read(&wide).of_speaker(None).unwrap()), "hello there so");
}

#[test]
fn what_somebody_says_before_a_colon_is_no_name() {
    let one = ["so we", "go on", "with it", "and on", "then we", "are done"];
    for said in [
        &["Note: it fell", "Note: it rose", "Step one: measure", "Step One: measure"][..],
        &["so the thing is: it fell", "so the thing is: it rose"],
        &["Pros: it is fast", "Cons: it is dear", "Pros: it is small", "Cons: it is new"],
        &["Redis: it is fast", "Redis: it is small"],
        &["[Music]: la", "[Music]: la"],
        &["my idea: a cache"],
    ] {
        let given = srt_of(&[&one[..], said].concat());
        let transcript = read(&given);
        assert_eq!(transcript.speakers, [""; 0], "{given}");
        assert_eq!(transcript.oddities.iter().filter(|of| of.contains("name,")).count(), 0);
        let words = said.join(" ").replace("[Music]: ", "");
        assert!(text(&transcript).ends_with(&words), "{given}");
    }
}

#[test]
fn a_name_that_comes_once_among_others_is_told() {
    let given = srt_of(&["Ada: so", "Bo: why?", "Ada: it fell", "Cy (Host): we stop", "Ada: ok"]);
    let transcript = read(&given);
    assert_eq!(transcript.speakers, ["Ada"]);
    let of = |name: &str| {
        format!(
            "one piece begins with \"{name}:\" as with a name, which comes once: its words are \
             taken for those of the speaker before"
        )
    };
    assert_eq!(transcript.oddities, [of("Bo")]);
    let given = srt_of(&["Ada: so", "Ada: it fell", "ada (Host): we stop", "Ada: ok"]);
    assert_eq!(read(&given).oddities, [of("ada (Host)")]);
    let given = srt_of(&["[SPEAKER_01]: so", "[SPEAKER_00]: why?", "[SPEAKER_01]: it fell"]);
    assert_eq!(read(&given).speakers, ["SPEAKER_01", "SPEAKER_00"]);
}

#[test]
fn words_before_the_first_name_are_the_only_speakers_or_counted() {
    let cue = |from: usize, text: &str| {
        format!("00:00:{from:02},000 --> 00:00:{:02},000\n{text}\n\n", from + 1)
    };
    let ada = cue(1, "So hello") + &cue(3, "Ada Sample: I owned") + &cue(5, "Ada Sample: it");
    let one = read(&ada).of_speaker(None).unwrap();
    assert_eq!((text(&one), one.oddities.len()), ("So hello I owned it".to_string(), 0));
    assert_eq!(text(&read(&ada).of_speaker(Some("ada sample")).unwrap()), "So hello I owned it");
    let two = ada + &cue(7, "Bo: Why?") + &cue(9, "Bo: So?");
    let most = read(&two).of_speaker(None).unwrap();
    assert_eq!(text(&most), "I owned it");
    assert_eq!(most.oddities[1], "2 words have no speaker's name: left out");
    // They may be of either, so that others are not known to have spoken then.
    let seconds = |of: &[Stretch<Duration>]| -> Vec<(u64, u64)> {
        of.iter().map(|of| (of.from.as_secs(), of.to.as_secs())).collect()
    };
    assert_eq!(
        (seconds(&most.unread), seconds(&most.others)),
        (vec![(1, 2)], vec![(7, 8), (9, 10)])
    );
}

#[test]
fn lines_as_recognisers_print_them_are_read() {
    let printed = "whisper_init: loading\n\n[00:00:00.400 --> 00:00:03.000]   I own it.\n\
                   [00:03.500 --> 00:04.000]\n  right\n\n[5.00s -> 6.50s] So [Music]\nto x\n";
    let transcript = read(printed);
    assert_eq!(transcript.form, TranscriptForm::Lines);
    assert_eq!(text(&transcript), "I own it. right So");
    assert_eq!(words(&transcript)[4], "500-650 So");
    let silent = Transcript::read(b"[00:00:00.000 --> 00:00:03.000]  [BLANK_AUDIO]\n");
    assert!(matches!(silent, Err(NoTranscript::Wordless(_))));
}

#[test]
fn a_text_in_which_nothing_is_understood_is_no_silence() {
    for text in [
        "[00:00:xx --> 00:00:yy\n",
        "a --> b\n",
        "WEBVTT\n\n00:00 -> 00:01\nso\n",
        "WEBVTT\n\njust text\n",
        r#"[{"a": 1}]"#,
        r#"{"segments": [{"a": 1}]}"#,
        r#"{"transcription": [{"a": 1}]}"#,
    ] {
        let why = Transcript::read(text.as_bytes()).unwrap_err();
        assert!(matches!(why, NoTranscript::Unread(_)), "{text}: {why}");
    }
    for text in ["WEBVTT\n\nNOTE by a program\n", r#"{"text": ""}"#, "[]", r#"{"segments": []}"#] {
        let why = Transcript::read(text.as_bytes()).unwrap_err();
        assert!(matches!(why, NoTranscript::Wordless(_)), "{text}: {why}");
    }
}

#[test]
fn json_is_read_as_programs_really_write_it() {
    let odd = r#"{"segments":[
        {"start":"1.0","end":"00:00:03,000","text":" I NaN \"Infinity\"","avg_logprob":NaN,
         "compression_ratio":-Infinity,"speaker":0,"words":null},
        {"start":4,"end":Infinity,"text":null,"speaker":null},
        {"start":5.0,"end":6.0,"text":" so","words":[{"word":" so","start":NaN,"end":null}],
         "speaker":{"id":0}}]}"#;
    let transcript = read(odd);
    assert_eq!(text(&transcript), "I NaN\" Infinity\" so".replace("NaN\" Inf", "NaN \"Inf"));
    assert_eq!(words(&transcript)[3], "500-600 so");
    assert_eq!(transcript.speakers, ["0"]);
    let likely = r#"{"alternatives":[{"confidence":9.1,"result":[{"start":1.0,"end":1.5,
        "word":"so"}],"text":"so"},{"confidence":1.0,"text":"sew"}]}"#;
    for text in [likely.to_string(), format!("[{likely}]")] {
        let transcript = read(&text);
        assert_eq!(transcript.form, TranscriptForm::Vosk);
        assert_eq!(words(&transcript), ["100-150 so"]);
    }
    let monologues = r#"{"schemaVersion":"2.0","monologues":[{"speaker":{"id":"unknown",
        "name":null},"start":0,"end":2,"terms":[{"confidence":1.0,"start":1.0,"end":1.5,
        "text":"so","type":"WORD"}]}],"text":["so"]}"#;
    assert_eq!(words(&read(monologues)), ["100-150 so"]);
}

#[test]
fn times_that_can_not_be_are_no_words_and_what_is_no_tag_is_said() {
    let srt = "1\n-00:00:01,000 --> 00:00:01,000\nearly\n2\n00:00:xx,000 --> 00:00:02,000\n\
               lost\n3\n00:00:03,000 --> 00:00:04,000\nfrom a --> b\n";
    let transcript = read(srt);
    assert_eq!(text(&transcript), "early from a b");
    assert_eq!(transcript.oddities, ["1 piece has no time: left out"]);
    let vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\nif a < b and c > d, x<y> is <i>so</i>\n";
    assert_eq!(text(&read(vtt)), "if a < b and c > d, x<y> is so");
}

#[test]
fn a_letter_that_is_cut_into_tokens_is_whole_in_the_text() {
    let cut = [
        br#"{"transcription":[{"offsets":{"from":0,"to":2000},"text":" so caf"#.as_slice(),
        "\u{e9}".as_bytes(),
        br#"","tokens":[{"text":" so","offsets":{"from":0,"to":500}},{"text":" caf"#,
        &[0xc3],
        br#"","offsets":{"from":500,"to":900}},{"text":""#,
        &[0xa9],
        br#"","offsets":{"from":900,"to":2000}}]}]}"#,
    ];
    let transcript = Transcript::read(&cut.concat()).unwrap();
    assert_eq!((&*text(&transcript), transcript.oddities.len()), ("so caf\u{e9}", 0));
}

#[test]
fn a_file_that_repeats_itself_and_nothing_else_says_so() {
    let srt = format!("1\n00:00:01,000 --> 00:00:09,000\n{}\n", ["so we go"; 8].join(" "));
    let why = "is a transcript (srt) without a word: from 0:01 to 0:09 the transcriber repeats";
    assert!(refused(&srt).starts_with(why), "{}", refused(&srt));
}

#[test]
fn what_is_no_utf_8_is_told() {
    let latin =
        [&b"1\n00:00:01,000 --> 00:00:02,000\ngr"[..], &[0xf6], b"er caf", &[0xe9]].concat();
    let transcript = Transcript::read(&latin).unwrap();
    assert_eq!(
        transcript.oddities,
        ["2 places are no UTF-8, and shown as \u{fffd}: save it as UTF-8"]
    );
}

/// Bits that transcripts are made of.
fn bits() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "\"segments\":",
        "\"start\":",
        "\"end\":",
        "\"text\":\"a\"",
        "1.5",
        ",",
        "\n",
        "\n\n",
        "WEBVTT\n\n",
        "00:00:01.000 --> 00:00:02.000\n",
        "00:00:09,5 --> 00:00:02,0\n",
        "<v Ada>",
        "<",
        ">",
        "Ada: so\n",
        "Bo  0:05\n",
        "so it is ",
        "[Music]",
        "♪",
        "*",
        "&amp;",
        "1\n",
        "null",
        "-->",
        "NOTE\n",
        "<00:00:01.500>",
        "é",
        "\u{feff}",
    ]);
    prop::collection::vec(bit, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn any_text_gives_words_or_one_clear_error(text in prop_oneof![bits(), ".*"]) {
        match Transcript::read(text.as_bytes()) {
            Ok(transcript) => {
                prop_assert!(!transcript.words.is_empty());
                let begins = transcript.words.windows(2);
                prop_assert!(begins.clone().all(|pair| pair[0].at.from <= pair[1].at.from));
                for word in &transcript.words {
                    prop_assert!(word.at.from <= word.at.to && word.at.to.as_secs() <= 24 * 3600);
                    prop_assert!(!word.text.is_empty() && !word.text.contains(char::is_whitespace));
                }
            }
            Err(why) => {
                let why = why.to_string();
                prop_assert!(!why.is_empty() && !why.contains('\n'), "{}", why);
            }
        }
    }

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Transcript::read(&bytes);
    }
}

#[test]
fn a_piece_behind_all_speech_of_a_clip_leaves_no_word() {
    let speech = |from: f64, to: f64| place::stretch(from, to);
    let said = |pieces: &[(f64, f64, &str)], of: Stretch<Duration>| {
        let piece = |(from, to, text): &(f64, f64, &str)| {
            format!("{{\"start\":{from},\"end\":{to},\"text\":\" {text}\"}}")
        };
        let json = format!("[{}]", pieces.iter().map(piece).collect::<Vec<_>>().join(","));
        Transcript::read_clip(json.as_bytes(), of).map(|of| text(&of)).unwrap_or_default()
    };
    let heard = (0.4, 18.0, "so we won");
    let of = speech(0.4, 19.6);
    for invented in [
        (19.5, 27.0, "thank you for watching"),
        (19.2, 27.0, "thank you for watching"),
        (40.0, 47.0, "beyond"),
    ] {
        assert_eq!(said(&[heard, invented], of), "so we won", "{invented:?}");
        assert_eq!(said(&[invented], of), "", "{invented:?}");
    }
    assert_eq!(said(&[(0.0, 0.3, "Hello"), heard], speech(2.0, 19.6)), "so we won");
    // A recogniser may not know when a piece ends.
    assert_eq!(said(&[(10.0, 47.0, "it was so")], of), "it was so");
    assert_eq!(said(&[heard, (18.5, 19.9, "in time")], of), "so we won in time");
}

#[test]
fn characters_that_are_named_or_numbered_stand_for_themselves() {
    let vtt = "WEBVTT\n\n00:01.000 --> 00:05.000\nit&#x27;s &#39;so&#39;&hellip; R&#38;D &amp;lt; \
               &#xZZ; &#0; &# &#99999999; a&#65;\n";
    let said = text(&read(vtt));
    assert_eq!(said, "it's 'so'\u{2026} R&D &lt; &#xZZ; &#0; &# &#99999999; aA");
}
