//! Zeros: a muted microphone's, and those of one with a noise gate.

use super::*;
use crate::voice::synthetic::gated;

/// Stretches of 4 s and more that were heard and hold no speech, in seconds.
fn silent(heard: &HeardRecording) -> Vec<(f64, f64)> {
    let elapsed =
        |span: &Span| Stretch { from: Elapsed::new(span.from), to: Elapsed::new(span.to) };
    let (windows, speech) = (heard.windows(), heard.speech.iter().map(elapsed));
    let pauses = heard.pauses.iter().map(elapsed);
    let hearing = Hearing::new(windows.iter().map(elapsed), speech, pauses, &[]);
    let silent = hearing.silent(Duration::from_secs(4)).into_iter();
    silent
        .map(|of| (of.from.since_began().as_secs_f64(), of.to.since_began().as_secs_f64()))
        .collect()
}

#[track_caller]
fn assert_silent(heard: &HeardRecording, truth: &[(f64, f64)], what: &str) {
    let found = silent(heard);
    assert_eq!(found.len(), truth.len(), "{what}: {found:?}");
    for (found, truth) in found.iter().zip(truth) {
        let close = near(found.0, truth.0, 0.4) && near(found.1, truth.1, 0.4);
        assert!(close, "{what}: {found:?} for {truth:?}");
    }
}

#[test]
fn zeros_are_unknown_and_are_spoken_of() {
    let mut sound = talk();
    // Quiet from 3 to 5 s, then as a muted microphone has it from 3.2 to 5 s, and for less than two
    // seconds.
    sound[3 * 16_000 + 3_200..5 * 16_000].fill(0.0);
    assert_eq!(heard("short.wav", &wav(&sound)).zeros, []);
    let muted: Vec<f32> = talk().into_iter().chain([0.0; 48_000]).collect();
    let heard = heard("muted.wav", &wav(&muted));
    let [zeros] = heard.zeros[..] else { panic!("{:?}", heard.zeros) };
    assert!(
        near(zeros.from.as_secs_f64(), 8.0, 0.04) && near(zeros.to.as_secs_f64(), 11.0, 0.04),
        "{zeros:?}"
    );
    assert_eq!(heard.windows(), [Span { from: Duration::ZERO, to: zeros.from }]);
    assert!(!heard.is_gated);
}

#[test]
fn the_pauses_of_a_gate_are_silence_in_every_format() {
    let voiced = [2.0..4.0, 7.0..9.0, 14.0..16.0];
    let sound = gated(24.0, &voiced, 0.3);
    let truth = [(9.0, 14.0), (16.0, 24.0)];
    let plain = wav(&sound);
    assert_silent(&heard("gated.wav", &plain), &truth, "wav");
    for (name, options) in [
        ("gated.mp3", &["-b:a", "64k", "-ar", "44100"][..]),
        ("gated.m4a", &["-c:a", "aac", "-ar", "48000", "-ac", "2"]),
        ("gated.ogg", &["-c:a", "libopus", "-b:a", "24k"]),
        ("gated.flac", &["-ar", "44100"]),
    ] {
        let Some(bytes) = converted_from(&plain, name, options) else { continue };
        let heard = heard(name, &bytes);
        assert_eq!(heard.zeros, [], "{name}");
        assert_silent(&heard, &truth, name);
    }
}

#[test]
fn a_gate_that_was_recorded_is_known_for_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/voice/cases/gated_h1.flac");
    if !path.is_file() {
        return skipped("a recorded gate: ../shared/voice/cases is not here");
    }
    let heard = listen(&path, None, |_, _| {}).unwrap();
    assert_eq!(heard.zeros, []);
    assert!(heard.is_gated);
    let silent: Vec<_> =
        silent(&heard).into_iter().filter(|(from, to)| to - from >= 10.0).collect();
    let [first, second] = silent[..] else { panic!("{silent:?}") };
    for (found, truth) in [(first, (14.4, 27.4)), (second, (53.3, 73.2))] {
        assert!(near(found.0, truth.0, 0.8) && near(found.1, truth.1, 0.8), "{silent:?}");
    }
}
