//! Channels that belong together in other ways than two ears do.

use super::*;

/// The talk on both sides, changed by these factors, with noise of its own on each.
fn sides(left: f32, right: f32, noise: f32) -> Vec<u8> {
    let mut state = 5_u32;
    let mut hiss = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise * (f64::from(state) / 2_f64.powi(31) - 1.0) as f32
    };
    let stereo: Vec<f32> = talk()
        .iter()
        .flat_map(|sample| [left * sample + hiss(), right * sample + hiss()])
        .collect();
    wav_at(16_000, 2, &stereo)
}

/// How long the talk is heard in a file, in seconds.
fn voiced(name: &str, bytes: &[u8]) -> f64 {
    read(name, bytes).voiced.iter().map(|(from, to)| to - from).sum()
}

#[test]
fn a_side_that_is_inverted_takes_no_voice_away() {
    let inverted = sides(1.0, -1.0, 0.0);
    assert_talk(&heard("inverted.wav", &inverted), "inverted");
    for (right, noise) in [(-1.0, 0.001), (-1.0, 0.01), (-0.5, 0.01), (-0.9, 0.02), (-2.0, 0.0)] {
        let heard = voiced("inverted.wav", &sides(1.0, right, noise));
        assert!(near(heard, 4.0, 0.6), "{right}, noise {noise}: {heard} s");
    }
    // A codec leaves a residue where the sides should cancel each other out.
    let formats: [(&str, &[&str]); 6] = [
        ("sides.ogg", &["-c:a", "libvorbis", "-q:a", "1"]),
        ("sides.opus", &["-c:a", "libopus", "-b:a", "24k"]),
        ("sides.m4a", &["-b:a", "48k"]),
        ("sides.mp3", &["-b:a", "48k", "-joint_stereo", "1"]),
        ("low.mp3", &["-b:a", "24k", "-ar", "16000"]),
        ("sides.flac", &[]),
    ];
    for (name, options) in formats {
        for noise in [0.0, 0.01] {
            let Some(bytes) = converted_from(&sides(1.0, -1.0, noise), name, options) else {
                continue;
            };
            let heard = voiced(name, &bytes);
            assert!(near(heard, 4.0, 0.7), "{name}, noise {noise}: {heard} s");
        }
    }
}

#[test]
fn other_sides_are_mixed() {
    for (left, right) in [(1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (1.0, 0.3), (0.2, 1.0)] {
        let heard = voiced("sides.wav", &sides(left, right, 0.003));
        assert!(near(heard, 4.0, 0.6), "{left} and {right}: {heard} s");
    }
    // One voice among eight channels is mixed like any other.
    let eight: Vec<f32> =
        talk().iter().flat_map(|sample| [*sample, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).collect();
    assert_talk(&heard("eight.wav", &wav_at(16_000, 8, &eight)), "eight");
    // Two voices, one on each side, are heard both.
    let second = skipped_by(&talk(), 32_000);
    let both: Vec<f32> = talk().into_iter().zip(second).flat_map(|(a, b)| [a, b]).collect();
    assert!(near(voiced("two.wav", &wav_at(16_000, 2, &both)), 7.0, 1.0));
}

/// These samples so many later.
fn skipped_by(samples: &[f32], count: usize) -> Vec<f32> {
    let later = std::iter::repeat_n(0.0, count).chain(samples.iter().copied());
    later.take(samples.len()).collect()
}
